"""A register of numbers: gives the next one, voids, never gives one twice (Y-11-1)."""

from typing import Self
from uuid import UUID

from eventsourcing.domain import Aggregate

from domain.events import Fact, stream_id_of
from domain.numbering.commands import AllocateNumber, VoidNumber
from domain.numbering.errors import NumberNotAllocatedError
from domain.numbering.events import Allocated, Opened, Voided
from domain.parties import Act


def register_id_of(direction: str, unit: str, year: int) -> UUID:
    """Stream of the register of a direction (``incoming`` or ``outgoing``), unit and year."""
    return stream_id_of("number", direction, unit, str(year))


class Register(Aggregate):
    """Numbers of one direction, unit and year, from 1 upward.

    Each fact carries the last number given, so the register is known from its last fact alone: giving the hundred
    thousandth number of a year costs as much as giving the first.
    """

    last_no: int = 0

    @classmethod
    def open(cls, direction: str, unit: str, year: int, act: Act) -> Self:
        """The register of a year that has begun."""
        return cls._create(
            Opened,
            id=register_id_of(direction, unit, year),
            **act.stamp,
            key=f"number-{direction}-{unit}-{year}",
            direction=direction,
            unit=unit,
            year=year,
        )

    @classmethod
    def resumed(cls, last: Fact) -> Self:
        """The register as its last fact leaves it."""
        register = cls.__new__(cls)
        register.__base_init__(last.originator_id, last.originator_version, last.timestamp)
        register.when(last)
        return register

    def allocate(self, command: AllocateNumber, act: Act) -> int:
        """Give the next number to a document."""
        number = self.last_no + 1
        self.trigger_event(Allocated, **act.stamp, registration_no=number, document_id=command.document_id)
        return number

    def void(self, command: VoidNumber, act: Act) -> None:
        """Void a number; it is never given again. Raises NumberNotAllocatedError."""
        if not 1 <= command.registration_no <= self.last_no:
            raise NumberNotAllocatedError(registration_no=command.registration_no)
        self.trigger_event(
            Voided,
            **act.stamp,
            registration_no=command.registration_no,
            document_id=command.document_id,
            last_no=self.last_no,
        )

    def when(self, fact: Fact) -> None:
        """Take a fact in."""
        match fact:
            case Opened():
                self.last_no = 0
            case Allocated():
                self.last_no = fact.registration_no
            case Voided():
                self.last_no = fact.last_no
            case _:
                raise TypeError(f"{type(fact).__name__} is no fact of a register")
