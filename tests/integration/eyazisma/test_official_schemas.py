"""Our schema of the format held against the official one: same verdict on samples and on thousands of broken copies."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from archive.eyazisma import Component, open_package
from archive.eyazisma.schema import check_structure
from testkit.official_schemas import FOLDER, REASON, accepts
from testkit.packages import FINAL_METADATA, METADATA, hand_made

SAMPLES = FOLDER.parent / "samples"
SCHEMAS = {
    Component.METADATA: "Ustveri",
    Component.FINAL_METADATA: "NihaiUstveri",
    Component.INITIALS_DIGEST: "ParafOzeti",
    Component.PACKAGE_DIGEST: "PaketOzeti",
    Component.FINAL_DIGEST: "NihaiOzet",
    Component.TARGETS: "BelgeHedef",
    Component.ENCRYPTION_INFO: "Tipler",
    Component.UPDATE_INFO: "Tipler",
}
UPDATE = """<GuncellemeBilgisi xmlns="urn:dpt:eyazisma:schema:xsd:Tipler-2"><Guncellemeler>
<GuncellemeTuru>GuvenlikKodu</GuncellemeTuru><GuvenlikKoduDegisiklikBilgisi><YeniGizlilikDerecesi>YOK</YeniGizlilikDerecesi>
<DegistirmeTarihi>2026-01-01T00:00:00+03:00</DegistirmeTarihi><Aciklama>a</Aciklama>
<KomisyonKarariBelgeNo>1</KomisyonKarariBelgeNo><KomisyonKarariBelgeId>2</KomisyonKarariBelgeId>
</GuvenlikKoduDegisiklikBilgisi></Guncellemeler></GuncellemeBilgisi>"""

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=REASON)


def documents() -> list[tuple[Component, bytes]]:
    """Real and hand-made documents of every kind."""
    made = hand_made()
    found = [
        (Component.METADATA, METADATA.encode()),
        (Component.FINAL_METADATA, FINAL_METADATA.encode()),
        (Component.FINAL_DIGEST, made.parts["/NihaiOzet/NihaiOzet.xml"]),
        (Component.UPDATE_INFO, UPDATE.encode()),
    ]
    for path in sorted(SAMPLES.glob("2*.eyp*")):
        with open_package(path) as package:
            read = ((component, package.read(component)) for component in SCHEMAS)
            found += [(component, data) for component, data in read if data is not None]
    return found


def broken_copies(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Copies with one element dropped, doubled, moved, renamed, emptied or given text, attribute or namespace."""
    for number, original in enumerate(root.iter(etree.Element)):
        if original is root:
            continue
        for act in ("drop", "double", "last", "rename", "empty", "text", "attribute", "namespace", "child"):
            fresh = copy.deepcopy(root)
            element = list(fresh.iter(etree.Element))[number]
            change(element, act)
            yield f"{act} {etree.QName(original).localname} {number}", fresh


def change(element: etree._Element, act: str) -> None:
    """Break one element."""
    parent = element.getparent()
    assert parent is not None
    match act:
        case "drop":
            parent.remove(element)
        case "double":
            element.addnext(copy.deepcopy(element))
        case "last":
            parent.append(element)
        case "rename":
            element.tag = f"{{{etree.QName(element).namespace}}}Baska"
        case "empty":
            for child in list(element):
                element.remove(child)
            element.text = None
        case "text":
            element.text = "x y"
        case "attribute":
            element.set("baska", "1")
        case "namespace":
            element.tag = f"{{urn:other}}{etree.QName(element).localname}"
        case _:
            etree.SubElement(element, f"{{{etree.QName(element).namespace}}}Baska")


@pytest.mark.parametrize(("component", "data"), documents() if FOLDER.is_dir() else [])
def test_sound_document_is_accepted_by_both(component: Component, data: bytes) -> None:
    root = etree.fromstring(data)
    assert (accepts(SCHEMAS[component], root), check_structure(root, component, 2)) == (True, ())


@pytest.mark.parametrize(("component", "data"), documents() if FOLDER.is_dir() else [])
def test_broken_document_gets_the_same_verdict_from_both(component: Component, data: bytes) -> None:
    differ = [
        what
        for what, root in broken_copies(etree.fromstring(data))
        if accepts(SCHEMAS[component], root) == bool(check_structure(root, component, 2))
    ]
    assert differ == []


def test_official_schema_files_lie_untouched() -> None:
    assert b"^[1-9]" in (FOLDER / "EY-Tipler-2.xsd").read_bytes()
    assert Path(FOLDER / "Reference").is_dir()
