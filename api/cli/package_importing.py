"""`kutuk package import`: packages into the ledger."""

import argparse
from pathlib import Path
from typing import Any

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json


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
        "verdict": found.verdict.value,
        "signatures": found.signatures,
        "reject_by": found.reject_by.isoformat(),
        "notice": _notice(found.notice),
        "findings": [
            {"code": f.code, "rule": f.rule, "severity": f.severity, "part": f.part, "message": f.message}
            for f in found.findings
        ],
    }


def _notice(notice: Any) -> dict[str, Any] | None:
    """What to tell the sender; date, number and subject are null where they could not be read (S1-KEP-4)."""
    if notice is None:
        return None
    return {
        "package_id": notice.package_id,
        "date": notice.date,
        "document_no": notice.document_no,
        "subject": notice.subject,
        "reason": notice.reason,
        "text": notice.text_tr,
    }


def _refused(path: Path, rule: str, message: str) -> dict[str, Any]:
    finding = {"code": rule, "rule": rule, "severity": "F", "part": None, "message": message}
    empty = {"document": None, "verdict": None, "signatures": 0, "reject_by": None, "notice": None}
    return {"file": path.name, "end": "refused", **empty, "findings": [finding]}


_ENDS = {
    "registered": "kaydedildi",
    "duplicate": "daha önce kaydedilmiş; yenisi açılmadı",
    "invalid": "geçersiz; baytları ve nedeni saklandı",
    "rejected": "daha önce reddedilmiş",
    "refused": "reddedildi",
}


def _say_result(result: dict[str, Any]) -> None:
    say(f"{result['file']}: {_ENDS[result['end']]}{_arrow(result['document'])}")
    if result["verdict"] == "indeterminate" and result["end"] == "registered":
        remark("  denetim kesinleşmedi; uygun değilse şu ana kadar reddedilebilir: " + result["reject_by"])
    if result["notice"] is not None:
        say("  Gönderene bildirilecek (en geç " + result["reject_by"] + "):")
        for line in result["notice"]["text"].splitlines():
            say("    " + line)
    for found in result["findings"]:
        remark(f"  [{found['rule']}] {found['severity']} {found['part'] or ''} {found['message']}")


def _arrow(document: str | None) -> str:
    return f" → {document}" if document else ""
