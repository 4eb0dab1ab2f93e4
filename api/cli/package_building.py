"""`kutuk package build` and `update`: packages from JSON specifications, signatures as files or a seal from a key."""

import argparse
from pathlib import Path
from typing import Any

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json
from api.cli.package_files import opened, read_bytes, read_json, write_file


def build_package(options: argparse.Namespace) -> int:
    """Build as far as the signatures at hand allow, and say which list is to be signed next."""
    from archive.eyazisma.certificates import CertificateUse
    from archive.eyazisma.writing import build_specified, read_specification

    if options.document is not None:
        return export_package(options)
    if options.specification is None:
        raise _unclear("Bir belirtim ya da --document verin.", "Give a specification or --document.")
    if options.to is not None or options.initials:
        raise _unclear("--to ve --initials yalnız --document ile.", "--to and --initials go with --document only.")
    specification = read_specification(read_json(options.specification), options.specification.parent)
    person = _signer(options.insecure_signing_key, CertificateUse.SIGNATURE)
    builder = build_specified(
        specification, initialler=person, signer=person, sealer=_signer(options.seal_key, CertificateUse.SEAL)
    )
    write_file(options.out, builder.write, replace=True)
    return _said(options, builder)


def export_package(options: argparse.Namespace) -> int:
    """The package of a document of the ledger, as far as its recorded signatures go; recorded as an export."""
    from api.composition.packages import package_export
    from api.composition.reading import recorded_read
    from api.composition.services import open_services
    from api.composition.starting import settings_of_process
    from domain.access import exported

    if options.specification is not None or options.seal_key is not None or options.insecure_signing_key is not None:
        raise _unclear(
            "--document ile belirtim ya da anahtar verilmez: imzalar deftere kaydedilir.",
            "No specification and no key go with --document: signatures are recorded in the ledger.",
        )
    with open_services(settings_of_process()) as services, package_export(services) as export:
        builder = export.build(options.document, initials=options.initials)
        write = export.copy_writer(builder, options.to) if options.to else builder.write
        with recorded_read(services) as reads:
            reads.note(
                exported,
                element_type="package",
                element_id=str(options.document),
                document_ids=(options.document,),
                format="eyp",
                filters=(f"stage={builder.stage.name}", *([f"to={options.to}"] if options.to else [])),
                result_count=1,
            )
        write_file(options.out, write, replace=True)
        return _said(options, builder)


def _said(options: argparse.Namespace, builder: Any) -> int:
    from archive.eyazisma.writing import NEXT_STEPS, Stage

    finished = builder.stage is Stage.SEALED
    to_sign = None if finished else NEXT_STEPS.get(builder.stage)
    if options.json:
        say_json({"file": options.out.name, "stage": builder.stage.name, "finished": finished, "to_sign": to_sign})
    else:
        say(f"{options.out}: {builder.stage.name}")
        if not finished:
            remark(_next(to_sign))
    return Exit.OK


def update_package(options: argparse.Namespace) -> int:
    """A change of grade around the untouched package; without a seal only the list to be sealed is written."""
    from archive.eyazisma import open_package
    from archive.eyazisma.certificates import CertificateUse
    from archive.eyazisma.writing import build_update, read_update_specification

    folder = options.specification.parent
    specification = read_update_specification(read_json(options.specification), folder)
    original = read_bytes(options.file)
    with open_package(original) as package:
        builder = build_update(specification, original, package)
    sealer = _signer(options.seal_key, CertificateUse.SEAL)
    if specification.seal is None and sealer is not None:
        builder.add_seal(sealer(builder.final_digest))
    elif specification.seal is None:
        to_seal = options.out.with_name(options.out.name + ".NihaiOzet.xml")
        write_file(to_seal, lambda file: file.write(builder.final_digest), replace=True)
        remark(
            f"Mühürlenecek liste {to_seal} dosyasına yazıldı; mührü belirtimde `seal` olarak gösterip yineleyin.\n"
            f"The list to be sealed is in {to_seal}; name the seal as `seal` in the specification and repeat."
        )
        return Exit.UNDECIDED
    write_file(options.out, builder.write)
    say(str(options.out))
    return Exit.OK


def _unclear(tr: str, en: str) -> Exception:
    from api.composition.refusals import SetUpError

    return SetUpError(tr, en)


def _next(to_sign: str | None) -> str:
    if to_sign is None:
        return "Paket bitmedi: belirtimde `final` yok.\nThe package is not finished: the specification has no `final`."
    return (
        f"Paket bitmedi: {to_sign} imzalanıp belirtimde gösterilmeli.\n"
        f"The package is not finished: sign {to_sign} and name the signature in the specification."
    )


def _signer(path: Path | None, use: Any) -> Any:
    from api.composition.identifiers import now
    from api.procedures.package_keys import signer_of

    if path is None:
        return None
    opened(path).close()
    return signer_of(path, use, now)
