"""Section f: the addressee, and identifiers of everybody a letter names."""

from collections.abc import Iterator
from typing import Final

from domain.events import Refusal
from domain.letters.findings import Section, Severity
from domain.letters.kinds import AddresseeKind, LetterKind
from domain.letters.parts import Addressee
from domain.letters.printing import DISTRIBUTION_PLACES, VICE_PRESIDENT_LINE, first_line
from domain.letters.rules.rule import ALWAYS, Case, Fault, fault, rule, unknown
from domain.letters.rules.wording import has_initial_capitals, in_capitals
from domain.parties import DetsisNo, KepAddress, NationalId, Party, PartyKind
from domain.turkish import has_name_casing, headline, search_key, title

_WITHOUT_ADDRESSEE: Final = {LetterKind.MINUTES, LetterKind.REPORT, LetterKind.SERVICE_NOTICE}
_PARTY_KINDS: Final = {
    AddresseeKind.INSTITUTION: PartyKind.INSTITUTION,
    AddresseeKind.LEGAL_PERSON: PartyKind.LEGAL_PERSON,
    AddresseeKind.NATURAL_PERSON: PartyKind.NATURAL_PERSON,
    AddresseeKind.VICE_PRESIDENT: PartyKind.NATURAL_PERSON,
}
_PERSON: Final = {"kind": "natural_person", "given_names": "Ayşe", "surname": "Işık", "name": None, "detsis_no": None}
_TO_PERSON: Final = {
    "addressee": {"kind": "natural_person", "party": _PERSON, "internal": False},
    "body": [{"text": "Başvurunuz incelenmiştir."}, {"text": "Bilgilerinize sunulur."}],
}


@rule(
    "S2-f-1",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="Muhatabı türüne göre verin: kurum ya da tüzel kişi için ad, gerçek kişi için ayrı ayrı ad ve soyad.",
    en="Give the addressee as its kind asks: the name of an institution or legal person, names and surname "
    "of a person.",
    bad={"addressee": None},
)
def addressee_is_what_its_kind_says(case: Case) -> Iterator[Fault]:
    addressee = case.letter.addressee
    if addressee is None:
        if case.letter.kind not in _WITHOUT_ADDRESSEE:
            yield fault("addressee")
    elif addressee.kind is not AddresseeKind.DISTRIBUTION_PLACES:
        party = addressee.party
        if party is None or party.kind is not _PARTY_KINDS[addressee.kind] or not _is_named(party):
            yield fault("addressee.party")


@rule(
    "S2-f-3",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="Muhatap kurumun ya da tüzel kişinin adını Türkçe büyük harflerle yazın: “{expected}”.",
    en="Write the institution or legal person addressed in Turkish capitals: “{expected}”.",
    bad={"addressee": {"line": "Adalet Bakanlığına"}},
    good={"addressee": {"line": "ADALET BAKANLIĞINA"}},
)
def institution_is_addressed_in_capitals(case: Case) -> Iterator[Fault]:
    found = _typed(case, AddresseeKind.INSTITUTION, AddresseeKind.LEGAL_PERSON)
    if found is not None and not in_capitals(found[0]):
        yield fault("addressee.line", expected=found[1])


@rule(
    "Y-14-1",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="Muhatabın adına yönelme ekini getirin: “{expected}”.",
    en="Give the addressee's name the dative suffix: “{expected}”.",
    bad={"addressee": {"line": "ADALET BAKANLIĞI"}},
    good={"addressee": {"line": "ADALET BAKANLIĞINA"}},
)
def institution_is_addressed_in_the_dative(case: Case) -> Iterator[Fault]:
    found = _typed(case, AddresseeKind.INSTITUTION, AddresseeKind.LEGAL_PERSON)
    if found is not None and in_capitals(found[0]) and found[0] != found[1]:
        yield fault("addressee.line", expected=found[1])


