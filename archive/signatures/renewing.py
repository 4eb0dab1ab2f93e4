"""Archive time-stamps: the first one and each renewal, and the validation data that goes in before (RFC 5126, 6.4).

Order of work, per signer:
1. when it has archive time-stamps: the newest must still be provable, and its chain and revocation data are put in:
   into the file's own SignedData after a v3, into the token itself where a v2 stands in the file, because a v2 freezes
   `certificates` and `crls` (TS 101 733, 6.4.1; EN 319 122-1, 5.5.3);
2. v3: hash index over what stands in the file now, imprint over content digest, signer and index; the token gets the
   index into its unsigned attributes. v2: imprint over everything, in the form with the header of the attributes;
3. the token becomes one more unsigned attribute; the file names the hash among its digest algorithms (v3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive.signatures.collected import ArchiveForm, Means, known_certificates, validation_of
from archive.signatures.hash_index import build_hash_index
from archive.signatures.imprints import archive_v2_input, archive_v3_input
from archive.signatures.levels import level_of
from archive.signatures.raising import Raised, obtain_stamp, signer_of, with_unsigned
from archive.signatures.refusals import RenewalTooLateError, SignatureUndecidedError, StampNotValidError
from archive.signatures.revocation_items import read_revocation
from archive.signatures.values import with_digest_algorithm, with_validation_data
from domain.signatures.levels import SignatureLevel
from timestamping.cms import Certificate, SignerInfo, attribute, hash_by_name, oids, read_signed_data
from timestamping.cms import signing_certificate as certificate_of
from timestamping.der import DerError, Element, replace
from timestamping.trust import ValidationData
from timestamping.tsa import Stamp, TimeStampToken, is_token


@dataclass(frozen=True, slots=True)
class ArchiveStamp:
    """An archive time-stamp that stands in a signer. element: the token. time: genTime. kind: its attribute's OID."""

    element: Element
    kind: str
    time: datetime
    certificate: Certificate


def archived(data: bytes, number: int, means: Means, content: bytes | None) -> Raised:
    """The file with one archive time-stamp more on that signer; it must be XL or A.

    Raises a RaisingRefusal, AuthorityUnavailableError, DerError.
    """
    level = level_of(signer_of(data, number))
    newest = newest_archive_stamp(signer_of(data, number), means)
    if newest is not None:
        data = _with_newest_completed(data, newest, means)
    if means.archive_form is ArchiveForm.V3 or newest is not None:
        data, stamp = _stamped_v3(data, number, means, content)
    else:
        data, stamp = _stamped_v2(data, number, means, content)
    return Raised(data, number, level, SignatureLevel.A, stamp)


def newest_archive_stamp(signer: SignerInfo, means: Means) -> ArchiveStamp | None:
    """The archive time-stamp with the latest genTime; None without one. Raises StampNotValidError when unreadable."""
    found: list[ArchiveStamp] = []
    for item in signer.unsigned:
        if item.oid in oids.ARCHIVE_TIME_STAMPS:
            found.extend(_read_stamp(value, item.oid, means) for value in item.values)
    return max(found, key=lambda stamp: stamp.time, default=None)


def embedded_into_token(data: bytes, value: Element, means: Means) -> bytes:
    """The file with the token at `value` enlarged by its authority's chain and revocation data at its genTime."""
    stamp = _read_stamp(value, oids.SIGNATURE_TIME_STAMP, means)
    found = _validation(stamp, means)
    return replace(value, _enlarged(value.tlv, found))


def with_content_stamps_completed(data: bytes, number: int, means: Means) -> bytes:
    """The file with the validation data of the signer's content time-stamps, which are signed and so cannot grow."""
    if _frozen(data):
        return data
    for item in signer_of(data, number).signed_of(oids.CONTENT_TIME_STAMP):
        for value in item.values:
            data = _enlarged(data, _validation(_read_stamp(value, item.oid, means), means))
    return data


def with_stamps_provable(data: bytes, number: int, means: Means) -> bytes:
    """The file with the validation data of the signer's signature and X time-stamps, before the first archive stamp.

    It goes into each token, but into the file where a token is covered by an X time-stamp of type 1 and so cannot grow.
    """
    covered = bool(signer_of(data, number).unsigned_of(oids.X_TYPE_1_TIME_STAMP))
    for place in range(len(_provable(data, number))):
        kind, value = _provable(data, number)[place]
        found = _validation(_read_stamp(value, kind, means), means)
        if kind != oids.SIGNATURE_TIME_STAMP or not covered:
            data = replace(value, _enlarged(value.tlv, found))
        elif not _frozen(data):
            data = _enlarged(data, found)
    return data


