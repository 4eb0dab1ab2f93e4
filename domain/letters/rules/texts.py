"""Section ğ: how the text is written: spaces, numbers, words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from domain.letters.characters import every_text
from domain.letters.findings import Section, Severity
from domain.letters.rules.language_data import FOREIGN_WORDS, MISSPELT
from domain.letters.rules.rule import ALWAYS, Case, Fault, fault, rule, warning
from domain.turkish import grouped, lower, number_in_words, search_key
from domain.turkish.numbers import LARGEST_IN_WORDS

_ADDRESS_MARKS: Final = ("@", "://", "www.")
_SPACING: Final = re.compile(r" {2,}|\t|\u00a0{2,}|[,;!?][^\W\d_]|[^\W\d_]{2}[.:][A-ZÇĞİÖŞÜ][a-zçğıöşü]|^ | $")
_SPACE_BEFORE: Final = re.compile(r"\S? [.,;:!?](?:\s|$)|\( | \)")
_NUMBER: Final = re.compile(r"(?<![\w.,/-])\d{4,}(?![\w/-]|[.,]\d)")
_AFTER_NUMBER: Final = re.compile(r"\s*(?:sayılı|no|numaralı|yılı|yıl|tarihli|esas|karar)\b", re.IGNORECASE)
_BEFORE_NUMBER: Final = re.compile(r"(?:no|numara|kodu?|sayı|telefon|dahili)\s*[:.]?\s*$", re.IGNORECASE)
_COMMA_GROUPS: Final = re.compile(r"(?<![\w.,])\d{1,3},\d{3}(?:,\d{3})*(?![\d,])")
_POINT_DECIMAL: Final = re.compile(
    r"(?<![\w.,/-])(\d+)\.(\d{1,2}|\d{4,})(?![\d.])(?:\s*(TL|₺|%|lira|avro|dolar|kg|km|m|ton)\b)?"
)
_NUMBER_AND_WORDS: Final = re.compile(r"(?<![\w.,])(\d[\d.]*)\s*\(([^()]{2,200})\)")
_ABBREVIATION: Final = re.compile(r"(?<![\w.])[A-ZÇĞİÖŞÜ]{2,8}(?![\w.])")
_NAME_BEFORE: Final = re.compile(r"[A-ZÇĞİÖŞÜ][a-zçğıöşü]+ $")
_ROMAN: Final = re.compile(r"[IVXLCDM]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWEL: Final = re.compile(r"[AEIİOÖUÜ]")
_PLACES: Final = ("madde", "bölüm", "sürüm", "versiyon", "saat", "kodu", "fıkra", "bent", "numaralı", "sayılı")
_LATIN_ENDS: Final = "\u017f"
"""Last letter of Latin Extended-A: everything up to it is in the typeface."""
_SCRIPTS: Final = ("LATIN ", "GREEK ", "CYRILLIC ")
_MOST_DIGITS: Final = 24
"""Digits of a number that is compared with words: none has more, and longer ones cost time."""
_LOOK_BACK: Final = 40
"""Characters before a word or number that are looked at: keeps the time of long paragraphs linear."""
_EARLIEST_YEAR: Final = 1800
_LATEST_YEAR: Final = 2199


def _body(*texts: str) -> dict[str, object]:
    return {"body": [*({"text": text} for text in texts), {"text": "Bilgilerinizi ve gereğini arz ederim."}]}


@rule(
    "S2-ğ-3",
    Section.BODY,
    Severity.REJECT,
    tr="Sözcükler arasında ve noktalama işaretinden sonra bir boşluk bırakın: “{found}”.",
    en="Leave one space between words and after punctuation: “{found}”.",
    bad=_body("Yazı  incelenmiş,uygun bulunmuştur."),
    good=_body("Yazı incelenmiş, saat 14.30’da 1,5 m olarak www.ornek.gov.tr adresinde A.Ş. için ölçülmüştür."),
)
def words_are_parted_by_one_space(case: Case) -> Iterator[Fault]:
    for place, text in case.texts:
        found = _SPACING.search(_without_addresses(text))
        if found is not None and text:
            yield fault(place, found=_around(found))


@rule(
    "S2-ğ-4",
    Section.BODY,
    Severity.REJECT,
    tr="Noktalama işaretini önündeki harfe bitişik yazın: “{found}”.",
    en="Write punctuation right after the letter before it: “{found}”.",
    bad=_body("Uygun görülmüştür ."),
)
def punctuation_adjoins_the_letter_before(case: Case) -> Iterator[Fault]:
    for place, text in case.texts:
        found = _SPACE_BEFORE.search(text)
        if found is not None:
            yield fault(place, found=_around(found))


@rule(
    "S2-ğ-6",
    Section.BODY,
    Severity.REJECT,
    tr="Paragraflar arasında boş satır bırakmayın: boş paragrafı silin.",
    en="Leave no blank line between paragraphs: delete the empty one.",
    bad=_body("Uygun görülmüştür.", ""),
)
def there_is_no_empty_paragraph(case: Case) -> Iterator[Fault]:
    for place, text in case.paragraphs:
        if not text.strip():
            yield fault(place)


@rule(
    "S2-ğ-9",
    Section.BODY,
    Severity.WARN,
    tr="“{found}”: rakam ve yazı aynı sayı değil; yazıyla {expected} olmalı.",
    en="“{found}”: digits and words differ; in words it is {expected}.",
    bad=_body("Toplam 1.452 (bin dört yüz elli üç) personel."),
    good=_body("Toplam 1.452 (bin dört yüz elli iki) personel."),
)
def number_in_words_is_that_in_digits(case: Case) -> Iterator[Fault]:
    if not case.turkish:
        return
    for place, text in case.texts:
        for match in _NUMBER_AND_WORDS.finditer(text):
            digits, words = match[1].replace(".", ""), lower(match[2])
            if (
                not digits.isdecimal()
                or len(digits) > _MOST_DIGITS
                or int(digits) > LARGEST_IN_WORDS
                or not _are_number_words(words)
            ):
                continue
            expected = number_in_words(int(digits))
            if words.replace(" ", "") != expected.replace(" ", ""):
                yield fault(place, found=match[0], expected=expected)


@rule(
    "S2-ğ-10",
    Section.BODY,
    Severity.WARN,
    tr="“{found}” sayısını üçlü gruplara nokta ile ayırın: {expected}.",
    en="Group “{found}” by three with dots: {expected}.",
    bad=_body("Toplam 25126 personel."),
    good=_body("657 sayılı Kanun, 2709 sayılı Kanun, 2024 yılı ve 25.126 personel."),
)
def long_numbers_are_grouped(case: Case) -> Iterator[Fault]:
    if not case.turkish:
        return
    for place, text in case.texts:
        for match in _NUMBER.finditer(text):
            if not _is_exempt(text, match):
                yield fault(place, found=match[0][:40], expected=grouped(int(match[0][:18])))
        for match in _COMMA_GROUPS.finditer(text):
            if match[0].count(",") > 1:
                yield fault(place, found=match[0], expected=match[0].replace(",", "."))


@rule(
    "S2-ğ-11",
    Section.BODY,
    Severity.REJECT,
    tr="Kesirleri nokta ile değil virgül ile ayırın: “{found}” yerine “{expected}”.",
    en="Part decimals by a comma, not a point: “{expected}” instead of “{found}”.",
    bad=_body("Tutar 45.72 TL olarak hesaplanmıştır."),
    good=_body("Tutar 45,72 TL olarak saat 14.30’da, 01.09.2019 tarihinde hesaplanmıştır."),
)
def decimals_have_a_comma(case: Case) -> Iterator[Fault]:
    if not case.turkish:
        return
    for place, text in case.texts:
        for match in _POINT_DECIMAL.finditer(text):
            whole, fraction, unit = match[1], match[2], match[3]
            found, expected = f"{whole}.{fraction}", f"{whole},{fraction}"
            if unit:
                yield fault(place, found=found, expected=expected)
            elif not _is_time_or_place(text, match):
                yield warning(place, found=found, expected=expected)


@rule(
    "S2-ğ-12",
    Section.BODY,
    Severity.WARN,
    tr="“{found}” yerine “{expected}” yazın (TDK Yazım Kılavuzu).",
    en="Write “{expected}” instead of “{found}” (TDK spelling guide).",
    bad=_body("Herşey tamamlanmıştır."),
    open_to_institution=True,
)
def usual_misspellings_are_named(case: Case) -> Iterator[Fault]:
    if not case.turkish:
        return
    for place, text in case.texts:
        for word in _WORD.findall(text):
            expected = MISSPELT.get(lower(word))
            if expected is not None:
                yield fault(place, found=word, expected=expected)


@rule(
    "S2-ğ-13",
    Section.BODY,
    Severity.WARN,
    tr="Yabancı “{found}” sözcüğü yerine “{expected}” yazın ya da anlamını ayraç içinde verin.",
    en="Write “{expected}” instead of the foreign word “{found}”, or give its meaning in parentheses.",
    bad=_body("Toplantı online yapılacaktır."),
    good=_body("Toplantı online (çevrim içi) yapılacaktır."),
    open_to_institution=True,
)
def foreign_words_have_a_meaning(case: Case) -> Iterator[Fault]:
    if not case.turkish:
        return
    for place, text in case.paragraphs:
        for match in _WORD.finditer(text):
            word = lower(match[0])
            expected = FOREIGN_WORDS.get(word)
            known = word in case.settings.known_foreign_words or text[match.end() :].startswith(" (")
            if expected is not None and not known:
                yield fault(place, found=match[0], expected=expected)


@rule(
    "S2-ğ-16",
    Section.BODY,
    Severity.WARN,
    tr="“{found}” kısaltmasının ilk geçtiği yerde önce açık biçimini, sonra ayraç içinde kısaltmasını yazın.",
    en="Where “{found}” first occurs write the open form, then the abbreviation in parentheses.",
    bad=_body("Belgeler KEP ile gönderilmiştir."),
    good=_body("Belgeler Kayıtlı Elektronik Posta (KEP) ile gönderilmiştir; KEP adresi ekte, Ayşe IŞIK’tadır."),
    open_to_institution=True,
)
def abbreviations_are_opened_at_first_use(case: Case) -> Iterator[Fault]:
    if not case.turkish:
        return
    seen = set(case.settings.known_abbreviations)
    for place, text in case.paragraphs:
        if lower(text) == text:
            continue
        for match in _ABBREVIATION.finditer(text):
            word = match[0]
            if word in seen or _ROMAN.fullmatch(word) or _is_surname(text, match):
                continue
            seen.add(word)
            if not text[: match.start()].endswith("("):
                yield fault(place, found=word)


@rule(
    "N-13",
    Section.BODY,
    Severity.REJECT,
    tr="“{found}” karakteri belge yazı tipinde yoktur: silin ya da harfle yazın.",
    en="The character “{found}” is not in the typeface of letters: delete it or write it in letters.",
    bad=_body("Uygun görülmüştür 👍."),
    good=_body("Uygun görülmüştür: Ğ ğ İ ı Ş ş Ç ç Ö ö Ü ü Â â Î î Û û, 5 ₺, 10 €."),
    since=ALWAYS,
)
def characters_are_in_the_typeface(case: Case) -> Iterator[Fault]:
    for place, text in every_text(case.letter):
        found = next((letter for letter in text if letter > _LATIN_ENDS and not _is_drawable(letter)), None)
        if found is not None:
            yield fault(place, found=f"{found} U+{ord(found):04X}")


def _without_addresses(text: str) -> str:
    """The text with web and mail addresses as one letter each: their dots end no sentence."""
    if not any(mark in text for mark in _ADDRESS_MARKS):
        return text
    words = text.split(" ")
    return " ".join("x" if any(mark in word for mark in _ADDRESS_MARKS) else word for word in words)


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _LOOK_BACK) : match.start()]


def _around(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 12) : match.end() + 12]


def _are_number_words(words: str) -> bool:
    known = (
        "sıfır bir iki üç dört beş altı yedi sekiz dokuz on yirmi otuz kırk elli altmış yetmiş seksen doksan yüz bin"
    )
    rest = words.replace(" ", "")
    for word in sorted([*known.split(), "milyon", "milyar", "trilyon"], key=len, reverse=True):
        rest = rest.replace(word, "")
    return not rest


def _is_exempt(text: str, match: re.Match[str]) -> bool:
    """Years, numbers of laws and documents, codes, phones, identity numbers."""
    digits = match[0]
    if len(digits) == 4 and _EARLIEST_YEAR <= int(digits) <= _LATEST_YEAR:
        return True
    named = _AFTER_NUMBER.match(text, match.end()) or _BEFORE_NUMBER.search(_before(text, match))
    return digits.startswith("0") or len(digits) in {8, 10, 11} or bool(named)


def _is_time_or_place(text: str, match: re.Match[str]) -> bool:
    """``14.30``, ``madde 4.2``, ``2.1 sürümü``: numbers that are not decimals."""
    hour, minute = match[1][-3:], match[2][:4]
    clock = len(match[2]) == 2 and len(match[1]) < 3 and int(hour) < 24 and int(minute) < 60
    month = len(minute) == 4 and _EARLIEST_YEAR <= int(minute) <= _LATEST_YEAR
    before, after = search_key(_before(text, match)), search_key(text[match.end() : match.end() + _LOOK_BACK])
    named = before.endswith(_PLACES) or after.lstrip("’'uıüi").strip().startswith(_PLACES)
    return clock or month or named or len(hour) == 3


def _is_surname(text: str, match: re.Match[str]) -> bool:
    """A word in capitals after a name: ``Ayşe IŞIK``."""
    return bool(_NAME_BEFORE.search(_before(text, match))) and len(match[0]) > 3 and bool(_VOWEL.search(match[0]))


def _is_drawable(letter: str) -> bool:
    """Scripts and signs of the metric-compatible typefaces; the page itself has the last word."""
    category = unicodedata.category(letter)
    if category[0] in "LM":
        return category == "Mn" or unicodedata.name(letter, "").startswith(_SCRIPTS)
    return category[0] in "PSNZ" and (letter < "\u2300" or letter in "■□▪▫●○◦✓")


RULES: Final = (
    words_are_parted_by_one_space,
    punctuation_adjoins_the_letter_before,
    there_is_no_empty_paragraph,
    number_in_words_is_that_in_digits,
    long_numbers_are_grouped,
    decimals_have_a_comma,
    usual_misspellings_are_named,
    foreign_words_have_a_meaning,
    abbreviations_are_opened_at_first_use,
    characters_are_in_the_typeface,
)
