"""The lists of a package: one canonical JSON object a line (docs/formats/evidence-package.md).

Reading is strict: what was read, written again, must give the same bytes. So there is one form of each line, and
nothing can hide in another spelling, a doubled key or a field nobody looks at.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

import orjson

from archive.transfer.values import Absence, Consistency, DayStream, EvidenceEvent, Inclusion, ShownEvent, WithheldEvent
from domain.events import RecordedEvent
from timestamping.merkle import AbsenceProof, StreamHead, StreamInclusionProof

T = TypeVar("T")
_LARGEST: Final = 2**63


class LineError(ValueError):
    """A line is not in its one form; the message says why."""


def event_line(item: EvidenceEvent) -> bytes:
    """An event: envelope fields and exact state, or its place and leaf only."""
    place = {"leaf": item.leaf.hex(), "position": item.position, "stream": str(item.stream_id), "version": item.version}
    if isinstance(item, WithheldEvent):
        return _line(place | {"withheld": item.reason})
    event = item.event
    rest = {"previous": item.previous.hex(), "recorded_at": event.recorded_at, "topic": event.topic}
    return _line(place | rest | {"state": b64encode(event.state).decode("ascii")})


def read_event(line: bytes) -> EvidenceEvent:
    """Raises LineError."""
    return _strictly(line, _event, event_line)


def inclusion_line(item: Inclusion) -> bytes:
    """An inclusion proof; with the checkpoint of its size the same as a C2SP tlog-proof."""
    return _line({"index": item.index, "path": _texts(item.path), "size": item.size})


def read_inclusion(line: bytes) -> Inclusion:
    """Raises LineError."""
    return _strictly(
        line, lambda found: Inclusion(_number(found, "index"), _number(found, "size"), _path(found)), inclusion_line
    )


def consistency_line(item: Consistency) -> bytes:
    """A consistency proof between two checkpoints."""
    return _line({"from": item.old, "path": _texts(item.path), "to": item.new})


def read_consistency(line: bytes) -> Consistency:
    """Raises LineError."""
    return _strictly(
        line, lambda found: Consistency(_number(found, "from"), _number(found, "to"), _path(found)), consistency_line
    )


def day_stream_line(item: DayStream) -> bytes:
    """What a day's stream tree says of one stream: where it stood, or the neighbours that show it did not."""
    day = {"day": item.day.isoformat()}
    if isinstance(item.proof, StreamInclusionProof):
        return _line(day | _place(item.proof))
    left, right = item.proof.proof.left, item.proof.proof.right
    sides = {"left": _place(left) if left else None, "right": _place(right) if right else None}
    return _line(day | {"absent": str(item.proof.stream_id)} | sides)


def read_day_stream(line: bytes) -> DayStream:
    """Raises LineError."""
    return _strictly(line, _day_stream, day_stream_line)


def _strictly(line: bytes, read: Callable[[dict[str, Any]], T], write: Callable[[T], bytes]) -> T:
    try:
        found = orjson.loads(line)
        if not isinstance(found, dict):
            raise LineError("not a JSON object")
        value = read(found)
        same = write(value) == line
    except LineError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise LineError(f"{type(error).__name__}: {str(error)[:100]}") from error
    if not same:
        raise LineError("not in the one form this line has")
    return value


def _event(found: dict[str, Any]) -> EvidenceEvent:
    position, version = _number(found, "position"), _number(found, "version")
    stream_id, leaf = UUID(found["stream"]), _hash(found["leaf"])
    if "withheld" in found:
        return WithheldEvent(position, stream_id, version, leaf, _text(found, "withheld"))
    state = b64decode(_text(found, "state"), validate=True)
    event = RecordedEvent(
        position, stream_id, version, _number(found, "recorded_at"), _text(found, "topic"), state, leaf
    )
    return ShownEvent(event, _hash(found["previous"]))


def _day_stream(found: dict[str, Any]) -> DayStream:
    day = date.fromisoformat(found["day"])
    if "absent" not in found:
        return DayStream(day, _placed(found))
    left, right = found["left"], found["right"]
    proof = AbsenceProof(_placed(left) if left is not None else None, _placed(right) if right is not None else None)
    return DayStream(day, Absence(UUID(found["absent"]), proof))


def _place(proof: StreamInclusionProof) -> dict[str, Any]:
    head = proof.head
    return {
        "index": proof.index,
        "leaf": head.leaf.hex(),
        "path": _texts(proof.path),
        "stream": str(head.stream_id),
        "version": head.version,
    }


def _placed(found: dict[str, Any]) -> StreamInclusionProof:
    head = StreamHead(UUID(found["stream"]), _number(found, "version"), _hash(found["leaf"]))
    return StreamInclusionProof(head, _number(found, "index"), _path(found))


def _line(value: dict[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _texts(path: Sequence[bytes]) -> list[str]:
    return [b64encode(value).decode("ascii") for value in path]


def _path(found: dict[str, Any]) -> tuple[bytes, ...]:
    values = tuple(b64decode(text, validate=True) for text in found["path"])
    if any(len(value) != 32 for value in values):
        raise LineError("path: every hash has 32 bytes")
    return values


def _hash(text: Any) -> bytes:
    value = bytes.fromhex(text)
    if len(value) != 32:
        raise LineError("a hash has 32 bytes")
    return value


def _number(found: dict[str, Any], name: str) -> int:
    value = found[name]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LARGEST:
        raise LineError(f"{name}: not a whole number")
    return value


def _text(found: dict[str, Any], name: str) -> str:
    value = found[name]
    if not isinstance(value, str):
        raise LineError(f"{name}: not a text")
    return value
