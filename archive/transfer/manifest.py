"""The manifest: what a package is, what it holds, what it leaves out; and the ledger's signature over it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

import orjson

from archive.transfer.values import AbsentBlob, Profile, StreamKind, WholeStream

FORMAT: Final = "kutuk-evidence"
VERSION: Final = 1
NOTE_TITLE: Final = "kutuk-evidence-1"
"""First line of the note; no origin is spelled so, so the note can never pass for a checkpoint."""
_HEX: Final = re.compile(r"[0-9a-f]{64}")
_WORD: Final = re.compile(r"[a-z_]{1,40}")


class ManifestError(ValueError):
    """The manifest is not in its one form; the message says why."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member: name in the archive, length, SHA-256 in lower-case hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest's fields.

    origin, institution: whose ledger. document: whose history. position: last event of the ledger when it was exported.
    sealed_through: position up to which a checkpoint in the package covers the ledger; 0: nothing is sealed yet.
    provisional_days, provisional_events: days and positions that nothing proves yet. withheld: reasons for which
    events are given as leaves only. left_out: kinds of events that are not there at all. members: by name.
    """

    origin: str
    institution: str
    document: UUID
    profile: Profile
    exported_at: datetime
    position: int
    sealed_through: int
    streams: tuple[WholeStream, ...]
    provisional_days: tuple[date, ...]
    provisional_events: tuple[int, ...]
    withheld: tuple[str, ...]
    left_out: tuple[str, ...]
    absent: tuple[AbsentBlob, ...]
    members: tuple[Member, ...]

    def render(self) -> bytes:
        """The exact bytes: JSON, keys sorted, indented by two spaces, a newline at the end."""
        value = {
            "absent": [{"digest": item.digest, "reason": item.reason} for item in self.absent],
            "document": str(self.document),
            "exported_at": self.exported_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "format": FORMAT,
            "institution": self.institution,
            "left_out": list(self.left_out),
            "members": [{"name": item.name, "sha256": item.sha256, "size": item.size} for item in self.members],
            "origin": self.origin,
            "position": self.position,
            "profile": self.profile.value,
            "provisional": {
                "days": [day.isoformat() for day in self.provisional_days],
                "events": list(self.provisional_events),
            },
            "sealed_through": self.sealed_through,
            "streams": [
                {"id": str(item.id), "kind": item.kind.value, "versions": item.versions} for item in self.streams
            ],
            "version": VERSION,
            "withheld": list(self.withheld),
        }
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def parse(cls, data: bytes) -> "Manifest":
        """Read strictly: what was read renders to the same bytes. Raises ManifestError."""
        try:
            found = orjson.loads(data)
            if not isinstance(found, dict) or found.get("format") != FORMAT:
                raise ManifestError("format: not an evidence package")
            if found.get("version") != VERSION:
                raise ManifestError(f"version: {found.get('version')!r} is unknown to this program")
            manifest = _read(found)
            same = manifest.render() == data
        except ManifestError:
            raise
        except (ValueError, KeyError, TypeError, OverflowError, AttributeError, RecursionError) as error:
            raise ManifestError(f"{type(error).__name__}: {str(error)[:100]}") from error
        if not same:
            raise ManifestError("not in the one form a manifest has")
        return manifest


def note_text(origin: str, document: UUID, manifest: bytes) -> str:
    """What the ledger signs: title, origin, document, SHA-256 of the manifest's bytes."""
    return f"{NOTE_TITLE}\n{origin}\n{document}\n{sha256(manifest).hexdigest()}\n"


def _read(found: dict[str, Any]) -> Manifest:
    provisional = found["provisional"]
    return Manifest(
        origin=_text(found["origin"]),
        institution=_text(found["institution"]),
        document=UUID(found["document"]),
        profile=Profile(found["profile"]),
        exported_at=datetime.fromisoformat(found["exported_at"]),
        position=_number(found["position"]),
        sealed_through=_number(found["sealed_through"]),
        streams=tuple(
            WholeStream(UUID(item["id"]), StreamKind(item["kind"]), _number(item["versions"]))
            for item in found["streams"]
        ),
        provisional_days=tuple(date.fromisoformat(day) for day in provisional["days"]),
        provisional_events=tuple(_number(position) for position in provisional["events"]),
        withheld=_words(found["withheld"]),
        left_out=_words(found["left_out"]),
        absent=tuple(AbsentBlob(_digest(item["digest"]), _word(item["reason"])) for item in found["absent"]),
        members=tuple(
            Member(_text(item["name"]), _number(item["size"]), _digest(item["sha256"])) for item in found["members"]
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ManifestError("not a text where one belongs")
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise ManifestError("not a whole number where one belongs")
    return value


def _digest(value: Any) -> str:
    if not _HEX.fullmatch(_text(value)):
        raise ManifestError("not a SHA-256 where one belongs")
    return _text(value)


def _word(value: Any) -> str:
    if not _WORD.fullmatch(_text(value)):
        raise ManifestError("not a plain word where one belongs")
    return _text(value)


def _words(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_word(value) for value in values)
