"""Evidence packages through the doors: exported by command and page, verified by command, on the official line."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from api.cli.main import main
from api.composition.evidence import EvidenceExport
from api.composition.services import Services
from archive.transfer import Profile
from domain.access import Read, viewed
from domain.events import Actor, Context, Origin
from testkit.json_shapes import differences
from testkit.lived_ledger import served
from testkit.official_line import OfficialLine
from testkit.started import Finished, Kutuk

pytestmark = pytest.mark.postgres

SIGNED = "{ documents(first: 50) { edges { node { id initials { order } signatures { signer } } } } }"
SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evidence")


@pytest.fixture(scope="module")
def exported(line: OfficialLine, folder: Path) -> tuple[Path, Finished]:
    """The package of the official line's document, and what the command said."""
    out = folder / "belge.kutuk.zip"
    return out, line.ledger.installation.run("evidence", "export", line.document, str(out), "--json")


@pytest.fixture(scope="module")
def services(line: OfficialLine) -> Iterator[Services]:
    with line.ledger.at(datetime.now(UTC)) as opened:
        yield opened


@pytest.fixture(scope="module")
def doors(services: Services) -> Iterator[Kutuk]:
    with served(services) as kutuk:
        yield kutuk


def schema_of(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def verified(package: Path, trust: Path, *words: str) -> Finished:
    """By the command's own entry point; tests/integration/transfer runs it in a bare environment of its own."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["evidence", "verify", str(package), "--trust", str(trust), "--json", *words])
    return Finished(code, out.getvalue(), err.getvalue())


def read_of(document: str, at: datetime) -> Read:
    """Somebody looks at the document."""
    context = Context(Actor("okur", "Okur", "Memur", "24301050"), Origin("web"), "okuma")
    return viewed(context, at, element_type="document", element_id=document, document_ids=(UUID(document),))


def trust_of(line: OfficialLine) -> Path:
    return line.ledger.settings.trust_folder


def test_export_says_what_was_written(line: OfficialLine, exported: tuple[Path, Finished]) -> None:
    out, done = exported
    said = done.json()
    assert (done.code, list(differences(said, schema_of("evidence-export")))) == (0, [])
    with zipfile.ZipFile(out) as package:
        positions = [json.loads(entry)["position"] for entry in package.read("events.jsonl").splitlines()]
        members = len(package.namelist())
    # Others may have read the document since its last day was sealed.
    provisional = sum(position > said["sealed_through"] for position in positions)
    assert (said["document"], said["provisional_events"], said["members"]) == (line.document, provisional, members)


def test_package_of_a_real_ledger_passes_and_its_test_stamps_are_told(
    line: OfficialLine, exported: tuple[Path, Finished]
) -> None:
    done = verified(exported[0], trust_of(line))
    report = done.json()
    assert (done.code, report["verdict"]) == (0, "passed"), done.out
    assert list(differences(report, schema_of("evidence-verify"))) == []
    assert (report["days"], report["sealed_days"], report["key_known"]) == (3, 3, True)
    assert "token-test" in {found["name"] for found in report["findings"]}


def test_every_sealed_day_brings_its_evidence_record(exported: tuple[Path, Finished]) -> None:
    names = zipfile.ZipFile(exported[0]).namelist()
    sealed = {name.rpartition("/")[0] for name in names if name.endswith("/token.tst")}
    assert sealed == {name.rpartition("/")[0] for name in names if name.endswith("/record.ers")}


def test_package_of_one_position_is_the_same_bytes_however_the_ledger_grew(
    line: OfficialLine, services: Services
) -> None:
    then, position = services.now(), services.book.head()[0]
    packages = []
    for _ in range(2):
        out = io.BytesIO()
        assert EvidenceExport(services)(UUID(line.document), Profile.INSIDE, then, out, upto=position)
        packages.append(out.getvalue())
        services.append_reads([read_of(line.document, then)])
    assert services.book.head()[0] > position
    assert packages[0] == packages[1]


def test_package_tells_of_reads_refusals_and_numbers(exported: tuple[Path, Finished]) -> None:
    lines = zipfile.ZipFile(exported[0]).read("events.jsonl").splitlines()
    topics = {json.loads(item)["topic"] for item in lines}
    assert {"ledger.opened", "document.filed", "access.viewed", "command.refused", "number.allocated"} <= topics


def test_history_of_a_document_is_exported_in_the_order_of_the_ledger(line: OfficialLine) -> None:
    done = line.ledger.installation.run("export", "document", line.document)
    topics = [item["topic"] for item in done.lines()]
    positions = [item["position"] for item in done.lines()]
    assert (done.code, positions) == (0, sorted(positions))
    assert topics[0] == "document.received"
    assert {"document.filed", "signature.attached"} <= set(topics)
    assert [found for item in done.lines() for found in differences(item, schema_of("event"))] == []


@pytest.mark.parametrize(("profile", "withheld"), [("inside", False), ("outside", True)])
def test_signed_letter_of_the_demo_keeps_its_signatures_and_outside_no_paraf(
    demo: Kutuk, folder: Path, profile: str, withheld: bool
) -> None:
    edges = demo.data_of(SIGNED, "huseyin.celik")["documents"]["edges"]
    document = next(edge["node"]["id"] for edge in edges if edge["node"]["initials"] and edge["node"]["signatures"])
    out = folder / f"demo-{profile}.kutuk.zip"
    done = demo.run("evidence", "export", document, str(out), "--profile", profile)
    assert done.code == 0, done.err
    report = verified(out, demo.data / "trust").json()
    assert report["verdict"] in ("passed", "indeterminate"), report["findings"]
    assert {item["intact"] for item in report["signatures"]} == {True}
    lines = [json.loads(item) for item in zipfile.ZipFile(out).read("events.jsonl").splitlines()]
    assert ("document.initialled" in {item.get("topic") for item in lines}) is not withheld
    assert ("initials" in {item.get("withheld") for item in lines}) is withheld


def test_changed_byte_of_the_document_is_named(
    line: OfficialLine, exported: tuple[Path, Finished], folder: Path
) -> None:
    with zipfile.ZipFile(exported[0]) as archive:
        info = max((item for item in archive.infolist() if item.filename.startswith("blobs/")), key=_size)
    data = bytearray(exported[0].read_bytes())
    data[info.header_offset + 30 + len(info.filename) + info.file_size // 2] ^= 1
    spoiled = folder / "bozuk.kutuk.zip"
    spoiled.write_bytes(data)
    done = verified(spoiled, trust_of(line))
    assert (done.code, done.json()["verdict"]) == (1, "failed")
    assert info.filename in {found["member"] for found in done.json()["findings"]}


def test_without_trust_and_key_nothing_is_decided(exported: tuple[Path, Finished], folder: Path) -> None:
    (folder / "empty").mkdir()
    done = verified(exported[0], folder / "empty")
    assert (done.code, done.json()["verdict"]) == (3, "indeterminate")


def test_input_that_cannot_be_read_is_bad_input(exported: tuple[Path, Finished], folder: Path) -> None:
    assert verified(folder / "absent.zip", folder).code == 2
    assert verified(exported[0], folder / "absent").code == 2
    (folder / "not.zip").write_bytes(b"%PDF-1.7")
    assert verified(folder / "not.zip", folder).code == 2
    done = verified(exported[0], folder, "--key", "no key at all")
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_existing_file_is_never_replaced(line: OfficialLine, exported: tuple[Path, Finished]) -> None:
    before = exported[0].read_bytes()
    done = line.ledger.installation.run("evidence", "export", line.document, str(exported[0]))
    assert (done.code, exported[0].read_bytes() == before) == (2, True)
    assert not list(exported[0].parent.glob(".*.part"))


def test_document_that_is_not_there_is_nothing(line: OfficialLine, folder: Path) -> None:
    out = folder / "yok.kutuk.zip"
    done = line.ledger.installation.run("evidence", "export", "00000000-0000-0000-0000-000000000005", str(out))
    assert (done.code, out.exists()) == (4, False)


def test_archivist_downloads_the_package_from_the_document_page(line: OfficialLine, doors: Kutuk, folder: Path) -> None:
    with doors.signed_in("huseyin.celik") as client:
        page = client.get(f"/belgeler/{line.document}").text
        assert f"/export/evidence/{line.document}.kutuk.zip" in page
        answer = client.get(f"/export/evidence/{line.document}.kutuk.zip", params={"profile": "outside"})
    assert answer.status_code == httpx.codes.OK
    assert answer.headers["content-disposition"] == f'attachment; filename="{line.document}.kutuk.zip"'
    out = folder / "indirilen.kutuk.zip"
    out.write_bytes(answer.content)
    report = verified(out, trust_of(line)).json()
    assert (report["verdict"], report["profile"]) == ("passed", "outside")
    assert report["withheld"] > 0


def test_download_is_recorded_before_it_is_handed_over(line: OfficialLine, doors: Kutuk) -> None:
    with doors.signed_in("huseyin.celik") as client:
        client.get(f"/export/evidence/{line.document}.kutuk.zip")
    with line.ledger.superuser() as superuser:
        query = "SELECT state FROM events WHERE topic = 'access.exported' ORDER BY notification_id DESC LIMIT 1"
        (row,) = superuser.execute(query).fetchall()
    payload = json.loads(row[0])["payload"]
    assert (payload["format"], payload["document_ids"]) == ("kutuk-evidence-1", [line.document])


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("ayse.isik", "{document}.kutuk.zip", 403),
        ("zeynep.sahin", "00000000-0000-0000-0000-000000000005.kutuk.zip", 404),
        ("zeynep.sahin", "{document}.kutuk.zip?profile=herkes", 400),
        ("zeynep.sahin", "{document}.kutuk.zip?hepsi=1", 400),
    ],
)
def test_download_is_refused(line: OfficialLine, doors: Kutuk, who: str, path: str, status: int) -> None:
    with doors.signed_in(who) as client:
        assert client.get(f"/export/evidence/{path.format(document=line.document)}").status_code == status


def test_registrar_sees_no_link(line: OfficialLine, doors: Kutuk) -> None:
    with doors.signed_in("ayse.isik") as client:
        assert "/export/evidence/" not in client.get(f"/belgeler/{line.document}").text


def _size(info: zipfile.ZipInfo) -> int:
    return info.file_size
