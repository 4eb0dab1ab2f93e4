"""The time-stamps of one signer as they stand: imprint recomputed for the place, hash index held against the file.

Nothing here is about trust. For each stamp:
1. the value is a token (one wrapped in an OCTET STRING is none);
2. the octets it should be over are collected in every form that is met (`imprints`), the first that agrees wins;
3. for archive v3 the hash index is read and every entry must have its object (EN 319 122-1 5.5.2);
4. what it covers is noted, for proofs of existence and for the report.
The oldest archive form (16.2.27) is reported as present and not evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from archive.signatures.coverage import (
    Coverage,
    archive_v2_coverage,
    archive_v3_coverage,
    content_coverage,
    signature_coverage,
    x_coverage,
)
from archive.signatures.hash_index import HashIndex, IndexComparison, read_hash_index, stored_index
from archive.signatures.imprints import (
    AttributeOrder,
    Pieces,
    archive_v2_input,
    archive_v3_input,
    x1_input,
    x2_input,
)
from archive.signatures.reports import IndexState, StampKind
from domain.signatures.levels import SubIndication
from timestamping.cms import (
    Attribute,
    HashAlgorithm,
    Reason,
    SignedData,
    SignerInfo,
    UnknownHashError,
    doubt,
    failure,
    hash_by_oid,
    oids,
    warning,
)
from timestamping.der import DerError, Element
from timestamping.tsa import Imprint, TimeStampToken, TstInfo, is_token

_SIGNED = {oids.CONTENT_TIME_STAMP: StampKind.CONTENT}
_UNSIGNED = {
    oids.SIGNATURE_TIME_STAMP: StampKind.SIGNATURE,
    oids.X_TYPE_1_TIME_STAMP: StampKind.X1,
    oids.X_TYPE_2_TIME_STAMP: StampKind.X2,
    oids.ARCHIVE_TIME_STAMP: StampKind.ARCHIVE_V1,
    oids.ARCHIVE_TIME_STAMP_V2: StampKind.ARCHIVE_V2,
    oids.ARCHIVE_TIME_STAMP_V3: StampKind.ARCHIVE_V3,
}
_REFERENCES = (oids.CERTIFICATE_REFERENCES, oids.REVOCATION_REFERENCES)

_WHOLE_FILE = frozenset({StampKind.ARCHIVE_V2, StampKind.ARCHIVE_V3})
_MAX_STAMPS = 500  # a signature renewed yearly for centuries has fewer; each costs a path and a digest of the file
_MAX_HASHED = 16 << 30
"""Octets hashed for one file: every archive time-stamp covers the whole of it, in up to four forms."""
_HASH = SubIndication.HASH_FAILURE
_FORMAT = SubIndication.FORMAT_FAILURE


@dataclass(frozen=True, slots=True)
class Place:
    """Where stamps are looked for. content: octets that were signed, None when not at hand. nested: counter-signer."""

    data: SignedData
    signer: SignerInfo
    content: bytes | None
    nested: bool = False


@dataclass(frozen=True, slots=True)
class StandingStamp:
    """One time-stamp as it stands.

    value: the element of the token. token, info: None when unreadable. expected: what it must be over; None when that
    cannot be computed. form: the variant that agreed, for example "tagged". index_hash: of the hash index. findings:
    index and form, trust apart.
    """

    kind: StampKind
    attribute: Attribute
    value: Element
    token: TimeStampToken | None = None
    info: TstInfo | None = None
    expected: Imprint | None = None
    form: str | None = None
    index: IndexState = IndexState.NONE
    index_hash: HashAlgorithm | None = None
    coverage: Coverage = field(default_factory=Coverage)
    findings: tuple[Reason, ...] = ()

    @property
    def imprint_ok(self) -> bool | None:
        """Does the token's imprint agree with what it should be over?"""
        if self.expected is None or self.info is None:
            return None
        return self.expected == self.info.imprint


