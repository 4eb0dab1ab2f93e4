"""The package of a document of our own, made from what the ledger holds, as far as its signatures have come.

The lists that are to be initialled, signed and sealed follow from the document alone, so that this procedure gives the
same bytes before and after they are signed: build, sign the list elsewhere, record the signature, build again.
"""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from api.procedures.package_letters import final_metadata, item_id, letter_metadata
from archive.eyazisma import Recipient, open_package
from archive.eyazisma.writing import (
    PackageBuilder,
    PackageDraft,
    SenderProfile,
    SignatureMismatchError,
    Stage,
    write_recipient_copy,
)
from archive.storage import BlobDigest, BlobStore
from domain.documents import Document, EnclosureKind, InitialsMethod, Medium, SignatureFacts, StoredFile
from domain.documents.events import Signed
from domain.events import Refusal
from domain.filing import FilePlan
from domain.signatures import Signature
from timestamping.cms import Certificate, read_signed_data
from timestamping.der import DerError


class NoPackageOfDocumentError(Refusal):
    """There is no electronic document of our own with this id; what came in is kept as it came."""

    rule_id = "SM-17"
    field = "document"
    text_tr = "{document} kimliğiyle elektronik, bizden çıkan bir belge yok; gelen paketler geldikleri gibi saklanır."
    text_en = (
        "There is no electronic document of our own with the id {document}; packages received are kept as they came."
    )


class PackageNotReadyError(Refusal):
    """The document lacks what every package must have."""

    rule_id = "SM-17"
    field = "document"
    text_tr = "Belgenin paketi için önce şu gerekir: {missing_tr}."
    text_en = "The package of the document needs this first: {missing_en}."


class SignedElsewhereError(Refusal):
    """A recorded signature holds another list than the one that follows from the ledger."""

    rule_id = "EYP-45"
    field = "document"
    text_tr = (
        "Kayıtlı imza ya da mühür, bu belgeden çıkan {part} içeriğini taşımıyor: paket başka yerde kurulmuş ya da "
        "gönderen profili sonradan değişmiş. Paketi kuran EBYS'den alın veya imza anındaki profille deneyin."
    )
    text_en = (
        "A recorded signature or seal does not hold the {part} that follows from this document: the package was built "
        "elsewhere, or the sender profile has changed since. Take it from the EBYS that built it, or use the profile "
        "of that time."
    )


class SignersMissingError(Refusal):
    """The last signature file holds fewer signers than have signed: the format has one file for all of them."""

    rule_id = "EYP-39"
    field = "document"
    text_tr = (
        "Belgeyi {signed} kişi imzaladı, imza dosyasında {held} imza var; sonraki imza öncekilerin dosyasına eklenmeli "
        "(aynı SignedData içinde)."
    )
    text_en = (
        "{signed} people signed the document but the signature file holds {held}; each further signature must be added "
        "to the file of the earlier ones (in the same SignedData)."
    )


class NotARecipientError(Refusal):
    """No distribution of the document names this recipient."""

    rule_id = "SM-17"
    field = "to"
    text_tr = "{recipient} bu belgenin dağıtımında yok; dağıtımdaki bir DETSİS, T.C. kimlik ya da sicil numarası verin."
    text_en = "{recipient} is in no distribution of this document; give a number that stands there."


class ExportLedger(Protocol):
    """What this procedure asks of the ledger."""

    def document(self, document_id: UUID) -> Document | None: ...

    def signature(self, signature_id: UUID) -> Signature | None: ...


