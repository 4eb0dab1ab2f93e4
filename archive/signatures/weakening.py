"""When the evidence of a signature weakens: the earliest end among the things its newest proof rests on (K-10).

Without a time-stamp that is the signer's certificate. With a signature time-stamp and no values (T) it is what ends
first on the paths of signer and authority, because authorities forget ended certificates and their revocation data can
then no longer be collected. With values (XL) or archive time-stamps (A) it is the newest stamp alone: its path, and the
planned end of its hash and keys in the dated policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from archive.signatures.held_data import held_data
from archive.signatures.levels import level_of
from archive.signatures.raising import UNSTAMPED
from domain.signatures.levels import SignatureLevel
from timestamping.cms import (
    Certificate,
    SignerInfo,
    UnsupportedSignatureError,
    hash_by_oid,
    oids,
    read_signed_data,
    signature_hash,
    signing_certificate,
)
from timestamping.cms.digests import UnknownHashError
from timestamping.der import DerError, Element
from timestamping.trust import AlgorithmPolicy, TrustStore, key_strength, validate_path
from timestamping.tsa import TimeStampToken, is_token

_VALUES = frozenset({SignatureLevel.XL, SignatureLevel.A})


def weakens_at(
    data: bytes, trust: TrustStore, algorithms: AlgorithmPolicy, certificates: Sequence[Certificate] = ()
) -> datetime | None:
    """The earliest such moment among the signers of CAdES (aware UTC); None when nothing of it is known.

    certificates: given beside the file. A file that cannot be read weakens at no known moment.
    """
    try:
        parsed = read_signed_data(data)
        known = (*held_data(parsed).certificates, *certificates)
        ends = [end for signer in parsed.signers for end in _ends(signer, known, trust, algorithms)]
    except DerError:
        return None
    return min(ends, default=None)


def _ends(
    signer: SignerInfo, known: Sequence[Certificate], trust: TrustStore, algorithms: AlgorithmPolicy
) -> Iterable[datetime]:
    level = level_of(signer)
    if level is SignatureLevel.CMS:
        return
    stamps = _stamps(signer, oids.ARCHIVE_TIME_STAMPS) or _stamps(signer, {oids.SIGNATURE_TIME_STAMP})
    newest = max(stamps, key=lambda token: token.info.gen_time, default=None)
    if newest is not None:
        yield from _of_token(newest, known, trust, algorithms)
    if level not in _VALUES:
        certificate, _, _ = signing_certificate(signer, known)
        if certificate is not None and (newest is None or level in UNSTAMPED):
            yield certificate.not_after
        elif certificate is not None and newest is not None:
            yield from (item.not_after for item in _path(certificate, known, trust, newest.info.gen_time))


def _stamps(signer: SignerInfo, kinds: Iterable[str]) -> list[TimeStampToken]:
    wanted = frozenset(kinds)
    values = [value for item in signer.unsigned if item.oid in wanted for value in item.values]
    return [TimeStampToken(value.tlv) for value in values if is_token(value)]


def _of_token(
    token: TimeStampToken, known: Sequence[Certificate], trust: TrustStore, algorithms: AlgorithmPolicy
) -> Iterable[datetime]:
    signer = token.signed_data.signers[0]
    offered = (*token.signed_data.certificate_list, *known)
    certificate, _, _ = signing_certificate(signer, offered)
    used = [_hash_name(signer.signature_algorithm, signer.digest_oid), _name(token.info.imprint.algorithm)]
    if certificate is not None:
        path = _path(certificate, offered, trust, token.info.gen_time)
        yield from (item.not_after for item in path)
        # An anchor is trusted by decision: the algorithm of its own signature proves nothing and so weakens nothing.
        used += [_hash_name(item.element.child(1), "") for item in path if not item.self_issued]
        yield from (end for item in path for end in _key_ends(item, algorithms))
    yield from (algorithms.hash_ends[name] for name in used if name in algorithms.hash_ends)


def _path(
    certificate: Certificate, known: Sequence[Certificate], trust: TrustStore, at: datetime
) -> tuple[Certificate, ...]:
    """The path to an anchor, or the certificate alone when none is known."""
    return validate_path(certificate, known, trust, at).path or (certificate,)


def _key_ends(certificate: Certificate, algorithms: AlgorithmPolicy) -> Iterable[datetime]:
    strength = key_strength(certificate.public_key_info)
    if strength is not None:
        family, bits = strength
        yield from (end for wanted, end in algorithms.key_ends.get(family, ()) if bits < wanted)


def _hash_name(signature_algorithm: Element, digest_oid: str) -> str:
    try:
        used = signature_hash(signature_algorithm, digest_oid)
    except UnsupportedSignatureError:
        return ""
    return used.name if used else ""


def _name(digest_oid: str) -> str:
    try:
        return hash_by_oid(digest_oid).name
    except UnknownHashError:
        return ""