@rule(
    "S2-f-4",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="Kurumu DETSİS numarası ve DETSİS'teki adıyla verin: {detsis_no} “{expected}”.",
    en="Give the institution by its DETSİS number and its name in DETSİS: {detsis_no} “{expected}”.",
    bad={"addressee": {"party": {"name": "Adalet Bakanlıği"}}},
    ask={"addressee": {"party": {"detsis_no": "24399999"}}},
    ask_tr="{detsis_no} numaralı kurumun DETSİS'teki adı bilinmiyor: kaydı veri tablosuna ekleyin.",
    ask_en="The name in DETSİS of institution {detsis_no} is not known: add the record to the data.",
)
def institutions_are_named_as_in_the_register(case: Case) -> Iterator[Fault]:
    for place, party in case.parties:
        if party.kind is not PartyKind.INSTITUTION or not party.name:
            continue
        if not party.detsis_no:
            yield fault(f"{place}.detsis_no", detsis_no="…", expected=party.name)
            continue
        name = case.data.institutions.name(party.detsis_no, case.on)
        if name is None:
            yield unknown(f"{place}.detsis_no", detsis_no=party.detsis_no)
        elif search_key(name) != search_key(party.name) and not _is_unit_of(case, party):
            yield fault(f"{place}.name", detsis_no=party.detsis_no, expected=name)


@rule(
    "S2-f-5",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="Muhatap birimini ayraçsız verin ve yalnız ilk harflerini büyük yazın: “{expected}” (ayraç sayfada konur).",
    en="Give the addressed unit without parentheses and with initial capitals: “{expected}” (the page adds them).",
    bad={"addressee": {"party": {"unit": "(BİLGİ İŞLEM GENEL MÜDÜRLÜĞÜ)"}}},
)
def addressed_unit_has_initial_capitals(case: Case) -> Iterator[Fault]:
    for place, party in case.parties:
        if party.unit is not None and ("(" in party.unit or not has_initial_capitals(party.unit)):
            yield fault(f"{place}.unit", expected=headline(party.unit.strip("() ")))


@rule(
    "S2-f-6",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="Cumhurbaşkanı yardımcısına yazılan belgenin ilk muhatap satırına “{expected}” yazın.",
    en="Write “{expected}” on the first addressee line of a letter to a Vice-President.",
    bad={
        "addressee": {"kind": "vice_president", "party": _PERSON, "line": "CUMHURBAŞKANLIĞI YARDIMCISINA"},
    },
    good={"addressee": {"kind": "vice_president", "party": _PERSON}},
)
def vice_president_has_the_line_of_the_setting(case: Case) -> Iterator[Fault]:
    addressee = case.letter.addressee
    expected = case.settings.vice_president_line
    named = addressee is not None and addressee.kind is AddresseeKind.VICE_PRESIDENT
    if named and addressee is not None and (addressee.line or VICE_PRESIDENT_LINE) != expected:
        yield fault("addressee.line", expected=expected)


@rule(
    "S2-f-8",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="Gerçek kişiyi “Sayın Ad SOYAD” biçiminde yazın: “{expected}”.",
    en="Write a natural person as “Sayın Ad SOYAD”: “{expected}”.",
    bad={**_TO_PERSON, "addressee": {**_TO_PERSON["addressee"], "line": "SAYIN AYŞE IŞIK"}},  # type: ignore[dict-item]
    good=_TO_PERSON,
)
def person_is_addressed_by_name_and_surname(case: Case) -> Iterator[Fault]:
    found = _typed(case, AddresseeKind.NATURAL_PERSON)
    if found is not None and found[0] != found[1]:
        yield fault("addressee.line", expected=found[1])
    for place, party in case.parties:
        if party.kind is PartyKind.NATURAL_PERSON and party.given_names and not has_name_casing(party.given_names):
            yield fault(f"{place}.given_names", expected=f"Sayın {title(party.given_names)} …")


@rule(
    "S2-f-10",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="“{line}” yalnız birden çok dağıtım yeri varken yazılır: tek muhatabın adını yazın.",
    en="“{line}” is for letters with several recipients: name the single one.",
    bad={"addressee": {"kind": "distribution_places", "party": None, "internal": False}},
    good={
        "addressee": {"kind": "distribution_places", "party": None, "internal": False},
        "distribution": [
            {"party": {"kind": "institution", "name": "Adalet Bakanlığı", "detsis_no": "24310000"}},
            {"party": {"kind": "institution", "name": "İçişleri Bakanlığı", "detsis_no": "24320000"}},
        ],
    },
)
def distribution_places_are_several(case: Case) -> Iterator[Fault]:
    addressee = case.letter.addressee
    if addressee is None:
        return
    named = addressee.kind is AddresseeKind.DISTRIBUTION_PLACES
    if named and (len(case.letter.distribution) < 2 or addressee.line not in {None, DISTRIBUTION_PLACES}):
        yield fault("addressee.kind", line=DISTRIBUTION_PLACES)


