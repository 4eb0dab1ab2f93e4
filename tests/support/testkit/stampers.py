"""Evidence records for tests: stamps of the test authority at chosen times, without HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from timestamping.evidence_records import Stamper
from timestamping.tsa import Imprint, build_request, read_response
from timestamping.tsa.authority import Misbehaviour, TestAuthority, TestPki, Variant

_NONCE = 1 << 127 | 4998


def stamper(
    pki: TestPki, at: datetime, misbehaviour: Misbehaviour | None = None, variant: Variant | None = None
) -> Stamper:
    """Gives tokens of the PKI's authority at that time; what it does wrong reaches the record unseen."""
    return _asked(TestAuthority(pki, lambda: at, misbehaviour, variant))


def _asked(authority: TestAuthority) -> Callable[[Imprint], bytes]:
    def stamp(imprint: Imprint) -> bytes:
        token = read_response(authority.ask(build_request(imprint, _NONCE).der)).token
        assert token is not None
        return token

    return stamp
