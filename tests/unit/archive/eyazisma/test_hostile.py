"""Hostile packages through the whole check: each gets a finding, in bounded time and memory, and never a traceback."""

import hashlib
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.eyazisma import CheckOptions, PackageReport, check_package, open_package, summary
from archive.eyazisma.findings import PackageRefused
from testkit.packages import BASE, METADATA, RELATIONS, HandMade, hand_made

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SECONDS, PEAK_BYTES = 10.0, 200 << 20
GOOD = hand_made().zip()


def check(data: bytes) -> PackageReport:
    return check_package(data, CheckOptions(at=NOW))


def names(data: bytes) -> set[str]:
    return {finding.type.name for finding in check(data).findings}


def with_metadata(text: str | bytes) -> bytes:
    made = hand_made()
    made.parts["/Ustveri/Ustveri.xml"] = text if isinstance(text, bytes) else text.encode()
    return made.zip()


def with_entry(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as target:
        target.writestr(name, data)
    return buffer.getvalue()


def with_relations(change: Callable[[HandMade], None]) -> bytes:
    made = hand_made()
    change(made)
    return made.zip()


def enclosures(count: int) -> str:
    many = "".join(
        f'<t:Ek><t:Id Value="{n:036}"/><t:Tur>FZK</t:Tur><t:SiraNo>{n}</t:SiraNo></t:Ek>' for n in range(count)
    )
    return METADATA.replace("<t:Ekler>", "<t:Ekler>" + many, 1)


def billion_laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l9;</x>'


def references(count: int) -> bytes:
    made = hand_made()
    one = '<p:Reference URI="/UstYazi/ustyazi.pdf" Type="x"/>'
    made.parts["/PaketOzeti/PaketOzeti.xml"] = made.parts["/PaketOzeti/PaketOzeti.xml"].replace(
        b"</PaketOzeti>", (one * count).encode() + b"</PaketOzeti>"
    )
    return made.zip()


def relationship_loop(made: HandMade) -> None:
    made.relations["/Ustveri/Ustveri.xml"] = [("l", RELATIONS + "ustveri", "Ustveri.xml")]
    made.relations["/_rels/.rels"] = [("l", RELATIONS + "ustveri", "../_rels/.rels")]


def encoded_climb(made: HandMade) -> None:
    made.relations["/"].append(("x", RELATIONS + "ustveri", "/%2e%2e/%2e%2e/etc/passwd"))


def many_relations(made: HandMade) -> None:
    made.relations["/"] += [(f"IdEk_{n}", RELATIONS + "ek", "/Ekler/Cizelge1.txt") for n in range(50_000)]


def many_relation_files(made: HandMade) -> None:
    filler = b"<Relationships>" + b" " * 5_000 + b"</Relationships>"
    made.parts |= {f"/x/_rels/{n}.xml.rels": filler for n in range(2_000)}


def withheld_by_all() -> str:
    """Nine hundred enclosures, and recipients who each lack all of them."""
    many = "".join(
        f'<t:Ek><t:Id Value="{n:036}"/><t:Tur>DED</t:Tur><t:SiraNo>{n}</t:SiraNo></t:Ek>' for n in range(900)
    )
    ids = "".join(f"<t:KonulmamisEk><t:EkId>{n:036}</t:EkId></t:KonulmamisEk>" for n in range(900))
    start, end = METADATA.index("<t:Dagitim>"), METADATA.index("</t:DagitimListesi>")
    line = (
        METADATA[start:end]
        .replace("NRM", "GNL")
        .replace("</t:Dagitim>", f"<t:KonulmamisEkListesi>{ids}</t:KonulmamisEkListesi></t:Dagitim>")
    )
    return METADATA.replace(METADATA[start:end], line * 20, 1).replace("<t:Ekler>", "<t:Ekler>" + many, 1)


HEX = "".join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(100_000))
"""6.4 MB that do not compress away."""

HOSTILE: dict[str, tuple[bytes, str]] = {
    "no zip": (b"hello", "ZIP_BROKEN"),
    "truncated": (GOOD[:-200], "ZIP_BROKEN"),
    "bomb": (with_entry("Ekler/bomb.bin", bytes(30 << 20)), "LIMIT_EXCEEDED"),
    "nested zip": (with_entry("Ekler/nested.zip", GOOD), "ENCLOSURE_UNRELATED"),
    "case collision": (with_entry("USTVERI/USTVERI.XML", b"x"), "ZIP_NAME_DUPLICATE"),
    "percent collision": (with_entry("Ustveri/%55stveri.xml", b"x"), "ZIP_NAME_DUPLICATE"),
    "absolute name": (with_entry("/etc/passwd", b"x"), "ZIP_NAME_UNSAFE"),
    "climbing name": (with_entry("../x", b"x"), "ZIP_NAME_UNSAFE"),
    "bad crc": (GOOD.replace(b"one, two, three"[:3], b"one", 1), "SIGNATURE_NOT_CMS"),
    "doctype": (with_metadata("<!DOCTYPE a><a/>"), "XML_BROKEN"),
    "outside entity": (with_metadata('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'), "XML_BROKEN"),
    "billion laughs": (with_metadata(billion_laughs()), "XML_BROKEN"),
    "deep xml": (with_metadata("<a>" * 200_000), "XML_BROKEN"),
    "100,000 enclosures": (with_metadata(enclosures(100_000)), "LIMIT_EXCEEDED"),
    "20,000 enclosures": (with_metadata(enclosures(20_000)), "LIMIT_EXCEEDED"),
    "1,900 enclosures": (with_metadata(enclosures(1_900)), "ORDER_INVALID"),
    "100,000 references": (references(100_000), "LIMIT_EXCEEDED"),
    "4,900 references": (references(4_900), "REFERENCE_REPEATED"),
    "huge text": (with_metadata(f"<a>{HEX}</a>"), "XML_ROOT_WRONG"),
    "huge attribute": (with_metadata(f'<a b="{HEX}"/>'), "XML_ROOT_WRONG"),
    "wrong encoding": (with_metadata(METADATA.encode("utf-16-le")), "XML_BROKEN"),
    "claimed encoding": (with_metadata('<?xml version="1.0" encoding="klingon"?><a/>'), "XML_BROKEN"),
    "nul bytes": (with_metadata(b"<a>\x00</a>"), "XML_BROKEN"),
    "binary": (with_metadata(bytes(range(256))), "XML_BROKEN"),
    "other vocabulary": (with_metadata("<html/>"), "XML_ROOT_WRONG"),
    "processing instructions": (
        with_metadata("<?x?>" * 1000 + f'<UstVeri xmlns="{BASE}Ustveri-2"><?y?></UstVeri>'),
        "FIELD_EMPTY",
    ),
    "relationship loop": (with_relations(relationship_loop), "RELATIONSHIP_SOURCE_WRONG"),
    "50,000 relationships": (with_relations(many_relations), "LIMIT_EXCEEDED"),
    "thousands of relationship files": (with_relations(many_relation_files), "LIMIT_EXCEEDED"),
    "withheld by everybody": (with_metadata(withheld_by_all()), "DUE_MISSING"),
    "encoded climb": (with_relations(encoded_climb), "RELATIONSHIP_INVALID"),
    "huge number": (with_metadata(METADATA.replace("<t:SiraNo>1", "<t:SiraNo>" + "9" * 100_000)), "ORDER_INVALID"),
}


