"""Putting a certificate into a trust folder: its dates first, so that it is never trusted longer than was decided."""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from timestamping.cms import Certificate
from timestamping.trust.anchors import TrustStore, TrustStoreError

_DATES = "trust.toml"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about an anchor: from and until when (aware UTC, None: open), and whether it is for tests."""

    trusted_from: datetime | None = None
    trusted_until: datetime | None = None
    test: bool = False


def add_anchor(folder: Path, certificate: Certificate, decision: Decision) -> Path | None:
    """Trust the certificate from now on; None when the folder holds it already, which is left as it is.

    Raises TrustStoreError when the folder cannot be read, OSError when it cannot be written.
    """
    if TrustStore.from_folder(folder).anchor_of(certificate) is not None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _file_name(certificate)
    facts = _facts(path.name, decision)
    if facts:
        dates = folder / _DATES
        before = dates.read_text("utf-8") if dates.is_file() else ""
        if f'["{path.name}"]' in before:
            raise TrustStoreError(f"{dates} already has dates for {path.name}; remove them or the certificate first")
        _write(dates, (before.rstrip() + "\n\n" if before.strip() else "").encode() + facts.encode())
    _write(path, _pem(certificate))
    return path


def fingerprint(certificate: Certificate) -> str:
    """SHA-256 of the certificate in hexadecimal, as authorities publish it."""
    return sha256(certificate.der).hexdigest()


def _file_name(certificate: Certificate) -> str:
    common_name = certificate.subject_text.rsplit("CN=", 1)[-1].split(",")[0].lower()
    plain = common_name.translate(str.maketrans("çğıöşüâîû", "cgiosuaiu"))
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "anchor"
    return f"{slug}-{fingerprint(certificate)[:12]}.pem"


def _facts(name: str, decision: Decision) -> str:
    lines = []
    if decision.trusted_from is not None:
        lines.append(f"from = {_moment(decision.trusted_from)}")
    if decision.trusted_until is not None:
        lines.append(f"until = {_moment(decision.trusted_until)}")
    if decision.test:
        lines.append("test = true")
    return "\n".join([f'["{name}"]', *lines, ""]) if lines else ""


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pem(certificate: Certificate) -> bytes:
    body = base64.b64encode(certificate.der)
    lines = [body[start : start + 64] for start in range(0, len(body), 64)]
    return b"\n".join([b"-----BEGIN CERTIFICATE-----", *lines, b"-----END CERTIFICATE-----", b""])


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    draft = path.with_name(f".{path.name}.part")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
