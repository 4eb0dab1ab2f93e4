"""`kutuk evidence-record build` and `renew`: new records, and old ones with one more time-stamp or a new hash."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.evidence_record_checking import DataFile, as_json, read_record_file, trust_of
from api.cli.exits import Exit
from api.cli.output import remark, say, say_json

if TYPE_CHECKING:
    from timestamping.evidence_records import RecordReport
    from timestamping.trust import AlgorithmPolicy
    from timestamping.tsa import Imprint, Stamp, TimestampService


class _Stamper:
    """Asks the service once and keeps what it gave."""

    def __init__(self, service: TimestampService) -> None:
        self._service = service
        self.stamp: Stamp | None = None

    def __call__(self, imprint: Imprint) -> bytes:
        self.stamp = self._service.stamp(imprint)
        return self.stamp.token

    def as_json(self) -> dict[str, Any] | None:
        if self.stamp is None:
            return None
        gen_time, verdict = self.stamp.gen_time, self.stamp.verdict
        return {"time": gen_time.isoformat(), "authority": self.stamp.authority, "test": verdict.test}


def build_record_files(options: argparse.Namespace) -> int:
    """One record over all files as a group, or one for each over the same token; nothing is overwritten."""
    from timestamping.evidence_records import build_records

    files = [DataFile(path) for path in options.data]
    groups = [[file] for file in files] if options.each else [files]
    outs = _outs(options.out, options.data) if options.each else [options.out]
    _refuse_existing(outs)
    stamper = _stamper(options)
    return _stamped(options, stamper, outs, lambda: build_records(groups, stamper, options.hash))


def renew_record_file(options: argparse.Namespace) -> int:
    """A renewed copy of a record that still holds; the record itself stays as it is.

    With the data at hand the whole record is checked first, without it all but what it covers. What is broken or in
    doubt is not renewed: a new time-stamp would not mend it.
    """
    from api.composition.identifiers import now
    from api.composition.refusals import SetUpError
    from timestamping.evidence_records import check_record, renew_hash_trees, renew_time_stamps

    if options.hash_tree and not options.data:
        raise SetUpError(
            "--hash-tree için kaydın kapsadığı bütün dosyalar gerekir: --data ile verin.",
            "--hash-tree needs every file that the record covers: give them with --data.",
        )
    _refuse_existing([options.out])
    record = read_record_file(options.file)
    files = [DataFile(path) for path in options.data or ()]
    report = check_record(record, files, trust=_trust(options), at=now(), algorithms=_algorithms(options))
    problem = _problem(report, options, at=now())
    if problem is not None:
        return problem
    stamper = _stamper(options)
    if options.hash_tree:
        items = [(record, files)]
        return _stamped(options, stamper, [options.out], lambda: renew_hash_trees(items, stamper, options.hash_tree))
    return _stamped(options, stamper, [options.out], lambda: renew_time_stamps([record], stamper))


def _problem(report: RecordReport, options: argparse.Namespace, at: datetime) -> Exit | None:
    """Why the record is not renewed, as an exit code; None when it may be."""
    serious = [
        reason
        for reason in report.verdict.reasons
        if reason.subindication is not None and not (reason.code == "record-data-missing" and not options.data)
    ]
    if not serious:
        return None
    for reason in serious:
        remark(f"[{reason.code}] {reason.message_tr}\n[{reason.code}] {reason.message}")
    remark("Bozuk ya da kesinleştirilemeyen kayıt yenilenmez.\nA record that is broken or in doubt is not renewed.")
    if options.json:
        say_json({"files": [], "token": None, "record": as_json(report, options.data or ())})
    failed = any(reason.indication.value == "FAILED" for reason in serious)
    return Exit.BROKEN if failed else Exit.UNDECIDED


def _stamped(
    options: argparse.Namespace, stamper: _Stamper, outs: Sequence[Path], make: Callable[[], tuple[bytes, ...]]
) -> int:
    """Make the records, write them, and say so."""
    from api.cli.package_files import write_file
    from api.composition.refusals import SetUpError
    from timestamping.evidence_records import RecordError
    from timestamping.tsa import AuthorityUnavailableError

    try:
        records = make()
    except AuthorityUnavailableError as error:
        remark(f"Zaman damgası alınamadı.\n{error}")
        for attempt in error.attempts:
            for code, message in attempt.reasons:
                remark(f"  {attempt.authority}: {code}: {message}")
        return Exit.AUTHORITY
    except RecordError as error:
        raise SetUpError(f"Kanıt kaydı yapılamadı: {error}", f"The record could not be made: {error}") from error
    for out, record in zip(outs, records, strict=True):
        write_file(out, lambda file, content=record: file.write(content))  # type: ignore[misc]
    token = stamper.as_json()
    if options.json:
        say_json({"files": [str(out) for out in outs], "token": token, "record": None})
    else:
        for out in outs:
            say(str(out))
        if token is not None:
            say(f"  {token['time']} {token['authority']}{' TEST' if token['test'] else ''}")
    return Exit.OK


def _stamper(options: argparse.Namespace) -> _Stamper:
    from api.cli.package_files import read_bytes
    from api.composition.identifiers import new_nonce, now
    from api.composition.refusals import SetUpError
    from api.composition.starting import settings_of_process
    from api.composition.timestamps import timestamp_authorities
    from timestamping.tsa import Authority, HttpAuthority, TimestampService

    if options.tsa:
        name, password = None, ""
        if options.tsa_credentials:
            name, _, password = read_bytes(options.tsa_credentials).decode("utf-8", "replace").strip().partition(":")
        authorities: list[Authority] = [HttpAuthority(options.tsa, name, password)]
    else:
        authorities = timestamp_authorities(settings_of_process())
    if not authorities:
        raise SetUpError(
            "Zaman damgası makamı yok: --tsa ile verin ya da KUTUK_TSA ayarlayın.",
            "There is no time-stamp authority: give one with --tsa or set KUTUK_TSA.",
        )
    service = TimestampService(authorities, _trust(options), now, new_nonce, algorithms=_algorithms(options))
    return _Stamper(service)


def _trust(options: argparse.Namespace) -> Any:
    from api.composition.starting import settings_of_process
    from timestamping.trust import TrustStore

    if options.trust is not None:
        return trust_of(options.trust)
    return TrustStore.from_folder(settings_of_process().trust_folder)


def _algorithms(options: argparse.Namespace) -> AlgorithmPolicy:
    """Of the same folder as the trust. Raises SetUpError."""
    from api.composition.starting import settings_of_process
    from api.composition.timestamps import algorithms_in

    return algorithms_in(options.trust if options.trust is not None else settings_of_process().trust_folder)


def _outs(folder: Path, data: Sequence[Path]) -> list[Path]:
    """A file for each record, named after its data. Raises SetUpError."""
    from api.composition.refusals import SetUpError

    outs = [folder / f"{path.name}.ers" for path in data]
    if not folder.is_dir() or len(set(outs)) != len(outs):
        raise SetUpError(
            f"--each için {folder} var olan bir klasör olmalı, dosya adları da ayrı.",
            f"--each needs {folder} to be a folder, and files of different names.",
        )
    return outs


def _refuse_existing(outs: Sequence[Path]) -> None:
    """Before an authority is asked: a token for nothing may cost money. Raises SetUpError."""
    from api.composition.refusals import SetUpError

    for out in outs:
        if out.exists():
            raise SetUpError(
                f"{out} zaten var; üzerine yazılmaz, başka bir ad verin.",
                f"{out} exists and is not overwritten; give another name.",
            )
