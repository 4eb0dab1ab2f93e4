"""Whatever the bytes, the walker ends and complains only by DerError; and what it accepts it can splice and undo."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from timestamping.der import (
    DerError,
    Element,
    Limits,
    append,
    integer,
    read,
    read_integer,
    read_oid,
    read_text,
    read_time,
    remove,
)

LIMITS = Limits(size=1 << 20, depth=32, children=1_000)
SAMPLE = bytes.fromhex(
    "308006092a864886f70d010702a0803080020103310d300b0609608648016503040201308006092a864886f70d010701a080248004034162"
    "6304024465000000000000a08230020500311e301c0201011713323631313231323130303030 5a".replace(" ", "")
)

primitive = st.tuples(st.sampled_from([0x02, 0x04, 0x06, 0x0C, 0x17, 0x18, 0x80]), st.binary(max_size=40))


def encoded(tag: int, content: bytes, indefinite: bool) -> bytes:
    if indefinite and tag & 0x20:
        return bytes((tag, 0x80)) + content + b"\0\0"
    length = len(content)
    octets = bytes((length,)) if length < 128 else bytes((0x83,)) + length.to_bytes(3, "big")
    return bytes((tag,)) + octets + content


trees = st.recursive(
    primitive.map(lambda pair: encoded(pair[0], pair[1], False)),
    lambda inner: st.builds(
        lambda tag, parts, indefinite: encoded(tag, b"".join(parts), indefinite),
        st.sampled_from([0x30, 0x31, 0xA0, 0xA1, 0x24]),
        st.lists(inner, max_size=5),
        st.booleans(),
    ),
    max_leaves=20,
)


def walked(element: Element) -> Iterator[Element]:
    yield element
    if element.constructed:
        for child in element.children:
            yield from walked(child)


def read_everything(data: bytes) -> None:
    for element in walked(read(data, LIMITS)):
        for reader in (read_integer, read_oid, read_time, read_text, Element.octets, Element.reread):
            try:
                reader(element)
            except DerError:
                continue


def complaint(data: bytes) -> DerError | None:
    """The DerError that reading everything ends in, if any; every other exception goes on to the test."""
    try:
        read_everything(data)
    except DerError as error:
        return error
    return None


@settings(max_examples=400)
@given(st.binary(max_size=400))
def test_random_bytes_raise_nothing_but_der_error_with_an_offset_inside(data: bytes) -> None:
    error = complaint(data)
    assert error is None or 0 <= error.offset <= len(data)


@settings(max_examples=400)
@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255), st.integers(0, len(SAMPLE)))
def test_changed_and_cut_structures_raise_nothing_but_der_error(position: int, octet: int, length: int) -> None:
    data = SAMPLE[:position] + bytes((octet,)) + SAMPLE[position + 1 :]
    complaints = {type(complaint(hostile)) for hostile in (data, data[:length])}
    assert complaints <= {DerError, type(None)}


@settings(max_examples=300)
@given(trees)
def test_parts_of_a_container_are_exactly_its_content(data: bytes) -> None:
    for element in walked(read(data, LIMITS)):
        if element.constructed:
            assert b"".join(child.tlv for child in element.children) == element.value


@settings(max_examples=300)
@given(trees, st.data())
def test_what_is_appended_can_be_removed_again(data: bytes, choice: st.DataObject) -> None:
    containers = [element for element in walked(read(data, LIMITS)) if element.constructed]
    if not containers:
        return
    number = choice.draw(st.integers(0, len(containers) - 1))
    grown = append(containers[number], integer(7))
    again = [element for element in walked(read(grown, LIMITS)) if element.constructed][number]
    assert remove(again.children[-1]) == data
