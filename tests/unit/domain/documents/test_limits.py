"""Limits hold exactly at their edge."""

from dataclasses import replace
from typing import Any

import pytest

from domain.documents.errors import LimitExceededError, StoredFileError
from domain.documents.limits import MOST_PARTS, check_count, check_length, check_stored_file
from testkit.letters import BODY


def test_count_at_the_limit_passes() -> None:
    check_count("ek", MOST_PARTS)


def test_count_above_the_limit_is_refused() -> None:
    with pytest.raises(LimitExceededError, match="500"):
        check_count("ek", MOST_PARTS + 1)


def test_length_at_the_limit_passes() -> None:
    check_length("konu", "a" * 10, 10)


def test_length_above_the_limit_is_refused() -> None:
    with pytest.raises(LimitExceededError):
        check_length("konu", "a" * 11, 10)


def test_no_file_is_no_fault() -> None:
    check_stored_file(None)


@pytest.mark.parametrize("change", [{"digest": "ab"}, {"size": 0}, {"media_type": ""}, {"name": ""}])
def test_file_without_a_full_description_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(StoredFileError):
        check_stored_file(replace(BODY, **change))
