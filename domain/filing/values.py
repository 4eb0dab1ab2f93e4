"""Grades, urgency and places in the file plan as values; enum values are the codes of the exchange standard (K-20)."""

from dataclasses import dataclass
from enum import StrEnum


class Classification(StrEnum):
    """Confidentiality grade (gizlilik derecesi)."""

    NONE = "YOK"
    OFFICIAL_USE = "HZO"
    """Hizmete özel (S1-GİZ-6)."""
    RESTRICTED_LEGACY = "OZL"
    """Özel (S1-GİZ-5); withdrawn in 2022 (CF-3)."""
    SECRET = "GZL"
    """Gizli (S1-GİZ-4)."""
    TOP_SECRET = "CGZ"
    """Çok gizli (S1-GİZ-3)."""


class Urgency(StrEnum):
    """Urgency of a document (süreli yazışma, S2-ö-1)."""

    NORMAL = "NRM"
    URGENT = "ACL"
    """ACELE: answered at once."""
    DATED = "GNL"
    """GÜNLÜDÜR: answered within the stated time (S2-ö-2)."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a file plan entry is kept (saklama süresi, T-5)."""

    years: int | None
    """Whole years after the retention clock starts; None when kept without limit."""
    disposition_code: str
    """Letter of the retention schedule that says what happens then (saklama kodu, A-6)."""
