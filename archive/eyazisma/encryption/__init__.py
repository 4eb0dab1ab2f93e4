"""Envelopes: CMS EnvelopedData for the institution that holds the key (package guide §8, RFC 5652 §6, RFC 5753).

Words: an *envelope* is a CMS EnvelopedData (or AuthEnvelopedData on reading); a *recipient* is one certificate it is
addressed to; an *opening key* is the private half, behind a port so that it may live in hardware.
Called by the writers, the package commands and intake. Must not know what is inside, nor store keys.
"""

from archive.eyazisma.encryption.keys import KeyUnusableError, OpeningKey, SoftwareKey, load_certificate
from archive.eyazisma.encryption.opening import EnvelopeRefused, NotForUsError, decrypt, is_envelope, is_whole
from archive.eyazisma.encryption.sealing import EnvelopeOptions, encrypt

__all__ = [
    "EnvelopeOptions",
    "EnvelopeRefused",
    "KeyUnusableError",
    "NotForUsError",
    "OpeningKey",
    "SoftwareKey",
    "decrypt",
    "encrypt",
    "is_envelope",
    "is_whole",
    "load_certificate",
]
