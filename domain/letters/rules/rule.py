"""A rule as a value: its id, where it belongs, how grave it is, from when it holds, and how to judge by it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from domain.letters.findings import LetterFinding, Section, Severity
from domain.letters.letter import Letter
from domain.letters.parts import Paragraph, Table
from domain.letters.people import Signer
from domain.letters.ports import LetterData
from domain.letters.printing import is_internal
from domain.letters.settings import RuleSettings
from domain.parties import Party
from domain.regimes import first_day

IN_FORCE: Final = first_day("R-2020")
"""The rules of the Yönetmelik hold from here; older letters were written by other rules."""
ALWAYS: Final = date.min

Patch = Mapping[str, Any]
"""Changes to the sample specification: objects are merged, all else is replaced, None removes a key."""


@dataclass(frozen=True)
class Case:
    """One letter before the rules, with everything they may know."""

    letter: Letter
    on: date
    """Istanbul day by whose rules the letter is judged."""
    data: LetterData
    settings: RuleSettings

    @cached_property
    def paragraphs(self) -> tuple[tuple[str, str], ...]:
        """Place and text of each paragraph of the text."""
        blocks = enumerate(self.letter.body)
        return tuple((f"body[{place}].text", block.text) for place, block in blocks if isinstance(block, Paragraph))

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Place and text of each paragraph and table cell."""
        cells = [
            (f"body[{place}].rows[{row}]", cell)
            for place, block in enumerate(self.letter.body)
            if isinstance(block, Table)
            for row, cells in enumerate((block.header, *block.rows), -1)
            for cell in cells
        ]
        return (*self.paragraphs, *cells)

    @cached_property
    def turkish(self) -> bool:
        """Written in Turkish; rules on Turkish spelling leave other languages alone (S2-ğ-14)."""
        return self.letter.language == "tur"

    @cached_property
    def internal(self) -> bool:
        """Between units of one institution."""
        return is_internal(self.letter)

    @cached_property
    def parties(self) -> tuple[tuple[str, Party], ...]:
        """Place and value of everybody the letter is addressed to or sent through."""
        found: list[tuple[str, Party | None]] = []
        if self.letter.addressee is not None:
            found += [("addressee.party", self.letter.addressee.party), ("addressee.via", self.letter.addressee.via)]
        for place, entry in enumerate(self.letter.distribution):
            found += [(f"distribution[{place}].party", entry.party), (f"distribution[{place}].via", entry.via)]
        return tuple((place, party) for place, party in found if party is not None)

    @cached_property
    def every_signer(self) -> tuple[tuple[str, Signer], ...]:
        """Place and value of signers, concurring offices and approver, in the order they sign."""
        found = [(f"signers[{place}]", signer) for place, signer in enumerate(self.letter.signers)]
        approval = self.letter.approval
        if approval is not None:
            found += [(f"approval.concurrences[{place}]", one) for place, one in enumerate(approval.concurrences)]
            found.append(("approval.approver", approval.approver))
        return tuple(found)

    @cached_property
    def signed(self) -> bool:
        """Whether everybody who signs has signed."""
        return bool(self.every_signer) and all(signer.signed_at is not None for _, signer in self.every_signer)


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a rule is broken, or cannot be judged; the rule's texts say the rest."""

    place: str
    details: Mapping[str, object]
    severity: Severity | None = None
    """Another severity than the rule's own, where the catalogue tells cases apart."""


def fault(place: str, **details: object) -> Fault:
    """A broken rule."""
    return Fault(place, details)


def warning(place: str, **details: object) -> Fault:
    """A case that the catalogue only warns of."""
    return Fault(place, details, Severity.WARN)


def unknown(place: str, **details: object) -> Fault:
    """Something the rule needs is not known."""
    return Fault(place, details, Severity.ASK)


Check = Callable[[Case], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class LetterRule:
    """One requirement of the catalogue as a check, with an example it passes and one it does not."""

    id: str
    section: Section
    severity: Severity
    text_tr: str
    """What is wrong and what to do; ``{names}`` are filled from the fault."""
    text_en: str
    check: Check
    bad: Patch
    """Makes the sample letter break this rule."""
    good: Patch
    """A near miss that it passes; empty: the sample letter itself."""
    since: date
    until: date | None
    ask_tr: str | None
    """What to say when the rule cannot be judged."""
    ask_en: str | None
    ask: Patch | None
    """Makes the sample letter one that this rule cannot judge."""
    open_to_institution: bool
    """Whether an institution may lower it (Y-36-1); raising is always allowed."""

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force."""
        return self.since <= day and (self.until is None or day < self.until)

    def findings(self, case: Case, severity: Severity) -> Iterator[LetterFinding]:
        """What the rule finds in a letter, with the severity an institution gave it."""
        for found in self.check(case):
            asked = found.severity is Severity.ASK
            text_tr, text_en = (self.ask_tr, self.ask_en) if asked else (self.text_tr, self.text_en)
            yield LetterFinding(
                self.id,
                self.section,
                found.severity or severity,
                found.place,
                (text_tr or "").format_map(found.details),
                (text_en or "").format_map(found.details),
            )


def rule(
    id: str,
    section: Section,
    severity: Severity,
    *,
    tr: str,
    en: str,
    bad: Patch,
    good: Patch | None = None,
    ask: Patch | None = None,
    ask_tr: str | None = None,
    ask_en: str | None = None,
    since: date = IN_FORCE,
    until: date | None = None,
    open_to_institution: bool = False,
) -> Callable[[Check], LetterRule]:
    """Turn a check into a rule; what is not said is: national, binding, in force since R-2020."""

    def made(check: Check) -> LetterRule:
        return LetterRule(
            id,
            section,
            severity,
            tr,
            en,
            check,
            bad,
            good or {},
            since,
            until,
            ask_tr,
            ask_en,
            ask,
            open_to_institution,
        )

    return made
