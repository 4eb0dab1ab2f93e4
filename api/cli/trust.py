"""`kutuk trust`: whom this installation trusts, what ends when; needs no ledger and no network."""

import argparse
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json
from api.cli.signature_checking import instant, moment_of

_STATES: Final = {"trusted": "güveniliyor", "not-yet": "henüz değil", "ended": "bitti"}
_WITHIN: Final = 90


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    listing = _action(actions, "list", "güvenilen kökler, tarihleriyle (list trusted roots)", list_anchors)
    listing.add_argument("--at", type=instant, metavar="AN", help="hangi anda; yoksa şimdi (at which moment)")
    ending = _action(actions, "expiring", "yakında bitecek kökler ve algoritmalar (what ends soon)", list_expiring)
    ending.add_argument("--within", type=int, default=_WITHIN, metavar="GÜN", help="bu kadar gün içinde; yoksa 90")
    ending.add_argument("--at", type=instant, metavar="AN", help="hangi andan sayılsın; yoksa şimdi (counted from)")
    bringing = _action(actions, "import", "sertifikayı güvenilen köklere ekle (trust a certificate)", import_anchors)
    bringing.add_argument("files", type=Path, nargs="+", metavar="DOSYA", help="PEM veya DER sertifika (certificates)")
    bringing.add_argument("--from", dest="start", type=instant, metavar="AN", help="bu andan başlayarak güven")
    bringing.add_argument("--until", type=instant, metavar="AN", help="bu ana dek güven (trusted until)")
    bringing.add_argument("--test", action="store_true", help="deneme kökü: altındaki her şey TEST diye gösterilir")


def list_anchors(options: argparse.Namespace) -> int:
    """Every anchor with its dates; exit code 4 when there is none."""
    folder, at = _folder(options), moment_of(options.at)
    store, policy = _read(folder)
    found = [_anchor(anchor, at) for anchor in store.anchors]
    if options.json:
        say_json({"folder": str(folder), "policy": policy.name, "anchors": found})
    else:
        for item in found:
            mark = " TEST" if item["test"] else ""
            say(f"{_STATES[item['state']]:<12} {item['not_after'][:10]}  {item['subject']}{mark}")
            say(f"{'':<12} {item['file']}  SHA-256 {item['sha256']}")
    if not found:
        remark(f"{folder} klasöründe güvenilen kök yok (no trusted root).")
    return Exit.OK if found else Exit.NOTHING


def list_expiring(options: argparse.Namespace) -> int:
    """What ends within the days asked for; exit code 6 when something does."""
    folder, at = _folder(options), moment_of(options.at)
    until = at + timedelta(days=options.within)
    store, policy = _read(folder)
    anchors = sorted(_ending(store.anchors, at, until), key=lambda item: str(item["ends"]))
    algorithms = [{"name": name, "ends": _text(end)} for name, end in policy.ends_between(at, until)]
    if options.json:
        window = {"at": _text(at), "until": _text(until)}
        say_json({"folder": str(folder), **window, "policy": policy.name, "anchors": anchors, "algorithms": algorithms})
    else:
        for item in anchors:
            why = "sertifikası bitiyor" if item["reason"] == "certificate" else "güven kararı bitiyor"
            say(f"{item['ends'][:10]}  {item['subject']}: {why}")
        for item in algorithms:
            say(f"{str(item['ends'])[:10]}  {item['name']}: bu algoritmaya güven bitiyor")
    if not anchors and not algorithms:
        remark(f"{options.within} gün içinde biten yok (nothing ends).")
    return Exit.EXPIRING if anchors or algorithms else Exit.OK


def import_anchors(options: argparse.Namespace) -> int:
    """Put the certificates into the trust folder; what is there already stays as it is."""
    from timestamping.trust import Decision, add_anchor, fingerprint

    folder = _folder(options)
    decision = Decision(options.start, options.until, options.test)
    added: list[dict[str, Any]] = []
    known: list[dict[str, Any]] = []
    for certificate in [found for path in options.files for found in _certificates(path)]:
        path = add_anchor(folder, certificate, decision)
        facts = {"subject": certificate.subject_text, "sha256": fingerprint(certificate)}
        (known if path is None else added).append({"file": path.name if path else None, **facts})
    if options.json:
        say_json({"folder": str(folder), "added": added, "known": known})
    else:
        for item in added:
            say(f"eklendi: {item['subject']} ({item['file']})\n  SHA-256 {item['sha256']}")
        for item in known:
            say(f"zaten var: {item['subject']}")
    if added:
        remark("SHA-256 özetini makamın yayımladığıyla karşılaştırın (compare the fingerprint with the published one).")
    return Exit.OK


def _action(actions: Any, name: str, text: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    parser.add_argument("--trust", type=Path, metavar="KLASÖR", help="güven klasörü; yoksa kurulumunki (trust folder)")
    parser.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")
    parser.set_defaults(run=run)
    return parser


def _folder(options: argparse.Namespace) -> Path:
    """The folder named, else that of this installation."""
    from api.composition.starting import settings_of_process

    folder: Path = options.trust or settings_of_process().trust_folder
    return folder


def _read(folder: Path) -> tuple[Any, Any]:
    """Store and algorithm policy of the folder. Raises SetUpError."""
    from api.composition.refusals import SetUpError
    from timestamping.trust import AlgorithmPolicyError, TrustStore, TrustStoreError, policy_in_folder

    try:
        return TrustStore.from_folder(folder), policy_in_folder(folder)
    except (TrustStoreError, AlgorithmPolicyError) as error:
        raise SetUpError(f"Güven klasörü okunamadı: {error}.", f"The trust folder cannot be read: {error}.") from error


def _certificates(path: Path) -> list[Any]:
    """The certificates in a file. Raises SetUpError."""
    from api.composition.refusals import SetUpError
    from timestamping.trust import TrustStoreError, certificates_in_file

    try:
        return list(certificates_in_file(path))
    except (TrustStoreError, OSError) as error:
        raise SetUpError(f"Sertifika okunamadı: {error}.", f"The certificate cannot be read: {error}.") from error


def _anchor(anchor: Any, at: datetime) -> dict[str, Any]:
    from timestamping.trust import fingerprint

    certificate = anchor.certificate
    begun = anchor.trusted_from is None or anchor.trusted_from <= at
    state = "trusted" if anchor.trusted_at(at) and certificate.valid_at(at) else "ended"
    return {
        "file": anchor.source,
        "subject": certificate.subject_text,
        "serial": f"{certificate.serial:x}",
        "sha256": fingerprint(certificate),
        "not_before": _text(certificate.not_before),
        "not_after": _text(certificate.not_after),
        "trusted_from": _text(anchor.trusted_from),
        "trusted_until": _text(anchor.trusted_until),
        "test": anchor.test,
        "state": state if begun and certificate.not_before <= at else "not-yet",
    }


def _ending(anchors: Iterable[Any], at: datetime, until: datetime) -> Iterable[dict[str, Any]]:
    """The anchors whose certificate or decision ends in the window, with the first end."""
    for anchor in anchors:
        ends = [(anchor.certificate.not_after, "certificate")]
        if anchor.trusted_until is not None:
            ends.append((anchor.trusted_until, "decision"))
        end, reason = min(ends)
        if at < end <= until:
            yield {**_anchor(anchor, at), "ends": _text(end), "reason": reason}


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
