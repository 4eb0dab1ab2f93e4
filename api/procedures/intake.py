"""Taking a package in (SM-31 to SM-34): bytes first, then open, check, register; what fails keeps its bytes.

The document's id follows from the package and every step looks at the state the document is in, so that a package sent
twice is one document (KEP-9) and an intake killed between two steps goes on where it stopped (KEP-8).
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final, Protocol, cast
from uuid import UUID

from api.procedures.intake_opening import Arrival, opened
from api.procedures.intake_verdict import (
    ENCRYPTED_CONTENT_UNREADABLE,
    reasons_of,
    recorded,
    register_findings,
    verdict_of,
)
from api.procedures.package_metadata import sender_of
from api.procedures.signature_plans import target_in_package
from api.procedures.signatures import SignatureKeeper
from archive import eyazisma
from archive.eyazisma.encryption import OpeningKey
from archive.storage import BlobDigest, BlobStore
from domain.documents import (
    Channel,
    Document,
    DocumentState,
    Finding,
    IncomingMetadata,
    PackageVerdict,
    ReceiveDocument,
    RecordDecryption,
    RecordDuplicate,
    RecordPackageCheck,
    RegisterDocument,
    StoredFile,
    incoming_document_id,
)
from domain.events import Context, istanbul_day
from domain.ledger import RequestKeyConflictError
from domain.signatures import SignaturePurpose
from domain.turkish import second_business_day_end

_MEDIA_TYPE: Final = "application/eyazisma"
_UNKNOWN: Final = "application/octet-stream"
_SIGNED_PARTS: Final = (
    (eyazisma.Component.INITIALS_SIGNATURE, SignaturePurpose.INITIALS),
    (eyazisma.Component.SIGNATURE, SignaturePurpose.SIGNATURE),
    (eyazisma.Component.SEAL, SignaturePurpose.SEAL),
)
_ENDED: Final = (DocumentState.INVALID, DocumentState.REJECTED)
_OPEN: Final = (DocumentState.RECEIVED, DocumentState.DECRYPTED)
_SPOOL_BYTES: Final = 16 << 20
"""A package is kept in memory up to this size, beyond it on disk."""
_MOST_ATTEMPTS: Final = 1000
"""Packages of one BelgeId that are told apart: protects the desk from a sender who repeats a broken one for ever."""

IntakeCommand = ReceiveDocument | RecordDecryption | RecordDuplicate | RecordPackageCheck | RegisterDocument


class IntakeEnd(StrEnum):
    """How an intake ended."""

    REGISTERED = "registered"
    DUPLICATE = "duplicate"
    """A letter of this BelgeId was taken in before; nothing is registered anew, another file is linked (KEP-9)."""
    INVALID = "invalid"
    """The package is kept, and recorded as invalid with its findings; it is to be sent back (SM-35)."""
    REJECTED = "rejected"
    """The same package was sent back before."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one package."""

    document_id: UUID
    end: IntakeEnd
    findings: tuple[Finding, ...]
    signatures: int
    """Signature files found inside."""
    verdict: PackageVerdict
    reject_by: datetime
    """Last instant at which it may be sent back (Y-30-3)."""
    notice: eyazisma.ReturnNotice | None = None
    """What to tell the sender of an invalid package (S1-KEP-4)."""