def standing_stamps(place: Place) -> tuple[StandingStamp, ...]:
    """Every time-stamp of the signer in stored order, signed ones first, one that stands twice in one role once.

    Raises DerError when attributes are unreadable or too many.
    """
    signer = place.signer
    standing = [*_values(signer.signed, _SIGNED), *_values(signer.unsigned, _UNSIGNED)]
    if len(standing) > _MAX_STAMPS:
        raise DerError(f"more than {_MAX_STAMPS} time-stamps on one signer", signer.element.start)
    archive = sum(kind in _WHOLE_FILE for kind, _, _ in standing)
    size = len(signer.element.data) + len(place.content or b"")
    if 4 * archive * size > _MAX_HASHED // max(1, len(place.data.signer_infos.children)):
        raise DerError(f"{archive} archive time-stamps over {size} bytes are too much to recompute", 0)
    read = [_read(kind, attribute, value) for kind, attribute, value in standing]
    once: dict[tuple[StampKind, bytes], StandingStamp] = {}
    for stamp in read:
        once.setdefault((stamp.kind, stamp.value.tlv), stamp)
    return tuple(_evaluated(place, stamp, read) for stamp in once.values())


def _values(
    attributes: Iterable[Attribute], kinds: dict[str, StampKind]
) -> Iterator[tuple[StampKind, Attribute, Element]]:
    for attribute in attributes:
        if attribute.oid in kinds:
            yield from ((kinds[attribute.oid], attribute, value) for value in attribute.values)


