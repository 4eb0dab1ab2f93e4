"""The walker: one `Element` per TLV, children read only when asked for, offsets of the stored bytes kept.

Reading one level costs one pass over the headers of that level; a definite-length subtree that nobody looks into is
never visited. Indefinite lengths are resolved by one linear scan for their end-of-contents octets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from timestamping.der.errors import DerError
from timestamping.der.tags import Tag, is_constructed


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may ask of us.

    size: bytes of the whole input; protects memory.
    depth: nesting; protects against bombs of nested constructed or indefinite elements.
    children: elements in one container; protects against millions of empty elements in a small file.
    """

    size: int = 256 * 1024 * 1024
    depth: int = 64
    children: int = 200_000


DEFAULT_LIMITS = Limits()


class Element:
    """One TLV as it stands in `data`: `start`, `content`, `content_end`, `end` are offsets into `data`.

    tag: identifier octets as a big-endian integer. indefinite: length written as 0x80; then `end` = `content_end` + 2.
    Elements are compared by identity; two equal encodings at two places are two elements.
    """

    __slots__ = (
        "_children",
        "content",
        "content_end",
        "data",
        "depth",
        "end",
        "limits",
        "parent",
        "start",
        "tag",
    )

    def __init__(
        self,
        data: bytes,
        tag: int,
        offsets: tuple[int, int, int, int],
        parent: Element | None,
        limits: Limits,
    ) -> None:
        self.data = data
        self.tag = tag
        self.start, self.content, self.content_end, self.end = offsets
        self.parent = parent
        self.limits = limits
        self.depth: int = 0 if parent is None else parent.depth + 1
        self._children: tuple[Element, ...] | None = None

    def __repr__(self) -> str:
        return f"Element(tag=0x{self.tag:02X}, start={self.start}, end={self.end})"

    @property
    def indefinite(self) -> bool:
        """Is the length written as 0x80?"""
        return self.content_end != self.end

    @property
    def tlv(self) -> bytes:
        """The complete encoding exactly as stored: identifier, length, content and end-of-contents octets if any."""
        return self.data[self.start : self.end]

    @property
    def value(self) -> bytes:
        """The content octets exactly as stored (without end-of-contents octets)."""
        return self.data[self.content : self.content_end]

    @property
    def constructed(self) -> bool:
        """Is the content a series of elements?"""
        return is_constructed(self.tag)

    @property
    def children(self) -> tuple[Element, ...]:
        """The elements inside, in stored order. Raises DerError when the content is no series of whole elements."""
        if self._children is None:
            self._children = self._read_children()
        return self._children

    def child(self, index: int) -> Element:
        """The child at `index`; a missing one is a DerError, never an IndexError."""
        children = self.children
        if not 0 <= index < len(children):
            raise DerError(f"element has {len(children)} parts, part {index + 1} is missing", self.start)
        return children[index]

    def expect(self, *tags: int) -> Element:
        """This element, when its tag is one of `tags`; DerError otherwise."""
        if self.tag not in tags:
            wanted = " or ".join(f"0x{tag:02X}" for tag in tags)
            raise DerError(f"expected tag {wanted}, found 0x{self.tag:02X}", self.start)
        return self

    def find(self, tag: int) -> Element | None:
        """The first child with that tag, or None."""
        return next((child for child in self.children if child.tag == tag), None)

    def inside(self) -> Element:
        """The single element inside an explicit tag or wrapper; DerError when there are none or several."""
        if len(self.children) != 1:
            raise DerError(f"expected exactly one element inside, found {len(self.children)}", self.start)
        return self.children[0]

    def ancestors(self) -> Iterator[Element]:
        """The enclosing elements, innermost first."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def octets(self) -> bytes:
        """The octets of a string: the content of a primitive one, the joined pieces of a constructed one (X.690
        8.7.3).
        """
        if not self.constructed:
            return self.value
        pieces: list[bytes] = []
        for child in self.children:
            child.expect(Tag.OCTET_STRING, Tag.CONSTRUCTED_OCTET_STRING)
            pieces.append(child.octets())
        return b"".join(pieces)

    def reread(self) -> Element:
        """The content of an OCTET STRING (or of any primitive) read as one exact element of its own, offsets starting
        anew.
        """
        return read_exact(self.octets(), self.limits)

    def _read_children(self) -> tuple[Element, ...]:
        if not self.constructed:
            raise DerError("a primitive element has no parts", self.start)
        if self.depth + 1 > self.limits.depth:
            raise DerError(f"nested deeper than {self.limits.depth} levels", self.start)
        found: list[Element] = []
        data, position, limit, limits = self.data, self.content, self.content_end, self.limits
        while position < limit:
            if len(found) >= limits.children:
                raise DerError(f"more than {limits.children} parts in one element", position)
            tag, offsets = _short_bounds(data, position, limit) or _bounds(
                data, position, limit, limits.depth - self.depth
            )
            found.append(Element(data, tag, offsets, self, limits))
            position = offsets[3]
        return tuple(found)


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Element:
    """The first element of `data`; bytes after its `end` are left alone (files with trailing padding exist).

    Raises DerError.
    """
    if len(data) > limits.size:
        raise DerError(f"input of {len(data)} bytes is larger than the limit of {limits.size}", 0)
    tag, offsets = _bounds(data, 0, len(data), limits.depth)
    return Element(data, tag, offsets, None, limits)


def read_exact(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Element:
    """As `read`, and nothing may follow the element. Raises DerError."""
    element = read(data, limits)
    if element.end != len(data):
        raise DerError(f"{len(data) - element.end} bytes follow the element", element.end)
    return element


def _short_bounds(data: bytes, start: int, limit: int) -> tuple[int, tuple[int, int, int, int]] | None:
    """As `_bounds` for what nearly every element is: one identifier octet, a definite length in at most three octets,
    all inside the container. None for anything else, which `_bounds` then reads or refuses.
    """
    content = start + 2
    if content > limit:
        return None
    tag, length = data[start], data[start + 1]
    if length > 0x7F:
        octets = length - 0x80
        if not 0 < octets < 3 or content + octets > limit:
            return None
        length = data[content] if octets == 1 else data[content] << 8 | data[content + 1]
        content += octets
    end = content + length
    if end > limit or tag == 0 or tag & 0x1F == 0x1F:
        return None
    return tag, (start, content, end, end)


def _bounds(data: bytes, start: int, limit: int, depth: int) -> tuple[int, tuple[int, int, int, int]]:
    """Tag and (start, content, content_end, end) of the element at `start`, which must end at or before `limit`."""
    tag, content, length = _header(data, start, limit)
    if tag == 0:
        raise DerError("end-of-contents octets where an element should stand", start)
    if length is not None:
        end = content + length
        if end > limit:
            raise DerError(f"element of {length} bytes runs {end - limit} bytes past its container", start)
        return tag, (start, content, end, end)
    if not is_constructed(tag):
        raise DerError("indefinite length on a primitive element", start)
    content_end = _find_end_of_contents(data, content, limit, depth)
    return tag, (start, content, content_end, content_end + 2)


def _header(data: bytes, start: int, limit: int) -> tuple[int, int, int | None]:
    """Tag, offset of the content, and the length (None: indefinite)."""
    try:
        if start + 2 > limit:
            raise IndexError
        tag = data[start]
        position = start + 1
        if tag & 0x1F == 0x1F:
            tag, position = _high_tag(data, start)
        first = data[position]
        position += 1
        if first < 0x80:
            length: int | None = first
        elif first == 0x80:
            length = None
        else:
            count = first & 0x7F
            if count > 8:
                raise DerError(f"length written in {count} octets", start)
            if position + count > limit:
                raise IndexError
            length = int.from_bytes(data[position : position + count], "big")
            position += count
    except IndexError:
        raise DerError("input ends inside an element header", start) from None
    if position > limit:
        raise DerError("element header runs past its container", start)
    return tag, position, length


def _high_tag(data: bytes, start: int) -> tuple[int, int]:
    tag = data[start]
    for position in range(start + 1, start + 5):
        octet = data[position]
        tag = tag << 8 | octet
        if octet < 0x80:
            return tag, position + 1
    raise DerError("tag number written in more than four octets", start)


def _find_end_of_contents(data: bytes, position: int, limit: int, depth: int) -> int:
    """Offset of the end-of-contents octets that close the indefinite element whose content starts at `position`."""
    opened = 1
    while True:
        tag, content, length = _header(data, position, limit)
        if tag == 0:
            if length != 0:
                raise DerError("end-of-contents octets with a length", position)
            opened -= 1
            if not opened:
                return position
            position = content
        elif length is None:
            if not is_constructed(tag):
                raise DerError("indefinite length on a primitive element", position)
            opened += 1
            if opened > depth:
                raise DerError("indefinite lengths nested too deep", position)
            position = content
        else:
            if content + length > limit:
                raise DerError("element runs past its container", position)
            position = content + length
