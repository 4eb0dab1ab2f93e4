"""One event: who did what, where and when, and the exact bytes that prove it.

Words: a *fact* is a domain event as the model sees it (a typed, frozen value); *state* is the fact's canonical JSON,
stored once and never re-encoded; a *recorded event* is state plus the place the ledger gave it (position, stream,
version, time); its *envelope* is the byte string that the leaf of the tree is the hash of (docs/formats/leaf.md).

Called by every floor. Knows nothing of databases, networks, clocks or of any particular document.
"""

from domain.events.calendar import ISTANBUL, day_interval, istanbul_day, micros, moment
from domain.events.canonical import StateError, decode_state, encode_state, request_digest
from domain.events.facts import (
    CreationFact,
    Fact,
    UnknownFact,
    current_payload,
    fact_from_record,
    fact_to_state,
    known_topics,
    plain_value,
)
from domain.events.headers import EventHeader, event_header, event_payload
from domain.events.records import GENESIS_LEAF, RecordedEvent, envelope, leaf_hash, recomputed_leaf
from domain.events.refusals import Refusal
from domain.events.streams import stream_id_of
from domain.events.values import Actor, Context, Origin

__all__ = [
    "GENESIS_LEAF",
    "ISTANBUL",
    "Actor",
    "Context",
    "CreationFact",
    "EventHeader",
    "Fact",
    "Origin",
    "RecordedEvent",
    "Refusal",
    "StateError",
    "UnknownFact",
    "current_payload",
    "day_interval",
    "decode_state",
    "encode_state",
    "envelope",
    "event_header",
    "event_payload",
    "fact_from_record",
    "fact_to_state",
    "istanbul_day",
    "known_topics",
    "leaf_hash",
    "micros",
    "moment",
    "plain_value",
    "recomputed_leaf",
    "request_digest",
    "stream_id_of",
]