def _read(kind: StampKind, attribute: Attribute, value: Element) -> StandingStamp:
    if not is_token(value):
        text = "the value of the time-stamp attribute is no time-stamp token"
        return StandingStamp(kind, attribute, value, findings=(failure("stamp-unreadable", text, _FORMAT),))
    try:
        token = TimeStampToken(value.tlv)
        return StandingStamp(kind, attribute, value, token, token.info)
    except DerError as error:
        unreadable = failure("token-unreadable", f"the token cannot be read: {error}", _FORMAT)
        return StandingStamp(kind, attribute, value, findings=(unreadable,))


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to compute an imprint: name, octets, what they cover."""

    name: str | None
    pieces: Callable[[], Pieces]
    coverage: Callable[[], Coverage]


def _evaluated(place: Place, stamp: StandingStamp, all_stamps: Sequence[StandingStamp]) -> StandingStamp:
    if stamp.token is None or stamp.info is None:
        return stamp
    try:
        used = hash_by_oid(stamp.info.imprint.algorithm)
    except UnknownHashError:
        return stamp  # the check of the token says so
    lacking = _not_evaluated(place, stamp.kind)
    if lacking is not None:
        return replace(stamp, findings=(*stamp.findings, lacking))
    if stamp.kind is StampKind.ARCHIVE_V3:
        return _archive_v3(place, stamp, stamp.token, used)
    forms = list(_forms(place, stamp, all_stamps))
    chosen, expected = _matching(forms, stamp.info.imprint, used)
    found = [*stamp.findings]
    if chosen.name == AttributeOrder.STORED:
        text = "the time-stamp covers the attributes in the order of the file, not in that of the standard"
        found.append(warning("stamp-in-stored-order", text))
    return replace(stamp, expected=expected, form=chosen.name, coverage=chosen.coverage(), findings=tuple(found))


def _not_evaluated(place: Place, kind: StampKind) -> Reason | None:
    """Why the imprint cannot be computed, None when it can."""
    detached = len(place.data.encapsulated.children) < 2
    why: str | None = None
    code = SubIndication.POLICY_PROCESSING_ERROR
    match kind:
        case StampKind.ARCHIVE_V1:
            why = "this oldest archive form is not evaluated"
        case StampKind.ARCHIVE_V2 | StampKind.ARCHIVE_V3 if place.nested:
            why = "an archive time-stamp on a counter-signature is not evaluated; the one above covers it"
        case StampKind.CONTENT | StampKind.ARCHIVE_V3 if place.content is None:
            why, code = "its content is not at hand", SubIndication.SIGNED_DATA_NOT_FOUND
        case StampKind.ARCHIVE_V2 if detached and place.content is None:
            why, code = "its content is not at hand", SubIndication.SIGNED_DATA_NOT_FOUND
        case _:
            return None
    return doubt("stamp-not-evaluated", f"the time-stamp is present, but {why}", code)


def _matching(forms: Sequence[_Form], imprint: Imprint, used: HashAlgorithm) -> tuple[_Form, Imprint]:
    """The first form that agrees; the standard one, which comes first, when none does."""
    standard: Imprint | None = None
    for form in forms:
        expected = Imprint.by(used, used.digest(*form.pieces()))
        if expected == imprint:
            return form, expected
        standard = standard or expected
    assert standard is not None
    return forms[0], standard


def _forms(place: Place, stamp: StandingStamp, all_stamps: Sequence[StandingStamp]) -> Iterator[_Form]:
    data, signer, content = place.data, place.signer, place.content
    match stamp.kind:
        case StampKind.CONTENT:
            octets = content or b""
            yield _Form(None, lambda: (octets,), lambda: content_coverage(data))
        case StampKind.SIGNATURE:
            yield _Form(None, lambda: (signer.signature_value,), lambda: signature_coverage(signer))
        case StampKind.X1 | StampKind.X2:
            yield from (_x_form(signer, stamp.kind, order) for order in AttributeOrder)
        case _:
            for left_out in _left_out(stamp, all_stamps):
                for tagged in (True, False):
                    yield _archive_v2_form(place, stamp, left_out, tagged=tagged)


def _x_form(signer: SignerInfo, kind: StampKind, order: AttributeOrder) -> _Form:
    if kind is StampKind.X2:
        return _Form(order, lambda: x2_input(signer, order), lambda: x_coverage(signer, _REFERENCES, signature=False))
    kinds = (oids.SIGNATURE_TIME_STAMP, *_REFERENCES)
    return _Form(order, lambda: x1_input(signer, order), lambda: x_coverage(signer, kinds, signature=True))


def _archive_v2_form(place: Place, stamp: StandingStamp, left_out: Sequence[Attribute], *, tagged: bool) -> _Form:
    data, signer = place.data, place.signer
    return _Form(
        "tagged" if tagged else "untagged",
        lambda: archive_v2_input(data, signer, place.content, left_out, tagged=tagged),
        lambda: archive_v2_coverage(data, signer, left_out, stamp.attribute),
    )


def _left_out(stamp: StandingStamp, all_stamps: Sequence[StandingStamp]) -> Iterator[tuple[Attribute, ...]]:
    """Which attributes were not there yet: the stamp and archive stamps not earlier; those of the same moment either
    way. A position in the file says nothing, because tools sort sets anew.
    """
    assert stamp.info is not None
    own, time = stamp.attribute, stamp.info.gen_time
    archive = (StampKind.ARCHIVE_V1, StampKind.ARCHIVE_V2, StampKind.ARCHIVE_V3)
    others = [item for item in all_stamps if item.kind in archive and item.attribute is not own and item.info]
    later = [item.attribute for item in others if item.info and item.info.gen_time > time]
    equal = [item.attribute for item in others if item.info and item.info.gen_time == time]
    yield (own, *later, *equal)
    if equal:
        yield (own, *later)


def _archive_v3(place: Place, stamp: StandingStamp, token: TimeStampToken, used: HashAlgorithm) -> StandingStamp:
    data, signer = place.data, place.signer
    assert place.content is not None
    content_digest = used.digest(place.content)

    def over(index: bytes) -> Imprint:
        return Imprint.by(used, used.digest(*archive_v3_input(data, signer, content_digest, index)))

    try:
        index = read_hash_index(token.signed_data)
        compared = index.compared(data, signer) if index else None
    except (DerError, UnknownHashError) as error:
        unreadable = failure("hash-index-unreadable", f"the hash index of the token cannot be read: {error}", _FORMAT)
        expected = over(stored_index(token.signed_data))
        return replace(stamp, expected=expected, index=IndexState.BAD, findings=(*stamp.findings, unreadable))
    if index is None or compared is None:
        text = "the token has no hash index, so nothing says which certificates and attributes it covers"
        missing = failure("hash-index-missing", text, _FORMAT)
        return replace(stamp, expected=over(b""), findings=(*stamp.findings, missing))
    return replace(
        stamp,
        expected=over(index.tlv),
        form=f"index-v{index.form}",
        index=IndexState.OK if compared.complete else IndexState.BAD,
        index_hash=index.hash,
        coverage=archive_v3_coverage(data, signer, compared, stamp.attribute),
        findings=(*stamp.findings, *_about_index(index, compared, used)),
    )


def _about_index(index: HashIndex, compared: IndexComparison, used: HashAlgorithm) -> Iterator[Reason]:
    if not compared.complete:
        text = f"{len(compared.missing)} entries of the hash index have no object in the file: something was changed"
        yield failure("hash-index-incomplete", text, _HASH)
    if index.hash != used:
        text = f"the hash index uses {index.hash.name}, the imprint {used.name}"
        yield warning("hash-index-algorithm-differs", text)
