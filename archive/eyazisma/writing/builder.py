"""A normal package, stage by stage (package guide §10); what a stage has digested is frozen."""

import hashlib
from datetime import datetime
from enum import IntEnum
from typing import BinaryIO

from archive.eyazisma.certificates import CertificateUse
from archive.eyazisma.model import FinalMetadata, Metadata
from archive.eyazisma.vocabulary import (
    CORE_RELATIONSHIP,
    ENCLOSURE_ID_PREFIX,
    RELATIONSHIP_BASE,
    UNSIGNED_ENCLOSURE_ID_PREFIX,
)
from archive.eyazisma.writing import documents
from archive.eyazisma.writing.contents import PackageContents, PartRelationship
from archive.eyazisma.writing.drafts import PackageDraft, check_final
from archive.eyazisma.writing.files import FileContent, PairOfDigests, digested
from archive.eyazisma.writing.refusals import FrozenPartError, MissingStepError
from archive.eyazisma.writing.signing import require_signature_over

PRODUCER = "Python/Kutuk-1.0"

METADATA = "/Ustveri/Ustveri.xml"
INITIALS_DIGEST = "/ParafOzeti/ParafOzeti.xml"
INITIALS = "/Paraflar/ParafImzaCades.imz"
PACKAGE_DIGEST = "/PaketOzeti/PaketOzeti.xml"
SIGNATURE = "/Imzalar/ImzaCades.imz"
FINAL_METADATA = "/NihaiUstveri/NihaiUstveri.xml"
FINAL_DIGEST = "/NihaiOzet/NihaiOzet.xml"
SEAL = "/Muhur/MuhurCades.imz"


class Stage(IntEnum):
    """How far a package has come."""

    DRAFT = 1
    INITIALS_DIGESTED = 2
    INITIALLED = 3
    PACKAGE_DIGESTED = 4
    SIGNED = 5
    FINAL_METADATA_WRITTEN = 6
    CORE_WRITTEN = 7
    FINAL_DIGESTED = 8
    SEALED = 9


