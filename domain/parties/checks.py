"""What a correspondent must say of itself, by its kind (S2-f-1)."""

from domain.parties.errors import InstitutionIncompleteError, LegalPersonIncompleteError, PersonNameError
from domain.parties.identifiers import DetsisNo, KepAddress, NationalId
from domain.parties.values import Party, PartyKind


def check_party(party: Party) -> None:
    """Raise the refusal of the first rule the party breaks; names of people are never split or joined (N-6)."""
    match party.kind:
        case PartyKind.INSTITUTION:
            if not party.detsis_no or not party.name:
                raise InstitutionIncompleteError
            DetsisNo(party.detsis_no)
        case PartyKind.LEGAL_PERSON:
            if not party.name:
                raise LegalPersonIncompleteError
        case PartyKind.NATURAL_PERSON:
            if not party.given_names or not party.surname or party.name:
                raise PersonNameError
            if party.national_id is not None:
                NationalId(party.national_id)
    if party.kep_address is not None:
        KepAddress(party.kep_address)
