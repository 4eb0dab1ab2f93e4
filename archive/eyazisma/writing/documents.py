"""The XML documents of generation 2, from model values to bytes."""

import base64
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from lxml import etree

from archive.eyazisma.model import (
    Distribution,
    Enclosure,
    EncryptionInfo,
    FinalMetadata,
    GradeChange,
    Institution,
    LegalPerson,
    Metadata,
    NaturalPerson,
    Party,
    Reference,
    StatedSignature,
)
from archive.eyazisma.vocabulary import (
    CONTENT_TYPE,
    CORE_NAMESPACE,
    DUBLIN_CORE,
    DUBLIN_CORE_TERMS,
    INTERNAL,
    XSI,
    namespace,
)
from archive.eyazisma.writing.contents import new_root, rendered
from archive.eyazisma.writing.elements import TYPES, element, optional, party, person
from archive.eyazisma.writing.files import PairOfDigests


def metadata_document(metadata: Metadata) -> bytes:
    """Ustveri.xml."""
    root = _root("UstVeri", "Ustveri")
    element(root, "BelgeId", metadata.document_id)
    element(root, "Konu", metadata.subject)
    element(root, "GuvenlikKodu", metadata.grade_code)
    if metadata.grade_unlimited:
        element(root, "GuvenlikKoduGecerlilikTarihi", None, **{f"{{{XSI}}}nil": "true"})
    else:
        optional(root, "GuvenlikKoduGecerlilikTarihi", metadata.grade_until)
    element(root, "MimeTuru", metadata.media_type)
    optional(root, "OzId", metadata.own_id)
    _distributions(root, metadata.distributions)
    if metadata.enclosures:
        holder = element(root, "Ekler")
        for enclosure in metadata.enclosures:
            _enclosure(element(holder, "Ek"), enclosure)
    if metadata.references:
        holder = element(root, "Ilgiler")
        for reference in metadata.references:
            _reference(element(holder, "Ilgi"), reference)
    optional(root, "Dil", metadata.language)
    if metadata.creator is not None:
        party(element(root, "Olusturan"), metadata.creator)
    if metadata.related_parties:
        holder = element(root, "IlgiliListesi")
        for related in metadata.related_parties:
            party(element(holder, "Ilgili"), related)
    element(root, "DosyaAdi", metadata.file_name)
    _plan(root, metadata)
    element(element(root, "DogrulamaBilgisi"), "DogrulamaAdresi", metadata.verification_address)
    return rendered(root)


def final_metadata_document(final: FinalMetadata) -> bytes:
    """NihaiUstveri.xml."""
    root = _root("NihaiUstVeri", "NihaiUstveri")
    element(root, "Tarih", final.date)
    element(root, "BelgeNo", final.document_no)
    holder = element(root, "BelgeImzalar")
    for signature in final.signatures:
        _signature(element(holder, "Imza"), signature)
    return rendered(root)


def targets_document(targets: Iterable[Party]) -> bytes:
    """BelgeHedef.xml."""
    root = _root("BelgeHedef", "BelgeHedef")
    holder = element(root, "HedefListesi")
    for target in targets:
        party(element(holder, "Hedef"), target)
    return rendered(root)


def encryption_info_document(info: EncryptionInfo) -> bytes:
    """SifreliIcerikBilgisi.xml."""
    root = new_root(f"{{{TYPES}}}SifreliIcerikBilgisi", {None: TYPES})
    for name, value in (("Id", info.id), ("Version", info.version), ("Yontem", info.method)):
        if value is not None:
            root.set(name, value)
    for uri in info.uris:
        element(root, "URI", uri)
    return rendered(root)


def update_info_document(changes: Iterable[GradeChange]) -> bytes:
    """GuncellemeBilgisi.xml."""
    root = new_root(f"{{{TYPES}}}GuncellemeBilgisi", {None: TYPES})
    for change in changes:
        entry = element(root, "Guncellemeler")
        element(entry, "GuncellemeTuru", change.reason_code)
        holder = element(entry, "GuvenlikKoduDegisiklikBilgisi")
        element(holder, "YeniGizlilikDerecesi", change.new_grade_code)
        element(holder, "DegistirmeTarihi", change.changed_at)
        element(holder, "Aciklama", change.explanation)
        element(holder, "KomisyonKarariBelgeNo", change.decision_no)
        element(holder, "KomisyonKarariBelgeId", change.decision_id)
    return rendered(root)


def digest_document(name: str, id_: str, parts: Mapping[str, PairOfDigests]) -> bytes:
    """ParafOzeti.xml, PaketOzeti.xml or NihaiOzet.xml over `parts`, by part name."""
    digests = namespace("PaketOzeti", 2)
    own = namespace(name, 2)
    prefixes: dict[str | None, str] = {None: own} if own == digests else {None: own, "paketOzeti": digests}
    root = new_root(f"{{{own}}}{name}", prefixes, Id=id_)
    for part, pair in parts.items():
        reference = etree.SubElement(root, f"{{{digests}}}Reference", {"URI": part, "Type": INTERNAL})
        for algorithm, value in pair.items():
            item = etree.SubElement(reference, f"{{{digests}}}DigestItem")
            etree.SubElement(item, f"{{{digests}}}DigestMethod", {"Algorithm": algorithm})
            etree.SubElement(item, f"{{{digests}}}DigestValue").text = base64.b64encode(value).decode()
    return rendered(root)


