"""Sections o to r and the whole: grade, urgency, page numbers, metadata, copies, type."""

import re
from collections.abc import Iterator
from typing import Final

from domain.events import istanbul_day
from domain.filing import Classification, Urgency
from domain.letters.findings import Section, Severity
from domain.letters.kinds import Font, Medium, PhysicalReason
from domain.letters.rules.rule import IN_FORCE, Case, Fault, fault, rule
from domain.regimes import first_day, may_be_electronic, may_be_given
from domain.turkish import date_in_digits, date_in_words, full_name, lower, number_in_words

_DURATION: Final = re.compile(r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?", re.ASCII)
_COUNTED: Final = re.compile(r"P(?:T)?(\d{1,4})([YMDH])", re.ASCII)
_UNITS: Final = {"Y": "yıl", "M": "ay", "D": "gün", "H": "saat"}
_SIZES: Final = {Font.TIMES_NEW_ROMAN: 12, Font.ARIAL: 11}
LEAST_BODY_POINTS: Final = 9
LEAST_CONTACT_POINTS: Final = 8
_HIGHER: Final = {Classification.RESTRICTED_LEGACY, Classification.SECRET, Classification.TOP_SECRET}
_UNSIGNED: Final = [
    {
        "given_names": "Ayşe",
        "surname": "Işık",
        "title": "Personel Genel Müdürü",
        "capacity": "delegate",
        "on_behalf_of": "Bakan",
    }
]
_PAPER: Final = {
    "medium": "mandatory_physical",
    "physical_reason": "classified",
    "document_no": "Z-24301050-903.07.02-17",
    "registered_on": "2024-03-15",
    "verification": None,
}
_GRADED: Final = {"classification": "official_use", "classification_confirmed_by": "Ayşe IŞIK"}


@rule(
    "CF-1",
    Section.CLASSIFICATION,
    Severity.REJECT,
    tr="1 Temmuz 2020'den önce hizmete özel belge elektronik ortamda hazırlanmaz: fiziksel ortamı seçin.",
    en="Before 1 July 2020 a hizmete özel document is not made electronically: choose paper.",
    bad={**_GRADED, "document_no": "E-24301050-903.07.02-4752"},
    since=first_day("R-2015"),
    until=IN_FORCE,
)
def official_use_was_paper_before_2020(case: Case) -> Iterator[Fault]:
    grade = case.letter.classification
    electronic = case.letter.medium is Medium.ELECTRONIC
    if electronic and grade is not Classification.NONE and not may_be_electronic(grade, case.on):
        yield fault("classification")


@rule(
    "S2-o-1",
    Section.CLASSIFICATION,
    Severity.REJECT,
    tr="Hizmete özel belge elektronik ortamda hazırlanır: “gizlilik” gerekçesiyle kâğıt seçmeyin.",
    en="A hizmete özel document is made electronically: do not choose paper because of its grade.",
    bad={**_PAPER, **_GRADED},
    good=_GRADED,
)
def official_use_is_electronic(case: Case) -> Iterator[Fault]:
    letter = case.letter
    if letter.classification is Classification.OFFICIAL_USE and letter.physical_reason is PhysicalReason.CLASSIFIED:
        yield fault("physical_reason")


@rule(
    "S2-o-2",
    Section.CLASSIFICATION,
    Severity.REJECT,
    tr="Hizmete özelden yüksek dereceli belge elektronik ortamda hazırlanmaz: içeriği buradan çıkarın, "
    "kâğıtta hazırlayın.",
    en="A document graded above hizmete özel is not made electronically: take its content out and make it on paper.",
    bad={"classification": "secret", "classification_confirmed_by": "Ayşe IŞIK"},
    good={**_PAPER, "classification": "secret", "classification_confirmed_by": "Ayşe IŞIK"},
)
def higher_grades_are_paper(case: Case) -> Iterator[Fault]:
    if case.letter.medium is Medium.ELECTRONIC and case.letter.classification in _HIGHER:
        yield fault("classification")


@rule(
    "CF-3",
    Section.CLASSIFICATION,
    Severity.REJECT,
    tr="“Özel” derecesi 26.04.2022'de kalktı: belgeyi hizmete özel ya da gizli olarak derecelendirin.",
    en="The grade “özel” ended on 26 April 2022: grade the document hizmete özel or gizli.",
    bad={**_PAPER, "classification": "restricted_legacy", "classification_confirmed_by": "Ayşe IŞIK"},
    good={**_PAPER, "classification": "secret", "classification_confirmed_by": "Ayşe IŞIK"},
    since=first_day("R-2022"),
)
def withdrawn_grade_is_not_given(case: Case) -> Iterator[Fault]:
    if not may_be_given(case.letter.classification, case.on):
        yield fault("classification")


@rule(
    "S2-o-3",
    Section.CLASSIFICATION,
    Severity.REJECT,
    tr="Gizlilik derecesini imzacılardan biri onaylamalı: `classification_confirmed_by` için imzacının adını yazın.",
    en="One of the signers confirms the grade: write the signer's name as `classification_confirmed_by`.",
    bad={"classification": "official_use"},
    good=_GRADED,
)
def grade_is_confirmed_by_a_signer(case: Case) -> Iterator[Fault]:
    letter = case.letter
    if letter.classification is Classification.NONE:
        return
    names = {full_name(signer.given_names, signer.surname) for _, signer in case.every_signer}
    begun = any(signer.signed_at is not None for _, signer in case.every_signer)
    confirmed = letter.classification_confirmed_by
    if (confirmed is not None and confirmed not in names) or (confirmed is None and begun):
        yield fault("classification_confirmed_by")


@rule(
    "S2-ö-1",
    Section.URGENCY,
    Severity.REJECT,
    tr="Belgedeki ivedilik ile üstverideki aynı değil: ikisini eşitleyin.",
    en="The urgency of the letter and that of its metadata differ: make them equal.",
    bad={"urgency": "urgent", "metadata": {"urgency": "normal"}},
    good={"urgency": "urgent", "metadata": {"urgency": "urgent"}},
)
def urgency_of_the_metadata_is_that_of_the_letter(case: Case) -> Iterator[Fault]:
    metadata = case.letter.metadata
    if metadata is not None and metadata.urgency is not None and metadata.urgency is not case.letter.urgency:
        yield fault("metadata.urgency")


@rule(
    "S2-ö-2",
    Section.URGENCY,
    Severity.REJECT,
    tr="{problem_tr}",
    en="{problem_en}",
    bad={"urgency": "dated"},
    good={
        "urgency": "dated",
        "due_duration": "P5D",
        "body": [{"text": "Cevabın 5 gün içinde gönderilmesini arz ederim."}],
    },
)
def dated_letter_says_until_when(case: Case) -> Iterator[Fault]:
    letter = case.letter
    if letter.due_duration is not None and not _DURATION.fullmatch(letter.due_duration):
        yield fault(
            "due_duration",
            problem_tr="Miadı ISO 8601 süresi olarak yazın (örnek: P5D).",
            problem_en="Write the reply time as an ISO 8601 duration (P5D).",
        )
        return
    if letter.urgency is not Urgency.DATED:
        return
    if letter.due_duration is None and letter.due_on is None:
        yield fault(
            "due_duration",
            problem_tr="GÜNLÜDÜR belgede cevap süresini ya da tarihini `due_duration` ya da `due_on` ile verin.",
            problem_en="A GÜNLÜDÜR letter says until when to answer: give `due_duration` or `due_on`.",
        )
    elif not _is_in_text(case):
        yield fault(
            "body",
            problem_tr="Cevap süresini ya da tarihini metinde de yazın (“5 gün içinde”, “17.05.2024 tarihine kadar”).",
            problem_en="Write the reply time or date in the text too (“5 gün içinde”, “17.05.2024 tarihine kadar”).",
        )


@rule(
    "S2-p-1",
    Section.PAGE_NUMBER,
    Severity.REJECT,
    tr="Sayfa numarası yalnız birden fazla sayfada olur ve o zaman zorunludur: `page_numbers` değerini kaldırın.",
    en="Pages are numbered when there is more than one, and then always: drop `page_numbers`.",
    bad={"layout": {"page_count": 1, "page_numbers": True}},
    good={"layout": {"page_count": 2, "page_numbers": True}},
)
def pages_are_numbered_when_there_are_several(case: Case) -> Iterator[Fault]:
    layout = case.letter.layout
    if layout.page_numbers is None or layout.page_count is None:
        return
    if layout.page_numbers != (layout.page_count > 1):
        yield fault("layout.page_numbers")


@rule(
    "S2-r-1",
    Section.METADATA,
    Severity.REJECT,
    tr="Üstveride {missing} yok: Rehber'in zorunlu öğelerini tamamlayın.",
    en="The metadata lack {missing}: complete the elements that the guide requires.",
    bad={"metadata": {"document_id": None}},
)
def metadata_have_the_required_elements(case: Case) -> Iterator[Fault]:
    metadata = case.letter.metadata
    if metadata is None or case.letter.medium is not Medium.ELECTRONIC:
        return
    wanted = {
        "document_id": "BelgeId",
        "subject": "Konu",
        "creator_detsis_no": "Olusturan",
        "file_name": "DosyaAdi",
        "media_type": "MimeTuru",
        "verification_address": "DogrulamaBilgisi",
    }
    for name, element in wanted.items():
        if not getattr(metadata, name):
            yield fault(f"metadata.{name}", missing=element)


@rule(
    "S2-r-5",
    Section.METADATA,
    Severity.REJECT,
    tr="Belgedeki {what_tr} ({found}) ile üstverideki ({expected}) aynı değil: ikisini eşitleyin.",
    en="The {what_en} of the letter ({found}) and that of its metadata ({expected}) differ: make them equal.",
    bad={"metadata": {"document_no": "E-24301050-903.07.02-4753"}},
)
def letter_and_metadata_say_the_same(case: Case) -> Iterator[Fault]:
    letter, metadata = case.letter, case.letter.metadata
    if metadata is None:
        return
    day = None if metadata.dated_at is None else istanbul_day(metadata.dated_at)
    address = None if letter.verification is None else letter.verification.address
    pairs = (
        ("document_no", "sayı", "number", letter.document_no, metadata.document_no),
        ("dated_at", "tarih", "date", letter.date.day, day),
        ("creator_detsis_no", "gönderen", "sender", letter.letterhead.detsis_no, metadata.creator_detsis_no),
        ("classification", "gizlilik derecesi", "grade", letter.classification, metadata.classification),
        ("due_duration", "miat", "reply time", letter.due_duration, metadata.due_duration),
        ("language", "dil", "language", letter.language, metadata.language),
        ("verification_address", "doğrulama adresi", "verification address", address, metadata.verification_address),
    )
    for name, what_tr, what_en, found, expected in pairs:
        if expected is not None and found is not None and found != expected:
            yield fault(f"metadata.{name}", what_tr=what_tr, what_en=what_en, found=found, expected=expected)


@rule(
    "Y-5-1",
    Section.WHOLE,
    Severity.REJECT,
    tr="{medium} ön ekli belge {expected_tr} hazırlanır; {found} nüsha yazılmış.",
    en="A document with prefix {medium} is made in {expected_en}; {found} are given.",
    bad={"copies": 2},
    good={"copies": 1},
)
def copies_are_as_many_as_the_medium_asks(case: Case) -> Iterator[Fault]:
    letter, copies = case.letter, case.letter.copies
    if copies is None:
        return
    recipients = max(1, len(letter.distribution))
    if letter.medium is Medium.ELECTRONIC:
        if copies != 1:
            yield fault("copies", medium="E", expected_tr="tek nüsha", expected_en="one copy", found=copies)
    elif copies < recipients + 1:
        expected_tr, expected_en = f"en az {recipients + 1} nüsha", f"at least {recipients + 1} copies"
        yield fault(
            "copies", medium=letter.medium.value, expected_tr=expected_tr, expected_en=expected_en, found=copies
        )


@rule(
    "Y-7-1",
    Section.WHOLE,
    Severity.REJECT,
    tr="{what_tr} {found} punto; {least}–{most} punto arasında olmalı.",
    en="{what_en} has {found} points; it must have {least} to {most}.",
    bad={"layout": {"body_points": 8}},
    good={"layout": {"body_points": 9}},
)
def type_has_the_sizes_of_the_rules(case: Case) -> Iterator[Fault]:
    layout = case.letter.layout
    most = _SIZES[layout.font]
    size = layout.body_points
    if size is not None and not LEAST_BODY_POINTS <= size <= most:
        yield fault(
            "layout.body_points", what_tr="Metin", what_en="The text", found=size, least=LEAST_BODY_POINTS, most=most
        )
    if not LEAST_CONTACT_POINTS <= layout.contact_points <= most:
        yield fault(
            "layout.contact_points",
            what_tr="İletişim bilgileri",
            what_en="The contact block",
            found=layout.contact_points,
            least=LEAST_CONTACT_POINTS,
            most=most,
        )


def _is_in_text(case: Case) -> bool:
    """Whether the reply date, or the reply time in digits or words, stands in the text."""
    letter = case.letter
    text = lower(" ".join(text for _, text in case.paragraphs))
    wanted: list[str] = []
    if letter.due_on is not None:
        wanted += [date_in_digits(letter.due_on), lower(date_in_words(letter.due_on))]
    if letter.due_duration is not None:
        match = _COUNTED.fullmatch(letter.due_duration)
        if match is None:
            return True
        count, unit = int(match[1]), _UNITS[match[2]]
        wanted += [f"{count} {unit}", f"{count} iş {unit}", f"{number_in_words(count)} {unit}"]
        wanted += [f"{number_in_words(count)} iş {unit}", f"({number_in_words(count)}) {unit}"]
    return any(words in text for words in wanted)


RULES: Final = (
    official_use_was_paper_before_2020,
    official_use_is_electronic,
    higher_grades_are_paper,
    grade_is_confirmed_by_a_signer,
    withdrawn_grade_is_not_given,
    urgency_of_the_metadata_is_that_of_the_letter,
    dated_letter_says_until_when,
    pages_are_numbered_when_there_are_several,
    metadata_have_the_required_elements,
    letter_and_metadata_say_the_same,
    copies_are_as_many_as_the_medium_asks,
    type_has_the_sizes_of_the_rules,
)
