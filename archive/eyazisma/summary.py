"""A package as plain data for `kutuk package show --json` and for pages."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import TypeAlias

from archive.eyazisma.model import (
    Distribution,
    Enclosure,
    GradeChange,
    Metadata,
    Moment,
    Package,
    Party,
    Reference,
    StatedSignature,
    Text,
)
from archive.eyazisma.model.parties import party_name, party_number

Json: TypeAlias = str | int | bool | Sequence["Json"] | Mapping[str, "Json"] | None


def summary(package: Package) -> dict[str, Json]:
    """Kind, identity, metadata and parts of `package`; keys are English, values as written in the package."""
    return {
        "kind": package.kind.value,
        "version": package.version,
        "document_id": package.document_id,
        "document_no": package.document_no,
        "date": _moment(package.date),
        "metadata": metadata_json(package),
        "targets": [_party(each) for each in package.targets],
        "encryption": None if package.encryption is None else as_json(package.encryption),
        "grade_changes": [_grade_change(each) for each in package.changes],
        "parts": [
            {
                "name": name,
                "size": package.opc.size(name),
                "content_type": package.opc.content_types.of(name),
                "purpose": _purpose(package, name),
            }
            for name in package.opc.names()
        ],
        "problems": [each.message_en for each in package.problems],
    }


def metadata_json(package: Package) -> dict[str, Json]:
    """What the package says of its letter; empty when it cannot be read."""
    metadata = package.metadata
    core = package.core
    producer: dict[str, Json] = {} if core is None else {"producer": core.revision, "created": _moment(core.created)}
    if metadata is None:
        return producer
    files = {each.enclosure_id.strip().upper(): each.part for each in package.enclosure_files if each.present}
    return {
        **_letter(metadata),
        "distributions": [_distribution(each) for each in metadata.distributions],
        "enclosures": [_enclosure(each, files) for each in metadata.enclosures],
        "references": [_reference(each) for each in metadata.references],
        "signatures": [_signature(each) for each in package.signatures],
        **producer,
    }


def _letter(metadata: Metadata) -> dict[str, Json]:
    return {
        "subject": None if metadata.subject is None else metadata.subject.value,
        "grade": None if metadata.grade is None else metadata.grade.value,
        "grade_code": metadata.grade_code,
        "grade_until": _moment(metadata.grade_until),
        "media_type": metadata.media_type,
        "file_name": metadata.file_name,
        "language": metadata.language,
        "creator": None if metadata.creator is None else _party(metadata.creator),
        "related_parties": [_party(each) for each in metadata.related_parties],
        "file_codes": [as_json(each) for each in metadata.file_codes],
        "services": [as_json(each) for each in metadata.services],
        "verification_address": metadata.verification_address,
    }


def _distribution(value: Distribution) -> Json:
    return {
        "recipient": None if value.recipient is None else _party(value.recipient),
        "urgency": None if value.urgency is None else value.urgency.value,
        "purpose": None if value.purpose is None else value.purpose.value,
        "due": value.due,
        "withheld": list(value.withheld or ()),
    }


def _enclosure(value: Enclosure, files: Mapping[str, str]) -> Json:
    return {
        "id": value.id.value,
        "kind": None if value.kind is None else value.kind.value,
        "order": value.order,
        "title": None if value.title is None else value.title.value,
        "document_no": value.document_no,
        "file_name": value.file_name,
        "media_type": value.media_type,
        "link": value.link,
        "signed": value.signed,
        "part": files.get(value.id.value.strip().upper()),
    }


def _reference(value: Reference) -> Json:
    return {
        "id": value.id.value,
        "label": value.label,
        "document_no": value.document_no,
        "date": _moment(value.date),
        "title": None if value.title is None else value.title.value,
        "enclosure_id": value.enclosure_id,
    }


def _signature(value: StatedSignature) -> Json:
    return {
        "signer": None if value.signer is None else value.signer.name.full,
        "role": None if value.signer is None or value.signer.role is None else value.signer.role.value,
        "delegated_by": None if value.delegated_by is None else value.delegated_by.name.full,
        "represented": None if value.represented is None else value.represented.name.full,
        "purpose": None if value.purpose is None else value.purpose.value,
        "date": _moment(value.date),
    }


def _grade_change(value: GradeChange) -> Json:
    return as_json(value)


def _party(party: Party) -> Json:
    return {"kind": type(party).__name__, "name": party_name(party), "number": party_number(party)}


def _moment(value: Moment | None) -> str | None:
    return None if value is None else value.text


def _purpose(package: Package, name: str) -> str | None:
    for component, parts in package.components.items():
        if name in parts:
            return component.value
    return "enclosure" if any(file.part == name for file in package.enclosure_files) else None


def as_json(value: object) -> Json:
    """A frozen value as plain data, field by field."""
    match value:
        case None | str() | int() | bool():
            return value
        case Text(value=text) | Moment(text=text):
            return text
        case tuple() | list():
            return [as_json(each) for each in value]
        case _ if is_dataclass(value):
            return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
        case _:
            return str(value)
