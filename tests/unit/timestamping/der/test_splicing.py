"""Splicing: every other byte stays, only the lengths of enclosing definite containers change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timestamping.der import (
    DerError,
    Element,
    append,
    explicit,
    insert,
    integer,
    octet_string,
    read,
    read_exact,
    remove,
    replace,
    sequence,
)

DEEP = sequence(integer(1), explicit(0, sequence(integer(2), sequence(octet_string(b"abc")))), integer(3))


def deepest(data: bytes) -> Element:
    return read(data).child(1).inside().child(1)


def test_appended_part_is_last_in_its_container() -> None:
    spliced = read_exact(append(deepest(DEEP), integer(9)))
    assert [item.tlv for item in spliced.child(1).inside().child(1).children] == [octet_string(b"abc"), integer(9)]


def test_untouched_parts_keep_their_bytes() -> None:
    spliced = read_exact(append(deepest(DEEP), integer(9)))
    assert (spliced.child(0).tlv, spliced.child(2).tlv) == (integer(1), integer(3))


@given(st.integers(0, 70_000))
def test_lengths_grow_to_the_shortest_form_and_shrink_back(size: int) -> None:
    addition = octet_string(bytes(size))
    grown = append(deepest(DEEP), addition)
    wanted = sequence(
        integer(1), explicit(0, sequence(integer(2), sequence(octet_string(b"abc"), addition))), integer(3)
    )
    assert grown == wanted
    assert remove(deepest(grown).children[-1]) == DEEP


def test_length_in_more_octets_than_needed_keeps_its_octets() -> None:
    padded = bytes.fromhex("30 84 00000003 020101")
    assert append(read_exact(padded), integer(2)) == bytes.fromhex("30 84 00000006 020101 020102")


def test_indefinite_container_gets_the_part_before_its_end_of_contents() -> None:
    data = bytes.fromhex("3080 3003 020101 0000")
    assert append(read_exact(data), integer(2)) == bytes.fromhex("3080 3003 020101 020102 0000")


def test_indefinite_ancestor_of_a_definite_container_is_not_touched() -> None:
    data = bytes.fromhex("3080 3003 020101 0000")
    assert append(read_exact(data).child(0), integer(2)) == bytes.fromhex("3080 3006 020101 020102 0000")


def test_bytes_after_the_structure_are_kept() -> None:
    assert append(read(DEEP + b"padding"), integer(4)).endswith(b"padding")


def test_part_can_be_put_between_two_others() -> None:
    root = read_exact(sequence(integer(1), integer(3)))
    assert insert(root, root.child(0).end, integer(2)) == sequence(integer(1), integer(2), integer(3))


def test_place_inside_a_part_is_refused() -> None:
    root = read_exact(sequence(integer(1), integer(3)))
    with pytest.raises(DerError):
        insert(root, root.child(0).start + 1, integer(2))


def test_replaced_part_changes_alone() -> None:
    root = read_exact(DEEP)
    assert replace(root.child(0), integer(1000)) == sequence(integer(1000), root.child(1).tlv, integer(3))


def test_outermost_element_cannot_be_replaced() -> None:
    with pytest.raises(DerError):
        replace(read_exact(DEEP), integer(1))


def test_high_tag_container_is_spliced() -> None:
    data = bytes.fromhex("7f8122 03 020101")
    assert append(read_exact(data), integer(2)) == bytes.fromhex("7f8122 06 020101 020102")
