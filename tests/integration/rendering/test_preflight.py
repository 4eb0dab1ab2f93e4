"""PDFBox Preflight as an outside judge: every page we draw is PDF/A-1, in one run of Java."""

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest

from archive.rendering import Copy, LogoUnusableError, draw_letter
from domain.letters import Letter, read_letter
from testkit.pages import letter, person

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "letters"
JARS = [
    Path(f"/usr/share/java/{name}.jar")
    for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "jaxb-api", "javax.activation", "commons-logging")
]
missing = [str(jar) for jar in JARS if not jar.exists()] + ([] if which("java") else ["java"])

pytestmark = pytest.mark.skipif(
    bool(missing),
    reason=f"Preflight cannot judge here: {', '.join(missing)} absent (libpdfbox2-java, libjaxb-api-java)",
)
LONG = [{"text": "Görevlendirilecek personelin bilgileri ile çalışma esasları değerlendirilmektedir. " * 14}] * 9


def every_letter() -> dict[str, Letter]:
    """The examples, and what none of them may hold."""
    found = {path.stem: read_letter(json.loads(path.read_text("utf-8"))) for path in sorted(EXAMPLES.glob("*.json"))}
    found["plain"] = letter()
    found["arial-long"] = letter(layout={"font": "arial"}, body=LONG, urgency="urgent", classification="official_use")
    found["italics-and-table"] = letter(
        body=[{"text": "Alıntı metni.", "quotation": True}, {"header": ["Ad", "Sayı"], "rows": [["Ek", "1.452"]]}]
    )
    found["six-signers"] = letter(signers=[person(f"Ali KAYA{place}", "Üye", place) for place in range(6)])
    return found


def drawn_into(folder: Path) -> int:
    """Draw both copies of every letter; how many pages of PDF were written."""
    written = 0
    for name, one in every_letter().items():
        logos = {logo.file: (EXAMPLES / logo.file) for logo in one.letterhead.logos}
        for copy in Copy:
            try:
                page = draw_letter(
                    one, copy=copy, logos={at: file.read_bytes() for at, file in logos.items() if file.exists()}
                )
            except LogoUnusableError:
                continue
            (folder / f"{name}-{copy}.pdf").write_bytes(page.pdf)
            written += 1
    return written


def judged(folder: Path) -> list[str]:
    """What Preflight says of each file of a folder."""
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", ":".join(map(str, JARS))]
    command += ["org.apache.pdfbox.preflight.Validator_A1b", "batch", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return [line for line in done.stdout.splitlines() if line.startswith("The file ")]


def test_every_page_is_pdf_a_1_to_preflight(tmp_path: Path) -> None:
    count = drawn_into(tmp_path)
    said = judged(tmp_path)
    assert [line for line in said if not line.endswith("is a valid PDF/A-1b file")] == []
    assert len(said) == count


def test_preflight_here_can_say_no(tmp_path: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes(draw_letter(letter()).pdf[:9000])
    assert "is not a valid" in judged(tmp_path)[0]
