"""Every XML part we write is accepted by the official schemas."""

import io
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree

from archive.eyazisma import Component, Institution, LegalPerson, NaturalPerson, Party, open_package
from archive.eyazisma.encryption import EnvelopeOptions
from archive.eyazisma.model import GradeChange, Identifier, Moment, PersonName, Text
from archive.eyazisma.schema import check_structure
from archive.eyazisma.writing import UpdateBuilder, write_encrypted_package
from testkit.building import EXAMPLES, NOW, built_bytes, institution_seals
from testkit.certificates import Kind, made_certificate
from testkit.official_schemas import FOLDER, REASON, accepts, official_schema
from timestamping.cms import Certificate

CREATED = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
INSTITUTION = Institution("24301050", Text("Örnek", "tr"), unit_no="24301051")
PERSON = NaturalPerson(PersonName(Text("Ayşe", "tr"), Text("Yılmaz", "tr")), "10000000146")
COMPANY = LegalPerson(Identifier("0922003497008217", "MERSIS"))
ID = "AAAAAAAA-62F4-4A3E-8B1D-7E9F0A1B2C3D"
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

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=REASON)


def encrypted(targets: tuple[Party, ...]) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = Certificate(made_certificate(key, Kind.ENCRYPTION))
    plain, target = built_bytes("simple.json"), io.BytesIO()
    with open_package(plain) as opened:
        write_encrypted_package(
            plain,
            opened,
            target,
            certificates=[certificate],
            targets=targets,
            id_=ID,
            content_id=ID,
            now=NOW,
            creator=INSTITUTION,
            envelope=EnvelopeOptions(),
        )
    return target.getvalue()


def update() -> bytes:
    plain, target = built_bytes("simple.json"), io.BytesIO()
    change = GradeChange("GuvenlikKodu", "YOK", Moment("2026-11-21T09:00:00+03:00"), "neden", "2026/14", ID)
    with open_package(plain) as opened:
        builder = UpdateBuilder(plain, opened, change, id_=ID, creator=INSTITUTION, created=CREATED)
    builder.add_seal(institution_seals(builder.final_digest))
    builder.write(target)
    return target.getvalue()


def packages() -> dict[str, bytes]:
    """One package of every kind, by what it is."""
    if not FOLDER.is_dir():
        return {}
    made = {path.name: built_bytes(path.name) for path in sorted(EXAMPLES.glob("*.json"))}
    return made | {"update": update(), "encrypted": encrypted((INSTITUTION, PERSON, COMPANY))}


PACKAGES = packages()
PARTS = [
    pytest.param(component, data, id=f"{name} {component.value}")
    for name, package in PACKAGES.items()
    for component in SCHEMAS
    if (data := open_package(package).read(component)) is not None
]


@pytest.mark.parametrize(("component", "data"), PARTS)
def test_written_part_is_accepted(component: Component, data: bytes) -> None:
    root = etree.fromstring(data)
    assert accepts(SCHEMAS[component], root), official_schema(SCHEMAS[component]).error_log


@pytest.mark.parametrize(("component", "data"), PARTS)
def test_written_part_keeps_our_own_schema(component: Component, data: bytes) -> None:
    assert check_structure(etree.fromstring(data), component, 2) == ()


def test_every_component_that_can_be_written_is_tried() -> None:
    tried = {param.values[0] for param in PARTS}
    assert tried == set(SCHEMAS)
