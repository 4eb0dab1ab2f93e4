"""How a time-stamp token is judged: by a callback, so that this room stays free of ASN.1, certificates and networks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from timestamping.sealing.reports import Outcome


@dataclass(frozen=True, slots=True)
class TokenJudgement:
    """What the full token check (`timestamping.tsa.check_token`, signature-facts §10) says, in short.

    outcome: indeterminate means trust is missing, never that a check failed.
    reason: stable word of the check that decided ("imprint", "chain", …); empty when passed.
    message: the reason in a sentence.
    gen_time: time in the token, aware UTC; None when it could not be read.
    test: made by a test authority.
    """

    outcome: Outcome
    reason: str = ""
    message: str = ""
    gen_time: datetime | None = None
    test: bool = False


class TokenCheck(Protocol):
    """Judges one token over the bytes it must cover."""

    def __call__(self, token: bytes, data: bytes) -> TokenJudgement:
        """token: DER bytes as received. data: the checkpoint's three lines."""
