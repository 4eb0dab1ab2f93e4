"""What is done to the bytes of a finished signature to make it defective or odd: one thing each."""

from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from archive.signatures.raising import with_unsigned
from archive.signatures.revocation_items import StoredRevocation, read_revocation
from archive.signatures.values import with_validation_data
from testkit.signature_workshop import ARCHIVED, CONTENT, SIGNED, Edit, Recipe, Workshop
from timestamping.cms import Certificate, SignerInfo, attribute, oids, read_signed_data
from timestamping.der import (
    Element,
    Tag,
    append,
    explicit,
    generalized_time,
    integer,
    octet_string,
    oid,
    remove,
    replace,
    sequence,
    tlv,
    utc_time,
    utf8_string,
)
from timestamping.trust import RevocationMaterial
from timestamping.tsa import Imprint
from timestamping.tsa.authority import Credential, Profile, RevocablePki, TestPki, issue, make_key


def first(data: bytes) -> SignerInfo:
    """The first signer."""
    return read_signed_data(data).signers[0]


def flipped(data: bytes, element: Element) -> bytes:
    """The last byte of the element changed."""
    return data[: element.end - 1] + bytes((data[element.end - 1] ^ 1,)) + data[element.end :]


def flip_unsigned(kind: str) -> Edit:
    """The last byte of an unsigned attribute changed."""
    return lambda data, shop: flipped(data, first(data).unsigned_of(kind)[0].set)


def flip_signed(kind: str) -> Edit:
    """The last byte of a signed attribute changed."""
    return lambda data, shop: flipped(data, first(data).signed_of(kind)[0].single)


def drop_unsigned(kind: str) -> Edit:
    """An unsigned attribute taken out."""
    return lambda data, shop: remove(first(data).unsigned_of(kind)[0].element)


def changed_content(data: bytes, shop: Workshop) -> bytes:
    """Another letter than was signed."""
    return data.replace(CONTENT, CONTENT[:-1] + b"!")


def changed_signature(data: bytes, shop: Workshop) -> bytes:
    """A bit of the signature changed."""
    return flipped(data, first(data).signature)


def wrapped_stamp(data: bytes, shop: Workshop) -> bytes:
    """The token of the first signature time-stamp inside an OCTET STRING."""
    value = first(data).unsigned_of(oids.SIGNATURE_TIME_STAMP)[0].single
    return replace(value, octet_string(value.tlv))


def outer_answer(data: bytes, shop: Workshop) -> bytes:
    """The OCSP answer among the values as the outer OCSPResponse, where a basic one belongs."""
    values = first(data).unsigned_of(oids.REVOCATION_VALUES)[0].single
    answers = next(part for part in values.children if part.tag == Tag.CONTEXT_1)
    stored = read_revocation(RevocationMaterial((), (answers.inside().child(0).tlv,)))
    return replace(answers, explicit(1, sequence(*(item.response for item in stored.ocsps))))


def padded(data: bytes, shop: Workshop) -> bytes:
    """Padding after the structure, as some devices write."""
    return data + bytes(512)


def cut(data: bytes, shop: Workshop) -> bytes:
    """The last bytes lost."""
    return data[:-20]


def without_own_certificate(data: bytes, shop: Workshop) -> bytes:
    """The signer's certificate is among the values only."""
    certificates = read_signed_data(data).certificates
    assert certificates is not None
    own = next(item for item in certificates.children if item.tlv == shop.signer.certificate.der)
    return remove(own)


def empty_attribute(data: bytes, shop: Workshop) -> bytes:
    """An unsigned attribute with an empty set of values."""
    return with_unsigned(first(data), attribute(oids.SIGNATURE_TIME_STAMP))


def certificate_added(data: bytes, shop: Workshop) -> bytes:
    """A certificate more in SignedData, as validation data for a later stamp."""
    other = shop.pki.qualified_citizen("Yeni Sertifika").certificate
    return with_validation_data(data, [other], StoredRevocation())


def odd_entry_among_lists(data: bytes, shop: Workshop) -> bytes:
    """Something in `crls` that is neither list nor answer."""
    parsed = read_signed_data(data)
    odd = tlv(Tag.CONTEXT_1, oid(oids.OCSP_RESPONSE), octet_string(b"?"))
    assert parsed.certificates is not None
    if parsed.crls is not None:
        return append(parsed.crls, odd)
    body = b"".join(
        item.tlv + (tlv(Tag.CONTEXT_1, odd) if item is parsed.certificates else b"") for item in parsed.body.children
    )
    return sequence(parsed.root.child(0).tlv, explicit(0, sequence(body)))


def backwards(data: bytes, shop: Workshop) -> bytes:
    """The signed attributes stored in the opposite order."""
    attributes = first(data).signed_attrs
    assert attributes is not None
    return data.replace(attributes.value, b"".join(item.tlv for item in reversed(attributes.children)))


def countersigned(data: bytes, shop: Workshop) -> bytes:
    """A counter-signature that holds."""
    return shop.countersigned(data)


def badly_countersigned(data: bytes, shop: Workshop) -> bytes:
    """A counter-signature over something else."""
    return shop.countersigned(data, broken=True)


