"""People on a letter, sections h to l: who signs, approves, concurs, initials and coordinates."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.letters.kinds import Capacity, InitialsMethod


@dataclass(frozen=True, slots=True)
class Signer:
    """İmza: one person who signs; names are kept apart and put together only on the page (N-6)."""

    given_names: str
    surname: str
    title: str
    """Unvan of the signer's own office, initial capitals."""
    academic_title: str | None = None
    """Academic title or rank, full or short: ``Prof. Dr.`` (S2-h-3)."""
    academic_title_below: bool = False
    """One line below the name instead of before it."""
    capacity: Capacity = Capacity.PRINCIPAL
    on_behalf_of: str | None = None
    """Office signed for: ``Genel Müdür``; printed with “a.” or “V.” (S2-h-13, S2-h-15)."""
    valid_from: date | None = None
    """First day of the delegation or acting appointment."""
    valid_until: date | None = None
    """Last day of it."""
    rank: int | None = None
    """Rank in the institution, larger is higher; None: taken from the table of ranks."""
    signed_at: datetime | None = None
    """Instant in the time stamp of the signature, or of signing by hand; None: not signed yet."""
    text_above: str | None = None
    """Anything that would stand above the name; nothing may (S2-h-5)."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Olur: who approves, and the offices between proposer and approver that concur (S2-j-1, S2-j-6)."""

    approver: Signer
    concurrences: tuple[Signer, ...] = ()
    """“Uygun görüşle arz ederim.”, in the order of signing."""


@dataclass(frozen=True, slots=True)
class Initials:
    """Paraf of one person; on paper it stands only on the copy that the institution keeps (S2-k-8)."""

    given_names: str
    surname: str
    title: str
    """Without abbreviations (S2-k-1)."""
    unit: str | None = None
    day: date | None = None
    """Day they were given; None: not yet."""
    rank: int | None = None
    method: InitialsMethod = InitialsMethod.E_APPROVAL
