"""Opening an envelope, DER or BER, made by whatever software."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from archive.eyazisma.encryption import identifiers as ids
from archive.eyazisma.encryption.keys import OpeningKey
from archive.eyazisma.encryption.recipients import content_keys
from domain.events import Refusal
from timestamping.der import DerError, Element, Tag, oid, read, read_integer, read_oid

_BLOCK_BYTES = 16
_PIECE_BYTES = 1 << 20
_KINDS = (oid(ids.ENVELOPED_DATA), oid(ids.AUTH_ENVELOPED_DATA))
_CONTEXT_0 = (Tag.PRIMITIVE_CONTEXT_0, Tag.CONTEXT_0)


class EnvelopeRefused(Refusal):
    """The content cannot be opened.

    One message for every failure after the recipient was found: telling a wrong padding from a wrong key would let a
    stranger with many tries read what he may not (RFC 3218).
    """

    rule_id = "EYP-49"
    field = "content"
    text_tr = "Şifreli içerik açılamadı; göndericiden yeniden isteyin."
    text_en = "The encrypted content could not be opened; ask the sender for it again."


class NotForUsError(EnvelopeRefused):
    """No recipient of the envelope is one of our certificates."""

    text_tr = "Şifreli içerik elimizdeki hiçbir sertifikaya şifrelenmemiş ({recipients}); doğru anahtarı verin."
    text_en = "The content is encrypted for none of our certificates ({recipients}); give the right key."


class UnsupportedEnvelopeError(EnvelopeRefused):
    """The envelope uses something we do not know."""

    text_tr = "Şifreli içerik desteklenmeyen bir yöntem kullanıyor ({what})."
    text_en = "The encrypted content uses a method that is not supported ({what})."


@dataclass(frozen=True, slots=True)
class _Content:
    algorithm: Element
    octets: Element
    """The encrypted string, whole or in pieces; never joined: it may be as large as the largest package."""
    mac: bytes | None
    authenticated: bytes


def is_envelope(data: bytes) -> bool:
    """Whether `data` begins like a CMS envelope."""
    return data[:1] == b"\x30" and any(kind in data[:32] for kind in _KINDS)


def is_whole(data: bytes) -> bool:
    """Whether `data` has the outer form of a CMS message, so that a key might open it; garbage and cut files have not.

    A message of a kind we do not know is whole: what it is will be told when it is opened.
    """
    try:
        _parts(data)
    except UnsupportedEnvelopeError:
        return True
    except DerError:
        return False
    return True


def decrypt(data: bytes, keys: Sequence[OpeningKey]) -> bytes:
    """The bytes inside the envelope, opened with the first of `keys` that it is addressed to.

    Raises `EnvelopeRefused`; which of the steps after finding the recipient failed is not told.
    """
    try:
        recipients, content = _parts(data)
        candidates = content_keys(recipients, keys)
    except DerError:
        raise EnvelopeRefused() from None
    if candidates is None:
        raise NotForUsError(recipients=len(recipients.children))
    for key in candidates:
        if (opened := _opened(content, key)) is not None:
            return opened
    raise EnvelopeRefused()


def _parts(data: bytes) -> tuple[Element, _Content]:
    """The recipients and the encrypted content (RFC 5652 §6.1, RFC 5083 §2.1)."""
    info = read(data).expect(Tag.SEQUENCE)
    kind = read_oid(info.child(0))
    if kind not in (ids.ENVELOPED_DATA, ids.AUTH_ENVELOPED_DATA):
        raise UnsupportedEnvelopeError(what=kind)
    fields = list(info.child(1).expect(Tag.CONTEXT_0).inside().children)
    if not fields:
        raise DerError("empty envelope", 0)
    read_integer(fields.pop(0).expect(Tag.INTEGER))
    if fields and fields[0].tag == Tag.CONTEXT_0:  # originatorInfo
        fields.pop(0)
    if len(fields) < 2:
        raise DerError("envelope without content", 0)
    recipients, encrypted, *rest = fields
    encrypted_content = encrypted.child(2).expect(*_CONTEXT_0)
    attributes = next((each for each in rest if each.tag == Tag.CONTEXT_1), None)
    mac = next((each for each in rest if each.tag == Tag.OCTET_STRING), None)
    covered = b"" if attributes is None else b"\x31" + attributes.tlv[1:]
    content = _Content(encrypted.child(1), encrypted_content, None if mac is None else mac.octets(), covered)
    _require_known(content, kind)
    return recipients.expect(Tag.SET), content


def _require_known(content: _Content, kind: str) -> None:
    known = ids.CBC_KEY_BYTES if kind == ids.ENVELOPED_DATA else ids.GCM_KEY_BYTES
    if (stated := read_oid(content.algorithm.child(0))) not in known:
        raise UnsupportedEnvelopeError(what=stated)


def _opened(content: _Content, key: bytes) -> bytes | None:
    stated = read_oid(content.algorithm.child(0))
    try:
        if stated in ids.CBC_KEY_BYTES:
            return _opened_cbc(content, key, ids.CBC_KEY_BYTES[stated])
        return _opened_gcm(content, key, ids.GCM_KEY_BYTES[stated])
    except (ValueError, InvalidTag, DerError):
        return None


def _opened_cbc(content: _Content, key: bytes, length: int) -> bytes:
    if len(key) != length:
        raise ValueError
    vector = content.algorithm.child(1).expect(Tag.OCTET_STRING).octets()
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    unpadder = padding.PKCS7(_BLOCK_BYTES * 8).unpadder()
    opened = io.BytesIO()  # grows in place, and gives its bytes away without a copy
    for piece in _pieces(content.octets):
        opened.write(unpadder.update(decryptor.update(piece)))
    opened.write(unpadder.update(decryptor.finalize()) + unpadder.finalize())
    return opened.getvalue()


def _opened_gcm(content: _Content, key: bytes, length: int) -> bytes:
    if len(key) != length or content.mac is None or len(content.mac) < 12:
        raise ValueError
    nonce = content.algorithm.child(1).child(0).octets()
    mode = modes.GCM(nonce, content.mac, min_tag_length=len(content.mac))
    decryptor = Cipher(algorithms.AES(key), mode).decryptor()
    decryptor.authenticate_additional_data(content.authenticated)
    opened = io.BytesIO()
    for piece in _pieces(content.octets):
        opened.write(decryptor.update(piece))
    opened.write(decryptor.finalize())  # raises before anything is given out when the tag is wrong
    return opened.getvalue()


def _pieces(string: Element) -> Iterator[memoryview]:
    """The octets of a string in their order, none of them copied. Raises DerError for anything but strings inside."""
    if string.constructed:
        for child in string.children:
            yield from _pieces(child.expect(Tag.OCTET_STRING, Tag.CONSTRUCTED_OCTET_STRING))
        return
    view = memoryview(string.data)
    for start in range(string.content, string.content_end, _PIECE_BYTES):
        yield view[start : min(start + _PIECE_BYTES, string.content_end)]