def _provable(data: bytes, number: int) -> list[tuple[str, Element]]:
    kinds = (oids.SIGNATURE_TIME_STAMP, oids.X_TYPE_1_TIME_STAMP, oids.X_TYPE_2_TIME_STAMP)
    standing = (item for item in signer_of(data, number).unsigned if item.oid in kinds)
    return [(item.oid, value) for item in standing for value in item.values]


def _with_newest_completed(data: bytes, newest: ArchiveStamp, means: Means) -> bytes:
    if newest.certificate.not_after < means.now():
        raise RenewalTooLateError(signer=newest.certificate.subject_text, ended=newest.certificate.not_after)
    found = _validation(newest, means)
    if newest.kind == oids.ARCHIVE_TIME_STAMP_V3 and not _frozen(data):
        return _enlarged(data, found)
    return replace(newest.element, _enlarged(newest.element.tlv, found))


def _enlarged(data: bytes, found: ValidationData) -> bytes:
    return with_validation_data(data, (*found.certificates, *found.responders), read_revocation(found.material))


def _frozen(data: bytes) -> bool:
    """Does an archive time-stamp v2 (or v1) of any signer cover the certificates and lists of the file?"""
    freezing = oids.ARCHIVE_TIME_STAMPS - {oids.ARCHIVE_TIME_STAMP_V3}
    return any(item.oid in freezing for signer in read_signed_data(data).signers for item in signer.unsigned)


def _stamped_v3(data: bytes, number: int, means: Means, content: bytes | None) -> tuple[bytes, Stamp]:
    used = hash_by_name(means.digest)
    data = with_digest_algorithm(data, used.oid)
    parsed = read_signed_data(data)
    octets = parsed.content if parsed.content is not None else content
    if octets is None:
        raise SignatureUndecidedError(signer=f"#{number + 1}", detail="the content of the detached signature is needed")
    signer = parsed.signers[number]
    index = build_hash_index(parsed, signer, used)
    covered = b"".join(archive_v3_input(parsed, signer, used.digest(octets), index))
    stamp = obtain_stamp(covered, means.stamper, means.trust, means.now(), means.digest)
    token = with_unsigned(read_signed_data(stamp.token).signers[0], attribute(oids.HASH_INDEX_V3, index))
    return with_unsigned(signer, attribute(oids.ARCHIVE_TIME_STAMP_V3, token)), stamp


def _stamped_v2(data: bytes, number: int, means: Means, content: bytes | None) -> tuple[bytes, Stamp]:
    parsed = read_signed_data(data)
    signer = parsed.signers[number]
    try:
        covered = b"".join(archive_v2_input(parsed, signer, content))
    except ValueError as error:
        raise SignatureUndecidedError(signer=f"#{number + 1}", detail=str(error)) from None
    stamp = obtain_stamp(covered, means.stamper, means.trust, means.now(), means.digest)
    return with_unsigned(signer, attribute(oids.ARCHIVE_TIME_STAMP_V2, stamp.token)), stamp


def _read_stamp(value: Element, kind: str, means: Means) -> ArchiveStamp:
    try:
        if not is_token(value):
            raise DerError("the value is no time-stamp token", value.start)
        token = TimeStampToken(value.tlv)
        known = (*known_certificates(token.signed_data, means), *read_signed_data(value.data).certificate_list)
        certificate, _, _ = certificate_of(token.signed_data.signers[0], known)
        time = token.info.gen_time
    except (DerError, IndexError) as error:
        raise StampNotValidError(signer=kind, detail=str(error)) from None
    if certificate is None:
        raise StampNotValidError(signer=kind, detail="the authority's certificate is not at hand")
    return ArchiveStamp(value, kind, time, certificate)


def _validation(stamp: ArchiveStamp, means: Means) -> ValidationData:
    """Chain and revocation data of the authority at genTime."""
    inside = read_signed_data(stamp.element.tlv)
    outside = means.knowing(read_signed_data(stamp.element.data).certificate_list)
    return validation_of(stamp.certificate, stamp.time, outside, inside, means.freshness)
