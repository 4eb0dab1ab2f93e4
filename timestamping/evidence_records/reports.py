"""What a check of an evidence record says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from timestamping.cms import Verdict
from timestamping.evidence_records.records import EvidenceRecord
from timestamping.tsa import TokenVerdict


@dataclass(frozen=True, slots=True)
class StampReport:
    """One archive time-stamp judged.

    gen_time: of its token, None when unreadable. hash_name: of its tree. imprint_ok: the token is over the root of the
    tree. link_ok: it covers what it renews; None for the first stamp, or when the data to compare is not at hand.
    signature_ok: the token's mathematics. relied_at: the moment at which its authority had to be good: the time of the
    next stamp, for the newest one the time of the check. token: the full verdict, proofs of existence considered.
    """

    gen_time: datetime | None
    hash_name: str | None
    imprint_ok: bool | None
    link_ok: bool | None
    signature_ok: bool | None
    relied_at: datetime
    token: TokenVerdict


@dataclass(frozen=True, slots=True)
class RecordReport:
    """verdict: everything together. chains: as in the record. found: for each data object given, whether every chain
    covers it; None when its digest could not be had. record: None when unreadable.
    """

    verdict: Verdict
    chains: tuple[tuple[StampReport, ...], ...] = ()
    found: tuple[bool | None, ...] = ()
    record: EvidenceRecord | None = None

    @property
    def stamps(self) -> tuple[StampReport, ...]:
        """All of them, oldest first."""
        return tuple(stamp for chain in self.chains for stamp in chain)

    @property
    def intact(self) -> bool | None:
        """Do all hashes, links and signatures fit, whatever the trust? None: something could not be computed."""
        parts: list[bool | None] = [*self.found]
        for number, stamp in enumerate(self.stamps):
            parts += [stamp.imprint_ok, stamp.signature_ok, *([stamp.link_ok] if number else [])]
        if self.record is None or False in parts:
            return False
        return None if None in parts or not self.found else True

    @property
    def proven_since(self) -> datetime | None:
        """Since when the objects are proven to exist: the time of the oldest stamp, when the verdict is PASSED."""
        return self.stamps[0].gen_time if self.verdict.passed and self.stamps else None

    @property
    def test(self) -> bool:
        """Is one of the stamps a test stamp? Then the record proves nothing to others."""
        return any(stamp.token.test for stamp in self.stamps)
