"""Files of the package commands: opened with a clear word when they cannot be, written whole or not at all."""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from api.composition.refusals import SetUpError
from archive.eyazisma.encryption import SoftwareKey

_LARGEST_SPECIFICATION: Final = 8 << 20
"""Bytes of a JSON specification: protects the process from being pointed at something else."""


def opened(path: Path) -> BinaryIO:
    """The file, open for reading. Raises SetUpError."""
    try:
        return path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error


def read_bytes(path: Path) -> bytes:
    """All bytes of a file. Raises SetUpError."""
    with opened(path) as file:
        try:
            return file.read()
        except OSError as error:
            raise _unreadable(path, error) from error


def read_json(path: Path) -> Mapping[str, Any]:
    """The JSON object in a file. Raises SetUpError."""
    with opened(path) as file:
        data = file.read(_LARGEST_SPECIFICATION + 1)
    try:
        value = json.loads(data) if len(data) <= _LARGEST_SPECIFICATION else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise SetUpError(f"{path} bir JSON nesnesi değil.", f"{path} holds no JSON object.")
    return value


def write_file(path: Path, write: Callable[[BinaryIO], object], *, replace: bool = False) -> None:
    """Write a file whole or not at all; an existing one is replaced only when that was asked for.

    Raises SetUpError and what `write` raises.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(part, path)
        else:
            os.link(part, path)
    except FileExistsError as error:
        raise SetUpError(
            f"{path} zaten var; üzerine yazılmaz, başka bir ad verin.",
            f"{path} exists and is not overwritten; give another name.",
        ) from error
    except OSError as error:
        raise SetUpError(
            f"{path} yazılamıyor ({error.strerror}).", f"{path} cannot be written ({error.strerror})."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()


def opening_keys(key: Path | None, certificate: Path | None) -> tuple[SoftwareKey, ...]:
    """Keys that open encrypted packages, of `--key` and `--certificate`. Raises KeyUnusableError, SetUpError."""
    from api.procedures.package_keys import load_key_file

    if key is None:
        return ()
    if certificate is not None:
        return (SoftwareKey.load(read_bytes(certificate), read_bytes(key)),)
    opened(key).close()
    return load_key_file(key)


def _unreadable(path: Path, error: OSError) -> SetUpError:
    return SetUpError(
        f"Dosya açılamıyor: {path} ({error.strerror}).", f"The file cannot be opened: {path} ({error.strerror})."
    )