@pytest.mark.parametrize("what", list(HOSTILE))
def test_hostile_package_gets_its_finding_in_bounded_time_and_memory(what: str) -> None:
    data, expected = HOSTILE[what]
    tracemalloc.start()
    begin = time.process_time()
    found = names(data)
    seconds, peak = time.process_time() - begin, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (expected in found, seconds < SECONDS, peak < PEAK_BYTES) == (True, True, True)


def test_detail_of_a_finding_is_short_and_printable() -> None:
    made = with_metadata(METADATA.replace("YOK", "\N{RIGHT-TO-LEFT OVERRIDE}" + "A" * 100_000))
    details = [finding.detail for finding in check(made).findings]
    assert max(map(len, details)) <= 201
    assert all(c.isprintable() for detail in details for c in detail)


PARTS = sorted(hand_made().entries())
FUZZ = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def survives(data: bytes) -> None:
    """The check makes a report that can be shown, whatever the bytes are."""
    report = check(data)
    assert report.as_json()["verdict"] in ("passed", "failed", "indeterminate")
    try:
        with open_package(data) as package:
            summary(package)
    except PackageRefused:
        assert report.verdict == "failed"


@FUZZ
@given(st.data())
def test_changed_bytes_of_the_file_never_raise(data: st.DataObject) -> None:
    file = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    survives(bytes(file[: data.draw(st.sampled_from([len(file), len(file), len(file) - 1, len(file) // 2]))]))


@FUZZ
@given(st.sampled_from(PARTS), st.data())
def test_changed_bytes_of_one_part_never_raise(name: str, data: st.DataObject) -> None:
    entries = hand_made().entries()
    part = bytearray(entries[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(part)))
        part[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=20))
    survives(zipped(entries | {name: bytes(part)}))


TEXTS = st.sampled_from(
    [
        "",
        " ",
        "0",
        "-1",
        "9" * 30,
        "YOK",
        "XXX",
        "true",
        "P1D",
        "2026-11-21T00:00:00",
        "24301050",
        "a",
        "\u0130",
        "%",
        "<b/>",
    ]
)


@FUZZ
@given(
    st.sampled_from(["/Ustveri/Ustveri.xml", "/NihaiUstveri/NihaiUstveri.xml", "/PaketOzeti/PaketOzeti.xml"]), st.data()
)
def test_changed_structure_never_raises(part: str, data: st.DataObject) -> None:
    made = hand_made()
    text = made.parts[part].decode()
    for _ in range(data.draw(st.integers(1, 5))):
        opens = [i for i, c in enumerate(text) if c == "<"]
        start = data.draw(st.sampled_from(opens))
        end = text.find(">", start) + 1
        act = data.draw(st.sampled_from(["drop", "double", "fill", "attribute"]))
        if act == "drop":
            text = text[:start] + text[end:]
        elif act == "double":
            text = text[:end] + text[start:end] + text[end:]
        elif act == "fill":
            text = text[:end] + data.draw(TEXTS) + text[end:]
        else:
            text = (
                text[: end - 1]
                + ' URI="'
                + data.draw(st.sampled_from(["", "/x", "%zz", "//", "/../.."]))
                + '">'
                + text[end:]
            )
    made.parts[part] = text.encode()
    survives(made.zip())


@FUZZ
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(PARTS)), min_size=1, max_size=4))
def test_parts_in_each_others_place_never_raise(swaps: list[tuple[str, str]]) -> None:
    entries = hand_made().entries()
    for one, other in swaps:
        entries[one], entries[other] = entries[other], entries[one]
    survives(zipped(entries))


@FUZZ
@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_missing_parts_never_raise(dropped: list[str]) -> None:
    survives(zipped({name: data for name, data in hand_made().entries().items() if name not in dropped}))


@FUZZ
@given(st.binary(max_size=400))
def test_any_bytes_never_raise(data: bytes) -> None:
    survives(data)


def zipped(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, data in entries.items():
            target.writestr(name, data)
    return buffer.getvalue()
