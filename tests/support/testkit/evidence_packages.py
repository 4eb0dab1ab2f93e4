"""A document's life in a small ledger with real tokens, and the evidence packages made of it."""

import io
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from api.procedures.evidence import EvidenceGatherer
from archive.signatures import SignedAttributes, sign_detached
from archive.storage import MemoryBlobStore
from archive.transfer import EvidenceOptions, EvidenceReport, Profile, build_package, verify_package
from archive.transfer.manifest import Manifest, Member, note_text
from domain.days.reports import element_of
from domain.events import RecordedEvent, event_payload, stream_id_of
from testkit.memory_ledger import DETSIS, SIGNER, MemoryLedger, day_stream
from timestamping.checkpoints import NoteSigner, SignedNote
from timestamping.evidence_records import wrap_token
from timestamping.merkle import StreamHead
from timestamping.sealing import DaySeal, seal_request
from timestamping.tsa import Imprint, TimestampService
from timestamping.tsa.authority import TestAuthority, TestPki

OPENED = date(2024, 11, 17)
NOON = datetime(2024, 11, 17, 9, tzinfo=UTC)
MIDNIGHT = datetime(2024, 11, 17, 21, 0, 5, tzinfo=UTC)
EXPORTED = datetime(2024, 11, 21, 8, tzinfo=UTC)
"""The day before, the last sealed one, is closed and sealed by then."""
CHECKED = datetime(2024, 12, 1, tzinfo=UTC)
DOCUMENT = UUID("01936f00-0000-7000-8000-000000000001")
OTHER = UUID("01936f00-0000-7000-8000-000000000002")
SIGNATURE = UUID("01936f00-0000-7000-8000-0000000000a1")
PARAF = UUID("01936f00-0000-7000-8000-0000000000a2")
BODY = "Sayın İlgili, görüşü ekte sunulmuştur.".encode()
PARAF_NAME = "Paraf Veren Kişi"


class SealedLedger(MemoryLedger):
    """A ledger in memory whose days are sealed by the test authority."""

    def __init__(self, pki: TestPki) -> None:
        super().__init__()
        self.pki = pki
        self._nonces = iter(range(1 << 127, 1 << 128))

    def seal_day(self, day: date, at: datetime) -> RecordedEvent:
        """Seal the day, just closed; with a real token, and an evidence record around it."""
        head, before = self._tree.head(), self._previous_head
        request = seal_request(head, SIGNER, before, () if before is None else self.consistency(before.size, head.size))
        self._previous_head = head
        authority = TestAuthority(self.pki, lambda: at)
        service = TimestampService([authority], self.pki.trust, lambda: at, lambda: next(self._nonces))
        token = service.stamp(Imprint.of(request.data)).token
        note = request.checkpoint.render().decode()
        seal = DaySeal(day, note, token, "TEST", "http://tsa.example", at, "2.999.3161.1", "7", test=True, late=False)
        record = {"evidence_record": _base64(wrap_token(token))}
        return self.append(day_stream(day), "day.sealed", seal.payload() | record, at)

    def stream_ends(self, first: int, last: int) -> Iterator[StreamHead]:
        """Where each stream touched in the span stood at its end."""
        ends = {row.stream_id: row for row in self.events(first, last)}
        return iter([StreamHead(row.stream_id, row.version, row.leaf) for row in ends.values()])


@dataclass(frozen=True)
class Index:
    """What views know, up to a position."""

    ledger: MemoryLedger
    upto: int

    def position(self) -> int:
        return self.upto

    def signature_streams(self, document_id: UUID) -> Iterable[UUID]:
        seen = (row for row in self.ledger.events(1, self.upto) if row.topic == "signature.attached")
        return [row.stream_id for row in seen if event_payload(row.state)["document_id"] == str(document_id)]

    def positions(self, document_id: UUID, upto: int) -> Iterable[int]:
        for row in self.ledger.events(1, min(upto, self.upto)):
            if str(document_id) in map(str, element_of(row.stream_id, row.topic, event_payload(row.state))[2]):
                yield row.position


@dataclass(frozen=True)
class Story:
    """A ledger, its bytes, and the people behind it."""

    ledger: SealedLedger
    blobs: MemoryBlobStore
    pki: TestPki

    def gatherer(self, views_upto: int | None = None) -> EvidenceGatherer:
        index = Index(self.ledger, self.ledger.head if views_upto is None else views_upto)
        return EvidenceGatherer(self.ledger, index, self.blobs, self.pki.trust, SIGNER)

    def package(
        self,
        profile: Profile = Profile.INSIDE,
        *,
        document: UUID = DOCUMENT,
        upto: int | None = None,
        exported_at: datetime = EXPORTED,
        views_upto: int | None = None,
    ) -> bytes:
        """The bytes of a package."""
        evidence = self.gatherer(views_upto).gather(document, profile, exported_at, upto)
        assert evidence is not None
        out = io.BytesIO()
        build_package(evidence, out)
        return out.getvalue()

    def options(self, **changes: Any) -> EvidenceOptions:
        """Everything a careful reader has: the trusted root, the ledger's key, the present time."""
        return replace(EvidenceOptions(CHECKED, self.pki.trust, (SIGNER.verifier,)), **changes)

    def verified(self, package: bytes, **changes: Any) -> EvidenceReport:
        return verify_package(io.BytesIO(package), self.options(**changes))


