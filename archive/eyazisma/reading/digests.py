"""Digest documents and core properties."""

import base64
import binascii

from lxml import etree

from archive.eyazisma.model import (
    CoreProperties,
    DigestDocument,
    DigestDocumentKind,
    DigestItem,
    DigestReference,
    Moment,
)
from archive.eyazisma.reading.fields import child, children, own_text, string
from archive.eyazisma.vocabulary import CORE_NAMESPACE, DUBLIN_CORE, DUBLIN_CORE_TERMS


def read_digest_document(root: etree._Element, kind: DigestDocumentKind, part: str) -> DigestDocument:
    """The list of digests in `root`."""
    return DigestDocument(kind, part, root.get("Id"), tuple(map(_reference, children(root, "Reference"))))


def _reference(element: etree._Element) -> DigestReference:
    items = tuple(map(_item, children(element, "DigestItem")))
    if not items and (child(element, "DigestMethod") is not None or child(element, "DigestValue") is not None):
        items = (_item(element),)  # 1.x writes its one digest directly
    uri = element.get("URI")
    return DigestReference(None if uri is None else uri.strip(), element.get("Type"), items)  # anyURI: space collapses


def _item(element: etree._Element) -> DigestItem:
    method = child(element, "DigestMethod")
    algorithm = None if method is None else (method.get("Algorithm") or "").strip() or None
    return DigestItem(algorithm, undone_base64(string(element, "DigestValue")), method is not None)


def undone_base64(text: str | None) -> bytes | None:
    """The bytes behind base64 with any white space; None when there is none."""
    try:
        return None if text is None else base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def read_core(root: etree._Element, part: str) -> CoreProperties:
    """The core properties in `root`, found by expanded name, in any order."""
    created = _property(root, DUBLIN_CORE_TERMS, "created")
    return CoreProperties(
        part=part,
        identifier=_property(root, DUBLIN_CORE, "identifier"),
        created=None if created is None else Moment(created),
        creator=_property(root, DUBLIN_CORE, "creator"),
        subject=_property(root, DUBLIN_CORE, "subject"),
        category=_property(root, CORE_NAMESPACE, "category"),
        content_type=_property(root, CORE_NAMESPACE, "contentType"),
        version=_property(root, CORE_NAMESPACE, "version"),
        revision=_property(root, CORE_NAMESPACE, "revision"),
    )


def _property(root: etree._Element, namespace: str, name: str) -> str | None:
    found = root.find(f"{{{namespace}}}{name}")
    return None if found is None else own_text(found)
