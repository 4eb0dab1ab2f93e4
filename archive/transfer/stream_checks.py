"""Completeness: for every closed day and whole stream, the package has what the day's stream tree says."""

from archive.transfer import members
from archive.transfer.history_checks import Closing, History
from archive.transfer.lines import read_day_stream
from archive.transfer.opened import OpenPackage
from archive.transfer.values import Absence, DayStream, WholeStream
from timestamping.merkle import ProofError, StreamInclusionProof, verify_stream_absence, verify_stream_inclusion


def check_streams(package: OpenPackage, history: History) -> None:
    """Walk the proofs beside the days and streams that need one; both are sorted by day, then stream id."""
    book, name = package.book, members.STREAMS
    streams = sorted(package.manifest.streams, key=lambda stream: stream.id.bytes)
    pairs, limit = len(history.closings) * len(streams), package.limits.lines
    due = [(closing, stream) for closing in history.closings for stream in streams] if pairs <= limit else []
    if pairs > limit:
        # More than any list can prove: to name what is missing would take hours and all memory.
        book.add("limit-exceeded", what=name, found=pairs, limit=limit)
    at = 0
    for number, line in package.records(name, read_day_stream):
        key = (line.day, line.stream_id.bytes)
        while at < len(due) and _key(*due[at]) < key:
            _missing(package, *due[at])
            at += 1
        if at == len(due) or _key(*due[at]) != key:
            book.add("day-proof-needless", member=name, line=number)
            continue
        _check(package, history, due[at][0], line)
        at += 1
    if package.has(name):
        for closing, stream in due[at:]:
            _missing(package, closing, stream)


def _key(closing: Closing, stream: WholeStream) -> tuple[object, bytes]:
    return closing.statement.day, stream.id.bytes


def _missing(package: OpenPackage, closing: Closing, stream: WholeStream) -> None:
    package.book.add("day-proof-missing", member=members.STREAMS, day=closing.statement.day, stream=stream.id)


def _check(package: OpenPackage, history: History, closing: Closing, line: DayStream) -> None:
    """One day, one stream.

    1. The proof holds under the stream tree that the day's statement names.
    2. Absent: the package has no event of that day in this stream.
    3. Present: the last event of that day is the one in the package.
    """
    statement, book, stream = closing.statement, package.book, line.stream_id
    chain = history.chains.get(stream, [])
    upto = [(position, leaf) for position, leaf in chain if position <= statement.last]
    touched = bool(upto) and upto[-1][0] >= statement.first
    # 1
    try:
        if isinstance(line.proof, Absence):
            verify_stream_absence(stream, line.proof.proof, statement.streams)
        else:
            verify_stream_inclusion(line.proof, statement.streams)
    except ProofError as error:
        book.add("day-proof-broken", member=members.STREAMS, day=statement.day, stream=stream, reason=error)
        return
    # 2
    if isinstance(line.proof, Absence):
        if touched:
            book.add("event-unknown-to-day", member=members.EVENTS, position=upto[-1][0], day=statement.day)
        return
    # 3
    _compare_last(package, closing, line.proof, upto, touched)


def _compare_last(
    package: OpenPackage,
    closing: Closing,
    proof: StreamInclusionProof,
    upto: list[tuple[int, bytes]],
    touched: bool,
) -> None:
    day, head, book = closing.statement.day, proof.head, package.book
    if head.version > len(upto) or not touched:
        book.add(
            "events-missing",
            member=members.EVENTS,
            day=day,
            stream=head.stream_id,
            expected=head.version,
            found=len(upto),
        )
    elif head.version < len(upto) or head.leaf != upto[-1][1]:
        book.add("event-unknown-to-day", member=members.EVENTS, position=upto[-1][0], day=day)
