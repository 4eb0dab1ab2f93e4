"""Group B, rules 13 to 22: the metadata of the letter."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from archive.eyazisma.catalogue import metadata as found
from archive.eyazisma.findings import Finding
from archive.eyazisma.model import Distribution, Identifier, Metadata, codes
from archive.eyazisma.schema.forms import is_duration, is_guid

_WEB = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE)
_FILE_CODE = re.compile(r"\d{3}(\.\d{2}){0,3}")


def check_metadata(metadata: Metadata, major: int, part: str | None, *, creating: bool) -> Iterator[Finding]:
    """Rules 13 to 22. `creating` is the stricter view on letters written now."""
    yield from _check_fields(metadata, major, part)
    if not metadata.distributions:
        yield found.DISTRIBUTION_MISSING.at(part)
    known = metadata.enclosures_by_id().keys()
    for number, distribution in enumerate(metadata.distributions, 1):
        yield from _check_distribution(known, distribution, major, part, f"Dagitim {number}")
    yield from _check_own_ids(metadata, part)
    yield from _check_codes(metadata, major, part, creating)
    yield from _check_ids(metadata, major, part)
    yield from _check_language_and_plan(metadata, part)


def is_web_address(text: str) -> bool:
    """Whether `text` looks like a web address, with or without scheme."""
    return _WEB.fullmatch(text.strip()) is not None


def _check_fields(metadata: Metadata, major: int, part: str | None) -> Iterator[Finding]:
    fields = {
        "BelgeId": metadata.document_id,
        "Konu": None if metadata.subject is None else metadata.subject.value,
        "MimeTuru": metadata.media_type,
        "DosyaAdi": metadata.file_name,
    }
    if major > 1:
        fields["DogrulamaAdresi"] = metadata.verification_address
    for name, value in fields.items():
        if not (value or "").strip():
            yield found.FIELD_EMPTY.at(part, name)
    address = (metadata.verification_address or "").strip()
    if address and not is_web_address(address):
        yield found.VERIFICATION_ADDRESS_ODD.at(part, address)
    if major > 1 and (metadata.legacy_date is not None or metadata.legacy_document_no is not None):
        yield found.DATE_IN_METADATA.at(part)
    if metadata.creator is None:
        yield found.PARTY_MISSING.at(part, "Olusturan")


def _check_distribution(
    known: Collection[str], distribution: Distribution, major: int, part: str | None, where: str
) -> Iterator[Finding]:
    if distribution.recipient is None:
        yield found.PARTY_MISSING.at(part, where)
    due = (distribution.due or "").strip()
    if due == "0":
        yield found.DUE_ZERO.at(part, where)
        due = ""
    elif due.isascii() and due.isdigit():
        yield (found.DUE_INTEGER if major > 1 else found.DUE_INTEGER_LEGACY).at(part, f"{where}: {due}")
    elif distribution.due is not None and not is_duration(due):
        yield found.DUE_INVALID.at(part, f"{where}: {due}")
    if distribution.urgency is codes.Urgency.DATED and not due:
        yield found.DUE_MISSING.at(part, where)
    if distribution.withheld == ():
        yield found.WITHHELD_LIST_EMPTY.at(part, where)
    for id_ in distribution.withheld or ():
        if id_.strip().upper() not in known:
            yield found.WITHHELD_UNKNOWN.at(part, f"{where}: {id_}")


def _check_own_ids(metadata: Metadata, part: str | None) -> Iterator[Finding]:
    if metadata.own_id is None:
        yield found.OWN_ID_MISSING.at(part)
    own_ids: list[tuple[str, Identifier | None]] = [("UstVeri", metadata.own_id)]
    own_ids += [(f"Ek {each.id.value}", each.own_id) for each in metadata.enclosures]
    own_ids += [(f"Ilgi {each.id.value}", each.own_id) for each in metadata.references]
    for where, own_id in own_ids:
        if own_id is not None and not (own_id.value.strip() and (own_id.scheme or "").strip()):
            yield found.OWN_ID_INCOMPLETE.at(part, where)


def _check_codes(metadata: Metadata, major: int, part: str | None, creating: bool) -> Iterator[Finding]:
    if metadata.grade is None:
        yield found.CODE_UNKNOWN.at(part, f"GuvenlikKodu {metadata.grade_code}")
    elif major > 1 and metadata.grade_code in codes.LEGACY_GRADE_CODES:
        yield found.LEGACY_GRADE_CODE.at(part, metadata.grade_code)
    elif metadata.grade is codes.Grade.RESTRICTED_LEGACY:
        yield (found.GRADE_RESTRICTED_NEW if creating else found.GRADE_RESTRICTED).at(part)
    for distribution in metadata.distributions:
        if distribution.urgency is None:
            yield found.CODE_UNKNOWN.at(part, f"Ivedilik {distribution.urgency_code}")
        elif major > 1 and distribution.urgency_code in codes.LEGACY_URGENCY_CODES:
            yield found.LEGACY_URGENCY_CODE.at(part, distribution.urgency_code)
        if distribution.purpose is None:
            yield found.CODE_UNKNOWN.at(part, f"DagitimTuru {distribution.purpose_code}")
    for enclosure in metadata.enclosures:
        if enclosure.kind is None:
            yield found.CODE_UNKNOWN.at(part, f"EkTuru {enclosure.kind_code}")


def _check_ids(metadata: Metadata, major: int, part: str | None) -> Iterator[Finding]:
    ids = [("BelgeId", metadata.document_id)]
    ids += [(f"Ek {number}", each.id.value) for number, each in enumerate(metadata.enclosures, 1)]
    ids += [(f"Ilgi {number}", each.id.value) for number, each in enumerate(metadata.references, 1)]
    for where, value in ids:
        if not value.strip():
            if where != "BelgeId":  # rule 13 has said so
                yield found.ID_EMPTY.at(part, where)
        elif not is_guid(value.strip()):
            yield found.ID_NOT_GUID.at(part, f"{where}: {value}")
        elif major > 1 and value != value.upper():
            yield found.ID_NOT_UPPER.at(part, f"{where}: {value}")
    counts = Counter(value.strip().upper() for _, value in ids if value.strip())
    for value, count in counts.items():
        if count > 1:
            yield found.ID_REPEATED.at(part, value)


def _check_language_and_plan(metadata: Metadata, part: str | None) -> Iterator[Finding]:
    language = metadata.language
    if language is not None and not (len(language) == 3 and language.isascii() and language.isalpha()):
        yield found.LANGUAGE_INVALID.at(part, language)
    for entry in metadata.file_codes:
        if not entry.code.strip() or not entry.name.strip():
            yield found.FILE_CODE_EMPTY.at(part, entry.code or entry.name)
        elif not _FILE_CODE.fullmatch(entry.code.strip()):
            yield found.FILE_CODE_FORM.at(part, entry.code)
    for service in metadata.services:
        if service.code is None or service.code <= 0 or not service.name.strip():
            yield found.SERVICE_INVALID.at(part, f"{service.code} {service.name}")
