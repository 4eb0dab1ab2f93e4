"""The level of a signature, read off the attributes that are present; whether they hold is another question.

A time-stamp attribute without a token in it (an empty one, or a token wrapped in an OCTET STRING) is treated as absent.
"""

from archive.signatures.held_data import STAMP_ATTRIBUTES
from domain.signatures.levels import SignatureLevel
from timestamping.cms import SignedData, SignerInfo, oids
from timestamping.tsa import is_token


def level_of(signer: SignerInfo) -> SignatureLevel:
    """The rung of the TS 101 733 ladder: CMS, BES, EPES, T, C, X, XL, A. Raises DerError when attributes are
    unreadable.
    """
    signed = {attribute.oid for attribute in signer.signed}
    unsigned = _unsigned(signer)
    if not signed & {oids.SIGNING_CERTIFICATE, oids.SIGNING_CERTIFICATE_V2}:
        return SignatureLevel.CMS
    if unsigned & oids.ARCHIVE_TIME_STAMPS:
        return SignatureLevel.A
    if oids.SIGNATURE_TIME_STAMP not in unsigned:
        return SignatureLevel.EPES if oids.SIGNATURE_POLICY in signed else SignatureLevel.BES
    if not {oids.CERTIFICATE_REFERENCES, oids.REVOCATION_REFERENCES} <= unsigned:
        return SignatureLevel.T
    if {oids.CERTIFICATE_VALUES, oids.REVOCATION_VALUES} <= unsigned:
        return SignatureLevel.XL
    if unsigned & {oids.X_TYPE_1_TIME_STAMP, oids.X_TYPE_2_TIME_STAMP}:
        return SignatureLevel.X
    return SignatureLevel.C


def baseline_of(data: SignedData, signer: SignerInfo) -> SignatureLevel:
    """The level of EN 319 122-1: B-B, B-T, B-LT (revocation data in the file), B-LTA; CMS when it is no CAdES."""
    unsigned = _unsigned(signer)
    if level_of(signer) is SignatureLevel.CMS:
        return SignatureLevel.CMS
    if unsigned & oids.ARCHIVE_TIME_STAMPS:
        return SignatureLevel.BASELINE_LTA
    if oids.SIGNATURE_TIME_STAMP not in unsigned:
        return SignatureLevel.BASELINE_B
    if data.crls is not None or oids.REVOCATION_VALUES in unsigned:
        return SignatureLevel.BASELINE_LT
    return SignatureLevel.BASELINE_T


def _unsigned(signer: SignerInfo) -> set[str]:
    """Types of the unsigned attributes that hold what they are for. Raises DerError."""
    return {
        attribute.oid
        for attribute in signer.unsigned
        if attribute.oid not in STAMP_ATTRIBUTES or any(map(is_token, attribute.values))
    }
