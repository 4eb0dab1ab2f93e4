"""Which grades an identity may see: need to know, default deny (S1-GİZ-6, T-9). Data, not code."""

from collections.abc import Mapping
from typing import Final

from api.access.errors import AccessDeniedError
from api.access.identity import Identity
from api.access.reads import ReadRecorder
from api.access.roles import Role
from domain.access import DeniedCause, denied
from domain.filing import Classification

_WORKING: Final = frozenset({Classification.NONE, Classification.OFFICIAL_USE})
_INSPECTING: Final = frozenset(Classification)

GRADES: Final[Mapping[Role, frozenset[Classification]]] = {
    Role.REGISTRAR: _WORKING,
    Role.EBYS: _WORKING,
    Role.ARCHIVIST: _INSPECTING,
    Role.AUDITOR: _INSPECTING,
    Role.OPERATOR: frozenset(),
}
"""Role × grade. What is not named here is refused; a document of unknown grade counts as graded."""


def grades_of(identity: Identity) -> tuple[str, ...]:
    """Codes of the grades the identity may see, in the order of the code list."""
    allowed = {grade for role in identity.roles for grade in GRADES.get(role, frozenset())}
    return tuple(grade.value for grade in Classification if grade in allowed)


def require_grade(identity: Identity, grade: str | None, reads: ReadRecorder, document_id: str) -> None:
    """Pass when the identity may see a document of this grade; None is an unknown grade.

    Raises AccessDeniedError after appending the attempt (GR-15). Blocks while appending.
    """
    if grade in grades_of(identity) or (grade is None and Classification.TOP_SECRET.value in grades_of(identity)):
        return
    reads.note(
        denied,
        element_type="document",
        element_id=document_id,
        cause=DeniedCause.CLASSIFICATION,
        rule_id="S1-GİZ-6",
    )
    reads.settle()
    allowed = ", ".join(role.value for role, grades in GRADES.items() if grade in {item.value for item in grades})
    raise AccessDeniedError(operation="documents.read", needed=allowed or "–")
