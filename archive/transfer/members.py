"""Names of the members of a package: what is not named here does not belong in one."""

import re
from datetime import date
from typing import Final

MANIFEST: Final = "MANIFEST.json"
NOTE: Final = "MANIFEST.note"
READ_ME_TR: Final = "OKUBENI.txt"
READ_ME_EN: Final = "README.txt"
KEY: Final = "ledger/verifier-key.txt"
EVENTS: Final = "events.jsonl"
CLOSINGS: Final = "days/closings.jsonl"
PROOFS: Final = "proofs/inclusion.jsonl"
STREAMS: Final = "proofs/streams.jsonl"
CONSISTENCY: Final = "proofs/consistency.jsonl"
REPORTS: Final = "reports/signatures.json"

LISTS: Final = (EVENTS, CLOSINGS, PROOFS, STREAMS, CONSISTENCY)
FIXED: Final = (READ_ME_TR, READ_ME_EN, KEY, *LISTS, REPORTS)
"""Members that every package has, besides the manifest and its note."""

_BLOB: Final = re.compile(r"blobs/([0-9a-f]{64})")
_CERTIFICATE: Final = re.compile(r"certificates/([0-9a-f]{64})\.der")
_REVOCATION: Final = re.compile(r"revocation/([0-9a-f]{64})\.(?:crl|ocsp)")
_SEAL: Final = re.compile(r"days/(\d{4}-\d\d-\d\d)/(checkpoint\.txt|token\.tst|record\.ers)")


def checkpoint_of(day: date) -> str:
    """Signed note of a day."""
    return f"days/{day.isoformat()}/checkpoint.txt"


def token_of(day: date) -> str:
    """Time-stamp token of a day."""
    return f"days/{day.isoformat()}/token.tst"


def record_of(day: date) -> str:
    """Evidence record of a day."""
    return f"days/{day.isoformat()}/record.ers"


def blob_of(digest: str) -> str:
    """Stored bytes by their SHA-256."""
    return f"blobs/{digest}"


def digest_in(name: str) -> str | None:
    """SHA-256 that the name promises; None for names that promise none."""
    for form in (_BLOB, _CERTIFICATE, _REVOCATION):
        if found := form.fullmatch(name):
            return found[1]
    return None


def blob_in(name: str) -> str | None:
    """Digest of a blob's name; None for other names."""
    found = _BLOB.fullmatch(name)
    return found[1] if found else None


def sealed_day_in(name: str) -> date | None:
    """Day of a checkpoint, token or record; None for other names and for days that are none."""
    found = _SEAL.fullmatch(name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def is_member(name: str) -> bool:
    """Whether a package may have a member of this name."""
    known = name in FIXED or name in (MANIFEST, NOTE)
    return known or digest_in(name) is not None or sealed_day_in(name) is not None
