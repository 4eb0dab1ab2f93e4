"""One installation: whose ledger its data folder holds, and where its bytes lie."""

from pathlib import Path
from typing import Final

from api.composition.refusals import SetUpError
from api.composition.settings import Settings

DEMO_INSTITUTION: Final = "24301050"
"""DETSİS number of the demo institution; made up."""


def is_demo(settings: Settings) -> bool:
    """Whether the data folder was made by the demo: it then has a test PKI, and no real authority is set."""
    return settings.test_pki_folder.is_dir() and not settings.tsa


def blob_folder(settings: Settings) -> Path:
    """Folder of the stored bytes. Raises SetUpError for stores this version does not have."""
    if settings.blob_store.startswith("s3://"):
        raise SetUpError(
            "KUTUK_BLOBS: s3:// deposu bu sürümde yok; bir klasör verin.",
            "KUTUK_BLOBS: this version has no s3:// store; give a folder.",
        )
    return Path(settings.blob_store)


def institution_of(settings: Settings, *, demo: bool = False) -> str:
    """DETSİS number: as set; without a setting, the one this data folder was made for. Raises SetUpError."""
    if settings.institution is not None:
        return settings.institution
    note = settings.data / "institution"
    if note.is_file():
        return note.read_text(encoding="ascii").strip()
    if demo:
        return DEMO_INSTITUTION
    raise SetUpError(
        "KUTUK_INSTITUTION ayarlanmamış: defterin sahibi kurumun DETSİS numarasını verin (denemek için: --demo).",
        "KUTUK_INSTITUTION is not set: give the DETSİS number of the ledger's institution (to try it out: --demo).",
    )


def keep_institution(settings: Settings, institution: str) -> None:
    """Note whose data folder this is, so that later commands need no setting, and refuse another institution's."""
    note = settings.data / "institution"
    if not note.exists():
        settings.data.mkdir(parents=True, exist_ok=True)
        note.write_text(f"{institution}\n", encoding="ascii")
    found = note.read_text(encoding="ascii").strip()
    if found != institution:
        raise SetUpError(
            f"{settings.data} klasörü {found} kurumunun defteri, {institution} değil; KUTUK_DATA ile başkasını verin.",
            f"{settings.data} holds the ledger of {found}, not of {institution}; name another folder with KUTUK_DATA.",
        )
