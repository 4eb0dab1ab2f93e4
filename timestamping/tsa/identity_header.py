"""The `identity` request header of KamuSM's time-stamp service. UNVERIFIED.

Built after an independent open client's description; KamuSM's own client was not at hand. Confirm it against KamuSM's
test service before relying on it.

Its value is, in hexadecimal, the DER of SEQUENCE { userid INTEGER, salt OCTET STRING (16), iterationCount INTEGER,
iv OCTET STRING (16), encryptedMessageImprint OCTET STRING }. The last is the digest of the request, encrypted by
AES-256-CBC with PKCS#7 padding under a key that PBKDF2-HMAC-SHA256 makes of the password. One random value is salt and
iv alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from timestamping.der import integer, octet_string, read_exact, sequence

_ROUNDS = 100  # the service's number; so few protect a weak password badly: choose a long one
_KEY_SIZE = 32


@dataclass(frozen=True, slots=True)
class KamusmIdentity:
    """Who asks KamuSM. UNVERIFIED, see this file's head. user: customer number. random_bytes: such as `os.urandom`."""

    user: int
    password: str = field(repr=False)
    random_bytes: Callable[[int], bytes] = field(repr=False)

    def headers(self, request: bytes) -> Mapping[str, str]:
        """The header for this TimeStampReq. Raises DerError when the request is none."""
        digest = read_exact(request).child(1).child(1).octets()
        salt = self.random_bytes(16)
        key = pbkdf2_hmac("sha256", self.password.encode(), salt, _ROUNDS, _KEY_SIZE)
        padder = PKCS7(128).padder()
        encryptor = Cipher(algorithms.AES256(key), modes.CBC(salt)).encryptor()
        hidden = encryptor.update(padder.update(digest) + padder.finalize()) + encryptor.finalize()
        value = sequence(
            integer(self.user), octet_string(salt), integer(_ROUNDS), octet_string(salt), octet_string(hidden)
        )
        return {"identity": f"{int.from_bytes(value, 'big'):x}"}
