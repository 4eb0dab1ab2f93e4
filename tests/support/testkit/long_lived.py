"""Signatures raised to archive form: an authority with its clock, lists of its own, and signatures to raise."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from archive.signatures import ArchiveForm, Means, SignedAttributes, sign_attached
from timestamping.cms import read_signed_data
from timestamping.der import append, octet_string
from timestamping.trust import Freshness, RevocationMaterial, StoredSource
from timestamping.tsa import TimestampService
from timestamping.tsa.authority import KeyKind, TestAuthority, TestPki, issue, make_key, qualified_profile
from timestamping.tsa.authority.certificates import Credential, revocation_list

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
GUIDE_HASH = bytes.fromhex("ff39bd29463383f69b2052ac47439e06ce7c3b8646e888b6e5ae3e46ba08117a")
"""SHA-256 of the BTK guide's PDF, which signatures under P2 to P4 state."""
GUIDE_URI = "http://www.eimza.gov.tr/EimzaPolitikalari/216792161015070331.pdf"
CONTENT = "Sayın İlgili, görüşü ekte sunulmuştur.".encode()


def _nonces() -> Iterator[int]:
    return iter(range(1 << 127, 1 << 128))


@dataclass(slots=True)
class World:
    """A test PKI, what time it is, and how everything that extending asks for answers then."""

    pki: TestPki
    now: datetime = NOW
    nonces: Iterator[int] = field(default_factory=_nonces)

    @classmethod
    def make(cls) -> "World":
        return cls(TestPki.make(NOW))

    def stamper(self) -> TimestampService:
        """An authority that answers with the world's time."""
        authority = TestAuthority(self.pki, lambda: self.now)
        return TimestampService([authority], self.pki.trust, lambda: self.now, lambda: next(self.nonces))

    def lists(self, issued: datetime | None = None, *revoked: Credential) -> RevocationMaterial:
        """Empty lists of both authorities, or with those certificates on the issuer's, by default issued now."""
        at = issued or self.now
        gone = tuple(item.certificate for item in revoked)
        issuers = ((self.pki.issuer, gone), (self.pki.root, ()))
        return RevocationMaterial(tuple(revocation_list(by, of, at, at + timedelta(days=1)) for by, of in issuers))

    def means(self, form: ArchiveForm = ArchiveForm.V3, lists: RevocationMaterial | None = None) -> Means:
        """Everything at hand: stamps, lists issued now, the root."""
        source = StoredSource((self.pki.root.certificate,), lists or self.lists())
        return Means(self.stamper(), self.pki.trust, lambda: self.now, source, form, freshness=Freshness.CURRENT)

    def without_lists(self) -> Means:
        """No revocation data is to be had."""
        return replace(self.means(), source=None)

    def signed(
        self,
        make: Callable[..., bytes] = sign_attached,
        kind: KeyKind = KeyKind.P256,
        policy: str | None = None,
    ) -> bytes:
        """A BES or, with a policy, EPES signature over CONTENT, its issuer inside."""
        citizen = self.pki.citizen
        if kind is not KeyKind.P256:
            citizen = self.pki.another_citizen("Mehmet Demir", NOW, kind)
        elif policy is not None:
            citizen = self.qualified()
        stated = SignedAttributes(NOW, policy=policy, policy_hash=GUIDE_HASH, policy_uri=GUIDE_URI)
        return make(CONTENT, citizen.certificate, citizen.port(), stated, [self.pki.issuer.certificate])

    def qualified(self) -> Credential:
        """A citizen with a certificate as the Turkish profiles ask for it."""
        profile = qualified_profile("TEST Nitelikli İmzacı", NOW - timedelta(days=1), NOW + timedelta(days=3650))
        return issue(profile, make_key(), self.pki.issuer)

    def two_signers(self) -> bytes:
        """Two parallel signers over the same content."""
        second = read_signed_data(self.signed(kind=KeyKind.RSA))
        assert second.certificates is not None
        joined = append(read_signed_data(self.signed()).signer_infos, second.signers[0].element.tlv)
        certificates = read_signed_data(joined).certificates
        assert certificates is not None
        return append(certificates, second.certificates.value)


def indefinite(data: bytes, content: bytes = CONTENT) -> bytes:
    """The same CMS with its outer containers in indefinite form and its content in pieces."""
    parsed = read_signed_data(data)
    half = len(content) // 2
    pieces = octet_string(content[:half]) + octet_string(content[half:])
    capsule = b"\x30\x80" + parsed.encapsulated.child(0).tlv + b"\xa0\x80\x24\x80" + pieces + b"\0\0" * 3
    body = b"".join(capsule if item is parsed.encapsulated else item.tlv for item in parsed.body.children)
    return b"\x30\x80" + parsed.root.child(0).tlv + b"\xa0\x80\x30\x80" + body + b"\0\0" * 3
