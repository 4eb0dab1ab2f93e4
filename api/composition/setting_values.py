"""Reading one setting: text of the environment or value of the file in, typed value or a clear refusal out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from api.composition.refusals import SetUpError

_TRUE: Final = frozenset({"1", "true", "yes", "evet"})
_FALSE: Final = frozenset({"0", "false", "no", "hayır", "hayir"})

Reader = Callable[[str, object], object]
"""Given the setting's name (for the refusal) and its raw value, the typed value."""


_OID: Final = re.compile(r"[0-2](\.(0|[1-9][0-9]*)){1,40}", re.ASCII)

_IDENTITY: Final = "unverified-kamusm-identity"


@dataclass(frozen=True, slots=True)
class Authority:
    """One time-stamp authority (zaman damgası sağlayıcısı).

    url: where RFC 3161 requests are posted.
    credentials_file: file with ``user:password`` on one line, None when the authority asks for none.
    policy: OID of the policy its tokens must be issued under, None when any will do.
    daily: how many requests a day it may be sent, None when nobody counts.
    identity_file: file with ``customer number:password`` for KamuSM's identity header, which is UNVERIFIED.
    """

    url: str
    credentials_file: Path | None = None
    policy: str | None = None
    daily: int | None = None
    identity_file: Path | None = None


@dataclass(frozen=True, slots=True)
class KeyFile:
    """One PEM file with a private key and its certificate.

    password_file: file that holds the password of the key, None when the key has none.
    """

    path: Path
    password_file: Path | None = None


def refused(name: str, value: object, tr: str, en: str) -> SetUpError:
    """A setting that cannot be used, naming it, its value and what is expected."""
    return SetUpError(f"{name} ayarı geçersiz: {value!r}. {tr}", f"The setting {name} is invalid: {value!r}. {en}")


