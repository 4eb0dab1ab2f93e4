"""Taking a package in (SM-31 to SM-34): bytes first, then read, check, register; refused packages keep their bytes.

The document's id follows from the package and every step looks at the state the document is in, so that a package sent
twice is one document (KEP-9) and an intake killed between two steps goes on where it stopped (KEP-8).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final, Protocol
from uuid import UUID

from api.procedures.package_metadata import incoming_metadata, sender_of
from api.procedures.signatures import SignatureKeeper
from archive import eyazisma
from archive.storage import BlobDigest, BlobStore
from domain.documents import (
    Channel,
    DocumentState,
    Finding,
    PackageVerdict,
    ReceiveDocument,
    RecordPackageCheck,
    RegisterDocument,
    StoredFile,
    incoming_document_id,
)
from domain.events import Context
from domain.ledger import RequestKeyConflictError
from domain.signatures import SignaturePurpose

_MEDIA_TYPES: Final = {
    eyazisma.PackageKind.NORMAL: "application/eyazisma",
    eyazisma.PackageKind.ENCRYPTED: "application/eyazisma",
    eyazisma.PackageKind.UPDATE: "application/eyazisma",
}
_ZIP: Final = b"PK\x03\x04"
_SIGNED_PARTS: Final = (
    (eyazisma.Component.INITIALS_SIGNATURE, SignaturePurpose.INITIALS),
    (eyazisma.Component.SIGNATURE, SignaturePurpose.SIGNATURE),
    (eyazisma.Component.SEAL, SignaturePurpose.SEAL),
)
_MOST_FINDINGS: Final = 100
"""Findings kept of one package: protects the event from a package made to have a million faults."""


class IntakeEnd(StrEnum):
    """How an intake ended."""

    REGISTERED = "registered"
    DUPLICATE = "duplicate"
    """The same letter was registered before; nothing new was written (KEP-9)."""
    INVALID = "invalid"
    """The package is kept, and recorded as invalid with its findings."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one package."""

    document_id: UUID
    end: IntakeEnd
    findings: tuple[Finding, ...]
    signatures: int
    """Signature files found inside."""