def joined_by(broken: bool) -> Edit:
    """A parallel signer of the same content, its signature intact or not."""

    def edit(data: bytes, shop: Workshop) -> bytes:
        other = Workshop(Recipe(policy=None, stamp_at=None))
        other.signer = shop.pki.qualified_citizen("Mehmet Demir")
        other.pki = shop.pki
        second = read_signed_data(changed_signature(other.signed(), other) if broken else other.signed())
        data = append(read_signed_data(data).signer_infos, second.signers[0].element.tlv)
        return with_validation_data(data, [other.signer.certificate], StoredRevocation())

    return edit


def archived_before_stamp(data: bytes, shop: Workshop) -> bytes:
    """An archive time-stamp whose clock stands before that of the time-stamp it covers."""
    return shop.archived(data, "v3", SIGNED)


def renewed(data: bytes, shop: Workshop) -> bytes:
    """A second archive time-stamp, v3, at the very moment of the first."""
    return shop.archived(data, "v3", ARCHIVED)


def token_completed_after_archive(data: bytes, shop: Workshop) -> bytes:
    """Lists put into the signature time-stamp after the archive time-stamp pinned it."""
    value = first(data).unsigned_of(oids.SIGNATURE_TIME_STAMP)[0].single
    return replace(value, with_validation_data(value.tlv, [shop.signer.certificate], StoredRevocation()))


def oldest_archive_form(data: bytes, shop: Workshop) -> bytes:
    """An archive time-stamp of the form before version 1.6 of TS 101 733."""
    token = shop.token(Imprint.of(b"?", "sha256"), ARCHIVED)
    return with_unsigned(first(data), attribute(oids.ARCHIVE_TIME_STAMP, token))


def index_dropped(data: bytes, shop: Workshop) -> bytes:
    """The archive token without its hash index."""
    token = first(data).unsigned_of(oids.ARCHIVE_TIME_STAMP_V3)[0].single
    unsigned = first(token.tlv).unsigned_attrs
    assert unsigned is not None
    return replace(token, remove(unsigned))


def index_cut(data: bytes, shop: Workshop) -> bytes:
    """The hash index without its last list."""
    token = first(data).unsigned_of(oids.ARCHIVE_TIME_STAMP_V3)[0].single
    index = first(token.tlv).unsigned_of(oids.HASH_INDEX_V3)[0].single
    return replace(token, remove(index.child(3)))


def cut_reference(data: bytes, shop: Workshop) -> bytes:
    """A certificate reference that is no hash."""
    reference = first(data).unsigned_of(oids.CERTIFICATE_REFERENCES)[0].single.child(0).child(0)
    return replace(reference, integer(1))


def wrong_revocation_reference(data: bytes, shop: Workshop) -> bytes:
    """A revocation reference to something else."""
    entry = first(data).unsigned_of(oids.REVOCATION_REFERENCES)[0].single.child(0)
    return flipped(data, entry.child(0).inside().child(0).child(0).child(1).child(1))


def mime_type(stated: str) -> bytes:
    """A mime-type attribute."""
    return attribute(oids.MIME_TYPE, utf8_string(stated))


def long_time() -> bytes:
    """A signing-time attribute as GeneralizedTime."""
    return attribute(oids.SIGNING_TIME, generalized_time(SIGNED))


def another_time() -> bytes:
    """A second signing-time attribute."""
    return attribute(oids.SIGNING_TIME, utc_time(ARCHIVED))


def impostor(pki: RevocablePki) -> Credential:
    """Signed by somebody who only has the name of the issuer."""
    stranger = TestPki.make(SIGNED).issuer
    return issue(Profile("TEST Sahte", SIGNED.replace(year=2025), SIGNED.replace(year=2030)), make_key(), stranger)


def stating(
    *statements: bytes, usage: str = "content_commitment", policies: bool = True
) -> Callable[[RevocablePki], Credential]:
    """A signer whose certificate has exactly these QC statements."""

    def made(pki: RevocablePki) -> Credential:
        key = ec.generate_private_key(ec.SECP256R1())
        issuer = pki.issuer.credential
        names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
        usages = {
            name: name == usage for name in (*names, "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
        }
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "TEST Beyanlı İmzacı")]))
            .issuer_name(x509.Name.from_bytes(issuer.certificate.subject))
            .public_key(key.public_key())
            .serial_number(4711)
            .not_valid_before(issuer.certificate.not_before)
            .not_valid_after(issuer.certificate.not_after)
            .add_extension(x509.KeyUsage(**usages), critical=True)
        )
        if statements:
            kind = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
            builder = builder.add_extension(x509.UnrecognizedExtension(kind, sequence(*statements)), critical=False)
        if policies:
            named = x509.PolicyInformation(x509.ObjectIdentifier("2.16.792.1.61.0.1.5070.1.1"), None)
            builder = builder.add_extension(x509.CertificatePolicies([named]), critical=False)
        signed = builder.sign(issuer.key, hashes.SHA256())
        return Credential(Certificate(signed.public_bytes(Encoding.DER)), key)

    return made
