"""Where reads and refusals are kept: one stream per day and process, and one per actor."""

from datetime import date
from uuid import UUID

from domain.events import stream_id_of


def read_stream_of(day: date, process: str) -> UUID:
    """Stream of the reads that one process answered on one Istanbul day."""
    return stream_id_of("access", day.isoformat(), process)


def refusal_stream_of(actor_id: str) -> UUID:
    """Stream of what was refused to one actor (EV-4)."""
    return stream_id_of("actor", actor_id)
