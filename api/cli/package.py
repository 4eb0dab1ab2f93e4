"""`kutuk package`: show an e-Yazışma package, or take packages into the ledger."""

import argparse
from pathlib import Path
from typing import Any

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    show = actions.add_parser("show", help="paketin içindekiler; hiçbir şey yazmaz (contents of a package)")
    show.add_argument("file", type=Path, metavar="DOSYA", help=".eyp dosyası (exchange package)")
    show.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    show.set_defaults(run=show_package)
    take = actions.add_parser("import", help="paketleri deftere al (take packages into the ledger)")
    take.add_argument("files", type=Path, nargs="+", metavar="DOSYA", help=".eyp dosyaları (exchange packages)")
    take.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    take.set_defaults(run=import_packages)


def show_package(options: argparse.Namespace) -> int:
    """Kind, identity, metadata and parts; needs no ledger."""
    from archive.eyazisma import open_package, summary

    with _opened(options.file) as file, open_package(file) as package:
        found = summary(package)
    if options.json:
        say_json({"file": options.file.name, **found})
    else:
        _say_summary(found)
    return Exit.OK


def import_packages(options: argparse.Namespace) -> int:
    """Take each package in; one that is refused does not stop the others, and its bytes are kept."""
    from api.composition.reading import operator_context
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process

    results: list[dict[str, Any]] = []
    with open_services(settings_of_process()) as services:
        desk = services.intake(lambda key: operator_context(services, key))
        for path in options.files:
            results.append(_taken(desk, path, services.settings.limits.upload_bytes))
    if options.json:
        say_json({"packages": results})
    else:
        for result in results:
            _say_result(result)
    return Exit.OK if all(result["end"] in ("registered", "duplicate") for result in results) else Exit.REFUSED


def _taken(desk: Any, path: Path, limit: int) -> dict[str, Any]:
    from domain.events import Refusal

    try:
        if path.stat().st_size > limit:
            return _refused(path, "LIMIT", f"Dosya {limit} bayttan büyük (larger than the limit).")
        with path.open("rb") as file:
            found = desk.take_in(file, path.name)
    except OSError as error:
        return _refused(path, "FILE", f"Dosya okunamıyor (cannot be read): {error.strerror}")
    except Refusal as refusal:
        return _refused(path, refusal.rule_id, f"{refusal.message_tr} ({refusal.message_en})")
    return {
        "file": path.name,
        "end": found.end.value,
        "document": str(found.document_id),
        "signatures": found.signatures,
        "findings": [
            {"code": f.code, "rule": f.rule, "severity": f.severity, "part": f.part, "message": f.message}
            for f in found.findings
        ],
    }


def _refused(path: Path, rule: str, message: str) -> dict[str, Any]:
    finding = {"code": rule, "rule": rule, "severity": "F", "part": None, "message": message}
    return {"file": path.name, "end": "refused", "document": None, "signatures": 0, "findings": [finding]}


_ENDS = {
    "registered": "kaydedildi",
    "duplicate": "daha önce kaydedilmiş; yenisi açılmadı",
    "invalid": "geçersiz; baytları ve nedeni saklandı",
    "refused": "reddedildi",
}


def _say_result(result: dict[str, Any]) -> None:
    say(f"{result['file']}: {_ENDS[result['end']]}{_arrow(result['document'])}")
    for found in result["findings"]:
        remark(f"  [{found['rule']}] {found['severity']} {found['part'] or ''} {found['message']}")


def _arrow(document: str | None) -> str:
    return f" → {document}" if document else ""


def _say_summary(found: Any) -> None:
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


def _opened(path: Path) -> Any:
    from api.composition.refusals import SetUpError

    try:
        return path.open("rb")
    except OSError as error:
        raise SetUpError(
            f"Dosya açılamıyor: {path} ({error.strerror}).", f"The file cannot be opened: {path} ({error.strerror})."
        ) from error
