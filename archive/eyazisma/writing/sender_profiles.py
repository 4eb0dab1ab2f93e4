"""What a package says of its sender that stands in no document: kept by the institution in one JSON file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.eyazisma.model import Institution, NaturalPerson
from archive.eyazisma.writing.specification_parties import read_natural_person, read_party
from archive.eyazisma.writing.specification_values import Reader, SpecificationError

VERIFICATION_ADDRESS = "https://www.turkiye.gov.tr/belge-dogrulama"
"""Where documents of public bodies are verified when the profile names no other place (S2-m-4)."""


@dataclass(frozen=True, slots=True)
class SenderProfile:
    """The sender as its packages show it. What it says is digested and signed: change it between letters only."""

    creator: Institution
    verification_address: str = VERIFICATION_ADDRESS
    signers: Mapping[str, NaturalPerson] = field(default_factory=dict)
    """People by their id in the ledger: given names and surname apart, which no full name tells (N-6)."""


def read_sender_profile(data: Mapping[str, object]) -> SenderProfile:
    """Understand a profile. Raises `SpecificationError` with the path of the first key that is missing or wrong."""
    root = Reader(data, "")
    creator = read_party(root.nested("creator"))
    if not isinstance(creator, Institution):
        raise SpecificationError(path="creator.kind", reason="institution expected")
    profile = SenderProfile(
        creator=creator,
        verification_address=root.optional_text("verification_address") or VERIFICATION_ADDRESS,
        signers={each.text("person_id"): read_natural_person(each) for each in root.objects("signers")},
    )
    root.finish()
    return profile
