"""From a document of the ledger to the metadata of its package, as the standard spells it.

The same document gives the same metadata: ids that the ledger knows by other names are derived from them, times are
those of the recorded facts. What the ledger does not know stays unsaid or comes from the sender's profile.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final
from uuid import UUID

from archive.eyazisma import model
from archive.eyazisma.certificates import subject_names
from archive.eyazisma.vocabulary import REFERENCE_LABELS
from archive.eyazisma.writing import SenderProfile
from domain.documents import Document, Enclosure, EnclosureKind, Recipient, Reference
from domain.documents.events import Signed
from domain.events import ISTANBUL, Refusal, stream_id_of
from domain.filing import FilePlan
from domain.parties import Party, PartyKind
from timestamping.cms import Certificate

_DETSIS_DIGITS: Final = 8
_LANGUAGE: Final = "tr"
_ISO_639_3: Final = {
    "ar": "ara",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fr": "fra",
    "it": "ita",
    "ru": "rus",
    "tr": "tur",
}
"""Languages by the code of two letters under which drafts are kept."""


class SignerNameUnknownError(Refusal):
    """Given names and surname of a signer are nowhere stated apart; a full name is never split (N-6)."""

    rule_id = "N-6"
    field = "signers"
    text_tr = (
        "{name} ({person_id}) için ad ve soyad ayrı ayrı bilinmiyor: sertifikasında yok; gönderen profiline "
        "`signers` altında ekleyin."
    )
    text_en = (
        "Given names and surname of {name} ({person_id}) are not known apart: the certificate does not say; add them "
        "to the sender profile under `signers`."
    )


def letter_metadata(document: Document, profile: SenderProfile, plan: FilePlan) -> model.Metadata:
    """What the package says of the letter. The document has a cover letter and a number."""
    content, number = document.content, document.number
    assert content.body is not None, "the caller has asked for the cover letter"
    assert number is not None, "the caller has asked for the number"
    return model.Metadata(
        document_id=str(document.id).upper(),
        subject=_text(content.subject),
        grade_code=content.classification.value,
        grade_until=_midnight(content.classification_ends_on),
        media_type=content.body.media_type,
        own_id=model.Identifier(str(document.id), "KUTUK"),
        distributions=tuple(_distribution(document, each) for each in content.recipients),
        enclosures=tuple(_enclosure(document, each, order) for order, each in enumerate(content.enclosures, 1)),
        references=tuple(
            _reference(document, each, REFERENCE_LABELS[place : place + 1])
            for place, each in enumerate(content.references)
        ),
        language=_language(content.language),
        creator=profile.creator,
        file_name=content.body.name,
        file_codes=_file_codes(number.file_code, plan),
        verification_address=profile.verification_address,
    )


def final_metadata(
    document: Document, profile: SenderProfile, certificate_of: Callable[[Signed], Certificate | None]
) -> model.FinalMetadata:
    """Date, number and signers. The document's signature is complete. Raises SignerNameUnknownError."""
    assert document.completion is not None, "the caller has asked for the complete signature"
    return model.FinalMetadata(
        date=model.Moment(document.completion.dated_at.astimezone(ISTANBUL).isoformat()),
        document_no=document.document_no,
        signatures=tuple(
            _stated_signature(each, profile.signers, certificate_of(each)) for each in document.signatures
        ),
    )


def item_id(document_id: UUID, kind: str, ledger_id: str) -> str:
    """The GUID of an enclosure or reference: its id in the ledger when that is one, else one derived from it."""
    with suppress(ValueError):
        return str(UUID(ledger_id)).upper()
    return str(stream_id_of(f"package-{kind}", str(document_id), ledger_id)).upper()


