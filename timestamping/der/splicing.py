"""Splicing: copy every byte, change one place, repair the lengths of the enclosing definite containers, touch nothing
else.
"""

from timestamping.der.elements import Element
from timestamping.der.encoding import length_octets
from timestamping.der.errors import DerError


def append(container: Element, addition: bytes) -> bytes:
    """The whole input with `addition` as the last part of `container` (before end-of-contents octets if indefinite)."""
    return insert(container, container.content_end, addition)


def insert(container: Element, offset: int, addition: bytes) -> bytes:
    """The whole input with `addition` put at `offset`, a boundary between two parts of `container`. Raises DerError."""
    boundaries = {container.content, *(child.end for child in container.children)}
    if offset not in boundaries:
        raise DerError("not a boundary between two elements", offset)
    return _rewritten(container, offset, offset, addition)


def replace(element: Element, replacement: bytes) -> bytes:
    """The whole input with `element`, which must have a container, replaced. Raises DerError."""
    if element.parent is None:
        raise DerError("the outermost element has no container to splice into", element.start)
    return _rewritten(element.parent, element.start, element.end, replacement)


def remove(element: Element) -> bytes:
    """The whole input without `element`, which must have a container. Raises DerError."""
    return replace(element, b"")


def _rewritten(container: Element, start: int, end: int, replacement: bytes) -> bytes:
    data = container.data
    growth = len(replacement) - (end - start)
    pieces = [replacement]
    head_end = start
    for enclosing in (container, *container.ancestors()):
        if enclosing.indefinite:
            continue
        length_start, old = _length_field(enclosing)
        new = length_octets(enclosing.content_end - enclosing.content + growth, _wanted_octets(old))
        pieces.append(data[enclosing.content : head_end])
        pieces.append(new)
        head_end = length_start
        growth += len(new) - len(old)
    pieces.append(data[:head_end])
    pieces.reverse()
    pieces.append(data[end:])
    return b"".join(pieces)


def _length_field(element: Element) -> tuple[int, bytes]:
    """Offset and octets of the length field as stored."""
    position = element.start + 1
    if element.data[element.start] & 0x1F == 0x1F:
        while element.data[position] & 0x80:
            position += 1
        position += 1
    return position, element.data[position : element.content]


def _wanted_octets(old: bytes) -> int:
    """How many octets the new length should keep: a longer form than necessary (BER) stays as long as it was."""
    if len(old) == 1:
        return 1
    shortest = length_octets(int.from_bytes(old[1:], "big"))
    return len(old) if len(old) > len(shortest) else 1
