"""Every row of the table beside the vectors holds (`../shared/vectors/README.md`)."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.signatures import FileReport, check_signatures

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "vectors"
NOW = datetime(2026, 11, 21, 21, 0, tzinfo=UTC)
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="../shared/vectors is not beside the project")


def rows() -> list[tuple[str, str, str]]:
    """File, content and expectation of each row about signatures."""
    if not FOLDER.is_dir():
        return []
    lines = (FOLDER / "README.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| cades/")]
    return [(name, content, wanted) for name, content, wanted in cells]


def states(report: FileReport, name: str) -> Counter[str]:
    """How many of what the word names are ok and bad."""
    words = {True: "ok", False: "bad", None: "?"}
    stamps = [stamp for signature in report.signatures for stamp in signature.timestamps]
    match name:
        case "intact":
            return Counter({True: "T", False: "F", None: "?"}[item.intact] for item in report.signatures)
        case "index":
            return Counter(stamp.index.value for stamp in stamps)
        case "records":
            return Counter("ok" if item.report.intact else "bad" for item in report.evidence_records)
        case _:
            chosen = [stamp for stamp in stamps if stamp.kind.value.startswith(name)]
            return Counter(words[stamp.imprint] for stamp in chosen)


@pytest.mark.parametrize(("name", "content", "wanted"), rows())
def test_vector_is_judged_as_its_maker_asserts(name: str, content: str, wanted: str) -> None:
    data = (FOLDER / name).read_bytes()
    # "aaa" and "Hello World" belong to detached files; "none" means that the file holds its content or lacks it.
    report = check_signatures(data, at=NOW, content=None if content == "none" else content.encode())
    for word in wanted.split():
        key, value = word.split("=")
        if key == "subindication":
            assert [item.subindication for item in report.signatures] == [value]
        else:
            number, state = value[0], value[1:]
            assert states(report, key)[state] == int(number), word
