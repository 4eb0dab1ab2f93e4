"""What the signed mime-type says of the content, held against the content's first bytes.

The attribute is optional and must be true (e-Yazışma conformity list; EN 319 122-1 5.2.5). Only a clear contradiction
counts: a type whose beginning is known, over content that begins otherwise, or another such type over XML.
"""

from __future__ import annotations

from typing import Final

from timestamping.cms import Reason, SignerInfo, oids, warning
from timestamping.der import DerError, read_text

_BEGINNINGS: Final = {
    "application/pdf": (b"%PDF",),
    "application/zip": (b"PK",),
    "image/gif": (b"GIF8",),
    "image/jpeg": (b"\xff\xd8",),
    "image/png": (b"\x89PNG",),
    "image/tiff": (b"II*\x00", b"MM\x00*"),
}
_XML: Final = frozenset({"text/xml", "application/xml"})
_XML_BEGINNINGS: Final = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")
_WHITE: Final = b" \t\r\n"


def mime_type_of(signer: SignerInfo) -> str | None:
    """The stated type in lower case without parameters; None when there is none that can be read."""
    attributes = signer.signed_of(oids.MIME_TYPE)
    try:
        stated = read_text(attributes[0].single) if attributes else None
    except DerError:
        return None
    return None if stated is None else stated.split(";")[0].strip().lower()


def claim_findings(signer: SignerInfo, content: bytes | None) -> list[Reason]:
    """A remark when the content is plainly of another type than the signature says."""
    stated = mime_type_of(signer)
    if stated is None or content is None:
        return []
    beginnings = _XML_BEGINNINGS if stated in _XML or stated.endswith("+xml") else _BEGINNINGS.get(stated, ())
    if not beginnings or content[:64].lstrip(_WHITE).startswith(beginnings):
        return []
    return [warning("mime-type-untrue", f"the signature says that its content is {stated}; it does not begin so")]
