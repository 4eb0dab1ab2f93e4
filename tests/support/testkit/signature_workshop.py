"""Signatures made to order: a recipe says everything that goes in, so that one thing can be changed at a time.

The default recipe is a P4 signature (XL) as the Turkish profile guide asks for it; authorities, lists, answers and
time-stamps come from a test PKI of its own for each.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from archive.signatures.hash_index import build_hash_index
from archive.signatures.imprints import archive_v2_input, archive_v3_input, x1_input, x2_input
from archive.signatures.profiles import GUIDE_ADDRESS, GUIDE_HASHES
from archive.signatures.raising import with_unsigned
from archive.signatures.references import certificate_references, revocation_references
from archive.signatures.revocation_items import StoredRevocation, read_revocation
from archive.signatures.values import certificate_values, revocation_values, with_digest_algorithm, with_validation_data
from timestamping.cms import (
    Certificate,
    HashAlgorithm,
    attribute,
    build_signed_data,
    build_signer_info,
    hash_by_name,
    oids,
    read_signed_data,
    signing_certificate_v2,
)
from timestamping.der import Tag, algorithm, octet_string, oid, sequence, tlv, utc_time, utf8_string
from timestamping.trust import RevocationMaterial
from timestamping.trust.ocsp_requests import build_ocsp_request
from timestamping.tsa import Imprint, build_request, read_response
from timestamping.tsa.authority import (
    Credential,
    Misbehaviour,
    RevocablePki,
    RevocationMisbehaviour,
    TestAuthority,
    Variant,
)

SIGNED = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
STAMPED = SIGNED + timedelta(minutes=1)
ASKED = SIGNED + timedelta(minutes=2)
NEXT_DAY = SIGNED + timedelta(hours=26)
ARCHIVED = SIGNED + timedelta(days=3)
CHECKED = SIGNED + timedelta(days=30)
CONTENT = "Sayın İlgili, görüşü ekte sunulmuştur.".encode()
P2, P3, P4 = (f"2.16.792.1.61.0.1.5070.3.{number}.1" for number in (1, 2, 3))
_SHA256 = hash_by_name("sha256")
_USER_NOTICE = "1.2.840.113549.1.9.16.5.2"

Edit = Callable[[bytes, "Workshop"], bytes]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that goes into one signature; each default is right.

    signer: makes the credential. revoked, authority_revoked: (moment, CRLReason) of signer and time-stamp certificate.
    stamp_over: what is stamped in place of the signature. status_by: where the signer's status comes from.
    no_reference, no_value: parts left out ("root", "issuer", "signer-status", "issuer-status"). edit: done to the
    finished file; edit_signed: to the signed file before anything is added.
    """

    policy: str | None = P4
    policy_hash: bytes = GUIDE_HASHES[oids.SHA256]
    address: bool = True
    notice: bool = False
    ess: str = "v2"
    signing_time: datetime | None = SIGNED
    further: tuple[bytes, ...] = ()
    digest: str = "sha256"
    pss: bool = False
    signer: Callable[[RevocablePki], Credential] = lambda pki: pki.pki.citizen
    revoked: tuple[datetime, int | None] | None = None
    detached: bool = False
    stamp_at: datetime | None = STAMPED
    stamp_over: bytes | None = None
    stamp_twice: bool = False
    misbehaviour: Misbehaviour | None = None
    variant: Variant | None = None
    authority_revoked: tuple[datetime, int | None] | None = None
    authority_list: bool = True
    authority_list_wrong: RevocationMisbehaviour | None = None
    long_term: bool = True
    status_by: str = "ocsp"
    status_at: datetime = ASKED
    status_wrong: RevocationMisbehaviour | None = None
    issuer_list_wrong: RevocationMisbehaviour | None = None
    no_reference: frozenset[str] = frozenset()
    no_value: frozenset[str] = frozenset()
    content_stamped: bytes | None = None
    x_stamp: str | None = None
    archive: str | None = None
    archive_wrong: Misbehaviour | None = None
    edit_signed: Edit | None = None
    edit: Edit | None = None


