"""The day's procedure (gün kapatma, mühürleme): from events to statement, report, checkpoint and seal, and back.

Words: a *day* is an Istanbul calendar day; its *statement* is what `day.closed` says of it; its *checkpoint* is the
signed head of the tree that ends with `day.closed`; its *seal* is a time stamp over the checkpoint's three lines,
beside it an *evidence record* over the same bytes, which is renewed; a *pin* is a checkpoint kept elsewhere; a
*finding* is one thing that does not fit, with a code that never changes.

Closing and sealing, numbered; each step is a function that only computes, the caller stores:
1. `summarise_day`: one pass over the day's events gives the daily report and the statement.
2. The caller appends `day.closed` with `statement.payload()`, and stores the report under its digest.
3. `seal_request`: the head of the tree whose last leaf is `day.closed` becomes the signed checkpoint, consistent with
   the one before, and the SHA-512 imprint to be time-stamped.
4. The caller fetches a token (`timestamping.tsa` checks it in full) and appends `day.sealed` with `DaySeal.payload()`.
`verify_ledger` then recomputes all of it from what is stored.

Called by `api` and `archive.transfer`. Knows no database, no network, no clock: events, tiles and rows come through
`LedgerReader`, tokens are judged by a callback.
"""

from timestamping.sealing.catalogue import CATALOGUE, FindingKind, Severity
from timestamping.sealing.findings import Finding
from timestamping.sealing.reader import LedgerReader, StoredHead, StoredRequest
from timestamping.sealing.reports import LedgerReport, Outcome
from timestamping.sealing.seals import DayRenewal, DaySeal, SealRequest, seal_imprint, seal_request, sealed_late
from timestamping.sealing.spans import VerifyOptions
from timestamping.sealing.statements import DayStatement, StatementError
from timestamping.sealing.summaries import DayFold, DaySummary, summarise_day
from timestamping.sealing.tokens import RecordCheck, RecordFacts, TokenCheck, TokenJudgement
from timestamping.sealing.verification import verify_ledger

__all__ = [
    "CATALOGUE",
    "DayFold",
    "DayRenewal",
    "DaySeal",
    "DayStatement",
    "DaySummary",
    "Finding",
    "FindingKind",
    "LedgerReader",
    "LedgerReport",
    "Outcome",
    "RecordCheck",
    "RecordFacts",
    "SealRequest",
    "Severity",
    "StatementError",
    "StoredHead",
    "StoredRequest",
    "TokenCheck",
    "TokenJudgement",
    "VerifyOptions",
    "seal_imprint",
    "seal_request",
    "sealed_late",
    "summarise_day",
    "verify_ledger",
]
