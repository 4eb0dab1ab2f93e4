"""From the bytes that arrived to what is judged and registered: the package, its plain form, its letter."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from api.procedures.package_metadata import incoming_metadata
from archive import eyazisma
from archive.eyazisma.encryption import EnvelopeRefused, OpeningKey
from domain.documents import IncomingMetadata, Reference, incoming_document_id
from domain.filing import Classification

_DEEPEST: Final = 8
"""Updates of updates that are followed: protects the process from a package made as a tower."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrived, opened as far as it goes."""

    package: eyazisma.Package | None
    """The package itself: of an opened encrypted one the package inside; None when it is no package."""
    encrypted: bool
    plain: bytes | None = None
    """Exact bytes of the plain package, when it came encrypted and could be opened."""
    key_id: str | None = None
    letter: eyazisma.Package | None = None
    """The normal package with the letter; inside an update package the original."""

    @property
    def package_id(self) -> str | None:
        """BelgeId; None when nothing could be read."""
        return self.package.document_id if self.package else None

    @property
    def unopened(self) -> bool:
        """Encrypted, and none of our keys opens it."""
        return self.encrypted and self.plain is None

    def metadata(self, institution: str) -> IncomingMetadata | None:
        """What the register keeps; of an update package the letter's, with the grade as changed (K-17)."""
        if self.package is None or self.letter is None or self.letter.metadata is None:
            return None
        metadata = incoming_metadata(self.letter, institution)
        if self.letter is self.package or self.letter.document_id is None:
            return metadata
        original = Reference(
            id=self.letter.document_id,
            date=metadata.document_date,
            document_no=metadata.document_no,
            document_id=incoming_document_id(self.letter.document_id, ""),
            note="güncellenen özgün paket",
        )
        grades = [code for change in self.package.changes if (code := change.new_grade_code) in set(Classification)]
        return replace(
            metadata,
            classification=Classification(grades[-1]) if grades else metadata.classification,
            package_version=self.package.version,
            references=(*metadata.references, original),
        )


@contextmanager
def opened(raw: BinaryIO, keys: Sequence[OpeningKey], limits: eyazisma.ReadLimits) -> Iterator[Arrival]:
    """Open what arrived; nothing in the bytes makes it raise. The file stays the caller's, and must stay open."""
    with ExitStack() as stack:
        package = _package(raw, limits, stack)
        if package is None:
            yield Arrival(None, encrypted=False)
        elif package.kind is not eyazisma.PackageKind.ENCRYPTED:
            yield Arrival(package, False, letter=_letter(package, limits, stack))
        else:
            plain, key_id = _plain(package, keys)
            inside = _package(plain, limits, stack) if plain is not None else None
            if plain is None or inside is None:
                yield Arrival(package, encrypted=True)
            else:
                yield Arrival(inside, True, plain, key_id, _letter(inside, limits, stack))


def _package(raw: bytes | BinaryIO, limits: eyazisma.ReadLimits, stack: ExitStack) -> eyazisma.Package | None:
    try:
        return stack.enter_context(eyazisma.open_package(raw, limits=limits))
    except eyazisma.PackageRefused:
        return None  # the check says why


def _letter(package: eyazisma.Package, limits: eyazisma.ReadLimits, stack: ExitStack) -> eyazisma.Package | None:
    found: eyazisma.Package | None = package
    for _ in range(_DEEPEST):
        if found is None or found.kind is eyazisma.PackageKind.NORMAL:
            return found
        part = found.part(eyazisma.Component.ORIGINAL_PACKAGE)
        if found.kind is not eyazisma.PackageKind.UPDATE or part is None:
            return None
        try:
            found = _package(b"".join(found.chunks(part)), limits, stack)
        except eyazisma.PackageRefused:
            return None
    return None


def _plain(package: eyazisma.Package, keys: Sequence[OpeningKey]) -> tuple[bytes | None, str | None]:
    """The plain package and the certificate serial of the key that opened it; a plain zip needs no key."""
    for key in (None, *keys):
        try:
            plain = eyazisma.open_encrypted_package(package, () if key is None else (key,))
        except EnvelopeRefused:
            continue
        except eyazisma.PackageRefused:
            return None, None
        return plain.content, None if key is None else f"{key.certificate.serial:x}"
    return None, None
