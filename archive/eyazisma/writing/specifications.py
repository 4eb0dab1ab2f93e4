"""A package described in JSON, for `kutuk package build`; keys are the English names of the model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.eyazisma import model
from archive.eyazisma.model import codes
from archive.eyazisma.writing.builder import PackageBuilder, Stage
from archive.eyazisma.writing.drafts import PackageDraft
from archive.eyazisma.writing.specification_parties import read_natural_person, read_party
from archive.eyazisma.writing.specification_values import Reader

Signer = Callable[[bytes], bytes]
"""Makes the attached CMS over a list; a key port, or a person's signing tool."""

_GRADES = {grade.value: code for code, grade in codes.GRADE_CODES.items()}
_URGENCIES = {urgency.value: code for code, urgency in codes.URGENCY_CODES.items()}
_PURPOSES = {purpose.value: code for code, purpose in codes.PURPOSE_CODES.items()}
_KINDS = {kind.value: code for code, kind in codes.ENCLOSURE_CODES.items()}


@dataclass(frozen=True, slots=True)
class PackageSpecification:
    """A JSON specification, understood."""

    draft: PackageDraft
    final: model.FinalMetadata | None
    created: datetime | None
    with_initials: bool
    initials: bytes | None
    signature: bytes | None
    seal: bytes | None
    accept_errors: bool


def read_specification(data: Mapping[str, object], folder: Path) -> PackageSpecification:
    """Understand a specification; files are named relative to `folder` and must lie in it.

    Raises `SpecificationError` with the path of the first key that is missing, unknown or wrong.
    """
    root = Reader(data, "")
    draft = PackageDraft(
        metadata=_metadata(root),
        cover_letter=root.file("cover_letter", folder),
        files={
            each.text("id"): each.file("file", folder)
            for each in root.objects("enclosures")
            if each.choice("kind", _KINDS) == "DED"
        },
    )
    final = root.optional_nested("final")
    specification = PackageSpecification(
        draft=draft,
        final=None if final is None else _final(final),
        created=None if final is None else final.moment("created"),
        with_initials=root.flag("initials_digest") or False,
        initials=root.optional_bytes("initials_signature", folder),
        signature=root.optional_bytes("signature", folder),
        seal=root.optional_bytes("seal", folder),
        accept_errors=root.flag("accept_errors") or False,
    )
    root.finish()
    return specification


def build_specified(
    specification: PackageSpecification,
    *,
    initialler: Signer | None = None,
    signer: Signer | None = None,
    sealer: Signer | None = None,
) -> PackageBuilder:
    """Build as far as signatures at hand allow; `stage` of the result says how far that was.

    The result is deterministic: to sign elsewhere, build once, sign the list that the result holds, name the signature
    file in the specification and build again.
    """
    builder = PackageBuilder(specification.draft, accept_errors=specification.accept_errors)
    if specification.with_initials:
        initials = _made(builder.write_initials_digest(), specification.initials, initialler)
        if initials is None:
            return builder
        builder.add_initials(initials)
    signature = _made(builder.write_package_digest(), specification.signature, signer)
    if signature is None:
        return builder
    builder.add_signature(signature)
    if specification.final is None or specification.created is None:
        return builder
    builder.write_final_metadata(specification.final)
    builder.write_core(specification.created)
    seal = _made(builder.write_final_digest(), specification.seal, sealer)
    if seal is not None:
        builder.add_seal(seal)
    return builder


NEXT_STEPS = {
    Stage.INITIALS_DIGESTED: "ParafOzeti/ParafOzeti.xml",
    Stage.PACKAGE_DIGESTED: "PaketOzeti/PaketOzeti.xml",
    Stage.FINAL_DIGESTED: "NihaiOzet/NihaiOzet.xml",
}
"""Which list is to be signed next, by the stage a build stopped at."""


