"""Lettering: the letter of a draft is read, held against the draft and against the rules (SM-6, S2-r-5)."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from domain.documents.commands import CheckLetter
from domain.documents.content import Content
from domain.documents.drafting import check_editable
from domain.documents.letter_errors import LetterOutdatedError, LetterRejectedError, LetterUnreadableError
from domain.documents.letter_events import LetterChecked
from domain.documents.letter_recipients import strange_recipients
from domain.documents.limits import LONGEST_LETTER, check_count, check_length
from domain.documents.model import Document
from domain.documents.moves import PartsClosedError
from domain.events import istanbul_day
from domain.letters import (
    Letter,
    LetterData,
    LetterFinding,
    LetterSpecificationError,
    RuleSettings,
    Section,
    Severity,
    check_letter,
    judged_on,
    letter_specification,
    read_letter,
    recipient_copy,
)
from domain.parties import Act


def record_letter(document: Document, command: CheckLetter, act: Act, data: LetterData, settings: RuleSettings) -> None:
    """Read a letter, find everything that is wrong with it, and keep both; it may be given again and again.

    Raises LetterUnreadableError, LimitExceededError and the refusals of drafts that are not open. Findings refuse
    nothing here: they do at routing, when they reject.
    """
    check_editable(document, act, PartsClosedError)
    # Initials are no part of what is kept here: they are the document's own chain and never leave (S2-k-3).
    letter = recipient_copy(_read(command.specification))
    content, day = document.content.without_letter, judged_on(letter, istanbul_day(act.now))
    findings = (*differences(letter, content), *check_letter(letter, day, data, settings))
    check_count("bulgu / finding", len(findings))
    text = json.dumps(letter_specification(letter), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest, covers = sha256(text.encode()).hexdigest(), content.digest
    new = content.with_letter(digest, covers, findings)
    document.record(
        LetterChecked,
        act,
        specification=text,
        letter_digest=digest,
        covers=covers,
        judged_on=day.isoformat(),
        findings=findings,
        content_digest=new.digest,
    )


def check_letter_routable(content: Content) -> None:
    """Raise LetterOutdatedError or LetterRejectedError; a draft without a letter passes."""
    letter = content.letter
    if letter is None:
        return
    if letter.covers != content.without_letter.digest:
        raise LetterOutdatedError
    if letter.rejected:
        raise LetterRejectedError(rules=", ".join(letter.rejected))


def differences(letter: Letter, content: Content) -> tuple[LetterFinding, ...]:
    """Where letter and draft do not say the same (S2-e-5, S2-r-5)."""
    found = tuple(
        LetterFinding(
            rule_id,
            section,
            Severity.REJECT,
            place,
            f"Yazıdaki {what_tr} ({found}) ile taslaktaki ({expected}) aynı değil: ikisini eşitleyin.",
            f"The {what_en} of the letter ({found}) and that of the draft ({expected}) differ: make them equal.",
        )
        for rule_id, section, place, what_tr, what_en, found, expected in _pairs(letter, content)
        if found != expected
    )
    return (*found, *strange_recipients(letter, content))


def _pairs(letter: Letter, content: Content) -> Iterator[tuple[str, Section, str, str, str, Any, Any]]:
    """Rule, section, place, names, value of the letter, value of the draft."""
    code = letter.verification.code if letter.verification is not None else None
    yield "S2-e-5", Section.SUBJECT, "subject", "konu", "subject", letter.subject, content.subject
    same = (
        (Section.NUMBER, "medium", "ortam", "medium", letter.medium, content.medium),
        (Section.NUMBER, "document_no", "sayı", "number", letter.document_no, content.document_no),
        (
            Section.ENCLOSURE,
            "enclosures",
            "ekler",
            "enclosures",
            _numbered(item.name for item in letter.enclosures),
            _numbered(item.name for item in content.enclosures),
        ),
        (
            Section.CLASSIFICATION,
            "classification",
            "gizlilik derecesi",
            "grade",
            letter.classification,
            content.classification,
        ),
        (Section.URGENCY, "urgency", "ivedilik", "urgency", letter.urgency, content.urgency),
    )
    for section, place, what_tr, what_en, found, expected in same:
        yield "S2-r-5", section, place, what_tr, what_en, found, expected
    if code is not None and content.verification_code is not None:
        what = ("verification.code", "doğrulama kodu", "verification code")
        yield "S2-r-5", Section.VERIFICATION, *what, code, content.verification_code


def _numbered(names: Iterable[str]) -> str:
    """A list of names in which no name can be taken for two: quotes inside are doubled."""
    doubled = (name.replace('"', '""') for name in names)
    return "; ".join(f'{place}- "{name}"' for place, name in enumerate(doubled, 1))


def _read(specification: str) -> Letter:
    check_length("yazı belirtimi / letter", specification, LONGEST_LETTER)
    try:
        return read_letter(json.loads(specification))
    except (ValueError, RecursionError) as error:
        raise LetterUnreadableError(places="JSON") from error
    except LetterSpecificationError as refusal:
        places = dict.fromkeys(problem.place or "-" for problem in refusal.problems)
        raise LetterUnreadableError(places=", ".join(places)[:400]) from refusal
