"""`kutuk package encrypt` and `decrypt`: a finished package in an envelope, and out of it again."""

import argparse
import io
from pathlib import Path
from typing import Any

from api.cli.exits import Exit
from api.cli.output import remark, say
from api.cli.package_files import opened, opening_keys, read_bytes, write_file
from api.cli.package_recipients import read_certificate, require_recipients


def encrypt_package(options: argparse.Namespace) -> int:
    """Encrypt for the certificates given; with `--to` the copy for that recipient."""
    from api.composition.identifiers import new_id, now
    from archive.eyazisma import open_package
    from archive.eyazisma.encryption import EnvelopeOptions
    from archive.eyazisma.writing import write_encrypted_package

    certificates = [read_certificate(path) for path in options.recipients]
    require_recipients(certificates, options.trust, options.revocation)
    finished = _copy_for(read_bytes(options.file), options.to)
    with open_package(finished) as package:
        creator, targets = _parties(package, options.to, options.file)
        write_file(
            options.out,
            lambda file: write_encrypted_package(
                finished,
                package,
                file,
                certificates=certificates,
                targets=targets,
                id_=str(new_id()),
                content_id=str(new_id()),
                now=now(),
                creator=creator,
                envelope=EnvelopeOptions(oaep=options.oaep),
            ),
        )
    say(str(options.out))
    remark("Düz paketi saklayın: şifreleme sertifikası saklama için değildir (S1-ŞİF-5). Keep the plain package.")
    return Exit.OK


def decrypt_package(options: argparse.Namespace) -> int:
    """Write the plain package inside; it is not checked here, `kutuk package check` does that."""
    from archive.eyazisma import open_encrypted_package, open_package

    with opened(options.file) as file, open_package(file) as package:
        plain = open_encrypted_package(package, opening_keys(options.key, options.certificate))
    write_file(options.out, lambda out: out.write(plain.content))
    for warning in plain.warnings:
        remark(f"UYARI (WARNING) [{warning.type.rule_id}] {warning.message_tr} {warning.message_en}")
    say(str(options.out))
    return Exit.OK


def _copy_for(finished: bytes, recipient: str | None) -> bytes:
    """The copy without what this recipient does not get, and without initials, as it goes outside (S2-k-3)."""
    from archive.eyazisma import Recipient, open_package
    from archive.eyazisma.writing import write_recipient_copy

    if recipient is None:
        return finished
    target = io.BytesIO()
    with open_package(finished) as package:
        write_recipient_copy(package, target, recipient=Recipient(recipient), outside=True)
    return target.getvalue()


def _parties(package: Any, recipient: str | None, path: Path) -> tuple[Any, tuple[Any, ...]]:
    """Creator and addressees of the envelope, from the letter's metadata."""
    from api.composition.refusals import SetUpError
    from archive.eyazisma import PackageKind, Recipient

    metadata = package.metadata
    if package.kind is not PackageKind.NORMAL or metadata is None or metadata.creator is None:
        raise SetUpError(
            f"{path} bitmiş bir .eyp paketi değil; yalnız o şifrelenir.",
            f"{path} is no finished .eyp package; only that is encrypted.",
        )
    parties = tuple(line.recipient for line in metadata.distributions if line.recipient is not None)
    chosen = tuple(party for party in parties if recipient is None or Recipient(recipient).is_(party))
    if not chosen:
        raise SetUpError(
            f"{recipient} bu paketin dağıtımında yok.", f"{recipient} is not in the distribution of this package."
        )
    return metadata.creator, chosen
