"""Every code of a reason has its Turkish sentence, and no sentence is left without a code."""

import ast
from pathlib import Path

from archive.signatures import StampKind
from timestamping.cms import in_turkish
from timestamping.cms.wording import WORDING_TR

ROOT = Path(__file__).resolve().parents[4]
ROOMS = (
    "timestamping/cms",
    "timestamping/trust",
    "timestamping/tsa",
    "timestamping/evidence_records",
    "archive/signatures",
)
MAKERS = {"failure", "doubt", "warning", "fail", "NoAnswerError", "Reason"}


def codes_in_source() -> set[str]:
    """First arguments of all calls that make a reason."""
    found = set[str]()
    for room in ROOMS:
        for path in (ROOT / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.args and _name(node.func) in MAKERS:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
    return found | {f"{kind}-stamp-not-valid" for kind in StampKind}


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_code_has_a_turkish_sentence_and_every_sentence_a_code() -> None:
    assert codes_in_source() == set(WORDING_TR)


def test_unknown_code_is_shown_as_it_is() -> None:
    assert in_turkish("never-heard-of") == "never-heard-of"
