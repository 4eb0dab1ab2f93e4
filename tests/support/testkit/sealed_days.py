"""A ledger in memory whose days are sealed by the test authority, and renewed, through the real procedure."""

from base64 import b64decode
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from api.composition.record_judging import RecordJudge
from api.composition.verifying import TokenJudge
from api.procedures.seal_renewal import SealRenewer
from archive.storage import MemoryBlobStore
from domain.days import RenewDaySeal
from domain.events import Actor, Context, Origin, RecordedEvent, event_payload, stream_id_of
from testkit.memory_ledger import DETSIS, SIGNER, MemoryLedger, day_stream
from timestamping.sealing import DaySeal, LedgerReport, Severity, VerifyOptions, verify_ledger
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, TrustStore
from timestamping.tsa import Authority, Imprint, TimestampService
from timestamping.tsa.authority import TestAuthority, TestPki

FIRST = date(2026, 11, 17)
NOON = datetime(2026, 11, 17, 9, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 17, 21, 0, 5, tzinfo=UTC)


class SealedDays(MemoryLedger):
    """Days closed and sealed with real tokens. `pki`: the authority asked now; `trust`: all that ever were."""

    def __init__(self, days: int = 2, validity: timedelta = timedelta(days=400)) -> None:
        super().__init__()
        self.blobs = MemoryBlobStore()
        self.algorithms: AlgorithmPolicy = DEFAULT_POLICY
        self.judging: AlgorithmPolicy = DEFAULT_POLICY
        self.now = MIDNIGHT
        self.trust = TrustStore()
        self.silent = False
        self.days = days
        self.take_authority(validity)
        self.append(stream_id_of("ledger", SIGNER.name), "ledger.opened", {"day": FIRST.isoformat()}, NOON)
        for number in range(days):
            day, self.now = FIRST + timedelta(days=number), MIDNIGHT + timedelta(days=number)
            self.append(UUID(int=1), "document.edited", {"n": number}, NOON + timedelta(days=number))
            self.close_day(day, self.now)
            self.seal_day(day, self.now)

    def take_authority(self, validity: timedelta = timedelta(days=400)) -> None:
        """A new authority, valid from now; the old ones stay trusted."""
        self.pki = TestPki.make(self.now, validity=validity)
        self.trust = self.trust.joined(self.pki.trust)

    @property
    def timestamps(self) -> TimestampService:
        authorities: list[Authority] = [] if self.silent else [TestAuthority(self.pki, lambda: self.now)]
        return TimestampService(authorities, self.trust, lambda: self.now, lambda: 1 << 127, algorithms=self.algorithms)

    @property
    def renewer(self) -> SealRenewer:
        return SealRenewer(
            self, self._submit, self.blobs, self.timestamps, SIGNER.name, self._context, lambda: self.now
        )

    def made_seal(self, day: date, checkpoint: str, data: bytes, at: datetime) -> DaySeal:
        """A seal with a real token."""
        stamp = self.timestamps.stamp(Imprint.of(data))
        info = stamp.verdict.info
        assert info is not None
        made = super().made_seal(day, checkpoint, data, info.gen_time)
        return replace(made, token=stamp.token, policy=info.policy, serial=str(info.serial), test=True)

    def records(self, day: date = FIRST) -> list[bytes]:
        """The records of a day, the seal's first."""
        facts = [event_payload(row.state) for row in self.stream_events(day_stream(day))]
        return [b64decode(fact["evidence_record"]) for fact in facts if "evidence_record" in fact]

    def verified(self) -> LedgerReport:
        """`kutuk verify` of the sealed days at the ledger's present time; the years since are of no interest."""
        return verify_ledger(
            self,
            VerifyOptions(
                f"kutuk/{DETSIS}",
                (SIGNER.verifier,),
                check_token=TokenJudge(self.trust, self.now, self.judging),
                first_day=FIRST,
                last_day=FIRST + timedelta(days=self.days - 1),
                check_record=RecordJudge(self.trust, self.now, self.judging),
            ),
        )

    def found(self) -> list[tuple[str, date | None]]:
        """What a verification finds, notes apart: names and days."""
        findings = self.verified().findings
        return [(item.kind.name, item.day) for item in findings if item.kind.severity is not Severity.NOTE]

    def read_stream(self, stream_id: UUID) -> list[RecordedEvent]:
        return list(self.stream_events(stream_id))

    def _submit(self, command: RenewDaySeal, context: Context) -> None:
        payload = {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(command).items()
        }
        self.append(day_stream(date.fromisoformat(command.day)), "day.renewed", payload, self.now)

    def _context(self, request_key: str) -> Context:
        return Context(Actor("system:worker", "Kütük", "sistem", DETSIS), Origin("worker"), request_key)
