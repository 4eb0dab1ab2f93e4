"""From the recipients of an envelope to candidate content keys."""

from collections.abc import Iterator, Sequence

from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.asymmetric import padding

from archive.eyazisma.encryption import identifiers as ids
from archive.eyazisma.encryption.agreement import wrapping_key
from archive.eyazisma.encryption.keys import OpeningKey
from timestamping.der import DerError, Element, Tag, read_integer, read_oid

MOST_RECIPIENTS = 1000
"""Entries looked at: each may cost a private-key operation."""


def content_keys(recipients: Element, keys: Sequence[OpeningKey]) -> list[bytes] | None:
    """Content keys from every entry addressed to one of `keys`; None when no entry is. Raises DerError."""
    addressed = False
    found: list[bytes] = []
    for entry in recipients.children[:MOST_RECIPIENTS]:
        for key in keys:
            for attempt in _attempts(entry, key):
                addressed = True
                if attempt is not None:
                    found.append(attempt)
    return found if addressed else None


def _attempts(entry: Element, key: OpeningKey) -> Iterator[bytes | None]:
    match entry.tag:
        case Tag.SEQUENCE:
            if _names(entry.child(1), key):
                yield _transported(entry, key)
        case Tag.CONTEXT_1:
            yield from _agreed(entry, key)
        case _:
            return  # passwords, key-encryption keys and unknown kinds are not for us


def _names(identifier: Element, key: OpeningKey) -> bool:
    """Issuer and serial, or subject key identifier ([0], primitive in KeyTrans, a sequence in KeyAgree)."""
    certificate = key.certificate
    if identifier.tag == Tag.SEQUENCE:
        return identifier.child(0).tlv == certificate.issuer and read_integer(identifier.child(1)) == certificate.serial
    if identifier.tag == Tag.PRIMITIVE_CONTEXT_0:
        return identifier.octets() == certificate.subject_key_identifier
    if identifier.tag == Tag.CONTEXT_0:
        return identifier.child(0).octets() == certificate.subject_key_identifier
    return False


def _transported(entry: Element, key: OpeningKey) -> bytes | None:
    scheme = _scheme(entry.child(2))
    if scheme is None:
        return None
    try:
        return key.open_transported(entry.child(3).expect(Tag.OCTET_STRING).octets(), scheme)
    except Exception:
        # The port may be any hardware; whatever fails in it, the envelope is not opened with this entry.
        return None


def _scheme(stated: Element) -> padding.AsymmetricPadding | None:
    kind = read_oid(stated.child(0))
    if kind == ids.RSA_PKCS1:
        return padding.PKCS1v15()
    if kind != ids.RSA_OAEP:
        return None
    digest: hashes.HashAlgorithm | None = hashes.SHA1()
    mask: hashes.HashAlgorithm | None = hashes.SHA1()
    label = b""
    for field in stated.child(1).children if len(stated.children) > 1 and stated.child(1).constructed else ():
        inside = field.inside()
        if field.tag == Tag.CONTEXT_0:
            digest = ids.HASHES.get(read_oid(inside.child(0)))
        elif field.tag == Tag.CONTEXT_1 and read_oid(inside.child(0)) == ids.MGF1:
            mask = ids.HASHES.get(read_oid(inside.child(1).child(0)))
        elif field.tag == Tag.CONTEXT_2 and read_oid(inside.child(0)) == ids.P_SPECIFIED:
            label = inside.child(1).octets()
        else:
            return None
    if digest is None or mask is None:
        return None
    return padding.OAEP(padding.MGF1(mask), digest, label or None)


def _agreed(entry: Element, key: OpeningKey) -> Iterator[bytes | None]:
    """KeyAgreeRecipientInfo: originator, optional user keying material, algorithm, wrapped keys."""
    originator, second = entry.child(1).inside(), entry.child(2)
    ukm = second.inside().octets() if second.tag == Tag.CONTEXT_1 else None
    after = 2 if ukm is None else 3
    stated, wrapped = entry.child(after), entry.child(after + 1)
    for one in wrapped.children[:MOST_RECIPIENTS]:
        if _names(one.child(0), key):
            yield _unwrapped(originator, ukm, stated, one.child(1).octets(), key)


def _unwrapped(
    originator: Element, ukm: bytes | None, stated: Element, wrapped: bytes, key: OpeningKey
) -> bytes | None:
    algorithm = ids.AGREEMENT_HASHES.get(read_oid(stated.child(0)))
    wrap = stated.child(1)
    length = ids.WRAP_KEY_BYTES.get(read_oid(wrap.child(0)))
    if algorithm is None or length is None or originator.tag != Tag.CONTEXT_1:
        return None
    point = originator.child(1).expect(Tag.BIT_STRING).value[1:]
    try:
        wrapping = wrapping_key(key.agree(point), algorithm, wrap.tlv, length, ukm)
        return keywrap.aes_key_unwrap(wrapping, wrapped)
    except DerError:
        raise
    except Exception:
        # As above: a port's own errors, points off the curve, keys that do not unwrap.
        return None
