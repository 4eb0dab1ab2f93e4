"""From a request's bytes to a response's bytes, rightly or, when told so, wrongly in exactly one way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from timestamping.cms import oids
from timestamping.der import (
    DerError,
    Tag,
    bit_string,
    integer,
    read_boolean,
    read_exact,
    read_integer,
    read_oid,
    sequence,
    utf8_string,
)
from timestamping.tsa.authority.certificates import (
    Credential,
    KeyKind,
    Profile,
    issue,
    make_key,
    revocation_list,
    time_stamping_profile,
)
from timestamping.tsa.authority.misbehaviours import Misbehaviour, Variant
from timestamping.tsa.authority.pki import TestPki
from timestamping.tsa.authority.token_making import TokenPlan, token_bytes
from timestamping.tsa.checking import TEST_POLICY_ARC
from timestamping.tsa.tokens import Imprint

TEST_POLICY = TEST_POLICY_ARC + ".1"
_OTHER_POLICY = TEST_POLICY_ARC + ".2"
_HUGE = 64 * 1024 * 1024


@dataclass(slots=True)
class TestAuthority:
    """An RFC 3161 authority for tests and demo.

    now: its clock (aware UTC). misbehaviour: the one thing to do wrong. variant: the odd form to answer in.
    serial: last serial number given out. digest: hash of its signatures, as hashlib names it.
    """

    __test__ = False  # pytest would take the name for a test class

    pki: TestPki
    now: Callable[[], datetime]
    misbehaviour: Misbehaviour | None = None
    variant: Variant | None = None
    accuracy: timedelta = timedelta(seconds=1)
    serial: int = 0
    digest: str = "sha256"
    _credentials: dict[str, Credential] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def name(self) -> str:
        return "test-authority"

    def ask(self, request: bytes) -> bytes:
        """The same as `answer`, so that the authority can stand in for one behind HTTP."""
        return self.answer(request)

    def answer(self, request: bytes) -> bytes:
        """TimeStampResp for TimeStampReq; a request that cannot be read is refused with badDataFormat."""
        match self.misbehaviour:
            case Misbehaviour.STATUS_REJECTED:
                return _refusal(17, "TEST: talep reddedildi")
            case Misbehaviour.ERROR_BODY:
                return b"Kullanici kotasi doldu (TEST)"
            case Misbehaviour.HUGE_BODY:
                return b"\x30" * _HUGE
            case Misbehaviour.NO_TOKEN:
                return sequence(sequence(integer(0)))
            case _:
                pass
        try:
            response = self._granted(request)
        except DerError as error:
            return _refusal(5, str(error))
        return response[: len(response) // 2] if self.misbehaviour is Misbehaviour.TRUNCATED else response

    def _granted(self, request: bytes) -> bytes:
        status = 1 if self.variant is Variant.GRANTED_WITH_MODS else 0
        return sequence(sequence(integer(status)), token_bytes(self._plan(request)))

    def _plan(self, request: bytes) -> TokenPlan:
        fields = read_exact(request).expect(Tag.SEQUENCE).children
        if len(fields) < 2:
            raise DerError("too few fields for a TimeStampReq", 0)
        rest = fields[2:]
        policy = next((read_oid(item) for item in rest if item.tag == Tag.OBJECT_IDENTIFIER), TEST_POLICY)
        nonce = next((read_integer(item) for item in rest if item.tag == Tag.INTEGER), None)
        wanted = any(read_boolean(item) for item in rest if item.tag == Tag.BOOLEAN)
        imprint = Imprint(read_oid(fields[1].child(0).child(0)), fields[1].child(1).octets())
        now = self._moment()
        with self._lock:
            self.serial += 1
            serial = self.serial
            signer = self._signer(now)
        brings = wanted and self.misbehaviour is not Misbehaviour.NO_CERTIFICATE
        return TokenPlan(
            imprint=imprint,
            nonce=nonce,
            policy=_OTHER_POLICY if self.misbehaviour is Misbehaviour.WRONG_POLICY else policy,
            serial=serial,
            gen_time=now,
            accuracy=self.accuracy,
            signer=signer,
            other=self.pki.root.certificate,
            certificates=(signer.certificate, self.pki.issuer.certificate) if brings else (),
            crls=self._crls(signer, now),
            misbehaviour=self.misbehaviour,
            variant=self.variant,
            digest=self.digest,
        )

    def _moment(self) -> datetime:
        match self.misbehaviour:
            case Misbehaviour.TIME_IN_FUTURE:
                return self.now() + timedelta(hours=2)
            case Misbehaviour.TIME_BEFORE_DATA:
                return self.now() - timedelta(hours=2)
            case _:
                return self.now()

    def _crls(self, signer: Credential, now: datetime) -> tuple[bytes, ...]:
        later = now + timedelta(days=1)
        if self.misbehaviour is Misbehaviour.REVOKED_CERTIFICATE:
            return (revocation_list(self.pki.issuer, (signer.certificate,), now - timedelta(minutes=5), later),)
        if self.variant is Variant.EXTRA_CRL:
            return (revocation_list(self.pki.issuer, (), now - timedelta(minutes=5), later),)
        return ()

    def _signer(self, now: datetime) -> Credential:
        """The authority's own credential, or one with the defect or key that was asked for, made once."""
        kind = _KEYS.get(self.variant) if self.variant else None
        key = f"{self.misbehaviour}/{kind}"
        if self.misbehaviour not in _CERTIFICATE_DEFECTS and kind is None:
            return self.pki.authority
        if key not in self._credentials:
            self._credentials[key] = self._made(kind or KeyKind.P256, now)
        return self._credentials[key]

    def _made(self, kind: KeyKind, now: datetime) -> Credential:
        issuer = self.pki.issuer
        if self.misbehaviour is Misbehaviour.UNTRUSTED_ROOT:
            issuer = TestPki.make(now).issuer
        return issue(_defective(self.misbehaviour, now), make_key(kind), issuer)


