"""All settings of a process, read once from the environment and ``kutuk.toml`` (design §2).

The environment wins over the file. Names nobody knows are refused, with the nearest known one. Secrets come from
files only, with one exception that operators expect: DATABASE_URL in the environment may hold a password.
"""

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, get_type_hints

from api.composition import setting_values as values
from api.composition.limits import Limits
from api.composition.refusals import SetUpError
from api.composition.setting_values import Authority, KeyFile, Reader

DEFAULT_FILE: Final = Path("kutuk.toml")
FILE_BYTES_LIMIT: Final = 1024 * 1024
"""Protects memory from a file that is no settings file."""


class Source(NamedTuple):
    """Where a setting stands in the environment, and what reads its text."""

    variable: str
    reader: Reader


@dataclass(frozen=True, slots=True)
class Settings:
    """One process's settings. In ``kutuk.toml`` each has the name of its field here."""

    data: Annotated[Path, Source("KUTUK_DATA", values.path)] = Path("kutuk-data")
    """Folder of the embedded cluster, blobs, trust anchors, keys and test PKI."""
    database_url: Annotated[str | None, Source("DATABASE_URL", values.database_url)] = field(default=None, repr=False)
    """Database of the application role; None: the embedded server."""
    database_owner_url: Annotated[str | None, Source("DATABASE_OWNER_URL", values.database_url)] = field(
        default=None, repr=False
    )
    """Database of a role that may make tables; needed for migrations only."""
    institution: Annotated[str | None, Source("KUTUK_INSTITUTION", values.detsis_no)] = None
    """DETSİS number of the institution whose ledger this is; names the schema and the checkpoints' origin."""
    institution_name: Annotated[str | None, Source("KUTUK_INSTITUTION_NAME", values.text)] = None
    """Name of the institution as it stands in the heading of its letters."""
    tsa: Annotated[tuple[Authority, ...], Source("KUTUK_TSA", values.authorities)] = ()
    """Time-stamp authorities in the order they are asked; empty: none, days stay closed and unsealed."""
    trust: Annotated[Path | None, Source("KUTUK_TRUST", values.path)] = None
    """Folder of trust anchors; None: ``trust`` in the data folder."""
    blobs: Annotated[str | None, Source("KUTUK_BLOBS", values.blobs)] = None
    """Folder of the stored bytes; None: ``blobs`` in the data folder."""
    target_level: Annotated[str, Source("KUTUK_TARGET_LEVEL", values.text)] = "A"
    """Level that the ledger raises its own copies of signatures to: T, XL or A."""
    renewal_lead_days: Annotated[int, Source("KUTUK_RENEWAL_LEAD_DAYS", values.number)] = 180
    """How many days before its evidence weakens an archived signature is renewed."""
    archive_stamp: Annotated[str, Source("KUTUK_ARCHIVE_STAMP", values.text)] = "v3"
    """Form of a signature's first archive time-stamp: v3, or v2 for partners on TS 101 733 1.8; renewals are v3."""
    revocation: Annotated[str, Source("KUTUK_REVOCATION", values.text)] = "public"
    """Addresses of certificates that are asked for revocation data: public, private (our own network too) or none."""
    ledger_key_file: Annotated[Path | None, Source("KUTUK_LEDGER_KEY_FILE", values.path)] = None
    """Ed25519 key that signs checkpoints; None: made in the data folder at the first start."""
    session_key_file: Annotated[Path | None, Source("KUTUK_SESSION_KEY_FILE", values.path)] = None
    """Key that signs web sessions; None: made in the data folder at the first start."""
    decryption_keys: Annotated[tuple[KeyFile, ...], Source("KUTUK_DECRYPTION_KEYS", values.key_files)] = field(
        default=(), repr=False
    )
    """Keys that open packages encrypted for us, beside those in the data folder; the newest first."""
    sender_profile: Annotated[Path | None, Source("KUTUK_SENDER_PROFILE", values.path)] = None
    """JSON file with what our packages say of the sender; None: ``sender.json`` in the data folder, if there is one."""
    oidc_issuer: Annotated[str | None, Source("KUTUK_OIDC_ISSUER", values.web_url)] = None
    """Issuer of the bearer tokens that people and systems sign in with."""
    oidc_audience: Annotated[str, Source("KUTUK_OIDC_AUDIENCE", values.text)] = "kutuk"
    """Audience that a bearer token must name."""
    host: Annotated[str, Source("KUTUK_HOST", values.text)] = "127.0.0.1"
    """Address the web server listens on; others reach it through a proxy that speaks TLS."""
    port: Annotated[int, Source("KUTUK_PORT", values.port)] = 8020
    """TCP port of the web server."""
    free_queries: Annotated[bool, Source("KUTUK_FREE_QUERIES", values.flag)] = True
    """Whether GraphQL takes introspection and any query, or only those of ``known_queries``."""
    known_queries: Annotated[Path | None, Source("KUTUK_KNOWN_QUERIES", values.path)] = None
    """File with the SHA-256 of each query text that may run, hex, one a line; needed when free queries are off."""
    log_level: Annotated[str, Source("KUTUK_LOG_LEVEL", values.text)] = "info"
    """debug, info, warning or error."""
    log_format: Annotated[str, Source("KUTUK_LOG_FORMAT", values.text)] = "auto"
    """json, text, or auto: text on a terminal."""
    limits: Limits = field(default_factory=Limits)
    """Upper bounds, each with what it protects."""

    @property
    def embedded(self) -> bool:
        """Whether this process brings its own PostgreSQL."""
        return self.database_url is None

    @property
    def postgres_folder(self) -> Path:
        return self.data / "postgres"

    @property
    def blob_store(self) -> str:
        return self.blobs or str(self.data / "blobs")

    @property
    def trust_folder(self) -> Path:
        return self.trust or self.data / "trust"

    @property
    def test_pki_folder(self) -> Path:
        """Keys of the test authority; made by demo and tests only."""
        return self.data / "test-pki"


