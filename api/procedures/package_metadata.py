"""From a package as the standard spells it to the metadata that our register keeps (IncomingMetadata).

Values are taken over as written; what the package does not say stays unsaid, nothing is invented (S1-KEP-4).
"""

import re
from datetime import UTC, datetime
from typing import Final

from archive import eyazisma
from archive.eyazisma.model import DeliveryPurpose as Purpose
from archive.eyazisma.model import Distribution, Moment, NaturalPerson
from archive.eyazisma.model import EnclosureKind as PackagedKind
from domain.documents.values import (
    Distribution as DistributionKind,
)
from domain.documents.values import (
    Enclosure,
    EnclosureKind,
    IncomingMetadata,
    Recipient,
    Reference,
)
from domain.events import ISTANBUL, istanbul_day
from domain.filing import Classification, Urgency
from domain.parties import Party, PartyKind

_DURATION: Final = re.compile(r"-?P.+")
_GRADES: Final = {
    eyazisma.Grade.NONE: Classification.NONE,
    eyazisma.Grade.OFFICIAL_USE: Classification.OFFICIAL_USE,
    eyazisma.Grade.RESTRICTED_LEGACY: Classification.RESTRICTED_LEGACY,
    eyazisma.Grade.SECRET: Classification.SECRET,
    eyazisma.Grade.TOP_SECRET: Classification.TOP_SECRET,
    # Kişiye Özel of 1.x says who may open it, not how secret it is (S2-ö-5).
    eyazisma.Grade.PERSONAL_LEGACY: Classification.NONE,
}
_URGENCIES: Final = {
    eyazisma.Urgency.NORMAL: Urgency.NORMAL,
    eyazisma.Urgency.URGENT: Urgency.URGENT,
    eyazisma.Urgency.DATED: Urgency.DATED,
}
_HASTE: Final = (Urgency.URGENT, Urgency.DATED, Urgency.NORMAL)
_KINDS: Final = {
    PackagedKind.FILE: EnclosureKind.FILE,
    PackagedKind.LINK: EnclosureKind.LINK,
    PackagedKind.PHYSICAL: EnclosureKind.PHYSICAL,
}


def incoming_metadata(package: eyazisma.Package, institution: str) -> IncomingMetadata:
    """What the register keeps of a package; `institution` (DETSİS no) picks the reply time that is ours.

    Raises ValueError for a package whose metadata could not be read.
    """
    metadata = package.metadata
    if metadata is None:
        raise ValueError("the package has no readable metadata")
    dated = _instant(package.date)
    ours = [line for line in metadata.distributions if _is_ours(line, institution)] or list(metadata.distributions)
    return IncomingMetadata(
        subject=metadata.subject.value if metadata.subject else "",
        document_no=package.document_no,
        document_date=istanbul_day(dated).isoformat() if dated else None,
        dated_at=dated,
        sender=_party(metadata.creator) if metadata.creator else None,
        classification=_GRADES[metadata.grade] if metadata.grade else Classification.NONE,
        urgency=_urgency(ours),
        due_duration=next((line.due for line in ours if line.due and _DURATION.fullmatch(line.due)), None),
        file_code=metadata.file_codes[0].code if metadata.file_codes else None,
        language=metadata.language or "tur",
        package_version=package.version,
        enclosures=tuple(_enclosure(item) for item in metadata.enclosures),
        references=tuple(_reference(item) for item in metadata.references),
        recipients=tuple(
            _recipient(str(at), line) for at, line in enumerate(metadata.distributions, 1) if line.recipient
        ),
        signers=tuple(item.signer.name.full for item in package.signatures if item.signer),
    )


def sender_of(package: eyazisma.Package) -> Party | None:
    """Who made the package, as it says itself."""
    return _party(package.metadata.creator) if package.metadata and package.metadata.creator else None


def _is_ours(line: Distribution, institution: str) -> bool:
    return line.recipient is not None and eyazisma.Recipient(institution).is_(line.recipient)


def _urgency(lines: list[Distribution]) -> Urgency:
    """The most pressing one: a letter that is urgent for one of ours is urgent for us."""
    said = {_URGENCIES[line.urgency] for line in lines if line.urgency}
    return next((urgency for urgency in _HASTE if urgency in said), Urgency.NORMAL)


def _instant(moment: Moment | None) -> datetime | None:
    """A moment without offset is Istanbul time: that is where it was written."""
    instant = moment.instant if moment else None
    if instant is None:
        return None
    return (instant if instant.tzinfo else instant.replace(tzinfo=ISTANBUL)).astimezone(UTC)


def _party(party: eyazisma.Party) -> Party:
    match party:
        case eyazisma.Institution(detsis_no=number, name=name, unit_no=unit, contact=contact):
            kep = contact.kep_address if contact else None
            return Party(
                PartyKind.INSTITUTION, name=name.value if name else None, detsis_no=number, unit=unit, kep_address=kep
            )
        case eyazisma.LegalPerson(id=identifier, name=name):
            return Party(
                PartyKind.LEGAL_PERSON,
                name=name.value if name else None,
                register_scheme=identifier.scheme,
                register_no=identifier.value,
            )
        case NaturalPerson(name=name, citizen_no=number):
            given = " ".join(piece.value for piece in (name.first, name.second) if piece)
            return Party(
                PartyKind.NATURAL_PERSON,
                given_names=given or None,
                surname=name.last.value if name.last else None,
                national_id=number,
            )


def _enclosure(item: eyazisma.Enclosure) -> Enclosure:
    title = item.title.value if item.title else None
    return Enclosure(
        id=item.id.value,
        name=title or item.file_name or item.id.value,
        kind=_KINDS[item.kind] if item.kind else EnclosureKind.FILE,
        signed=bool(item.signed),
        location=item.link,
    )


def _reference(item: eyazisma.Reference) -> Reference:
    dated = _instant(item.date)
    return Reference(
        id=item.id.value,
        date=istanbul_day(dated).isoformat() if dated else None,
        document_no=item.document_no,
        note=item.title.value if item.title else None,
    )


def _recipient(at: str, line: Distribution) -> Recipient:
    if line.recipient is None:
        raise ValueError("a distribution line without a recipient")
    for_action = line.purpose is not Purpose.FOR_INFORMATION
    return Recipient(
        id=at,
        party=_party(line.recipient),
        distribution=DistributionKind.FOR_ACTION if for_action else DistributionKind.FOR_INFORMATION,
        omitted_enclosures=line.withheld or (),
        due_duration=line.due if line.due and _DURATION.fullmatch(line.due) else None,
    )