def _enclosure(document: Document, item: Enclosure, order: int) -> model.Enclosure:
    file = item.file if item.kind is EnclosureKind.FILE else None
    place = item.location if item.kind is EnclosureKind.LINK else None
    return model.Enclosure(
        id=model.ItemId(item_id(document.id, "enclosure", item.id)),
        kind_code=item.kind.value,
        order=order,
        file_name=file.name if file else None,
        media_type=file.media_type if file else None,
        title=_text(item.name),
        note=_text(item.location) if item.kind is EnclosureKind.PHYSICAL and item.location else None,
        link=place,
        signed=item.signed if item.kind is EnclosureKind.FILE else False,
    )


def _reference(document: Document, item: Reference, label: str) -> model.Reference:
    return model.Reference(
        id=model.ItemId(item_id(document.id, "reference", item.id)),
        label=label,
        document_no=item.document_no,
        date=_midnight(item.date),
        title=_optional(item.name or item.sender),
        note=_optional(item.note),
    )


def _distribution(document: Document, item: Recipient) -> model.Distribution:
    return model.Distribution(
        recipient=_party(item.party),
        urgency_code=document.content.urgency.value,
        purpose_code=item.distribution.value,
        due=item.due_duration or document.content.due_duration,
        withheld=tuple(item_id(document.id, "enclosure", each) for each in item.omitted_enclosures) or None,
    )


def _party(party: Party) -> model.Party:
    match party.kind:
        case PartyKind.INSTITUTION:
            unit_no = party.unit if party.unit and _is_detsis_no(party.unit) else None
            shown = f"{party.name} ({party.unit})" if party.name and party.unit and not unit_no else party.name
            return model.Institution(party.detsis_no or "", _optional(shown), _contact(party), unit_no)
        case PartyKind.LEGAL_PERSON:
            own = model.Identifier(party.register_no or "", party.register_scheme)
            return model.LegalPerson(own, _optional(party.name), _contact(party))
        case PartyKind.NATURAL_PERSON:
            name = model.PersonName(_optional(party.given_names), _optional(party.surname))
            return model.NaturalPerson(name, party.national_id, None, _contact(party))


def _contact(party: Party) -> model.Contact | None:
    if not party.kep_address and not party.address:
        return None
    return model.Contact(kep_address=party.kep_address, address=_optional(party.address))


def _file_codes(code: str, plan: FilePlan) -> tuple[model.FileCode, ...]:
    """The code with the name it has in the plan; without that name the standard has no place for it."""
    try:
        return (model.FileCode(code, plan.leaf(code).name),)
    except Refusal:  # a later plan may have divided or dropped it
        return ()


def _stated_signature(
    signed: Signed, known: Mapping[str, model.NaturalPerson], certificate: Certificate | None
) -> model.StatedSignature:
    stamped = signed.signature.stamped_at
    return model.StatedSignature(
        signer=_signer(signed, known.get(signed.person_id), certificate),
        office=_optional(signed.on_behalf_of),
        purpose=_text("İmza"),
        date=None if stamped is None else model.Moment(stamped.astimezone(ISTANBUL).isoformat()),
    )


def _signer(signed: Signed, known: model.NaturalPerson | None, certificate: Certificate | None) -> model.NaturalPerson:
    if known is not None:
        return known
    names = None if certificate is None else subject_names(certificate)
    if names is None:
        raise SignerNameUnknownError(name=signed.name, person_id=signed.person_id)
    given, surname = names
    return model.NaturalPerson(model.PersonName(_text(given), _text(surname)), role=_optional(signed.title))


def _language(code: str) -> str | None:
    """ISO 639-3, as the standard writes languages; None for a code we have no such form of: `Dil` is optional."""
    return code if len(code) == 3 else _ISO_639_3.get(code.lower())


def _midnight(day: str | None) -> model.Moment | None:
    """A day as the standard writes one: its first moment in Istanbul."""
    return model.Moment(f"{day}T00:00:00+03:00") if day else None


def _is_detsis_no(text: str) -> bool:
    return len(text) == _DETSIS_DIGITS and text.isascii() and text.isdigit()


def _optional(text: str | None) -> model.Text | None:
    return _text(text) if text else None


def _text(text: str) -> model.Text:
    return model.Text(text, _LANGUAGE)
