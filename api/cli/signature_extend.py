"""`kutuk signature extend`: one signature file to T, XL or A, and renewals; needs no ledger, writes one new file."""

import argparse
import re
import sys
from pathlib import Path
from typing import Any, Final

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json
from api.cli.package_files import write_file
from api.cli.signature_checking import read_limited, trust_of
from api.composition.refusals import SetUpError

_BROKEN: Final = frozenset({"SignatureNotIntactError", "SignerNotValidError", "StampNotValidError"})
_UNDECIDED: Final = frozenset({"SignatureUndecidedError", "ValidationDataMissingError"})
_PEM: Final = re.compile(rb"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
_HASHES: Final = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512")


def configure_extend(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand to its group."""
    text = "imzayı T, XL veya A düzeyine yükselt, arşiv damgasını yenile (extend or renew a signature)"
    extend = actions.add_parser("extend", help=text, description=text)
    extend.set_defaults(run=extend_signature_file)
    extend.add_argument("file", type=Path, metavar="DOSYA", help="imza dosyası, CMS/CAdES (signature file)")
    extend.add_argument("out", type=Path, metavar="ÇIKTI", help="yeni dosya; var olanın üzerine yazılmaz (new file)")
    extend.add_argument("--level", choices=("T", "XL", "A"), required=True, help="istenen düzey (level)")
    extend.add_argument("--signer", type=int, action="append", metavar="N", help="yalnız N. imzacı; yinelenebilir")
    extend.add_argument("--ats", choices=("v2", "v3"), default="v3", help="arşiv damgasının biçimi; yoksa v3")
    extend.add_argument("--hash", choices=_HASHES, default="sha512", help="arşiv damgasının özeti; yoksa sha512")
    extend.add_argument("--tsa", action="append", default=[], metavar="URL", help="damga makamı; sırayla sorulur")
    extend.add_argument("--trust", type=Path, metavar="KLASÖR", help="güven kökleri (folder of trusted roots)")
    extend.add_argument("--content", type=Path, metavar="DOSYA", help="ayrık imzanın içeriği (detached content)")
    for name, help_text in (
        ("--certificate", "dosyada olmayan sertifika, DER veya PEM (certificate)"),
        ("--crl", "iptal listesi, DER (revocation list)"),
        ("--ocsp", "OCSP yanıtı, DER (OCSP response)"),
    ):
        extend.add_argument(name, type=Path, action="append", default=[], metavar="DOSYA", help=help_text)
    extend.add_argument("--fetch", action="store_true", help="eksik veriyi sertifikalardaki adreslerden al (network)")
    extend.add_argument("--fetch-private", action="store_true", help="kurum içi adreslere de sor (private addresses)")
    extend.add_argument("--json", action="store_true", help="sonucu JSON olarak yaz")


def extend_signature_file(options: argparse.Namespace) -> int:
    """Extend and write; a refusal says why and what to do, and nothing is written then."""
    from archive.signatures import RaisingRefusal, extend, levels_of
    from domain.signatures import SignatureLevel
    from timestamping.tsa import AuthorityUnavailableError

    data = read_limited(options.file)
    content = None if options.content is None else read_limited(options.content)
    signers = None if options.signer is None else [number - 1 for number in options.signer]
    try:
        steps = extend(data, SignatureLevel(options.level), _means(options), signers=signers, content=content)
    except AuthorityUnavailableError as error:
        return _said(f"Zaman damgası alınamadı: {error}", f"No time-stamp was to be had: {error}", Exit.AUTHORITY)
    except RaisingRefusal as refusal:
        return _said(refusal.message_tr, refusal.message_en, _exit_of(refusal))
    write_file(options.out, lambda file: file.write(steps[-1].data))
    found = {
        "file": options.file.name,
        "out": str(options.out),
        "steps": [_step(step) for step in steps],
        "levels": [level.value for level in levels_of(steps[-1].data)],
    }
    if options.json:
        say_json(found)
    else:
        _say_steps(found)
    return Exit.OK


def _exit_of(refusal: Exception) -> Exit:
    name = type(refusal).__name__
    if name in _BROKEN:
        return Exit.BROKEN
    return Exit.UNDECIDED if name in _UNDECIDED else Exit.REFUSED


def _said(turkish: str, english: str, code: Exit) -> int:
    print(f"{turkish}\n{english}", file=sys.stderr)
    return code


def _means(options: argparse.Namespace) -> Any:
    """Whom to ask and what to make, as the options say. Raises SetUpError."""
    from api.composition.identifiers import new_nonce, now
    from archive.signatures import ArchiveForm, Means
    from timestamping.tsa import HttpAuthority, TimestampService

    trust = trust_of(options.trust)
    stamper = TimestampService([HttpAuthority(url) for url in options.tsa], trust, now, new_nonce)
    certificates = tuple(item for path in options.certificate for item in _certificates(path))
    return Means(
        stamper,
        trust,
        now,
        _source(options, certificates),
        ArchiveForm(options.ats),
        options.hash,
        certificates=certificates,
    )


def _source(options: argparse.Namespace, certificates: tuple[Any, ...]) -> Any:
    """The files given, and the network where it was asked for."""
    from api.composition.identifiers import now
    from archive.signatures.fetching import FetchLimits, network_source
    from timestamping.trust import ChainedSource, RevocationMaterial, StoredSource

    crls, ocsps = (tuple(read_limited(path) for path in paths) for paths in (options.crl, options.ocsp))
    stored = StoredSource(certificates, RevocationMaterial(crls, ocsps))
    if not (options.fetch or options.fetch_private):
        return stored
    return ChainedSource((stored, network_source(now, FetchLimits(private_addresses=options.fetch_private))))


def _certificates(path: Path) -> list[Any]:
    import base64

    from timestamping.cms import Certificate
    from timestamping.der import DerError

    data = read_limited(path)
    blocks = _PEM.findall(data)
    try:
        return [Certificate(base64.b64decode(block)) for block in blocks] or [Certificate(data)]
    except (DerError, ValueError) as error:
        raise SetUpError(f"{path} bir sertifika değil ({error}).", f"{path} is no certificate ({error}).") from error


def _step(step: Any) -> dict[str, Any]:
    return {
        "signer": step.signer + 1,
        "from": step.from_level.value,
        "to": step.to_level.value,
        "tsa": step.stamp.authority if step.stamp else None,
        "time": step.gen_time.isoformat() if step.gen_time else None,
        "test": step.stamp.verdict.test if step.stamp else None,
    }


def _say_steps(found: dict[str, Any]) -> None:
    for step in found["steps"]:
        by = f", {step['tsa']} {step['time']}{' TEST' if step['test'] else ''}" if step["tsa"] else ""
        say(f"imzacı {step['signer']}: {step['from']} → {step['to']}{by}")
    say(f"{found['out']}: {', '.join(found['levels'])}")
    remark("Eski dosya olduğu gibi durur; ikisini de saklayın (the old file is untouched; keep both).")
