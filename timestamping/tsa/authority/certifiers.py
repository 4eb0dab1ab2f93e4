"""Certificate authorities of the test PKI that remember whom they revoked and answer for it, rightly or wrongly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from timestamping.cms import Certificate
from timestamping.der import DerError, Tag, read_exact, read_integer
from timestamping.trust.extensions import OCSP_SIGNING
from timestamping.trust.ocsp import wrapped
from timestamping.tsa.authority.certificates import Credential, KeyKind, Profile, issue, make_key
from timestamping.tsa.authority.revocation_making import (
    AnswerPlan,
    ListPlan,
    Revocation,
    answer_bytes,
    list_bytes,
    refusal_bytes,
)

ON_HOLD = 6
_HUGE = 2 * 1024 * 1024
_DAY = timedelta(days=1)


class RevocationMisbehaviour(StrEnum):
    """One defect of lists and answers each; the last ones are of the server."""

    STALE = "stale"
    BAD_SIGNATURE = "bad-signature"
    OTHER_CERTIFICATE = "other-certificate"
    OTHER_ISSUER = "other-issuer"
    UNAUTHORISED_RESPONDER = "unauthorised-responder"
    EXPIRED_RESPONDER = "expired-responder"
    REVOKED_RESPONDER = "revoked-responder"
    UNKNOWN_STATUS = "unknown-status"
    TRY_LATER = "try-later"
    GARBAGE = "garbage"
    HUGE = "huge"
    SILENCE = "silence"
    HTTP_500 = "http-500"
    REDIRECT_LOOP = "redirect-loop"


@dataclass(slots=True)
class TestCertifier:
    """A certificate authority that issues, revokes, and speaks of it by list and by OCSP.

    now: its clock (aware UTC). address: where its list, certificate and responder are found, "" issues certificates
    without addresses. life: how long a list or answer says it is valid. misbehaviour: the one thing to do wrong.
    no_check: its OCSP responder need not be asked about itself. revoked: by serial number.
    """

    __test__ = False  # pytest would take the name for a test class

    credential: Credential
    now: Callable[[], datetime]
    name: str
    address: str = ""
    life: timedelta = _DAY
    digest: str = "sha256"
    misbehaviour: RevocationMisbehaviour | None = None
    no_check: bool = True
    revoked: dict[int, Revocation] = field(default_factory=dict)
    _responders: dict[RevocationMisbehaviour | None, Credential] = field(default_factory=dict, repr=False)

    @property
    def certificate(self) -> Certificate:
        return self.credential.certificate

    @property
    def list_address(self) -> str:
        return f"{self.address}{self.name}.crl"

    @property
    def certificate_address(self) -> str:
        return f"{self.address}{self.name}.cer"

    @property
    def ocsp_address(self) -> str:
        return f"{self.address}{self.name}/ocsp"

    def issue(self, profile: Profile, kind: KeyKind = KeyKind.P256) -> Credential:
        """A certificate with a fresh key, with the addresses of this authority when it has any."""
        profile = replace(profile, digest=self.digest)
        if self.address:
            profile = replace(
                profile,
                crl_addresses=(self.list_address,),
                ocsp_addresses=(self.ocsp_address,),
                issuer_addresses=(self.certificate_address,),
            )
        return issue(profile, make_key(kind), self.credential)

    def revoke(self, certificate: Certificate, at: datetime | None = None, reason: int | None = None) -> None:
        """From `at` on (None: now); reason: CRLReason, `ON_HOLD` may be released again."""
        self.revoked[certificate.serial] = Revocation(at or self.now(), reason)

    def release(self, certificate: Certificate) -> None:
        """No longer on hold."""
        self.revoked.pop(certificate.serial, None)

    def crl(self) -> bytes:
        """Its list of this moment."""
        match self.misbehaviour:
            case RevocationMisbehaviour.GARBAGE:
                return b"TEST: bu bir liste degil"
            case RevocationMisbehaviour.HUGE:
                return b"\x30\x84\x00\x20\x00\x00" + bytes(_HUGE)
            case RevocationMisbehaviour.OTHER_ISSUER:
                return replace(self, credential=self._stranger(), misbehaviour=None).crl()
            case _:
                pass
        said_at = self._moment()
        plan = ListPlan(
            issuer=self.credential,
            this_update=said_at,
            next_update=said_at + self.life,
            revoked=self._known_by(said_at),
            number=int(said_at.timestamp()),
            digest=self.digest,
            bad_signature=self.misbehaviour is RevocationMisbehaviour.BAD_SIGNATURE,
        )
        return list_bytes(plan)

    def ocsp(self, request: bytes) -> bytes:
        """OCSPResponse for an OCSPRequest, or a refusal."""
        match self.misbehaviour:
            case RevocationMisbehaviour.GARBAGE:
                return b"TEST: bu bir yanit degil"
            case RevocationMisbehaviour.HUGE:
                return b"\x30\x84\x00\x20\x00\x00" + bytes(_HUGE)
            case RevocationMisbehaviour.TRY_LATER:
                return refusal_bytes(3)
            case _:
                pass
        try:
            asked = read_exact(request).child(0)
            requests = next(item for item in asked.children if item.tag == Tag.SEQUENCE)
            name = requests.child(0).child(0)
            return wrapped(answer_bytes(self._plan(name.tlv, read_integer(name.child(3)))))
        except (DerError, StopIteration):
            return refusal_bytes(1)

    def _plan(self, name: bytes, serial: int) -> AnswerPlan:
        said_at = self._moment()
        responder = self._responder()
        if self.misbehaviour is RevocationMisbehaviour.OTHER_CERTIFICATE:
            fields = read_exact(name).children
            last = bytearray(fields[3].tlv)
            last[-1] ^= 1
            name = b"\x30" + bytes((len(name) - 2,)) + b"".join(item.tlv for item in fields[:3]) + bytes(last)
        status: Revocation | str | None = self._known_by(said_at).get(serial)
        if self.misbehaviour is RevocationMisbehaviour.UNKNOWN_STATUS:
            status = "unknown"
        return AnswerPlan(
            responder=responder,
            name=name,
            status=status,
            this_update=said_at,
            next_update=said_at + self.life,
            produced_at=said_at,
            certificates=(responder.certificate,),
            digest=self.digest,
            bad_signature=self.misbehaviour is RevocationMisbehaviour.BAD_SIGNATURE,
        )

    def _moment(self) -> datetime:
        """When it says what it says; a stale one said it long ago."""
        stale = self.misbehaviour is RevocationMisbehaviour.STALE
        return (self.now() - 10 * self.life if stale else self.now()).replace(microsecond=0)

    def _known_by(self, moment: datetime) -> Mapping[int, Revocation]:
        return {serial: item for serial, item in self.revoked.items() if item.at <= moment}

    def _responder(self) -> Credential:
        """Who signs answers: named by this authority for it, unless told otherwise. Made once for each way."""
        found = self._responders.get(self.misbehaviour)
        if found is not None and found.certificate.valid_at(self.now()):
            return found
        start, end = self.now() - 30 * _DAY, self.now() + 365 * _DAY
        if self.misbehaviour is RevocationMisbehaviour.EXPIRED_RESPONDER:
            start, end = self.now() - 20 * _DAY, self.now() - 10 * _DAY
        purpose = None if self.misbehaviour is RevocationMisbehaviour.UNAUTHORISED_RESPONDER else (OCSP_SIGNING,)
        asks = self.misbehaviour is RevocationMisbehaviour.REVOKED_RESPONDER or not self.no_check
        profile = Profile(
            f"TEST OCSP {self.name}", start, end, purposes=purpose, purposes_critical=False, no_check=not asks
        )
        made = self.issue(profile)
        if self.misbehaviour is RevocationMisbehaviour.REVOKED_RESPONDER:
            self.revoke(made.certificate, self.now() - timedelta(hours=1))
        self._responders[self.misbehaviour] = made
        return made

    def _stranger(self) -> Credential:
        """Somebody else under this authority's name."""
        own = self.certificate
        common_name = own.subject_text.rsplit("CN=", 1)[-1]
        return issue(Profile(common_name, own.not_before, own.not_after, ca=True), make_key())
