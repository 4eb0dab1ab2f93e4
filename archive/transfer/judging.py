"""How the seals in a package are judged: token and evidence record over the checkpoint's three lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from archive.transfer.material import helpful_certificates
from timestamping.cms import Certificate, Verdict
from timestamping.evidence_records import check_record
from timestamping.sealing import Outcome, TokenJudgement
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, RevocationMaterial, TrustStore
from timestamping.tsa import Expectation, check_token

_MOST = 100
"""Certificates offered beside a record, whose tokens bring their own."""


class SealJudge(Protocol):
    """Judges what seals a day."""

    def token(self, token: bytes, data: bytes) -> TokenJudgement:
        """token: RFC 3161, DER. data: the three lines it must cover."""

    def record(self, record: bytes, data: bytes) -> TokenJudgement:
        """record: RFC 4998, DER. data: the three lines it must cover."""


SealJudges = Callable[[Sequence[Certificate], RevocationMaterial], SealJudge]
"""Makes the judge once the package's certificates and revocation data are known: they help, they are never trusted."""


@dataclass(frozen=True, slots=True)
class TrustJudge:
    """The full checks of `timestamping.tsa`, with a trust store, our time (aware UTC) and one algorithm policy."""

    trust: TrustStore
    at: datetime
    certificates: tuple[Certificate, ...] = ()
    revocation: RevocationMaterial | None = None
    algorithms: AlgorithmPolicy = DEFAULT_POLICY

    def token(self, token: bytes, data: bytes) -> TokenJudgement:
        """Judge a token; the chain must hold at its own time."""
        found = check_token(
            token,
            Expectation(data),
            self.trust,
            self.at,
            certificates=helpful_certificates(token, self.certificates),
            revocation=self.revocation,
            algorithms=self.algorithms,
        )
        return _judgement(found.verdict, found.info.gen_time if found.info else None, found.test)

    def record(self, record: bytes, data: bytes) -> TokenJudgement:
        """Judge a record; each stamp in it must hold at the time of the next, the newest one now."""
        found = check_record(
            record,
            [data],
            trust=self.trust,
            at=self.at,
            certificates=self.certificates[:_MOST],
            revocation=self.revocation,
            algorithms=self.algorithms,
        )
        return _judgement(found.verdict, found.stamps[0].gen_time if found.stamps else None, found.test)


def _judgement(verdict: Verdict, gen_time: datetime | None, test: bool) -> TokenJudgement:
    graver = [reason for reason in verdict.reasons if reason.indication is verdict.indication]
    first = graver[0] if graver and not verdict.passed else None
    return TokenJudgement(
        outcome=Outcome(verdict.indication.value.lower()),
        reason=first.code if first else "",
        message=first.message if first else "",
        gen_time=gen_time,
        test=test,
    )


def trust_judges(trust: TrustStore, at: datetime, algorithms: AlgorithmPolicy = DEFAULT_POLICY) -> SealJudges:
    """Judges by a trust store and an algorithm policy at our time (aware UTC)."""

    def judge(certificates: Sequence[Certificate], revocation: RevocationMaterial) -> SealJudge:
        return TrustJudge(trust, at, tuple(certificates), revocation, algorithms)

    return judge
