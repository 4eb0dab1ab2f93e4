"""Whether a letter is written to those whom its draft is sent to (muhatap and dağıtım, S2-r-5)."""

from collections.abc import Iterable, Iterator
from typing import Final

from domain.documents.content import Content
from domain.letters import Distribution, Letter, LetterFinding, LetterKind, Section, Severity
from domain.parties import Party, PartyKind
from domain.turkish import full_name, search_key

_SENT: Final = {LetterKind.COVER_LETTER, LetterKind.INTERNAL, LetterKind.FOREIGN_LANGUAGE}
"""Kinds whose addressee gets them; an approval comes back from the office it is written to."""

_Entry = tuple[Party, Distribution | None]


def strange_recipients(letter: Letter, content: Content) -> Iterator[LetterFinding]:
    """A finding for each recipient that only the letter, or only the draft, names.

    A draft without recipients is not ready to go out; nothing is held against it yet.
    """
    named, via = tuple(_named(letter)), tuple(_via(letter))
    if letter.kind not in _SENT or not content.recipients or not named:
        return
    drafted: tuple[_Entry, ...] = tuple((one.party, one.distribution) for one in content.recipients)
    through = {one.via for one in content.recipients}
    for entry in named:
        if not any(_same(entry, one) for one in drafted):
            yield _finding(_shown(entry[0]), "—")
    for recipient, entry in zip(content.recipients, drafted, strict=True):
        known = (*named, *((party, None) for party in via)) if recipient.id in through else named
        if not any(_same(entry, one) for one in known):
            yield _finding("—", _shown(entry[0]))


def _named(letter: Letter) -> Iterator[_Entry]:
    """Whom the letter is written to; the purpose of a single addressee is not written on it."""
    if letter.distribution:
        yield from ((entry.party, entry.distribution) for entry in letter.distribution)
    elif letter.addressee is not None and letter.addressee.party is not None:
        yield letter.addressee.party, None


def _via(letter: Letter) -> Iterable[Party]:
    found = [letter.addressee.via if letter.addressee is not None else None]
    found += [entry.via for entry in letter.distribution]
    return (party for party in found if party is not None)


def _same(one: _Entry, other: _Entry) -> bool:
    """By number where both have one, else by name; units and purposes count where both say them."""
    (left, purpose), (right, other_purpose) = one, other
    if purpose and other_purpose and purpose is not other_purpose:
        return False
    if left.detsis_no and right.detsis_no and left.detsis_no != right.detsis_no:
        return False
    if left.detsis_no and left.detsis_no == right.detsis_no:
        return not (left.unit and right.unit) or search_key(left.unit) == search_key(right.unit)
    return search_key(_shown(left)) == search_key(_shown(right))


def _shown(party: Party) -> str:
    if party.kind is PartyKind.NATURAL_PERSON:
        return full_name(party.given_names or "", party.surname or "")
    return f"{party.name or ''} ({party.unit})" if party.unit else party.name or ""


def _finding(found: str, expected: str) -> LetterFinding:
    return LetterFinding(
        "S2-r-5",
        Section.ADDRESSEE,
        Severity.REJECT,
        "addressee",
        f"Yazıdaki muhatap ({found}) ile taslaktaki ({expected}) aynı değil: ikisini eşitleyin.",
        f"The addressee of the letter ({found}) and that of the draft ({expected}) differ: make them equal.",
    )
