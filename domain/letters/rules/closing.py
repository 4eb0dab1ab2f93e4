"""Section ğ: how the text ends: arz, rica or a greeting, by where the recipients stand (S2-ğ-17 to S2-ğ-24)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.letters.findings import Section, Severity
from domain.letters.kinds import Capacity, LetterKind
from domain.letters.ports import Relation
from domain.letters.rules.rule import Case, Fault, Patch, fault, rule, unknown, warning
from domain.parties import Party, PartyKind
from domain.turkish import lower

RICA: Final = ("rica ederim.",)
ARZ: Final = ("arz ederim.",)
BOTH: Final = ("arz ve rica ederim.", "arz/rica ederim.")
GREETINGS: Final = ("saygılarımla.", "iyi dileklerimle.", "bilgilerinize sunulur.")
_JUDGED: Final = {LetterKind.COVER_LETTER, LetterKind.INTERNAL, LetterKind.APPROVAL}
_TEXT_TR: Final = "Metni “… {expected}” diye bitirin ({why_tr}); “… {found}” diye bitiyor."
_TEXT_EN: Final = "End the text with “… {expected}” ({why_en}); it ends with “… {found}”."


@dataclass(frozen=True, slots=True)
class _Closing:
    """What a letter must end with, and by which rule."""

    rule_id: str
    accepted: tuple[str, ...]
    why_tr: str
    why_en: str


def _ending(text: str) -> dict[str, object]:
    return {"body": [{"text": "Görevlendirme uygun görülmüştür."}, {"text": text}]}


def _to(name: str, detsis_no: str, **more: object) -> dict[str, object]:
    party = {"kind": "institution", "name": name, "detsis_no": detsis_no, "unit": None, **more}
    return {"addressee": {"kind": "institution", "internal": False, "party": party}, "references": []}


_BELOW: Final = _to("Ankara Valiliği", "24380006")
_OWN_HAND: Final = {
    "signers": [
        {"given_names": "Ali Rıza", "surname": "Çelik", "title": "Bakan", "signed_at": "2024-03-15T14:00:00+03:00"}
    ]
}
_PERSON: Final[Patch] = {
    "addressee": {
        "kind": "natural_person",
        "internal": False,
        "party": {"kind": "natural_person", "given_names": "Ayşe", "surname": "Işık", "name": None, "detsis_no": None},
    },
    "references": [],
}
_SEVERAL: Final = {
    "addressee": {"kind": "distribution_places", "party": None, "internal": False},
    "references": [],
    "distribution": [
        {"party": {"kind": "institution", "name": "Adalet Bakanlığı", "detsis_no": "24310000"}},
        {"party": {"kind": "institution", "name": "Ankara Valiliği", "detsis_no": "24380006"}},
    ],
}


def closing_of(case: Case) -> _Closing | None:
    """What the rules ask for; None where they ask for nothing or a relation is not known."""
    letter = case.letter
    recipients = _institutions(case)
    if letter.kind not in _JUDGED or not recipients:
        return None
    relations = [_relation(case, party) for party in recipients]
    if letter.kind is LetterKind.APPROVAL:
        return _Closing("S2-ğ-18", ARZ, "üst makama", "to a superior")
    offices = {signer.on_behalf_of or signer.title for signer in letter.signers}
    if offices & case.settings.rica_offices and all((party.name or "").endswith("Bakanlığı") for party in recipients):
        return _Closing("S2-ğ-21", RICA, "İdari İşler Başkanı adına bakanlığa", "for the head of administration")
    if any(relation is None for relation in relations):
        return None
    return _by_relations(case, {relation for relation in relations if relation is not None})


def _by_relations(case: Case, relations: set[Relation]) -> _Closing:
    delegated = any(signer.capacity is Capacity.DELEGATE for signer in case.letter.signers)
    addressee = case.letter.addressee
    with_unit = addressee is not None and addressee.party is not None and addressee.party.unit is not None
    mixed = Relation.SUBORDINATE in relations and len(relations) > 1
    if mixed:
        return _Closing("S2-ğ-19", BOTH, "üst, eş ve ast makamlara birlikte", "to higher, equal and lower offices")
    downwards = relations == {Relation.SUBORDINATE}
    accepted = RICA if downwards else ARZ
    if delegated:
        return _Closing("S2-ğ-22", accepted, "yetkiyi devreden makama göre", "as the delegating office stands")
    if with_unit:
        return _Closing(
            "S2-ğ-20", accepted, "ilk satırdaki idareye göre", "as the institution of the first line stands"
        )
    if downwards:
        return _Closing("S2-ğ-17", accepted, "alt makama", "to a subordinate")
    return _Closing("S2-ğ-18", accepted, "üst ya da eş makama", "to a superior or an equal")


def _institutions(case: Case) -> tuple[Party, ...]:
    """Institutions that the letter goes to; those it is sent through do not count."""
    letter = case.letter
    parties = [entry.party for entry in letter.distribution]
    if not parties and letter.addressee is not None and letter.addressee.party is not None:
        parties = [letter.addressee.party]
    return tuple(party for party in parties if party.kind is PartyKind.INSTITUTION)


def _relation(case: Case, party: Party) -> Relation | None:
    signer = case.letter.signers[0] if case.letter.signers else None
    office = None if signer is None else signer.on_behalf_of or signer.title
    if not party.detsis_no:
        return None
    return case.data.ranks.relation(case.letter.letterhead.detsis_no, party.detsis_no, office, case.on)


def _last_words(case: Case) -> tuple[str, str]:
    place, text = case.paragraphs[-1] if case.paragraphs else ("body", "")
    return place, text


def _judged(case: Case, rule_id: str) -> Iterator[Fault]:
    closing = closing_of(case)
    if closing is None or closing.rule_id != rule_id:
        return
    place, text = _last_words(case)
    words = lower(text)
    ends = words.endswith(closing.accepted)
    if ends and closing.accepted is not BOTH and not words.endswith(BOTH):
        return
    if ends and closing.accepted is BOTH:
        return
    yield fault(
        place,
        expected=closing.accepted[0],
        why_tr=closing.why_tr,
        why_en=closing.why_en,
        found=" ".join(text.split()[-3:]),
    )


@rule(
    "S2-ğ-17",
    Section.BODY,
    Severity.REJECT,
    tr=_TEXT_TR,
    en=_TEXT_EN,
    bad={**_BELOW, **_OWN_HAND, **_ending("Gereğini arz ederim.")},
    good={**_BELOW, **_OWN_HAND, **_ending("Gereğini rica ederim.")},
)
def subordinates_are_asked(case: Case) -> Iterator[Fault]:
    yield from _judged(case, "S2-ğ-17")


@rule(
    "S2-ğ-18",
    Section.BODY,
    Severity.REJECT,
    tr=_TEXT_TR,
    en=_TEXT_EN,
    bad={**_to("Adalet Bakanlığı", "24310000"), **_OWN_HAND, **_ending("Gereğini rica ederim.")},
    good={**_to("Adalet Bakanlığı", "24310000"), **_OWN_HAND, **_ending("Gereğini arz ederim.")},
)
def superiors_and_equals_are_told_with_respect(case: Case) -> Iterator[Fault]:
    yield from _judged(case, "S2-ğ-18")


@rule(
    "S2-ğ-19",
    Section.BODY,
    Severity.REJECT,
    tr=_TEXT_TR,
    en=_TEXT_EN,
    bad={**_SEVERAL, **_ending("Gereğini arz ederim.")},
    good={**_SEVERAL, **_ending("Gereğini arz/rica ederim.")},
)
def mixed_recipients_get_both_words(case: Case) -> Iterator[Fault]:
    yield from _judged(case, "S2-ğ-19")


@rule(
    "S2-ğ-20",
    Section.BODY,
    Severity.REJECT,
    tr=_TEXT_TR,
    en=_TEXT_EN,
    bad={
        **_to("Adalet Bakanlığı", "24310000", unit="Personel Genel Müdürlüğü"),
        **_OWN_HAND,
        **_ending("Gereğini rica ederim."),
    },
    good={
        **_to("Adalet Bakanlığı", "24310000", unit="Personel Genel Müdürlüğü"),
        **_OWN_HAND,
        **_ending("Gereğini arz ederim."),
    },
)
def institution_of_the_first_line_decides(case: Case) -> Iterator[Fault]:
    yield from _judged(case, "S2-ğ-20")


@rule(
    "S2-ğ-21",
    Section.BODY,
    Severity.REJECT,
    tr=_TEXT_TR,
    en=_TEXT_EN,
    bad={
        "signers": [
            {
                "given_names": "Ali Rıza",
                "surname": "Çelik",
                "title": "Genel Müdür",
                "capacity": "delegate",
                "on_behalf_of": "İdari İşler Başkanı",
                "signed_at": "2024-03-15T14:00:00+03:00",
            }
        ],
        **_ending("Gereğini arz ederim."),
    },
    good={
        "signers": [
            {
                "given_names": "Ali Rıza",
                "surname": "Çelik",
                "title": "Genel Müdür",
                "capacity": "delegate",
                "on_behalf_of": "İdari İşler Başkanı",
                "signed_at": "2024-03-15T14:00:00+03:00",
            }
        ],
        **_ending("Rica ederim."),
    },
    open_to_institution=True,
)
def head_of_administration_asks_ministries(case: Case) -> Iterator[Fault]:
    yield from _judged(case, "S2-ğ-21")


@rule(
    "S2-ğ-22",
    Section.BODY,
    Severity.REJECT,
    tr=_TEXT_TR,
    en=_TEXT_EN,
    bad=_ending("Gereğini rica ederim."),
    good=_ending("Gereğini arz ederim."),
)
def delegating_office_decides(case: Case) -> Iterator[Fault]:
    yield from _judged(case, "S2-ğ-22")


@rule(
    "S2-ğ-23",
    Section.BODY,
    Severity.WARN,
    tr="Gerçek kişiye yazıyı “Saygılarımla.”, “İyi dileklerimle.” ya da “Bilgilerinize sunulur.” diye "
    "bitirebilirsiniz; "
    "“… {found}” diye bitiyor.",
    en="To a person the text may end “Saygılarımla.”, “İyi dileklerimle.” or “Bilgilerinize sunulur.”; it "
    "ends “… {found}”.",
    bad={**_PERSON, **_ending("Durum bilgilerinizedir.")},
    good={**_PERSON, **_ending("Bilgilerinize sunulur.")},
)
def people_are_greeted(case: Case) -> Iterator[Fault]:
    letter = case.letter
    party = letter.addressee.party if letter.addressee is not None else None
    if letter.kind not in _JUDGED or party is None or party.kind is not PartyKind.NATURAL_PERSON:
        return
    place, text = _last_words(case)
    if not lower(text).endswith((*GREETINGS, *ARZ, *RICA)):
        yield warning(place, found=" ".join(text.split()[-3:]))


@rule(
    "S2-ğ-24",
    Section.BODY,
    Severity.ASK,
    tr="",
    en="",
    bad={**_to("Bilinmeyen Kurum", "24399999"), **_OWN_HAND},
    ask={**_to("Bilinmeyen Kurum", "24399999"), **_OWN_HAND},
    ask_tr="“{name}” ile ast-üst ilişkisi bilinmiyor: arz mı rica mı yazılacağını belirleyin ve ilişkiyi "
    "veri tablosuna "
    "ekleyin.",
    ask_en="Where “{name}” stands is not known: decide between arz and rica, and add the relation to the data.",
)
def unknown_relations_are_asked(case: Case) -> Iterator[Fault]:
    letter = case.letter
    if letter.kind not in _JUDGED or letter.kind is LetterKind.APPROVAL:
        return
    for party in _institutions(case):
        if _relation(case, party) is None:
            yield unknown("addressee.party" if not letter.distribution else "distribution", name=party.name)


RULES: Final = (
    subordinates_are_asked,
    superiors_and_equals_are_told_with_respect,
    mixed_recipients_get_both_words,
    institution_of_the_first_line_decides,
    head_of_administration_asks_ministries,
    delegating_office_decides,
    people_are_greeted,
    unknown_relations_are_asked,
)
