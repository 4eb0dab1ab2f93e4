"""The policy a token must be issued under: asked for, and required of the answer."""

from datetime import UTC, datetime

import pytest

from timestamping.tsa import AuthorityUnavailableError, Imprint, TimestampService
from timestamping.tsa.authority import Misbehaviour, TestAuthority, TestPki

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
EXPECTED = "2.999.3161.1"


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def service(pki: TestPki, misbehaviour: Misbehaviour | None, policies: dict[str, str]) -> TimestampService:
    authority = TestAuthority(pki, lambda: NOW, misbehaviour)
    return TimestampService([authority], pki.trust, lambda: NOW, lambda: 1 << 127, policies=policies)


def test_token_under_the_expected_policy_is_accepted(pki: TestPki) -> None:
    stamp = service(pki, None, {"test-authority": EXPECTED}).stamp(Imprint.of(b"x"))
    assert stamp.verdict.info is not None
    assert stamp.verdict.info.policy == EXPECTED


def test_token_under_another_policy_than_the_expected_one_is_refused(pki: TestPki) -> None:
    with pytest.raises(AuthorityUnavailableError) as refused:
        service(pki, Misbehaviour.WRONG_POLICY, {"test-authority": EXPECTED}).stamp(Imprint.of(b"x"))
    assert refused.value.attempts[0].reasons[0][0] == "policy-unexpected"


def test_policy_of_another_authority_is_not_asked_for(pki: TestPki) -> None:
    assert service(pki, Misbehaviour.WRONG_POLICY, {"somebody-else": EXPECTED}).stamp(Imprint.of(b"x")).token
