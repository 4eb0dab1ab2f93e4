"""SignedData and its SignerInfos as views on stored bytes (RFC 5652, clause 5); every field is an `Element` with
offsets.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from timestamping.cms import oids
from timestamping.cms.certificates import Certificate, readable_certificates
from timestamping.der import DEFAULT_LIMITS, DerError, Element, Limits, Tag, read, read_integer, read_oid

_MAX_KEPT = 64 * 1024  # bytes of a file whose view is remembered for a while; protects memory from large ones


class Attribute:
    """One attribute. oid: its type. values: its values as stored. element: the whole Attribute."""

    __slots__ = ("element", "kind", "oid", "set")

    def __init__(self, element: Element) -> None:
        self.element = element.expect(Tag.SEQUENCE)
        self.kind = element.child(0)
        self.oid = read_oid(self.kind)
        self.set = element.child(1).expect(Tag.SET)

    @property
    def values(self) -> tuple[Element, ...]:
        return self.set.children

    @property
    def single(self) -> Element:
        """The only value; DerError when there are none or several."""
        return self.set.inside()


class SignerInfo:
    """One signer. Fields carry the names of RFC 5652 and are stored elements; absent optional ones are None."""

    def __init__(self, element: Element) -> None:
        """Raises DerError."""
        self.element = element.expect(Tag.SEQUENCE)
        fields = list(element.children)
        if len(fields) < 5:
            raise DerError("too few fields for a SignerInfo", element.start)
        self.version = fields.pop(0).expect(Tag.INTEGER)
        self.sid = fields.pop(0).expect(Tag.SEQUENCE, Tag.PRIMITIVE_CONTEXT_0, Tag.CONTEXT_0)
        self.digest_algorithm = fields.pop(0).expect(Tag.SEQUENCE)
        self.signed_attrs = fields.pop(0) if fields[0].tag == Tag.CONTEXT_0 else None
        if len(fields) < 2:
            raise DerError("SignerInfo has no signature", element.start)
        self.signature_algorithm = fields.pop(0).expect(Tag.SEQUENCE)
        self.signature = fields.pop(0).expect(Tag.OCTET_STRING, Tag.CONSTRUCTED_OCTET_STRING)
        self.unsigned_attrs = fields.pop(0).expect(Tag.CONTEXT_1) if fields else None
        if fields:
            raise DerError("unknown field after the unsigned attributes", fields[0].start)

    @cached_property
    def digest_oid(self) -> str:
        return read_oid(self.digest_algorithm.child(0))

    @cached_property
    def signature_oid(self) -> str:
        return read_oid(self.signature_algorithm.child(0))

    @cached_property
    def signature_value(self) -> bytes:
        """The octets of the signature; also what a signature time-stamp covers."""
        return self.signature.octets()

    @cached_property
    def signed(self) -> tuple[Attribute, ...]:
        """Signed attributes in stored order. Raises DerError."""
        return tuple(Attribute(item) for item in self.signed_attrs.children) if self.signed_attrs else ()

    @cached_property
    def unsigned(self) -> tuple[Attribute, ...]:
        """Unsigned attributes in stored order. Raises DerError."""
        return tuple(Attribute(item) for item in self.unsigned_attrs.children) if self.unsigned_attrs else ()

    def signed_of(self, oid: str) -> tuple[Attribute, ...]:
        return tuple(attribute for attribute in self.signed if attribute.oid == oid)

    def unsigned_of(self, oid: str) -> tuple[Attribute, ...]:
        return tuple(attribute for attribute in self.unsigned if attribute.oid == oid)

    @cached_property
    def issuer_and_serial(self) -> tuple[bytes, int] | None:
        """Issuer TLV and serial number, None when the signer is named by key identifier."""
        if self.sid.tag != Tag.SEQUENCE:
            return None
        return self.sid.child(0).tlv, read_integer(self.sid.child(1).expect(Tag.INTEGER))

    @cached_property
    def key_identifier(self) -> bytes | None:
        """The subjectKeyIdentifier that names the signer, None when issuer and serial do."""
        return None if self.sid.tag == Tag.SEQUENCE else self.sid.octets()


class SignedData:
    """A CMS SignedData in its ContentInfo. `root.end` may lie before the end of the input (trailing padding)."""

    def __init__(self, root: Element) -> None:
        """Raises DerError when the element is no ContentInfo with SignedData."""
        self.root = root.expect(Tag.SEQUENCE)
        kind = read_oid(root.child(0))
        if kind != oids.SIGNED_DATA:
            raise DerError(f"content type {kind} is not signed-data", root.start)
        self.body = root.child(1).expect(Tag.CONTEXT_0).inside().expect(Tag.SEQUENCE)
        fields = list(self.body.children)
        if len(fields) < 4:
            raise DerError("too few fields for SignedData", self.body.start)
        self.version = fields.pop(0).expect(Tag.INTEGER)
        self.digest_algorithms = fields.pop(0).expect(Tag.SET)
        self.encapsulated = fields.pop(0).expect(Tag.SEQUENCE)
        self.certificates = fields.pop(0) if fields[0].tag == Tag.CONTEXT_0 else None
        self.crls = fields.pop(0) if fields and fields[0].tag == Tag.CONTEXT_1 else None
        if len(fields) != 1:
            raise DerError("SignedData does not end with one set of SignerInfos", self.body.start)
        self.signer_infos = fields[0].expect(Tag.SET)

    @property
    def data(self) -> bytes:
        """The whole input this view was read from, trailing bytes included."""
        return self.root.data

    @cached_property
    def content_type(self) -> str:
        return read_oid(self.encapsulated.child(0))

    @cached_property
    def content(self) -> bytes | None:
        """The signed content octets (pieces of a constructed string joined), None when detached. Raises DerError."""
        if len(self.encapsulated.children) < 2:
            return None
        inside = self.encapsulated.child(1).expect(Tag.CONTEXT_0).inside()
        if inside.tag in (Tag.OCTET_STRING, Tag.CONSTRUCTED_OCTET_STRING):
            return inside.octets()
        return inside.expect(
            Tag.SEQUENCE
        ).value  # PKCS#7 1.5 allowed a type here and hashed its contents (RFC 2315, 9.3)

    @cached_property
    def signers(self) -> tuple[SignerInfo, ...]:
        """Raises DerError when one of them cannot be read."""
        return tuple(SignerInfo(item) for item in self.signer_infos.children)

    @cached_property
    def certificate_list(self) -> tuple[Certificate, ...]:
        """The readable certificates of the `certificates` field, in stored order."""
        if self.certificates is None:
            return ()
        plain = [item.tlv for item in self.certificates.children if item.tag == Tag.SEQUENCE]
        return tuple(readable_certificates(plain))

    @cached_property
    def revocation_lists(self) -> tuple[bytes, ...]:
        """The CertificateLists of the `crls` field as stored, in order."""
        return tuple(item.tlv for item in self.crls.children if item.tag == Tag.SEQUENCE) if self.crls else ()

    @cached_property
    def ocsp_responses(self) -> tuple[bytes, ...]:
        """The OCSPResponses in the `crls` field (RFC 5940), in order; other formats are left out. Raises DerError."""
        others = [item for item in self.crls.children if item.tag == Tag.CONTEXT_1] if self.crls else []
        return tuple(item.child(1).tlv for item in others if read_oid(item.child(0)) == oids.OCSP_RESPONSE)


def read_signed_data(data: bytes, limits: Limits = DEFAULT_LIMITS) -> SignedData:
    """The SignedData that `data` begins with. Raises DerError."""
    return _known(data, limits) if len(data) <= _MAX_KEPT else SignedData(read(data, limits))


@lru_cache(32)
def _known(data: bytes, limits: Limits) -> SignedData:
    """One file or token is asked about many times in a row; a view on bytes never changes."""
    return SignedData(read(data, limits))
