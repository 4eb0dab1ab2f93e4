"""`kutuk letter render`: the page of a letter as PDF/A, drawn only when the rules and the metadata allow it."""

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json
from domain.letters import Letter, LetterFinding, Severity

if TYPE_CHECKING:
    from archive.rendering import DrawnLetter, PageDifference

_LARGEST_LOGO: Final = 1 << 20
"""Bytes read of a logo: protects the process from being pointed at something else."""
_COPIES: Final = ("recipient", "institution")


def configure_render(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    text = "yazının sayfasını PDF/A olarak çiz (draw the page of a letter)"
    render = actions.add_parser("render", help=text, description=text)
    render.set_defaults(run=render_letter)
    render.add_argument("specification", type=Path, metavar="BELİRTİM", help="yazının JSON belirtimi")
    render.add_argument("out", type=Path, metavar="ÇIKTI", help="yazılacak PDF (file to write)")
    render.add_argument("--copy", choices=_COPIES, default="recipient", help="muhatap ya da kurum nüshası")
    render.add_argument("--draft", action="store_true", help="kurallar reddetse de çiz; sayfaya TASLAK yazılır")
    signing = render.add_mutually_exclusive_group()
    signing.add_argument("--unsigned", action="store_true", help="imzaya sunulacak sayfa: tarihi boş bırakılır")
    signing.add_argument(
        "--dated-at",
        type=datetime.fromisoformat,
        metavar="AN",
        help="son imzanın zaman damgası, ör. 2024-03-14T21:30:00+00:00; İstanbul günü sayfaya yazılır",
    )
    render.add_argument("--date", type=date.fromisoformat, metavar="GÜN", help="kurallarına göre denetlenecek gün")
    render.add_argument("--data", type=Path, metavar="KLASÖR", help="CSV tabloları ve settings.json")
    render.add_argument("--replace", action="store_true", help="ÇIKTI varsa üzerine yaz")
    render.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")


def render_letter(options: argparse.Namespace) -> int:
    """Exit code 0: written; 2: a rule rejects, the page cannot be drawn or differs from the metadata; nothing written.

    Raises SetUpError and the refusals of `archive.rendering`.
    """
    from api.cli.letter_files import read_specification
    from api.cli.package_files import write_file
    from archive.rendering import Copy, compare_page, draw_letter

    letter, rejected = _judged(_as_asked(read_specification(options.specification), options), options)
    if rejected and not options.draft:
        return _answer(options, "rejected", findings=rejected)
    copy = Copy(options.copy)
    drawn = draw_letter(letter, copy=copy, logos=_logos(letter, options.specification.parent), draft=options.draft)
    differences = compare_page(drawn.pdf, letter, copy=copy, draft=options.draft)
    if differences:
        return _answer(options, "differs", findings=rejected, differences=differences)
    write_file(options.out, lambda file: file.write(drawn.pdf), replace=options.replace)
    return _answer(options, "drawn", findings=rejected, drawn=drawn)


def _as_asked(letter: Letter, options: argparse.Namespace) -> Letter:
    """The letter as it is put before its signers, or dated by the last of them (S2-d-3, S2-d-6). Raises SetUpError."""
    from dataclasses import replace

    from api.composition.refusals import SetUpError
    from archive.rendering import unsigned_letter
    from domain.events import istanbul_day

    if options.unsigned:
        return unsigned_letter(letter)
    stamped: datetime | None = options.dated_at
    if stamped is None:
        return letter
    if stamped.tzinfo is None:
        raise SetUpError(
            "--dated-at saat dilimiyle yazılmalı, ör. 2024-03-14T21:30:00+00:00.",
            "Write --dated-at with its offset, e.g. 2024-03-14T21:30:00+00:00.",
        )
    return replace(letter, date=replace(letter.date, day=istanbul_day(stamped), text=None))


def _judged(letter: Letter, options: argparse.Namespace) -> "tuple[Letter, tuple[LetterFinding, ...]]":
    """The letter with its signers' ranks, and what the rules reject. Raises the refusals of tables and settings."""
    from dataclasses import replace

    from api.cli.letter_files import read_data
    from api.composition.identifiers import now
    from domain.events import istanbul_day
    from domain.letters import check_letter, judged_on

    data, settings = read_data(options.data)
    on = options.date or judged_on(letter, istanbul_day(now()))
    found = check_letter(letter, on, data, settings)
    signers = tuple(
        one if one.rank is not None else replace(one, rank=data.ranks.rank(one.title)) for one in letter.signers
    )
    return replace(letter, signers=signers), tuple(one for one in found if one.severity is Severity.REJECT)


def _logos(letter: Letter, folder: Path) -> dict[str, bytes]:
    """The image files that stand beside the specification; a name that leads elsewhere is not followed."""
    from contextlib import suppress

    found = {}
    for logo in letter.letterhead.logos:
        if Path(logo.file).name == logo.file:
            with suppress(OSError), (folder / logo.file).open("rb") as file:
                found[logo.file] = file.read(_LARGEST_LOGO)
    return found


def _answer(
    options: argparse.Namespace,
    verdict: str,
    *,
    findings: tuple[LetterFinding, ...] = (),
    differences: "tuple[PageDifference, ...]" = (),
    drawn: "DrawnLetter | None" = None,
) -> int:
    if options.json:
        say_json(_json(options, verdict, findings, differences, drawn))
    else:
        _say(options, findings, differences, drawn)
    return Exit.OK if drawn else Exit.REFUSED


def _json(
    options: argparse.Namespace,
    verdict: str,
    findings: tuple[LetterFinding, ...],
    differences: "tuple[PageDifference, ...]",
    drawn: "DrawnLetter | None",
) -> dict[str, Any]:
    from hashlib import sha256

    return {
        "file": options.out.name,
        "verdict": verdict,
        "copy": options.copy,
        "draft": options.draft,
        "pages": drawn.pages if drawn else None,
        "enclosures_apart": drawn.enclosures_apart if drawn else None,
        "distribution_apart": drawn.distribution_apart if drawn else None,
        "sha256": sha256(drawn.pdf).hexdigest() if drawn else None,
        "findings": [one.as_json() for one in findings],
        "differences": [one.as_json() for one in differences],
    }


def _say(
    options: argparse.Namespace,
    findings: tuple[LetterFinding, ...],
    differences: "tuple[PageDifference, ...]",
    drawn: "DrawnLetter | None",
) -> None:
    for one in findings:
        remark(f"[{one.rule_id}] {one.place}: {one.text_tr}\n[{one.rule_id}] {one.place}: {one.text_en}")
    for difference in differences:
        remark(f"[S2-r-5] {difference.field}: üstveride “{difference.expected}”, sayfada “{difference.found}”")
    if drawn:
        say(f"{options.out}: {drawn.pages} sayfa")
    else:
        remark(
            "Sayfa yazılmadı: yukarıdakileri düzeltin ya da --draft ile taslak çizin.\n"
            "No page was written: mend the above, or draw a draft with --draft."
            if findings and not differences
            else "Sayfa yazılmadı: üstveri ile sayfa aynı olmalı.\nNo page was written: page and metadata must agree."
        )