class PackageBuilder:
    """Builds one package. Every step is refused before the steps it stands on, and after those that froze it.

    Draft → (list for initials → initials) → list for signature → signature → final metadata → core → final list →
    seal. The lists are handed out as bytes, to be signed elsewhere.
    """

    def __init__(self, draft: PackageDraft, *, accept_errors: bool = False) -> None:
        """Raises `PackageBuildError` when the draft breaks rules; mere errors may be accepted on request."""
        self._accept_errors = accept_errors
        self._stage = Stage.DRAFT
        self._start(draft)

    @property
    def stage(self) -> Stage:
        """How far the package has come."""
        return self._stage

    @property
    def metadata(self) -> Metadata:
        """The letter's metadata as it is or will be written."""
        return self._draft.metadata

    def replace_draft(self, draft: PackageDraft) -> None:
        """Change letter, metadata or enclosures; only before the first list is written."""
        self._before(Stage.INITIALS_DIGESTED, "draft")
        self._start(draft)

    def write_initials_digest(self) -> bytes:
        """Freeze letter, metadata and signed enclosures; returns the list to be initialled."""
        self._before(Stage.INITIALS_DIGESTED, "initials digest")
        return self._write_list(INITIALS_DIGEST, "ParafOzeti", self._letter_parts(), Stage.INITIALS_DIGESTED)

    def add_initials(self, cms: bytes) -> None:
        """Take the initials; more initials replace the file until the next list is written."""
        self._after(Stage.INITIALS_DIGESTED, "initials", "initials digest")
        self._before(Stage.PACKAGE_DIGESTED, "initials")
        require_signature_over(
            cms, self._bytes(INITIALS_DIGEST), CertificateUse.SIGNATURE, "initials", "ParafOzeti.xml"
        )
        self._put(INITIALS, cms, Stage.INITIALLED)

    def write_package_digest(self) -> bytes:
        """Freeze the initials too; returns the list to be signed."""
        self._before(Stage.PACKAGE_DIGESTED, "package digest")
        parts = [*self._letter_parts(), *(each for each in (INITIALS_DIGEST, INITIALS) if each in self._parts)]
        return self._write_list(PACKAGE_DIGEST, "PaketOzeti", parts, Stage.PACKAGE_DIGESTED)

    def add_signature(self, cms: bytes) -> None:
        """Take the signature(s); a further signer replaces the file until the final list is written."""
        self._after(Stage.PACKAGE_DIGESTED, "signature", "package digest")
        self._before(Stage.FINAL_DIGESTED, "signature")
        require_signature_over(
            cms, self._bytes(PACKAGE_DIGEST), CertificateUse.SIGNATURE, "signature", "PaketOzeti.xml"
        )
        self._put(SIGNATURE, cms, max(self._stage, Stage.SIGNED))

    def write_final_metadata(self, final: FinalMetadata) -> None:
        """Write date, number and signers; the date is that of the last signature's time-stamp."""
        self._after(Stage.SIGNED, "final metadata", "signature")
        self._before(Stage.FINAL_DIGESTED, "final metadata")
        check_final(final, accept_errors=self._accept_errors)
        self._put(
            FINAL_METADATA, documents.final_metadata_document(final), max(self._stage, Stage.FINAL_METADATA_WRITTEN)
        )

    def write_core(self, created: datetime, producer: str = PRODUCER) -> None:
        """Write the core properties; `created` is aware."""
        self._after(Stage.FINAL_METADATA_WRITTEN, "core properties", "final metadata")
        self._before(Stage.FINAL_DIGESTED, "core properties")
        metadata = self._draft.metadata
        assert metadata.creator is not None  # the draft was checked
        document = documents.core_document(
            identifier=metadata.document_id,
            created=created,
            creator=metadata.creator,
            subject="" if metadata.subject is None else metadata.subject.value,
            category="RESMIYAZISMA",
            version="2.0",
            producer=producer,
        )
        self._put(core_part(metadata.document_id), document, Stage.CORE_WRITTEN)

    def write_final_digest(self) -> bytes:
        """Freeze everything but the seal; returns the list to be sealed."""
        self._after(Stage.CORE_WRITTEN, "final digest", "core properties")
        self._before(Stage.FINAL_DIGESTED, "final digest")
        parts = [*self._letter_parts(), *(each for each in (INITIALS_DIGEST, INITIALS) if each in self._parts)]
        parts += [PACKAGE_DIGEST, SIGNATURE, FINAL_METADATA, core_part(self._draft.metadata.document_id)]
        return self._write_list(FINAL_DIGEST, "NihaiOzet", parts, Stage.FINAL_DIGESTED)

    def add_seal(self, cms: bytes) -> None:
        """Take the seal, or a raised form of it."""
        self._after(Stage.FINAL_DIGESTED, "seal", "final digest")
        require_signature_over(cms, self._bytes(FINAL_DIGEST), CertificateUse.SEAL, "seal", "NihaiOzet.xml")
        self._put(SEAL, cms, Stage.SEALED)

    def reopen(self, stage: Stage) -> None:
        """Go back to `stage`: everything later stages made is thrown away, so that it must be made again."""
        if stage > self._stage:
            raise MissingStepError(what="reopening", needed=stage.name, stage=self._stage.name)
        later = {
            INITIALS_DIGEST: Stage.INITIALS_DIGESTED,
            INITIALS: Stage.INITIALLED,
            PACKAGE_DIGEST: Stage.PACKAGE_DIGESTED,
            SIGNATURE: Stage.SIGNED,
            FINAL_METADATA: Stage.FINAL_METADATA_WRITTEN,
            core_part(self._draft.metadata.document_id): Stage.CORE_WRITTEN,
            FINAL_DIGEST: Stage.FINAL_DIGESTED,
            SEAL: Stage.SEALED,
        }
        for part, made in later.items():
            if made > stage:
                self._parts.pop(part, None)
                self._digests.pop(part, None)
        self._stage = stage

    def contents(self) -> PackageContents:
        """The package as it stands, finished or not."""
        media = {self._draft.cover_letter_part: self._draft.metadata.media_type or ""}
        names = self._draft.enclosure_parts()
        media |= {
            names[each.id.value]: each.media_type or ""
            for each in self._draft.metadata.enclosures
            if each.id.value in names
        }
        return PackageContents(dict(self._parts), tuple(self._relationships()), media)

    def write(self, target: BinaryIO) -> None:
        """Write the package as it stands; same draft and signatures, same bytes."""
        self.contents().write(target)

    def _start(self, draft: PackageDraft) -> None:
        self._draft = draft.checked(accept_errors=self._accept_errors)
        names = self._draft.enclosure_parts()
        self._parts: dict[str, FileContent] = {self._draft.cover_letter_part: self._draft.cover_letter}
        self._parts |= {names[id_]: content for id_, content in self._draft.files.items()}
        self._parts[METADATA] = documents.metadata_document(self._draft.metadata)
        self._digests: dict[str, PairOfDigests] = {}
        self._stage = Stage.DRAFT

    def _letter_parts(self) -> list[str]:
        names = self._draft.enclosure_parts()
        signed = [
            names[each.id.value] for each in self._draft.metadata.enclosures if each.id.value in names and each.signed
        ]
        return [METADATA, self._draft.cover_letter_part, *signed]

    def _write_list(self, part: str, name: str, covered: list[str], stage: Stage) -> bytes:
        pairs = {each: self._digest(each) for each in covered}
        data = documents.digest_document(name, self._draft.metadata.document_id, pairs)
        self._put(part, data, stage)
        return data

    def _digest(self, part: str) -> PairOfDigests:
        if part not in self._digests:
            self._digests[part] = digested(self._parts[part])
        return self._digests[part]

    def _put(self, part: str, data: bytes, stage: Stage) -> None:
        self._parts[part] = data
        self._digests.pop(part, None)
        self._stage = stage

    def _bytes(self, part: str) -> bytes:
        content = self._parts[part]
        assert isinstance(content, bytes)
        return content

    def _before(self, stage: Stage, what: str) -> None:
        if self._stage >= stage:
            raise FrozenPartError(what=what, stage=self._stage.name)

    def _after(self, stage: Stage, what: str, needed: str) -> None:
        if self._stage < stage:
            raise MissingStepError(what=what, needed=needed, stage=self._stage.name)

    def _relationships(self) -> list[PartRelationship]:
        rows = [_row("/", "IdUstYazi", "ustyazi", self._draft.cover_letter_part)]
        names = self._draft.enclosure_parts()
        for enclosure in self._draft.metadata.enclosures:
            part = names.get(enclosure.id.value)
            if part is not None and enclosure.signed:
                rows.append(_row("/", ENCLOSURE_ID_PREFIX + enclosure.id.value, "ek", part))
            elif part is not None:
                rows.append(_row("/", UNSIGNED_ENCLOSURE_ID_PREFIX + enclosure.id.value, "imzasizEk", part))
        for source, id_, tail, part in _FIXED:
            if part in self._parts:
                rows.append(_row(source, id_, tail, part))
        core = core_part(self._draft.metadata.document_id)
        if core in self._parts:
            rows.append(core_relationship(self._draft.metadata.document_id))
        return rows


