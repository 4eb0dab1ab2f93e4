"""Was anything but an addition done to a file? Holds the old element against the new one, part by part."""

from timestamping.der import Element, read


def only_added(old: bytes, new: bytes) -> bool:
    """Whether `new` holds every element of `old` in order with its bytes, forms of length included, and only more.

    The one other change allowed is a SignedData.version that became 5, as RFC 5652, 5.1 demands of it.
    """
    before, after = read(old), read(new)
    return _embedded(before, after) and old[before.end :] == new[after.end :]


def _embedded(old: Element, new: Element) -> bool:
    if old.tag != new.tag or old.indefinite != new.indefinite:
        return False
    if old.tlv == new.tlv:
        return True
    if not old.constructed:
        return old.tlv in (b"\x02\x01\x01", b"\x02\x01\x03") and new.tlv == b"\x02\x01\x05"
    waiting = list(old.children)
    for item in new.children:
        if waiting and _embedded(waiting[0], item):
            waiting.pop(0)
    return not waiting
