"""`kutuk evidence-record check`: does a record prove these files, since when, and by whose word?"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json

if TYPE_CHECKING:
    from timestamping.cms import HashAlgorithm
    from timestamping.evidence_records import RecordReport, StampReport

_EXITS: Final = {"PASSED": Exit.OK, "FAILED": Exit.BROKEN, "INDETERMINATE": Exit.UNDECIDED}
_VERDICTS: Final = {"PASSED": "geçerli", "FAILED": "geçersiz", "INDETERMINATE": "kesinleştirilemedi"}
_BLOCK: Final = 1 << 20
_ANY_HASH: Final = ("sha1", "sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")
LARGEST_RECORD: Final = 64 << 20
"""Bytes of one record: protects the process from being pointed at something else."""


class DataFile:
    """A data object in a file, read piece by piece; each digest is computed once.

    What can be read only once (a pipe) gets every digest that a record may ask for, at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._digests: dict[str, bytes] = {}

    def __call__(self, algorithm: HashAlgorithm) -> bytes:
        """Its digest. Raises SetUpError when the file cannot be read."""
        if algorithm.name not in self._digests:
            self._read((algorithm.name,) if self.path.is_file() else (*_ANY_HASH, algorithm.name))
        return self._digests[algorithm.name]

    def _read(self, names: Sequence[str]) -> None:
        from api.cli.package_files import opened

        states = {name: hashlib.new(name) for name in names}
        with opened(self.path) as file:
            while block := file.read(_BLOCK):
                for state in states.values():
                    state.update(block)
        self._digests |= {name: state.digest() for name, state in states.items()}


def check_record_file(options: argparse.Namespace) -> int:
    """Every hash, link and token of the record; needs no ledger, writes nothing, uses no network."""
    from api.composition.identifiers import now
    from api.composition.timestamps import algorithms_in
    from timestamping.evidence_records import check_record
    from timestamping.trust import DEFAULT_POLICY

    report = check_record(
        read_record_file(options.file),
        [DataFile(path) for path in options.data],
        trust=trust_of(options.trust),
        at=options.at or now(),
        group_complete=options.group,
        algorithms=algorithms_in(options.trust) if options.trust else DEFAULT_POLICY,
    )
    if options.json:
        say_json(as_json(report, options.data))
    else:
        _say(report, options.file, options.data)
    return _EXITS[report.verdict.indication.value]


def read_record_file(path: Path) -> bytes:
    """The bytes of a record. Raises SetUpError."""
    from api.cli.package_files import opened
    from api.composition.refusals import SetUpError

    with opened(path) as file:
        try:
            found = file.read(LARGEST_RECORD + 1)
        except OSError as error:
            raise SetUpError(
                f"{path} okunamıyor ({error.strerror}).", f"{path} cannot be read ({error.strerror})."
            ) from error
    if len(found) > LARGEST_RECORD:
        raise SetUpError(f"{path} bir kanıt kaydı olamayacak kadar büyük.", f"{path} is too large for a record.")
    return found


def trust_of(folder: Path | None) -> Any:
    """The trust store of a folder; an empty one without a folder. Raises SetUpError, TrustStoreError."""
    from api.composition.refusals import SetUpError
    from timestamping.trust import TrustStore

    if folder is None:
        return TrustStore()
    if not folder.is_dir():
        raise SetUpError(f"{folder} bir klasör değil.", f"{folder} is no folder.")
    return TrustStore.from_folder(folder)


def as_json(report: RecordReport, data: Sequence[Path]) -> dict[str, Any]:
    """The report as `--json` prints it; keys are a contract (design §10)."""
    verdict = report.verdict
    return {
        "verdict": verdict.indication.value.lower(),
        "indication": verdict.indication.value,
        "subindication": verdict.subindication.value if verdict.subindication else None,
        "intact": report.intact,
        "proven_since": _time(report.proven_since),
        "test": report.test,
        "chains": [[_stamp(stamp, report) for stamp in chain] for chain in report.chains],
        "covers": [{"data": str(path), "found": found is True} for path, found in zip(data, report.found, strict=True)],
        "findings": [
            {
                "code": reason.code,
                "indication": reason.indication.value,
                "message": reason.message_tr,
                "message_en": reason.message,
            }
            for reason in verdict.reasons
        ],
    }


def _stamp(stamp: StampReport, report: RecordReport) -> dict[str, Any]:
    info, certificate = stamp.token.info, stamp.token.certificate
    return {
        "time": _time(stamp.gen_time),
        "imprint": _word(stamp.imprint_ok),
        "signature": _word(stamp.signature_ok),
        "link": "none" if stamp is report.stamps[0] else _word(stamp.link_ok),
        "hash": stamp.hash_name,
        "relied_at": _time(stamp.relied_at),
        "authority": certificate.subject_text if certificate else None,
        "policy": info.policy if info else None,
        "indication": stamp.token.verdict.indication.value,
        "test": stamp.token.test,
    }


def _time(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _word(outcome: bool | None) -> str:
    return {True: "ok", False: "bad", None: "unknown"}[outcome]


def _say(report: RecordReport, file: Path, data: Sequence[Path]) -> None:
    verdict = report.verdict
    mark = " TEST" if report.test else ""
    say(f"{file}: {_VERDICTS[verdict.indication.value]} ({verdict.indication.value}){mark}")
    for path, found in zip(data, report.found, strict=True):
        say(f"  {'kapsıyor' if found else 'KAPSAMIYOR' if found is False else 'bilinmiyor'}: {path}")
    for number, chain in enumerate(report.chains, start=1):
        for stamp in chain:
            say(f"  zincir {number}: {_time(stamp.gen_time)} {stamp.hash_name} {stamp.token.verdict.indication.value}")
    for reason in verdict.reasons:
        say(f"  [{reason.code}] {reason.message_tr}")
        remark(f"      {reason.message}")
