"""Empty optional elements of 1.x are absent ones: many old writers leave none out (package guide §12)."""

from dataclasses import replace

from archive.eyazisma.model import (
    Contact,
    Distribution,
    FinalMetadata,
    Identifier,
    Institution,
    LegalPerson,
    Metadata,
    NaturalPerson,
    Party,
    StatedSignature,
)


def without_empty_options(metadata: Metadata) -> Metadata:
    """`metadata` of 1.x with empty optional values taken as unsaid; what must be said stays empty and is found."""
    return replace(
        metadata,
        own_id=_own_id(metadata.own_id),
        language=metadata.language or None,
        distributions=tuple(map(_distribution, metadata.distributions)),
        enclosures=tuple(replace(each, own_id=_own_id(each.own_id)) for each in metadata.enclosures),
        references=tuple(
            replace(each, own_id=_own_id(each.own_id), enclosure_id=each.enclosure_id or None)
            for each in metadata.references
        ),
        creator=None if metadata.creator is None else _party(metadata.creator),
        related_parties=tuple(map(_party, metadata.related_parties)),
    )


def without_empty_people(final: FinalMetadata) -> FinalMetadata:
    """The same for the list of signatures of 1.x."""
    return replace(final, signatures=tuple(map(_stated_signature, final.signatures)))


def _stated_signature(stated: StatedSignature) -> StatedSignature:
    signer, delegated, represented = (
        None if person is None else _person(person)
        for person in (stated.signer, stated.delegated_by, stated.represented)
    )
    return replace(stated, signer=signer, delegated_by=delegated, represented=represented)


def _own_id(value: Identifier | None) -> Identifier | None:
    return value if value is not None and value.value else None


def _distribution(line: Distribution) -> Distribution:
    recipient = None if line.recipient is None else _party(line.recipient)
    return replace(line, recipient=recipient, due=line.due or None, withheld=line.withheld or None)


def _party(party: Party) -> Party:
    match party:
        case Institution():
            return replace(party, unit_no=party.unit_no or None, contact=_contact(party.contact))
        case NaturalPerson():
            return _person(party)
        case LegalPerson():
            return replace(party, contact=_contact(party.contact))


def _person(person: NaturalPerson) -> NaturalPerson:
    return replace(person, citizen_no=person.citizen_no or None, contact=_contact(person.contact))


def _contact(contact: Contact | None) -> Contact | None:
    if contact is None:
        return None
    return replace(
        contact,
        telephone=contact.telephone or None,
        other_telephone=contact.other_telephone or None,
        email=contact.email or None,
        kep_address=contact.kep_address or None,
        fax=contact.fax or None,
        web_address=contact.web_address or None,
    )
