"""Numbers as Turkish letters write them: ``1.452``, ``45,72``, ``bin dört yüz elli iki`` (S2-ğ-10, S2-ğ-11, N-9)."""

import re
from decimal import Decimal
from typing import Final

LARGEST_IN_WORDS: Final = 10**21 - 1
"""Numbers beyond have no name here."""

_FORM: Final = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:\.\d{3})*)(?:,\d+)?", re.ASCII)
_ONES: Final = ("", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz")
_TENS: Final = ("", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan")
_SCALES: Final = ("", "bin", "milyon", "milyar", "trilyon", "katrilyon", "kentilyon")


def grouped(number: int | Decimal) -> str:
    """Groups of three with dots, decimals after a comma, no digit lost or added: ``10.545,72``.

    Raises ValueError for what is not a finite number.
    """
    if isinstance(number, Decimal):
        if not number.is_finite():
            raise ValueError("only finite numbers can be written")
        whole, _, fraction = f"{abs(number):f}".partition(".")
    else:
        whole, fraction = str(abs(number)), ""
    text = f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")
    return f"-{text}" if number < 0 else text


def parse_number(text: str) -> Decimal:
    """The number that `grouped` writes so. Raises ValueError for every other form (``1452``, ``1,452.00``)."""
    if not _FORM.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no number such as 1.452 or 45,72")
    return Decimal(text.replace(".", "").replace(",", "."))


def number_in_words(number: int) -> str:
    """A whole number in words, written apart: 1452 → ``bin dört yüz elli iki``.

    Raises ValueError beyond `LARGEST_IN_WORDS`.
    """
    if abs(number) > LARGEST_IN_WORDS:
        raise ValueError(f"numbers have names up to {LARGEST_IN_WORDS}")
    if number == 0:
        return "sıfır"
    words: list[str] = []
    rest, scale = abs(number), 0
    while rest:
        rest, group = divmod(rest, 1000)
        if group:
            words[:0] = _group(group, scale)
        scale += 1
    return " ".join(["eksi", *words] if number < 0 else words)


def _group(group: int, scale: int) -> list[str]:
    """Words of three digits and their scale; one thousand is ``bin``, never ``bir bin``."""
    if scale == 1 and group == 1:
        return ["bin"]
    hundreds, rest = divmod(group, 100)
    words = [_ONES[hundreds]] if hundreds > 1 else []
    words += ["yüz"] if hundreds else []
    words += [_TENS[rest // 10], _ONES[rest % 10], _SCALES[scale]]
    return [word for word in words if word]
