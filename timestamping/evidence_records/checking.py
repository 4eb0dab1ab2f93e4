"""The check of an evidence record against data objects (RFC 4998, 4.3 and 5.3). Never raises on hostile bytes.

The steps (numbers return in the code):
1. the record can be read, its version is known, it lists the hashes it uses (3.1, 3.3);
2. one hash algorithm a chain, the same as that of each token's imprint (4.3 step 3, 5.3 step 2);
3. the stamps stand in ascending order of time (5.1);
4. the first list of the oldest stamp holds the hash of each data object; for a complete group nothing else (4.3, 5.3
   step 1);
5. within a chain each stamp covers the token before it: time-stamp renewal (5.2, 5.3 step 2);
6. each further chain covers, for each object, its new hash joined with that of all older chains: hash-tree renewal
   (5.2, 5.3 step 3);
7. the root of each tree is what its token is over, and the token passes the full check of `timestamping.tsa`: each
   older one at the time of the next, the newest at the time of the check (4.3 steps 2 and 3, 5.3);
8. the hash of each chain was relied on until the next chain began, that of the last one is so now (5.3 step 2).

The caller still owes: that the objects given are the ones it cares about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from domain.signatures.levels import SubIndication
from timestamping.cms import (
    Certificate,
    HashAlgorithm,
    Reason,
    UnknownHashError,
    doubt,
    failure,
    hash_by_oid,
    judged,
    warning,
)
from timestamping.der import DerError, sequence
from timestamping.evidence_records.data_objects import DataObject, digest_of
from timestamping.evidence_records.errors import DigestUnavailableError
from timestamping.evidence_records.hash_trees import root_of
from timestamping.evidence_records.records import ArchiveTimeStamp, EvidenceRecord, read_record
from timestamping.evidence_records.relying import Relied, relied_token
from timestamping.evidence_records.reports import RecordReport, StampReport
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, RevocationMaterial, TrustStore
from timestamping.tsa import Imprint, TimeStampToken, TstInfo

_FORMAT = SubIndication.FORMAT_FAILURE


def check_record(
    der: bytes,
    objects: Sequence[DataObject],
    *,
    trust: TrustStore,
    at: datetime,
    group_complete: bool = False,
    certificates: Sequence[Certificate] = (),
    revocation: RevocationMaterial | None = None,
    algorithms: AlgorithmPolicy = DEFAULT_POLICY,
) -> RecordReport:
    """Judge the record that `der` begins with over the objects, at our time `at` (aware UTC).

    group_complete: the objects are claimed to be a whole group; a further hash among theirs is then a failure.
    certificates, revocation: beside those inside the tokens. Raises only what the port of an object raises.
    """
    try:  # 1
        record = read_record(der)
    except DerError as error:
        reason = failure("record-unreadable", f"these bytes are no evidence record: {error}", _FORMAT)
        return RecordReport(judged([reason]), found=tuple(None for _ in objects))
    relied = Relied(trust, at, tuple(certificates), revocation or RevocationMaterial(), algorithms)
    walk = _Walk(record, objects, group_complete, relied)
    walk.read_stamps()
    walk.check_form(len(der))
    walk.check_algorithms()
    walk.check_order()
    walk.check_objects()
    walk.check_links()
    chains = walk.check_tokens()
    walk.check_hashes()
    return RecordReport(judged(walk.reasons), chains, tuple(walk.found), record)


@dataclass(slots=True)
class _Stamp:
    """One stamp under way. expected: what its token must be over; None when nothing at hand says it."""

    chain: int
    number: int
    stored: ArchiveTimeStamp
    algorithm: HashAlgorithm | None = None
    info: TstInfo | None = None
    expected: bytes | None = None
    link_ok: bool | None = None
    moment: datetime | None = None

    @property
    def place(self) -> str:
        return f"chain {self.chain + 1}, time-stamp {self.number + 1}"

    @property
    def covered(self) -> tuple[bytes, ...] | None:
        """The values that the stamp covers directly: the first list, or the imprint; None when unreadable."""
        if self.stored.tree is not None:
            return self.stored.tree[0]
        return None if self.info is None else (self.info.imprint.digest,)

    def moment_or(self, at: datetime) -> datetime:
        return self.moment or at


@dataclass(slots=True)
class _Walk:
    """One check under way; the methods are called in the order of the steps."""

    record: EvidenceRecord
    objects: Sequence[DataObject]
    group_complete: bool
    relied: Relied
    reasons: list[Reason] = field(default_factory=list)
    found: list[bool | None] = field(default_factory=list)
    chains: list[list[_Stamp]] = field(default_factory=list)

    @property
    def stamps(self) -> list[_Stamp]:
        return [stamp for chain in self.chains for stamp in chain]

    def fail(self, code: str, message: str, subindication: SubIndication) -> None:
        self.reasons.append(failure(code, message, subindication))

    def read_stamps(self) -> None:
        """Algorithm and statement of each stamp, and the moment at which it is relied on."""
        for index, chain in enumerate(self.record.chains):
            self.chains.append([self._read(_Stamp(index, number, item)) for number, item in enumerate(chain)])
        following = self.relied.at
        for stamp in reversed(self.stamps):
            stamp.moment = following
            following = stamp.info.gen_time if stamp.info is not None else following

    def _read(self, stamp: _Stamp) -> _Stamp:
        with suppress(DerError):  # step 7 reports the token
            stamp.info = TimeStampToken(stamp.stored.token_der).info
        named = stamp.stored.algorithm_oid or (stamp.info.imprint.algorithm if stamp.info else None)
        try:
            stamp.algorithm = hash_by_oid(named) if named else None
        except UnknownHashError as error:
            text = f"{stamp.place}: {error}"
            self.reasons.append(doubt("chain-hash-unknown", text, SubIndication.CRYPTO_CONSTRAINTS_FAILURE))
        if stamp.stored.tree is not None and stamp.algorithm is not None:
            stamp.expected = root_of(stamp.stored.tree, stamp.algorithm)
        return stamp

    def check_form(self, size: int) -> None:
        """Step 1."""
        record = self.record
        if record.version != 1:
            self.fail("record-version", f"evidence record of unknown version {record.version}", _FORMAT)
        if record.element.end != size:
            text = f"{size - record.element.end} bytes follow the record"
            self.reasons.append(warning("trailing-bytes", text))
        if record.encrypted:
            text = "the record tells how its objects were encrypted; that was not evaluated"
            self.reasons.append(warning("record-encryption-not-evaluated", text))
        used = {stamp.algorithm.oid for stamp in self.stamps if stamp.algorithm}
        if used - set(record.algorithm_oids):
            text = "the record uses a hash algorithm that its head does not list (RFC 4998 3.1)"
            self.reasons.append(warning("record-algorithm-unlisted", text))

    def check_algorithms(self) -> None:
        """Step 2."""
        for chain in self.chains:
            for stamp in chain:
                names = {item.oid for item in (stamp.algorithm, chain[0].algorithm) if item}
                if stamp.info is not None:
                    names.add(stamp.info.imprint.algorithm)
                if len(names) > 1:
                    text = f"{stamp.place}: chain, tree and token do not use one and the same hash algorithm"
                    self.fail("chain-algorithm-differs", text, _FORMAT)

    def check_order(self) -> None:
        """Step 3."""
        before: _Stamp | None = None
        for stamp in self.stamps:
            if stamp.info is None:
                continue
            if before is not None and before.info is not None and stamp.info.gen_time < before.info.gen_time:
                text = f"{stamp.place} is older than {before.place}"
                self.fail("stamps-out-of-order", text, SubIndication.TIMESTAMP_ORDER_FAILURE)
            before = stamp

    def check_objects(self) -> None:
        """Step 4."""
        if not self.objects:
            text = "no data object was given: whether the record covers anything in particular is unknown"
            self.reasons.append(doubt("record-data-missing", text, SubIndication.SIGNED_DATA_NOT_FOUND))
        first = self.chains[0][0]
        self.found = [True] * len(self.objects)
        self._compare_objects(first, lambda digest: digest)

    def check_links(self) -> None:
        """Steps 5 and 6."""
        for chain in self.chains:
            for before, stamp in pairwise(chain):
                if stamp.algorithm is not None:
                    self._compare_renewal(stamp, stamp.algorithm.digest(before.stored.token_der))
        for index, chain in enumerate(self.chains[1:], start=1):
            self._compare_chain(chain[0], index)

    def _compare_renewal(self, stamp: _Stamp, wanted: bytes) -> None:
        stamp.expected = stamp.expected or wanted
        stamp.link_ok = None if stamp.covered is None else wanted in stamp.covered
        if stamp.link_ok is False:
            text = f"{stamp.place} does not cover the time-stamp before it"
            self.fail("renewal-link-broken", text, SubIndication.HASH_FAILURE)

    def _compare_chain(self, stamp: _Stamp, index: int) -> None:
        algorithm = stamp.algorithm
        if algorithm is None:
            return
        older = algorithm.digest(sequence(*(self.record.chain_element(number).tlv for number in range(index))))
        outcomes = self._compare_objects(stamp, lambda digest: algorithm.digest(digest, older))
        stamp.link_ok = False if False in outcomes else None if None in outcomes or not outcomes else True

    def _compare_objects(self, stamp: _Stamp, wanted_of: Callable[[bytes], bytes]) -> list[bool | None]:
        """Whether the stamp covers each object; what is missing is written down."""
        wanted = [self._digest(number, data, stamp) for number, data in enumerate(self.objects)]
        values = [None if digest is None else wanted_of(digest) for digest in wanted]
        covered = stamp.covered
        outcomes = [None if value is None or covered is None else value in covered for value in values]
        for number, outcome in enumerate(outcomes):
            if outcome is False:
                text = f"{stamp.place} does not cover data object {number + 1}: object or record was changed"
                self.fail("data-not-covered", text, SubIndication.HASH_FAILURE)
            if outcome is not True and self.found[number] is not False:
                self.found[number] = outcome
        known = {value for value in values if value is not None}
        if self.group_complete and covered is not None and None not in values and set(covered) - known:
            text = f"{stamp.place} covers {len(set(covered) - known)} objects that were not given: the group has more"
            self.fail("group-incomplete", text, SubIndication.HASH_FAILURE)
        return outcomes

    def _digest(self, number: int, data: DataObject, stamp: _Stamp) -> bytes | None:
        if stamp.algorithm is None:
            return None
        try:
            return digest_of(data, stamp.algorithm)
        except DigestUnavailableError as error:
            text = f"{stamp.place}: data object {number + 1}: {error}"
            self.reasons.append(doubt("data-digest-missing", text, SubIndication.SIGNED_DATA_NOT_FOUND))
            return None

    def check_tokens(self) -> tuple[tuple[StampReport, ...], ...]:
        """Step 7."""
        return tuple(tuple(self._token(stamp) for stamp in chain) for chain in self.chains)

    def _token(self, stamp: _Stamp) -> StampReport:
        moment = stamp.moment_or(self.relied.at)
        imprint = None
        if stamp.expected is not None and stamp.algorithm is not None:
            imprint = Imprint.by(stamp.algorithm, stamp.expected)
        elif stamp.info is not None:
            imprint = stamp.info.imprint
        token = relied_token(stamp.stored.token_der, imprint, moment, self.relied)
        self.reasons.extend(_placed(stamp.place, token.verdict.reasons))
        return StampReport(
            gen_time=None if stamp.info is None else stamp.info.gen_time,
            hash_name=None if stamp.algorithm is None else stamp.algorithm.name,
            imprint_ok=self._imprint_ok(stamp, token.imprint_ok),
            link_ok=stamp.link_ok,
            signature_ok=token.signature_ok,
            relied_at=moment,
            token=token,
        )

    def _imprint_ok(self, stamp: _Stamp, judged_ok: bool | None) -> bool | None:
        """Without a tree the imprint is compared with the objects themselves (RFC 4998 4.2, last paragraph)."""
        if stamp.expected is not None or stamp.algorithm is None:
            return judged_ok
        return stamp.link_ok if stamp.chain else _all(self.found)

    def check_hashes(self) -> None:
        """Step 8."""
        for chain, following in zip(self.chains, [*self.chains[1:], None], strict=True):
            algorithm, next_info = chain[0].algorithm, following[0].info if following else None
            moment = next_info.gen_time if next_info is not None else self.relied.at
            if algorithm is not None:
                doubts = self.relied.algorithms.about_hash(algorithm, moment, "hash tree")
                self.reasons.extend(_placed(f"chain {chain[0].chain + 1}", doubts))


def _all(outcomes: Sequence[bool | None]) -> bool | None:
    if False in outcomes:
        return False
    return None if None in outcomes or not outcomes else True


def _placed(place: str, reasons: Iterable[Reason]) -> Iterable[Reason]:
    return (replace(reason, message=f"{place}: {reason.message}") for reason in reasons)
