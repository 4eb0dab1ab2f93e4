"""The library's mapper over canonical state: facts in, exact bytes out, and back."""

from typing import Any
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    Cipher,
    Compressor,
    Mapper,
    MapperDeserialisationError,
    ProgrammingError,
    StoredEvent,
    Transcoder,
)

from domain.events import Fact, StateError, UnknownFact, fact_from_record, fact_to_state


class LedgerMapper(Mapper[UUID]):
    """Turns facts into stored events by their explicit topic and canonical state; never resolves a topic it was given.

    State is stored as it is hashed: a compressor or cipher is refused.
    """

    def __init__(
        self, transcoder: Transcoder, compressor: Compressor | None = None, cipher: Cipher | None = None
    ) -> None:
        super().__init__(transcoder)
        if compressor is not None or cipher is not None:
            raise ProgrammingError("the ledger stores state as canonical JSON: no compressor, no cipher")

    def to_stored_event(self, domain_event: DomainEventProtocol[Any]) -> StoredEvent:
        """Stored form of a fact. Raises ProgrammingError for anything else, StateError for values without a form."""
        if not isinstance(domain_event, Fact) or not domain_event.TOPIC:
            raise ProgrammingError(f"{type(domain_event).__name__} is no fact with a topic")
        return StoredEvent(
            domain_event.originator_id,
            domain_event.originator_version,
            domain_event.TOPIC,
            fact_to_state(domain_event),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The fact, upcast to the present schema. Raises MapperDeserialisationError for newer or broken events."""
        fact = self.to_fact(stored_event)
        if isinstance(fact, UnknownFact):
            raise MapperDeserialisationError(f"topic {fact.topic!r}, schema {fact.schema} is newer than this program")
        return fact

    def to_fact(self, stored_event: StoredEvent) -> Fact | UnknownFact:
        """The fact, or an UnknownFact for a newer type. Raises MapperDeserialisationError for broken state."""
        stream_id = stored_event.originator_id
        assert isinstance(stream_id, UUID)
        try:
            return fact_from_record(stored_event.topic, stored_event.state, stream_id, stored_event.originator_version)
        except StateError as error:
            raise MapperDeserialisationError(f"{stored_event.topic} in stream {stream_id}: {error}") from error
