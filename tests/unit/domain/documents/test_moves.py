"""Whatever state a document is in, only the moves of the state machine are open; all others are refused by id."""

from dataclasses import replace

import pytest

from domain.documents import (
    AddReference,
    AssignDocument,
    CancelDocument,
    CloseWithoutAnswer,
    EditDraft,
    FileDocument,
    InitialDocument,
    ProposeGrade,
    ReassignDocument,
    Reference,
    RefuseSignature,
    ReturnForCorrection,
    ReturnToRegistry,
    SetUrgency,
)
from domain.documents.moves import ForbiddenMoveError
from domain.filing import Classification, Urgency
from testkit.given import Story
from testkit.letters import (
    ARRIVAL,
    LETTER,
    NUMBER,
    PASSED,
    REGISTER,
    ROUTE,
    SEAL,
    awaiting_signature,
    drafted,
    numbered,
    received,
    registered,
    routed,
    signed,
    signing,
    validated,
)
from testkit.people import AYSE, BARIS, DENIZ, REGISTRAR, SEALER, SYSTEM, UNIT, Person

MOVES: dict[str, tuple[object, Person]] = {
    "SM-2": (EditDraft(LETTER, subject="Başka Konu"), AYSE),
    "SM-3": (ProposeGrade(LETTER, Classification.OFFICIAL_USE, "Gerekçe"), AYSE),
    "SM-3b": (SetUrgency(LETTER, Urgency.URGENT), AYSE),
    "SM-4": (AddReference(LETTER, Reference("i1", "2024-02-01", "Kurum")), AYSE),
    "SM-5": (NUMBER, AYSE),
    "SM-6": (ROUTE, AYSE),
    "SM-7": (InitialDocument(LETTER, "0" * 64), BARIS),
    "SM-8": (ReturnForCorrection(LETTER, "Neden"), DENIZ),
    "SM-12": (signing(1), DENIZ),
    "SM-14": (RefuseSignature(LETTER, "Neden"), DENIZ),
    "SM-15": (CancelDocument(LETTER, "Neden"), AYSE),
    "SM-16": (SEAL, SEALER),
    "SM-21": (FileDocument(LETTER, "903.07.02", "1"), AYSE),
    "SM-33": (PASSED, SYSTEM),
    "SM-34": (REGISTER, REGISTRAR),
    "SM-38": (AssignDocument(ARRIVAL, UNIT), DENIZ),
    "SM-39": (ReassignDocument(ARRIVAL, UNIT, "Neden"), DENIZ),
    "SM-39b": (ReturnToRegistry(ARRIVAL, "Neden"), DENIZ),
    "SM-40": (CloseWithoutAnswer(ARRIVAL, "Neden"), DENIZ),
}
"""One command for each move of the state machine, by somebody who might be allowed to."""

DRAFTING = {"SM-2", "SM-3", "SM-3b", "SM-4", "SM-6", "SM-15"}


def cancelled() -> Story:
    return numbered().given(CancelDocument(LETTER, "Vazgeçildi"))


def sealed() -> Story:
    return signed().given(SEAL, by=SEALER)


def filed() -> Story:
    return sealed().given(FileDocument(LETTER, "903.07.02", "1"))


def invalid() -> Story:
    from domain.documents import PackageVerdict

    return received().given(replace(PASSED, verdict=PackageVerdict.FAILED), by=SYSTEM)


def assigned() -> Story:
    return registered().given(AssignDocument(ARRIVAL, UNIT), by=DENIZ)


def closed() -> Story:
    return assigned().given(CloseWithoutAnswer(ARRIVAL, "Bilgi"), by=DENIZ)


STATES = {
    "draft": (drafted, LETTER, DRAFTING | {"SM-5"}),
    "numbered": (numbered, LETTER, DRAFTING),
    "initialling": (routed, LETTER, {"SM-7", "SM-8", "SM-15"}),
    "awaiting signature": (awaiting_signature, LETTER, {"SM-8", "SM-12", "SM-14", "SM-15"}),
    "signed": (signed, LETTER, {"SM-16", "SM-21"}),
    "sealed": (sealed, LETTER, {"SM-21"}),
    "cancelled": (cancelled, LETTER, set[str]()),
    "filed": (filed, LETTER, set[str]()),
    "received": (received, ARRIVAL, {"SM-33"}),
    "validated": (validated, ARRIVAL, {"SM-34"}),
    "invalid": (invalid, ARRIVAL, set[str]()),
    "registered": (registered, ARRIVAL, {"SM-38", "SM-21"}),
    "assigned": (assigned, ARRIVAL, {"SM-39", "SM-39b", "SM-40", "SM-21"}),
    "closed": (closed, ARRIVAL, {"SM-21"}),
}
"""Each state: how a document gets there, and the moves that are open from it."""

FORBIDDEN = [(state, move) for state, (_, _, open_moves) in STATES.items() for move in MOVES if move not in open_moves]


@pytest.mark.parametrize(("state", "move"), FORBIDDEN, ids=[f"{state}: {move}" for state, move in FORBIDDEN])
def test_forbidden_move_is_refused_by_id_and_changes_nothing(state: str, move: str) -> None:
    reach, document_id, _ = STATES[state]
    command, who = MOVES[move]
    story = reach()
    before = story.document(document_id).version
    story.when(replace(command, document_id=document_id), by=who)  # type: ignore[type-var]
    assert isinstance(story.refusal, ForbiddenMoveError)
    # An incoming document is filed by SM-41, an outgoing one by SM-21.
    expected = "SM-41" if move == "SM-21" and document_id == ARRIVAL else move.rstrip("b")
    assert story.refusal.rule_id == expected
    assert story.document(document_id).version == before
