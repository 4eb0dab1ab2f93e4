"""Whatever is done to the bytes of a signature or a token, the outcome is a verdict, never an exception."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.signatures import SignedAttributes, check_signatures, raise_to_t, sign_attached
from domain.signatures.levels import Indication
from timestamping.trust import TrustStore
from timestamping.tsa import Expectation, TimestampService, check_response, check_token
from timestamping.tsa.authority import TestAuthority, TestPki, Variant

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
CONTENT = b"PaketOzeti"
HOSTILE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Sample:
    """One signature raised to T with a BER token inside, and whom to trust."""

    def __init__(self) -> None:
        pki = TestPki.make(NOW)
        nonces = iter((1 << 127,))
        authority = TestAuthority(pki, lambda: NOW, None, Variant.BER)
        service = TimestampService([authority], pki.trust, lambda: NOW, lambda: next(nonces))
        citizen = pki.citizen
        signed = sign_attached(
            CONTENT, citizen.certificate, citizen.port(), SignedAttributes(NOW), [pki.issuer.certificate]
        )
        raised = raise_to_t(signed, service, pki.trust, NOW)[-1]
        assert raised.stamp is not None
        self.trust: TrustStore = pki.trust
        self.file, self.token, self.response = raised.data, raised.stamp.token, raised.stamp.response


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample()


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[float, int, bytes]]:
    """Places (as fractions of the length), bytes to drop there, and bytes to put there."""
    places = st.floats(0, 1, exclude_max=True)
    return draw(st.lists(st.tuples(places, st.integers(0, 12), st.binary(max_size=12)), min_size=1, max_size=4))


def changed(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    for place, dropped, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + dropped :]
    return data


@HOSTILE
@given(edits=changes())
def test_changed_signature_file_gets_a_verdict(sample: Sample, edits: list[tuple[float, int, bytes]]) -> None:
    report = check_signatures(changed(sample.file, edits), at=NOW, trust=sample.trust)
    assert report.verdict.indication in Indication


@HOSTILE
@given(edits=changes())
def test_changed_token_gets_a_verdict(sample: Sample, edits: list[tuple[float, int, bytes]]) -> None:
    verdict = check_token(changed(sample.token, edits), Expectation(CONTENT), sample.trust, NOW)
    assert not verdict.passed


@HOSTILE
@given(edits=changes())
def test_changed_response_gets_a_verdict(sample: Sample, edits: list[tuple[float, int, bytes]]) -> None:
    verdict = check_response(changed(sample.response, edits), Expectation(CONTENT), sample.trust, NOW)
    assert not verdict.passed


@HOSTILE
@given(data=st.binary(max_size=200))
def test_random_bytes_get_a_verdict(sample: Sample, data: bytes) -> None:
    assert not check_signatures(data, at=NOW, trust=sample.trust).verdict.passed
    assert not check_response(data, Expectation(CONTENT), sample.trust, NOW).passed
