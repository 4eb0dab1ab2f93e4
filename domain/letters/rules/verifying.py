"""Sections m and n: verification data and contact block."""

import math
import re
from collections.abc import Iterator
from typing import Final

from domain.letters.findings import Section, Severity
from domain.letters.kinds import LetterKind, Medium
from domain.letters.parts import Verification
from domain.letters.rules.rule import ALWAYS, Case, Fault, fault, rule

STATEMENT: Final = Verification("", "").statement
LEAST_BITS: Final = 80
_CODE: Final = re.compile(r"[0-9A-Z]+(?:-[0-9A-Z]+)*", re.ASCII)
_GUID: Final = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}", re.ASCII)
_GUID_BITS: Final = 122
_BITS: Final = math.log2(32)
"""Bits of a letter or digit when alphabets of 32 are used, as is usual."""
_LONG_ENOUGH: Final = 5
"""Digits of a registration number from which its presence in a code is no accident."""


@rule(
    "S2-m-1",
    Section.VERIFICATION,
    Severity.REJECT,
    tr="E-imzalı belgede doğrulama bölümünün ilk satırı aynen “{expected}” olmalı: ekleyin ya da düzeltin.",
    en="On an e-signed document the first line of the verification data is exactly “{expected}”: add or mend it.",
    bad={"verification": {"statement": "Bu belge e-imzalıdır."}},
)
def verification_has_its_statement(case: Case) -> Iterator[Fault]:
    letter = case.letter
    if letter.medium is not Medium.ELECTRONIC:
        return
    verification = letter.verification
    missing = verification is None and (case.signed or letter.document_no is not None)
    if missing or (verification is not None and verification.statement != STATEMENT):
        yield fault("verification", expected=STATEMENT)


@rule(
    "DV-2",
    Section.VERIFICATION,
    Severity.REJECT,
    tr="Doğrulama kodu en az {bits} bitlik (16 büyük harf ve rakam), sayıdan bağımsız bir kod olmalı; "
    "“{found}” uygun değil.",
    en="A verification code has at least {bits} bits (16 capitals and digits) and nothing of the number; "
    "“{found}” will not do.",
    bad={"verification": {"code": "4752", "address": "https://dogrulama.ornek.gov.tr/b/4752"}},
    good={
        "verification": {
            "code": "5D1B7C90-62F4-4A3E-8B1D-7E9F0A1B2C3D",
            "address": "https://dogrulama.ornek.gov.tr/b/5D1B7C90-62F4-4A3E-8B1D-7E9F0A1B2C3D",
        }
    },
    since=ALWAYS,
)
def verification_code_cannot_be_guessed(case: Case) -> Iterator[Fault]:
    verification = case.letter.verification
    if verification is None:
        return
    code = verification.code
    bits = float(_GUID_BITS) if _GUID.fullmatch(code) else _BITS * len(code.replace("-", ""))
    sound = _GUID.fullmatch(code) or _CODE.fullmatch(code)
    number = (case.letter.document_no or "").rpartition("-")[2].partition("/")[0]
    tells = len(number) >= _LONG_ENOUGH and number in code.replace("-", "")
    if not sound or bits < LEAST_BITS or tells:
        yield fault("verification.code", bits=LEAST_BITS, found=code[:60])


@rule(
    "DV-3",
    Section.VERIFICATION,
    Severity.REJECT,
    tr="Karekodun adresi https ile başlamalı ve doğrulama kodunu ({code}) aynen içermeli.",
    en="The address of the karekod begins with https and holds the verification code ({code}) as it is.",
    bad={"verification": {"address": "https://dogrulama.ornek.gov.tr/b/BASKA-KOD"}},
    since=ALWAYS,
)
def karekod_holds_the_code(case: Case) -> Iterator[Fault]:
    verification = case.letter.verification
    if verification is None:
        return
    address = verification.address
    printable = address.isascii() and address.isprintable() and " " not in address
    if not address.startswith("https://") or verification.code not in address or not printable:
        yield fault("verification.address", code=verification.code[:60])


@rule(
    "S2-n-1",
    Section.CONTACT,
    Severity.WARN,
    tr="İletişim bilgilerinde {missing_tr} yok: ekleyin.",
    en="The contact block lacks {missing_en}: add it.",
    bad={"contact": {"kep_address": None}},
)
def contact_block_says_where_the_sender_is(case: Case) -> Iterator[Fault]:
    contact = case.letter.contact
    if contact is None:
        if case.letter.kind is not LetterKind.MINUTES:
            yield fault("contact", missing_tr="hiçbir bilgi", missing_en="everything")
        return
    wanted = (
        ("address", "adres", "the address"),
        ("postal_code", "posta kodu", "the postal code"),
        ("telephone", "telefon", "the telephone"),
        ("email", "e-posta", "the e-mail address"),
        ("kep_address", "KEP adresi", "the KEP address"),
        ("web_address", "internet adresi", "the web address"),
    )
    for name, missing_tr, missing_en in wanted:
        if not getattr(contact, name):
            yield fault(f"contact.{name}", missing_tr=missing_tr, missing_en=missing_en)


@rule(
    "S2-n-2",
    Section.CONTACT,
    Severity.WARN,
    tr="İletişim bilgilerinin sağına bilgi alınacak kişinin adını, unvanını ve telefonunu yazın.",
    en="Name the person to ask on the right of the contact block, with title and telephone.",
    bad={"contact": {"person": None}},
)
def contact_block_says_whom_to_ask(case: Case) -> Iterator[Fault]:
    contact = case.letter.contact
    if contact is not None and (contact.person is None or not contact.person.telephone):
        yield fault("contact.person")


@rule(
    "CF-6",
    Section.CONTACT,
    Severity.REJECT,
    tr="İletişim bilgilerini kurumun seçtiği gibi {expected_tr} gösterin.",
    en="Show the contact block {expected_en}, as the institution has chosen.",
    bad={"layout": {"contact_pages": "last"}},
    open_to_institution=True,
)
def contact_block_stands_where_the_setting_says(case: Case) -> Iterator[Fault]:
    expected = case.settings.contact_pages
    if case.letter.layout.contact_pages is not expected:
        words = {"all": ("her sayfada", "on each page"), "last": ("son sayfada", "on the last page")}
        expected_tr, expected_en = words[expected.value]
        yield fault("layout.contact_pages", expected_tr=expected_tr, expected_en=expected_en)


RULES: Final = (
    verification_has_its_statement,
    verification_code_cannot_be_guessed,
    karekod_holds_the_code,
    contact_block_says_where_the_sender_is,
    contact_block_says_whom_to_ask,
    contact_block_stands_where_the_setting_says,
)