class IntakeLedger(Protocol):
    """What intake asks of the ledger."""

    def submit(self, command: IntakeCommand, context: Context) -> object: ...

    def document(self, document_id: UUID) -> Document | None:
        """A document as the ledger knows it; None when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class _Judged:
    """A package with what was found; the same bytes are judged the same way again after a crash."""

    file: StoredFile
    arrival: Arrival
    channel: Channel
    verdict: PackageVerdict
    findings: tuple[Finding, ...]
    metadata: IncomingMetadata | None
    notice: eyazisma.ReturnNotice | None


@dataclass(frozen=True, slots=True)
class IntakeDesk:
    """Takes packages in for one institution."""

    ledger: IntakeLedger
    blobs: BlobStore
    signatures: SignatureKeeper
    institution: str
    registry_unit: str
    """Unit whose incoming register is used."""
    context: Callable[[str], Context]
    """The context of the person or worker at the desk, for a request key."""
    now: Callable[[], datetime]
    keys: Sequence[OpeningKey] = ()
    """Keys of the institution that open encrypted packages."""
    limits: eyazisma.ReadLimits = eyazisma.DEFAULT_LIMITS

    def take_in(self, source: BinaryIO, name: str, channel: Channel = Channel.UPLOAD) -> Intake:
        """Take one package in.

        1. The bytes go to storage before anything is looked at.
        2. The package is opened, decrypted where it is encrypted, and checked; nothing is written.
        3. Received, 4. the plain package stored beside the encrypted one, 5. checked, 6. registered: each only when
        the document's state says that it is due.
        7. Signature files inside become signatures of their own, checked and queued for raising.
        Raises Refusal when a rule of the register says no; the bytes and the receipt stay.
        """
        digest = self.blobs.put(source)  # 1
        with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as raw:
            raw.writelines(self.blobs.chunks(digest))
            return self._taken_in(cast(BinaryIO, raw), digest, _file_name(name), channel)

    def _taken_in(self, raw: BinaryIO, digest: BlobDigest, name: str, channel: Channel) -> Intake:
        report = self._report(raw, name)  # 2
        with opened(raw, self.keys, self.limits) as arrival:
            media_type = _UNKNOWN if arrival.package is None else _MEDIA_TYPE
            file = StoredFile(digest.hex, self.blobs.size(digest), media_type, name)
            judged = self._judged(report, file, arrival, channel)
            document_id, attempt = self._place(judged)
            known = self.ledger.document(document_id)
            if known is not None and known.receipt is not None and known.receipt.package.digest != file.digest:
                return self._linked(known, judged)
            return self._carried_on(document_id, attempt, judged)

    def _report(self, raw: BinaryIO, name: str) -> eyazisma.PackageReport:
        options = eyazisma.CheckOptions(
            at=self.now(),
            recipient=eyazisma.Recipient(self.institution),
            trust=self.signatures.trust,
            file_name=name,
            keys=self.keys,
            limits=self.limits,
        )
        return eyazisma.check_package(raw, options)

    def _judged(self, report: eyazisma.PackageReport, file: StoredFile, arrival: Arrival, channel: Channel) -> _Judged:
        found = list(report.findings)
        if arrival.unopened:
            found.append(ENCRYPTED_CONTENT_UNREADABLE.at())
        metadata = arrival.metadata(self.institution)
        more = register_findings(found, metadata, istanbul_day(self.now()))
        verdict = verdict_of(found, report.verdict, more)
        notice = _notice(arrival, file, reasons_of(found, more)) if verdict is PackageVerdict.FAILED else None
        return _Judged(file, arrival, channel, verdict, recorded(found, more), metadata, notice)

    def _place(self, judged: _Judged) -> tuple[UUID, int]:
        """Where it belongs: to itself if it came before, to the letter of its BelgeId, or to a place of its own.

        A package that failed does not keep the sound one out, and is not hidden behind one that was registered.
        """
        package_id, file = judged.arrival.package_id, judged.file
        for attempt in range(_MOST_ATTEMPTS):
            document_id = incoming_document_id(package_id, file.digest, attempt)
            known = self.ledger.document(document_id)
            if known is None or known.receipt is None or known.receipt.package.digest == file.digest:
                return document_id, attempt
            if judged.verdict is not PackageVerdict.FAILED and known.state not in _ENDED:
                return document_id, attempt
        return incoming_document_id(package_id, file.digest), 0

    def _linked(self, known: Document, judged: _Judged) -> Intake:
        assert known.receipt is not None, "only documents that came as packages are linked to"
        if judged.file.digest not in known.duplicates:
            self._submit("duplicate", judged, RecordDuplicate(known.id, judged.channel, judged.file, self.now()))
        deadline = second_business_day_end(known.receipt.received_at)
        return Intake(known.id, IntakeEnd.DUPLICATE, judged.findings, 0, judged.verdict, deadline)

    def _carried_on(self, document_id: UUID, attempt: int, judged: _Judged) -> Intake:
        """3. received; 4. decrypted; 5. checked; 6. registered; 7. signatures."""
        arrival, before = judged.arrival, self._state(document_id)
        if before is None:  # 3
            sender = sender_of(arrival.letter) if arrival.letter else None
            received = ReceiveDocument(
                judged.channel, judged.file, self.now(), arrival.package_id, arrival.encrypted, sender, None, attempt
            )
            self._submit("receive", judged, received)
        if self._state(document_id) is DocumentState.RECEIVED and arrival.plain is not None:  # 4
            self._submit("decrypt", judged, self._decryption(document_id, judged, arrival.plain))
        if self._state(document_id) in _OPEN:  # 5
            check = RecordPackageCheck(document_id, judged.verdict, judged.findings)
            self._submit("check", judged, check)
        state = self._state(document_id)
        if state in _ENDED:
            end = IntakeEnd.INVALID if state is DocumentState.INVALID else IntakeEnd.REJECTED
            return self._intake(document_id, end, judged, 0)
        if state is DocumentState.VALIDATED and judged.metadata is not None:  # 6
            self._submit("register", judged, RegisterDocument(document_id, self.registry_unit, judged.metadata))
        count = self._keep_signatures(arrival, document_id)  # 7
        end = IntakeEnd.REGISTERED if before in (None, *_OPEN, DocumentState.VALIDATED) else IntakeEnd.DUPLICATE
        return self._intake(document_id, end, judged, count)

    def _intake(self, document_id: UUID, end: IntakeEnd, judged: _Judged, count: int) -> Intake:
        known = self.ledger.document(document_id)
        assert known is not None, "what was taken in is known"
        assert known.receipt is not None, "what was taken in was received"
        deadline = second_business_day_end(known.receipt.received_at)
        return Intake(document_id, end, judged.findings, count, judged.verdict, deadline, judged.notice)

    def _decryption(self, document_id: UUID, judged: _Judged, plain: bytes) -> RecordDecryption:
        digest = self.blobs.put(plain)
        name = Path(judged.file.name).with_suffix(".eyp").name
        return RecordDecryption(
            document_id, StoredFile(digest.hex, len(plain), _MEDIA_TYPE, name), judged.arrival.key_id
        )

    def _keep_signatures(self, arrival: Arrival, document_id: UUID) -> int:
        """Of an update package its own seal too; a file that stands twice is one signature."""
        packages = [arrival.package, *([arrival.letter] if arrival.letter is not arrival.package else [])]
        found = [(package.read(part), purpose) for package in packages if package for part, purpose in _SIGNED_PARTS]
        signatures = [(cms, purpose) for cms, purpose in found if cms is not None]
        sealed = any(purpose is SignaturePurpose.SEAL for _, purpose in signatures)
        for cms, purpose in signatures:
            target = target_in_package(purpose, sealed=sealed)
            self.signatures.attach(document_id, purpose, cms, self.context, target=target)
        return len(signatures)

    def _state(self, document_id: UUID) -> DocumentState | None:
        known = self.ledger.document(document_id)
        return None if known is None else known.state

    def _submit(self, step: str, judged: _Judged, command: IntakeCommand) -> None:
        try:
            self.ledger.submit(command, self.context(f"intake:{judged.file.digest}:{step}"))
        except RequestKeyConflictError:
            # The same bytes are being taken in twice at once; the other one did this step, a moment earlier.
            return


def _file_name(name: str) -> str:
    return Path(name).name[:200] or "package"


def _notice(arrival: Arrival, file: StoredFile, reasons: tuple[Finding, ...]) -> eyazisma.ReturnNotice:
    """What to tell the sender; date, number and subject only as read, never made up (S1-KEP-4)."""
    letter = arrival.letter
    subject = letter.metadata.subject if letter and letter.metadata else None
    return eyazisma.ReturnNotice(
        package_id=arrival.package_id or file.name,
        reason=" ".join(dict.fromkeys(f"[{item.rule}] {item.message}" for item in reasons)),
        date=letter.date.text if letter and letter.date else None,
        document_no=letter.document_no if letter else None,
        subject=subject.value if subject else None,
    )