class IntakeLedger(Protocol):
    """What intake asks of the ledger."""

    def submit(self, command: ReceiveDocument | RecordPackageCheck | RegisterDocument, context: Context) -> object: ...

    def state(self, document_id: UUID) -> DocumentState | None:
        """State of a document, None when there is none."""
        ...


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
    limits: eyazisma.ReadLimits = eyazisma.DEFAULT_LIMITS

    def take_in(self, source: BinaryIO, name: str, channel: Channel = Channel.UPLOAD) -> Intake:
        """Take one package in.

        1. The bytes go to storage before anything is looked at.
        2. The package is read; what cannot be read is recorded as received and invalid.
        3. Received, 4. checked, 5. registered: each only when the document's state says that it is due.
        6. Signature files inside become signatures of their own, checked and queued for raising.
        Raises Refusal when a rule of the register says no; the bytes and the receipt stay.
        """
        digest = self.blobs.put(source)  # 1
        file = StoredFile(digest.hex, self.blobs.size(digest), "application/octet-stream", _file_name(name))
        try:
            package = self._opened(digest)  # 2
        except eyazisma.PackageRefused as refused:
            return self._unreadable(file, refused, channel)
        with package:
            return self._take_in(package, file, channel)

    def _opened(self, digest: BlobDigest) -> eyazisma.Package:
        """The package of stored bytes; of an encrypted one whose content is plain, the package inside."""
        raw = self.blobs.read(digest)
        package = eyazisma.read_package(raw, limits=self.limits)
        if package.kind is not eyazisma.PackageKind.ENCRYPTED:
            return package
        inner = package.part(eyazisma.Component.ENCRYPTED_CONTENT)
        content = b"".join(package.chunks(inner)) if inner else b""
        if not content.startswith(_ZIP):
            return package
        package.close()
        return eyazisma.read_package(content, limits=self.limits)

    def _unreadable(self, file: StoredFile, refused: eyazisma.PackageRefused, channel: Channel) -> Intake:
        document_id = incoming_document_id(None, file.digest)
        findings = (_finding(refused.finding),)
        if self.ledger.state(document_id) is None:
            self._submit("receive", file, ReceiveDocument(channel, file, self.now()))
        if self.ledger.state(document_id) is DocumentState.RECEIVED:
            self._submit("check", file, RecordPackageCheck(document_id, PackageVerdict.FAILED, findings))
        return Intake(document_id, IntakeEnd.INVALID, findings, 0)

    def _take_in(self, package: eyazisma.Package, file: StoredFile, channel: Channel) -> Intake:
        file = StoredFile(file.digest, file.size, _MEDIA_TYPES[package.kind], file.name)
        document_id = incoming_document_id(package.document_id, file.digest)
        state = self.ledger.state(document_id)
        if state is None:  # 3
            encrypted = package.kind is eyazisma.PackageKind.ENCRYPTED
            received = ReceiveDocument(
                channel, file, self.now(), package.document_id, encrypted, sender_of(package), None
            )
            self._submit("receive", file, received)
            state = DocumentState.RECEIVED
        findings = _findings(package)
        if state is DocumentState.RECEIVED:  # 4
            verdict = PackageVerdict.FAILED if any(item.severity == "F" for item in findings) else PackageVerdict.PASSED
            self._submit("check", file, RecordPackageCheck(document_id, verdict, findings))
            state = DocumentState.INVALID if verdict is PackageVerdict.FAILED else DocumentState.VALIDATED
        if state is DocumentState.INVALID:
            return Intake(document_id, IntakeEnd.INVALID, findings, 0)
        duplicate = state is not DocumentState.VALIDATED
        if not duplicate:  # 5
            metadata = incoming_metadata(package, self.institution)
            self._submit("register", file, RegisterDocument(document_id, self.registry_unit, metadata))
        count = self._keep_signatures(package, document_id)  # 6
        return Intake(document_id, IntakeEnd.DUPLICATE if duplicate else IntakeEnd.REGISTERED, findings, count)

    def _keep_signatures(self, package: eyazisma.Package, document_id: UUID) -> int:
        found = [(package.read(component), purpose) for component, purpose in _SIGNED_PARTS]
        signatures = [(cms, purpose) for cms, purpose in found if cms is not None]
        for cms, purpose in signatures:
            self.signatures.attach(document_id, purpose, cms, self.context)
        return len(signatures)

    def _submit(
        self, step: str, file: StoredFile, command: ReceiveDocument | RecordPackageCheck | RegisterDocument
    ) -> None:
        try:
            self.ledger.submit(command, self.context(f"intake:{file.digest}:{step}"))
        except RequestKeyConflictError:
            # The same bytes are being taken in twice at once; the other one did this step, a moment earlier.
            return


def _findings(package: eyazisma.Package) -> tuple[Finding, ...]:
    found = list(package.problems)
    if package.kind is eyazisma.PackageKind.ENCRYPTED:
        found.append(ENCRYPTED_CONTENT_UNREADABLE.at())
    for verdict in eyazisma.check_digests(package):
        found += verdict.findings
    return tuple(_finding(item) for item in found[:_MOST_FINDINGS])


def _finding(found: eyazisma.Finding) -> Finding:
    code = str(found.type.code) if found.type.code else found.type.name
    return Finding(code, found.type.rule_id, found.severity.value, found.message_tr, found.part)


def _file_name(name: str) -> str:
    return Path(name).name[:200] or "package"


ENCRYPTED_CONTENT_UNREADABLE: Final = eyazisma.FindingType(
    name="SIFRELI_ICERIK_ACILAMADI",
    rule=49,
    severity=eyazisma.Severity.FATAL,
    tr="Şifreli içerik açılamadı",
    en="The encrypted content could not be opened",
    remedy_tr="Gönderenden, kurumunuzun geçerli şifreleme sertifikasıyla yeniden göndermesini isteyin (S1-KEP-4)",
    remedy_en="Ask the sender to send it again, encrypted to a valid certificate of your institution (S1-KEP-4)",
)
