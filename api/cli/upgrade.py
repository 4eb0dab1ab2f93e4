"""`kutuk upgrade`: the queue of signatures to be raised."""

import argparse
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json

_ROUNDS: Final = 50
"""Looks at the queue of one run, each of a hundred signatures at most: a run ends even when new ones keep coming."""


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    status = actions.add_parser("status", help="düzeye göre sayılar, bekleyenler, nedenleri (what is due and why)")
    status.add_argument("--within", type=int, metavar="GÜN", help="bu kadar gün içinde son tarihi dolan varsa çıkış 6")
    status.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    status.set_defaults(run=status_of)
    work = actions.add_parser("run", help="bekleyenleri şimdi yükselt (raise what is due now)")
    work.add_argument(
        "--refused", action="store_true", help="bir kuralın engellediklerini de yeniden dene (try refused ones too)"
    )
    work.set_defaults(run=run_now)


def status_of(options: argparse.Namespace) -> int:
    """Counts per level, and every signature that waits, with its last failure and next try."""
    from api.composition.reading import recorded_read
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from domain.access import viewed

    with open_services(settings_of_process()) as services:
        with recorded_read(services) as reads:
            reads.note(viewed, element_type="renewals", element_id="waiting")
        renewals = services.views.renewals
        summary = renewals.summary()
        waiting = _all_waiting(renewals)
        soon = services.now() + timedelta(days=options.within) if options.within is not None else None
    expiring = [item for item in waiting if soon and item.latest and item.latest <= soon]
    if options.json:
        say_json(
            {
                "levels": [
                    {"level": item.level, "due": item.due_reason, "signatures": item.signatures} for item in summary
                ],
                "waiting": [_json(item) for item in waiting],
                "expiring": [str(item.signature_id) for item in expiring],
            }
        )
    else:
        for item in summary:
            say(f"{item.level:<6} {item.due_reason:<14} {item.signatures}")
        for item in waiting:
            why = item.last_failure_message or item.due_reason
            dates = f"{item.earliest:%Y-%m-%d}" + (f" – {item.latest:%Y-%m-%d}" if item.latest else "")
            say(f"  {item.signature_id} {item.level} → {item.target_level} ({dates}): {why}")
    return Exit.EXPIRING if expiring else Exit.OK


def run_now(options: argparse.Namespace) -> int:
    """Take every step that is due, up to the level the institution asks for; what was stopped is exit code 5."""
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from api.composition.working import projector_of

    with open_services(settings_of_process()) as services, projector_of(services) as projector:
        projector.renew()
        projector.catch_up()
        hand, keeper = services.hand("worker-signatures"), services.signatures()
        taken, left = 0, set[UUID]()
        for _ in range(_ROUNDS):
            due = [item for item in _due(services, refused=options.refused) if item not in left]
            for signature_id in due:
                if keeper.raise_one(signature_id, hand.context):
                    taken += 1
                else:
                    left.add(signature_id)
            projector.catch_up()
            if not due:
                break
    say(f"atılan adım {taken}, kalan imza {len(left)} (steps taken, signatures left)")
    if not taken and not left:
        remark("Bekleyen imza yok (nothing is due).")
        return Exit.NOTHING
    return Exit.AUTHORITY if left else Exit.OK


def _due(services: Any, *, refused: bool) -> list[UUID]:
    """Signatures whose time has come, the most urgent first."""
    now, renewals = services.now(), services.views.renewals
    found = [item.signature_id for item in renewals.due(now).rows]
    if refused:
        found += [item.signature_id for item in _all_waiting(renewals) if item.due_reason == "refused"]
    return found


def _all_waiting(renewals: Any) -> list[Any]:
    found, after = [], None
    while True:
        page = renewals.waiting(first=100, after=after)
        found += page.rows
        if not page.has_more:
            return found
        after = page.end_cursor


def _json(item: Any) -> dict[str, Any]:
    def text(instant: Any) -> str | None:
        return instant.isoformat().replace("+00:00", "Z") if instant else None

    return {
        "signature": str(item.signature_id),
        "document": str(item.document_id) if item.document_id else None,
        "signer": item.signer,
        "level": item.level,
        "target_level": item.target_level,
        "due_reason": item.due_reason,
        "earliest": text(item.earliest),
        "latest": text(item.latest),
        "attempts": item.attempts,
        "last_failure": item.last_failure_message,
        "retry_at": text(item.retry_at),
    }
