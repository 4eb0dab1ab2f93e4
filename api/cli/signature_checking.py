"""`kutuk signature check`: the verdict on every signer of a file; needs no ledger, writes nothing, uses no network."""

import argparse
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json

_EXITS: Final = {"passed": Exit.OK, "failed": Exit.BROKEN, "indeterminate": Exit.UNDECIDED}
_VERDICTS: Final = {"PASSED": "geçerli", "FAILED": "geçersiz", "INDETERMINATE": "kesinleştirilemedi"}
_INTACT: Final = {True: "bütün", False: "bozuk", None: "hesaplanamadı"}
_STATES: Final = {"ok": "tamam", "bad": "bozuk", "missing": "hesaplanamadı", "none": "yok"}
_LARGEST: Final = 256 << 20
"""Bytes of a signature or token file: protects memory."""


def check_signature_file(options: argparse.Namespace) -> int:
    """Judge the file and say so; the exit code is the verdict."""
    from archive.signatures import check_signatures, file_json, profile_named

    data = read_limited(options.file)
    content = None if options.content is None else read_limited(options.content)
    at = moment_of(options.at)
    profile = None if options.profile is None else profile_named(options.profile)
    report = check_signatures(
        data,
        at=at,
        content=content,
        trust=trust_of(options.trust),
        algorithms=algorithms_of(options.trust),
        profile=profile,
    )
    found = {"file": options.file.name, "at": at.isoformat(), **file_json(report)}
    if options.json:
        say_json(found)
    else:
        _say_file(found)
    return _EXITS[found["verdict"]]


def read_limited(path: Path) -> bytes:
    """All bytes of a file that is not too large. Raises SetUpError."""
    from api.composition.refusals import SetUpError

    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise SetUpError(
            f"Dosya açılamıyor: {path} ({error.strerror}).", f"The file cannot be opened: {path} ({error.strerror})."
        ) from error
    if len(data) > _LARGEST:
        raise SetUpError(f"{path} {_LARGEST} bayttan büyük.", f"{path} is larger than {_LARGEST} bytes.")
    return data


def trust_of(folder: Path | None) -> Any:
    """The trust store in the folder; empty when none is named. Raises SetUpError, TrustStoreError."""
    from api.composition.refusals import SetUpError
    from timestamping.trust import TrustStore, TrustStoreError

    if folder is None:
        return TrustStore()
    if not folder.is_dir():
        raise SetUpError(f"{folder} bir klasör değil.", f"{folder} is no folder.")
    try:
        return TrustStore.from_folder(folder)
    except TrustStoreError as error:
        raise SetUpError(f"Güven klasörü okunamadı: {error}.", f"The trust folder cannot be read: {error}.") from error


def algorithms_of(folder: Path | None) -> Any:
    """The algorithm policy of the trust folder; the built-in one when none is named. Raises SetUpError."""
    from api.composition.refusals import SetUpError
    from timestamping.trust import DEFAULT_POLICY, AlgorithmPolicyError, policy_in_folder

    try:
        return DEFAULT_POLICY if folder is None else policy_in_folder(folder)
    except AlgorithmPolicyError as error:
        raise SetUpError(
            f"Algoritma politikası okunamadı: {error}.", f"The algorithm policy cannot be read: {error}."
        ) from error


def instant(text: str) -> datetime:
    """An ISO instant as aware UTC; without a zone it is Istanbul time."""
    from datetime import UTC

    from domain.events import ISTANBUL

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: ISO 8601 anı değil (no ISO 8601 instant)") from None
    if not 1970 <= found.year < 9999:
        raise argparse.ArgumentTypeError(f"{text}: 1970 ile 9998 arasında bir yıl (a year from 1970 to 9998)")
    return (found if found.tzinfo else found.replace(tzinfo=ISTANBUL)).astimezone(UTC)


def moment_of(at: datetime | None) -> datetime:
    """The moment asked for, else now."""
    from api.composition.identifiers import now

    return at or now()


def say_findings(findings: Iterable[Mapping[str, Any]], indent: str) -> None:
    """Each finding: Turkish to stdout, details to stderr."""
    for item in findings:
        mark = "!" if item["indication"] != "PASSED" else "-"
        say(f"{indent}{mark} {item['message']} [{item['subindication'] or item['code']}]")
        remark(f"{indent}  {item['code']}: {shown(item['message_en'])}")


def shown(text: str | None) -> str:
    """A name out of a foreign file: what a terminal would take for a command is made visible."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text or "?")


def _say_file(found: Mapping[str, Any]) -> None:
    say(f"{found['file']}: {_VERDICTS[found['verdict'].upper()]} ({found['verdict']})")
    say_findings(found["findings"], "  ")
    for signature in found["signatures"]:
        _say_signature(signature, "  ", "imza")
    for record in found["evidence_records"]:
        say(f"  kanıt kaydı ({record['kind']}): {_VERDICTS[record['indication']]}")
        say_findings(record["findings"], "    ")


def _say_signature(signature: Mapping[str, Any], indent: str, name: str) -> None:
    verdict, reason = _VERDICTS[signature["indication"]], signature["subindication"]
    say(f"{indent}{name}: {shown(signature['signer'])}")
    say(f"{indent}  düzey {signature['level']} ({signature['baseline']}), baytlar {_INTACT[signature['intact']]}")
    say(f"{indent}  sonuç {verdict}{f' [{reason}]' if reason else ''}")
    if signature["proven_time"]:
        say(f"{indent}  kanıtlanan an {signature['proven_time']}")
    for stamp in signature["timestamps"]:
        _say_stamp(stamp, f"{indent}  ")
    say_findings(signature["findings"], f"{indent}  ")
    for counter in signature["counter_signatures"]:
        _say_signature(counter, f"{indent}  ", "seri imza")


def _say_stamp(stamp: Mapping[str, Any], indent: str) -> None:
    test = " TEST" if stamp["test"] else ""
    index = f", özet dizini {_STATES[stamp['index']]}" if stamp["kind"] == "archive-v3" else ""
    say(
        f"{indent}zaman damgası {stamp['kind']}{test} {stamp['time'] or '?'}: özet {_STATES[stamp['imprint']]},"
        f" imza {_STATES[stamp['signature']]}{index}, {_VERDICTS[stamp['indication']]}"
    )
