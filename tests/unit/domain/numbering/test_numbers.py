"""The document number: one pattern, one order, one sign between its parts (S2-ç-2, S2-ç-3, S2-ç-6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.numbering import DocumentNumber, DocumentNumberError


@pytest.mark.parametrize(
    "text", ["E-67915368-903.07.02-4752", "Z-24301050-045.02-17", "O-24301050-010-1", "E-67915368-903.07.02-4752/118"]
)
def test_number_in_the_pattern_is_read_and_written_alike(text: str) -> None:
    assert str(DocumentNumber.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "67915368-903.07.02-4752",
        "E-07915368-903.07.02-4752",
        "E-67915368-903.7.02-4752",
        "E-67915368-903.07.02–4752",
        "E-67915368-903.07.02.01.05-4752",
        "e-67915368-903.07.02-4752",
        "X-67915368-903.07.02-4752",
        "E-67915368-903.07.02-4752-118",
        "E-67915368-903.07.02-4752 ",
        "E-67915368-903.07.02-４７５２",
    ],
)
def test_number_off_the_pattern_is_refused(text: str) -> None:
    with pytest.raises(DocumentNumberError):
        DocumentNumber.parse(text)


def test_number_cannot_be_made_of_wrong_parts() -> None:
    with pytest.raises(DocumentNumberError):
        DocumentNumber("E", "67915368", "903", -1)


CODES = st.from_regex(r"[0-9]{3}(\.[0-9]{2}){0,3}", fullmatch=True).filter(str.isascii)


@given(
    st.sampled_from("EZO"),
    st.integers(10_000_000, 99_999_999).map(str),
    CODES,
    st.integers(1, 10**15),
    st.none() | st.integers(1, 10**15),
)
def test_number_survives_being_written_and_read(
    prefix: str, detsis_no: str, file_code: str, registration_no: int, general_no: int | None
) -> None:
    number = DocumentNumber(prefix, detsis_no, file_code, registration_no, general_no)
    assert DocumentNumber.parse(str(number)) == number
