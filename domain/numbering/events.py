"""Facts of a register of numbers: one per direction, unit and year."""

from uuid import UUID

from domain.events import CreationFact, Fact


class Opened(CreationFact):
    """The register of a unit and year was opened (kayıt defteri açıldı)."""

    TOPIC = "number.opened"
    AGGREGATE = "domain.numbering.model:Register"

    key: str
    """Readable form, e.g. ``number-outgoing-24301050-2026``."""
    direction: str
    """``incoming``, ``outgoing`` or ``internal``."""
    unit: str
    year: int


class Allocated(Fact):
    """A registration number was given to a document (sayı verildi, GR-11)."""

    TOPIC = "number.allocated"

    registration_no: int
    """The last number given so far: the register is known from its last fact alone."""
    document_id: UUID


class Voided(Fact):
    """A number was voided; it is never given again (sayı iptal edildi, Y-11-1)."""

    TOPIC = "number.voided"

    registration_no: int
    document_id: UUID
    last_no: int
    """The last number given so far, as in `Allocated`."""
