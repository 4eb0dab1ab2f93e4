"""Entry point: finds the subcommand, runs it, and turns every outcome into an exit code and a sentence."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Final

from api.cli.failures import report

_COMMANDS: Final = {
    "serve": "Sunucu ve arka plan işçileri tek süreçte (server and workers in one process)",
    "api": "Yalnız sunucu: GraphQL ve sayfalar (server only)",
    "worker": "Yalnız arka plan işçileri (workers only)",
    "package": "e-Yazışma paketi: denetle, yap, şifrele, aç, içeri al (exchange packages)",
    "signature": "CMS/CAdES imzası: denetle, yükselt (check and extend signatures)",
    "timestamp": "RFC 3161 zaman damgası: denetle (check time-stamps)",
    "evidence": "Kanıt paketi: dışa aktar, defter olmadan doğrula (evidence packages)",
    "evidence-record": "RFC 4998 kanıt kaydı: sına, yap, yenile (evidence records)",
    "letter": "Yazı: kurallarla denetle, sayfasını çiz (check and render letters)",
    "trust": "Güvenilen kökler: ekle, listele, yakında bitenler (trusted roots)",
    "seal": "Biten günleri kapatır, mühürler; mühürleri yeniler (close and seal days, renew seals)",
    "verify": "Defteri baştan hesaplayıp doğrular (recompute and verify the ledger)",
    "events": "Olayları sırayla akıtır (tail the events)",
    "asof": "Bir belgenin bir andaki hâli (state of a document at a time)",
    "export": "Olay, belge geçmişi ve günlük rapor dökümü (export events, histories, reports)",
    "rebuild": "İzdüşümleri yeniden kurar veya sınar (rebuild or check projections)",
    "upgrade": "İmza yükseltme kuyruğu (signature upgrade queue)",
    "doctor": "Kurulumu ve çalışmayı sınar (check the installation)",
    "schema": "GraphQL şemasını yazar (print the GraphQL schema)",
}


_READER_GONE = 141
"""As a shell tells of a program that SIGPIPE ended."""


def build_parser(chosen: str | None = None) -> argparse.ArgumentParser:
    """The command-line parser; only the chosen subcommand's module is imported, all when none is chosen.

    An operator's `kutuk verify` must not pay for loading the web server.
    """
    parser = argparse.ArgumentParser(
        prog="kutuk", description="Kütük: EBYS arkasındaki, dışarıdan denetlenebilir defter."
    )
    subparsers = parser.add_subparsers(dest="command", metavar="KOMUT", required=True)
    for name, summary in _COMMANDS.items():
        subparser = subparsers.add_parser(name, help=summary, description=summary)
        if chosen is None or chosen == name:
            importlib.import_module(f"api.cli.{name.replace('-', '_')}").configure(subparser)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code; nothing is ever shown as a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    chosen = next((word for word in words if word in _COMMANDS), "")
    options = build_parser(chosen).parse_args(words)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output left (`kutuk events tail | head`): no fault, but no verdict either, so never 0.
        sys.stderr.close()
        return _READER_GONE
    except Exception as error:
        return report(error)
