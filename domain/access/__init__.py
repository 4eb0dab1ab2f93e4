"""Reads as facts: who viewed, searched, downloaded, printed, exported or verified what, and what was refused.

Words: a *read* is a fact without its place in the ledger; one stream per day and process.

Called by the doors through the book, before an answer leaves. Knows nothing of how answers are made.
"""

from domain.access.commands import RecordReads
from domain.access.events import (
    CommandRefused,
    Denied,
    Downloaded,
    Exported,
    Printed,
    Searched,
    SignedIn,
    Verified,
    Viewed,
)
from domain.access.minimising import minimised_query
from domain.access.reads import Read, denied, downloaded, exported, printed, searched, signed_in, verified, viewed
from domain.access.streams import read_stream_of, refusal_stream_of
from domain.access.values import DeniedCause, SignInOutcome, VerificationOutcome

__all__ = [
    "CommandRefused",
    "Denied",
    "DeniedCause",
    "Downloaded",
    "Exported",
    "Printed",
    "Read",
    "RecordReads",
    "Searched",
    "SignInOutcome",
    "SignedIn",
    "VerificationOutcome",
    "Verified",
    "Viewed",
    "denied",
    "downloaded",
    "exported",
    "minimised_query",
    "printed",
    "read_stream_of",
    "refusal_stream_of",
    "searched",
    "signed_in",
    "verified",
    "viewed",
]
