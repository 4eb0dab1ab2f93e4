"""Update packages: a change of grade around an untouched original (package guide §9, K-17)."""

from datetime import datetime
from typing import BinaryIO

from archive.eyazisma.catalogue import wrapped as found
from archive.eyazisma.certificates import CertificateUse
from archive.eyazisma.model import Component, GradeChange, Package, PackageKind, Party
from archive.eyazisma.rules.wrapped import check_changes
from archive.eyazisma.vocabulary import RELATIONSHIP_BASE
from archive.eyazisma.writing import documents
from archive.eyazisma.writing.builder import FINAL_DIGEST, PRODUCER, SEAL, core_part, core_relationship
from archive.eyazisma.writing.contents import PackageContents, PartRelationship
from archive.eyazisma.writing.drafts import refuse
from archive.eyazisma.writing.files import FileContent, digested
from archive.eyazisma.writing.refusals import MissingStepError
from archive.eyazisma.writing.signing import require_signature_over

_INFO = "/GuncellemeBilgisi/GuncellemeBilgisi.xml"
_SUBJECT = "Gizlilik Derecesi Değiştirme"


class UpdateBuilder:
    """Builds one update package: everything but the seal at once, then the seal."""

    def __init__(
        self,
        original: FileContent,
        opened: Package,
        change: GradeChange,
        *,
        id_: str,
        creator: Party,
        created: datetime,
        producer: str = PRODUCER,
    ) -> None:
        """`original` is the exact file that `opened` was read from; `id_` a new GUID, `created` aware.

        Raises `PackageBuildError` when the original is encrypted or the change is incomplete.
        """
        findings = list(check_changes((change,), None))
        if opened.kind is PackageKind.ENCRYPTED:
            findings.append(found.INNER_KIND_WRONG.at(None, opened.kind.value))
        refuse(tuple(findings), accept_errors=False)
        self._id = id_.strip().upper()
        self._original = f"/OrijinalPaket/OrijinalPaket.{opened.kind.value}"
        core = documents.core_document(
            identifier=self._id,
            created=created,
            creator=creator,
            subject=_SUBJECT,
            category="RESMIYAZISMA/GUNCELLEME",
            version="2.1",
            producer=producer,
        )
        self._parts: dict[str, FileContent] = {
            _INFO: documents.update_info_document((change,)),
            self._original: original,
            core_part(self._id): core,
        }
        pairs = {part: digested(content) for part, content in self._parts.items()}
        self._digest = documents.digest_document("NihaiOzet", self._id, pairs)
        self._parts[FINAL_DIGEST] = self._digest

    @property
    def final_digest(self) -> bytes:
        """The list to be sealed, by exactly one signer (rule 48)."""
        return self._digest

    def add_seal(self, cms: bytes) -> None:
        """Take the update seal."""
        require_signature_over(cms, self._digest, CertificateUse.SEAL, Component.SEAL.value, "NihaiOzet.xml")
        self._parts[SEAL] = cms

    def write(self, target: BinaryIO) -> None:
        """Write the finished package. Raises `MissingStepError` without seal."""
        if SEAL not in self._parts:
            raise MissingStepError(what="update package", needed="seal", stage="FINAL_DIGESTED")
        rows = (
            PartRelationship("/", "IdGuncellemeBilgisi", RELATIONSHIP_BASE + "guncellemebilgisi", _INFO),
            PartRelationship("/", "IdOrijinalPaket", RELATIONSHIP_BASE + "orijinalpaket", self._original),
            core_relationship(self._id),
            PartRelationship("/", "IdNihaiOzet", RELATIONSHIP_BASE + "nihaiozet", FINAL_DIGEST),
            PartRelationship(FINAL_DIGEST, "IdMuhurCades", RELATIONSHIP_BASE + "muhurcades", SEAL),
        )
        media = {self._original: "application/x-zip-compressed"}
        PackageContents(self._parts, rows, media).write(target)
