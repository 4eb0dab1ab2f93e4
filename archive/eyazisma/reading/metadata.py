"""Üstveri, nihai üstveri and the small documents beside them."""

from lxml import etree

from archive.eyazisma import model
from archive.eyazisma.reading.fields import (
    boolean,
    child,
    children,
    identifier,
    integer,
    is_nil,
    moment,
    own_text,
    string,
    text,
)
from archive.eyazisma.reading.parties import natural_person, read_party


def read_metadata(root: etree._Element) -> model.Metadata:
    """What `root` (UstVeri, or Ustveri of 1.x) says."""
    return model.Metadata(
        document_id=string(root, "BelgeId") or "",
        subject=text(root, "Konu"),
        grade_code=string(root, "GuvenlikKodu") or "",
        grade_until=moment(root, "GuvenlikKoduGecerlilikTarihi"),
        grade_unlimited=any(is_nil(each) for each in children(root, "GuvenlikKoduGecerlilikTarihi")),
        media_type=string(root, "MimeTuru"),
        own_id=identifier(root, "OzId"),
        distributions=tuple(map(_distribution, children(child(root, "DagitimListesi"), "Dagitim"))),
        enclosures=tuple(map(_enclosure, children(child(root, "Ekler"), "Ek"))),
        references=tuple(map(_reference, children(child(root, "Ilgiler"), "Ilgi"))),
        language=string(root, "Dil"),
        creator=read_party(child(root, "Olusturan")),
        related_parties=_parties(child(root, "IlgiliListesi"), "Ilgili"),
        file_name=string(root, "DosyaAdi"),
        file_codes=_file_codes(child(root, "SdpBilgisi")),
        services=tuple(map(_service, children(child(root, "HeyskListesi"), "Heysk"))),
        verification_address=string(child(root, "DogrulamaBilgisi"), "DogrulamaAdresi"),
        legacy_date=moment(root, "Tarih"),
        legacy_document_no=string(root, "BelgeNo"),
    )


def read_final_metadata(root: etree._Element) -> model.FinalMetadata:
    """What `root` (NihaiUstVeri, or BelgeImza of 1.x) says."""
    listed = child(root, "BelgeImzalar")
    if listed is None:
        listed = child(root, "ImzaListesi")
    return model.FinalMetadata(
        date=moment(root, "Tarih"),
        document_no=string(root, "BelgeNo"),
        signatures=tuple(map(_stated_signature, children(listed, "Imza"))),
    )


def read_targets(root: etree._Element) -> tuple[model.Party, ...]:
    """The addressees that `root` (BelgeHedef) lists."""
    return _parties(child(root, "HedefListesi"), "Hedef")


def read_encryption_info(root: etree._Element) -> model.EncryptionInfo:
    """What `root` (SifreliIcerikBilgisi) says."""
    uris = tuple(own_text(each) for each in children(root, "URI"))
    return model.EncryptionInfo(root.get("Id"), root.get("Version"), root.get("Yontem"), uris)


def read_grade_changes(root: etree._Element) -> tuple[model.GradeChange, ...]:
    """The changes that `root` (GuncellemeBilgisi) lists."""
    return tuple(map(_grade_change, children(root, "Guncellemeler")))


def _grade_change(entry: etree._Element) -> model.GradeChange:
    change = child(entry, "GuvenlikKoduDegisiklikBilgisi")
    return model.GradeChange(
        reason_code=string(entry, "GuncellemeTuru") or "",
        new_grade_code=string(change, "YeniGizlilikDerecesi") or "",
        changed_at=moment(change, "DegistirmeTarihi"),
        explanation=string(change, "Aciklama") or "",
        decision_no=string(change, "KomisyonKarariBelgeNo") or "",
        decision_id=string(change, "KomisyonKarariBelgeId") or "",
        understood=change is not None,
    )


def _parties(holder: etree._Element | None, name: str) -> tuple[model.Party, ...]:
    read = (read_party(each) for each in children(holder, name))
    return tuple(party for party in read if party is not None)


def _distribution(element: etree._Element) -> model.Distribution:
    withheld = child(element, "KonulmamisEkListesi")
    ids = (string(each, "EkId") or "" for each in children(withheld, "KonulmamisEk"))
    return model.Distribution(
        recipient=read_party(element),
        urgency_code=string(element, "Ivedilik") or "",
        purpose_code=string(element, "DagitimTuru") or "",
        due=string(element, "Miat"),
        withheld=None if withheld is None else tuple(ids),
    )


def _item_id(element: etree._Element) -> model.ItemId:
    found = child(element, "Id")
    if found is None:
        return model.ItemId("")
    return model.ItemId((found.get("Value") or own_text(found)).strip(), boolean(found.get("EYazismaIdMi")))


def _enclosure(element: etree._Element) -> model.Enclosure:
    digest = child(element, "Ozet")
    return model.Enclosure(
        id=_item_id(element),
        kind_code=string(element, "Tur") or "",
        order=integer(string(element, "SiraNo")),
        document_no=string(element, "BelgeNo"),
        file_name=string(element, "DosyaAdi"),
        media_type=string(element, "MimeTuru"),
        title=text(element, "Ad"),
        note=text(element, "Aciklama"),
        link=string(element, "Referans"),
        own_id=identifier(element, "OzId"),
        signed=boolean(string(element, "ImzaliMi")),
        digest=None if digest is None else _external_digest(digest),
    )


def _external_digest(element: etree._Element) -> model.ExternalDigest:
    method = child(element, "OzetAlgoritmasi")
    return model.ExternalDigest(None if method is None else method.get("Algorithm"), string(element, "OzetDegeri"))


def _reference(element: etree._Element) -> model.Reference:
    return model.Reference(
        id=_item_id(element),
        label=string(element, "Etiket") or "",
        document_no=string(element, "BelgeNo"),
        date=moment(element, "Tarih"),
        enclosure_id=string(element, "EkId"),
        title=text(element, "Ad"),
        note=text(element, "Aciklama"),
        own_id=identifier(element, "OzId"),
    )


def _file_codes(element: etree._Element | None) -> tuple[model.FileCode, ...]:
    main = child(element, "AnaSdp")
    others = children(child(element, "DigerSdpler"), "SdpListesi")
    found = [*([] if main is None else [main]), *others]
    return tuple(model.FileCode(string(e, "Kod") or "", string(e, "Ad") or "", string(e, "Aciklama")) for e in found)


def _service(element: etree._Element) -> model.PublicService:
    return model.PublicService(integer(string(element, "Kod")), string(element, "Ad") or "", string(element, "Tanim"))


def _stated_signature(element: etree._Element) -> model.StatedSignature:
    signer, delegated, represented = (
        None if found is None else natural_person(found)
        for found in (child(element, "Imzalayan"), child(element, "YetkiDevreden"), child(element, "VekaletVeren"))
    )
    return model.StatedSignature(
        signer=signer,
        delegated_by=delegated,
        represented=represented,
        office=text(element, "Makam"),
        purpose=text(element, "Amac"),
        note=text(element, "Aciklama"),
        date=moment(element, "Tarih"),
        legacy_reversal=next(children(element, "TCYK"), None) is not None,
    )
