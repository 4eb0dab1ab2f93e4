"""Answers of an authority: status first, then the token, both kept as received (RFC 3161, 2.4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from domain.signatures.levels import SubIndication
from timestamping.cms import Reason, failure
from timestamping.der import DerError, Element, Tag, read_exact, read_integer, read_text
from timestamping.tsa.tokens import TOKEN_LIMITS


class PkiStatus(IntEnum):
    """RFC 3161, 2.4.2."""

    GRANTED = 0
    GRANTED_WITH_MODS = 1
    REJECTION = 2
    WAITING = 3
    REVOCATION_WARNING = 4
    REVOCATION_NOTIFICATION = 5


_FAILURES = {
    0: "badAlg",
    2: "badRequest",
    5: "badDataFormat",
    14: "timeNotAvailable",
    15: "unacceptedPolicy",
    16: "unacceptedExtension",
    17: "addInfoNotAvailable",
    25: "systemFailure",
}


@dataclass(frozen=True, slots=True)
class TimestampResponse:
    """raw: the TimeStampResp as received. status: its number. text: what the authority said. failures: failure names.

    token: the token's bytes as they stand in `raw`, None when absent.
    """

    raw: bytes
    status: int
    text: str
    failures: tuple[str, ...]
    token: bytes | None

    @property
    def granted(self) -> bool:
        """Only granted and grantedWithMods carry a token to be taken."""
        return self.status in (PkiStatus.GRANTED, PkiStatus.GRANTED_WITH_MODS)

    def refusals(self) -> list[Reason]:
        """Why the answer brings no usable token; empty when it seems to."""
        if not self.granted:
            said = ", ".join([*self.failures, *([self.text] if self.text else [])]) or "no reason given"
            return [failure("status-not-granted", f"status {self.status}: {said}", SubIndication.FORMAT_FAILURE)]
        if self.token is None:
            return [failure("token-missing", "status granted, but no token", SubIndication.FORMAT_FAILURE)]
        return []


def read_response(raw: bytes) -> TimestampResponse:
    """Raises DerError when the bytes are no TimeStampResp (an HTML page, a cut answer)."""
    root = read_exact(raw, TOKEN_LIMITS).expect(Tag.SEQUENCE)
    info = root.child(0).expect(Tag.SEQUENCE)
    status = read_integer(info.child(0).expect(Tag.INTEGER))
    texts = [read_text(line) for part in info.children[1:] if part.tag == Tag.SEQUENCE for line in part.children]
    bits = next((part for part in info.children[1:] if part.tag == Tag.BIT_STRING), None)
    if len(root.children) > 2:
        raise DerError("unknown field after the token", root.children[2].start)
    token = root.children[1].tlv if len(root.children) == 2 else None
    return TimestampResponse(raw, status, "; ".join(texts)[:500], _failures(bits), token)


def _failures(bits: Element | None) -> tuple[str, ...]:
    if bits is None:
        return ()
    octets = bits.value[1:]
    return tuple(
        name for bit, name in _FAILURES.items() if bit // 8 < len(octets) and octets[bit // 8] & (0x80 >> bit % 8)
    )
