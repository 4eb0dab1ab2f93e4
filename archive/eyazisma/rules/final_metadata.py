"""Group E, rules 36, 37: the final metadata by itself."""

from collections.abc import Iterator

from archive.eyazisma.catalogue import parties as found
from archive.eyazisma.findings import Finding
from archive.eyazisma.model import FinalMetadata, StatedSignature
from archive.eyazisma.rules.parties import check_party


def check_final_metadata(final: FinalMetadata, major: int, part: str | None) -> Iterator[Finding]:
    """Date, number, signers. In 1.x date and number stand in the metadata."""
    if major > 1:
        if final.date is None or final.date.instant is None:
            yield found.FINAL_FIELD_MISSING.at(part, "Tarih")
        if not (final.document_no or "").strip():
            yield found.FINAL_FIELD_MISSING.at(part, "BelgeNo")
    if not final.signatures:
        yield found.SIGNER_MISSING.at(part)
    for number, signature in enumerate(final.signatures, 1):
        yield from _check_signature(signature, major, part, f"Imza {number}")


def _check_signature(signature: StatedSignature, major: int, part: str | None, where: str) -> Iterator[Finding]:
    if signature.signer is None:
        yield found.SIGNER_MISSING.at(part, where)
    for person in (signature.signer, signature.delegated_by, signature.represented):
        if person is not None:
            yield from check_party(person, major, part)
    if signature.purpose is None:
        yield found.PURPOSE_MISSING.at(part, where)
    if major > 1 and signature.legacy_reversal:
        yield found.LEGACY_REVERSAL.at(part, where)
