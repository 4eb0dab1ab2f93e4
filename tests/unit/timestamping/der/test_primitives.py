"""Values of primitive elements and the encoder: what is written is read back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timestamping.der import (
    DerError,
    Tag,
    boolean,
    generalized_time,
    integer,
    oid,
    read_boolean,
    read_exact,
    read_integer,
    read_oid,
    read_text,
    read_time,
    set_of,
    tlv,
    utc_time,
    utf8_string,
)


@given(st.integers(min_value=-(2**512), max_value=2**512))
def test_integer_is_read_back(value: int) -> None:
    assert read_integer(read_exact(integer(value))) == value


@pytest.mark.parametrize(
    ("value", "text"), [(0, "020100"), (127, "02017f"), (128, "02020080"), (-128, "020180"), (256, "02020100")]
)
def test_integer_is_written_shortest(value: int, text: str) -> None:
    assert integer(value).hex() == text


@given(st.lists(st.integers(0, 2**40), min_size=0, max_size=8), st.integers(0, 2), st.integers(0, 39))
def test_object_identifier_is_read_back(rest: list[int], first: int, second: int) -> None:
    dotted = ".".join(map(str, (first, second, *rest)))
    assert read_oid(read_exact(oid(dotted))) == dotted


def test_object_identifier_of_rsa_matches_the_known_encoding() -> None:
    assert oid("1.2.840.113549.1.1.11").hex() == "06092a864886f70d01010b"


@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))
def test_generalized_time_is_read_back_to_the_microsecond(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC)
    assert read_time(read_exact(generalized_time(aware, 6))) == aware


@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2049, 12, 31)))
def test_utc_time_is_read_back_to_the_second(moment: datetime) -> None:
    aware = moment.replace(tzinfo=UTC, microsecond=0)
    assert read_time(read_exact(utc_time(aware))) == aware


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"20261121210000Z", datetime(2026, 11, 21, 21, tzinfo=UTC)),
        (b"20261121210000.5Z", datetime(2026, 11, 21, 21, 0, 0, 500000, tzinfo=UTC)),
        (b"20261122000000+0300", datetime(2026, 11, 21, 21, tzinfo=UTC)),
        (b"202611212100Z", datetime(2026, 11, 21, 21, tzinfo=UTC)),
    ],
)
def test_generalized_time_is_read_in_its_forms(text: bytes, expected: datetime) -> None:
    assert read_time(read_exact(tlv(Tag.GENERALIZED_TIME, text))) == expected


@pytest.mark.parametrize("text", [b"20261321000000Z", b"2026", b"", b"20260230000000Z", b"00010101000000+2300"])
def test_time_that_does_not_exist_is_refused(text: bytes) -> None:
    with pytest.raises(DerError):
        read_time(read_exact(tlv(Tag.GENERALIZED_TIME, text)))


@pytest.mark.parametrize("text", ["0600", "060180", "0602 2a80", "0500"])
def test_broken_object_identifier_is_refused(text: str) -> None:
    with pytest.raises(DerError):
        read_oid(read_exact(bytes.fromhex(text)))


@pytest.mark.parametrize("value", [True, False])
def test_boolean_is_read_back(value: bool) -> None:
    assert read_boolean(read_exact(boolean(value))) is value


def test_huge_integer_is_refused() -> None:
    with pytest.raises(DerError):
        read_integer(read_exact(tlv(Tag.INTEGER, bytes(4096))))


def test_turkish_text_is_read_back() -> None:
    assert read_text(read_exact(utf8_string("İğdır Üniversitesi"))) == "İğdır Üniversitesi"


def test_text_in_wide_characters_is_read() -> None:
    assert read_text(read_exact(tlv(Tag.BMP_STRING, "Şırnak".encode("utf-16-be")))) == "Şırnak"


def test_set_is_written_in_der_order() -> None:
    assert set_of(integer(2), integer(1)) == bytes.fromhex("3106020101020102")
