"""Encrypted packages: a finished package in an envelope (package guide §8)."""

from datetime import datetime
from typing import BinaryIO

from archive.eyazisma.encryption import EnvelopeOptions, encrypt
from archive.eyazisma.model import Component, EncryptionInfo, Package, Party
from archive.eyazisma.vocabulary import RELATIONSHIP_BASE
from archive.eyazisma.writing import documents
from archive.eyazisma.writing.builder import FINAL_DIGEST, PRODUCER, core_part, core_relationship
from archive.eyazisma.writing.contents import PackageContents, PartRelationship
from archive.eyazisma.writing.refusals import MissingStepError
from timestamping.cms import Certificate

ENCRYPTION_INFO = EncryptionInfo(
    id="",
    version="1.4",
    method="Elektronik Belgeleri Açık Anahtar Altyapısı Kullanarak Güvenli İşleme Rehberi",
    uris=("http://www.kamusm.gov.tr/dokumanlar/belgeler", "http://www.e-yazisma.gov.tr/SitePages/dokumanlar.aspx"),
)
"""What every known producer writes: the encryption profile and its version (S1-ŞİF-8)."""

_INFO = "/SifreliIcerikBilgisi/SifreliIcerikBilgisi.xml"
_TARGETS = "/BelgeHedef/BelgeHedef.xml"


def write_encrypted_package(
    finished: bytes, opened: Package, target: BinaryIO, *, certificates: list[Certificate], targets: tuple[Party, ...],
    id_: str, content_id: str, now: datetime, creator: Party, envelope: EnvelopeOptions,
) -> None:  # fmt: skip
    """Write the encrypted copy of the package `finished` (exact bytes of which `opened` was read).

    `id_` and `content_id` are new GUIDs. Raises the refusals of `archive.eyazisma.certificates` for a certificate that
    may not be used, and `MissingStepError` when the package has no final digest. The plain package must be kept
    elsewhere: whoever loses the key cannot read this one.
    """
    digest = opened.read(Component.FINAL_DIGEST)
    if digest is None:
        raise MissingStepError(what="encryption", needed="final digest", stage="unfinished")
    content_part = f"/SifreliIcerik/{content_id.strip().upper()}"
    core_id = id_.strip().upper()
    core = documents.core_document(
        identifier=core_id,
        created=None,
        creator=creator,
        subject=None,
        category="RESMIYAZISMA/SIFRELI",
        version="2.0",
        producer=PRODUCER,
    )
    parts = {
        FINAL_DIGEST: digest,
        _TARGETS: documents.targets_document(targets),
        content_part: encrypt(finished, certificates, now, envelope),
        _INFO: documents.encryption_info_document(ENCRYPTION_INFO),
        core_part(core_id): core,
    }
    rows = (
        PartRelationship("/", "IdNihaiOzet", RELATIONSHIP_BASE + "nihaiozet", FINAL_DIGEST),
        PartRelationship("/", "IdBelgeHedef", RELATIONSHIP_BASE + "belgehedef", _TARGETS),
        PartRelationship("/", "IdSifreliIcerik", RELATIONSHIP_BASE + "sifreliicerik", content_part),
        PartRelationship("/", "IdSifreliIcerikBilgisi", RELATIONSHIP_BASE + "sifreliicerikbilgisi", _INFO),
        core_relationship(core_id),
    )
    PackageContents(parts, rows, {content_part: "application/pkcs7-mime"}).write(target)
