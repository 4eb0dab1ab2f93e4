"""`kutuk evidence`: evidence packages are exported from the ledger, and verified anywhere without it."""

import argparse
from pathlib import Path
from uuid import UUID

from api.cli.evidence_exporting import export_package
from api.cli.evidence_verifying import verify_file


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    text = "bir belgeyi tarihçesi ve kanıtlarıyla tek dosyaya yaz (export a document with its evidence)"
    export = actions.add_parser("export", help=text, description=text)
    export.set_defaults(run=export_package)
    export.add_argument("document", type=UUID, metavar="BELGE", help="belgenin kimliği (document id)")
    export.add_argument("out", type=Path, metavar="ÇIKTI", help="yeni dosya, ör. belge.kutuk.zip (new file)")
    export.add_argument(
        "--profile",
        choices=("inside", "outside"),
        default="inside",
        help="outside: paraf, iç dolaşım ve okuma kayıtları olmadan (without initials, circulation and reads)",
    )
    export.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    text = "kanıt paketini defter, veritabanı ve ağ olmadan doğrula (verify an evidence package offline)"
    verify = actions.add_parser("verify", help=text, description=text)
    verify.set_defaults(run=verify_file)
    verify.add_argument("file", type=Path, metavar="DOSYA", help="kanıt paketi (evidence package)")
    verify.add_argument(
        "--trust", type=Path, metavar="KLASÖR", help="güven kökleri ve bilinen defter anahtarları (*.vkey)"
    )
    verify.add_argument(
        "--key", action="append", default=[], metavar="ANAHTAR", help="defterin doğrulama anahtarı (C2SP) ya da dosyası"
    )
    verify.add_argument(
        "--pin", type=Path, action="append", default=[], metavar="DOSYA", help="saklanan denetim noktası"
    )
    verify.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
