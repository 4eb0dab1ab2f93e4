"""Same content: what the page says is what the metadata say (S2-r-5).

The whole text of the page is walked part by part. On a page in order nothing stands between two parts, so a missing,
changed or added word is found wherever it stands; after a difference the walk goes on at the next part it knows.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from archive.rendering.drawing import Copy
from archive.rendering.errors import PageDiffersError
from archive.rendering.page_data import page_data
from archive.rendering.page_parts import Part, flow_parts, is_list_page, page_foot_parts, without_address_label
from archive.rendering.page_text import compact, page_texts
from domain.events import istanbul_day
from domain.letters import Letter, recipient_copy

_SHOWN: Final = 200
"""Characters of a page quoted in a difference."""
_RECOGNISED: Final = 16
"""Characters by which the beginning of a changed part is recognised."""
_GRADES: Final = ("HİZMETE ÖZEL", "ÇOK GİZLİ", "GİZLİ", "ÖZEL")


@dataclass(frozen=True, slots=True)
class PageDifference:
    """One place where page and metadata disagree."""

    field: str
    """What differs, by its name in the metadata: ``document_no``, ``date``, ``subject`` …"""
    expected: str
    """What the metadata say; empty when there should be nothing."""
    found: str
    """What the page says there; empty when there is nothing."""

    def as_json(self) -> dict[str, str]:
        """For answers in JSON."""
        return {"field": self.field, "expected": self.expected, "found": self.found}


def compare_page(
    pdf: bytes, letter: Letter, *, copy: Copy = Copy.RECIPIENT, draft: bool = False
) -> tuple[PageDifference, ...]:
    """Differences between a page from `draw_letter` and the letter with its metadata, in the order of the page.

    Where the letter carries metadata of its own (üstveri), those are what counts. Raises PageUnreadableError.
    """
    said = letter if copy is Copy.INSTITUTION else recipient_copy(letter)
    data = page_data(by_metadata(said), (), draft=draft)
    found: list[PageDifference] = []
    pages = [_without_grade(text, data["grade"] or "", found) for text in page_texts(pdf)]
    lists = (index for index, (text, _) in enumerate(pages) if index and is_list_page(compact(text)))
    letter_pages = next(lists, len(pages))
    flow = []
    for number, (text, grade) in enumerate(pages, 1):
        shown = {**data, "grade": grade}
        feet = [page_foot_parts(shown, number, len(pages), letter_pages)]
        if data["verification"]:
            feet.append(page_foot_parts(without_address_label(shown), number, len(pages), letter_pages))
        flow.append(_without_foot(text, feet, found))
    parts = flow_parts(data, compact("".join(flow)))
    return tuple(dict.fromkeys([*_walk("\n".join(flow), parts), *found]))


def require_same_content(pdf: bytes, letter: Letter, *, copy: Copy = Copy.RECIPIENT, draft: bool = False) -> None:
    """Raises PageDiffersError when page and metadata disagree: such a letter is not sent."""
    differences = compare_page(pdf, letter, copy=copy, draft=draft)
    if differences:
        raise PageDiffersError(
            listed_tr="\n".join(
                f"  {one.field}: üstveride “{one.expected}”, sayfada “{one.found}”" for one in differences
            ),
            listed_en="\n".join(f"  {one.field}: metadata “{one.expected}”, page “{one.found}”" for one in differences),
        )


def by_metadata(letter: Letter) -> Letter:
    """The letter as its metadata describe it; what they leave out is taken from the letter."""
    metadata = letter.metadata
    if metadata is None:
        return letter
    date = letter.date
    if metadata.dated_at is not None and istanbul_day(metadata.dated_at) != date.day:
        date = replace(date, day=istanbul_day(metadata.dated_at), text=None)
    return replace(
        letter,
        subject=letter.subject if metadata.subject is None else metadata.subject,
        document_no=metadata.document_no or letter.document_no,
        date=date,
        classification=metadata.classification or letter.classification,
        urgency=metadata.urgency or letter.urgency,
    )


def _without_grade(text: str, expected: str, found: list[PageDifference]) -> tuple[str, str]:
    """The text below the grade at the top of a page, and that grade; another one than expected is `found`."""
    dense = compact(text)
    grade = next((one for one in _GRADES if dense.startswith(compact(one))), "")
    if grade != expected:
        found.append(PageDifference("classification", expected, grade))
    return _cut(text, len(compact(grade)), None), grade


def _without_foot(text: str, feet: Sequence[Sequence[Part]], found: list[PageDifference]) -> str:
    """The text above the foot, which may read in one of several ways; what differs in it is `found`."""
    dense = compact(text)
    for foot in feet:
        expected = "".join(part.text for part in foot)
        if dense.endswith(expected):
            return _cut(text, 0, len(dense) - len(expected))
    begin = min((_last_place(dense, part.text) for part in feet[0] if part.text), default=len(dense))
    walks = [_walk(_cut(text, begin, None), foot) for foot in feet]
    closest = min(walks, key=len)
    found.extend(closest)
    return _cut(text, 0, begin)


def _last_place(text: str, part: str) -> int:
    """Where a part of the foot begins, even when its end is not as it should be."""
    place = text.rfind(part)
    place = text.rfind(part[:_RECOGNISED]) if place < 0 else place
    return len(text) if place < 0 else place


def _walk(words: str, parts: Iterable[Part]) -> list[PageDifference]:
    """Differences between a text and the parts that should make it up, nothing between them."""
    expected, text, at = list(parts), compact(words), 0
    found: list[PageDifference] = []
    for index, part in enumerate(expected):
        if text.startswith(part.text, at):
            at += len(part.text)
            continue
        here = text.find(part.text, at)
        end = _next_place(text, at, expected[index + 1 :])
        if 0 <= here < end:
            # Something stands before the part: what should have been absent there, or an addition to it.
            before = expected[index - 1] if index and not expected[index - 1].text else part
            found.append(PageDifference(before.field, "", _excerpt(words, at, here)))
            at = here + len(part.text)
            continue
        # Of a table row that breaks between pages only the letters can be compared, not their order.
        if not part.broken or Counter(text[at:end]) != Counter(part.text):
            found.append(PageDifference(part.field, " ".join(part.words.split())[:_SHOWN], _excerpt(words, at, end)))
        at = end
    if at < len(text):
        last = expected[-1]
        found.append(PageDifference("page" if last.text else last.field, "", _excerpt(words, at, len(text))))
    return found


def _next_place(text: str, at: int, parts: Iterable[Part]) -> int:
    """Where the next part that can be recognised begins; the end of the text when there is none."""
    places = (text.find(part.text, at) for part in parts if part.text)
    return next((place for place in places if place >= 0), len(text))


def _cut(words: str, begin: int, end: int | None) -> str:
    """A slice of a text, counted in characters that are not white space."""
    places = [place for place, letter in enumerate(words) if not letter.isspace()]
    last = len(places) if end is None else end
    if begin >= last:
        return ""
    return words[places[begin] : places[last - 1] + 1]


def _excerpt(words: str, begin: int, end: int) -> str:
    return " ".join(_cut(words, begin, min(end, begin + _SHOWN)).split())