def text(name: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise refused(name, value, "Boş olmayan bir metin bekleniyor.", "A text that is not empty is expected.")
    return value.strip()


def flag(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise refused(name, value, "true ya da false bekleniyor.", "true or false is expected.")


def number(name: str, value: object) -> int:
    """A whole number greater than zero; digits may be grouped with ``_``."""
    if not isinstance(value, bool) and re.fullmatch(r"[0-9][0-9_]*", str(value).strip()) and int(str(value)) > 0:
        return int(str(value))
    raise refused(
        name, value, "Sıfırdan büyük bir tam sayı bekleniyor.", "A whole number greater than zero is expected."
    )


def port(name: str, value: object) -> int:
    found = number(name, value)
    if found > 65535:
        raise refused(name, value, "1 ile 65535 arasında bir sayı bekleniyor.", "A number from 1 to 65535 is expected.")
    return found


def path(name: str, value: object) -> Path:
    return Path(text(name, value)).expanduser()


def detsis_no(name: str, value: object) -> str:
    """The institution's number in DETSİS; it names the database schema, so nothing but digits may pass."""
    found = str(value).strip()
    if not re.fullmatch(r"[1-9][0-9]{4,11}", found):
        raise refused(
            name,
            value,
            "5-12 haneli DETSİS numarası bekleniyor (ör. 24301050).",
            "The institution's DETSİS number is expected, 5 to 12 digits (e.g. 24301050).",
        )
    return found


def database_url(name: str, value: object) -> str:
    found = text(name, value)
    if urlsplit(found).scheme not in ("postgresql", "postgres"):
        raise SetUpError(  # the value is not repeated: it may hold a password
            f"{name} ayarı geçersiz: postgresql:// ile başlayan bir adres bekleniyor.",
            f"The setting {name} is invalid: an address that starts with postgresql:// is expected.",
        )
    return found


def web_url(name: str, value: object) -> str:
    found = text(name, value)
    parts = urlsplit(found)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise refused(name, value, "http:// ya da https:// adresi bekleniyor.", "An http(s):// address is expected.")
    if parts.password is not None:
        raise SetUpError(
            f"{name} adresinde parola olamaz; parolayı bir dosyaya koyup dosyayı gösterin.",
            f"The address in {name} may not hold a password; put it into a file and name the file.",
        )
    return found


def blobs(name: str, value: object) -> str:
    """A folder, or ``s3://bucket/prefix``."""
    found = text(name, value)
    if "://" in found and not found.startswith("s3://"):
        raise refused(name, value, "Klasör ya da s3:// adresi bekleniyor.", "A folder or s3:// address is expected.")
    return found


def authorities(name: str, value: object) -> tuple[Authority, ...]:
    """From the environment ``URL[;credentials=FILE][;policy=OID][;daily=N] URL…``; from the file tables of the same
    names.
    """
    if isinstance(value, str):
        rows = [_row(name, word, "url") for word in value.split()]
    elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
        rows = value
    else:
        raise refused(name, value, "Adres listesi bekleniyor.", "A list of addresses is expected.")
    found = tuple(_authority(name, row) for row in rows)
    if not found:
        raise refused(name, value, "En az bir adres bekleniyor.", "At least one address is expected.")
    return found


def key_files(name: str, value: object) -> tuple[KeyFile, ...]:
    """From the environment ``FILE[;password=FILE] FILE…``; from the file tables of ``file`` and ``password``."""
    if isinstance(value, str):
        rows = [_row(name, word, "file") for word in value.split()]
    elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
        rows = value
    else:
        raise refused(name, "…", "Anahtar dosyalarının listesi bekleniyor.", "A list of key files is expected.")
    for row in rows:
        if row.keys() - {"file", "password"} or "file" not in row:
            raise refused(
                name, sorted(row), "Yalnızca `file` ve `password` olabilir.", "Only `file` and `password` are allowed."
            )
    return tuple(
        KeyFile(path(name, row["file"]), path(name, row["password"]) if "password" in row else None) for row in rows
    )


def read_secret(file: Path) -> bytes:
    """The content of a secret's file without the line end. Raises SetUpError when it cannot be read or is empty."""
    try:
        secret = file.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise SetUpError(
            f"Gizli bilgi dosyası okunamıyor: {file} ({error.strerror}).",
            f"The secret's file cannot be read: {file} ({error.strerror}).",
        ) from error
    if not secret:
        raise SetUpError(f"Gizli bilgi dosyası boş: {file}.", f"The secret's file is empty: {file}.")
    return secret


def _row(name: str, word: str, first: str) -> dict[str, object]:
    """``VALUE;key=value`` as a table; the value before the first semicolon stands under ``first``."""
    head, *options = word.split(";")
    row: dict[str, object] = {first: head}
    for option in options:
        key, _, rest = option.partition("=")
        row[key] = rest
    return row


def _authority(name: str, row: dict[str, object]) -> Authority:
    unknown = row.keys() - {"url", "credentials", "policy", "daily", _IDENTITY}
    if unknown or "url" not in row:
        known = f"`url`, `credentials`, `policy`, `daily`, `{_IDENTITY}`"
        raise refused(name, row, f"Yalnızca {known} alanları olabilir.", f"Only {known} are allowed.")
    url = web_url(name, row["url"])
    credentials = path(name, row["credentials"]) if "credentials" in row else None
    if credentials is not None and urlsplit(url).scheme != "https":
        raise refused(name, url, "Parola yalnız https ile gönderilir.", "Credentials are sent over https only.")
    policy = row.get("policy")
    if policy is not None and not (isinstance(policy, str) and _OID.fullmatch(policy)):
        raise refused(name, policy, "Noktalı bir OID bekleniyor.", "A dotted OID is expected.")
    daily = number(name, row["daily"]) if "daily" in row else None
    identity = path(name, row[_IDENTITY]) if _IDENTITY in row else None
    return Authority(url, credentials, policy, daily, identity)
