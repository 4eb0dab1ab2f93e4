"""The algorithm policy as dated data: built in, and an institution's own laid over it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicyError, policy_in_folder, read_policy

SUNSET = """
name = "kurum-2031"
[hashes]
sha256 = 2031-01-01T03:00:00+03:00
[keys]
rsa = [{ bits = 3072, end = 2029-01-01T00:00:00Z }, { bits = 2048, end = 2020-01-01T00:00:00Z }]
"""


def moment(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=UTC)


def test_built_in_policy_holds_what_is_already_weak() -> None:
    assert DEFAULT_POLICY.hash_ends == {"md5": moment(2005), "sha1": moment(2012)}
    assert DEFAULT_POLICY.key_ends["rsa"] == ((1024, moment(2010, 8)), (2048, moment(2020)))


def test_folder_without_a_policy_has_the_built_in_one(tmp_path: Path) -> None:
    assert policy_in_folder(tmp_path) is DEFAULT_POLICY


def test_institutions_dates_are_laid_over_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "algorithms.toml").write_text(SUNSET)
    found = policy_in_folder(tmp_path)
    assert (found.name, found.hash_ends["sha256"], found.hash_ends["sha1"]) == (
        "kurum-2031",
        moment(2031),
        moment(2012),
    )
    assert found.key_ends["rsa"] == ((2048, moment(2020)), (3072, moment(2029)))
    assert found.key_ends["ec"] == DEFAULT_POLICY.key_ends["ec"]


def test_coming_ends_are_listed_earliest_first() -> None:
    found = read_policy(SUNSET, DEFAULT_POLICY).ends_between(moment(2026), moment(2035))
    assert found == [("rsa < 3072", moment(2029)), ("sha256", moment(2031))]


@pytest.mark.parametrize(
    "text",
    [
        "[[[",
        'name = ""',
        "[hashes]\nsha1 = 2012-01-01T00:00:00Z",
        'name = "x"\n[hash]\nsha1 = 2012-01-01T00:00:00Z',
        'name = "x"\n[hashes]\nsha-1 = 2012-01-01T00:00:00Z',
        'name = "x"\n[hashes]\nsha1 = 2012-01-01T00:00:00',
        'name = "x"\n[hashes]\nsha1 = "soon"',
        'name = "x"\nhashes = 3',
        'name = "x"\n[keys]\nrsa = 2048',
        'name = "x"\n[keys]\nrsa = [{ bits = true, end = 2012-01-01T00:00:00Z }]',
        'name = "x"\n[keys]\nrsa = [{ bits = 1024 }]',
        'name = "x"\n[keys]\nelgamal = []',
    ],
)
def test_file_that_is_no_policy_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "algorithms.toml").write_text(text)
    with pytest.raises(AlgorithmPolicyError, match=r"algorithms\.toml"):
        policy_in_folder(tmp_path)


def test_enormous_file_is_no_policy(tmp_path: Path) -> None:
    (tmp_path / "algorithms.toml").write_bytes(b"#" * 100_000)
    with pytest.raises(AlgorithmPolicyError, match="larger"):
        policy_in_folder(tmp_path)