@dataclass(slots=True)
class Workshop:
    """One PKI and its clock; makes one file."""

    recipe: Recipe
    now: datetime = SIGNED
    pki: RevocablePki = field(init=False)
    signer: Credential = field(init=False)

    def __post_init__(self) -> None:
        self.pki = RevocablePki.make(lambda: self.now)
        self.signer = self.recipe.signer(self.pki)

    def made(self) -> bytes:
        """The file."""
        recipe = self.recipe
        self._revoke()
        data = self.signed()
        if recipe.edit_signed is not None:
            data = recipe.edit_signed(data, self)
        if recipe.stamp_at is not None:
            data = self.stamped(data, recipe.stamp_at)
            if recipe.long_term:
                data = self.long_term(data)
            if recipe.x_stamp is not None:
                data = self._x_stamped(data, recipe.x_stamp)
            if recipe.archive is not None:
                data = self.archived(data, recipe.archive)
        return data if recipe.edit is None else recipe.edit(data, self)

    def _revoke(self) -> None:
        if self.recipe.revoked is not None:
            self.pki.issuer.revoke(self.signer.certificate, *self.recipe.revoked)
        if self.recipe.authority_revoked is not None:
            self.pki.issuer.revoke(self.pki.pki.authority.certificate, *self.recipe.authority_revoked)

    def signed(self) -> bytes:
        """The file before anything was added."""
        recipe, port = self.recipe, self.signer.port(self.recipe.digest, pss=self.recipe.pss)
        chain = [self.signer.certificate.der, self.pki.issuer.certificate.der, self.pki.root.certificate.der]
        info = build_signer_info(self.signer.certificate, port, self._attributes(port.digest))
        content = None if recipe.detached else CONTENT
        return build_signed_data(oids.DATA, content, [info], chain, [port.digest])

    def _attributes(self, digest: str) -> list[bytes]:
        recipe, certificate = self.recipe, self.signer.certificate
        made = [
            attribute(oids.CONTENT_TYPE, oid(oids.DATA)),
            attribute(oids.MESSAGE_DIGEST, octet_string(hash_by_name(digest).digest(CONTENT))),
            *recipe.further,
        ]
        if recipe.content_stamped is not None:
            token = self.token(Imprint.of(recipe.content_stamped, "sha256"), SIGNED)
            made.append(attribute(oids.CONTENT_TIME_STAMP, token))
        if recipe.signing_time is not None:
            made.append(attribute(oids.SIGNING_TIME, utc_time(recipe.signing_time)))
        if recipe.ess == "v2":
            made.append(signing_certificate_v2(certificate))
        elif recipe.ess == "v1":
            named = octet_string(hash_by_name("sha1").digest(certificate.der))
            made.append(attribute(oids.SIGNING_CERTIFICATE, sequence(sequence(sequence(named)))))
        elif recipe.ess == "wrong":
            made.append(signing_certificate_v2(self.pki.issuer.certificate))
        if recipe.policy is not None:
            made.append(attribute(oids.SIGNATURE_POLICY, self._policy()))
        return made

    def _policy(self) -> bytes:
        recipe = self.recipe
        hashed = sequence(algorithm(oids.SHA256), octet_string(recipe.policy_hash))
        qualifiers = b""
        if recipe.address:
            address = tlv(Tag.IA5_STRING, GUIDE_ADDRESS.encode("ascii"))
            qualifiers += sequence(oid("1.2.840.113549.1.9.16.5.1"), address)
        if recipe.notice:
            qualifiers += sequence(oid(_USER_NOTICE), sequence(utf8_string("Uzun Dönemli ve ÇİSDuP Kontrollü")))
        return sequence(oid(recipe.policy or ""), hashed, sequence(qualifiers) if qualifiers else b"")

    def token(self, covered: Imprint, at: datetime, wrong: Misbehaviour | None = None) -> bytes:
        """A time-stamp of the test authority at that moment, its chain inside."""
        self.now = at
        authority = TestAuthority(self.pki.pki, lambda: at, wrong, self.recipe.variant)
        answer = authority.answer(build_request(covered, 1 << 127).der)
        token = read_response(answer).token
        assert token is not None
        return token

    def completed(self, token: bytes, wrong: RevocationMisbehaviour | None = None) -> bytes:
        """The token with chain and lists in its own SignedData."""
        lists = (self._issuer_list(wrong), self.pki.root.crl())
        return with_validation_data(token, [self.pki.root.certificate], read_revocation(RevocationMaterial(lists)))

    def _issuer_list(self, wrong: RevocationMisbehaviour | None) -> bytes:
        self.pki.issuer.misbehaviour = wrong
        made = self.pki.issuer.crl()
        self.pki.issuer.misbehaviour = None
        return made

    def stamped(self, data: bytes, at: datetime) -> bytes:
        """With a signature time-stamp; its lists are those of the moment at which the signer's status is asked."""
        recipe = self.recipe
        signer = read_signed_data(data).signers[0]
        covered = Imprint.of(recipe.stamp_over or signer.signature_value, "sha256")
        token = self.token(covered, at, recipe.misbehaviour)
        if recipe.long_term and recipe.authority_list:
            self.now = recipe.status_at
            token = self.completed(token, recipe.authority_list_wrong)
        values = (token, token) if recipe.stamp_twice else (token,)
        return with_unsigned(signer, b"".join(attribute(oids.SIGNATURE_TIME_STAMP, value) for value in values))

    def status(self) -> RevocationMaterial:
        """What is said about the signer and about its issuer."""
        recipe, pki = self.recipe, self.pki
        self.now = recipe.status_at
        pki.root.misbehaviour = recipe.issuer_list_wrong
        issuer_list = pki.root.crl()
        pki.root.misbehaviour = None
        if recipe.status_by == "crl":
            return RevocationMaterial((self._issuer_list(recipe.status_wrong), issuer_list))
        pki.issuer.misbehaviour = recipe.status_wrong
        answer = pki.issuer.ocsp(build_ocsp_request(self.signer.certificate, pki.issuer.certificate))
        pki.issuer.misbehaviour = None
        return RevocationMaterial((issuer_list,), (answer,))

    def long_term(self, data: bytes) -> bytes:
        """With references and values of signer, issuer and root."""
        stored = read_revocation(self.status())
        path = {
            "signer": self.signer.certificate,
            "issuer": self.pki.issuer.certificate,
            "root": self.pki.root.certificate,
        }
        gone, absent = self.recipe.no_reference, self.recipe.no_value
        referenced = [item for name, item in path.items() if name not in gone | {"signer"}]
        for addition in (
            certificate_references(referenced, _SHA256),
            revocation_references((path["signer"], *referenced), self._without(stored, gone), _SHA256),
            certificate_values([item for name, item in path.items() if name not in absent]),
            revocation_values(self._without(stored, absent)),
        ):
            data = with_unsigned(read_signed_data(data).signers[0], addition)
        return data

    def _without(self, stored: StoredRevocation, names: frozenset[str]) -> StoredRevocation:
        def kept(certificate: Certificate, name: str) -> StoredRevocation:
            return StoredRevocation() if name in names else stored.about(certificate)

        signer, issuer = (
            kept(self.signer.certificate, "signer-status"),
            kept(self.pki.issuer.certificate, "issuer-status"),
        )
        others = StoredRevocation() if "signer-status" in names else StoredRevocation((), stored.ocsps)
        ocsps = tuple(dict.fromkeys((*signer.ocsps, *others.ocsps)))
        return StoredRevocation((*signer.crls, *issuer.crls), ocsps)

    def _x_stamped(self, data: bytes, kind: str) -> bytes:
        signer = read_signed_data(data).signers[0]
        pieces = x1_input(signer) if kind == "x1" else x2_input(signer)
        token = self.token(_imprint(_SHA256, *pieces), self.recipe.status_at)
        return with_unsigned(
            signer, attribute(oids.X_TYPE_1_TIME_STAMP if kind == "x1" else oids.X_TYPE_2_TIME_STAMP, token)
        )

    def archived(self, data: bytes, form: str, at: datetime = ARCHIVED) -> bytes:
        """With an archive time-stamp: "v3", "v2" (with the header of the attributes) or "v2-untagged"."""
        if form != "v3":
            return self._archived_v2(data, at, tagged=form == "v2")
        data = with_digest_algorithm(data, oids.SHA256)
        parsed = read_signed_data(data)
        signer = parsed.signers[0]
        index = build_hash_index(parsed, signer, _SHA256)
        pieces = archive_v3_input(parsed, signer, _SHA256.digest(CONTENT), index)
        token = self.token(_imprint(_SHA256, *pieces), at, self.recipe.archive_wrong)
        indexed = with_unsigned(read_signed_data(token).signers[0], attribute(oids.HASH_INDEX_V3, index))
        return with_unsigned(signer, attribute(oids.ARCHIVE_TIME_STAMP_V3, indexed))

    def _archived_v2(self, data: bytes, at: datetime, *, tagged: bool) -> bytes:
        parsed = read_signed_data(data)
        signer = parsed.signers[0]
        earlier = archive_v2_input(parsed, signer, CONTENT, tagged=tagged)
        token = self.token(_imprint(_SHA256, *earlier), at, self.recipe.archive_wrong)
        return with_unsigned(signer, attribute(oids.ARCHIVE_TIME_STAMP_V2, token))

    def countersigned(self, data: bytes, *, broken: bool = False) -> bytes:
        """With a counter-signature of another citizen over the signer's signature."""
        signer = read_signed_data(data).signers[0]
        other = self.pki.qualified_citizen("Mehmet Demir")
        covered = signer.signature_value + (b"!" if broken else b"")
        info = build_signer_info(
            other.certificate,
            other.port(),
            [
                attribute(oids.MESSAGE_DIGEST, octet_string(_SHA256.digest(covered))),
                attribute(oids.SIGNING_TIME, utc_time(SIGNED)),
                signing_certificate_v2(other.certificate),
            ],
        )
        data = with_unsigned(signer, attribute(oids.COUNTER_SIGNATURE, info))
        return with_validation_data(data, [other.certificate], StoredRevocation())


def _imprint(used: HashAlgorithm, *pieces: bytes) -> Imprint:
    return Imprint.by(used, used.digest(*pieces))
