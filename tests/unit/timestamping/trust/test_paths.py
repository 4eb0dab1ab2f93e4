"""Paths at a moment: three-valued, with the reason."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.signatures.levels import Indication, SubIndication
from timestamping.cms import hash_by_name
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, Anchor, RevocationMaterial, TrustStore, validate_path
from timestamping.tsa.authority import Credential, KeyKind, Profile, TestPki, issue, make_key
from timestamping.tsa.authority.certificates import revocation_list

NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(NOW)


def test_path_to_an_anchor_passes_and_is_listed_leaf_first(pki: TestPki) -> None:
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW)
    assert found.verdict.passed
    assert found.path == (pki.citizen.certificate, pki.issuer.certificate, pki.root.certificate)


def test_intermediates_of_the_store_help(pki: TestPki) -> None:
    store = TrustStore(pki.trust.anchors, (pki.issuer.certificate,))
    assert validate_path(pki.citizen.certificate, [], store, NOW).verdict.passed


def test_certificate_that_is_itself_an_anchor_passes(pki: TestPki) -> None:
    assert validate_path(pki.citizen.certificate, [], TrustStore.of(pki.citizen.certificate), NOW).verdict.passed


def test_missing_intermediate_is_undecided(pki: TestPki) -> None:
    found = validate_path(pki.citizen.certificate, [], pki.trust, NOW)
    assert found.verdict.subindication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def test_no_trust_at_all_is_undecided(pki: TestPki) -> None:
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], TrustStore(), NOW)
    assert found.verdict.indication is Indication.INDETERMINATE


def test_anchor_not_yet_trusted_is_no_anchor(pki: TestPki) -> None:
    store = TrustStore((Anchor(pki.root.certificate, trusted_from=NOW + DAY),))
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], store, NOW)
    assert found.verdict.codes == ("no-trusted-path",)


def test_leaf_after_its_end_is_expired(pki: TestPki) -> None:
    later = pki.citizen.certificate.not_after + DAY
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], pki.trust, later)
    assert found.verdict.subindication is SubIndication.EXPIRED


def test_leaf_before_its_start_is_not_yet_valid(pki: TestPki) -> None:
    earlier = pki.citizen.certificate.not_before - DAY
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], pki.trust, earlier)
    assert found.verdict.subindication is SubIndication.NOT_YET_VALID


@pytest.mark.parametrize("days", [-4_000, 4_000])
def test_leaf_outside_its_period_that_leads_nowhere_leads_nowhere_first(pki: TestPki, days: int) -> None:
    at = NOW + days * DAY
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], TrustStore(), at)
    assert found.verdict.indication is Indication.INDETERMINATE
    assert found.verdict.subindication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND
    assert len(found.verdict.codes) == 2


def test_ended_leaf_of_a_stranger_under_the_issuers_name_leads_nowhere(pki: TestPki) -> None:
    impostor = TestPki.make(NOW).issuer
    leaf = issue(Profile("TEST Sahte", NOW - DAY, NOW + DAY), make_key(), impostor)
    found = validate_path(leaf.certificate, [pki.issuer.certificate], pki.trust, NOW + 2 * DAY)
    assert found.verdict.codes == ("no-trusted-path", "certificate-expired")
    assert found.verdict.indication is Indication.INDETERMINATE


def test_issuer_that_ended_before_its_leaf_lacks_proof(pki: TestPki) -> None:
    short = issue(Profile("TEST Kısa", NOW - DAY, NOW + DAY, ca=True), make_key(), pki.root)
    leaf = issue(Profile("TEST Uzun", NOW - DAY, NOW + 10 * DAY), make_key(), short)
    found = validate_path(leaf.certificate, [short.certificate], pki.trust, NOW + 5 * DAY)
    assert found.verdict.subindication is SubIndication.OUT_OF_BOUNDS_NO_POE


def test_issuer_that_is_no_authority_is_refused(pki: TestPki) -> None:
    leaf = issue(Profile("TEST Sahte", NOW - DAY, NOW + DAY), make_key(), pki.citizen)
    others = [pki.citizen.certificate, pki.issuer.certificate]
    found = validate_path(leaf.certificate, others, pki.trust, NOW)
    assert not found.verdict.passed


def test_signature_of_a_stranger_under_the_issuers_name_is_refused(pki: TestPki) -> None:
    impostor = TestPki.make(NOW).issuer
    leaf = issue(Profile("TEST Sahte", NOW - DAY, NOW + DAY), make_key(), impostor)
    found = validate_path(leaf.certificate, [pki.issuer.certificate], pki.trust, NOW)
    assert not found.verdict.passed


def test_path_is_found_among_many_strangers_of_the_same_name(pki: TestPki) -> None:
    name = Profile("TEST Makam", NOW - DAY, NOW + DAY, ca=True)
    strangers = [issue(name, make_key()).certificate for _ in range(30)]
    authority = issue(name, make_key(), pki.root)
    leaf = issue(Profile("TEST Uç", NOW - DAY, NOW + DAY), make_key(), authority).certificate
    found = validate_path(leaf, [*strangers, authority.certificate], pki.trust, NOW)
    assert found.path == (leaf, authority.certificate, pki.root.certificate)


def test_authorities_that_name_each_other_in_every_way_end_the_search(pki: TestPki) -> None:
    key, name = make_key(), Profile("TEST Makam", NOW - DAY, NOW + DAY, ca=True)
    loop = [issue(replace(name, not_after=NOW + days * DAY), key).certificate for days in range(1, 40)]
    leaf = issue(Profile("TEST Uç", NOW - DAY, NOW + DAY), make_key(), Credential(loop[0], key)).certificate
    found = validate_path(leaf, loop, pki.trust, NOW)
    assert found.verdict.subindication is SubIndication.NO_CERTIFICATE_CHAIN_FOUND


def material(pki: TestPki, revoked_at: datetime) -> RevocationMaterial:
    crl = revocation_list(pki.issuer, (pki.citizen.certificate,), revoked_at, revoked_at + 30 * DAY)
    return RevocationMaterial((crl,))


def test_certificate_revoked_before_the_moment_is_revoked(pki: TestPki) -> None:
    found = validate_path(
        pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW, revocation=material(pki, NOW - DAY)
    )
    assert found.verdict.subindication is SubIndication.REVOKED


def test_certificate_revoked_after_the_moment_stays_good(pki: TestPki) -> None:
    found = validate_path(
        pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW, revocation=material(pki, NOW + DAY)
    )
    assert found.verdict.passed
    assert found.revocation_checked


def test_revocation_list_by_a_stranger_is_not_used(pki: TestPki) -> None:
    stranger = TestPki.make(NOW)
    crl = revocation_list(stranger.issuer, (pki.citizen.certificate,), NOW - DAY, NOW + DAY)
    found = validate_path(
        pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW, revocation=RevocationMaterial((crl,))
    )
    assert found.verdict.codes == ("crl-signature-bad", "revocation-not-checked")
    assert not found.revocation_checked


def test_unreadable_revocation_data_is_no_exception(pki: TestPki) -> None:
    found = validate_path(
        pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW, revocation=RevocationMaterial((b"\x30\0",))
    )
    assert found.verdict.indication is not Indication.FAILED


def test_absent_revocation_data_is_a_warning(pki: TestPki) -> None:
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW)
    assert found.verdict.codes == ("revocation-not-checked",)


def test_hash_that_ended_leaves_the_path_in_doubt(pki: TestPki) -> None:
    policy = AlgorithmPolicy("future", {"sha256": NOW - DAY})
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW, algorithms=policy)
    assert found.verdict.subindication is SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE


def test_hash_that_ended_later_than_the_moment_does_no_harm(pki: TestPki) -> None:
    policy = AlgorithmPolicy("future", {"sha256": NOW + DAY})
    found = validate_path(pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW, algorithms=policy)
    assert found.verdict.passed


def test_question_can_be_asked_inside_an_event_loop(pki: TestPki) -> None:
    async def asked() -> bool:
        return validate_path(pki.citizen.certificate, [pki.issuer.certificate], pki.trust, NOW).verdict.passed

    assert asyncio.run(asked())


def test_short_rsa_key_is_in_doubt_from_its_date(pki: TestPki) -> None:
    policy = AlgorithmPolicy("future", key_ends={"rsa": ((3072, NOW),)})
    citizen = pki.another_citizen("Kısa Anahtar", NOW, KeyKind.RSA)
    assert [reason.code for reason in policy.about_key(citizen.certificate, NOW, "signer")] == ["key-too-short"]
    assert policy.about_key(citizen.certificate, NOW - DAY, "signer") == []


def test_sha1_is_in_doubt_today_and_was_not_in_2010() -> None:
    sha1 = hash_by_name("sha1")
    assert DEFAULT_POLICY.about_hash(sha1, NOW, "imprint") != []
    assert DEFAULT_POLICY.about_hash(sha1, datetime(2010, 1, 1, tzinfo=UTC), "imprint") == []
