"""Packages made from documents of the ledger hold XML that the official schemas accept."""

from pathlib import Path

import pytest
from lxml import etree

from archive.eyazisma import Component, open_package
from testkit.exporting import ExportDesk
from testkit.official_schemas import FOLDER, REASON, accepts

SCHEMAS = {
    Component.METADATA: "Ustveri",
    Component.FINAL_METADATA: "NihaiUstveri",
    Component.INITIALS_DIGEST: "ParafOzeti",
    Component.PACKAGE_DIGEST: "PaketOzeti",
    Component.FINAL_DIGEST: "NihaiOzet",
}

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=REASON)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    desk = ExportDesk(tmp_path_factory.mktemp("letters"))
    return desk.initialled(electronically=True).signed().sealed().package()


@pytest.mark.parametrize("component", SCHEMAS, ids=str)
def test_part_of_an_exported_package_fits_the_official_schema(package: bytes, component: Component) -> None:
    with open_package(package) as opened:
        data = opened.read(component)
    assert data is not None
    assert accepts(SCHEMAS[component], etree.fromstring(data))


def test_nothing_is_left_in_the_folder_but_the_files_that_were_packed(tmp_path: Path) -> None:
    desk = ExportDesk(tmp_path)
    desk.package()
    assert len(list(tmp_path.iterdir())) == 2
