"""Names of people: kept in two parts, put together only to be shown (N-6)."""

from domain.turkish.casing import lower, nfc, title, upper
from domain.turkish.keys import sort_key


def full_name(given_names: str, surname: str) -> str:
    """First names with initial capitals, all of the surname in capitals: ``Ayşe YILMAZ KAYA`` (S2-h-2)."""
    return f"{nfc(given_names)} {upper(surname)}".strip()


def surname_first(given_names: str, surname: str) -> str:
    """As lists order people: ``YILMAZ KAYA, Ayşe``."""
    return f"{upper(surname)}, {nfc(given_names)}"


def initials_of(given_names: str, surname: str) -> str:
    """First letters with full stops: ``İbrahim Nur``, ``Işık`` → ``İ. N. I.``"""
    words = (word for part in (given_names, surname) for word in nfc(part).replace("-", " ").split())
    return " ".join(f"{upper(word[0])}." for word in words)


def name_order_key(given_names: str, surname: str) -> str:
    """Sort key for lists of people: surname first, then given names, in the order of the alphabet."""
    return sort_key(lower(surname)) + "\t" + sort_key(lower(given_names))


def has_name_casing(given_names: str) -> bool:
    """Whether given names have initial capitals and small letters after them."""
    return bool(given_names) and title(given_names) == nfc(given_names)
