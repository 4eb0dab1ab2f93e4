"""Trust anchors as data: a folder of certificates, and beside them, where needed, the dates of the trust.

The folder holds `*.pem`, `*.crt`, `*.cer` or `*.der` files (PEM files may hold several certificates). An optional
`trust.toml` gives dates and a mark by file name:

    ["kok.crt"]
    from = 2020-01-01T00:00:00Z     # trusted for moments from here on
    until = 2030-01-01T00:00:00Z    # and before here
    test = true                     # a test root: everything under it is shown as TEST
"""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from timestamping.cms import Certificate
from timestamping.der import DerError

_SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})
_MAX_FILE_SIZE = 4 * 1024 * 1024  # a folder of trust holds certificates; a larger file was put there by mistake
_MAX_FILES = 5_000
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)


class TrustStoreError(ValueError):
    """The trust folder cannot be read as what it should be; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A certificate that is trusted by decision, not by proof.

    trusted_from, trusted_until: moments (UTC) between which it may be relied on; None leaves that side open.
    test: for trying out only; verdicts under it say so. source: where it came from, for people.
    """

    certificate: Certificate
    trusted_from: datetime | None = None
    trusted_until: datetime | None = None
    test: bool = False
    source: str = ""

    def trusted_at(self, moment: datetime) -> bool:
        """Is it relied on at that moment?"""
        begun = self.trusted_from is None or self.trusted_from <= moment
        return begun and (self.trusted_until is None or moment < self.trusted_until)


@dataclass(frozen=True, slots=True)
class TrustStore:
    """All anchors of one installation and further certificates that may help to build paths."""

    anchors: tuple[Anchor, ...] = ()
    intermediates: tuple[Certificate, ...] = ()

    @classmethod
    def of(cls, *certificates: Certificate, test: bool = False) -> TrustStore:
        """A store of undated anchors."""
        return cls(tuple(Anchor(certificate, test=test) for certificate in certificates))

    @classmethod
    def from_folder(cls, folder: Path) -> TrustStore:
        """Read the folder as this file's head describes; a missing folder is an empty store. Raises TrustStoreError."""
        if not folder.is_dir():
            return cls()
        dates = _read_dates(folder / "trust.toml")
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
        if len(files) > _MAX_FILES:
            raise TrustStoreError(f"{folder} holds more than {_MAX_FILES} certificate files")
        return cls(tuple(anchor for path in files for anchor in _read_anchors(path, dates.get(path.name, {}))))

    def at(self, moment: datetime) -> tuple[Anchor, ...]:
        """The anchors relied on at that moment."""
        return tuple(anchor for anchor in self.anchors if anchor.trusted_at(moment))

    def anchor_of(self, certificate: Certificate) -> Anchor | None:
        """The anchor that is exactly this certificate."""
        return next((anchor for anchor in self.anchors if anchor.certificate == certificate), None)

    def joined(self, other: TrustStore) -> TrustStore:
        """Both stores as one."""
        return TrustStore(self.anchors + other.anchors, self.intermediates + other.intermediates)


def _read_anchors(path: Path, facts: Mapping[str, object]) -> Iterable[Anchor]:
    for certificate in certificates_in_file(path):
        yield Anchor(
            certificate,
            trusted_from=_moment(facts, "from", path),
            trusted_until=_moment(facts, "until", path),
            test=facts.get("test") is True,
            source=path.name,
        )


def certificates_in_file(path: Path) -> tuple[Certificate, ...]:
    """The certificates of a PEM or DER file, in order. Raises TrustStoreError, OSError."""
    if path.stat().st_size > _MAX_FILE_SIZE:
        raise TrustStoreError(f"{path} is larger than {_MAX_FILE_SIZE} bytes; that is no file of certificates")
    try:
        return tuple(Certificate(der) for der in _encodings(path.read_bytes()))
    except (DerError, ValueError) as error:
        raise TrustStoreError(f"{path} is no certificate in PEM or DER form: {error}") from None


def _encodings(content: bytes) -> list[bytes]:
    """DER of each certificate. PEM is undone by hand: old roots that `cryptography` refuses must still load."""
    blocks = _PEM.findall(content)
    return [base64.b64decode(block, validate=False) for block in blocks] if blocks else [content]


def _read_dates(path: Path) -> Mapping[str, Mapping[str, object]]:
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TrustStoreError(f"{path} cannot be read: {error}") from None
    return {name: table for name, table in tables.items() if isinstance(table, dict)}


def _moment(facts: Mapping[str, object], key: str, path: Path) -> datetime | None:
    value = facts.get(key)
    if value is None:
        return None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TrustStoreError(f'trust.toml: "{key}" of {path.name} must be a date and time with a zone')
    return value.astimezone(UTC)
