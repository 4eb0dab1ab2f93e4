"""What a signature must be before a package takes it."""

from archive.eyazisma.writing.refusals import SignatureMismatchError
from timestamping.cms import read_signed_data
from timestamping.der import DerError


def require_signature_over(cms: bytes, document: bytes, what: str, name: str) -> None:
    """Refuse bytes that are no CMS signature holding exactly `document` (rule 45). Whether it verifies is checked by
    whoever made or received it; a package with a bad signature is found by the package check."""
    try:
        content = read_signed_data(cms).content
    except DerError:
        content = None
    if content != document:
        raise SignatureMismatchError(what=what, document=name)
