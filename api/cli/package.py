"""`kutuk package`: check, show, build, encrypt, decrypt, update e-Yazışma packages; take them in; recipients."""

import argparse
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from api.cli.package_building import build_package, update_package
from api.cli.package_checking import check_package_file, show_package
from api.cli.package_envelopes import decrypt_package, encrypt_package
from api.cli.package_importing import import_packages
from api.cli.package_recipients import list_recipients
from api.cli.package_wrapped import list_wrapped

Run = Callable[[argparse.Namespace], int]


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    _configure_check(_action(actions, "check", "paketi bütün kurallarla denetle (check a package)", check_package_file))
    show = _action(actions, "show", "paketin içindekiler; hiçbir şey yazmaz (contents of a package)", show_package)
    show.add_argument("file", type=Path, metavar="DOSYA", help="paket dosyası (exchange package)")
    _json(show)
    take = _action(actions, "import", "paketleri deftere al (take packages into the ledger)", import_packages)
    take.add_argument("files", type=Path, nargs="+", metavar="DOSYA", help="paket dosyaları (exchange packages)")
    _json(take)
    _configure_build(_action(actions, "build", "JSON belirtiminden paket yap (build a package)", build_package))
    _configure_encrypt(_action(actions, "encrypt", "paketi alıcıya şifrele (encrypt for recipients)", encrypt_package))
    known = _action(
        actions, "recipients", "alıcı sertifikaları: süresi dolan, iptal olan (certificates)", list_recipients
    )
    _configure_recipients(known)
    wrapped = _action(actions, "wrapped", "yalnız şifreli hâli saklanan paketler (still encrypted)", list_wrapped)
    _json(wrapped)
    _configure_decrypt(_action(actions, "decrypt", "şifreli paketi aç (open an encrypted package)", decrypt_package))
    _configure_update(_action(actions, "update", "gizlilik derecesini değiştir (change of grade)", update_package))


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, run: Run
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _configure_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DOSYA", help="paket dosyası (exchange package)")
    parser.add_argument("--recipient", metavar="KKK", help="okuyan alıcı: DETSİS, T.C. kimlik veya tüzel kişi no")
    parser.add_argument("--trust", type=Path, metavar="KLASÖR", help="güven kökleri (folder of trusted roots)")
    _keys(parser, required=False)
    _json(parser)


def _configure_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "specification",
        type=Path,
        nargs="?",
        metavar="BELİRTİM",
        help="paketin JSON belirtimi; --document ile verilmez",
    )
    _out(parser)
    parser.add_argument(
        "--document", type=UUID, metavar="BELGE", help="defterdeki bu belgenin paketi (package of a document)"
    )
    parser.add_argument("--to", metavar="KKK", help="belgenin bu alıcıya giden nüshası: konulmamış ekler ve paraf yok")
    parser.add_argument(
        "--initials", action="store_true", help="belge elektronik imzayla paraflanacak: önce paraf özeti yazılır"
    )
    _seal_key(parser)
    parser.add_argument(
        "--insecure-signing-key",
        type=Path,
        metavar="DOSYA",
        help="YALNIZ DENEME: paraf ve imzayı bu PEM anahtarla at; kişi anahtarı bu makinede durmamalıdır",
    )
    _json(parser)


def _configure_encrypt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DOSYA", help="bitmiş .eyp paketi (finished package)")
    _out(parser)
    parser.add_argument(
        "--recipient",
        "--certificate",
        dest="recipients",
        type=Path,
        nargs="+",
        action="extend",
        required=True,
        metavar="SERTİFİKA",
        help="alıcıların kurumsal şifreleme sertifikaları, PEM veya DER",
    )
    parser.add_argument("--to", metavar="KKK", help="bu alıcının nüshası: konulmamış ekler ve paraf çıkarılır")
    parser.add_argument("--oaep", action="store_true", help="RSA alıcılar için PKCS#1 v1.5 yerine OAEP")
    _recipient_trust(parser)


def _configure_recipients(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="KLASÖR", help="alıcı sertifikaları: .cer, .crt, .der, .pem")
    parser.add_argument(
        "--expiring", type=int, default=30, metavar="GÜN", help="bu kadar gün içinde dolanlar işaretlenir (30)"
    )
    _recipient_trust(parser)
    _json(parser)


def _recipient_trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--trust", type=Path, metavar="KLASÖR", help="şifreleme sertifikası verenlerin kökleri, KamuSM (S1-ŞİF-1)"
    )
    parser.add_argument(
        "--revocation",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="DOSYA",
        help="iptal listeleri (SİL) ve ÇİSDuP yanıtları; iptal olana ya da belirsize şifrelenmez (S1-ŞİF-7)",
    )


def _configure_decrypt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DOSYA", help=".eyps paketi (encrypted package)")
    _out(parser)
    _keys(parser, required=True)


def _configure_update(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="DOSYA", help="özgün .eyp veya .eypg paketi (original package)")
    parser.add_argument("specification", type=Path, metavar="BELİRTİM", help="değişikliğin JSON belirtimi")
    _out(parser)
    _seal_key(parser)


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")


def _out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", type=Path, metavar="ÇIKTI", help="yazılacak dosya (file to write)")


def _keys(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--key",
        type=Path,
        required=required,
        metavar="DOSYA",
        help="şifre çözme anahtarı, PEM; sertifikası aynı dosyada değilse --certificate ile",
    )
    parser.add_argument("--certificate", type=Path, metavar="DOSYA", help="anahtarın sertifikası, PEM veya DER")


def _seal_key(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seal-key",
        type=Path,
        metavar="DOSYA",
        help="kurumun mühür anahtarı ve sertifikası bir PEM dosyasında; yoksa mühür belirtimden okunur",
    )
