"""Identifiers exist only when they are well formed (N-7, N-8, KEP-7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.parties import (
    DetsisNo,
    DetsisNumberError,
    KepAddress,
    KepAddressError,
    NationalId,
    NationalIdError,
)


def test_n_7_good_identity_number_is_accepted() -> None:
    assert NationalId("10000000146") == "10000000146"


@pytest.mark.parametrize(
    "number", ["12345678901", "00000000146", "1000000014", "100000001460", "1000000014a", "١٠٠٠٠٠٠٠١٤٦", ""]
)
def test_n_7_bad_identity_number_is_refused(number: str) -> None:
    with pytest.raises(NationalIdError):
        NationalId(number)


def test_n_7_refusal_does_not_repeat_the_number() -> None:
    with pytest.raises(NationalIdError) as caught:
        NationalId("12345678901")
    assert "12345678901" not in caught.value.message_tr + caught.value.message_en


@given(st.integers(0, 10), st.integers(1, 9))
def test_n_7_one_changed_digit_is_noticed(place: int, shift: int) -> None:
    digits = [int(digit) for digit in "10000000146"]
    digits[place] = (digits[place] + shift) % 10
    with pytest.raises(NationalIdError):
        NationalId("".join(map(str, digits)))


@pytest.mark.parametrize("number", ["24301050", "67915368"])
def test_n_8_good_detsis_number_is_accepted(number: str) -> None:
    assert DetsisNo(number) == number


@pytest.mark.parametrize("number", ["04301050", "2430105", "243010500", "2430105x", "24301050\n"])
def test_n_8_bad_detsis_number_is_refused(number: str) -> None:
    with pytest.raises(DetsisNumberError):
        DetsisNo(number)


def test_kep_address_folds_by_ascii_rules() -> None:
    assert KepAddress("INFO@HS01.KEP.TR") == "info@hs01.kep.tr"


@pytest.mark.parametrize(
    "address",
    ["kurum@kurum.gov.tr", "kurum@hs09.kep.tr", "@hs01.kep.tr", "hs01.kep.tr", "a b@hs01.kep.tr", "İ@hs01.kep.tr"],
)
def test_kep_address_of_another_domain_is_refused(address: str) -> None:
    with pytest.raises(KepAddressError):
        KepAddress(address)
