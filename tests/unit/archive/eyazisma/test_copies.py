"""Copies for one recipient: what is left out, what must not change."""

import io

from archive.eyazisma import (
    CheckOptions,
    Component,
    PackageReport,
    Recipient,
    check_digests,
    check_package,
    open_package,
)
from archive.eyazisma.writing import write_recipient_copy
from testkit.building import NOW, built_bytes

UNTRUSTED = {"SIGNATURE_INDETERMINATE", "LEVEL_TOO_LOW"}


def check(data: bytes, recipient: str | None = None) -> PackageReport:
    """A check as a strict reader makes it."""
    stated = None if recipient is None else Recipient(recipient)
    return check_package(data, CheckOptions(at=NOW, recipient=stated))


def grave(report: PackageReport) -> set[str]:
    """Names of fatal findings and errors, those that test certificates always bring left out."""
    return {f.type.name for f in report.findings if f.severity.value in "FE"} - UNTRUSTED


def test_recipient_copy_leaves_out_what_is_withheld() -> None:
    target = io.BytesIO()
    with open_package(built_bytes("full.json")) as package:
        left_out = write_recipient_copy(package, target, recipient=Recipient("0922003497008217"), outside=False)
    assert left_out == ("/Ekler/Cizelge(guncel).csv",)


def test_recipient_copy_is_sound_for_its_recipient() -> None:
    target = io.BytesIO()
    with open_package(built_bytes("full.json")) as package:
        write_recipient_copy(package, target, recipient=Recipient("0922003497008217"), outside=True)
    assert grave(check(target.getvalue(), "0922003497008217")) == set()


def test_recipient_copy_is_broken_for_another_recipient() -> None:
    target = io.BytesIO()
    with open_package(built_bytes("full.json")) as package:
        write_recipient_copy(package, target, recipient=Recipient("0922003497008217"), outside=False)
    assert "PAKET_BILESENI_ALINAMADI" in grave(check(target.getvalue(), "24322010"))


def test_copy_for_outside_has_no_initials() -> None:
    target = io.BytesIO()
    with open_package(built_bytes("full.json")) as package:
        write_recipient_copy(package, target, recipient=None, outside=True)
    with open_package(target.getvalue()) as copy:
        codes = {f.type.code for verdict in check_digests(copy) for f in verdict.findings}
        assert (copy.part(Component.INITIALS_SIGNATURE), codes) == (None, {32})


def test_copy_keeps_the_bytes_of_every_other_part() -> None:
    target = io.BytesIO()
    with open_package(built_bytes("full.json")) as package:
        write_recipient_copy(package, target, recipient=None, outside=True)
        with open_package(target.getvalue()) as copy:
            differ = [n for n in copy.opc.names() if b"".join(copy.chunks(n)) != b"".join(package.chunks(n))]
    assert differ == []
