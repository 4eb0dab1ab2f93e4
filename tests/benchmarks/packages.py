"""Exchange packages: building and checking a large one, checking many small ones, memory as they grow."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final

from archive.eyazisma import CheckOptions, check_package
from archive.eyazisma.writing import build_specified, read_specification
from testkit.building import EXAMPLES, NOW, built_bytes, institution_seals, person_signs
from tests.benchmarks.figures import Direction, Rounds, Row, Target, alternate, number
from tests.benchmarks.ground import Ground
from tests.benchmarks.peaks import peak_megabytes

LARGE: Final = 20 << 20
"""Bytes of the letter of the large package."""
GROWTH: Final = 8
"""How much larger the letter is that memory is compared with."""
ALLOWANCE: Final = 0.020
"""Seconds that do not count: signatures, XML and rules cost the same for every size."""
_PIECE: Final = 1 << 20


def measure_packages(ground: Ground) -> list[Row]:
    """A package of 20 MB against bare hashing, small packages a minute, memory at 20 and at 160 MB."""
    folder = ground.folder / "packages"
    letter, finished = _letter(folder, LARGE), folder / "finished.eyp"
    sign, seal = _remembered(person_signs), _remembered(institution_seals)
    rounds = ground.size(11, 5)
    build = alternate(
        lambda: _seconds(lambda: _build(folder, finished, sign, seal)), lambda: _seconds(lambda: _hash(letter)), rounds
    )
    check = alternate(lambda: _seconds(lambda: _check(finished)), lambda: _seconds(lambda: _hash(letter)), rounds)
    return [
        _row("building a package of 20 MB", build),
        _row("checking a package of 20 MB", check),
        _small(ground),
        *_memory(ground.folder),
    ]


def _row(work: str, found: Rounds) -> Row:
    shares = Rounds(tuple(seconds - ALLOWANCE for seconds in found.ours), found.peer)
    return Row(
        work,
        f"{number(found.our_median * 1e3)} ms",
        f"{number(found.peer_median * 1e3)} ms",
        shares.ratio,
        Target(Direction.AT_MOST, 1.5),
        _NOTES[work],
    )


def _small(ground: Ground) -> Row:
    package, times = built_bytes("full.json"), ground.size(400, 100)
    check_package(package, CheckOptions(at=NOW))
    began = time.process_time()
    for _ in range(times):
        check_package(package, CheckOptions(at=NOW))
    minute = times / (time.process_time() - began) * 60
    work = "small packages checked a minute and core"
    shown = f"{number(minute)} package/min"
    return Row(work, shown, "", minute, Target(Direction.AT_LEAST, 1000, "package/min"), _NOTES[work])


def _memory(folder: Path) -> list[Row]:
    """Peaks of fresh processes; the example is signed in them, so both sizes carry the same libraries."""
    peaks: list[list[float]] = []
    for size in (LARGE, LARGE * GROWTH):
        place = folder / f"packages-{size}"
        _letter(place, size)
        built = peak_megabytes(_build_afresh, place)
        peaks.append([built, peak_megabytes(_check, place / "finished.eyp")])
    works = ("memory of building 160 MB", "memory of checking 160 MB")
    return [
        Row(
            work,
            f"{number(large)} MB",
            f"{number(small)} MB",
            large / small,
            Target(Direction.AT_MOST, 1.25),
            _NOTES["memory"],
        )
        for work, small, large in zip(works, *peaks, strict=True)
    ]


def _build_afresh(folder: Path) -> None:
    _build(folder, folder / "finished.eyp", person_signs, institution_seals)


def _build(folder: Path, target: Path, sign: Callable[[bytes], bytes], seal: Callable[[bytes], bytes]) -> None:
    data = json.loads((EXAMPLES / "simple.json").read_text("utf-8"))
    builder = build_specified(read_specification(data, folder), signer=sign, sealer=seal)
    with target.open("wb") as file:
        builder.write(file)


def _check(package: Path) -> None:
    report = check_package(package, CheckOptions(at=NOW))
    if not all(verdict.passed for verdict in report.digests):
        raise RuntimeError("a digest of the measured package did not verify")


def _hash(letter: Path) -> None:
    sha384, sha512 = hashlib.sha384(), hashlib.sha512()
    with letter.open("rb") as file:
        while piece := file.read(_PIECE):
            sha384.update(piece)
            sha512.update(piece)


def _letter(folder: Path, size: int) -> Path:
    """A letter that cannot be compressed, like a scanned page; the same bytes in every run."""
    folder.mkdir(parents=True, exist_ok=True)
    random, path = Random(size), folder / "ustyazi.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.4\n<pdfaid:part>1</pdfaid:part>\n")
        for _ in range(size // _PIECE):
            file.write(random.randbytes(_PIECE))
    return path


def _remembered(make: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """Signs each list once: the signer's work is not ours."""
    made: dict[bytes, bytes] = {}

    def signed(content: bytes) -> bytes:
        if content not in made:
            made[content] = make(content)
        return made[content]

    return signed


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


_NOTES: Final = {
    "building a package of 20 MB": (
        "the example `simple.json` with a letter of 20 MB, from the specification to the finished file: both digests,"
        " all lists, signatures that come ready, checked before they are taken, the zip. Peer: SHA-384 and SHA-512 over"
        " the letter, read from its file in pieces of 1 MiB. The figure is (ours − 20 ms) over the peer."
    ),
    "checking a package of 20 MB": (
        "`check_package` on that file: every rule, both digests of every part, signatures, the letter's format. Peer"
        " and figure as above."
    ),
    "small packages checked a minute and core": (
        "CPU time of `check_package` on the example `full.json`, built and signed three times, of 36 KB."
    ),
    "memory": (
        "peak of resident memory of a fresh process, what it imports included; in the peer's column the same for a"
        " letter of 20 MB. Flat would be 1×."
    ),
}
