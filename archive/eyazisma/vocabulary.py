"""The words of the exchange standard, verbatim: namespaces, relationship types, part names, code lists."""

NAMESPACE_BASE = "urn:dpt:eyazisma:schema:xsd:"
RELATIONSHIP_BASE = "http://eyazisma.dpt/iliskiler/"
CORE_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CORE_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
CORE_CONTENT_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
DUBLIN_CORE_TERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

CONTENT_TYPE = "application/eyazisma"
INTERNAL = "http://eyazisma.dpt/bilesen#dahili"
EXTERNAL = "http://eyazisma.dpt/bilesen#harici"

SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SHA384 = "http://www.w3.org/2001/04/xmldsig-more#sha384"
SHA512 = "http://www.w3.org/2001/04/xmlenc#sha512"
RIPEMD160 = "http://www.w3.org/2001/04/xmlenc#ripemd160"

ENCLOSURE_ID_PREFIX = "IdEk_"
UNSIGNED_ENCLOSURE_ID_PREFIX = "IdImzasizEk_"
ENCLOSURES_FOLDER = "/Ekler/"
UNSIGNED_ENCLOSURES_FOLDER = "/ImzasizEkler/"
COVER_LETTER_FOLDER = "/UstYazi/"

REFERENCE_LABELS = "abcçdefgğhıijklmnoöprsştuüvyz"
"""Letters of ilgi in their order: the Turkish alphabet."""


def namespace(tail: str, major: int) -> str:
    """The namespace with this tail in the given generation, e.g. ``Tipler-2``."""
    return f"{NAMESPACE_BASE}{tail}-{major}"