def _made(document: bytes, given: bytes | None, signer: Signer | None) -> bytes | None:
    if given is not None:
        return given
    return None if signer is None else signer(document)


def _metadata(root: Reader) -> model.Metadata:
    return model.Metadata(
        document_id=root.text("document_id"),
        subject=root.tagged("subject"),
        grade_code=root.choice("grade", _GRADES),
        grade_until=root.optional_moment("grade_until"),
        grade_unlimited=root.flag("grade_unlimited") or False,
        media_type=root.text("media_type"),
        own_id=_own_id(root),
        distributions=tuple(map(_distribution, root.objects("distributions"))),
        enclosures=tuple(_enclosure(each, order) for order, each in enumerate(root.objects("enclosures"), 1)),
        references=tuple(map(_reference, root.objects("references"))),
        language=root.optional_text("language") or "tur",
        creator=read_party(root.nested("creator")),
        related_parties=tuple(map(read_party, root.objects("related_parties"))),
        file_name=root.text("file_name"),
        file_codes=tuple(
            model.FileCode(each.text("code"), each.text("name"), each.optional_text("note"))
            for each in root.objects("file_codes")
        ),
        services=tuple(
            model.PublicService(each.integer("code"), each.text("name"), each.optional_text("description"))
            for each in root.objects("services")
        ),
        verification_address=root.text("verification_address"),
    )


def _own_id(reader: Reader) -> model.Identifier | None:
    found = reader.optional_nested("own_id")
    return None if found is None else model.Identifier(found.text("value"), found.text("scheme"))


def _distribution(reader: Reader) -> model.Distribution:
    withheld = reader.texts("withheld")
    return model.Distribution(
        recipient=read_party(reader.nested("recipient")),
        urgency_code=reader.choice("urgency", _URGENCIES),
        purpose_code=reader.choice("purpose", _PURPOSES),
        due=reader.optional_text("due"),
        withheld=withheld or None,
    )


def _enclosure(reader: Reader, order: int) -> model.Enclosure:
    digest = reader.optional_nested("digest")
    return model.Enclosure(
        id=model.ItemId(reader.text("id"), reader.flag("names_package")),
        kind_code=reader.choice("kind", _KINDS),
        order=reader.optional_integer("order") or order,
        document_no=reader.optional_text("document_no"),
        file_name=reader.optional_text("file_name"),
        media_type=reader.optional_text("media_type"),
        title=reader.optional_tagged("title"),
        note=reader.optional_tagged("note"),
        link=reader.optional_text("link"),
        own_id=_own_id(reader),
        signed=reader.flag("signed") or False,
        digest=None if digest is None else model.ExternalDigest(digest.text("algorithm"), digest.text("value")),
    )


def _reference(reader: Reader) -> model.Reference:
    return model.Reference(
        id=model.ItemId(reader.text("id"), reader.flag("names_package")),
        label=reader.text("label"),
        document_no=reader.optional_text("document_no"),
        date=reader.optional_moment("date"),
        enclosure_id=reader.optional_text("enclosure_id"),
        title=reader.optional_tagged("title"),
        note=reader.optional_tagged("note"),
        own_id=_own_id(reader),
    )


def _final(reader: Reader) -> model.FinalMetadata:
    return model.FinalMetadata(
        date=model.Moment(reader.text("date")),
        document_no=reader.text("document_no"),
        signatures=tuple(map(_signature, reader.objects("signatures"))),
    )


def _signature(reader: Reader) -> model.StatedSignature:
    delegated, represented = reader.optional_nested("delegated_by"), reader.optional_nested("represented")
    return model.StatedSignature(
        signer=read_natural_person(reader.nested("signer")),
        delegated_by=None if delegated is None else read_natural_person(delegated),
        represented=None if represented is None else read_natural_person(represented),
        office=reader.optional_tagged("office"),
        purpose=reader.optional_tagged("purpose"),
        note=reader.optional_tagged("note"),
        date=reader.optional_moment("date"),
    )
