"""Every operation a door offers, and which role may do it: data, not code (default deny)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from api.access.roles import Role


class Operation(StrEnum):
    """One thing a caller can ask for at a door."""

    WHO_AM_I = "viewer.read"
    READ_DOCUMENTS = "documents.read"
    SEARCH_DOCUMENTS = "documents.search"
    READ_INITIALS = "initials.read"
    """Sees paraf data (S2-k-3); asked besides READ_DOCUMENTS."""
    READ_EVENTS = "events.read"
    READ_AUDIT = "audit.read"
    READ_DAYS = "days.read"
    READ_RENEWALS = "renewals.read"
    READ_REGISTERS = "registers.read"
    EXPORT_EVENTS = "events.export"
    EXPORT_AUDIT = "audit.export"
    EXPORT_EVIDENCE = "evidence.export"
    EXPORT_PACKAGE = "packages.export"
    """Exchange packages of our own documents, and the lists in them that are to be signed."""
    """Take a document out of the ledger with its whole history and every proof."""
    UPLOAD = "files.upload"
    """Put bytes in storage that a later command names."""
    DRAFT = "documents.draft"
    """Draft, edit, grade, urgency, enclosures, references, recipients, number."""
    ROUTE = "documents.route"
    """Route, initial, return for correction."""
    SIGN = "documents.sign"
    """Attach a signature, complete, refuse to sign."""
    SEAL = "documents.seal"
    FILE = "documents.file"
    CANCEL = "documents.cancel"
    REGISTER_INCOMING = "incoming.register"
    ASSIGN_INCOMING = "incoming.assign"
    """Assign, reassign, return to the registry."""
    CONCLUDE_INCOMING = "incoming.conclude"
    """Answer, close without answer."""
    ACT_FOR_PERSON = "persons.act_for"
    """Name in the request the person acted for."""


_READING: Final = frozenset(
    {
        Operation.WHO_AM_I,
        Operation.READ_DOCUMENTS,
        Operation.SEARCH_DOCUMENTS,
        Operation.READ_DAYS,
        Operation.READ_REGISTERS,
        Operation.READ_INITIALS,
    }
)
_WORKING: Final = frozenset(
    {
        Operation.UPLOAD,
        Operation.DRAFT,
        Operation.ROUTE,
        Operation.SIGN,
        Operation.SEAL,
        Operation.FILE,
        Operation.CANCEL,
        Operation.REGISTER_INCOMING,
        Operation.ASSIGN_INCOMING,
        Operation.CONCLUDE_INCOMING,
    }
)
_INSPECTING: Final = frozenset(
    {
        Operation.READ_EVENTS,
        Operation.READ_AUDIT,
        Operation.READ_RENEWALS,
        Operation.EXPORT_EVENTS,
        Operation.EXPORT_AUDIT,
        Operation.EXPORT_EVIDENCE,
    }
)

PERMISSIONS: Final[Mapping[Role, frozenset[Operation]]] = {
    Role.REGISTRAR: _READING | _WORKING | {Operation.EXPORT_PACKAGE},
    Role.ARCHIVIST: _READING | _INSPECTING | {Operation.FILE, Operation.EXPORT_PACKAGE},
    Role.AUDITOR: _READING | _INSPECTING,
    Role.EBYS: _READING | _WORKING | {Operation.READ_EVENTS, Operation.ACT_FOR_PERSON, Operation.EXPORT_PACKAGE},
    Role.OPERATOR: frozenset({Operation.WHO_AM_I, Operation.READ_DAYS, Operation.READ_RENEWALS}),
}
"""Role × operation. What is not named here is refused."""

WRITING: Final = _WORKING
"""Operations that change documents: an auditor holds none of them."""


def roles_for(operation: Operation) -> tuple[Role, ...]:
    """Roles that may do the operation, in the order the roles are declared."""
    return tuple(role for role in Role if operation in PERMISSIONS[role])