_FIXED = (
    ("/", "IdUstveri", "ustveri", METADATA),
    ("/", "IdParafOzeti", "parafozeti", INITIALS_DIGEST),
    (INITIALS_DIGEST, "IdParafImzaCades", "parafimzacades", INITIALS),
    ("/", "IdPaketOzeti", "paketozeti", PACKAGE_DIGEST),
    (PACKAGE_DIGEST, "IdImzaCades", "imzacades", SIGNATURE),
    ("/", "IdNihaiUstveri", "nihaiustveri", FINAL_METADATA),
    ("/", "IdNihaiOzet", "nihaiozet", FINAL_DIGEST),
    (FINAL_DIGEST, "IdMuhurCades", "muhurcades", SEAL),
)


def core_part(id_: str) -> str:
    """Where the core properties of the package with this id lie; the name follows from the id, not from chance."""
    name = hashlib.sha256(id_.encode()).hexdigest()[:32]
    return f"/package/services/metadata/core-properties/{name}.psmdcp"


def core_relationship(id_: str) -> PartRelationship:
    """The arrow to the core properties."""
    return PartRelationship(
        "/", "R" + hashlib.sha256(id_.encode()).hexdigest()[32:48], CORE_RELATIONSHIP, core_part(id_)
    )


def _row(source: str, id_: str, tail: str, part: str) -> PartRelationship:
    return PartRelationship(source, id_, RELATIONSHIP_BASE + tail, part)
