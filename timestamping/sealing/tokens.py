"""How tokens and evidence records are judged: by callbacks, so that this room stays free of ASN.1 and certificates."""

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


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What an evidence record is made of.

    tokens: DER bytes of all its time-stamps, oldest first. chains: how many of them each chain holds.
    gen_time, policy, serial: of the newest one; gen_time aware UTC.
    """

    tokens: tuple[bytes, ...]
    chains: tuple[int, ...]
    gen_time: datetime
    policy: str
    serial: str


class RecordCheck(Protocol):
    """Reads and judges RFC 4998 evidence records (`timestamping.evidence_records`)."""

    def read(self, record: bytes) -> RecordFacts | None:
        """What it is made of; None when it cannot be read."""

    def judge(self, record: bytes, data: bytes) -> TokenJudgement:
        """Whether it proves the data now; `gen_time` is that of its oldest time-stamp."""
