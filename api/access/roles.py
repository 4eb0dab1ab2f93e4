"""Roles at the door: named, never derived from rank (asks U16)."""

from enum import StrEnum


class Role(StrEnum):
    """What a signed-in person or system may be at the door. The rules of the documents ask for duties besides."""

    REGISTRAR = "registrar"
    """Registry office (evrak birimi): works on documents within the duties the person holds."""
    ARCHIVIST = "archivist"
    """Archivist (arşivci): reads all, files, exports."""
    AUDITOR = "auditor"
    """Auditor (denetçi): reads all, writes nothing; own reads are recorded."""
    EBYS = "ebys"
    """Document management system: acts for persons it names in each request."""
    OPERATOR = "operator"
    """Operator (işletmen): runs the ledger; sees days and renewals, no documents."""


_LABELS = {
    Role.REGISTRAR: "Evrak birimi",
    Role.ARCHIVIST: "Arşivci",
    Role.AUDITOR: "Denetçi",
    Role.EBYS: "EBYS",
    Role.OPERATOR: "İşletmen",
}


def role_label(role: Role) -> str:
    """Turkish name of a role."""
    return _LABELS[role]
