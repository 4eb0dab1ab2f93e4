"""A register gives each number once, whatever is voided in between, and is known from its last fact (Y-11-1)."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import Context, Fact, Origin
from domain.numbering import (
    Allocated,
    AllocateNumber,
    NumberNotAllocatedError,
    Register,
    VoidNumber,
    register_id_of,
)
from domain.parties import Act
from testkit.clock import START
from testkit.ids import sequential_uuid7
from testkit.people import AYSE, UNIT

ACT = Act(Context(AYSE.actor, Origin("cli"), "k"), START)
DOCUMENT = sequential_uuid7(1)
ALLOCATE = AllocateNumber("outgoing", UNIT, 2026, DOCUMENT)


def open_register() -> Register:
    return Register.open("outgoing", UNIT, 2026, ACT)


def void(number: int) -> VoidNumber:
    return VoidNumber(register_id_of("outgoing", UNIT, 2026), number, DOCUMENT)


def facts_of(register: Register) -> Sequence[Fact]:
    return [fact for fact in register.pending_events if isinstance(fact, Fact)]


def test_numbers_count_from_one() -> None:
    register = open_register()
    assert [register.allocate(ALLOCATE, ACT) for _ in range(3)] == [1, 2, 3]


def test_voided_number_is_never_given_again() -> None:
    register = open_register()
    register.allocate(ALLOCATE, ACT)
    register.void(void(1), ACT)
    assert register.allocate(ALLOCATE, ACT) == 2


@pytest.mark.parametrize("number", [0, 2, -1])
def test_number_never_given_cannot_be_voided(number: int) -> None:
    register = open_register()
    register.allocate(ALLOCATE, ACT)
    with pytest.raises(NumberNotAllocatedError):
        register.void(void(number), ACT)


@pytest.mark.parametrize("key", [("incoming", UNIT, 2026), ("outgoing", "24301050", 2026), ("outgoing", UNIT, 2027)])
def test_registers_differ_by_direction_unit_and_year(key: tuple[str, str, int]) -> None:
    assert register_id_of(*key) != register_id_of("outgoing", UNIT, 2026)


@given(st.lists(st.booleans(), max_size=30))
def test_register_resumed_from_its_last_fact_goes_on_as_if_it_had_never_stopped(acts: list[bool]) -> None:
    register = open_register()
    given_numbers: list[int] = []
    for voids in acts:
        if voids and given_numbers:
            register.void(void(given_numbers[0]), ACT)
        else:
            given_numbers.append(register.allocate(ALLOCATE, ACT))
        last = facts_of(register)[-1]
        resumed = Register.resumed(last)
        assert (resumed.id, resumed.version, resumed.last_no) == (register.id, register.version, register.last_no)
    assert given_numbers == list(range(1, len(given_numbers) + 1))


def test_fact_of_another_aggregate_is_a_fault() -> None:
    register = open_register()
    with pytest.raises(TypeError, match="no fact of a register"):
        register.when(Fact(originator_id=DOCUMENT, originator_version=1, timestamp=START, context=ACT.context))


def test_allocation_names_the_document() -> None:
    register = open_register()
    register.allocate(ALLOCATE, ACT)
    last = facts_of(register)[-1]
    assert isinstance(last, Allocated)
    assert last.document_id == DOCUMENT