@cache
def story(tail: bool = False) -> Story:
    """Four sealed days: the document drafted and initialled, signed, untouched (an empty day), filed.

    tail: one more act on the fifth day, which nobody has closed.
    """
    pki, blobs = TestPki.make(NOON), MemoryBlobStore()
    ledger = SealedLedger(pki)
    told = Story(ledger, blobs, pki)
    opening = {"institution": DETSIS, "origin": SIGNER.name, "public_key": SIGNER.verifier.text()}
    ledger.append(stream_id_of("ledger", SIGNER.name), "ledger.opened", opening | {"day": OPENED.isoformat()}, NOON)
    _first_day(told, NOON)
    _end_of_day(ledger, 0)
    _second_day(told, NOON + timedelta(days=1))
    _end_of_day(ledger, 1)
    _end_of_day(ledger, 2)
    ledger.append(DOCUMENT, "document.filed", {"file_code": "010", "file_id": "2026/1"}, NOON + timedelta(days=3))
    _end_of_day(ledger, 3)
    if tail:
        ledger.append(DOCUMENT, "document.edited", {"changes": []}, NOON + timedelta(days=4))
    return told


def _first_day(told: Story, at: datetime) -> None:
    ledger = told.ledger
    body = {"digest": told.blobs.put(BODY).hex, "size": len(BODY), "media_type": "text/plain", "name": "üst-yazı.txt"}
    ledger.append(OTHER, "document.drafted", {"subject": "Başka"}, at)
    ledger.append(DOCUMENT, "document.drafted", {"subject": "Görüş", "body": body}, at, request_key="taslak")
    allocated = {"registration_no": 4752, "document_id": str(DOCUMENT)}
    ledger.append(stream_id_of("number", "outgoing"), "number.opened", {"key": "outgoing-2026"}, at)
    ledger.append(stream_id_of("number", "outgoing"), "number.allocated", allocated, at)
    ledger.append(DOCUMENT, "document.numbered", {"document_no": "E-24301050-010-4752"}, at)
    initials = sha256(b"paraf").hexdigest()
    told.blobs.put(b"paraf")
    ledger.append(DOCUMENT, "document.initialled", {"name": PARAF_NAME, "signature": {"signature_id": str(PARAF)}}, at)
    attached = {"document_id": str(DOCUMENT), "purpose": "initials", "digest": initials, "content_digest": None}
    ledger.append(PARAF, "signature.attached", attached, at)
    viewed = {"document_ids": [str(DOCUMENT)], "element_type": "document", "element_id": str(DOCUMENT)}
    ledger.append(stream_id_of("access", "1"), "access.viewed", viewed, at)


def _second_day(told: Story, at: datetime) -> None:
    ledger, citizen = told.ledger, told.pki.citizen
    cms = sign_detached(BODY, citizen.certificate, citizen.port(), SignedAttributes(at), [told.pki.issuer.certificate])
    digest = told.blobs.put(cms).hex
    facts = {"signature_id": str(SIGNATURE), "signed_digest": sha256(BODY).hexdigest()}
    ledger.append(DOCUMENT, "document.signed", {"name": "Ayşe Yılmaz", "signature": facts}, at)
    attached = {"document_id": str(DOCUMENT), "purpose": "signature", "digest": digest}
    ledger.append(SIGNATURE, "signature.attached", attached | {"content_digest": sha256(BODY).hexdigest()}, at)
    ledger.append(SIGNATURE, "signature.validated", {"digest": digest, "intact": True, "level": "BES"}, at)
    ledger.append(OTHER, "document.edited", {"subject": "Bir daha"}, at)
    refused = {"command": "AssignDocument", "target_id": str(DOCUMENT), "rule_id": "SM-38"}
    ledger.append(stream_id_of("actor", "1"), "command.refused", refused, at)


def _end_of_day(ledger: SealedLedger, day: int) -> None:
    at = MIDNIGHT + timedelta(days=day)
    ledger.close_day(OPENED + timedelta(days=day), at)
    ledger.seal_day(OPENED + timedelta(days=day), at + timedelta(seconds=2))


def members_of(package: bytes) -> dict[str, bytes]:
    """Bytes of each member by name, in the order of the archive."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(members: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def relisted(members: Mapping[str, bytes], signer: NoteSigner = SIGNER, **changes: Any) -> bytes:
    """An archive whose manifest lists these members as they are, signed anew: all that a forger with a key can do."""
    manifest = Manifest.parse(members["MANIFEST.json"])
    kept = {name: data for name, data in members.items() if not name.startswith("MANIFEST.")}
    listed = tuple(Member(name, len(data), sha256(data).hexdigest()) for name, data in sorted(kept.items()))
    data = replace(manifest, members=listed, **changes).render()
    text = note_text(manifest.origin, manifest.document, data)
    return packed(kept | {"MANIFEST.json": data, "MANIFEST.note": SignedNote.sign(text, signer).render()})


def changed_lines(members: Mapping[str, bytes], name: str, change: Callable[[list[bytes]], Iterable[bytes]]) -> bytes:
    """A relisted archive in which the lines of one member were changed."""
    lines = members[name].splitlines(keepends=True)
    return relisted({**members, name: b"".join(change(lines))})


def flipped(data: bytes, at: int) -> bytes:
    """The bytes with the lowest bit of one of them turned."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def names(report: EvidenceReport) -> set[str]:
    """Names of all findings."""
    return {found.kind.name for found in report.findings}


def broken(report: EvidenceReport) -> set[tuple[str, str | None]]:
    """Name and member of everything that is broken."""
    return {(found.kind.name, found.member) for found in report.findings if found.kind.severity.value == "broken"}


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")
