"""`kutuk package check` and `show`: what is in a package, and whether it keeps the rules."""

import argparse
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json
from api.cli.package_files import opened, opening_keys

_EXITS: Final = {"passed": Exit.OK, "failed": Exit.BROKEN, "indeterminate": Exit.UNDECIDED}
_VERDICTS: Final = {"passed": "geçti", "failed": "geçersiz", "indeterminate": "kesinleştirilemedi"}


def check_package_file(options: argparse.Namespace) -> int:
    """Every rule of the package guide; needs no ledger, writes nothing, uses no network."""
    from api.composition.identifiers import now
    from archive.eyazisma import CheckOptions, Recipient, check_package
    from timestamping.trust import TrustStore

    trust = TrustStore.from_folder(_existing(options.trust)) if options.trust else TrustStore()
    with opened(options.file) as file:
        report = check_package(
            file,
            CheckOptions(
                at=now(),
                recipient=Recipient(options.recipient) if options.recipient else None,
                trust=trust,
                file_name=options.file.name,
                keys=opening_keys(options.key, options.certificate),
            ),
        )
        alien = report.kind is None and not _begins_like_a_zip(file)
    found = report.as_json()
    if options.json:
        say_json(found)
    else:
        _say_report(found)
    return Exit.REFUSED if alien else _EXITS[report.verdict]


def show_package(options: argparse.Namespace) -> int:
    """Kind, identity, metadata and parts; needs no ledger. When a fatal problem hides something it is a refusal."""
    from archive.eyazisma import Severity, open_package, summary

    with opened(options.file) as file, open_package(file) as package:
        found = summary(package)
        unreadable = any(problem.severity is Severity.FATAL for problem in package.problems)
    if options.json:
        say_json({"file": options.file.name, **found})
    else:
        _say_summary(found)
    return Exit.REFUSED if unreadable else Exit.OK


def _begins_like_a_zip(file: BinaryIO) -> bool:
    """What does not was never a package: bad input, while a package that broke is a broken package."""
    file.seek(0)
    return file.read(2) == b"PK"


def _existing(folder: Any) -> Any:
    from api.composition.refusals import SetUpError

    if not folder.is_dir():
        raise SetUpError(f"{folder} bir klasör değil.", f"{folder} is no folder.")
    return folder


def _say_report(found: Mapping[str, Any]) -> None:
    say(f"{found['file']}: {_VERDICTS[found['verdict']]} ({found['verdict']})")
    say(f"  {found['kind'] or '?'} {found['version'] or ''}")
    for item in found["digests"]:
        say(f"  özet {item['document']}: {item['references']} bileşen, {_VERDICTS[item['verdict']]}")
    for item in found["signatures"]:
        say(f"  imza {item['part']}: {item['signer'] or '?'} {item['level']} {item['indication']}")
    for item in found["findings"]:
        say(f"  [{item['rule']}] {item['severity']} {item['name']} {item['part'] or ''}")
        say(f"      {item['message']}")
        remark(f"      {item['message_en']}")


def _say_summary(found: Mapping[str, Any]) -> None:
    metadata = found["metadata"]
    say(f"{found['kind']} {found['version']}  {found['document_id']}")
    for name in ("subject", "grade", "language", "creator", "verification_address"):
        if metadata.get(name):
            say(f"  {name}: {metadata[name]}")
    say(f"  sayı: {found['document_no']}  tarih: {found['date']}")
    for part in found["parts"]:
        say(f"  {part['size']:>10}  {part['name']}  {part['purpose'] or ''}")
    for problem in found["problems"]:
        say(f"  ! {problem}")
