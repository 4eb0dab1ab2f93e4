"""What an evidence package is made of, as plain values: the builder takes them, the reader gives them back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from domain.events import RecordedEvent
from timestamping.checkpoints import NoteSigner
from timestamping.merkle import AbsenceProof, StreamInclusionProof


class Profile(StrEnum):
    """Whom a package is for (S2-k-3)."""

    INSIDE = "inside"
    """The institution itself, its archive and auditors: everything."""
    OUTSIDE = "outside"
    """Anybody else: no initials, no internal circulation, no reads."""


class StreamKind(StrEnum):
    """What a stream, whose completeness is proved, is the life of."""

    DOCUMENT = "document"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class WholeStream:
    """A stream of which every event is in the package. versions: number of its events, withheld ones included."""

    id: UUID
    kind: StreamKind
    versions: int


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event with its bytes. previous: leaf of its stream's event before it, 32 zero bytes for the first."""

    event: RecordedEvent
    previous: bytes

    @property
    def position(self) -> int:
        return self.event.position

    @property
    def stream_id(self) -> UUID:
        return self.event.stream_id

    @property
    def version(self) -> int:
        return self.event.version

    @property
    def leaf(self) -> bytes:
        return self.event.leaf


@dataclass(frozen=True, slots=True)
class WithheldEvent:
    """An event of which the package has the place and the leaf only, so that every proof still holds.

    reason: stable word, see `archive.transfer.profiles`.
    """

    position: int
    stream_id: UUID
    version: int
    leaf: bytes
    reason: str


EvidenceEvent = ShownEvent | WithheldEvent


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That the leaf at `index` (position − 1) stands under the checkpoint of `size` events. path: sibling first."""

    index: int
    size: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """That a day has no event of `stream_id`."""

    stream_id: UUID
    proof: AbsenceProof


@dataclass(frozen=True, slots=True)
class DayStream:
    """What one day's stream tree says of one stream."""

    day: date
    proof: StreamInclusionProof | Absence

    @property
    def stream_id(self) -> UUID:
        return self.proof.stream_id if isinstance(self.proof, Absence) else self.proof.head.stream_id


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the checkpoint of size `new` only added to the one of size `old`."""

    old: int
    new: int
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class SealFiles:
    """What seals a day. checkpoint: the signed note. token: RFC 3161, DER. record: RFC 4998, DER, when there is one."""

    checkpoint: bytes
    token: bytes
    record: bytes | None = None


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes by their SHA-256 (lower-case hex) and length."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class AbsentBlob:
    """Bytes that an event names and that could not be handed over. reason: ``missing`` or ``damaged``."""

    digest: str
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that goes into one package.

    position: the ledger's last event when this was gathered. events: ascending by position; those of `streams` all of
    them, others single. closings: the day.closed events of every day from the first whole event's on, ascending, as far
    as a checkpoint covers them. seals: by day. proofs: one for each event and closing that a checkpoint covers,
    ascending by index. day_streams: for each closing and each whole stream, by day, then stream id. consistency: from
    each checkpoint to the next. provisional_days: days since then that nothing proves yet. blobs, absent: by digest.
    certificates, revocation: DER by file name. reports: the signature reports, canonical JSON.
    """

    document: UUID
    profile: Profile
    position: int
    exported_at: datetime
    signer: NoteSigner
    streams: tuple[WholeStream, ...]
    events: tuple[EvidenceEvent, ...]
    closings: tuple[ShownEvent, ...]
    seals: Mapping[date, SealFiles]
    proofs: Iterable[Inclusion]
    day_streams: Iterable[DayStream]
    consistency: Iterable[Consistency]
    provisional_days: tuple[date, ...]
    blobs: tuple[Blob, ...]
    open_blob: Callable[[str], Iterator[bytes]]
    absent: tuple[AbsentBlob, ...] = ()
    certificates: Mapping[str, bytes] = field(default_factory=dict)
    revocation: Mapping[str, bytes] = field(default_factory=dict)
    reports: bytes = b"[]\n"
    left_out: tuple[str, ...] = ()
