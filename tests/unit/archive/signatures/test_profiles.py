"""The Turkish profiles: asked for or named, the two hours to the second, the guide's hash by every algorithm."""

from dataclasses import replace
from datetime import timedelta

import pytest

from archive.signatures import PROFILES, FileReport, SignatureProfile, check_signatures, profile_named
from archive.signatures.profiles import GUIDE_HASHES
from testkit.signature_workshop import CHECKED, P2, SIGNED, STAMPED, Recipe, Workshop
from timestamping.cms import hash_by_oid

BES = Recipe(policy=None, stamp_at=None)


def judged(recipe: Recipe, profile: SignatureProfile | None = None) -> FileReport:
    shop = Workshop(recipe)
    return check_signatures(shop.made(), at=CHECKED, trust=shop.pki.trust, profile=profile)


def test_signature_without_policy_keeps_p1_when_that_is_asked_for() -> None:
    report = judged(BES, profile_named("P1"))
    assert report.verdict.passed
    assert report.signatures[0].profile == "P1"


def test_signature_without_policy_names_no_profile() -> None:
    assert judged(BES).signatures[0].profile is None


@pytest.mark.parametrize("name", ["P1", "P2", "P3"])
def test_signature_of_another_profile_is_not_the_one_asked_for(name: str) -> None:
    assert "profile-differs" in judged(Recipe(), profile_named(name)).verdict.codes


def test_profile_is_read_off_the_policy() -> None:
    assert [judged(Recipe(policy=item.policy)).signatures[0].profile for item in PROFILES[1:]] == ["P2", "P3", "P4"]


@pytest.mark.parametrize(("seconds", "late"), [(0, False), (1, True)])
def test_stamp_may_come_two_hours_after_the_signing_time(seconds: int, late: bool) -> None:
    claimed = STAMPED - timedelta(hours=2, seconds=seconds)
    report = judged(replace(Recipe(policy=P2, long_term=False), signing_time=claimed))
    assert ("profile-stamp-late" in report.verdict.codes) is late


def test_signing_time_after_the_stamp_is_a_remark() -> None:
    report = judged(Recipe(policy=P2, long_term=False, signing_time=SIGNED + timedelta(hours=1)))
    assert report.verdict.passed
    assert "signing-time-after-stamp" in report.verdict.codes


def test_hashes_of_the_guide_have_the_size_of_their_algorithm() -> None:
    assert [hash_by_oid(oid).size for oid in GUIDE_HASHES] == [len(value) for value in GUIDE_HASHES.values()]