_KEYS = {
    Variant.RSA: KeyKind.RSA,
    Variant.RSA_PSS: KeyKind.RSA,
    Variant.RSA_WITHOUT_NULL: KeyKind.RSA,
    Variant.ED25519: KeyKind.ED25519,
}
_CODE_SIGNING = "1.3.6.1.5.5.7.3.3"
_CERTIFICATE_DEFECTS = frozenset(
    {
        Misbehaviour.EKU_MISSING,
        Misbehaviour.EKU_NOT_CRITICAL,
        Misbehaviour.EKU_EXTRA,
        Misbehaviour.EKU_OTHER,
        Misbehaviour.KEY_USAGE_WRONG,
        Misbehaviour.UNTRUSTED_ROOT,
        Misbehaviour.EXPIRED_CERTIFICATE,
        Misbehaviour.NOT_YET_VALID_CERTIFICATE,
    }
)


def _defective(misbehaviour: Misbehaviour | None, now: datetime) -> Profile:
    """A time-stamp certificate with that defect and no other."""
    day = timedelta(days=1)
    right = time_stamping_profile("TEST Zaman Damgası (kusurlu)", now - day, now + 365 * day)
    name, start, end = right.common_name, right.not_before, right.not_after
    match misbehaviour:
        case Misbehaviour.EKU_MISSING:
            return Profile(name, start, end)
        case Misbehaviour.EKU_NOT_CRITICAL:
            return Profile(name, start, end, purposes=(oids.TIME_STAMPING,), purposes_critical=False)
        case Misbehaviour.EKU_EXTRA:
            return Profile(name, start, end, purposes=(oids.TIME_STAMPING, _CODE_SIGNING))
        case Misbehaviour.EKU_OTHER:
            return Profile(name, start, end, purposes=(_CODE_SIGNING,))
        case Misbehaviour.KEY_USAGE_WRONG:
            usage = frozenset({"key_encipherment"})
            return Profile(name, start, end, purposes=(oids.TIME_STAMPING,), key_usage=usage)
        case Misbehaviour.EXPIRED_CERTIFICATE:
            return time_stamping_profile(name, now - 2 * day, now - day)
        case Misbehaviour.NOT_YET_VALID_CERTIFICATE:
            return time_stamping_profile(name, now + day, now + 2 * day)
        case _:
            return right


def _refusal(failure_bit: int, text: str) -> bytes:
    octets = bytearray(failure_bit // 8 + 1)
    octets[failure_bit // 8] |= 0x80 >> failure_bit % 8
    bits = bit_string(bytes(octets), unused=7 - failure_bit % 8)
    return sequence(sequence(integer(2), sequence(utf8_string(text)), bits))
