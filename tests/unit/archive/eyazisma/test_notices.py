"""Return notices: id and reason always, date, number and subject only when they could be read (S1-KEP-4)."""

import pytest

from archive.eyazisma import open_package, return_notice
from archive.eyazisma.catalogue.container import ZIP_BROKEN
from archive.eyazisma.catalogue.digests import HASHLER_ESIT_DEGIL
from testkit.packages import CORE_PART, DOCUMENT_ID, core, hand_made

CHANGED = (HASHLER_ESIT_DEGIL.at("/UstYazi/ustyazi.pdf"),)


def test_notice_of_a_readable_package_names_the_letter() -> None:
    notice = return_notice(open_package(hand_made().zip()), "kep-1", CHANGED)
    assert (notice.package_id, notice.date, notice.document_no, notice.subject) == (
        DOCUMENT_ID,
        "2026-11-20T10:30:00+03:00",
        "E-82223362-010.06.01-7",
        "Örnek yazı",
    )


def test_notice_of_an_unopened_encrypted_package_invents_nothing() -> None:
    made = hand_made()
    made.parts[CORE_PART] = core("RESMIYAZISMA/SIFRELI", id_="F49EE0CC-328B-49E7-B2C6-F450F043CB26")
    del made.parts["/Ustveri/Ustveri.xml"]
    notice = return_notice(open_package(made.zip()), "kep-1", CHANGED)
    assert (notice.package_id, notice.date, notice.document_no, notice.subject) == (
        "F49EE0CC-328B-49E7-B2C6-F450F043CB26",
        None,
        None,
        None,
    )


def test_notice_of_what_is_no_package_carries_the_name_it_came_under() -> None:
    notice = return_notice(None, "kep-1", (ZIP_BROKEN.at(),))
    assert (notice.package_id, "okunamadı" in notice.text_tr) == ("kep-1", True)


def test_notice_gives_the_reason_with_its_rule() -> None:
    assert "[EYP-43]" in return_notice(None, "kep-1", CHANGED).text_tr


@pytest.mark.parametrize(("name", "findings"), [("", CHANGED), (" ", CHANGED), ("kep-1", ())])
def test_notice_without_id_or_reason_is_impossible(name: str, findings: tuple[()]) -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        return_notice(None, name, findings)
