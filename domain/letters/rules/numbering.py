"""Section ç: the number and the medium it names."""

import re
from collections.abc import Iterator
from typing import Final

from domain.events import Refusal
from domain.letters.findings import Section, Severity
from domain.letters.kinds import Medium, PhysicalReason
from domain.letters.rules.rule import ALWAYS, Case, Fault, fault, rule, unknown
from domain.turkish import date_in_digits

_NUMBER: Final = re.compile(
    r"[EZO]-(?P<detsis>[1-9][0-9]{7})-(?P<code>[0-9]{3}(?:\.[0-9]{2}){0,3})-[0-9]{1,18}(?:/[0-9]{1,18})?", re.ASCII
)
_TWO_HYPHENED: Final = re.compile(r"[A-Z]?-?[0-9]{8}-[0-9.]+-[0-9]+-[0-9]+", re.ASCII)
_SIGNER: Final = {
    "given_names": "Ayşe",
    "surname": "Işık",
    "title": "Personel Genel Müdürü",
    "capacity": "delegate",
    "on_behalf_of": "Bakan",
}
_OUTAGE: Final = {
    "medium": "outage",
    "physical_reason": "long_outage",
    "document_no": "O-24301050-903.07.02-17",
    "registered_on": "2024-03-15",
    "verification": None,
}


@rule(
    "S2-ç-1",
    Section.NUMBER,
    Severity.REJECT,
    tr="İmzalanmış belgede sayı zorunludur: sayı alın.",
    en="A signed document has a number: allocate one.",
    bad={"document_no": None},
)
def signed_letter_has_a_number(case: Case) -> Iterator[Fault]:
    if case.letter.document_no is None and case.signed:
        yield fault("document_no")


@rule(
    "CF-7",
    Section.NUMBER,
    Severity.WARN,
    tr="{medium} ön ekli belgede sayı {when_tr} alınır.",
    en="The number of a document with prefix {medium} is taken {when_en}.",
    bad={"document_no": None, "date": None, "signers": [_SIGNER]},
    open_to_institution=True,
)
def number_is_taken_when_its_medium_says(case: Case) -> Iterator[Fault]:
    letter = case.letter
    if case.signed:
        return
    if letter.medium is Medium.ELECTRONIC and letter.document_no is None:
        yield fault("document_no", medium="E", when_tr="hazırlanırken", when_en="while it is prepared")
    if letter.medium is Medium.MANDATORY_PHYSICAL and letter.document_no is not None:
        yield fault("document_no", medium="Z", when_tr="elle imzalandıktan sonra", when_en="after signing by hand")


@rule(
    "S2-ç-2",
    Section.NUMBER,
    Severity.REJECT,
    tr="Sayının başına “{expected}-” yazın; “{found}” ile başlıyor.",
    en="Begin the number with “{expected}-”; it begins with “{found}”.",
    bad={"document_no": "X-24301050-903.07.02-4752"},
)
def prefix_names_the_medium(case: Case) -> Iterator[Fault]:
    number, expected = case.letter.document_no, case.letter.medium.value
    if number is not None and not number.startswith(f"{expected}-"):
        yield fault("document_no", expected=expected, found=number[:2])


@rule(
    "S2-ç-3",
    Section.NUMBER,
    Severity.REJECT,
    tr="Sayıyı “{prefix}-{detsis_no}-903.07.02-4752” biçiminde, kısa çizgiyle (-) yazın: ön ek, DETSİS "
    "numarası, dosya planı "
    "kodu, kayıt numarası.",
    en="Write the number like “{prefix}-{detsis_no}-903.07.02-4752”, with hyphens: prefix, DETSİS number, file code, "
    "registration number.",
    bad={"document_no": "E-24301050-903.7.02-4752"},
    good={"document_no": "E-24301050-903.07.02-4752/118"},
)
def number_has_its_four_parts(case: Case) -> Iterator[Fault]:
    number = case.letter.document_no
    if number is None or _TWO_HYPHENED.fullmatch(number):
        return
    match = _NUMBER.fullmatch(number)
    own = case.letter.letterhead.detsis_no
    if match is None or match["detsis"] != own:
        yield fault("document_no", prefix=case.letter.medium.value, detsis_no=own)