def core_document(
    *, identifier: str, created: datetime | None, creator: Party, subject: str | None, category: str, version: str,
    producer: str,
) -> bytes:  # fmt: skip
    """The core properties; `created` is aware, an encrypted package has neither it nor a subject."""
    prefixes: dict[str | None, str] = {
        None: CORE_NAMESPACE,
        "dc": DUBLIN_CORE,
        "dcterms": DUBLIN_CORE_TERMS,
        "xsi": XSI,
    }
    root = new_root(f"{{{CORE_NAMESPACE}}}coreProperties", prefixes)
    etree.SubElement(root, f"{{{DUBLIN_CORE}}}identifier").text = identifier
    if created is not None:
        stamp = etree.SubElement(root, f"{{{DUBLIN_CORE_TERMS}}}created", {f"{{{XSI}}}type": "dcterms:W3CDTF"})
        stamp.text = created.astimezone(UTC).isoformat().replace("+00:00", "Z")
    etree.SubElement(root, f"{{{DUBLIN_CORE}}}creator").text = creator_text(creator)
    if subject is not None:
        etree.SubElement(root, f"{{{DUBLIN_CORE}}}subject").text = subject
    for name, value in (
        ("category", category),
        ("contentType", CONTENT_TYPE),
        ("version", version),
        ("revision", producer),
    ):
        etree.SubElement(root, f"{{{CORE_NAMESPACE}}}{name}").text = value
    return rendered(root)


def creator_text(value: Party) -> str:
    """The creator in one line (package guide §3.3)."""
    match value:
        case Institution(detsis_no=number, name=name):
            return f"{name.value}/{number}" if name is not None and name.value else number
        case LegalPerson(id=identifier, name=name):
            return name.value if name is not None and name.value else f"{identifier.scheme}:{identifier.value}"
        case NaturalPerson(citizen_no=number, role=role, name=name):
            pieces = (number or "", "" if role is None else role.value, name.full)
            return ",".join(piece for piece in pieces if piece)


def _root(name: str, tail: str) -> etree._Element:
    own = namespace(tail, 2)
    prefixes: dict[str | None, str] = {None: own, "tipler": TYPES, "xsi": XSI}
    return new_root(f"{{{own}}}{name}", prefixes)


def _distributions(root: etree._Element, distributions: Iterable[Distribution]) -> None:
    holder = element(root, "DagitimListesi")
    for distribution in distributions:
        line = element(holder, "Dagitim")
        if distribution.recipient is not None:
            party(line, distribution.recipient)
        element(line, "Ivedilik", distribution.urgency_code)
        element(line, "DagitimTuru", distribution.purpose_code)
        optional(line, "Miat", distribution.due)
        if distribution.withheld:
            withheld = element(line, "KonulmamisEkListesi")
            for id_ in distribution.withheld:
                element(element(withheld, "KonulmamisEk"), "EkId", id_.upper())


def _item_id(parent: etree._Element, value: str, names_package: bool | None) -> None:
    holder = element(parent, "Id", None, Value=value)
    if names_package is not None:
        holder.set("EYazismaIdMi", "true" if names_package else "false")


def _enclosure(holder: etree._Element, value: Enclosure) -> None:
    _item_id(holder, value.id.value, value.id.names_package)
    optional(holder, "BelgeNo", value.document_no)
    element(holder, "Tur", value.kind_code)
    optional(holder, "DosyaAdi", value.file_name)
    optional(holder, "MimeTuru", value.media_type)
    optional(holder, "Ad", value.title)
    element(holder, "SiraNo", value.order)
    optional(holder, "Aciklama", value.note)
    optional(holder, "Referans", value.link)
    optional(holder, "OzId", value.own_id)
    optional(holder, "ImzaliMi", value.signed)
    if value.digest is not None:
        digest = element(holder, "Ozet")
        element(digest, "OzetAlgoritmasi", None, Algorithm=value.digest.algorithm or "")
        element(digest, "OzetDegeri", value.digest.value)


def _reference(holder: etree._Element, value: Reference) -> None:
    _item_id(holder, value.id.value, value.id.names_package)
    optional(holder, "BelgeNo", value.document_no)
    optional(holder, "Tarih", value.date)
    element(holder, "Etiket", value.label)
    optional(holder, "EkId", value.enclosure_id)
    optional(holder, "Ad", value.title)
    optional(holder, "Aciklama", value.note)
    optional(holder, "OzId", value.own_id)


def _plan(root: etree._Element, metadata: Metadata) -> None:
    if metadata.file_codes:
        holder = element(root, "SdpBilgisi")
        main, *others = metadata.file_codes
        entries = [(element(holder, "AnaSdp"), main)]
        if others:
            more = element(holder, "DigerSdpler")
            entries += [(element(more, "SdpListesi"), other) for other in others]
        for entry, code in entries:
            element(entry, "Kod", code.code)
            element(entry, "Ad", code.name)
            optional(entry, "Aciklama", code.note)
    if metadata.services:
        holder = element(root, "HeyskListesi")
        for service in metadata.services:
            entry = element(holder, "Heysk")
            element(entry, "Kod", service.code)
            element(entry, "Ad", service.name)
            optional(entry, "Tanim", service.description)


def _signature(holder: etree._Element, value: StatedSignature) -> None:
    for name, signer in (
        ("Imzalayan", value.signer),
        ("YetkiDevreden", value.delegated_by),
        ("VekaletVeren", value.represented),
    ):
        if signer is not None:
            person(element(holder, name), signer)
    optional(holder, "Makam", value.office)
    optional(holder, "Amac", value.purpose)
    optional(holder, "Aciklama", value.note)
    optional(holder, "Tarih", value.date)
