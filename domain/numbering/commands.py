"""What may be asked of a register of numbers."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AllocateNumber:
    """Take the next number of a register for a document."""

    direction: str
    unit: str
    year: int
    document_id: UUID


@dataclass(frozen=True, slots=True)
class VoidNumber:
    """Void a number that a document took."""

    register_id: UUID
    registration_no: int
    document_id: UUID
