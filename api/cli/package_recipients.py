"""`kutuk package recipients`, and the certificates that `encrypt` is given: who issued them, do they still stand."""

import argparse
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json
from api.cli.package_files import read_bytes
from api.composition.refusals import SetUpError

_SUFFIXES: Final = (".cer", ".crt", ".der", ".pem")
_MOST_FILES: Final = 10_000
"""Files of one folder of recipients: there are fewer public bodies."""


def list_recipients(options: argparse.Namespace) -> int:
    """Every encryption certificate in a folder: until when it lasts, why it may not be used (S1-ŞİF-3, S1-ŞİF-7)."""
    from api.composition.identifiers import now

    moment = now()
    trust = recipient_trust(options.trust, options.revocation)
    rows = [_row(path, moment, trust, options.expiring) for path in _files(options.folder)]
    if options.json:
        say_json({"at": moment.isoformat(), "recipients": rows})
    else:
        for row in rows:
            _say(row)
    if any(row["refusal"] for row in rows):
        return Exit.BROKEN
    return Exit.NOTHING if not rows else Exit.EXPIRING if any(row["expires_soon"] for row in rows) else Exit.OK


def require_recipients(certificates: Sequence[Any], trust_folder: Path | None, revocation: Sequence[Path]) -> None:
    """Refuse what may not be encrypted for; says aloud what was not asked. Raises Refusal, SetUpError."""
    from api.composition.identifiers import now
    from archive.eyazisma.recipient_standing import require_standing

    trust = recipient_trust(trust_folder, revocation)
    if trust is None:
        remark(
            "UYARI: sertifikayı KamuSM'nin verdiğine ve iptal durumuna bakılmadı; --trust ve --revocation verin.\n"
            "WARNING: neither the issuer nor revocation was looked at; give --trust and --revocation."
        )
        return
    for certificate in certificates:
        use = require_standing(certificate, now(), trust)
        if use is None:
            remark(
                "UYARI: sertifikanın iptal durumuna bakılmadı; --revocation ile iptal listesi verin.\n"
                "WARNING: whether the certificate is revoked was not looked at; give a list with --revocation."
            )
        else:  # S1-ŞİF-7: the answer that decided is named
            remark(f"{certificate.subject_text}: {use.kind.value} {use.issued_at:%Y-%m-%d %H:%M} {use.digest.hex()}")


def recipient_trust(folder: Path | None, revocation: Sequence[Path]) -> Any:
    """Roots and revocation data as given; None when no roots were. Raises SetUpError."""
    from archive.eyazisma.recipient_standing import RecipientTrust
    from timestamping.trust import TrustStore

    if folder is None:
        if revocation:
            raise SetUpError("--revocation yalnız --trust ile verilir.", "--revocation goes with --trust only.")
        return None
    if not folder.is_dir():
        raise SetUpError(f"{folder} bir klasör değil.", f"{folder} is no folder.")
    store = TrustStore.from_folder(folder)
    return RecipientTrust(store, material=_material(revocation) if revocation else None)


def read_certificate(path: Path) -> Any:
    """The certificate in a file, PEM or DER. Raises SetUpError."""
    from archive.eyazisma.encryption import load_certificate
    from timestamping.der import DerError

    try:
        return load_certificate(read_bytes(path))
    except (ValueError, DerError) as error:
        raise SetUpError(f"{path} bir sertifika değil.", f"{path} holds no certificate.") from error


def _material(paths: Sequence[Path]) -> Any:
    """Revocation lists and OCSP answers in files, PEM or DER."""
    from timestamping.der import DerError
    from timestamping.trust import RevocationMaterial, read_ocsp_answer, read_revocation_list

    lists, answers = [], []
    for path in paths:
        for data in _encodings(read_bytes(path)):
            try:
                read_revocation_list(data)
                lists.append(data)
                continue
            except DerError:
                pass
            try:
                read_ocsp_answer(data)
                answers.append(data)
            except DerError as error:
                raise SetUpError(
                    f"{path} bir iptal listesi (SİL) ya da ÇİSDuP yanıtı değil.",
                    f"{path} holds no revocation list and no OCSP answer.",
                ) from error
    return RevocationMaterial(tuple(lists), tuple(answers))


def _encodings(content: bytes) -> list[bytes]:
    import base64
    import re

    blocks = re.findall(rb"-----BEGIN X509 CRL-----(.+?)-----END X509 CRL-----", content, re.DOTALL)
    return [base64.b64decode(block) for block in blocks] or [content]


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SetUpError(f"{folder} bir klasör değil.", f"{folder} is no folder.")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
    if len(found) > _MOST_FILES:
        raise SetUpError(f"{folder} içinde {_MOST_FILES} dosyadan çok var.", f"{folder} has over {_MOST_FILES} files.")
    return found


def _row(path: Path, moment: datetime, trust: Any, days: int) -> dict[str, Any]:
    from archive.eyazisma.certificates import require_recipient
    from archive.eyazisma.recipient_standing import require_standing
    from domain.events import Refusal

    try:
        certificate = read_certificate(path)
    except SetUpError as error:
        unread = {"subject": None, "serial": None, "not_after": None, "expires_soon": False}
        return {"file": path.name, **unread, "refusal": {"rule": "EYP-KEY", "message": str(error)}}
    refusal = None
    try:
        if trust is None:
            require_recipient(certificate, moment, None)
        else:
            require_standing(certificate, moment, trust)
    except Refusal as refused:
        refusal = {"rule": refused.rule_id, "message": f"{refused.message_tr} ({refused.message_en})"}
    return {
        "file": path.name,
        "subject": certificate.subject_text,
        "serial": f"{certificate.serial:x}",
        "not_after": certificate.not_after.isoformat(),
        "expires_soon": certificate.not_after - moment <= timedelta(days=days),
        "refusal": refusal,
    }


def _say(row: dict[str, Any]) -> None:
    mark = "✗" if row["refusal"] else "!" if row["expires_soon"] else " "
    say(f"{mark} {row['file']}: {row['subject'] or '?'}, {row['not_after'] or '–'}")
    if row["refusal"]:
        say(f"    [{row['refusal']['rule']}] {row['refusal']['message']}")
