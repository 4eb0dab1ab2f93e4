"""Section h: signature blocks, capacities, authority, order."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.events import istanbul_day
from domain.letters.findings import Section, Severity
from domain.letters.kinds import Capacity, Medium
from domain.letters.people import Signer
from domain.letters.ports import InstitutionCategory
from domain.letters.rules.rule import Case, Fault, Patch, fault, rule, unknown
from domain.letters.rules.wording import has_initial_capitals
from domain.turkish import has_name_casing, headline, lower, title, upper

LEAST_BLANK_LINES: Final = 2
MOST_BLANK_LINES: Final = 4
_SIGNED_AT: Final = "2024-03-15T14:00:00+03:00"
_AYSE: Final = {
    "given_names": "Ayşe",
    "surname": "Işık",
    "title": "Personel Genel Müdürü",
    "capacity": "delegate",
    "on_behalf_of": "Bakan",
    "signed_at": _SIGNED_AT,
}
_MINISTER: Final = {"given_names": "Ali Rıza", "surname": "Çelik", "title": "Bakan", "signed_at": _SIGNED_AT}
_STRANGE: Final = {"given_names": "Ali", "surname": "Kaya", "title": "Bilinmeyen Unvan", "signed_at": _SIGNED_AT}


def _signed_by(*signers: Patch) -> dict[str, object]:
    return {"signers": list(signers)}


def _to_presidency(*signers: Patch, detsis_no: str = "24301050", lines: tuple[str, ...] = ()) -> dict[str, object]:
    letterhead = {"detsis_no": detsis_no, **({"lines": list(lines)} if lines else {})}
    party = {"kind": "institution", "name": "Cumhurbaşkanlığı", "detsis_no": "24300001", "unit": None}
    return {
        "letterhead": letterhead,
        "document_no": f"E-{detsis_no}-903.07.02-4752",
        "addressee": {"kind": "institution", "party": party},
        "references": [],
        "signers": list(signers),
    }


_BODY_LINES: Final = ("T.C.", "ÖRNEK BAŞKANLIĞI")
_HEAD: Final = {"given_names": "Ece", "surname": "Er", "title": "Örnek Başkanı", "signed_at": _SIGNED_AT}


@rule(
    "S2-h-1",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="Metin ile imza arasında {least}–{most} satır boşluk bırakın; {found} yazılmış.",
    en="Leave {least} to {most} blank lines between text and signature; {found} is given.",
    bad={"layout": {"signature_blank_lines": 5}},
    good={"layout": {"signature_blank_lines": 2}},
)
def signature_stands_two_to_four_lines_below(case: Case) -> Iterator[Fault]:
    found = case.letter.layout.signature_blank_lines
    if not LEAST_BLANK_LINES <= found <= MOST_BLANK_LINES:
        yield fault("layout.signature_blank_lines", least=LEAST_BLANK_LINES, most=MOST_BLANK_LINES, found=found)


@rule(
    "S2-h-2",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="{what_tr} yalnız ilk harfleri büyük yazın: “{expected}”.",
    en="Write {what_en} with initial capitals: “{expected}”.",
    bad=_signed_by({**_AYSE, "given_names": "AYŞE"}),
)
def names_and_titles_have_initial_capitals(case: Case) -> Iterator[Fault]:
    for place, signer in case.every_signer:
        if not has_name_casing(signer.given_names):
            expected = title(signer.given_names)
            yield fault(f"{place}.given_names", what_tr="Adı", what_en="given names", expected=expected)
        if not has_initial_capitals(signer.title):
            yield fault(f"{place}.title", what_tr="Unvanı", what_en="the title", expected=headline(signer.title))
        if not _has_sound_surname(signer.surname):
            yield fault(f"{place}.surname", what_tr="Soyadı", what_en="the surname", expected=title(signer.surname))


@rule(
    "S2-h-4",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="Belgeyi imzalayacak yetkiliyi ekleyin: imza bölümü boş.",
    en="Add who signs: the signature block is empty.",
    bad=_signed_by(),
)
def somebody_signs(case: Case) -> Iterator[Fault]:
    if not case.letter.signers:
        yield fault("signers")


@rule(
    "S2-h-5",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="Ad ve soyadın üzerine “{found}” gibi bir ibare ya da şekil koymayın: silin.",
    en="Put no wording or shape such as “{found}” above the name: delete it.",
    bad=_signed_by({**_AYSE, "text_above": "e-imzalıdır"}),
)
def nothing_stands_above_the_name(case: Case) -> Iterator[Fault]:
    for place, signer in case.every_signer:
        if signer.text_above:
            yield fault(f"{place}.text_above", found=signer.text_above[:60])


@rule(
    "S2-h-10",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="İmza yetkileri yönergesi, “{title}” unvanının {how_tr} imzalamasına izin vermiyor: yetkili makamı seçin.",
    en="The rules on signing do not let “{title}” sign {how_en}: choose an office that may.",
    bad=_signed_by({**_AYSE, "title": "Uzman"}),
    ask={
        "letterhead": {
            "detsis_no": "24301070",
            "lines": ["T.C.", "ÖRNEK GENEL MÜDÜRLÜĞÜ", "Ankara 4. Bölge Müdürlüğü"],
        },
        "document_no": "E-24301070-903.07.02-4752",
    },
    ask_tr="{detsis_no} numaralı kurumun imza yetkileri yönergesi bilinmiyor: veri tablosuna ekleyin.",
    ask_en="The rules on signing of institution {detsis_no} are not known: add them to the data.",
)
def signers_are_covered_by_the_rules_on_signing(case: Case) -> Iterator[Fault]:
    sender = case.letter.letterhead.detsis_no
    asked = False
    for place, signer in case.every_signer:
        covered = case.data.authorities.covers(sender, signer.title, signer.capacity, signer.on_behalf_of, case.on)
        if covered is None and not asked:
            asked = True
            yield unknown("signers", detsis_no=sender)
        elif covered is False:
            how_tr, how_en = _how(signer)
            yield fault(place, title=signer.title, how_tr=how_tr, how_en=how_en)


@rule(
    "S2-h-11",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="Cumhurbaşkanlığına yazıyı bakan ya da bakan yardımcısı imzalar; “{found}” imzalıyor.",
    en="A minister or deputy minister signs letters to the Cumhurbaşkanlığı; here it is “{found}”.",
    bad=_to_presidency(_AYSE),
    good=_to_presidency(_MINISTER),
    ask=_to_presidency(_MINISTER, detsis_no="24399999"),
    ask_tr="Gönderen kurumun türü (bakanlık, bağlı kuruluş …) bilinmiyor: `category` değerini veri tablosuna ekleyin.",
    ask_en="The kind of the sending institution (ministry, attached body …) is not known: add its `category` "
    "to the data.",
)
def ministers_write_to_the_presidency(case: Case) -> Iterator[Fault]:
    category = _category_towards_presidency(case)
    if category == "unknown":
        yield unknown("letterhead.detsis_no")
    if category in {InstitutionCategory.MINISTRY, InstitutionCategory.MINISTRY_BODY} and case.letter.signers:
        titles = [signer.title for signer in case.letter.signers]
        if not any(title in case.settings.presidency_titles for title in titles):
            yield fault("signers", found=titles[0])


@rule(
    "S2-h-12",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="Bağlı kuruluşun Cumhurbaşkanlığına yazısını en üst yönetici ({expected}) imzalar; “{found}” imzalıyor.",
    en="The top manager ({expected}) of an attached body signs its letters to the Cumhurbaşkanlığı; here it "
    "is “{found}”.",
    bad=_to_presidency({**_HEAD, "title": "Başkan Yardımcısı"}, detsis_no="24300005", lines=_BODY_LINES),
    good=_to_presidency(_HEAD, detsis_no="24300005", lines=_BODY_LINES),
    ask=_to_presidency(_HEAD, detsis_no="24300006", lines=("T.C.", "BAŞKA BAŞKANLIK")),
    ask_tr="Kurumun en üst yöneticisinin unvanı bilinmiyor: `top_title` değerini veri tablosuna ekleyin.",
    ask_en="The title of the institution's top manager is not known: add its `top_title` to the data.",
)
def top_managers_of_presidency_bodies_write_to_it(case: Case) -> Iterator[Fault]:
    if _category_towards_presidency(case) is not InstitutionCategory.PRESIDENCY_BODY:
        return
    expected = case.data.institutions.top_title(case.letter.letterhead.detsis_no, case.on)
    titles = [signer.title for signer in case.letter.signers]
    if expected is None:
        yield unknown("signers")
    elif expected not in titles:
        yield fault("signers", expected=expected, found=titles[0] if titles else "")


@rule(
    "S2-h-13",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="Yetki devriyle imzada devreden makamı `on_behalf_of` ile verin (“Genel Müdür”; “a.” sayfada eklenir), kendi "
    "unvanını ayrı yazın; devir {day} gününde geçerli olmalı.",
    en="Under delegation give the delegating office as `on_behalf_of` (“Genel Müdür”; the page adds “a.”), "
    "the own title "
    "apart; the delegation must hold on {day}.",
    bad=_signed_by({**_AYSE, "on_behalf_of": None}),
)
def delegates_name_the_office(case: Case) -> Iterator[Fault]:
    if not case.internal:
        yield from _capacity_faults(case, Capacity.DELEGATE, " a.")


@rule(
    "S2-h-14",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="İç yazışmada yetki devredenin unvanı kullanılmaz: “{found}” yerine imzalayanın kendi unvanını yazın.",
    en="Internal letters do not use the delegator's title: write the signer's own title instead of “{found}”.",
    bad={
        "kind": "internal",
        "addressee": {"internal": True},
        **_signed_by({**_AYSE, "title": "Bakan a. Personel Genel Müdürü"}),
    },
    good={"kind": "internal", "addressee": {"internal": True}},
)
def internal_letters_do_not_name_the_delegator(case: Case) -> Iterator[Fault]:
    for place, signer in case.every_signer:
        if case.internal and " a." in f"{signer.title} ":
            yield fault(f"{place}.title", found=signer.title)


@rule(
    "S2-h-15",
    Section.SIGNATURE,
    Severity.REJECT,
    tr="Vekâleten imzada vekâlet olunan makamı `on_behalf_of` ile verin (“Genel Müdür”; “V.” sayfada eklenir); vekâlet "
    "{day} gününde geçerli olmalı.",
    en="Acting for an office, give it as `on_behalf_of` (“Genel Müdür”; the page adds “V.”); the appointment must hold "
    "on {day}.",
    bad=_signed_by(
        {
            "given_names": "Ece",
            "surname": "Er",
            "title": "Daire Başkanı",
            "capacity": "acting",
            "on_behalf_of": "Personel Genel Müdürü",
            "valid_until": "2024-03-14",
            "signed_at": _SIGNED_AT,
        }
    ),
)
def acting_appointments_hold_when_signed(case: Case) -> Iterator[Fault]:
    yield from _capacity_faults(case, Capacity.ACTING, " V.")


@rule(
    "S2-h-16",
    Section.SIGNATURE,
    Severity.ASK,
    tr="",
    en="",
    bad=_signed_by(_MINISTER, _STRANGE),
    good=_signed_by(_MINISTER, _AYSE),
    ask=_signed_by(_MINISTER, _STRANGE),
    ask_tr="İki imzacıdan hangisinin unvanının üst olduğu bilinmiyor: `rank` verin ya da “{found}” unvanını "
    "tabloya ekleyin.",
    ask_en="It is not known which of the two signers has the higher title: give `rank` or add “{found}” to the data.",
)
def higher_of_two_signers_is_known(case: Case) -> Iterator[Fault]:
    if len(case.letter.signers) == 2:
        yield from _unranked(case)


@rule(
    "S2-h-17",
    Section.SIGNATURE,
    Severity.ASK,
    tr="",
    en="",
    bad=_signed_by(_MINISTER, _AYSE, _STRANGE),
    good=_signed_by(_MINISTER, _AYSE, {**_STRANGE, "title": "Daire Başkanı"}),
    ask=_signed_by(_MINISTER, _AYSE, _STRANGE),
    ask_tr="İmzacıların unvan sırası bilinmiyor: `rank` verin ya da “{found}” unvanını tabloya ekleyin.",
    ask_en="The order of the signers' titles is not known: give `rank` or add “{found}” to the data.",
)
def order_of_several_signers_is_known(case: Case) -> Iterator[Fault]:
    if len(case.letter.signers) > 2:
        yield from _unranked(case)


@rule(
    "S2-h-22",
    Section.SIGNATURE,
    Severity.WARN,
    tr="{number}. ekin imzacı ya da paraf zincirinden biri tarafından imzalandığını ya da paraflandığını belirtin.",
    en="Say that enclosure {number} is signed or initialled by a signer or one of the paraf chain.",
    bad={
        "medium": "mandatory_physical",
        "physical_reason": "legislation",
        "document_no": "Z-24301050-903.07.02-17",
        "registered_on": "2024-03-15",
        "verification": None,
        "enclosures": [{"name": "Liste", "extent": "1 sayfa"}],
    },
    good={
        "medium": "mandatory_physical",
        "physical_reason": "legislation",
        "document_no": "Z-24301050-903.07.02-17",
        "registered_on": "2024-03-15",
        "verification": None,
        "enclosures": [{"name": "Liste", "extent": "1 sayfa", "marked_by_signer": True}],
    },
)
def own_enclosures_on_paper_are_marked(case: Case) -> Iterator[Fault]:
    if case.letter.medium is Medium.ELECTRONIC:
        return
    for place, item in enumerate(case.letter.enclosures):
        if item.own and not item.marked_by_signer:
            yield fault(f"enclosures[{place}].marked_by_signer", number=place + 1)


def _has_sound_surname(surname: str) -> bool:
    """All capitals, or each part with an initial capital; the page writes it in capitals."""
    return bool(surname.strip()) and surname in {upper(surname), title(surname)}


def _how(signer: Signer) -> tuple[str, str]:
    match signer.capacity:
        case Capacity.PRINCIPAL:
            return "kendi adına", "in its own name"
        case Capacity.DELEGATE:
            return f"“{signer.on_behalf_of} a.” olarak", f"as “{signer.on_behalf_of} a.”"
        case Capacity.ACTING:
            return f"“{signer.on_behalf_of} V.” olarak", f"as “{signer.on_behalf_of} V.”"


def _capacity_faults(case: Case, capacity: Capacity, mark: str) -> Iterator[Fault]:
    for place, signer in case.every_signer:
        if signer.capacity is not capacity:
            continue
        day = istanbul_day(signer.signed_at) if signer.signed_at is not None else case.on
        office = signer.on_behalf_of
        marked = (office or "").endswith((mark.strip(), lower(mark).strip())) or f"{mark} " in f"{signer.title} "
        if not office or marked or not _holds(signer, day):
            yield fault(f"{place}.on_behalf_of", day=day.isoformat())


def _holds(signer: Signer, day: date) -> bool:
    began = signer.valid_from is None or signer.valid_from <= day
    return began and (signer.valid_until is None or day <= signer.valid_until)


def _category_towards_presidency(case: Case) -> InstitutionCategory | str | None:
    """Category of the sender when the letter goes to the Cumhurbaşkanlığı; ``unknown`` when it has none."""
    addressee = case.letter.addressee
    party = addressee.party if addressee is not None else None
    if party is None or not party.detsis_no:
        return None
    if case.data.institutions.category(party.detsis_no, case.on) is not InstitutionCategory.PRESIDENCY:
        return None
    return case.data.institutions.category(case.letter.letterhead.detsis_no, case.on) or "unknown"


def _unranked(case: Case) -> Iterator[Fault]:
    for place, signer in enumerate(case.letter.signers):
        if signer.rank is None and case.data.ranks.rank(signer.title) is None:
            yield unknown(f"signers[{place}].rank", found=signer.title)


RULES: Final = (
    signature_stands_two_to_four_lines_below,
    names_and_titles_have_initial_capitals,
    somebody_signs,
    nothing_stands_above_the_name,
    signers_are_covered_by_the_rules_on_signing,
    ministers_write_to_the_presidency,
    top_managers_of_presidency_bodies_write_to_it,
    delegates_name_the_office,
    internal_letters_do_not_name_the_delegator,
    acting_appointments_hold_when_signed,
    higher_of_two_signers_is_known,
    order_of_several_signers_is_known,
    own_enclosures_on_paper_are_marked,
)
