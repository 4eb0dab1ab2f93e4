"""Many broken copies of whole packages, for a bounded time: a report each, never a traceback."""

import io
import random
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.eyazisma import CheckOptions, Recipient, check_package
from testkit.building import built_bytes
from testkit.packages import hand_made_legacy

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
SECONDS = 10.0
VERDICTS = ("passed", "failed", "indeterminate")

PACKAGES = {"full": built_bytes("full.json"), "legacy": hand_made_legacy().zip()}
PACKAGES |= {path.name: path.read_bytes() for path in sorted(SAMPLES.glob("*.eyp*"))}


def broken_file(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, a piece dropped or a piece doubled."""
    file = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        if not file:
            break
        at = chance.randrange(len(file))
        match chance.randrange(4):
            case 0:
                del file[at : at + chance.randint(1, 200)]
            case 1:
                file[at:at] = file[at : at + chance.randint(1, 200)]
            case _:
                file[at] = chance.randrange(256)
    return bytes(file)


def broken_part(data: bytes, chance: random.Random) -> bytes:
    """The package with one part broken behind a sound zip."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    chosen = chance.choice(source.namelist())
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, broken_file(part, chance) if name == chosen and part else part)
    return target.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PACKAGES))
def test_broken_copies_of_a_package_never_raise(name: str) -> None:
    chance = random.Random(name)
    options = CheckOptions(at=NOW, recipient=Recipient("24301050"))
    end = time.monotonic() + SECONDS
    tried = 0
    while time.monotonic() < end:
        change = chance.choice([broken_file, broken_part])
        assert check_package(change(PACKAGES[name], chance), options).verdict in VERDICTS
        tried += 1
    assert tried > 20
