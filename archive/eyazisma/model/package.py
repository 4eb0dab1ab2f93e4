"""A whole package: its kind, its values, and the way to its bytes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from archive.eyazisma.container import OpcPackage
from archive.eyazisma.findings import Finding
from archive.eyazisma.model.codes import DigestDocumentKind, PackageKind
from archive.eyazisma.model.digests import DigestDocument
from archive.eyazisma.model.metadata import FinalMetadata, Metadata, StatedSignature
from archive.eyazisma.model.parties import Party
from archive.eyazisma.model.values import Moment


class Component(Enum):
    """What a part is for; the value is its name in our words."""

    CORE = "core"
    COVER_LETTER = "cover_letter"
    METADATA = "metadata"
    INITIALS_DIGEST = "initials_digest"
    INITIALS_SIGNATURE = "initials_signature"
    PACKAGE_DIGEST = "package_digest"
    SIGNATURE = "signature"
    FINAL_METADATA = "final_metadata"
    FINAL_DIGEST = "final_digest"
    SEAL = "seal"
    TARGETS = "targets"
    """BelgeHedef: addressees of an encrypted copy; in 1.x of every package."""
    LEGACY_SIGNATURES = "legacy_signatures"
    """BelgeImza of 1.x."""
    ENCRYPTED_CONTENT = "encrypted_content"
    ENCRYPTION_INFO = "encryption_info"
    UPDATE_INFO = "update_info"
    ORIGINAL_PACKAGE = "original_package"


@dataclass(frozen=True, slots=True)
class CoreProperties:
    """The OPC core properties, as written."""

    part: str
    identifier: str | None = None
    created: Moment | None = None
    creator: str | None = None
    subject: str | None = None
    category: str | None = None
    content_type: str | None = None
    version: str | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class EnclosureFile:
    """A file in the package that belongs to an enclosure."""

    enclosure_id: str
    """From the relationship id; compare case-insensitively."""
    part: str
    signed: bool
    """Whether it came by the relationship for signed enclosures."""
    present: bool
    """False when the relationship points to no part."""


@dataclass(frozen=True, slots=True)
class EncryptionInfo:
    """How the content of an encrypted package was made (şifreli içerik bilgisi)."""

    id: str | None
    version: str | None
    method: str | None
    uris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradeChange:
    """A later change of grade (güvenlik kodu değişikliği, K-17); values as written."""

    reason_code: str
    new_grade_code: str
    changed_at: Moment | None
    explanation: str
    decision_no: str
    decision_id: str
    understood: bool = True
    """False when the entry holds something that is no change of grade."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package, read. Holds its file open: close it, or use it in a ``with``."""

    opc: OpcPackage
    kind: PackageKind
    major: int
    """Generation of the format: 1 or 2."""
    core: CoreProperties | None
    components: Mapping[Component, tuple[str, ...]]
    """Part names present, by purpose; more than one only when the package breaks the rules."""
    dangling: frozenset[Component]
    """Components that a relationship promises but no part delivers."""
    enclosure_files: tuple[EnclosureFile, ...]
    metadata: Metadata | None
    final_metadata: FinalMetadata | None
    digests: Mapping[DigestDocumentKind, DigestDocument]
    targets: tuple[Party, ...] = ()
    encryption: EncryptionInfo | None = None
    changes: tuple[GradeChange, ...] = ()
    problems: tuple[Finding, ...] = field(default=())
    """What was found while reading."""

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.opc.close()

    @property
    def version(self) -> str | None:
        """Version as the core properties write it."""
        return None if self.core is None else self.core.version

    @property
    def document_id(self) -> str | None:
        """BelgeId in upper case; of a package without readable metadata the core identifier; None when neither."""
        if self.metadata is not None and self.metadata.document_id.strip():
            return self.metadata.document_id.strip().upper()
        identifier = None if self.core is None else self.core.identifier
        return identifier.strip().upper() if identifier and identifier.strip() else None

    @property
    def document_no(self) -> str | None:
        """Number of the letter (belge no), wherever this generation writes it."""
        if self.final_metadata is not None and self.final_metadata.document_no:
            return self.final_metadata.document_no
        return None if self.metadata is None else self.metadata.legacy_document_no

    @property
    def date(self) -> Moment | None:
        """Date of the letter (tarih), wherever this generation writes it."""
        if self.final_metadata is not None and self.final_metadata.date is not None:
            return self.final_metadata.date
        return None if self.metadata is None else self.metadata.legacy_date

    @property
    def signatures(self) -> tuple[StatedSignature, ...]:
        """Signatures as the metadata states them."""
        return () if self.final_metadata is None else self.final_metadata.signatures

    def part(self, component: Component) -> str | None:
        """Name of the first part of this purpose; None when there is none."""
        found = self.components.get(component, ())
        return found[0] if found else None

    def read(self, component: Component) -> bytes | None:
        """The exact bytes of a component of bounded size (not of letters and enclosures); None when absent."""
        part = self.part(component)
        if part is None:
            return None
        limits = self.opc.limits
        return self.opc.read(part, max(limits.xml_bytes, limits.signature_bytes))

    def chunks(self, part: str) -> Iterator[bytes]:
        """The exact bytes of any part that is present, in pieces; this is how letters and enclosures are read."""
        return self.opc.chunks(part)
