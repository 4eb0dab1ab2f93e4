"""The public sample packages of the official API and of a second producer, where they lie beside the project."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

from archive.eyazisma import Component, PackageKind, Recipient, check_digests, read_package, summary

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
NORMAL = "20250512142310.eyp"
ENCRYPTED = "20250512142310.eyps"
OTHER = "paketv2x.eyp"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample packages are not beside the project")


@pytest.mark.parametrize(
    ("name", "kind", "document_id"),
    [
        (NORMAL, PackageKind.NORMAL, "4F9E2E9B-F4E6-4428-8F99-2E0A0D1D42D9"),
        (ENCRYPTED, PackageKind.ENCRYPTED, "F49EE0CC-328B-49E7-B2C6-F450F043CB26"),
        (OTHER, PackageKind.NORMAL, "B586D8E7-ADE1-4B08-B2B8-57250B22F8DC"),
    ],
)
def test_sample_is_read(name: str, kind: PackageKind, document_id: str) -> None:
    with read_package(SAMPLES / name) as package:
        assert (package.kind, package.major, package.document_id) == (kind, 2, document_id)


@pytest.mark.parametrize("name", [NORMAL, OTHER])
def test_sample_digests_all_match(name: str) -> None:
    with read_package(SAMPLES / name) as package:
        verdicts = check_digests(package)
    assert [(each.references, each.findings) for each in verdicts] == [(4, ()), (6, ()), (10, ())]


def test_sample_metadata_has_the_known_digest() -> None:
    with read_package(SAMPLES / NORMAL) as package:
        data = package.read(Component.METADATA)
    assert data is not None
    assert base64.b64encode(hashlib.sha384(data).digest()).startswith(b"bTp2kf5nm69xub/TCyaeYSreChONB/KjW9Zq")


def test_sample_withheld_enclosure_is_known() -> None:
    with read_package(SAMPLES / NORMAL) as package:
        assert package.metadata is not None
        line = package.metadata.distributions[0]
    assert line.recipient is not None
    assert Recipient("24301050").is_(line.recipient)
    assert line.withheld == ("396A3897-7A62-4F76-B10A-828E7946D0CD",)


def test_sample_seven_digit_fraction_is_cut_to_microseconds() -> None:
    with read_package(SAMPLES / NORMAL) as package:
        assert package.date is not None
        instant = package.date.instant
    assert instant is not None
    assert instant.isoformat() == "2025-05-12T14:23:13.351520+03:00"


@pytest.mark.parametrize("name", [NORMAL, ENCRYPTED, OTHER])
def test_sample_summary_is_plain_json(name: str) -> None:
    with read_package(SAMPLES / name) as package:
        shown = json.loads(json.dumps(summary(package)))
    assert (shown["kind"], shown["problems"]) == (Path(name).suffix[1:], [])


def test_encrypted_sample_names_its_target() -> None:
    with read_package(SAMPLES / ENCRYPTED) as package:
        assert [Recipient("24301050").is_(target) for target in package.targets] == [True]
