"""Enclosures that one recipient does not get (konulmamış ek, package guide §6.5 step 5c)."""

import re
from collections.abc import Iterable

from archive.eyazisma.container.part_names import ascii_folded, decoded
from archive.eyazisma.model import Enclosure, Metadata, Recipient
from archive.eyazisma.part_file_names import part_file_name

_NUMBERED = re.compile(r"_[0-9]+(?=\.[^.]*$|$)")


def withheld_ids(metadata: Metadata, recipient: Recipient | None) -> frozenset[str]:
    """Ids, in upper case, of the enclosures withheld from `recipient`; from anybody when it is None."""
    return frozenset(
        id_.strip().upper()
        for line in metadata.distributions
        if recipient is None or (line.recipient is not None and recipient.is_(line.recipient))
        for id_ in line.withheld or ()
    )


def may_be_file_of(enclosure: Enclosure, part: str) -> bool:
    """Whether `part` may be the file of `enclosure`, by its name as written or as reduced for a part name.

    A number that a writer added to keep names apart is looked through.
    """
    return bool(_possible_names([enclosure]) & _names_of_part(part))


class WithheldFiles:
    """Which absent parts one recipient need not have.

    The relationship that tied an enclosure to its file is gone with the file, so the name is all there is.
    """

    def __init__(self, metadata: Metadata | None, recipient: Recipient | None) -> None:
        self._names: frozenset[str] = frozenset()
        if metadata is not None and recipient is not None:
            ids = withheld_ids(metadata, recipient)
            self._names = _possible_names(e for e in metadata.enclosures if e.id.value.strip().upper() in ids)

    def may_lack(self, part: str) -> bool:
        """Whether `part` bears the name of a withheld enclosure."""
        return bool(self._names & _names_of_part(part))


def _names_of_part(part: str) -> frozenset[str]:
    tail = ascii_folded(decoded(part).rsplit("/", 1)[-1])
    return frozenset({tail, _NUMBERED.sub("", tail, count=1)})


def _possible_names(enclosures: Iterable[Enclosure]) -> frozenset[str]:
    names = [each.file_name for each in enclosures if each.file_name]
    return frozenset(ascii_folded(form) for name in names for form in (name, part_file_name(name)))
