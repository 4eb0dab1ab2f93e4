"""Object identifiers of envelopes and what they stand for."""

from cryptography.hazmat.primitives import hashes

ENVELOPED_DATA = "1.2.840.113549.1.7.3"
AUTH_ENVELOPED_DATA = "1.2.840.113549.1.9.16.1.23"
DATA = "1.2.840.113549.1.7.1"

RSA_PKCS1 = "1.2.840.113549.1.1.1"
RSA_OAEP = "1.2.840.113549.1.1.7"
MGF1 = "1.2.840.113549.1.1.8"
P_SPECIFIED = "1.2.840.113549.1.1.9"
EC_PUBLIC_KEY = "1.2.840.10045.2.1"

AES256_CBC = "2.16.840.1.101.3.4.1.42"
CBC_KEY_BYTES = {"2.16.840.1.101.3.4.1.2": 16, "2.16.840.1.101.3.4.1.22": 24, AES256_CBC: 32}
GCM_KEY_BYTES = {"2.16.840.1.101.3.4.1.6": 16, "2.16.840.1.101.3.4.1.26": 24, "2.16.840.1.101.3.4.1.46": 32}

AES256_WRAP = "2.16.840.1.101.3.4.1.45"
WRAP_KEY_BYTES = {"2.16.840.1.101.3.4.1.5": 16, "2.16.840.1.101.3.4.1.25": 24, AES256_WRAP: 32}

SHA256 = "2.16.840.1.101.3.4.2.1"
HASHES: dict[str, hashes.HashAlgorithm] = {
    "1.3.14.3.2.26": hashes.SHA1(),  # OAEP's default; SHA-1 is no weakness there
    "2.16.840.1.101.3.4.2.4": hashes.SHA224(),
    SHA256: hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}

ECDH_SHA256 = "1.3.132.1.11.1"
AGREEMENT_HASHES: dict[str, hashes.HashAlgorithm] = {
    "1.3.133.16.840.63.0.2": hashes.SHA1(),
    "1.3.132.1.11.0": hashes.SHA224(),
    ECDH_SHA256: hashes.SHA256(),
    "1.3.132.1.11.2": hashes.SHA384(),
    "1.3.132.1.11.3": hashes.SHA512(),
    # With cofactor; the same for the prime curves in use, whose cofactor is 1.
    "1.3.133.16.840.63.0.3": hashes.SHA1(),
    "1.3.132.1.14.0": hashes.SHA224(),
    "1.3.132.1.14.1": hashes.SHA256(),
    "1.3.132.1.14.2": hashes.SHA384(),
    "1.3.132.1.14.3": hashes.SHA512(),
}
