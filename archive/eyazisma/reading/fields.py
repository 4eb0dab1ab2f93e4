"""Elements by local name, whatever their generation and prefix."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from archive.eyazisma.model import Identifier, Moment, Text
from archive.eyazisma.vocabulary import NAMESPACE_BASE, XSI

_NIL = f"{{{XSI}}}nil"


def local_name(element: etree._Element) -> str:
    """The name without namespace; empty for comments and the like, and for elements of other standards."""
    return "" if callable(element.tag) else _local_of_tag(str(element.tag))  # comments have a function for a tag


@lru_cache(maxsize=512)
def _local_of_tag(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    return name if namespace.startswith("{" + NAMESPACE_BASE) else ""


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Child elements called `name`."""
    return iter(()) if element is None else (child for child in element if local_name(child) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child called `name` that is not nil."""
    return next((each for each in children(element, name) if not is_nil(each)), None)


def is_nil(element: etree._Element) -> bool:
    """Whether `xsi:nil` takes the element back."""
    return element.get(_NIL, "").strip() in ("true", "1")


def string(element: etree._Element | None, name: str) -> str | None:
    """Text of the child, trimmed; None when absent, empty when present without text."""
    found = child(element, name)
    return None if found is None else own_text(found)


def own_text(element: etree._Element) -> str:
    """All text directly in `element`, trimmed."""
    return ((element.text or "") + "".join(each.tail or "" for each in element)).strip()


def text(element: etree._Element | None, name: str) -> Text | None:
    """Text with language of the child."""
    found = child(element, name)
    return None if found is None else Text(own_text(found), found.get("languageID"))


def identifier(element: etree._Element | None, name: str) -> Identifier | None:
    """Identifier with scheme of the child."""
    found = child(element, name)
    return None if found is None else Identifier(own_text(found), found.get("schemeID"))


def moment(element: etree._Element | None, name: str) -> Moment | None:
    """dateTime of the child, as written."""
    value = string(element, name)
    return None if value is None else Moment(value)


def boolean(value: str | None) -> bool | None:
    """xs:boolean; None when absent or not one."""
    return None if value is None else {"true": True, "1": True, "false": False, "0": False}.get(value.strip().lower())


def integer(value: str | None) -> int | None:
    """xs:int; None when absent or not one (and never a number of unbounded length)."""
    plain = "" if value is None else value.strip().removeprefix("+")
    digits = plain.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 10:
        return None
    return int(plain)
