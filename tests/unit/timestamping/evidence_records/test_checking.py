"""Each defect of a record is named by its own reason; what only weakened with time leaves it undecided."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.signatures.levels import Indication, SubIndication
from testkit.stampers import stamper
from timestamping.cms import Certificate, hash_by_name
from timestamping.der import Tag, algorithm, explicit, integer, octet_string, oid, sequence, tlv
from timestamping.evidence_records import (
    RecordReport,
    build_records,
    check_record,
    read_record,
    renew_hash_trees,
    renew_time_stamps,
)
from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicy, RevocationMaterial, TrustStore
from timestamping.tsa import Imprint
from timestamping.tsa.authority import Misbehaviour, TestPki
from timestamping.tsa.authority.certificates import revocation_list

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
AT = START + 30 * DAY
DATA = b"kutuk/24301050\n1209877\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
SHA256 = hash_by_name("sha256")


@pytest.fixture(scope="module")
def pki() -> TestPki:
    return TestPki.make(START)


def checked(
    pki: TestPki, record: bytes, *objects: bytes, at: datetime = AT, algorithms: AlgorithmPolicy = DEFAULT_POLICY
) -> RecordReport:
    return check_record(record, objects or (DATA,), trust=pki.trust, at=at, algorithms=algorithms)


def serious(report: RecordReport) -> set[str]:
    return {reason.code for reason in report.verdict.reasons if reason.indication is not Indication.PASSED}


def stamp_over(pki: TestPki, value: bytes, at: datetime, *lists: bytes, name: str = "sha256") -> bytes:
    """An ArchiveTimeStamp whose token is over `value`, with the lists given as its tree."""
    token = stamper(pki, at)(Imprint.by(hash_by_name(name), value))
    tree = tlv(Tag.CONTEXT_2, *lists) if lists else b""
    return sequence(tlv(Tag.CONTEXT_0, algorithm(hash_by_name(name).oid)[2:]), tree, token)


def record_of(*chains: tuple[bytes, ...], version: int = 1, hashes: tuple[str, ...] = ("sha256",)) -> bytes:
    heads = (algorithm(hash_by_name(name).oid) for name in hashes)
    return sequence(integer(version), sequence(*heads), sequence(*(sequence(*chain) for chain in chains)))


def first_of(pki: TestPki, at: datetime = START) -> bytes:
    return stamp_over(pki, SHA256.digest(DATA), at)


def token_of(stamp: bytes) -> bytes:
    return read_record(record_of((stamp,))).newest.token_der


def test_sound_record_passes_and_is_marked_as_test(pki: TestPki) -> None:
    report = checked(pki, record_of((first_of(pki),)))
    assert report.verdict.passed
    assert report.intact
    assert report.proven_since == START
    assert report.test


def test_other_data_is_not_covered(pki: TestPki) -> None:
    report = checked(pki, record_of((first_of(pki),)), b"other")
    assert report.verdict.subindication is SubIndication.HASH_FAILURE
    assert "data-not-covered" in serious(report)
    assert report.found == (False,)
    assert report.stamps[0].imprint_ok is False


def test_one_missing_object_of_two_is_told_by_its_place(pki: TestPki) -> None:
    (record,) = build_records([[DATA, b"b"]], stamper(pki, START))
    assert checked(pki, record, DATA, b"c").found == (True, False)


def test_record_without_data_is_undecided(pki: TestPki) -> None:
    report = check_record(record_of((first_of(pki),)), [], trust=pki.trust, at=AT)
    assert report.verdict.subindication is SubIndication.SIGNED_DATA_NOT_FOUND
    assert report.intact is None


def test_tree_that_leads_elsewhere_is_refused(pki: TestPki) -> None:
    lists = sequence(octet_string(SHA256.digest(DATA)), octet_string(b"\x01" * 32))
    report = checked(pki, record_of((stamp_over(pki, b"\x02" * 32, START, lists),)))
    assert serious(report) == {"imprint-value"}
    assert report.stamps[0].imprint_ok is False
    assert report.found == (True,)


def test_renewal_of_another_token_breaks_the_link(pki: TestPki) -> None:
    first = first_of(pki)
    stranger = stamp_over(pki, SHA256.digest(token_of(first_of(pki, START + DAY))), START + 2 * DAY)
    report = checked(pki, record_of((first, stranger)))
    assert "renewal-link-broken" in serious(report)
    assert report.stamps[1].link_ok is False


def test_new_chain_that_forgets_the_old_chains_is_refused(pki: TestPki) -> None:
    report = checked(pki, record_of((first_of(pki),), (first_of(pki, START + DAY),)))
    assert "data-not-covered" in serious(report)
    assert report.stamps[1].link_ok is False


def test_new_chain_over_a_changed_old_chain_is_refused(pki: TestPki) -> None:
    first = record_of((first_of(pki),))
    (renewed,) = renew_hash_trees([(first, [DATA])], stamper(pki, START + 2 * DAY), "sha512")
    new_chain = read_record(renewed).chain_element(1).tlv
    exchanged = sequence(
        integer(1),
        sequence(algorithm(SHA256.oid), algorithm(hash_by_name("sha512").oid)),
        sequence(sequence(first_of(pki, START + DAY)), new_chain),
    )
    assert "data-not-covered" in serious(checked(pki, exchanged))


def test_stamps_out_of_order_are_refused(pki: TestPki) -> None:
    first = first_of(pki, START + 2 * DAY)
    renewal = stamp_over(pki, SHA256.digest(token_of(first)), START + DAY)
    report = checked(pki, record_of((first, renewal)))
    assert "stamps-out-of-order" in serious(report)
    assert SubIndication.TIMESTAMP_ORDER_FAILURE in {reason.subindication for reason in report.verdict.reasons}


def test_two_hashes_in_one_chain_are_refused(pki: TestPki) -> None:
    first = first_of(pki)
    used = hash_by_name("sha512")
    renewal = stamp_over(pki, used.digest(token_of(first)), START + DAY, name="sha512")
    report = checked(pki, record_of((first, renewal), hashes=("sha256", "sha512")))
    assert serious(report) == {"chain-algorithm-differs"}


def test_token_over_another_hash_than_its_tree_is_refused(pki: TestPki) -> None:
    token = stamper(pki, START)(Imprint.of(DATA, "sha512"))
    stamp = sequence(tlv(Tag.CONTEXT_0, algorithm(SHA256.oid)[2:]), token)
    assert "chain-algorithm-differs" in serious(checked(pki, record_of((stamp,))))


def test_hash_of_the_tree_may_be_left_to_the_token(pki: TestPki) -> None:
    stamp = sequence(stamper(pki, START)(Imprint.of(DATA, "sha256")))
    assert checked(pki, record_of((stamp,))).verdict.passed


def test_unknown_hash_leaves_the_record_undecided(pki: TestPki) -> None:
    stamp = sequence(tlv(Tag.CONTEXT_0, oid("1.2.3.4")), stamper(pki, START)(Imprint.of(DATA)))
    report = checked(pki, record_of((stamp,), hashes=("sha512",)))
    assert "chain-hash-unknown" in serious(report)
    assert report.found == (None,)


@pytest.mark.parametrize(
    ("misbehaviour", "code"),
    [
        (Misbehaviour.BAD_SIGNATURE, "signature-bad"),
        (Misbehaviour.EKU_MISSING, "eku-missing"),
        (Misbehaviour.NO_SIGNING_CERTIFICATE, "ess-missing"),
        (Misbehaviour.UNTRUSTED_ROOT, "no-trusted-path"),
        (Misbehaviour.NO_CERTIFICATE, "signer-certificate-missing"),
    ],
)
def test_older_token_with_a_defect_is_not_healed_by_a_renewal(
    pki: TestPki, misbehaviour: Misbehaviour, code: str
) -> None:
    (record,) = build_records([[DATA]], stamper(pki, START, misbehaviour))
    (renewed,) = renew_time_stamps([record], stamper(pki, START + DAY))
    assert serious(checked(pki, renewed)) == {code}


def test_token_made_after_its_certificate_ended_fails(pki: TestPki) -> None:
    (record,) = build_records([[DATA]], stamper(pki, START, Misbehaviour.EXPIRED_CERTIFICATE))
    assert checked(pki, record).verdict.subindication is SubIndication.EXPIRED


def test_token_made_before_its_certificate_began_fails(pki: TestPki) -> None:
    (record,) = build_records([[DATA]], stamper(pki, START, Misbehaviour.NOT_YET_VALID_CERTIFICATE))
    (renewed,) = renew_time_stamps([record], stamper(pki, START + 3 * DAY / 2))
    assert checked(pki, renewed).verdict.subindication is SubIndication.NOT_YET_VALID


def both(*stores: TrustStore) -> TrustStore:
    joined = TrustStore()
    for store in stores:
        joined = joined.joined(store)
    return joined


def test_newest_token_whose_certificate_ended_leaves_the_record_undecided(pki: TestPki) -> None:
    short = TestPki.make(START, validity=10 * DAY)
    (record,) = build_records([[DATA]], stamper(short, START))
    report = check_record(record, [DATA], trust=short.trust, at=AT)
    assert report.verdict.indication is Indication.INDETERMINATE
    assert report.verdict.subindication is SubIndication.OUT_OF_BOUNDS_NO_POE


def test_renewal_in_time_carries_a_token_whose_certificate_ended(pki: TestPki) -> None:
    short = TestPki.make(START, validity=10 * DAY)
    (record,) = build_records([[DATA]], stamper(short, START))
    (renewed,) = renew_time_stamps([record], stamper(pki, START + 9 * DAY))
    assert check_record(renewed, [DATA], trust=both(short.trust, pki.trust), at=AT).verdict.passed


def test_renewal_that_came_too_late_carries_nothing(pki: TestPki) -> None:
    short = TestPki.make(START, validity=10 * DAY)
    (record,) = build_records([[DATA]], stamper(short, START))
    (renewed,) = renew_time_stamps([record], stamper(pki, START + 11 * DAY))
    report = check_record(renewed, [DATA], trust=both(short.trust, pki.trust), at=AT)
    assert report.verdict.subindication is SubIndication.OUT_OF_BOUNDS_NO_POE
    assert report.stamps[0].relied_at == START + 11 * DAY


def revoked_at(pki: TestPki, certificate: Certificate, moment: datetime) -> RevocationMaterial:
    return RevocationMaterial((revocation_list(pki.issuer, (certificate,), moment, AT + 30 * DAY),))


@pytest.mark.parametrize(("renewed_after", "passes"), [(4, True), (6, False)])
def test_revocation_harms_only_what_was_not_renewed_before(pki: TestPki, renewed_after: int, passes: bool) -> None:
    other = TestPki.make(START)
    (record,) = build_records([[DATA]], stamper(pki, START))
    (renewed,) = renew_time_stamps([record], stamper(other, START + renewed_after * DAY))
    report = check_record(
        renewed,
        [DATA],
        trust=both(pki.trust, other.trust),
        at=AT,
        revocation=revoked_at(pki, pki.authority.certificate, START + 5 * DAY),
    )
    assert report.verdict.passed is passes
    assert passes or "certificate-revoked-no-proof" in serious(report)


def ending(name: str, at: datetime) -> AlgorithmPolicy:
    return AlgorithmPolicy("test", hash_ends={name: at})


def test_hash_that_is_not_relied_on_any_more_leaves_the_record_undecided(pki: TestPki) -> None:
    (record,) = build_records([[DATA]], stamper(pki, START), "sha384")
    report = checked(pki, record, algorithms=ending("sha384", START + 10 * DAY))
    assert report.verdict.indication is Indication.INDETERMINATE
    assert "hash-too-weak" in serious(report)


def test_new_time_stamp_does_not_help_a_weak_hash(pki: TestPki) -> None:
    (record,) = build_records([[DATA]], stamper(pki, START), "sha384")
    (renewed,) = renew_time_stamps([record], stamper(pki, START + 9 * DAY))
    assert "hash-too-weak" in serious(checked(pki, renewed, algorithms=ending("sha384", START + 10 * DAY)))


@pytest.mark.parametrize(("renewed_after", "passes"), [(9, True), (11, False)])
def test_new_hash_tree_in_time_carries_a_weak_hash(pki: TestPki, renewed_after: int, passes: bool) -> None:
    (record,) = build_records([[DATA]], stamper(pki, START), "sha384")
    (renewed,) = renew_hash_trees([(record, [DATA])], stamper(pki, START + renewed_after * DAY), "sha512")
    report = checked(pki, renewed, algorithms=ending("sha384", START + 10 * DAY))
    assert report.verdict.passed is passes


def test_unknown_version_is_refused(pki: TestPki) -> None:
    assert serious(checked(pki, record_of((first_of(pki),), version=2))) == {"record-version"}


def test_bytes_after_the_record_are_a_warning(pki: TestPki) -> None:
    report = checked(pki, record_of((first_of(pki),)) + b"\x00\x00")
    assert report.verdict.passed
    assert "trailing-bytes" in report.verdict.codes


def test_hash_that_the_head_does_not_list_is_a_warning(pki: TestPki) -> None:
    report = checked(pki, record_of((first_of(pki),), hashes=("sha512",)))
    assert report.verdict.passed
    assert "record-algorithm-unlisted" in report.verdict.codes


def test_word_on_encryption_is_a_warning(pki: TestPki) -> None:
    chains = sequence(sequence(first_of(pki)))
    record = sequence(integer(1), sequence(algorithm(SHA256.oid)), explicit(1, oid("1.2.3"), octet_string(b"")), chains)
    report = checked(pki, record)
    assert report.verdict.passed
    assert "record-encryption-not-evaluated" in report.verdict.codes
