"""Building and checking keep memory flat, however large the letter is."""

import json
import tracemalloc
from pathlib import Path

from archive.eyazisma import CheckOptions, check_package
from archive.eyazisma.writing import build_specified, read_specification
from testkit.building import EXAMPLES, NOW, institution_seals, person_signs

LETTER_BYTES = 48 << 20
PEAK_BYTES = 12 << 20


def test_large_package_is_built_and_checked_in_little_memory(tmp_path: Path) -> None:
    with (tmp_path / "ustyazi.pdf").open("wb") as letter:
        letter.write(b"%PDF-1.4 <pdfaid:part>1</pdfaid:part>")
        for number in range(LETTER_BYTES >> 20):
            letter.write(number.to_bytes(4, "big") * (1 << 18))
    specification = read_specification(json.loads((EXAMPLES / "simple.json").read_text("utf-8")), tmp_path)
    finished = tmp_path / "finished.eyp"
    tracemalloc.start()
    builder = build_specified(specification, signer=person_signs, sealer=institution_seals)
    with finished.open("wb") as target:
        builder.write(target)
    report = check_package(finished, CheckOptions(at=NOW))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert finished.stat().st_size > LETTER_BYTES
    assert all(verdict.passed for verdict in report.digests)
    assert peak < PEAK_BYTES
