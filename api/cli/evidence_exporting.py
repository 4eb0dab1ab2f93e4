"""`kutuk evidence export`: the package is built whole, the export is recorded, and only then the file has its name."""

import argparse
from typing import Any, BinaryIO

from api.cli.exits import Exit
from api.cli.output import remark, say, say_json


def export_package(options: argparse.Namespace) -> int:
    """Write the package; an existing file is never replaced."""
    from api.cli.package_files import write_file
    from api.composition.evidence import EvidenceExport
    from api.composition.reading import recorded_read
    from api.composition.services import Services, open_services
    from api.composition.starting import settings_of_process
    from archive.transfer import Built, Profile
    from domain.access import exported

    built: list[Built] = []
    profile = Profile(options.profile)

    def write(services: Services, out: BinaryIO) -> None:
        made = EvidenceExport(services)(options.document, profile, services.now(), out)
        if made is None:
            raise _NothingThereError
        with recorded_read(services) as reads:
            reads.note(
                exported,
                element_type="document",
                element_id=str(options.document),
                document_ids=(options.document,),
                format="kutuk-evidence-1",
                filters=(f"profile={profile.value}", f"position={made.manifest.position}"),
                result_count=1,
            )
        built.append(made)

    with open_services(settings_of_process()) as services:
        try:
            write_file(options.out, lambda out: write(services, out))
        except _NothingThereError:
            remark(f"{options.document} kimlikli belge yok (no such document).")
            return Exit.NOTHING
        key = services.signer.verifier.text()
    _say(options, built[0], key)
    return Exit.OK


class _NothingThereError(Exception):
    """There is no such document."""


def _say(options: argparse.Namespace, built: Any, key: str) -> None:
    manifest = built.manifest
    if options.json:
        say_json(
            {
                "file": str(options.out),
                "document": str(manifest.document),
                "profile": manifest.profile.value,
                "position": manifest.position,
                "sealed_through": manifest.sealed_through,
                "provisional_events": len(manifest.provisional_events),
                "provisional_days": [day.isoformat() for day in manifest.provisional_days],
                "members": len(manifest.members) + 2,
                "key": key,
            }
        )
        return
    sealed = f"{manifest.sealed_through}. sıraya kadar mühürlü" if manifest.sealed_through else "henüz mühürlü gün yok"
    say(f"{options.out}: {len(manifest.members) + 2} üye; {sealed} ({manifest.profile.value}).")
    if manifest.provisional_events:
        remark(f"{len(manifest.provisional_events)} olay henüz mühürlü bir günde değil (not sealed yet).")
    remark(f"Doğrulama anahtarını ayrı bir yoldan verin (hand over the key by another way): {key}")
