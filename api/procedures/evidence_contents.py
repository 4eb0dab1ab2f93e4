"""The bytes of an evidence package: what shown events name, signatures judged as of the export, certificates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from archive.storage import BlobDamagedError, BlobDigest, BlobMissingError, BlobStore
from archive.transfer import (
    AbsentBlob,
    Blob,
    Material,
    ReadLimits,
    SealFiles,
    SignatureFile,
    judge_signature,
    named_digests,
    owed_digests,
    report_bytes,
)
from domain.events import RecordedEvent, StateError, event_payload
from timestamping.checkpoints import SignedNote
from timestamping.trust import TrustStore

_JUDGED: Final = ReadLimits().signature_bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """blobs, absent: by digest. certificates, revocation: DER by file name. reports: of the signatures."""

    blobs: tuple[Blob, ...]
    absent: tuple[AbsentBlob, ...]
    certificates: Mapping[str, bytes]
    revocation: Mapping[str, bytes]
    reports: bytes


def gather_contents(
    events: Sequence[RecordedEvent],
    initials: Iterable[RecordedEvent],
    seals: Iterable[SealFiles],
    blobs: BlobStore,
    trust: TrustStore,
    at: datetime,
) -> Contents:
    """Contents for shown events of whole streams; signatures and stamps are judged at `at`.

    initials: withheld events with paraf data. A shown event may list digests of their bytes, as the list of a sealed
    package does: the bytes stay inside all the same (S2-k-3), unless a shown event owes them.
    """
    named, owed = set[str](), set[str]()
    for event in events:
        payload = _payload(event)
        named |= named_digests(payload)
        owed |= owed_digests(event.topic, payload)
    for event in initials:
        named -= owed_digests(event.topic, _payload(event)) - owed
    kept: list[Blob] = []
    absent: list[AbsentBlob] = []
    for digest in sorted(named):
        state = _state_of(blobs, digest)
        if isinstance(state, Blob):
            kept.append(state)
        elif digest in owed:
            absent.append(AbsentBlob(digest, state))
    files = _signature_files(events, blobs, {blob.digest for blob in kept})
    material = Material()
    for seal in seals:
        material.add_token(seal.token, SignedNote.parse(seal.checkpoint).text.encode(), trust, at)
    for file in files:
        material.add_signature(file.data)
    reports = report_bytes([judge_signature(file, at=at, trust=trust) for file in files], at)
    return Contents(tuple(kept), tuple(absent), material.certificates, material.revocation, reports)


def _state_of(blobs: BlobStore, digest: str) -> Blob | str:
    """The blob when it is there and sound; else the word for what is wrong with it."""
    address, size = BlobDigest(digest), 0
    try:
        for piece in blobs.chunks(address):
            size += len(piece)
    except BlobMissingError:
        return "missing"
    except BlobDamagedError:
        return "damaged"
    return Blob(digest, size)


def _signature_files(events: Sequence[RecordedEvent], blobs: BlobStore, kept: set[str]) -> list[SignatureFile]:
    """Every signature file in the order of the events that brought it, with the content it is about."""
    about: dict[UUID, tuple[str, bytes | None]] = {}
    found: dict[tuple[UUID, str], SignatureFile] = {}
    for event in events:
        payload = _payload(event)
        match event.topic:
            case "signature.attached":
                about[event.stream_id] = (str(payload.get("purpose")), _bytes(blobs, kept, payload, "content_digest"))
                name = "digest"
            case "signature.raised":
                name = "new_digest"
            case _:
                continue
        data = _bytes(blobs, kept, payload, name)
        if data is not None and event.stream_id in about:
            purpose, content = about[event.stream_id]
            file = SignatureFile(event.stream_id, purpose, payload[name], data, content)
            found.setdefault((event.stream_id, file.digest), file)
    return list(found.values())


def _bytes(blobs: BlobStore, kept: set[str], payload: Mapping[str, Any], name: str) -> bytes | None:
    """None when the bytes are not there, or more than a reader of the package would judge either."""
    digest = payload.get(name)
    if not isinstance(digest, str) or digest not in kept or blobs.size(BlobDigest(digest)) > _JUDGED:
        return None
    return blobs.read(BlobDigest(digest))


def _payload(event: RecordedEvent) -> dict[str, Any]:
    try:
        return event_payload(event.state)
    except StateError:
        return {}
