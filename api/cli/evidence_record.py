"""`kutuk evidence-record`: check, build and renew evidence records by RFC 4998; needs no ledger."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from api.cli.evidence_record_checking import check_record_file
from api.cli.evidence_record_making import build_record_files, renew_record_file
from api.cli.hash_names import hash_name

Run = Callable[[argparse.Namespace], int]


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    _configure_check(_action(actions, "check", "kanıt kaydını verilere karşı sına (check a record)", check_record_file))
    _configure_build(_action(actions, "build", "veriler için kanıt kaydı yap (build a record)", build_record_files))
    _configure_renew(_action(actions, "renew", "kanıt kaydını yenile (renew a record)", renew_record_file))


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, run: Run
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _configure_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DOSYA", help="kanıt kaydı, RFC 4998 (evidence record)")
    _data(parser, required=True)
    parser.add_argument("--group", action="store_true", help="verilen dosyalar kümenin tamamı (the whole group)")
    parser.add_argument("--trust", type=Path, metavar="KLASÖR", help="güven kökleri (folder of trusted roots)")
    parser.add_argument("--at", type=_instant, metavar="AN", help="sınama anı; verilmezse şimdi (time of the check)")
    _json(parser)


def _configure_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="ÇIKTI", help="yeni kanıt kaydı; --each ile klasör (folder)")
    _data(parser, required=True)
    parser.add_argument("--each", action="store_true", help="her dosyaya ayrı kayıt, tek damga (a record for each)")
    parser.add_argument(
        "--hash", type=hash_name, default="sha512", metavar="ÖZET", help="özet algoritması (hash); yoksa sha512"
    )
    _authority(parser)
    _json(parser)


def _configure_renew(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DOSYA", help="yenilenecek kayıt (record to be renewed)")
    parser.add_argument("out", type=Path, metavar="ÇIKTI", help="yenilenmiş kayıt (renewed record)")
    _data(parser, required=False)
    parser.add_argument(
        "--hash-tree", type=hash_name, metavar="ÖZET", help="yeni özetle; bütün veriler gerekir (new hash)"
    )
    _authority(parser)
    _json(parser)


def _data(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--data", type=Path, nargs="+", action="extend", required=required, default=None, metavar="DOSYA",
        help="kapsanan dosyalar (data objects)",
    )  # fmt: skip


def _authority(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tsa", metavar="ADRES", help="zaman damgası makamı; verilmezse ayarlardakiler (authority)")
    parser.add_argument("--tsa-credentials", type=Path, metavar="DOSYA", help="içinde ad:parola (name:password)")
    parser.add_argument("--trust", type=Path, metavar="KLASÖR", help="güven kökleri; verilmezse kurulumunki (roots)")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")


def _instant(text: str) -> datetime:
    """An ISO instant; without a zone it is Istanbul time."""
    from domain.events import ISTANBUL

    instant = datetime.fromisoformat(text)
    if not 1970 <= instant.year < 9999:
        raise argparse.ArgumentTypeError(f"{text}: 1970 ile 9998 arasında bir yıl (a year from 1970 to 9998)")
    return instant if instant.tzinfo else instant.replace(tzinfo=ISTANBUL)
