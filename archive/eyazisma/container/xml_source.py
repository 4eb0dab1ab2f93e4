"""XML from a stranger: no DTD, no entities, no network, bounded size, depth and count."""

from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from archive.eyazisma.limits import ReadLimits


@dataclass(frozen=True, slots=True)
class XmlError(Exception):
    """The bytes are no XML that may be read; `reason` says why in few words, without content of the file."""

    reason: str


def parse_xml(data: bytes, limits: ReadLimits) -> etree._Element:
    """The root element of `data`. Raises `XmlError`; `data` itself is never changed."""
    if len(data) > limits.xml_bytes:
        raise XmlError(f"{len(data)} > {limits.xml_bytes} bytes")
    guard = _Guard(limits)
    parser = etree.XMLParser(
        target=cast(Any, guard),  # the stubs ask for more methods than lxml calls
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        parser.feed(data)
        root = parser.close()
    except (etree.XMLSyntaxError, XmlError, ValueError, LookupError):
        raise XmlError(guard.reason or "not well-formed") from None
    if not isinstance(root, etree._Element):
        raise XmlError("no element")
    return root


class _Guard:
    """Builds the tree and stops at the first thing the format never has.

    Counting while parsing bounds memory: a tree of small elements takes fifty times the bytes it came from.
    """

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._builder = etree.TreeBuilder()
        self._depth = 0
        self._count = 0
        self.reason = ""
        """Why the guard stopped; lxml does not let our own exception through."""

    def start(self, tag: str, attributes: dict[str, str], namespaces: dict[str | None, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > self._limits.xml_depth:
            self._stop(f"depth > {self._limits.xml_depth}")
        if self._count > self._limits.xml_elements:
            self._stop(f"elements > {self._limits.xml_elements}")
        self._builder.start(tag, cast(Any, attributes))

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(tag)

    def data(self, text: str) -> None:
        self._builder.data(text)

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        self._stop("DOCTYPE")

    def _stop(self, reason: str) -> None:
        self.reason = self.reason or reason
        raise XmlError(reason)

    def close(self) -> etree._Element:
        return self._builder.close()
