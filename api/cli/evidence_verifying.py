"""`kutuk evidence verify`: a verdict on an evidence package with no ledger, no database and no network.

Nothing that needs a database driver may be imported from here: a reader has the program and the file, no more.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.cli.exits import Exit
from api.cli.output import say, say_json

if TYPE_CHECKING:
    from archive.transfer import EvidenceReport, Finding
    from timestamping.checkpoints import NoteVerifier
    from timestamping.trust import AlgorithmPolicy, TrustStore

_EXITS: Final = {"passed": Exit.OK, "failed": Exit.BROKEN, "indeterminate": Exit.UNDECIDED}
_VERDICTS: Final = {"passed": "SAĞLAM", "failed": "BOZUK", "indeterminate": "KARAR VERİLEMEDİ"}
_ZIP: Final = b"PK\x03\x04"
_LARGEST: Final = 1 << 20
"""Bytes of a key or a kept checkpoint: protects the process from being pointed at something else."""


def verify_file(options: argparse.Namespace) -> int:
    """Verify; writes nothing anywhere and uses no network."""
    from api.composition.identifiers import now
    from archive.transfer import EvidenceOptions, verify_package

    chosen = EvidenceOptions(
        at=now(),
        trust=_trust(options.trust),
        keys=tuple(_keys(options)),
        pins=tuple(_bytes(path) for path in options.pin),
        algorithms=_algorithms(options.trust),
    )
    try:
        with options.file.open("rb") as file:
            start = file.read(len(_ZIP))
            report = verify_package(file, chosen)
    except OSError as error:
        raise _refused(
            f"Dosya okunamıyor: {options.file} ({error.strerror}).",
            f"The file cannot be read: {options.file} ({error.strerror}).",
        ) from error
    if start != _ZIP and any(found.kind.name == "zip-unreadable" for found in report.findings):
        # Neither begins nor ends like one: not a spoiled package, but something else that was named by mistake.
        raise _refused(f"{options.file} bir zip arşivi değil.", f"{options.file} is no zip archive.")
    if options.json:
        say_json(as_json(options.file, report))
    else:
        _say(options.file, report)
    return _EXITS[report.outcome.value]


def as_json(file: Path, report: "EvidenceReport") -> dict[str, Any]:
    """The report as `--json` prints it; keys are a contract."""
    return {
        "file": file.name,
        "verdict": report.outcome.value,
        "document": _text(report.document),
        "institution": report.institution,
        "origin": report.origin,
        "key": report.key,
        "key_known": report.key_known,
        "profile": report.profile.value if report.profile else None,
        "exported_at": report.exported_at.isoformat().replace("+00:00", "Z") if report.exported_at else None,
        "position": report.position,
        "complete_through": {"day": _text(report.last_day), "position": report.complete_through}
        if report.last_day
        else None,
        "first_day": _text(report.first_day),
        "days": report.days,
        "sealed_days": report.sealed_days,
        "events": report.events,
        "withheld": report.withheld,
        "provisional": report.provisional,
        "streams": report.streams,
        "blobs": report.blobs,
        "members": report.members,
        "signatures": [
            {
                "signature": str(item.signature),
                "digest": item.digest,
                "purpose": item.purpose,
                "signer": item.signer,
                "level": item.level,
                "intact": item.intact,
                "indication": item.indication,
                "subindication": item.subindication,
            }
            for item in report.signatures
        ],
        "findings": [_finding(item) for item in report.findings],
        "counts": dict(report.counts),
    }


def _finding(found: "Finding") -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.kind.name,
        "severity": found.kind.severity.value,
        "member": found.member,
        "position": found.position,
        "day": _text(found.day),
        "message": found.message_tr,
        "message_en": found.message_en,
        "remedy": found.kind.remedy_tr,
    }


def _say(file: Path, report: "EvidenceReport") -> None:
    say(f"{file.name}: {_VERDICTS[report.outcome.value]} ({report.outcome.value})")
    if report.document is not None:
        known = "bilinen anahtar" if report.key_known else "anahtarı yalnız paket söylüyor"
        profile = report.profile.value if report.profile else "-"
        say(f"  belge {report.document}; defter {report.origin} ({known}); profil {profile}")
        say(
            f"  günler {report.sealed_days}/{report.days} mühürlü; olay {report.events}, içeriksiz {report.withheld}, "
            f"mühürsüz {report.provisional}; içerik {report.blobs}"
        )
    for item in report.signatures:
        intact = {True: "sağlam", False: "bozuk", None: "hesaplanamadı"}[item.intact]
        say(f"  imza {item.signer or '?'}: {item.level}, {intact}, {item.indication}")
    _say_findings(report)


def _say_findings(report: "EvidenceReport") -> None:
    """Everything that counts; of each kind of note the first, and how many more there are."""
    counts, noted = dict(report.counts), set[str]()
    for found in report.findings:
        note = found.kind.severity.value == "note"
        if note and found.code in noted:
            continue
        noted.add(found.code)
        more = f" (+{counts[found.code] - 1})" if note and counts[found.code] > 1 else ""
        say(f"  [{found.code}] {found.kind.severity.value}: {found.message_tr}{more}")
        say(f"      {found.message_en}{more}")
        if not note:
            say(f"      → {found.kind.remedy_tr}")


def _trust(folder: Path | None) -> "TrustStore":
    from timestamping.trust import TrustStore, TrustStoreError

    if folder is None:
        return TrustStore()
    if not folder.is_dir():
        raise _refused(f"{folder} bir klasör değil.", f"{folder} is no folder.")
    try:
        return TrustStore.from_folder(folder)
    except (TrustStoreError, OSError) as error:
        raise _refused(f"Güven klasörü okunamıyor: {error}", f"The trust folder cannot be read: {error}") from error


def _algorithms(folder: Path | None) -> "AlgorithmPolicy":
    """The dates of the trust folder, as in every other check; without a folder those built in."""
    from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicyError, policy_in_folder

    if folder is None:
        return DEFAULT_POLICY
    try:
        return policy_in_folder(folder)
    except AlgorithmPolicyError as error:
        raise _refused(
            f"Algoritma politikası okunamadı: {error}.", f"The algorithm policy cannot be read: {error}."
        ) from error


def _keys(options: argparse.Namespace) -> "Iterator[NoteVerifier]":
    """Keys given, as text or file, and those of known ledgers in the trust folder."""
    from timestamping.checkpoints import CheckpointError, NoteVerifier

    texts = [_bytes(Path(key)).decode("utf-8", "replace") if _is_file(key) else key for key in options.key]
    if options.trust is not None:
        texts += [_bytes(path).decode("utf-8", "replace") for path in sorted(options.trust.glob("*.vkey"))]
    for text in texts:
        for line in filter(None, map(str.strip, text.splitlines())):
            try:
                yield NoteVerifier.parse(line)
            except (ValueError, CheckpointError) as error:
                raise _refused(
                    f"“{line[:60]}” bir doğrulama anahtarı değil ({error}); ad+özet+base64 biçiminde verin.",
                    f"“{line[:60]}” is no verifier key ({error}); give it as name+hash+base64.",
                ) from error


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False  # too long for a name, or with a NUL


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise _refused(
            f"{path} okunamıyor ({error.strerror}).", f"{path} cannot be read ({error.strerror})."
        ) from error
    if len(data) > _LARGEST:
        raise _refused(f"{path} beklenenden büyük.", f"{path} is larger than it may be.")
    return data


def _refused(turkish: str, english: str) -> Exception:
    from api.composition.refusals import SetUpError

    return SetUpError(turkish, english)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
