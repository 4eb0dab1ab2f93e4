"""Section ğ: marks of paragraphs, and letters in a foreign language."""

import re
from collections.abc import Iterator
from typing import Final

from domain.letters.findings import Section, Severity
from domain.letters.kinds import LetterKind
from domain.letters.parts import Paragraph
from domain.letters.rules.rule import Case, Fault, fault, rule

_MARK: Final = re.compile(r"[a-zçğıöşü]{1,2}\)|[0-9]{1,3}[.)]")
_ABROAD: Final = {
    "kind": "foreign_language",
    "language": "eng",
    "subject": "Meeting Invitation",
    "addressee": {"abroad": True},
    "references": [],
    "body": [{"text": "We kindly invite you to the meeting."}],
    "translation_file": "ceviri.pdf",
}


@rule(
    "S2-ğ-7",
    Section.BODY,
    Severity.WARN,
    tr="Paragraf sırasını küçük harf ya da rakam ve ayraçla yazın: a) ya da 1); “{found}” yazılmış.",
    en="Order paragraphs by small letters or digits with a parenthesis: a) or 1); it says “{found}”.",
    bad={"body": [{"text": "Bilgilerinizi arz ederim.", "mark": "A-"}]},
    good={"body": [{"text": "Bilgilerinizi arz ederim.", "mark": "ç)"}]},
)
def marks_of_paragraphs_are_letters_or_digits(case: Case) -> Iterator[Fault]:
    for place, block in enumerate(case.letter.body):
        if isinstance(block, Paragraph) and block.mark is not None and not _MARK.fullmatch(block.mark):
            yield fault(f"body[{place}].mark", found=block.mark[:20])


@rule(
    "S2-ğ-14",
    Section.BODY,
    Severity.REJECT,
    tr="Yabancı dil yalnız muhatabı yabancı ülke ya da uluslararası kuruluş olan yazıda kullanılır: yazıyı "
    "Türkçe yazın.",
    en="A foreign language is for addressees abroad and international bodies only: write the letter in Turkish.",
    bad={**_ABROAD, "addressee": {"abroad": False}},
    good=_ABROAD,
)
def foreign_language_is_for_abroad(case: Case) -> Iterator[Fault]:
    letter = case.letter
    foreign = letter.language != "tur" or letter.kind is LetterKind.FOREIGN_LANGUAGE
    if foreign and (letter.addressee is None or not letter.addressee.abroad):
        yield fault("language")


@rule(
    "S2-ğ-15",
    Section.BODY,
    Severity.REJECT,
    tr="Yabancı dildeki yazının imzalı Türkçe karşılığını da hazırlayıp `translation_file` olarak verin.",
    en="Prepare the signed Turkish counterpart of a foreign-language letter too and give it as `translation_file`.",
    bad={**_ABROAD, "translation_file": None},
    good=_ABROAD,
)
def foreign_language_letter_has_a_turkish_counterpart(case: Case) -> Iterator[Fault]:
    foreign = case.letter.language != "tur" or case.letter.kind is LetterKind.FOREIGN_LANGUAGE
    if foreign and not case.letter.translation_file:
        yield fault("translation_file")


RULES: Final = (
    marks_of_paragraphs_are_letters_or_digits,
    foreign_language_is_for_abroad,
    foreign_language_letter_has_a_turkish_counterpart,
)