@rule(
    "T-5",
    Section.NUMBER,
    Severity.REJECT,
    tr="Sayıdaki dosya planı kodu: {why_tr}",
    en="The file code in the number: {why_en}",
    bad={"document_no": "E-24301050-999.99-4752"},
    ask={"document_no": "E-24301050-903.07.02-4752", "date": {"day": "2020-07-02"}},
    ask_tr="{day} gününde geçerli dosya planı bilinmiyor: planı veri tablosuna ekleyin.",
    ask_en="The file plan in force on {day} is not known: add it to the data.",
    since=ALWAYS,
)
def file_code_is_a_leaf_of_the_plan(case: Case) -> Iterator[Fault]:
    match = _NUMBER.fullmatch(case.letter.document_no or "")
    if match is None:
        return
    plan = case.data.file_plans.plan(case.on)
    if plan is None:
        yield unknown("document_no", day=date_in_digits(case.on))
        return
    try:
        plan.leaf(match["code"])
    except Refusal as refusal:
        yield fault("document_no", why_tr=refusal.message_tr, why_en=refusal.message_en)


@rule(
    "S2-ç-5",
    Section.NUMBER,
    Severity.REJECT,
    tr="{medium} ön ekli belge kâğıt üzerindedir: elektronik imza doğrulama bilgilerini çıkarın.",
    en="A document with prefix {medium} is on paper: remove the verification data of an electronic signature.",
    bad={
        **_OUTAGE,
        "verification": {"code": "7QK2-M9FX-4WTR-8HCZ", "address": "https://d.ornek.gov.tr/7QK2-M9FX-4WTR-8HCZ"},
    },
    good=_OUTAGE,
)
def paper_is_not_signed_electronically(case: Case) -> Iterator[Fault]:
    if case.letter.medium is not Medium.ELECTRONIC and case.letter.verification is not None:
        yield fault("verification", medium=case.letter.medium.value)


@rule(
    "Y-3-7",
    Section.NUMBER,
    Severity.REJECT,
    tr="{medium} ön eki için geçerli bir neden verin: {allowed}.",
    en="Give a reason that goes with prefix {medium}: {allowed}.",
    bad={**_OUTAGE, "physical_reason": "legislation"},
    good=_OUTAGE,
)
def paper_has_a_reason_of_its_list(case: Case) -> Iterator[Fault]:
    lists: dict[Medium, set[PhysicalReason | None]] = {
        Medium.ELECTRONIC: {None},
        Medium.MANDATORY_PHYSICAL: {PhysicalReason.LEGISLATION, PhysicalReason.CLASSIFIED},
        Medium.OUTAGE: {PhysicalReason.LONG_OUTAGE, PhysicalReason.SECURITY_WEAKNESS},
    }
    allowed = lists[case.letter.medium]
    if case.letter.physical_reason not in allowed:
        names = ", ".join(sorted(one.name.lower() for one in allowed if one is not None)) or "—"
        yield fault("physical_reason", medium=case.letter.medium.value, allowed=names)


@rule(
    "S2-ç-6",
    Section.NUMBER,
    Severity.REJECT,
    tr="Birim evrak ve genel evrak numaraları arasına kısa çizgi değil eğik çizgi (/) koyun.",
    en="Put a slash (/), not a hyphen, between the unit's and the general registration number.",
    bad={"document_no": "E-24301050-903.07.02-4752-118"},
    good={"document_no": "E-24301050-040-4752/118"},
)
def two_registration_numbers_are_parted_by_a_slash(case: Case) -> Iterator[Fault]:
    if _TWO_HYPHENED.fullmatch(case.letter.document_no or ""):
        yield fault("document_no")


RULES: Final = (
    signed_letter_has_a_number,
    prefix_names_the_medium,
    number_has_its_four_parts,
    paper_is_not_signed_electronically,
    two_registration_numbers_are_parted_by_a_slash,
    file_code_is_a_leaf_of_the_plan,
    paper_has_a_reason_of_its_list,
    number_is_taken_when_its_medium_says,
)
