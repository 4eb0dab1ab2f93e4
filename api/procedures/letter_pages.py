"""Before a document goes out: its page says what its letter says, and those sign who stand on it (S2-r-5).

Looked at where a letter was checked and the cover letter is an electronic PDF; a draft without a letter goes out as
before. Word files and paper are compared by the people who initial them.
"""

import json
from dataclasses import replace
from typing import Final

from archive.storage import BlobDigest, BlobStore
from domain.documents import Content, Document, LetterChecked, RouteForInitials, SignerStep
from domain.events import Refusal, fact_from_record
from domain.ledger.commands import StoredBook
from domain.ledger.store import EventBook
from domain.letters import Letter, Medium, Signer, read_letter
from domain.turkish import full_name, search_key

_PDF: Final = "application/pdf"
LARGEST_PAGE: Final = 4 << 20
"""Bytes of a cover letter that is read; keeps a request short. Thirty drawn pages have less than one megabyte."""


class LetterPageDiffersError(Refusal):
    """A page that says something else than its letter is not put before those who initial and sign (S2-r-5)."""

    rule_id = "S2-r-5"
    field = "body"
    text_tr = (
        "Üst yazının sayfası ile denetlenen yazı farklı ({places}): sayfayı yazıdan yeniden çizin ya da yazıyı "
        "düzeltip yeniden denetletin."
    )
    text_en = (
        "The page of the cover letter differs from the letter that was checked ({places}): draw the page anew from "
        "the letter, or mend the letter and have it checked again."
    )


def require_page_of_letter(book: EventBook, blobs: BlobStore, command: RouteForInitials) -> None:
    """Raises LetterPageDiffersError; places at fault are named, not their content."""
    document = StoredBook(book).find(command.document_id, Document)
    if document is None or document.content.letter is None:
        return
    checked = [event for event in book.read_stream(document.id) if event.topic == LetterChecked.TOPIC][-1]
    fact = fact_from_record(checked.topic, checked.state, checked.stream_id, checked.version)
    if not isinstance(fact, LetterChecked):
        raise AssertionError("the event of a checked letter is one")
    places = differing_places(document.content, fact.specification, blobs, command.signers)
    if places:
        raise LetterPageDiffersError(places=", ".join(places))


def differing_places(
    content: Content, specification: str, blobs: BlobStore, steps: tuple[SignerStep, ...]
) -> tuple[str, ...]:
    """Where the cover letter differs from the letter that was checked; what cannot go out anyway is not looked at."""
    letter, body = content.letter, content.body
    if letter is None or letter.covers != content.without_letter.digest:
        return ()
    if (
        body is None
        or body.media_type.partition(";")[0].strip().lower() != _PDF
        or content.medium is not Medium.ELECTRONIC
    ):
        return ()
    said = read_letter(json.loads(specification))
    places = [] if _signs_as_printed(said, steps) else ["signers"]
    return tuple(dict.fromkeys([*places, *_places(blobs, BlobDigest(body.digest), _ranked(said, steps))]))


def _places(blobs: BlobStore, body: BlobDigest, letter: Letter) -> list[str]:
    # The typesetter is loaded only where a page is looked at.
    from archive.rendering import PageUnreadableError, page_differences

    if blobs.size(body) > LARGEST_PAGE:
        return ["page"]
    try:
        return [one.field for one in page_differences(blobs.read(body), letter)]
    except PageUnreadableError:
        return ["page"]


def _signs_as_printed(letter: Letter, steps: tuple[SignerStep, ...]) -> bool:
    """Whether exactly those people sign whose names stand on the page."""
    return sorted(map(_key, _people(letter))) == sorted(search_key(step.name) for step in steps)


def _people(letter: Letter) -> tuple[Signer, ...]:
    approval = letter.approval
    return (*letter.signers, *((*approval.concurrences, approval.approver) if approval is not None else ()))


def _ranked(letter: Letter, steps: tuple[SignerStep, ...]) -> Letter:
    """The letter with the ranks that its signers were given: they order the names on the page (S2-h-16, S2-h-17)."""
    ranks = {search_key(step.name): step.rank for step in steps}
    signers = tuple(one if one.rank is not None else replace(one, rank=ranks.get(_key(one))) for one in letter.signers)
    return replace(letter, signers=signers)


def _key(signer: Signer) -> str:
    return search_key(full_name(signer.given_names, signer.surname))
