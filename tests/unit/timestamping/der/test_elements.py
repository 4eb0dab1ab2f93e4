"""The walker: offsets of stored bytes, definite and indefinite, and limits."""

import pytest

from timestamping.der import DerError, Element, Limits, Tag, integer, octet_string, read, read_exact, sequence, tlv

INDEFINITE = bytes.fromhex("3080 0201 01 2480 0401 61 0402 6263 0000 0201 02 0000")


def test_offsets_of_a_definite_element_name_its_parts() -> None:
    element = read_exact(bytes.fromhex("30 03 020107"))
    assert (element.start, element.content, element.content_end, element.end) == (0, 2, 5, 5)


def test_long_form_length_is_read() -> None:
    element = read_exact(octet_string(bytes(300)))
    assert (element.content, len(element.value)) == (4, 300)


def test_length_in_more_octets_than_needed_is_read() -> None:
    assert read_exact(bytes.fromhex("04 83 000002 6162")).value == b"ab"


def test_indefinite_element_ends_after_its_own_end_of_contents() -> None:
    element = read_exact(INDEFINITE)
    assert element.indefinite
    assert [child.tag for child in element.children] == [Tag.INTEGER, 0x24, Tag.INTEGER]


def test_constructed_string_is_joined_piece_by_piece() -> None:
    assert read_exact(INDEFINITE).child(1).octets() == b"abc"


def test_tlv_is_the_stored_encoding_with_its_end_of_contents() -> None:
    assert read_exact(INDEFINITE).child(1).tlv == bytes.fromhex("2480 040161 04026263 0000")


def test_bytes_after_the_element_are_left_alone() -> None:
    element = read(integer(5) + b"\0\0\0")
    assert element.end == 3


def test_exact_reading_refuses_bytes_after_the_element() -> None:
    with pytest.raises(DerError) as refused:
        read_exact(integer(5) + b"\0")
    assert refused.value.offset == 3


def test_high_tag_numbers_are_read() -> None:
    element = read_exact(bytes.fromhex("7f 8122 03 020101"))
    assert element.constructed
    assert element.tag == 0x7F8122


def test_parts_are_read_only_when_asked_for() -> None:
    outer = sequence(tlv(Tag.SEQUENCE, b"\x02\x05\x00"))
    broken_inside = read_exact(outer).child(0)
    with pytest.raises(DerError):
        _ = broken_inside.children


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("", 0),
        ("30", 0),
        ("3005 0201", 0),
        ("0480 00", 0),
        ("3080 0201", 2),
        ("3080 020101", 5),
        ("0000", 0),
        ("1f", 0),
        ("1fffffffffff", 0),
        ("30 89 000000000000000001", 0),
        ("3080 020101 0001 00", 5),
    ],
)
def test_broken_encoding_is_refused_with_its_offset(text: str, offset: int) -> None:
    with pytest.raises(DerError) as refused:
        read_exact(bytes.fromhex(text))
    assert refused.value.offset == offset


def test_part_that_runs_past_its_container_is_refused() -> None:
    element = read_exact(bytes.fromhex("30 03 020301"))
    with pytest.raises(DerError) as refused:
        _ = element.children
    assert refused.value.offset == 2


def test_end_of_contents_inside_a_definite_element_is_refused() -> None:
    with pytest.raises(DerError):
        _ = read_exact(bytes.fromhex("30 02 0000")).children


def test_input_above_the_size_limit_is_refused() -> None:
    with pytest.raises(DerError):
        read(bytes(11), Limits(size=10))


def test_definite_nesting_above_the_limit_is_refused() -> None:
    data = b""
    for _ in range(70):
        data = sequence(data)
    with pytest.raises(DerError):
        descend(read_exact(data))


def descend(element: Element) -> None:
    while element.children:
        element = element.child(0)


def test_indefinite_nesting_above_the_limit_is_refused_in_one_pass() -> None:
    with pytest.raises(DerError):
        read(b"\x30\x80" * 100_000)


def test_more_parts_than_the_limit_are_refused() -> None:
    with pytest.raises(DerError):
        _ = read(sequence(b"\x05\x00" * 11), Limits(children=10)).children


def test_missing_part_is_a_der_error() -> None:
    with pytest.raises(DerError):
        read_exact(sequence()).child(0)


def test_wrapper_with_two_elements_is_refused() -> None:
    with pytest.raises(DerError):
        read_exact(sequence(integer(1), integer(2))).inside()


def test_unexpected_tag_is_refused() -> None:
    with pytest.raises(DerError):
        read_exact(integer(1)).expect(Tag.SEQUENCE)
