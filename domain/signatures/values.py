"""Values of a signature's own life."""

from dataclasses import dataclass
from enum import StrEnum


class SignaturePurpose(StrEnum):
    """What a signature is on its document (imza, paraf, mühür)."""

    SIGNATURE = "signature"
    INITIALS = "initials"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """One finding about a signature."""

    code: str
    message: str
    signer: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyVersions:
    """Versions of the data a verdict rests on (K-8)."""

    trust_list: str | None = None
    algorithms: str | None = None
    validator: str | None = None
