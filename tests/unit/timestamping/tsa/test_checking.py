"""The full token check: every defect is named by exactly its own reason, every harmless form is accepted."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.signatures.levels import Indication, SubIndication
from timestamping.tsa import (
    Expectation,
    Imprint,
    TimeStampToken,
    TokenVerdict,
    build_request,
    check_response,
    check_token,
)
from timestamping.tsa.authority import Misbehaviour, TestAuthority, TestPki, Variant

NOW = datetime(2026, 11, 21, 21, 0, 0, 123456, tzinfo=UTC)
NONCE = 1 << 127 | 12345
POLICY = "2.999.3161.1"
DATA = b"kutuk/24301050\n1209877\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

DEFECTS = {
    Misbehaviour.STATUS_REJECTED: "status-not-granted",
    Misbehaviour.ERROR_BODY: "response-unreadable",
    Misbehaviour.TRUNCATED: "response-unreadable",
    Misbehaviour.NO_TOKEN: "token-missing",
    Misbehaviour.WRONG_CONTENT_TYPE: "content-type-not-tst-info",
    Misbehaviour.TWO_SIGNERS: "signer-count",
    Misbehaviour.NO_SIGNED_ATTRIBUTES: "signed-attributes-missing",
    Misbehaviour.WRONG_MESSAGE_DIGEST: "message-digest-differs",
    Misbehaviour.WRONG_VERSION: "tst-version",
    Misbehaviour.WRONG_IMPRINT_VALUE: "imprint-value",
    Misbehaviour.WRONG_IMPRINT_ALGORITHM: "imprint-algorithm",
    Misbehaviour.WRONG_NONCE: "nonce-differs",
    Misbehaviour.NO_NONCE: "nonce-missing",
    Misbehaviour.WRONG_POLICY: "policy-unexpected",
    Misbehaviour.NO_SIGNING_CERTIFICATE: "ess-missing",
    Misbehaviour.WRONG_SIGNING_CERTIFICATE: "ess-hash-differs",
    Misbehaviour.EKU_MISSING: "eku-missing",
    Misbehaviour.EKU_NOT_CRITICAL: "eku-not-critical",
    Misbehaviour.EKU_EXTRA: "eku-not-exclusive",
    Misbehaviour.EKU_OTHER: "eku-not-time-stamping",
    Misbehaviour.KEY_USAGE_WRONG: "key-usage-wrong",
    Misbehaviour.UNTRUSTED_ROOT: "no-trusted-path",
    Misbehaviour.EXPIRED_CERTIFICATE: "certificate-expired",
    Misbehaviour.NOT_YET_VALID_CERTIFICATE: "certificate-not-yet-valid",
    Misbehaviour.REVOKED_CERTIFICATE: "certificate-revoked",
    Misbehaviour.NO_CERTIFICATE: "signer-certificate-missing",
    Misbehaviour.BAD_SIGNATURE: "signature-bad",
    Misbehaviour.TIME_IN_FUTURE: "gen-time-in-future",
    Misbehaviour.TIME_BEFORE_DATA: "gen-time-before-data",
}
UNDECIDED = {Misbehaviour.UNTRUSTED_ROOT, Misbehaviour.NO_CERTIFICATE}
ONLY_OVER_HTTP = {Misbehaviour.SILENCE, Misbehaviour.HTTP_500, Misbehaviour.HUGE_BODY}


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def answered(pki: TestPki, misbehaviour: Misbehaviour | None = None, variant: Variant | None = None) -> TokenVerdict:
    authority = TestAuthority(pki, lambda: NOW, misbehaviour, variant)
    request = build_request(Imprint.of(DATA), NONCE, POLICY)
    expected = Expectation.of_request(request, not_before=NOW)
    return check_response(authority.answer(request.der), expected, pki.trust, NOW)


def serious(verdict: TokenVerdict) -> set[str]:
    return {reason.code for reason in verdict.verdict.reasons if reason.indication is not Indication.PASSED}


def test_token_of_a_well_behaved_authority_passes_and_is_marked_as_test(pki: TestPki) -> None:
    verdict = answered(pki)
    assert verdict.passed
    assert verdict.test
    assert verdict.info is not None
    assert verdict.info.gen_time == NOW.replace(microsecond=0)
    assert verdict.path == (pki.authority.certificate, pki.issuer.certificate, pki.root.certificate)


def test_defect_table_covers_every_misbehaviour() -> None:
    assert set(DEFECTS) | ONLY_OVER_HTTP == set(Misbehaviour)


@pytest.mark.parametrize("misbehaviour", list(DEFECTS))
def test_defect_is_named_by_its_own_reason_and_no_other(pki: TestPki, misbehaviour: Misbehaviour) -> None:
    assert serious(answered(pki, misbehaviour)) == {DEFECTS[misbehaviour]}


@pytest.mark.parametrize("misbehaviour", list(DEFECTS))
def test_defect_is_failed_unless_trust_or_certificate_is_what_lacks(pki: TestPki, misbehaviour: Misbehaviour) -> None:
    wanted = Indication.INDETERMINATE if misbehaviour in UNDECIDED else Indication.FAILED
    assert answered(pki, misbehaviour).verdict.indication is wanted


@pytest.mark.parametrize("variant", list(Variant))
def test_harmless_form_is_accepted(pki: TestPki, variant: Variant) -> None:
    assert serious(answered(pki, variant=variant)) == set()


def test_status_text_of_a_refusal_is_kept(pki: TestPki) -> None:
    verdict = answered(pki, Misbehaviour.STATUS_REJECTED).verdict
    assert "TEST: talep reddedildi" in verdict.reasons[0].message
    assert "addInfoNotAvailable" in verdict.reasons[0].message


def test_milliseconds_of_gen_time_are_kept(pki: TestPki) -> None:
    info = answered(pki, variant=Variant.FRACTIONS).info
    assert info is not None
    assert info.gen_time.microsecond == 123000


def token_of(pki: TestPki) -> bytes:
    token = answered(pki).token
    assert token is not None
    return token


def test_stored_token_passes_against_its_data_hashed_as_the_token_says(pki: TestPki) -> None:
    assert check_token(token_of(pki), Expectation(DATA), pki.trust, NOW).passed


def test_stored_token_over_other_data_is_a_hash_failure(pki: TestPki) -> None:
    verdict = check_token(token_of(pki), Expectation(DATA + b" "), pki.trust, NOW)
    assert verdict.verdict.subindication is SubIndication.HASH_FAILURE


def test_token_stays_valid_after_its_certificate_ended_when_judged_at_gen_time(pki: TestPki) -> None:
    later = pki.authority.certificate.not_after + timedelta(days=1)
    assert check_token(token_of(pki), Expectation(DATA), pki.trust, later).passed


def test_token_judged_at_a_moment_after_its_certificate_ended_is_expired(pki: TestPki) -> None:
    later = pki.authority.certificate.not_after + timedelta(days=1)
    verdict = check_token(token_of(pki), Expectation(DATA), pki.trust, later, chain_at=later)
    assert verdict.verdict.subindication is SubIndication.EXPIRED


def test_unknown_root_leaves_the_token_indeterminate_though_intact(pki: TestPki) -> None:
    verdict = check_token(token_of(pki), Expectation(DATA), TestPki.make(NOW).trust, NOW)
    assert verdict.verdict.subindication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
    assert verdict.signature_ok


def test_flipped_byte_that_the_signature_covers_is_refused(pki: TestPki) -> None:
    token = token_of(pki)
    free = _not_covered(token)
    accepted = [
        position
        for position in range(0, len(token), 23)
        if check_token(_flipped(token, position), Expectation(DATA), pki.trust, NOW).passed
    ]
    assert [position for position in accepted if position not in free] == []


def _flipped(token: bytes, position: int) -> bytes:
    return token[:position] + bytes((token[position] ^ 0x10,)) + token[position + 1 :]


def _not_covered(token: bytes) -> set[int]:
    """Offsets of fields that no signature covers and no rule of RFC 3161 pins: versions, digest hints."""
    data = TimeStampToken(token).signed_data
    fields = (data.version, data.digest_algorithms, data.signers[0].version)
    return {offset for field in fields for offset in range(field.content, field.end)}
