"""`kutuk signature`: check CMS/CAdES signatures, extend them."""

import argparse
from pathlib import Path

from api.cli.signature_checking import check_signature_file, instant
from api.cli.signature_extend import configure_extend


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    _configure_check(actions)
    configure_extend(actions)


def _configure_check(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "imzayı, zaman damgalarını ve kanıtlarını denetle (check a signature)"
    check = actions.add_parser("check", help=text, description=text)
    check.set_defaults(run=check_signature_file)
    check.add_argument("file", type=Path, metavar="DOSYA", help="imza dosyası, CMS/CAdES (signature file)")
    check.add_argument("--content", type=Path, metavar="DOSYA", help="ayrık imzanın içeriği (detached content)")
    check.add_argument("--trust", type=Path, metavar="KLASÖR", help="güven kökleri (folder of trusted roots)")
    check.add_argument("--at", type=instant, metavar="AN", help="denetim anı, ör. 2026-03-12T14:00+03:00; yoksa şimdi")
    check.add_argument(
        "--profile",
        choices=("P1", "P2", "P3", "P4"),
        help="istenen kullanım profili; yoksa imzanın andığı (Turkish profile to hold it against)",
    )
    check.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
