"""Institutions, units and people as values, and the checks of their identifiers.

Words: a *party* is a correspondent; a *role* is a duty a person holds beside what a document itself grants; an *act* is
who asks for something, when, and in which roles.

Called by every room that decides. Knows nothing of documents.
"""

from domain.parties.acts import Act
from domain.parties.checks import check_party
from domain.parties.errors import (
    DetsisNumberError,
    InstitutionIncompleteError,
    KepAddressError,
    LegalPersonIncompleteError,
    NationalIdError,
    PersonNameError,
)
from domain.parties.identifiers import KEP_DOMAINS, DetsisNo, KepAddress, NationalId
from domain.parties.values import Party, PartyKind, Role

__all__ = [
    "KEP_DOMAINS",
    "Act",
    "DetsisNo",
    "DetsisNumberError",
    "InstitutionIncompleteError",
    "KepAddress",
    "KepAddressError",
    "LegalPersonIncompleteError",
    "NationalId",
    "NationalIdError",
    "Party",
    "PartyKind",
    "PersonNameError",
    "Role",
    "check_party",
]
