"""Enclosures that one recipient does not get (konulmamış ek, package guide §6.5 step 5c)."""

import re

from archive.eyazisma.container.part_names import ascii_folded, decoded
from archive.eyazisma.model import Enclosure, Metadata, Recipient
from archive.eyazisma.part_file_names import part_file_name

_NUMBERED = re.compile(r"_[0-9]+(?=\.[^.]*$|$)")


def is_withheld(metadata: Metadata, enclosure: Enclosure, recipient: Recipient) -> bool:
    """Whether a distribution of `recipient` lists `enclosure` as withheld."""
    wanted = enclosure.id.value.strip().upper()
    return any(
        distribution.recipient is not None
        and recipient.is_(distribution.recipient)
        and any(id_.strip().upper() == wanted for id_ in distribution.withheld or ())
        for distribution in metadata.distributions
    )


def withheld_from_someone(metadata: Metadata, enclosure: Enclosure) -> bool:
    """Whether any distribution lists `enclosure` as withheld."""
    wanted = enclosure.id.value.strip().upper()
    return any(id_.strip().upper() == wanted for each in metadata.distributions for id_ in each.withheld or ())


def enclosures_of_part(metadata: Metadata, part: str) -> tuple[Enclosure, ...]:
    """The enclosures whose file may have been `part`: by file name, as written or as reduced for a part name.

    The relationship that tied id and file is gone with the file, so the name is all there is; a number that a writer
    added to keep names apart is looked through.
    """
    tail = ascii_folded(decoded(part).rsplit("/", 1)[-1])
    names = {tail, _NUMBERED.sub("", tail, count=1)}
    return tuple(
        each
        for each in metadata.enclosures
        if each.file_name and names & {ascii_folded(each.file_name), ascii_folded(part_file_name(each.file_name))}
    )
