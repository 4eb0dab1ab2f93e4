"""Signatures made by others under our additions: nothing but additions, and their own stamps hold as before."""

from dataclasses import replace
from pathlib import Path

import pytest

from archive.signatures import ArchiveForm, StampKind, check_signatures
from archive.signatures.renewing import _stamped_v2, _stamped_v3
from archive.signatures.reports import FileReport, IndexState
from archive.signatures.revocation_items import read_revocation
from archive.signatures.values import with_validation_data
from testkit.added_bytes import only_added
from testkit.long_lived import World
from timestamping.cms import oids, read_signed_data
from timestamping.der import replace as spliced
from timestamping.tsa import is_token

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors" / "cades"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/vectors is not beside the project")
CONTENT = {"cades-detached.pkcs7": b"Hello World", "cades-tstv2-detached.p7s": b"aaa"}
NAMES = sorted(path.name for path in FOLDER.iterdir()) if FOLDER.is_dir() else []


@pytest.fixture(scope="module")
def world() -> World:
    return World.make()


def judged(data: bytes, name: str, world: World) -> FileReport:
    return check_signatures(data, at=world.now, content=CONTENT.get(name), trust=world.pki.trust)


def imprints(report: FileReport) -> list[tuple[StampKind, bool | None]]:
    return [(stamp.kind, stamp.imprint) for item in report.signatures for stamp in item.timestamps]


def enlarged(data: bytes, world: World) -> bytes:
    chain = [world.pki.authority.certificate, world.pki.issuer.certificate]
    return with_validation_data(data, chain, read_revocation(world.lists()))


@pytest.mark.parametrize("name", NAMES)
def test_validation_data_is_only_added(world: World, name: str) -> None:
    data = (FOLDER / name).read_bytes()
    assert only_added(data, enlarged(data, world))


@pytest.mark.parametrize("name", NAMES)
def test_enlarging_a_stamp_only_adds_and_leaves_its_imprint(world: World, name: str) -> None:
    data = (FOLDER / name).read_bytes()
    before = imprints(judged(data, name, world))
    values = [
        value
        for signer in read_signed_data(data).signers
        for item in signer.unsigned_of(oids.SIGNATURE_TIME_STAMP)
        for value in item.values
        if is_token(value)
    ]
    for value in values[:1]:
        larger = spliced(value, enlarged(value.tlv, world))
        after = imprints(judged(larger, name, world))
        assert only_added(data, larger)
        kinds = (StampKind.SIGNATURE, StampKind.CONTENT)
        assert [item for item in after if item[0] in kinds] == [item for item in before if item[0] in kinds]


@pytest.mark.parametrize("name", NAMES)
def test_archive_stamp_v3_holds_upon_it_and_former_stamps_hold_as_before(world: World, name: str) -> None:
    data = (FOLDER / name).read_bytes()
    before = imprints(judged(data, name, world))
    stamped, _ = _stamped_v3(data, 0, world.means(), CONTENT.get(name))
    report = judged(stamped, name, world)
    ours = report.signatures[0].timestamps[-1]
    assert only_added(data, stamped)
    assert (ours.kind, ours.imprint, ours.index) == (StampKind.ARCHIVE_V3, True, IndexState.OK)
    after = imprints(report)
    after.remove((StampKind.ARCHIVE_V3, True))
    assert after == before


@pytest.mark.parametrize("name", [name for name in NAMES if "LTA" not in name and "ats" not in name.lower()])
def test_archive_stamp_v2_holds_upon_it(world: World, name: str) -> None:
    data = (FOLDER / name).read_bytes()
    means = replace(world.means(), archive_form=ArchiveForm.V2)
    stamped, _ = _stamped_v2(data, 0, means, CONTENT.get(name))
    ours = [item for item in judged(stamped, name, world).signatures[0].timestamps if item.test]
    assert only_added(data, stamped)
    assert [(item.kind, item.imprint) for item in ours] == [(StampKind.ARCHIVE_V2, True)]
