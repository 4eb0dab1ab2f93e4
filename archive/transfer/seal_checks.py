"""The seals: checkpoints, what links them, and the time stamps over them."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from archive.transfer import members
from archive.transfer.judging import SealJudge
from archive.transfer.lines import read_consistency
from archive.transfer.opened import OpenPackage
from domain.events import day_interval
from timestamping.checkpoints import Checkpoint, CheckpointError, NoteVerifier, SignedNote, open_checkpoint
from timestamping.der import DerError
from timestamping.evidence_records import RecordError, read_record, wrap_token
from timestamping.merkle import ProofError, TreeHead, verify_consistency
from timestamping.sealing import Outcome, TokenJudgement, sealed_late

CLOCKS_APART = timedelta(minutes=10)
"""How far two clocks that belong together may differ."""


@dataclass(slots=True)
class Seals:
    """What the sealed days say. heads: by day, also of checkpoints whose signature does not hold. texts: three lines.

    sealed: days whose token (or record) holds.
    """

    heads: dict[date, TreeHead] = field(default_factory=dict)
    texts: dict[date, str] = field(default_factory=dict)
    sealed: int = 0

    @property
    def sizes(self) -> list[int]:
        """Sizes of all checkpoints, ascending."""
        return sorted({head.size for head in self.heads.values()})

    def by_size(self) -> Mapping[int, TreeHead]:
        """Heads by size."""
        return {head.size: head for head in self.heads.values()}

    def covering(self, position: int, sizes: list[int]) -> int | None:
        """Size of the smallest checkpoint that covers a position; None when none does."""
        at = bisect_left(sizes, position)
        return sizes[at] if at < len(sizes) else None


def check_checkpoints(package: OpenPackage, verifier: NoteVerifier) -> Seals:
    """Every sealed day has a checkpoint that the ledger signed, and a token; sizes grow from day to day."""
    seals = Seals()
    names = package.reader.names
    days = sorted({day for name in names if (day := members.sealed_day_in(name)) is not None})
    for day in days:
        if members.checkpoint_of(day) not in names or members.token_of(day) not in names:
            package.book.add("seal-incomplete", day=day)
        _open(package, day, verifier, seals)
    last = 0
    for day, head in seals.heads.items():
        if head.size <= last:
            name = members.checkpoint_of(day)
            package.book.add("checkpoint-misplaced", member=name, day=day, found=head.size, expected=f"> {last}")
        last = max(last, head.size)
    return seals


def _open(package: OpenPackage, day: date, verifier: NoteVerifier, seals: Seals) -> None:
    name = members.checkpoint_of(day)
    note = package.small(name)
    if note is None:
        return
    try:
        # The three lines are used even when nobody signed them: one finding then tells, not a hundred.
        text = SignedNote.parse(note).text
        seals.heads[day], seals.texts[day] = Checkpoint.parse(text).head, text
        open_checkpoint(note, package.manifest.origin, [verifier])
    except CheckpointError as error:
        package.book.add("checkpoint-unreadable", member=name, day=day, reason=error)


def check_consistency(package: OpenPackage, seals: Seals) -> None:
    """Each checkpoint only adds to the one before: one proof for each pair of neighbours, in order."""
    sizes, heads, book = seals.sizes, seals.by_size(), package.book
    due = list(pairwise(sizes))
    given = []
    for _, proof in package.records(members.CONSISTENCY, read_consistency):
        given.append((proof.old, proof.new))
        if proof.old not in heads or proof.new not in heads:
            continue
        try:
            verify_consistency(heads[proof.old], heads[proof.new], proof.path)
        except ProofError as error:
            book.add("consistency-broken", member=members.CONSISTENCY, old=proof.old, new=proof.new, reason=error)
    if given != due and package.has(members.CONSISTENCY):
        book.add("consistency-missing", member=members.CONSISTENCY)


def judge_seals(package: OpenPackage, seals: Seals, judge: SealJudge) -> None:
    """Token and evidence record of each day, over the three lines of its checkpoint.

    1. The token is judged at its own time.
    2. The record beside it begins with that token: another one would lend its proof to a forged time.
    3. The record is judged now. A token without one, or whose record adds nothing, is its own record: once its
       certificates have ended, nothing proves any more that it is older than that (EN 319 102-1, 5.6).
    4. A record that holds stands for a token that can no longer be judged.
    """
    for day, text in seals.texts.items():
        data, name = text.encode(), members.record_of(day)
        token_bytes, record_bytes = package.small(members.token_of(day)), package.small(name)
        if token_bytes is None:
            continue
        token = judge.token(token_bytes, data)  # 1
        if record_bytes is not None and not _begins_with(record_bytes, token_bytes):  # 2
            record: TokenJudgement | None = _OTHER_TOKEN
        else:
            record = _judged_record(record_bytes, token_bytes, token, data, judge)  # 3
        outlived = token.outcome is Outcome.INDETERMINATE and record is not None and record.outcome is Outcome.PASSED
        _tell(package, day, members.token_of(day), "token", token, outlived)  # 4
        if record is not None:
            _tell(package, day, name, "record", record, False)
        if token.outcome is Outcome.PASSED or outlived:
            seals.sealed += 1
        _tell_time(package, day, token, record)


_OTHER_TOKEN = TokenJudgement(
    Outcome.FAILED, "token-differs", "the record does not begin with the time stamp of the seal"
)


def _judged_record(
    record: bytes | None, token: bytes, judged: TokenJudgement, data: bytes, judge: SealJudge
) -> TokenJudgement | None:
    """What is found of the record, or of the one that the token is in a wrapping; None: nothing beyond the token."""
    wrapped = _wrapped(token)
    if record is not None and record != wrapped:
        return judge.record(record, data)
    if judged.outcome is not Outcome.PASSED or wrapped is None:
        return None if record is None else judged
    return judge.record(wrapped, data)


def _wrapped(token: bytes) -> bytes | None:
    try:
        return wrap_token(token)
    except RecordError:
        return None


def _begins_with(record: bytes, token: bytes) -> bool:
    """Whether its first time-stamp is that token; of one that cannot be read its judge says so."""
    try:
        return next(read_record(record).stamps).token_der == token
    except DerError:
        return True


def _tell(package: OpenPackage, day: date, name: str, kind: str, found: TokenJudgement, outlived: bool) -> None:
    reason = f"{found.reason}: {found.message}"
    match found.outcome:
        case Outcome.FAILED:
            package.book.add(f"{kind}-failed", member=name, day=day, reason=reason)
        case Outcome.INDETERMINATE if outlived:
            package.book.add("token-outlived", member=name, day=day, reason=reason)
        case Outcome.INDETERMINATE:
            package.book.add(f"{kind}-undecided", member=name, day=day, reason=reason)
        case Outcome.PASSED:
            pass


def _tell_time(package: OpenPackage, day: date, token: TokenJudgement, record: TokenJudgement | None) -> None:
    """A stamp before the day's end covers no checkpoint of it; a late one is told (GR-R2); so is any test stamp."""
    gen_time: datetime | None = token.gen_time
    name = members.token_of(day)
    if token.test or (record is not None and record.test):
        package.book.add("token-test", member=name, day=day)
    if gen_time is None or not 1970 < day.year < 9000:
        return
    if gen_time < day_interval(day)[1] - CLOCKS_APART:
        package.book.add("token-before-day", member=name, day=day, gen_time=gen_time.isoformat())
    elif sealed_late(day, gen_time):
        package.book.add("seal-late", member=name, day=day, gen_time=gen_time.isoformat())
