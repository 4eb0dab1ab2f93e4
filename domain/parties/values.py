"""Who writes, who is written to, who acts: institutions, legal persons and natural persons as values."""

from dataclasses import dataclass
from enum import StrEnum


class PartyKind(StrEnum):
    """Kind of correspondent (S2-f-1)."""

    INSTITUTION = "institution"
    """Public institution known by its DETSİS number."""
    LEGAL_PERSON = "legal_person"
    """Private legal person (tüzel şahıs)."""
    NATURAL_PERSON = "natural_person"
    """Natural person (gerçek şahıs)."""


@dataclass(frozen=True, slots=True)
class Party:
    """One correspondent. Only the fields of its kind are filled; `check_party` says which are owed."""

    kind: PartyKind
    name: str | None = None
    """Name of an institution or legal person, as in its register; None for natural persons (N-6)."""
    detsis_no: str | None = None
    """DETSİS number of an institution, 8 digits (N-8); kept beside the name (S2-f-4)."""
    unit: str | None = None
    """Unit of the institution, printed in parentheses on the second line (S2-f-5)."""
    register_scheme: str | None = None
    """Register a legal person is known in, e.g. ``MERSIS``."""
    register_no: str | None = None
    """Number in that register."""
    given_names: str | None = None
    """Given names of a natural person, never derived from a full name (N-6)."""
    surname: str | None = None
    """Surname of a natural person, all parts together (N-6)."""
    national_id: str | None = None
    """T.C. kimlik no of a natural person (N-7)."""
    kep_address: str | None = None
    """Registered e-mail (KEP) address."""
    address: str | None = None
    """Postal address, lines separated by newlines (S2-f-7)."""


class Role(StrEnum):
    """What a person may do besides what the document itself grants (signer, initialler, drafter): duties, not rank."""

    DRAFTER = "drafter"
    """Has the draft right in the unit (hazırlayan)."""
    REGISTRAR = "registrar"
    """Works in the registry office (evrak birimi)."""
    UNIT_MANAGER = "unit_manager"
    """Heads a unit (birim amiri)."""
    ARCHIVIST = "archivist"
    """Files and keeps (arşiv birimi)."""
    SEAL_KEEPER = "seal_keeper"
    """Holds the key of the institution's e-seal."""
    TOP_SECRET_ASSIGNER = "top_secret_assigner"
    """Designated to give the grade çok gizli (S1-GİZ-7)."""
    SYSTEM = "system"
    """A process of the ledger itself: workers and intake."""