@rule(
    "N-7",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="{problem_tr}",
    en="{problem_en}",
    bad={**_TO_PERSON, "addressee": {"kind": "natural_person", "party": {**_PERSON, "national_id": "12345678901"}}},
    good={**_TO_PERSON, "addressee": {"kind": "natural_person", "party": {**_PERSON, "national_id": "10000000146"}}},
    since=ALWAYS,
)
def national_ids_have_sound_check_digits(case: Case) -> Iterator[Fault]:
    for place, party in case.parties:
        if party.national_id is not None:
            yield from _refused(f"{place}.national_id", NationalId, party.national_id)


@rule(
    "N-8",
    Section.ADDRESSEE,
    Severity.REJECT,
    tr="{problem_tr}",
    en="{problem_en}",
    bad={"addressee": {"party": {"detsis_no": "04310000"}}},
    since=ALWAYS,
)
def detsis_numbers_have_eight_digits(case: Case) -> Iterator[Fault]:
    yield from _refused("letterhead.detsis_no", DetsisNo, case.letter.letterhead.detsis_no)
    for place, party in case.parties:
        if party.detsis_no is not None:
            yield from _refused(f"{place}.detsis_no", DetsisNo, party.detsis_no)


@rule(
    "KEP-7",
    Section.CONTACT,
    Severity.REJECT,
    tr="{problem_tr}",
    en="{problem_en}",
    bad={"contact": {"kep_address": "ornek@ornek.gov.tr"}},
    good={"contact": {"kep_address": "ORNEK@HS01.KEP.TR"}},
    since=ALWAYS,
)
def kep_addresses_lie_with_a_provider(case: Case) -> Iterator[Fault]:
    contact = case.letter.contact
    if contact is not None and contact.kep_address is not None:
        yield from _refused("contact.kep_address", KepAddress, contact.kep_address)
    for place, party in case.parties:
        if party.kep_address is not None:
            yield from _refused(f"{place}.kep_address", KepAddress, party.kep_address)


def _refused(place: str, kind: type[DetsisNo] | type[NationalId] | type[KepAddress], value: str) -> Iterator[Fault]:
    try:
        kind(value)
    except Refusal as refusal:
        yield fault(place, problem_tr=refusal.message_tr, problem_en=refusal.message_en)


def _is_named(party: Party) -> bool:
    if party.kind is PartyKind.NATURAL_PERSON:
        return bool(party.given_names and party.surname and not party.name)
    return bool(party.name)


def _is_unit_of(case: Case, party: Party) -> bool:
    """Inside the own institution offices and units are addressed under the institution's number."""
    own = case.letter.letterhead.detsis_no
    return case.internal and party.detsis_no == own


def _typed(case: Case, *kinds: AddresseeKind) -> tuple[str, str] | None:
    """The first line as typed and as it should be, for an addressee of one of the kinds."""
    addressee: Addressee | None = case.letter.addressee
    if addressee is None or addressee.kind not in kinds or addressee.line is None or addressee.party is None:
        return None
    if not case.turkish:
        return None
    return addressee.line, first_line(addressee.kind, addressee.party)


RULES: Final = (
    addressee_is_what_its_kind_says,
    institution_is_addressed_in_capitals,
    institutions_are_named_as_in_the_register,
    addressed_unit_has_initial_capitals,
    vice_president_has_the_line_of_the_setting,
    person_is_addressed_by_name_and_surname,
    distribution_places_are_several,
    institution_is_addressed_in_the_dative,
    national_ids_have_sound_check_digits,
    detsis_numbers_have_eight_digits,
    kep_addresses_lie_with_a_provider,
)
