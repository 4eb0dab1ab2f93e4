"""`kutuk timestamp`: check RFC 3161 tokens; needs no ledger, writes nothing, uses no network."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from api.cli.exits import Exit
from api.cli.output import say, say_json
from api.cli.signature_checking import algorithms_of, instant, moment_of, read_limited, say_findings, shown, trust_of

_EXITS: Final = {"PASSED": Exit.OK, "FAILED": Exit.BROKEN, "INDETERMINATE": Exit.UNDECIDED}
_VERDICTS: Final = {"PASSED": "geçerli", "FAILED": "geçersiz", "INDETERMINATE": "kesinleştirilemedi"}
_STATES: Final = {True: "ok", False: "bad", None: "missing"}


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    text = "zaman damgasını veri veya özet üzerine denetle (check a token over data or a digest)"
    check = actions.add_parser("check", help=text, description=text)
    check.set_defaults(run=run)
    check.add_argument("file", type=Path, metavar="DAMGA", help="damga veya makamın yanıtı, DER (token, response)")
    over = check.add_mutually_exclusive_group(required=True)
    over.add_argument("--data", type=Path, metavar="DOSYA", help="damgalanan veri (stamped data)")
    over.add_argument("--digest", type=_hex, metavar="ONALTILIK", help="verinin özeti, onaltılık (its digest)")
    check.add_argument("--trust", type=Path, metavar="KLASÖR", help="güven kökleri (folder of trusted roots)")
    check.add_argument("--at", type=instant, metavar="AN", help="denetim anı; yoksa şimdi (time of the check)")
    check.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")


def run(options: argparse.Namespace) -> int:
    """Judge the token at the moment asked for; the exit code is the verdict."""
    token = _token(read_limited(options.file))
    at = moment_of(options.at)
    found = _judged(token, options, at)
    if options.json:
        say_json(found)
    else:
        _say(found)
    return _EXITS[found["indication"]]


def _judged(token: bytes, options: argparse.Namespace, at: Any) -> dict[str, Any]:
    from archive.signatures import Judge, findings_json, judged_token

    covers = _imprint(token, options.digest) if options.digest is not None else read_limited(options.data)
    checked = judged_token(token, covers, Judge(trust_of(options.trust), at, algorithms_of(options.trust)))
    info, certificate = checked.info, checked.certificate
    return {
        "file": options.file.name,
        "verdict": checked.verdict.indication.value.lower(),
        "indication": checked.verdict.indication.value,
        "subindication": checked.verdict.subindication,
        "time": None if info is None else info.gen_time.isoformat(),
        "accuracy_seconds": None if info is None else info.accuracy.total_seconds(),
        "policy": None if info is None else info.policy,
        "serial": None if info is None else f"{info.serial:x}",
        "authority": None if certificate is None else certificate.subject_text,
        "imprint": _STATES[checked.imprint_ok],
        "signature": _STATES[checked.signature_ok],
        "test": checked.test,
        "findings": findings_json(checked.verdict.reasons),
    }


def _token(data: bytes) -> bytes:
    """The token in a TimeStampResp as an authority sends it, else the bytes as they are."""
    from timestamping.der import DerError
    from timestamping.tsa import read_response

    try:
        return read_response(data).token or data
    except DerError:
        return data


def _imprint(token: bytes, digest: bytes) -> Any:
    """The digest by the algorithm that the token names; a digest of another size is then simply another digest."""
    from timestamping.der import DerError
    from timestamping.tsa import Imprint, TimeStampToken

    try:
        return Imprint(TimeStampToken(token).info.imprint.algorithm, digest)
    except DerError:
        return Imprint("", digest)


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: onaltılık değil (not hexadecimal)") from None


def _say(found: Mapping[str, Any]) -> None:
    test = " TEST" if found["test"] else ""
    say(f"{found['file']}: {_VERDICTS[found['indication']]} ({found['verdict']}){test}")
    say(f"  zaman {found['time'] or '?'}  makam {shown(found['authority'])}  ilke {found['policy'] or '?'}")
    say_findings(found["findings"], "  ")
