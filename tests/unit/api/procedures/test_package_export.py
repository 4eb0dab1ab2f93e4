"""A document of the ledger becomes its package: list by list, the same bytes each time, a copy for each recipient."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from api.procedures.package_export import (
    NoPackageOfDocumentError,
    NotARecipientError,
    PackageNotReadyError,
    SignedElsewhereError,
    SignersMissingError,
)
from api.procedures.package_letters import SignerNameUnknownError
from archive.eyazisma import CheckOptions, Component, PackageReport, Recipient, check_package, open_package
from archive.eyazisma.model import Institution
from archive.eyazisma.writing import SenderProfile, SpecificationError, Stage, read_sender_profile
from domain.documents import DraftDocument, Medium
from domain.signatures import RaiseSignature, SignatureLevel
from testkit.building import NOW, person_signs
from testkit.clock import START
from testkit.exporting import COMPANY, LETTER_BYTES, MINISTRY, ExportDesk
from testkit.ids import sequential_uuid7
from testkit.letters import DRAFT, LETTER
from testkit.people import DENIZ, ELIF, SYSTEM

UNTRUSTED = {"SIGNATURE_INDETERMINATE", "LEVEL_TOO_LOW"}
"""What certificates made for the test always bring."""


@pytest.fixture
def desk(tmp_path: Path) -> ExportDesk:
    return ExportDesk(tmp_path)


@pytest.fixture
def sealed(desk: ExportDesk) -> ExportDesk:
    return desk.initialled().signed().sealed()


def checked(package: bytes, recipient: str | None = None) -> PackageReport:
    return check_package(package, CheckOptions(at=NOW, recipient=Recipient(recipient) if recipient else None))


def grave(report: PackageReport) -> set[str]:
    return {found.type.name for found in report.findings if found.severity.value in "FE"} - UNTRUSTED


def copy_for(desk: ExportDesk, recipient: str) -> bytes:
    export = desk.export()
    target = io.BytesIO()
    export.copy_writer(export.build(LETTER), recipient)(target)
    return target.getvalue()


def test_sealed_document_gives_a_package_that_breaks_no_rule(sealed: ExportDesk) -> None:
    assert grave(checked(sealed.package())) == set()


def test_package_is_the_same_bytes_each_time(sealed: ExportDesk, tmp_path: Path) -> None:
    once = sealed.package()
    sealed.folder = tmp_path / "elsewhere"
    sealed.folder.mkdir()
    assert sealed.package() == once


def test_package_says_what_the_document_says(sealed: ExportDesk) -> None:
    metadata: Any = checked(sealed.package()).metadata
    shown = [metadata[name] for name in ("subject", "grade", "file_name")]
    recipients = [line["recipient"]["name"] for line in metadata["distributions"]]
    assert (shown, recipients) == (
        ["Personel Görevlendirmesi", "none", "Üst Yazı.pdf"],
        ["Adalet Bakanlığı (Personel Dairesi)", "Örnek A.Ş."],
    )


def test_package_has_number_date_and_signer_of_the_document(sealed: ExportDesk) -> None:
    with open_package(sealed.package()) as package:
        document, [signature] = sealed.story.document(LETTER), package.signatures
        assert package.document_id == str(LETTER).upper()
        assert package.document_no == document.document_no
        assert package.date is not None
        assert package.date.instant == START
        assert signature.signer is not None
        assert signature.signer.name.full == "Genel Müdür Elif Şen"


def test_letter_goes_in_byte_for_byte(sealed: ExportDesk) -> None:
    with open_package(sealed.package()) as package:
        assert package.read(Component.COVER_LETTER) == LETTER_BYTES


@pytest.mark.parametrize(
    ("steps", "stage"),
    [
        ((), Stage.PACKAGE_DIGESTED),
        (("initialled",), Stage.PACKAGE_DIGESTED),
        (("initialled", "signed"), Stage.FINAL_DIGESTED),
        (("initialled", "signed", "sealed"), Stage.SEALED),
    ],
)
def test_package_comes_as_far_as_the_recorded_signatures(
    desk: ExportDesk, steps: tuple[str, ...], stage: Stage
) -> None:
    for step in steps:
        getattr(desk, step)()
    assert desk.built().stage is stage


def test_electronic_initials_go_in_and_stay_out_of_the_copy_for_outside(desk: ExportDesk) -> None:
    desk.initialled(electronically=True).signed().sealed()
    whole, copy = desk.package(), copy_for(desk, MINISTRY)
    with open_package(whole) as package, open_package(copy) as outside:
        found = package.part(Component.INITIALS_SIGNATURE), outside.part(Component.INITIALS_SIGNATURE)
    assert found == ("/Paraflar/ParafImzaCades.imz", None)
    assert grave(checked(copy, MINISTRY)) == set()


def test_list_of_initials_is_handed_out_before_anybody_has_initialled(desk: ExportDesk) -> None:
    assert desk.built(initials=True).stage is Stage.INITIALS_DIGESTED


def test_copy_lacks_the_enclosure_withheld_from_its_recipient(sealed: ExportDesk) -> None:
    copies = {number: copy_for(sealed, number) for number in (MINISTRY, COMPANY)}
    held = {}
    for number, copy in copies.items():
        with open_package(copy) as package:
            held[number] = [file.part for file in package.enclosure_files]
    assert held == {MINISTRY: ["/Ekler/cizelge.csv"], COMPANY: []}
    assert grave(checked(copies[COMPANY], COMPANY)) == set()


def test_signature_raised_after_the_seal_stays_as_it_was_sealed(sealed: ExportDesk) -> None:
    before, document = sealed.package(), sealed.story.document(LETTER)
    facts = document.signatures[-1].signature
    raised = sealed.blobs.put(b"the same signature, raised")
    sealed.story.given(
        RaiseSignature(
            facts.signature_id, SignatureLevel.XL, facts.file.digest, raised.hex, 26, "tsa", START, test=True
        ),
        by=SYSTEM,
    )
    assert sealed.package() == before


def test_signature_over_another_list_is_told(desk: ExportDesk) -> None:
    desk.initialled().signed(person_signs(b"another list"))
    with pytest.raises(SignedElsewhereError, match="PaketOzeti"):
        desk.built()


def test_profile_changed_after_signing_is_told(desk: ExportDesk) -> None:
    desk.initialled().signed()
    desk.profile = replace(desk.profile, verification_address="https://other.example/dogrula")
    with pytest.raises(SignedElsewhereError):
        desk.built()


def test_one_file_must_hold_all_signers(tmp_path: Path) -> None:
    desk = ExportDesk(tmp_path, signers=(DENIZ, ELIF)).initialled().signed()
    with pytest.raises(SignersMissingError, match="2 people"):
        desk.built()


def test_name_of_a_signer_is_never_split(tmp_path: Path) -> None:
    profile = SenderProfile(Institution("67915368"))
    desk = ExportDesk(tmp_path, profile).initialled().signed()
    with pytest.raises(SignerNameUnknownError, match="Elif Şen"):
        desk.built()


def test_copy_before_the_seal_is_refused(desk: ExportDesk) -> None:
    desk.initialled().signed()
    with pytest.raises(PackageNotReadyError, match="seal"):
        copy_for(desk, MINISTRY)


def test_copy_for_a_stranger_is_refused(sealed: ExportDesk) -> None:
    with pytest.raises(NotARecipientError, match="11111111"):
        copy_for(sealed, "11111111")


def test_unknown_document_is_refused(desk: ExportDesk) -> None:
    with pytest.raises(NoPackageOfDocumentError):
        desk.export().build(UUID(int=7))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"medium": Medium.OUTAGE, "medium_ground": "kesinti"}, NoPackageOfDocumentError),
        ({"body": None}, PackageNotReadyError),
        ({}, PackageNotReadyError),
    ],
    ids=["on paper", "without a letter", "without a number"],
)
def test_document_that_has_no_package_is_refused(
    desk: ExportDesk, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    other: DraftDocument = replace(DRAFT, document_id=sequential_uuid7(99), **changes)
    desk.story.given(other)
    with pytest.raises(refusal):
        desk.export().build(other.document_id)


def test_example_of_a_sender_profile_is_understood() -> None:
    path = Path(__file__).resolve().parents[4] / "docs" / "examples" / "packages" / "senders" / "institution.json"
    profile = read_sender_profile(json.loads(path.read_text("utf-8")))
    assert (profile.creator.detsis_no, [*profile.signers]) == ("24301050", ["ayse.isik"])


def test_sender_profile_with_a_misspelt_key_is_refused_with_its_place() -> None:
    creator = {"kind": "institution", "detsis_no": "24301050"}
    with pytest.raises(SpecificationError, match="verification_adress"):
        read_sender_profile({"creator": creator, "verification_adress": "https://x.example"})
