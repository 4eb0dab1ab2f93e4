"""Settings: one frozen object, unknown and impossible values refused by name (design §2)."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from api.composition import Authority, Limits, SetUpError, read_secret, read_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "kutuk.toml"
    found.touch()
    return found


def test_settings_of_nothing_mean_an_embedded_server_on_the_loopback_address(file: Path) -> None:
    settings = read_settings({}, file)
    assert settings.embedded
    assert (settings.host, settings.port) == ("127.0.0.1", 8020)
    assert settings.postgres_folder == Path("kutuk-data/postgres")


def test_settings_cannot_be_changed_after_reading(file: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        read_settings({}, file).port = 1  # type: ignore[misc]


def test_settings_file_is_read_by_field_names(file: Path) -> None:
    file.write_text('institution = "24301050"\nport = 9000\n[limits]\npage_rows = 7\n')
    settings = read_settings({}, file)
    assert (settings.institution, settings.port, settings.limits.page_rows) == ("24301050", 9000, 7)


def test_settings_of_the_environment_win_over_the_file(file: Path) -> None:
    file.write_text("port = 9000\n[limits]\npage_rows = 7\n")
    settings = read_settings({"KUTUK_PORT": "9001", "KUTUK_LIMIT_PAGE_ROWS": "8"}, file)
    assert (settings.port, settings.limits.page_rows) == (9001, 8)


def test_settings_file_can_be_named_by_the_environment(file: Path) -> None:
    file.write_text("port = 9000\n")
    assert read_settings({"KUTUK_CONFIG": str(file)}).port == 9000


def test_settings_file_that_is_named_and_absent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match=r"nowhere\.toml"):
        read_settings({"KUTUK_CONFIG": str(tmp_path / "nowhere.toml")})


def test_settings_read_authorities_with_credentials_by_file(file: Path) -> None:
    text = "https://a.example/tsa;credentials=/run/secrets/a http://b.example"
    assert read_settings({"KUTUK_TSA": text}, file).tsa == (
        Authority("https://a.example/tsa", Path("/run/secrets/a")),
        Authority("http://b.example"),
    )


def test_settings_read_authorities_from_tables(file: Path) -> None:
    file.write_text('[[tsa]]\nurl = "https://a.example"\ncredentials = "/run/secrets/a"\n')
    assert read_settings({}, file).tsa == (Authority("https://a.example", Path("/run/secrets/a")),)


def test_settings_read_the_policy_of_an_authority(file: Path) -> None:
    found = read_settings({"KUTUK_TSA": "https://a.example;policy=1.2.792.1"}, file).tsa
    assert found == (Authority("https://a.example", policy="1.2.792.1"),)


def test_quota_and_unverified_identity_of_an_authority(file: Path) -> None:
    value = "http://a.example;daily=500;unverified-kamusm-identity=/run/secrets/kamusm"
    found = read_settings({"KUTUK_TSA": value}, file).tsa
    assert found == (Authority("http://a.example", daily=500, identity_file=Path("/run/secrets/kamusm")),)


@pytest.mark.parametrize("option", ["daily=0", "daily=many", "kamusm-identity=/run/x"])
def test_option_of_an_authority_that_cannot_be_used_is_refused(file: Path, option: str) -> None:
    with pytest.raises(SetUpError, match="KUTUK_TSA"):
        read_settings({"KUTUK_TSA": f"http://a.example;{option}"}, file)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KUTUK_PORT", "eighty"),
        ("KUTUK_PORT", "0"),
        ("KUTUK_PORT", "70000"),
        ("KUTUK_INSTITUTION", "24301050; DROP"),
        ("KUTUK_FREE_QUERIES", "maybe"),
        ("KUTUK_DATA", " "),
        ("KUTUK_TSA", "ftp://a.example"),
        ("KUTUK_TSA", "https://a.example;policy=x.1"),
        ("KUTUK_TSA", "https://a.example;password=x"),
        ("KUTUK_TSA", "http://a.example;credentials=/run/secrets/a"),
        ("KUTUK_BLOBS", "gs://bucket"),
        ("KUTUK_LOG_LEVEL", "loud"),
        ("KUTUK_LIMIT_PAGE_ROWS", "-1"),
        ("DATABASE_URL", "mysql://localhost/kutuk"),
    ],
)
def test_settings_refuse_an_impossible_value_by_name(file: Path, name: str, value: str) -> None:
    with pytest.raises(SetUpError) as refused:
        read_settings({name: value}, file)
    assert name in refused.value.message_tr
    assert name in refused.value.message_en


def test_settings_refuse_an_unknown_name_and_propose_the_nearest(file: Path) -> None:
    with pytest.raises(SetUpError, match="Did you mean KUTUK_PORT"):
        read_settings({"KUTUK_PROT": "1"}, file)


def test_settings_refuse_an_unknown_limit_in_the_file(file: Path) -> None:
    file.write_text("[limits]\npage_row = 7\n")
    with pytest.raises(SetUpError, match="page_rows"):
        read_settings({}, file)


def test_settings_refuse_an_owner_without_an_application_database(file: Path) -> None:
    with pytest.raises(SetUpError, match="DATABASE_URL"):
        read_settings({"DATABASE_OWNER_URL": "postgresql://owner@db/kutuk"}, file)


def test_settings_never_show_database_addresses(file: Path) -> None:
    settings = read_settings({"DATABASE_URL": "postgresql://app:hunter2@db/kutuk"}, file)
    assert "hunter2" not in repr(settings)


def test_refusal_of_a_database_address_does_not_repeat_its_password(file: Path) -> None:
    with pytest.raises(SetUpError) as refused:
        read_settings({"DATABASE_URL": "mysql://app:hunter2@db/kutuk"}, file)
    assert "hunter2" not in str(refused.value)


def test_limits_are_whole_numbers_above_zero() -> None:
    assert all(getattr(Limits(), limit.name) > 0 for limit in fields(Limits))


def test_secret_is_read_without_its_line_end(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"s3cret\r\n")
    assert read_secret(tmp_path / "secret") == b"s3cret"


def test_secret_of_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"\n")
    with pytest.raises(SetUpError, match="empty"):
        read_secret(tmp_path / "secret")
