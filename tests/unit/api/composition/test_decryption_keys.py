"""Keys that open packages: named in settings with the files of their passwords, or lying in the data folder."""

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from api.composition import SetUpError, read_settings
from api.composition.decryption_keys import decryption_keys
from api.composition.setting_values import KeyFile
from api.composition.settings import Settings
from testkit.certificates import Kind, made_certificate

PASSWORD = b"a long pass phrase"


def key_file(path: Path, serial: int, password: bytes | None = None) -> Path:
    """A PEM file with a private key, protected when a password is given, and its certificate."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = x509.load_der_x509_certificate(made_certificate(key, Kind.ENCRYPTION, serial=serial))
    protection = BestAvailableEncryption(password) if password else NoEncryption()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection)
    path.write_bytes(pem + certificate.public_bytes(Encoding.PEM))
    return path


def secret(path: Path, password: bytes = PASSWORD) -> Path:
    path.write_bytes(password + b"\n")
    return path


def settings(tmp_path: Path, keys: str) -> Settings:
    empty = tmp_path / "kutuk.toml"
    empty.touch()
    return read_settings({"KUTUK_DATA": str(tmp_path / "data"), "KUTUK_DECRYPTION_KEYS": keys}, empty)


def serials(found: Settings) -> list[int]:
    return [key.certificate.serial for key in decryption_keys(found)]


def test_keys_of_the_setting_come_before_those_of_the_folder(tmp_path: Path) -> None:
    key_file(tmp_path / "data" / "keys" / "decryption" / "old.pem", 1)
    first, second = key_file(tmp_path / "2026.pem", 2, PASSWORD), key_file(tmp_path / "2023.pem", 3)
    text = f"{first};password={secret(tmp_path / 'word')} {second}"
    assert serials(settings(tmp_path, text)) == [2, 3, 1]


def test_keys_are_read_from_tables(tmp_path: Path) -> None:
    file = tmp_path / "kutuk.toml"
    file.write_text('[[decryption_keys]]\nfile = "/run/a.pem"\npassword = "/run/a.word"\n')
    assert read_settings({}, file).decryption_keys == (KeyFile(Path("/run/a.pem"), Path("/run/a.word")),)


@pytest.mark.parametrize("password", [b"another pass phrase", b""], ids=["wrong", "empty"])
def test_wrong_password_is_refused_by_the_name_of_its_file(tmp_path: Path, password: bytes) -> None:
    file = key_file(tmp_path / "2026.pem", 2, PASSWORD)
    found = settings(tmp_path, f"{file};password={secret(tmp_path / 'word', password)}")
    with pytest.raises(SetUpError, match=r"2026\.pem|word") as refused:
        decryption_keys(found)
    assert "pass phrase" not in str(refused.value)


def test_key_file_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match=r"nowhere\.pem"):
        decryption_keys(settings(tmp_path, str(tmp_path / "nowhere.pem")))


def test_setting_with_an_unknown_word_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetUpError, match="password"):
        settings(tmp_path, "/run/a.pem;passwort=/run/a.word")


def test_settings_do_not_show_where_keys_lie(tmp_path: Path) -> None:
    assert "a.pem" not in repr(settings(tmp_path, "/run/a.pem"))
