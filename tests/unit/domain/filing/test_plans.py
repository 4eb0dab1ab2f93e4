"""File codes have a pattern, and only leaves of the plan are chosen (T-4, T-5)."""

import pytest

from domain.filing import (
    SAMPLE_PLAN,
    FileCode,
    FileCodeFormatError,
    FileCodeNotLeafError,
    FileCodeUnknownError,
    plan_of,
)

PLAN = plan_of("v1", [("903", "Personel", 10, "A"), ("903.07", "Görev", 10, "A"), ("903.07.02", "Yurt İçi", 5, "A")])


@pytest.mark.parametrize("code", ["010", "903.07.02", "612.01.03", "903.01.02.03"])
def test_file_code_in_the_pattern_is_accepted(code: str) -> None:
    assert FileCode(code) == code


@pytest.mark.parametrize("code", ["903.7", "903.07.02.01.05", "90", "903.", "903,07", "٩٠٣", "903.07 "])
def test_file_code_off_the_pattern_is_refused(code: str) -> None:
    with pytest.raises(FileCodeFormatError):
        FileCode(code)


def test_leaf_brings_its_retention() -> None:
    assert PLAN.leaf("903.07.02").retention.years == 5


@pytest.mark.parametrize("code", ["903", "903.07"])
def test_code_with_sub_codes_is_not_chosen(code: str) -> None:
    with pytest.raises(FileCodeNotLeafError, match=r"903\.07"):
        PLAN.leaf(code)


def test_code_that_only_begins_like_another_is_unknown() -> None:
    with pytest.raises(FileCodeUnknownError):
        PLAN.leaf("903.07.01")


def test_sample_plan_has_every_parent_of_its_codes() -> None:
    codes = {str(entry.code) for entry in SAMPLE_PLAN.entries}
    assert {code.rpartition(".")[0] for code in codes if "." in code} <= codes


def test_sample_plan_names_each_code_once() -> None:
    codes = [entry.code for entry in SAMPLE_PLAN.entries]
    assert len(set(codes)) == len(codes)
