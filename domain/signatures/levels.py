"""Words for what a signature is and how it was judged; the terms of ETSI EN 319 122-1, TS 101 733 and EN 319 102-1."""

from enum import StrEnum


class SignatureLevel(StrEnum):
    """How much lasting evidence a CAdES signature carries; named by the attributes present, not by their validity.

    CMS: signed without a signing-certificate attribute, so no CAdES at all.
    BES to A: the ladder of TS 101 733; B-T, B-LT, B-LTA: the baseline levels of EN 319 122-1.
    """

    CMS = "CMS"
    BES = "BES"
    EPES = "EPES"
    T = "T"
    C = "C"
    X = "X"
    XL = "XL"
    A = "A"
    BASELINE_B = "B-B"
    BASELINE_T = "B-T"
    BASELINE_LT = "B-LT"
    BASELINE_LTA = "B-LTA"


class Indication(StrEnum):
    """Main outcome of a validation (EN 319 102-1, 5.1.2). INDETERMINATE is never rounded to FAILED."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    INDETERMINATE = "INDETERMINATE"


class SubIndication(StrEnum):
    """The reason class of an outcome that is not PASSED (EN 319 102-1, tables 5 and 6)."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    NOT_YET_VALID = "NOT_YET_VALID"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    OUT_OF_BOUNDS_NOT_REVOKED = "OUT_OF_BOUNDS_NOT_REVOKED"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    NO_POE = "NO_POE"
    TRY_LATER = "TRY_LATER"
    POLICY_PROCESSING_ERROR = "POLICY_PROCESSING_ERROR"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