@dataclass(frozen=True, slots=True)
class PackageExport:
    """Builds packages of documents of one institution; writes nothing to the ledger."""

    ledger: ExportLedger
    blobs: BlobStore
    profile: SenderProfile
    plan: FilePlan
    folder: Path
    """Where letters and enclosures are laid while they are packed; the caller's to clear, after the last write."""

    def build(self, document_id: UUID, *, initials: bool = False) -> PackageBuilder:
        """The package as far as the recorded signatures go; `stage` of the result says how far.

        `initials`: the first list is that of initials, for a document whose initials will be electronic signatures.
        Raises NoPackageOfDocumentError, PackageNotReadyError, SignersMissingError, SignedElsewhereError,
        SignerNameUnknownError, and PackageBuildError for a letter that breaks the format's rules.
        """
        document = self._document(document_id)
        builder = PackageBuilder(self._draft(document))
        try:
            self._carry_on(builder, document, initials)
        except SignatureMismatchError as mismatch:
            raise SignedElsewhereError(part=str(mismatch.details["document"])) from mismatch
        return builder

    def copy_writer(self, builder: PackageBuilder, recipient: str) -> Callable[[BinaryIO], object]:
        """Writes the copy of one recipient: without the enclosures it does not get, and without initials (S2-k-3).

        Raises PackageNotReadyError before the package is sealed, NotARecipientError for a stranger.
        """
        if builder.stage is not Stage.SEALED:
            raise PackageNotReadyError(missing_tr="kurumun mührü", missing_en="the seal of the institution")
        reader = Recipient(recipient)
        parties = (line.recipient for line in builder.metadata.distributions)
        if not any(reader.is_(party) for party in parties if party is not None):
            raise NotARecipientError(recipient=recipient)
        finished = self.folder / "finished.eyp"
        with finished.open("wb") as file:
            builder.write(file)

        def write(target: BinaryIO) -> None:
            with open_package(finished) as package:
                write_recipient_copy(package, target, recipient=reader, outside=True)

        return write

    def _carry_on(self, builder: PackageBuilder, document: Document, initials: bool) -> None:
        """Initials, signature, final metadata, seal; stops at the first list that nobody has signed."""
        seal = None if document.sealing is None else self._newest(document.sealing.seal)
        signature = self._signature(document, _content(seal))
        given = self._initials(document, _content(signature))
        if given is not None or (initials and not document.signatures):
            builder.write_initials_digest()
            if given is None:
                return
            builder.add_initials(given)
        builder.write_package_digest()
        if signature is None or document.completion is None:
            return
        builder.add_signature(signature)
        certificates = read_signed_data(signature).certificate_list
        builder.write_final_metadata(
            final_metadata(document, self.profile, lambda signed: _certificate_of(signed, certificates))
        )
        builder.write_core(document.completion.dated_at)
        builder.write_final_digest()
        if seal is not None:
            builder.add_seal(seal)

    def _document(self, document_id: UUID) -> Document:
        found = self.ledger.document(document_id)
        if found is None or found.incoming or found.content.medium is not Medium.ELECTRONIC:
            raise NoPackageOfDocumentError(document=str(document_id))
        if found.content.body is None:
            raise PackageNotReadyError(missing_tr="üst yazı dosyası", missing_en="a cover letter")
        if found.number is None:
            raise PackageNotReadyError(missing_tr="sayı", missing_en="a number")
        return found

    def _draft(self, document: Document) -> PackageDraft:
        assert document.content.body is not None, "asked for before"
        files = {
            item_id(document.id, "enclosure", each.id): self._laid_out(each.file)
            for each in document.content.enclosures
            if each.kind is EnclosureKind.FILE and each.file is not None
        }
        return PackageDraft(
            letter_metadata(document, self.profile, self.plan), self._laid_out(document.content.body), files
        )

    def _laid_out(self, file: StoredFile) -> Path:
        """The stored bytes as a file, so that no letter is ever held in memory."""
        path = self.folder / file.digest
        if not path.exists():
            with path.open("xb") as copy:
                copy.writelines(self.blobs.chunks(BlobDigest(file.digest)))
        return path

    def _signature(self, document: Document, sealed: bytes | None) -> bytes | None:
        if document.completion is None or not document.signatures:
            return None
        found = self._named(document.signatures[-1].signature, sealed)
        held = _signer_count(found)
        if held < len(document.signatures):
            raise SignersMissingError(signed=len(document.signatures), held=held)
        return found

    def _initials(self, document: Document, signed: bytes | None) -> bytes | None:
        made = [
            each.signature
            for each in document.initials
            if each.method is InitialsMethod.E_SIGNATURE and each.signature is not None
        ]
        return self._named(made[-1], signed) if made else None

    def _newest(self, facts: SignatureFacts) -> bytes:
        """No list covers it, so its raised form takes its place."""
        return self.blobs.read(BlobDigest(self._forms(facts)[0]))

    def _named(self, facts: SignatureFacts, covering: bytes | None) -> bytes:
        """The form of a signature that the next list has digested; the newest while there is no such list.

        A signature is raised for years after it was sealed: only the bytes of that day fit the package.
        """
        forms = [self.blobs.read(BlobDigest(digest)) for digest in self._forms(facts)]
        fitting = (form for form in forms if covering and b64encode(hashlib.sha512(form).digest()) in covering)
        return next(fitting, forms[0])

    def _forms(self, facts: SignatureFacts) -> Sequence[str]:
        """Digests of all bytes that a signature ever had, newest first."""
        known = self.ledger.signature(facts.signature_id)
        return (facts.file.digest,) if known is None else known.known_digests[::-1]


def _content(cms: bytes | None) -> bytes | None:
    """The list that a signature holds."""
    try:
        return None if cms is None else read_signed_data(cms).content
    except DerError:
        return None


def _signer_count(cms: bytes) -> int:
    try:
        return len(read_signed_data(cms).signers)
    except DerError:
        return 0


def _certificate_of(signed: Signed, certificates: Sequence[Certificate]) -> Certificate | None:
    """The certificate that was recorded with a signature, out of those in the file."""
    stated = signed.signature.certificate
    if stated is None:
        return None
    return next((each for each in certificates if f"{each.serial:x}" == stated.serial), None)
