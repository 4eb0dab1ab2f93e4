"""The full check of evidence records in the words of `timestamping.sealing`."""

from collections.abc import Sequence
from datetime import datetime

from timestamping.cms import Reason
from timestamping.der import DerError
from timestamping.evidence_records import check_record, read_record
from timestamping.sealing import Outcome, RecordFacts, TokenJudgement
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, TrustStore
from timestamping.tsa import TimeStampToken


class RecordJudge:
    """Reads and judges records at one moment, with one trust store and one algorithm policy."""

    def __init__(self, trust: TrustStore, at: datetime, algorithms: AlgorithmPolicy = DEFAULT_POLICY) -> None:
        self._trust = trust
        self._at = at
        self._algorithms = algorithms

    def read(self, record: bytes) -> RecordFacts | None:
        """What a record is made of; None when it, or its newest token, cannot be read."""
        try:
            found = read_record(record)
            info = TimeStampToken(found.newest.token_der).info
        except DerError:
            return None
        if found.element.end != len(record):
            return None
        return RecordFacts(
            tokens=tuple(stamp.token_der for stamp in found.stamps),
            chains=tuple(len(chain) for chain in found.chains),
            gen_time=info.gen_time,
            policy=info.policy,
            serial=str(info.serial),
        )

    def judge(self, record: bytes, data: bytes) -> TokenJudgement:
        """Whether it proves the data at that moment."""
        report = check_record(record, [data], trust=self._trust, at=self._at, algorithms=self._algorithms)
        reason = None if report.verdict.passed else _gravest(report.verdict.reasons, report.verdict.indication.value)
        return TokenJudgement(
            outcome=Outcome[report.verdict.indication.value],
            reason=reason.code if reason else "",
            message=reason.message if reason else "",
            gen_time=report.stamps[0].gen_time if report.stamps else None,
            test=report.test,
        )


def _gravest(reasons: Sequence[Reason], indication: str) -> Reason | None:
    return next((reason for reason in reasons if reason.indication.value == indication), None)
