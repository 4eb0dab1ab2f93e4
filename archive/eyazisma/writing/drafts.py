"""A letter with its files, before anything is digested."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from archive.eyazisma.catalogue import enclosures as found
from archive.eyazisma.findings import Finding, Severity
from archive.eyazisma.model import EnclosureKind, FinalMetadata, Metadata
from archive.eyazisma.part_file_names import part_file_name, unique_names
from archive.eyazisma.rules.enclosures import check_enclosure_values, check_references
from archive.eyazisma.rules.final_metadata import check_final_metadata
from archive.eyazisma.rules.metadata import check_metadata
from archive.eyazisma.rules.parties import check_party, check_texts
from archive.eyazisma.vocabulary import COVER_LETTER_FOLDER, ENCLOSURES_FOLDER, UNSIGNED_ENCLOSURES_FOLDER
from archive.eyazisma.writing.files import FileContent
from archive.eyazisma.writing.refusals import PackageBuildError


@dataclass(frozen=True, slots=True)
class PackageDraft:
    """What goes into a package."""

    metadata: Metadata
    cover_letter: FileContent
    files: Mapping[str, FileContent] = field(default_factory=dict)
    """Enclosure files by enclosure id."""

    def checked(self, *, accept_errors: bool = False) -> "PackageDraft":
        """The draft with its ids in upper case. Raises `PackageBuildError` with everything fatal, and with every error
        unless they are accepted."""
        draft = replace(
            self,
            metadata=_upper(self.metadata),
            files={id_.strip().upper(): content for id_, content in self.files.items()},
        )
        refuse(tuple(draft.findings()), accept_errors)
        return draft

    def findings(self) -> Iterator[Finding]:
        """Groups B to D of the rule list, and the files against the enclosures (rules 25, 26)."""
        metadata = self.metadata
        yield from check_metadata(metadata, 2, None, creating=True)
        yield from check_enclosure_values(metadata, None)
        yield from check_references(metadata, None)
        for party in (
            metadata.creator,
            *(each.recipient for each in metadata.distributions),
            *metadata.related_parties,
        ):
            if party is not None:
                yield from check_party(party, 2, None)
        yield from check_texts(metadata, None)
        declared = {each.id.value for each in metadata.enclosures if each.kind is EnclosureKind.FILE}
        for id_ in sorted(declared - self.files.keys()):
            yield found.ENCLOSURE_FILE_MISSING.at(None, id_)
        for id_ in sorted(self.files.keys() - declared):
            yield found.ENCLOSURE_UNDECLARED.at(None, id_)
        for enclosure in metadata.enclosures:
            if enclosure.kind is EnclosureKind.FILE and enclosure.signed is None:
                yield found.ENCLOSURE_SIGNED_DISAGREES.at(None, enclosure.id.value)

    @property
    def cover_letter_part(self) -> str:
        """Part name of the cover letter."""
        return COVER_LETTER_FOLDER + part_file_name(self.metadata.file_name or "")

    def enclosure_parts(self) -> dict[str, str]:
        """Part names of enclosure files by enclosure id; names that would meet are numbered (package guide §3.4)."""
        files = [each for each in self.metadata.enclosures if each.kind is EnclosureKind.FILE]
        names = unique_names([part_file_name(each.file_name or "") for each in files])
        return {
            each.id.value: (ENCLOSURES_FOLDER if each.signed else UNSIGNED_ENCLOSURES_FOLDER) + name
            for each, name in zip(files, names, strict=True)
        }


def check_final(final: FinalMetadata, *, accept_errors: bool = False) -> None:
    """Group E of the rule list. Raises `PackageBuildError`."""
    refuse((*check_final_metadata(final, 2, None), *check_texts(final, None)), accept_errors)


def refuse(findings: tuple[Finding, ...], accept_errors: bool) -> None:
    """Raise `PackageBuildError` when something fatal is among `findings`, or an error that is not accepted."""
    grave = {Severity.FATAL} if accept_errors else {Severity.FATAL, Severity.ERROR}
    refused = tuple(finding for finding in findings if finding.severity in grave)
    if refused:
        raise PackageBuildError(refused)


def _upper(metadata: Metadata) -> Metadata:
    return replace(
        metadata,
        document_id=metadata.document_id.strip().upper(),
        enclosures=tuple(
            replace(each, id=replace(each.id, value=each.id.value.strip().upper())) for each in metadata.enclosures
        ),
        references=tuple(
            replace(each, id=replace(each.id, value=each.id.value.strip().upper())) for each in metadata.references
        ),
    )
