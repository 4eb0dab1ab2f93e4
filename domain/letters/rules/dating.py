"""Section d: the date, and the date of approvals."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.events import istanbul_day
from domain.letters.findings import Section, Severity
from domain.letters.kinds import LetterKind, Medium
from domain.letters.printing import date_text
from domain.letters.rules.rule import Case, Fault, fault, rule
from domain.turkish import date_in_digits, parse_date

_SHORT_PARTS: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}", re.ASCII)
_SIGNED: Final = {"signed_at": "2024-03-15T14:00:00+03:00"}
_SIGNER: Final = {
    "given_names": "Ayşe",
    "surname": "Işık",
    "title": "Personel Genel Müdürü",
    "capacity": "delegate",
    "on_behalf_of": "Bakan",
}
_PAPER: Final = {
    "medium": "mandatory_physical",
    "physical_reason": "legislation",
    "document_no": "Z-24301050-903.07.02-17",
    "registered_on": "2024-03-15",
    "verification": None,
}


@rule(
    "S2-d-1",
    Section.DATE,
    Severity.REJECT,
    tr="Tarihi gün.ay.yıl olarak, aralarında nokta ile yazın (örnek: {expected}); “{found}” yazılmış.",
    en="Write the date as day.month.year with dots (like {expected}); it says “{found}”.",
    bad={"date": {"text": "15/03/2024"}},
    good={"date": {"text": "15.03.2024"}},
)
def date_in_digits_has_dots(case: Case) -> Iterator[Fault]:
    text, day = case.letter.date.text, case.letter.date.day
    if text is None or any(letter.isalpha() for letter in text):
        return
    found = _day_of(text)
    disagrees = found is not None and day is not None and found != day
    if disagrees or (found is None and not _SHORT_PARTS.fullmatch(text)):
        yield fault("date.text", found=text, expected=date_in_digits(day or date(2019, 9, 1)))


@rule(
    "Y-12-1",
    Section.DATE,
    Severity.REJECT,
    tr="Tarihte gün ve ayı iki, yılı dört haneli yazın; “{found}” yazılmış.",
    en="Write day and month with two digits and the year with four; it says “{found}”.",
    bad={"date": {"text": "15.3.2024"}},
    good={"date": {"text": "15.03.2024"}},
)
def date_has_two_two_and_four_digits(case: Case) -> Iterator[Fault]:
    text = case.letter.date.text
    if text is not None and _SHORT_PARTS.fullmatch(text) and _day_of(text) is None:
        yield fault("date.text", found=text)


@rule(
    "S2-d-2",
    Section.DATE,
    Severity.REJECT,
    tr="Ay adını büyük harfle başlatın ve araya işaret koymayın (örnek: 10 Ekim 2019); “{found}” yazılmış.",
    en="Begin the month with a capital and put no mark between (10 Ekim 2019); it says “{found}”.",
    bad={"date": {"text": "15 mart 2024"}},
    good={"date": {"day": "2024-03-15", "style": "words"}},
)
def date_in_words_has_no_marks(case: Case) -> Iterator[Fault]:
    text, day = case.letter.date.text, case.letter.date.day
    if text is None or not any(letter.isalpha() for letter in text):
        return
    found = _day_of(text)
    if found is None or (day is not None and day != found):
        yield fault("date.text", found=text)


@rule(
    "S2-d-3",
    Section.DATE,
    Severity.REJECT,
    tr="Belge tarihi son imzanın zaman damgasındaki gündür: {expected} yazın; {found} yazılmış.",
    en="The date is the day in the time stamp of the last signature: write {expected}; it says {found}.",
    bad={"signers": [{**_SIGNER, "signed_at": "2024-03-14T23:30:00+03:00"}]},
    good={
        "date": {"day": "2024-03-15"},
        "signers": [{**_SIGNER, "signed_at": "2024-03-14T21:30:00+00:00"}],
        "initials": [],
    },
)
def date_is_that_of_the_last_signature(case: Case) -> Iterator[Fault]:
    if case.letter.medium is not Medium.ELECTRONIC or case.letter.kind is LetterKind.APPROVAL or not case.signed:
        return
    yield from _wrong_day(case, max(istanbul_day(one.signed_at) for _, one in case.every_signer if one.signed_at))


def _wrong_day(case: Case, expected: date) -> Iterator[Fault]:
    shown = date_text(case.letter.date)
    day = case.letter.date.day or _day_of(shown or "")
    if day is not None and day != expected:
        yield fault("date", expected=date_in_digits(expected), found=shown)
    metadata = case.letter.metadata
    if metadata is not None and metadata.dated_at is not None and istanbul_day(metadata.dated_at) != expected:
        found = date_in_digits(istanbul_day(metadata.dated_at))
        yield fault("metadata.dated_at", expected=date_in_digits(expected), found=found)


@rule(
    "S2-j-4",
    Section.APPROVAL,
    Severity.REJECT,
    tr="Olurun tarihi, onaylayan makamın imzasının günüdür: {expected} yazın; {found} yazılmış.",
    en="The date of an approval is the day of the approver's signature: write {expected}; it says {found}.",
    bad={
        "kind": "approval",
        "body": [{"text": "Uygun görüldüğü takdirde olurlarınıza arz ederim."}],
        "addressee": {
            "kind": "institution",
            "internal": True,
            "party": {"kind": "institution", "name": "Bakanlık Makamı", "detsis_no": "24301050"},
        },
        "signers": [
            {"given_names": "Ayşe", "surname": "Işık", "title": "Personel Genel Müdürü", **_SIGNED},
        ],
        "references": [],
        "approval": {
            "approver": {
                "given_names": "Ali Rıza",
                "surname": "Çelik",
                "title": "Bakan",
                "signed_at": "2024-03-16T09:00:00+03:00",
            }
        },
    },
)
def date_of_an_approval_is_the_approvers(case: Case) -> Iterator[Fault]:
    approval = case.letter.approval
    if case.letter.kind is LetterKind.APPROVAL and approval is not None and approval.approver.signed_at is not None:
        yield from _wrong_day(case, istanbul_day(approval.approver.signed_at))


@rule(
    "S2-d-4",
    Section.DATE,
    Severity.REJECT,
    tr="{medium} ön ekli belge imzalandığı gün ({expected}) kaydedilir: `registered_on` ve tarihi o gün yapın.",
    en="A document with prefix {medium} is registered on the day it is signed ({expected}): make both days that one.",
    bad={**_PAPER, "registered_on": "2024-03-18"},
    good=_PAPER,
)
def paper_is_registered_on_the_day_of_signing(case: Case) -> Iterator[Fault]:
    letter = case.letter
    if letter.medium is Medium.ELECTRONIC or not case.signed:
        return
    signed = max(istanbul_day(one.signed_at) for _, one in case.every_signer if one.signed_at)
    if letter.registered_on != signed or letter.date.day not in {None, signed}:
        yield fault("registered_on", medium=letter.medium.value, expected=date_in_digits(signed))


@rule(
    "S2-d-5",
    Section.DATE,
    Severity.REJECT,
    tr="Tarih yalnız tutanak, rapor ve tebliğ-tebellüğ belgelerinde metnin sonunda olabilir: sayı ile aynı "
    "satıra alın.",
    en="Only minutes, reports and notices may have the date at the end of the text: put it beside the number.",
    bad={"date": {"day": "2024-03-15", "at_end": True}},
)
def date_at_the_end_is_for_minutes_and_reports(case: Case) -> Iterator[Fault]:
    if case.letter.date.at_end and not case.letter.kind.date_at_end:
        yield fault("date.at_end")


@rule(
    "S2-d-6",
    Section.DATE,
    Severity.WARN,
    tr="Belge henüz imzalanmadı: tarihi boş bırakın, son imzanın zaman damgasından gelecek.",
    en="The document is not signed yet: leave the date empty, it comes from the time stamp of the last signature.",
    bad={"signers": [_SIGNER]},
    good={"signers": [_SIGNER], "date": None},
)
def unsigned_letter_has_no_guessed_date(case: Case) -> Iterator[Fault]:
    if case.letter.medium is Medium.ELECTRONIC and not case.signed and date_text(case.letter.date) is not None:
        yield fault("date")


def _day_of(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


RULES: Final = (
    date_in_digits_has_dots,
    date_in_words_has_no_marks,
    date_is_that_of_the_last_signature,
    paper_is_registered_on_the_day_of_signing,
    date_at_the_end_is_for_minutes_and_reports,
    unsigned_letter_has_no_guessed_date,
    date_has_two_two_and_four_digits,
    date_of_an_approval_is_the_approvers,
)
