"""What packages need of an installation: keys that open them, and what ours say of their sender."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from api.composition.refusals import SetUpError
from api.composition.services import Services
from api.composition.settings import Settings
from api.procedures.package_export import PackageExport
from archive.eyazisma.model import Institution, Text
from archive.eyazisma.writing import SenderProfile, SpecificationError, read_sender_profile
from domain.filing import SAMPLE_PLAN
from domain.parties import Role

_LARGEST_PROFILE: Final = 1 << 20
"""Bytes of a sender profile: protects the process from being pointed at something else."""


def sender_profile(settings: Settings, institution: str) -> SenderProfile:
    """What our packages say of the sender: the file that is set, else the data folder's, else number and name alone.

    Raises SetUpError for a file that cannot be read or says something else.
    """
    kept = settings.data / "sender.json"
    path = settings.sender_profile or (kept if kept.exists() else None)
    if path is None:
        name = Text(settings.institution_name, "tr") if settings.institution_name else None
        return SenderProfile(Institution(institution, name))
    try:
        return read_sender_profile(_json(path))
    except SpecificationError as error:
        raise SetUpError(f"{path}: {error.message_tr}", f"{path}: {error.message_en}") from error


@contextmanager
def package_export(services: Services) -> Iterator[PackageExport]:
    """Builds packages of this ledger's documents; letters are laid out in a folder that ends with the context."""
    profile = sender_profile(services.settings, services.institution)
    with TemporaryDirectory(prefix="kutuk-package-") as folder:
        hand = services.hand("package-export", Role.SYSTEM)
        yield PackageExport(hand, services.blobs, profile, SAMPLE_PLAN, Path(folder))


def _json(path: Path) -> Mapping[str, Any]:
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST_PROFILE))
    except (OSError, ValueError, RecursionError) as error:
        raise SetUpError(f"{path} okunamıyor ya da JSON değil.", f"{path} cannot be read or is no JSON.") from error
    if not isinstance(found, dict):
        raise SetUpError(f"{path} bir JSON nesnesi değil.", f"{path} holds no JSON object.")
    return found
