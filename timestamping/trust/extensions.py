"""What a certificate says about its place in a path and where to ask about it (RFC 5280, 4.2; RFC 6960, 4.2.2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from timestamping.cms import Certificate, oids
from timestamping.der import DerError, Element, Tag, read_boolean, read_exact, read_integer, read_oid

AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1"
CRL_DISTRIBUTION_POINTS = "2.5.29.31"
OCSP_SIGNING = "1.3.6.1.5.5.7.3.9"
OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5"
_OCSP_ACCESS = "1.3.6.1.5.5.7.48.1"
_ISSUER_ACCESS = "1.3.6.1.5.5.7.48.2"
_URI = 0x86
_MAX_ADDRESSES = 16  # a certificate names one or two; a hundred would make us knock at a hundred doors
_MAX_ADDRESS = 2_048

CRL_SIGN = 6
CERTIFICATE_SIGN = 5


def label(certificate: Certificate) -> str:
    """The subject for messages; the serial number when the subject cannot be read."""
    try:
        return repr(certificate.subject_text)
    except DerError:
        return f"the certificate with serial number {certificate.serial:x}"


def is_authority(certificate: Certificate) -> bool:
    """Does basicConstraints say that it may issue certificates? Raises DerError."""
    return _constraints(certificate)[0]


def path_length(certificate: Certificate) -> int | None:
    """How many authorities may follow below it, None when it does not say. Raises DerError."""
    return _constraints(certificate)[1]


def may_use_key(certificate: Certificate, bit: int) -> bool:
    """Is the keyUsage absent, or does it have that bit? Raises DerError."""
    return certificate.key_usage is None or bit in certificate.key_usage


def authority_key_identifier(certificate: Certificate) -> bytes | None:
    """The key identifier by which it names its issuer's key, None when it names none. Raises DerError."""
    extension = certificate.extensions.get(oids.AUTHORITY_KEY_IDENTIFIER)
    return None if extension is None else key_identifier_in(extension.value)


def names_issuer_otherwise(certificate: Certificate) -> bool:
    """Does it also name its issuer's certificate by issuer and serial number (RFC 5280, 4.2.1.1)? Raises DerError."""
    extension = certificate.extensions.get(oids.AUTHORITY_KEY_IDENTIFIER)
    fields = () if extension is None else read_exact(extension.value).expect(Tag.SEQUENCE).children
    return any(field.tag != Tag.PRIMITIVE_CONTEXT_0 for field in fields)


def key_identifier_in(value: bytes) -> bytes | None:
    """The keyIdentifier of an AuthorityKeyIdentifier value. Raises DerError."""
    found = read_exact(value).expect(Tag.SEQUENCE).find(Tag.PRIMITIVE_CONTEXT_0)
    return None if found is None else found.value


def distribution_points(certificate: Certificate) -> tuple[bytes, ...]:
    """The full names (GeneralName TLVs) of its CRL distribution points, in order. Raises DerError."""
    extension = certificate.extensions.get(CRL_DISTRIBUTION_POINTS)
    if extension is None:
        return ()
    points = read_exact(extension.value).expect(Tag.SEQUENCE).children
    return tuple(name.tlv for point in points for name in point_names(point.find(Tag.CONTEXT_0)))


def point_names(point: Element | None) -> tuple[Element, ...]:
    """The full names inside a DistributionPointName under its explicit tag; none for relative names."""
    inside = None if point is None else point.inside()
    return inside.children if inside is not None and inside.tag == Tag.CONTEXT_0 else ()


def crl_addresses(certificate: Certificate) -> tuple[str, ...]:
    """The http(s) addresses of its revocation lists, as far as they can be read."""
    try:
        names = [read_exact(name) for name in distribution_points(certificate)]
    except DerError:
        return ()
    return _addresses(iter(names))


def ocsp_addresses(certificate: Certificate) -> tuple[str, ...]:
    """The http(s) addresses of its OCSP responders, as far as they can be read."""
    return _addresses(_access(certificate, _OCSP_ACCESS))


def issuer_addresses(certificate: Certificate) -> tuple[str, ...]:
    """The http(s) addresses of its issuer's certificate, as far as they can be read."""
    return _addresses(_access(certificate, _ISSUER_ACCESS))


def _constraints(certificate: Certificate) -> tuple[bool, int | None]:
    extension = certificate.extensions.get(oids.BASIC_CONSTRAINTS)
    if extension is None:
        return False, None
    fields = list(read_exact(extension.value).expect(Tag.SEQUENCE).children)
    authority = read_boolean(fields.pop(0)) if fields and fields[0].tag == Tag.BOOLEAN else False
    return authority, read_integer(fields[0].expect(Tag.INTEGER)) if fields else None


def _access(certificate: Certificate, method: str) -> Iterator[Element]:
    try:
        extension = certificate.extensions.get(AUTHORITY_INFORMATION)
        if extension is None:
            return
        for description in read_exact(extension.value).expect(Tag.SEQUENCE).children:
            if read_oid(description.child(0)) == method:
                yield description.child(1)
    except DerError:
        return


def _addresses(names: Iterator[Element]) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        if name.tag != _URI or len(name.value) > _MAX_ADDRESS or len(found) >= _MAX_ADDRESSES:
            continue
        address = name.value.decode("ascii", "replace")
        if address.lower().startswith(("http://", "https://")) and address not in found:
            found.append(address)
    return tuple(found)
