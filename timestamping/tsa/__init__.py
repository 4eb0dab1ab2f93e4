"""Time-stamps by RFC 3161: ask an authority, judge what it answers in full, keep the bytes as received.

Words it defines: *imprint* (hash algorithm and digest that are stamped), *token*, *expectation* (what a token must
say),
*token verdict*, *stamp* (a token that passed), *sealing attempt* (one authority asked, with its reasons).
Callers: `timestamping.sealing`, `timestamping.evidence_records`, `archive.signatures`, `api.composition`, `api.cli`.
It must not know: days, documents, signatures, settings. HTTP stands in `http_authority` alone; the test authority in
`authority/` is not part of these public names.
"""

from timestamping.tsa.authorities import (
    Authority,
    AuthorityUnavailableError,
    NoAnswerError,
    SealingAttempt,
    Stamp,
    TimestampService,
    nonce_from,
)
from timestamping.tsa.checking import TEST_POLICY_ARC, Expectation, TokenVerdict, check_response, check_token
from timestamping.tsa.deadlines import Deadline
from timestamping.tsa.http_authority import HttpAuthority, HttpLimits
from timestamping.tsa.identity_header import KamusmIdentity
from timestamping.tsa.quotas import CountsInFolder, DailyCounts, LimitedAuthority, QuotaNotice
from timestamping.tsa.requests import TimestampRequest, build_request
from timestamping.tsa.responses import PkiStatus, TimestampResponse, read_response
from timestamping.tsa.tokens import TOKEN_LIMITS, Imprint, TimeStampToken, TstInfo, is_token, read_tst_info

__all__ = [
    "TEST_POLICY_ARC",
    "TOKEN_LIMITS",
    "Authority",
    "AuthorityUnavailableError",
    "CountsInFolder",
    "DailyCounts",
    "Deadline",
    "Expectation",
    "HttpAuthority",
    "HttpLimits",
    "Imprint",
    "KamusmIdentity",
    "LimitedAuthority",
    "NoAnswerError",
    "PkiStatus",
    "QuotaNotice",
    "SealingAttempt",
    "Stamp",
    "TimeStampToken",
    "TimestampRequest",
    "TimestampResponse",
    "TimestampService",
    "TokenVerdict",
    "TstInfo",
    "build_request",
    "check_response",
    "check_token",
    "is_token",
    "nonce_from",
    "read_response",
    "read_tst_info",
]
