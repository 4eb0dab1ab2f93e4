"""The JSON of a check is a contract: these keys, these words."""

import json
from datetime import UTC, datetime

from archive.eyazisma import CheckOptions, PackageReport, check_package
from archive.eyazisma.catalogue.components import FILE_NAME_UNUSUAL
from archive.eyazisma.catalogue.digests import HASHLER_ESIT_DEGIL
from archive.eyazisma.catalogue.parties import CITIZEN_NO_INVALID
from archive.eyazisma.catalogue.signatures import SIGNATURE_INDETERMINATE
from archive.eyazisma.findings import Finding
from testkit.packages import hand_made

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def report(*findings: Finding) -> PackageReport:
    return PackageReport("x.eyp", None, None, findings)


def test_report_has_the_promised_keys() -> None:
    shown = check_package(hand_made().zip(), CheckOptions(at=NOW, file_name="x.eyp")).as_json()
    assert list(shown) == [
        "file",
        "kind",
        "version",
        "verdict",
        "findings",
        "digests",
        "signatures",
        "metadata",
        "inner",
    ]


def test_report_is_plain_json() -> None:
    shown = check_package(hand_made().zip(), CheckOptions(at=NOW)).as_json()
    assert json.loads(json.dumps(shown)) == shown


def test_finding_has_the_promised_keys() -> None:
    findings = report(HASHLER_ESIT_DEGIL.at("/UstYazi/x.pdf", "sha512")).as_json()["findings"]
    assert findings == [
        {
            "code": 15,
            "name": "HASHLER_ESIT_DEGIL",
            "rule": "EYP-43",
            "guide": [],
            "severity": "F",
            "part": "/UstYazi/x.pdf",
            "message": "Parçanın özeti verilen değere eşit değil: parça değişmiş (sha512). "
            "Paket değişmiş veya eksik üretilmiş; göndericiden yeniden isteyin.",
            "message_en": "The digest of a part is not the one given: the part was changed (sha512). "
            "The package was changed or made incomplete; ask the sender for it again.",
        }
    ]


def test_lists_of_digests_are_named_as_the_standard_names_them() -> None:
    shown = check_package(hand_made().zip(), CheckOptions(at=NOW)).as_json()["digests"]
    assert isinstance(shown, list)
    assert [(each["document"], each["verdict"]) for each in shown] == [
        ("ParafOzeti", "passed"),
        ("PaketOzeti", "passed"),
        ("NihaiOzet", "passed"),
    ]


def test_something_fatal_fails() -> None:
    assert report(HASHLER_ESIT_DEGIL.at(), SIGNATURE_INDETERMINATE.at()).verdict == "failed"


def test_something_undecided_is_not_rounded_to_failed() -> None:
    assert report(SIGNATURE_INDETERMINATE.at(), CITIZEN_NO_INVALID.at()).verdict == "indeterminate"


def test_error_leaves_the_verdict_but_is_not_acceptable_by_itself() -> None:
    checked = report(CITIZEN_NO_INVALID.at())
    assert (checked.verdict, checked.acceptable) == ("passed", False)


def test_warning_is_acceptable() -> None:
    checked = report(FILE_NAME_UNUSUAL.at())
    assert (checked.verdict, checked.acceptable) == ("passed", True)
