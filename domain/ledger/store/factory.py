"""The library's infrastructure factory for a ledger, configured by the mapping it is given (never by the process)."""

from typing import Any

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    Mapper,
    ProcessRecorder,
    ProgrammingError,
    TrackingRecorder,
)
from eventsourcing.utils import Environment, EnvType, resolve_topic

from domain.ledger.store.database import LedgerDatabase
from domain.ledger.store.mapper import LedgerMapper
from domain.ledger.store.recorder import LedgerRecorder

DSN = "LEDGER_DSN"
SCHEMA = "LEDGER_SCHEMA"
POOL_SIZE = "LEDGER_POOL_SIZE"


class LedgerFactory(InfrastructureFactory[TrackingRecorder]):
    """Makes the recorder and the mapper that ``APPLICATION_RECORDER_TOPIC`` and ``MAPPER_TOPIC`` name; ours if unset.

    A ledger has no snapshots yet (streams are short) and no tracking (projections keep their own position).
    """

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        self._recorders: list[LedgerRecorder] = []

    def mapper(self, transcoder: Any = None, mapper_class: type[Mapper[Any]] | None = None) -> Mapper[Any]:
        """The mapper named by ``MAPPER_TOPIC``, `LedgerMapper` if none is."""
        default = None if self.env.get(self.MAPPER_TOPIC) else LedgerMapper
        return super().mapper(transcoder, mapper_class or default)

    def application_recorder(self) -> ApplicationRecorder:
        """The recorder named by ``APPLICATION_RECORDER_TOPIC``, `LedgerRecorder` if none is."""
        topic = self.env.get(self.APPLICATION_RECORDER_TOPIC)
        recorder_class = resolve_topic(topic) if topic else LedgerRecorder
        recorder = recorder_class(self._database())
        assert isinstance(recorder, LedgerRecorder)
        self._recorders.append(recorder)
        return recorder

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        raise ProgrammingError(f"the ledger has no separate recorder for {purpose}")

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> TrackingRecorder:
        raise ProgrammingError("the ledger keeps no tracking: projections keep their own position")

    def process_recorder(self) -> ProcessRecorder:
        raise ProgrammingError("the ledger keeps no tracking: projections keep their own position")

    def close(self) -> None:
        """Close the connections of every recorder made here."""
        for recorder in self._recorders:
            recorder.close()

    def _database(self) -> LedgerDatabase:
        dsn, schema = self.env.get(DSN), self.env.get(SCHEMA)
        if not dsn or not schema:
            raise ProgrammingError(f"{DSN} and {SCHEMA} say where the ledger is")
        return LedgerDatabase(dsn, schema, pool_size=int(self.env.get(POOL_SIZE) or 8))


def ledger_environment(dsn: str, schema: str, pool_size: int = 8) -> dict[str, str]:
    """The library's configuration of a ledger."""
    return {
        "PERSISTENCE_MODULE": "domain.ledger.store.factory:LedgerFactory",
        "APPLICATION_RECORDER_TOPIC": "domain.ledger.store.recorder:LedgerRecorder",
        "MAPPER_TOPIC": "domain.ledger.store.mapper:LedgerMapper",
        DSN: dsn,
        SCHEMA: schema,
        POOL_SIZE: str(pool_size),
    }
