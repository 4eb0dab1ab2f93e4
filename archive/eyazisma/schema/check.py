"""Walking a document along the grammar."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from lxml import etree

from archive.eyazisma.model import Component
from archive.eyazisma.schema.forms import ATTRIBUTES, FORMS, NILLABLE, is_language
from archive.eyazisma.schema.grammar import ROOTS, ElementType, Field, element_type
from archive.eyazisma.vocabulary import XSI, namespace

MOST_VIOLATIONS = 50
"""Reported for one document: a hostile one must not be able to make an endless report."""

_XSI_ATTRIBUTES = frozenset(
    f"{{{XSI}}}{name}" for name in ("nil", "type", "schemaLocation", "noNamespaceSchemaLocation")
)


class ViolationKind(Enum):
    """How a document breaks the schema."""

    ROOT = "root"
    UNKNOWN = "unknown"
    ORDER = "order"
    REPEATED = "repeated"
    MISSING = "missing"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Violation:
    """One place that breaks the schema."""

    kind: ViolationKind
    path: str
    """Local names from the root down."""
    shown: str
    """What is there, or what should be."""
    form: str = ""
    """With `FORM`: which form the value does not have."""


def check_structure(root: etree._Element, component: Component, major: int) -> tuple[Violation, ...]:
    """Where the document of `component` breaks the schema of generation `major`; at most fifty places."""
    wanted = ROOTS[major].get(component)
    if wanted is None:
        return (Violation(ViolationKind.ROOT, _local(root), component.value),)
    if root.tag != f"{{{namespace(wanted.own, major)}}}{wanted.name}":
        return (Violation(ViolationKind.ROOT, _local(root), f"{{{namespace(wanted.own, major)}}}{wanted.name}"),)
    walk = _Walk(namespace(wanted.below, major), major)
    return tuple(islice(walk.complex(root, element_type(wanted.name, major), wanted.name), MOST_VIOLATIONS))


@dataclass(frozen=True, slots=True)
class _Walk:
    namespace: str
    major: int

    def complex(self, element: etree._Element, type_: ElementType, path: str) -> Iterator[Violation]:
        known = {each.name: each for each in type_.attributes}
        for name, value in _attributes(element):
            if name not in known:
                yield Violation(ViolationKind.ATTRIBUTE, f"{path}/@{_tail(name)}", "")
            elif not FORMS[known[name].form](value.strip()):
                yield Violation(ViolationKind.FORM, f"{path}/@{name}", value, known[name].form)
        for attribute in type_.attributes:
            if attribute.required and element.get(attribute.name) is None:
                yield Violation(ViolationKind.MISSING, f"{path}/@{attribute.name}", "")
        if not type_.mixed:
            yield from self._no_text(element, path)
        yield from self._sequence(element, type_.fields, path)

    def _sequence(self, element: etree._Element, fields: tuple[Field, ...], path: str) -> Iterator[Violation]:
        counts = [0] * len(fields)
        reached = 0
        for child in element.iterchildren(etree.Element):
            place = self._place(child, fields)
            if place is None:
                yield Violation(ViolationKind.UNKNOWN, f"{path}/{_local(child)}", _namespace(child))
                continue
            index, type_ = place
            counts[index] += 1
            if index < reached:
                yield Violation(ViolationKind.ORDER, f"{path}/{_local(child)}", "")
            reached = max(reached, index)
            yield from self._child(child, type_, f"{path}/{_local(child)}")
        for field, count in zip(fields, counts, strict=True):
            if count < field.least:
                yield Violation(ViolationKind.MISSING, f"{path}/{field.shown}", "")
            if field.most is not None and count > field.most:
                yield Violation(ViolationKind.REPEATED, f"{path}/{field.shown}", str(count))

    def _place(self, child: etree._Element, fields: tuple[Field, ...]) -> tuple[int, str] | None:
        name, own = _local(child), _namespace(child) == self.namespace
        for index, field in enumerate(fields):
            for alternative in field.alternatives:
                if (own and alternative.name == name) or (not own and alternative.name == "*" and _namespace(child)):
                    return index, alternative.type
        return None

    def _child(self, child: etree._Element, type_: str, path: str) -> Iterator[Violation]:
        if not type_:
            return
        if type_[0].isupper():
            yield from self.complex(child, element_type(type_, self.major), path)
        else:
            yield from self._simple(child, type_, path)

    def _simple(self, element: etree._Element, form: str, path: str) -> Iterator[Violation]:
        for name, value in _attributes(element):
            if name not in ATTRIBUTES.get(form, frozenset()):
                yield Violation(ViolationKind.ATTRIBUTE, f"{path}/@{_tail(name)}", "")
            elif name == "languageID" and not is_language(value.strip()):
                yield Violation(ViolationKind.FORM, f"{path}/@{name}", value, "language")
        for child in element.iterchildren(etree.Element):
            yield Violation(ViolationKind.UNKNOWN, f"{path}/{_local(child)}", "")
        nil = element.get(f"{{{XSI}}}nil", "").strip() in ("true", "1")
        if nil and (form in NILLABLE or self.major == 1):
            return
        value = "".join(map(str, element.itertext())).strip()
        if not FORMS[form](value):
            yield Violation(ViolationKind.FORM, path, value, form)

    def _no_text(self, element: etree._Element, path: str) -> Iterator[Violation]:
        pieces = [element.text or "", *(child.tail or "" for child in element)]
        if stray := "".join(pieces).strip():
            yield Violation(ViolationKind.TEXT, path, stray)


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Attributes that are the schema's business; those of XML Schema itself may stand anywhere."""
    pairs = ((str(name), str(value)) for name, value in element.attrib.items())
    return ((name, value) for name, value in pairs if name not in _XSI_ATTRIBUTES)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or ""


def _tail(name: str) -> str:
    return name.rsplit("}", 1)[-1]
