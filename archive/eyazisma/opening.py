"""From an encrypted package to the plain one inside, which is what must be kept (S1-ŞİF-5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.eyazisma.catalogue import wrapped as found
from archive.eyazisma.encryption import OpeningKey, decrypt, is_whole
from archive.eyazisma.findings import Finding, refusal
from archive.eyazisma.model import Component, Package

_ZIP = b"PK\x03\x04"
_ASN1_SEQUENCE = b"\x30"


@dataclass(frozen=True, slots=True)
class PlainPackage:
    """The finished package that an encrypted one carried."""

    content: bytes
    """Exact bytes of the inner file."""
    warnings: tuple[Finding, ...]
    """Says aloud that the content was not encrypted at all, when it was not."""


def open_encrypted_package(package: Package, keys: Sequence[OpeningKey]) -> PlainPackage:
    """Open the content of `package` with the first of `keys` that fits.

    Raises `PackageRefused` when there is no content or it is no envelope, `EnvelopeRefused` when it cannot be opened.
    A content that is a plain zip is given out with a warning that must reach a person. What is inside is not checked.
    """
    part = package.part(Component.ENCRYPTED_CONTENT)
    if part is None:
        raise refusal(found.ENCRYPTED_CONTENT_MISSING.at())
    content = package.opc.read(part, package.opc.limits.entry_bytes)
    if content.startswith(_ZIP):
        return PlainPackage(content, (found.CONTENT_NOT_ENCRYPTED.at(part),))
    if not content.startswith(_ASN1_SEQUENCE) or not is_whole(content):
        raise refusal(found.CONTENT_UNREADABLE.at(part))
    return PlainPackage(decrypt(content, keys), ())
