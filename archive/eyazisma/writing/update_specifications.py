"""A change of grade described in JSON, for `kutuk package update`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.eyazisma.model import GradeChange, Moment, Package, Party, codes
from archive.eyazisma.writing.files import FileContent
from archive.eyazisma.writing.specification_parties import read_party
from archive.eyazisma.writing.specification_values import Reader
from archive.eyazisma.writing.updates import UpdateBuilder

_REASON = "GuvenlikKodu"
_GRADES = {grade.value: code for code, grade in codes.GRADE_CODES.items()}


@dataclass(frozen=True, slots=True)
class UpdateSpecification:
    """A JSON description of a change of grade, understood."""

    id: str
    """GUID of the update package."""
    created: datetime
    creator: Party
    change: GradeChange
    seal: bytes | None
    """The seal, when it was made elsewhere."""


def read_update_specification(data: Mapping[str, object], folder: Path) -> UpdateSpecification:
    """Understand a description; the seal file, if named, lies in `folder`. Raises `SpecificationError`."""
    root = Reader(data, "")
    root.moment("changed_at")
    specification = UpdateSpecification(
        id=root.text("id"),
        created=root.moment("created"),
        creator=read_party(root.nested("creator")),
        change=GradeChange(
            reason_code=_REASON,
            new_grade_code=root.choice("new_grade", _GRADES),
            changed_at=Moment(root.text("changed_at")),
            explanation=root.text("explanation"),
            decision_no=root.text("decision_no"),
            decision_id=root.text("decision_id"),
        ),
        seal=root.optional_bytes("seal", folder),
    )
    root.finish()
    return specification


def build_update(specification: UpdateSpecification, original: FileContent, opened: Package) -> UpdateBuilder:
    """The update package of `original`, from whose exact bytes `opened` was read; with its seal when there is one."""
    builder = UpdateBuilder(
        original,
        opened,
        specification.change,
        id_=specification.id,
        creator=specification.creator,
        created=specification.created,
    )
    if specification.seal is not None:
        builder.add_seal(specification.seal)
    return builder