def read_settings(environment: Mapping[str, str], file: Path | None = None) -> Settings:
    """Settings from ``os.environ`` or the like and from a TOML file.

    file: None reads ``KUTUK_CONFIG``, or ``kutuk.toml`` of the working folder when there is one.
    Raises SetUpError for a file that cannot be read and for names and values that nobody knows.
    """
    known = known_settings()
    source = _read_file(environment, file)
    limits_raw = source.pop("limits", {})
    _refuse_unknown(source, known.keys(), "kutuk.toml")
    raw: dict[str, tuple[str, object]] = {name: (name, value) for name, value in source.items()}
    names = {origin.variable: name for name, origin in known.items()}
    limit_names = {f"KUTUK_LIMIT_{found.name.upper()}": found.name for found in fields(Limits)}
    ours = {name: value for name, value in environment.items() if name.startswith("KUTUK_") or name in names}
    _refuse_unknown(ours, names.keys() | limit_names.keys() | {"KUTUK_CONFIG"}, "environment")
    raw |= {names[variable]: (variable, value) for variable, value in ours.items() if variable in names}
    found: dict[str, Any] = {name: known[name].reader(label, value) for name, (label, value) in raw.items()}
    settings = Settings(**found, limits=_read_limits(limits_raw, ours, limit_names))
    _check_together(settings)
    return settings


def known_settings() -> dict[str, Source]:
    """Every setting but the limits: name of its field, and where it comes from."""
    hints = get_type_hints(Settings, include_extras=True)
    return {name: mark for name, hint in hints.items() for mark in getattr(hint, "__metadata__", ())}


def _read_file(environment: Mapping[str, str], file: Path | None) -> dict[str, Any]:
    named = file or (Path(environment["KUTUK_CONFIG"]) if environment.get("KUTUK_CONFIG") else None)
    chosen = named or DEFAULT_FILE
    if named is None and not chosen.exists():
        return {}
    try:
        with chosen.open("rb") as stream:
            return tomllib.loads(stream.read(FILE_BYTES_LIMIT).decode("utf-8"))
    except (OSError, ValueError) as error:
        raise SetUpError(
            f"Ayar dosyası okunamıyor: {chosen} ({error}).", f"The settings file cannot be read: {chosen} ({error})."
        ) from error


def _read_limits(file: object, environment: Mapping[str, str], names: Mapping[str, str]) -> Limits:
    if not isinstance(file, dict):
        raise values.refused("limits", file, "Bir tablo bekleniyor.", "A table is expected.")
    _refuse_unknown(file, names.values(), "kutuk.toml [limits]")
    raw: dict[str, tuple[str, object]] = {name: (f"limits.{name}", value) for name, value in file.items()}
    raw |= {name: (variable, environment[variable]) for variable, name in names.items() if variable in environment}
    return Limits(**{name: values.number(label, value) for name, (label, value) in raw.items()})


def _refuse_unknown(found: Mapping[str, object], known: Any, place: str) -> None:
    for name in sorted(found.keys() - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        tr = f" Şunu mu demek istediniz: {near[0]}?" if near else ""
        en = f" Did you mean {near[0]}?" if near else ""
        raise SetUpError(
            f"Bilinmeyen ayar ({place}): {name}.{tr}",
            f"Unknown setting ({place}): {name}.{en}",
        )


def _check_together(settings: Settings) -> None:
    """What single values cannot say."""
    if not settings.free_queries and settings.known_queries is None:
        raise SetUpError(
            "KUTUK_FREE_QUERIES kapalıyken KUTUK_KNOWN_QUERIES dosyası gerekir: izinli sorguların özetleri.",
            "With KUTUK_FREE_QUERIES off, KUTUK_KNOWN_QUERIES must name the file of allowed query digests.",
        )
    _one_of("KUTUK_LOG_LEVEL", settings.log_level, "debug", "info", "warning", "error")
    _one_of("KUTUK_LOG_FORMAT", settings.log_format, "auto", "json", "text")
    _one_of("KUTUK_TARGET_LEVEL", settings.target_level, "T", "XL", "A")
    _one_of("KUTUK_ARCHIVE_STAMP", settings.archive_stamp, "v2", "v3")
    _one_of("KUTUK_REVOCATION", settings.revocation, "public", "private", "none")
    if settings.database_owner_url is not None and settings.database_url is None:
        raise SetUpError(
            "DATABASE_OWNER_URL tek başına verilemez; DATABASE_URL de gerekir.",
            "DATABASE_OWNER_URL alone says nothing; DATABASE_URL is needed too.",
        )


def _one_of(name: str, value: str, *allowed: str) -> None:
    if value not in allowed:
        words = ", ".join(allowed)
        raise values.refused(name, value, f"Şunlardan biri: {words}.", f"One of: {words}.")
