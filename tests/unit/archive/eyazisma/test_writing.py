"""Building: the stages and their order, what is frozen, what the check says of the result."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.eyazisma import (
    CheckOptions,
    Component,
    PackageReport,
    Recipient,
    check_package,
    open_package,
)
from archive.eyazisma.certificates import CertificateUseError
from archive.eyazisma.part_file_names import part_file_name, unique_names
from archive.eyazisma.writing import (
    NEXT_STEPS,
    FrozenPartError,
    MissingStepError,
    PackageBuilder,
    PackageBuildError,
    PackageDraft,
    SignatureMismatchError,
    Stage,
    build_specified,
    read_specification,
)
from testkit.building import EXAMPLES, NOW, built, built_bytes, institution_seals, person_signs

EXAMPLE_NAMES = sorted(path.name for path in EXAMPLES.glob("*.json"))
UNTRUSTED = {"SIGNATURE_INDETERMINATE", "LEVEL_TOO_LOW"}
CREATED = datetime(2026, 11, 20, 7, 30, 5, tzinfo=UTC)


def check(data: bytes, recipient: str | None = None) -> PackageReport:
    """A check as a strict reader makes it."""
    stated = None if recipient is None else Recipient(recipient)
    return check_package(data, CheckOptions(at=NOW, recipient=stated))


def grave(report: PackageReport) -> set[str]:
    """Names of fatal findings and errors, those that test certificates always bring left out."""
    return {f.type.name for f in report.findings if f.severity.value in "FE"} - UNTRUSTED


def specification(name: str = "full.json", **changes: object) -> dict[str, object]:
    data: dict[str, object] = json.loads((EXAMPLES / name).read_text("utf-8"))
    return data | changes


def draft() -> PackageDraft:
    return read_specification(specification(), EXAMPLES).draft


def to(stage: Stage) -> PackageBuilder:
    """A builder of the full example that has come to `stage`."""
    read = read_specification(specification(), EXAMPLES)
    builder = PackageBuilder(read.draft)
    assert read.final is not None
    final = read.final
    steps: list[tuple[Stage, Callable[[], object]]] = [
        (Stage.INITIALS_DIGESTED, builder.write_initials_digest),
        (Stage.INITIALLED, lambda: builder.add_initials(person_signs(part(builder, "ParafOzeti/ParafOzeti.xml")))),
        (Stage.PACKAGE_DIGESTED, builder.write_package_digest),
        (Stage.SIGNED, lambda: builder.add_signature(person_signs(part(builder, "PaketOzeti/PaketOzeti.xml")))),
        (Stage.FINAL_METADATA_WRITTEN, lambda: builder.write_final_metadata(final)),
        (Stage.CORE_WRITTEN, lambda: builder.write_core(CREATED)),
        (Stage.FINAL_DIGESTED, builder.write_final_digest),
        (Stage.SEALED, lambda: builder.add_seal(institution_seals(part(builder, "NihaiOzet/NihaiOzet.xml")))),
    ]
    for reached, step in steps:
        if reached <= stage:
            step()
    return builder


def part(builder: PackageBuilder, name: str) -> bytes:
    target = io.BytesIO()
    builder.write(target)
    return zipfile.ZipFile(target).read(name)


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_example_specification_builds_to_the_seal(name: str) -> None:
    assert built(name).stage is Stage.SEALED


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_built_package_has_no_fatal_finding_and_no_error(name: str) -> None:
    assert grave(check(built_bytes(name))) == set()


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_same_input_gives_the_same_list_to_sign(name: str) -> None:
    written = []
    for _ in range(2):
        target = io.BytesIO()
        build_specified(read_specification(specification(name), EXAMPLES)).write(target)
        written.append(target.getvalue())
    assert written[0] == written[1]


def test_same_input_and_signatures_give_the_same_bytes(tmp_path: Path) -> None:
    for each in EXAMPLES.glob("*.*"):
        (tmp_path / each.name).write_bytes(each.read_bytes())
    with open_package(built_bytes("simple.json")) as package:
        for component, name in ((Component.SIGNATURE, "imza.imz"), (Component.SEAL, "muhur.imz")):
            data = package.read(component)
            assert data is not None
            (tmp_path / name).write_bytes(data)
    again = []
    for _ in range(2):
        target = io.BytesIO()
        stated = specification("simple.json", signature="imza.imz", seal="muhur.imz")
        builder = build_specified(read_specification(stated, tmp_path))
        builder.write(target)
        again.append((builder.stage, target.getvalue()))
    assert again[0] == again[1]
    assert again[0][0] is Stage.SEALED


@pytest.mark.parametrize(
    ("signatures", "stage", "document"),
    [
        ({}, Stage.INITIALS_DIGESTED, "ParafOzeti/ParafOzeti.xml"),
        ({"initialler": person_signs}, Stage.PACKAGE_DIGESTED, "PaketOzeti/PaketOzeti.xml"),
        ({"initialler": person_signs, "signer": person_signs}, Stage.FINAL_DIGESTED, "NihaiOzet/NihaiOzet.xml"),
    ],
)
def test_build_without_a_signature_stops_where_it_is_needed(
    signatures: dict[str, Callable[[bytes], bytes]], stage: Stage, document: str
) -> None:
    builder = build_specified(read_specification(specification(), EXAMPLES), **signatures)
    assert (builder.stage, NEXT_STEPS[stage]) == (stage, document)


STEPS: list[tuple[str, Callable[[PackageBuilder], object], Stage, Stage]] = [
    ("draft", lambda b: b.replace_draft(draft()), Stage.DRAFT, Stage.INITIALS_DIGESTED),
    ("initials list", lambda b: b.write_initials_digest(), Stage.DRAFT, Stage.INITIALS_DIGESTED),
    ("initials", lambda b: b.add_initials(b""), Stage.INITIALS_DIGESTED, Stage.PACKAGE_DIGESTED),
    ("package list", lambda b: b.write_package_digest(), Stage.DRAFT, Stage.PACKAGE_DIGESTED),
    ("signature", lambda b: b.add_signature(b""), Stage.PACKAGE_DIGESTED, Stage.FINAL_DIGESTED),
    (
        "final metadata",
        lambda b: b.write_final_metadata(read_specification(specification(), EXAMPLES).final),  # type: ignore[arg-type]
        Stage.SIGNED,
        Stage.FINAL_DIGESTED,
    ),
    ("core", lambda b: b.write_core(CREATED), Stage.FINAL_METADATA_WRITTEN, Stage.FINAL_DIGESTED),
    ("final list", lambda b: b.write_final_digest(), Stage.CORE_WRITTEN, Stage.FINAL_DIGESTED),
]


@pytest.mark.parametrize(
    ("step", "stage"),
    [
        pytest.param(step, stage, id=f"{name} at {stage.name}")
        for name, step, _, frozen in STEPS
        for stage in Stage
        if stage >= frozen
    ],
)
def test_frozen_part_cannot_be_touched(step: Callable[[PackageBuilder], object], stage: Stage) -> None:
    builder = to(stage)
    with pytest.raises(FrozenPartError):
        step(builder)


@pytest.mark.parametrize(
    ("step", "stage"),
    [
        pytest.param(step, stage, id=f"{name} at {stage.name}")
        for name, step, needed, _ in [*STEPS, ("seal", lambda b: b.add_seal(b""), Stage.FINAL_DIGESTED, Stage.SEALED)]
        for stage in Stage
        if stage < needed
    ],
)
def test_step_is_refused_before_what_it_stands_on(step: Callable[[PackageBuilder], object], stage: Stage) -> None:
    builder = to(stage)
    with pytest.raises(MissingStepError):
        step(builder)


def test_reopening_throws_later_products_away() -> None:
    builder = to(Stage.SEALED)
    builder.reopen(Stage.DRAFT)
    target = io.BytesIO()
    builder.write(target)
    names = zipfile.ZipFile(target).namelist()
    assert [name for name in names if name.endswith(".imz") or "Ozet" in name] == []


def test_reopened_package_can_be_built_again() -> None:
    builder = to(Stage.SEALED)
    builder.reopen(Stage.PACKAGE_DIGESTED)
    builder.add_signature(person_signs(part(builder, "PaketOzeti/PaketOzeti.xml")))
    assert builder.stage is Stage.SIGNED


def test_more_initials_replace_the_file_before_the_next_list() -> None:
    builder = to(Stage.INITIALLED)
    builder.add_initials(person_signs(part(builder, "ParafOzeti/ParafOzeti.xml")))
    assert builder.stage is Stage.INITIALLED


@pytest.mark.parametrize("cms", [b"", b"\x01\x02\x03", person_signs(b"another list")])
def test_signature_over_something_else_is_not_taken(cms: bytes) -> None:
    with pytest.raises(SignatureMismatchError):
        to(Stage.PACKAGE_DIGESTED).add_signature(cms)


def test_seal_over_something_else_is_not_taken() -> None:
    with pytest.raises(SignatureMismatchError):
        to(Stage.FINAL_DIGESTED).add_seal(institution_seals(b"another list"))


def test_signature_that_does_not_verify_is_not_taken() -> None:
    builder = to(Stage.PACKAGE_DIGESTED)
    cms = person_signs(part(builder, "PaketOzeti/PaketOzeti.xml"))
    with pytest.raises(SignatureMismatchError):
        builder.add_signature(cms[:-1] + bytes([cms[-1] ^ 1]))


def test_institution_does_not_sign() -> None:
    builder = to(Stage.PACKAGE_DIGESTED)
    with pytest.raises(CertificateUseError):
        builder.add_signature(institution_seals(part(builder, "PaketOzeti/PaketOzeti.xml")))


def test_person_does_not_seal() -> None:
    builder = to(Stage.FINAL_DIGESTED)
    with pytest.raises(CertificateUseError):
        builder.add_seal(person_signs(part(builder, "NihaiOzet/NihaiOzet.xml")))


def test_draft_without_its_file_is_refused() -> None:
    with pytest.raises(PackageBuildError, match="enclosure"):
        PackageBuilder(replace(draft(), files={}))


def test_draft_with_a_restricted_grade_is_refused() -> None:
    with pytest.raises(PackageBuildError) as refused:
        PackageBuilder(read_specification(specification(grade="restricted_legacy"), EXAMPLES).draft)
    assert [finding.type.name for finding in refused.value.findings] == ["GRADE_RESTRICTED_NEW"]


def test_error_is_accepted_on_request_only() -> None:
    bad = specification(file_codes=[{"code": "1", "name": "x"}])
    with pytest.raises(PackageBuildError):
        PackageBuilder(read_specification(bad, EXAMPLES).draft)
    assert PackageBuilder(read_specification(bad, EXAMPLES).draft, accept_errors=True).stage is Stage.DRAFT


def test_ids_are_written_in_upper_case() -> None:
    builder = PackageBuilder(
        read_specification(
            specification("simple.json", document_id="0b4f6c1e-3a57-4e0b-9d4c-1f2a3b4c5d6e"), EXAMPLES
        ).draft
    )
    assert builder.metadata.document_id == "0B4F6C1E-3A57-4E0B-9D4C-1F2A3B4C5D6E"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Üst Yazı.pdf", "UstYazi.pdf"),
        ("ŞÖÇĞÜıİşöçğü.txt", "SOCGUiIsocgu.txt"),
        ("日本語.pdf", "dosya.pdf"),
        ("日本語", "dosya"),
        ("../../etc/passwd", "dosya.etcpasswd"),
        ("a\tb\u00a0c.txt", "abc.txt"),
        ("", "dosya"),
    ],
)
def test_part_name_is_plain_ascii_without_spaces(name: str, expected: str) -> None:
    assert part_file_name(name) == expected


def test_names_that_meet_are_numbered() -> None:
    assert unique_names(["a.txt", "A.TXT", "a.txt", "b"]) == ["a.txt", "A_2.TXT", "a_3.txt", "b"]


def test_refused_step_is_told_in_turkish_words() -> None:
    with pytest.raises(MissingStepError) as refused:
        to(Stage.DRAFT).write_final_digest()
    assert ("nihai özet" in refused.value.message_tr, "final digest" in refused.value.message_tr) == (True, False)
