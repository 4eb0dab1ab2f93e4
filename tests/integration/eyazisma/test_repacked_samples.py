"""The public samples packed anew by other tools say the same: what is in a zip does not depend on who zipped it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.eyazisma import CheckOptions, PackageReport, Recipient, check_package
from testkit.raw_zips import WAYS, RawZip, entries_of

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
NAMES = ["20250512142310.eyp", "20250512142310.eyps", "paketv2x.eyp"]
NOW = datetime(2026, 11, 21, tzinfo=UTC)
OPTIONS = CheckOptions(at=NOW, recipient=Recipient("24301050"))

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample packages are not beside the project")


def said(report: PackageReport) -> tuple[object, ...]:
    return report.kind, report.version, report.verdict, report.findings, report.metadata


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


@pytest.mark.parametrize("way", WAYS.values(), ids=list(WAYS))
@pytest.mark.parametrize("name", NAMES)
def test_sample_packed_another_way_says_the_same(name: str, way: RawZip) -> None:
    data = sample(name)
    repacked = way.write(entries_of(data))
    assert repacked != data
    assert said(check_package(repacked, OPTIONS)) == said(check_package(data, OPTIONS))


@pytest.mark.parametrize("change", [str.upper, str.lower], ids=["upper case", "lower case"])
def test_letters_of_entry_names_do_not_count(change: object) -> None:
    """Part names are compared without ASCII case; the check notes the unusual place and nothing more."""
    data = sample(NAMES[0])
    assert callable(change)
    entries = [(name if name.startswith("[") else change(name), content) for name, content in entries_of(data)]
    old, new = (check_package(each, OPTIONS) for each in (data, RawZip().write(entries)))
    assert {found.type.name for found in new.findings} - {found.type.name for found in old.findings} == {
        "PART_URI_VARIANT"
    }


@pytest.mark.parametrize(
    ("method", "tool"), [(9, "deflate64"), (12, "bzip2"), (14, "lzma"), (93, "zstandard"), (99, "AES")]
)
def test_compression_that_the_format_does_not_know_is_refused_by_name(method: int, tool: str) -> None:
    report = check_package(RawZip(method=method).write(entries_of(sample(NAMES[0]))), OPTIONS)
    assert [(found.type.name, found.detail.endswith(f": {method}")) for found in report.findings] == [
        ("ZIP_METHOD", True)
    ]
