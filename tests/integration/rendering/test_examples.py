"""The example letters, all of them drawn: PDFBox Preflight calls each PDF/A-1, and each says what its letter says."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import pytest

from archive.rendering import Copy, compare_page, draw_daily_report, draw_letter
from domain.letters import Letter, Medium, read_letter
from testkit.pages import NEAR, letter, measured, needs_poppler, person

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "letters"
DIFFERENT = {"ustveri-farkli": {"document_no", "subject"}}
"""Examples whose metadata differ from their page on purpose."""
WIDER = {"cok-hatali"}
"""Examples with other margins than the rules ask for."""
JARS = [
    Path(f"/usr/share/java/{name}.jar")
    for name in ("preflight", "pdfbox2", "fontbox2", "xmpbox", "jaxb-api", "javax.activation", "commons-logging")
]
missing = [str(jar) for jar in JARS if not jar.exists()] + ([] if which("java") else ["java"])

needs_preflight = pytest.mark.skipif(
    bool(missing),
    reason=f"Preflight cannot judge here: {', '.join(missing)} absent (libpdfbox2-java, libjaxb-api-java)",
)
LONG = [{"text": "Görevlendirilecek personelin bilgileri ile çalışma esasları değerlendirilmektedir. " * 14}] * 9


@dataclass(frozen=True)
class Drawn:
    """One copy of one letter."""

    name: str
    letter: Letter
    copy: Copy
    pdf: bytes


def every_letter() -> dict[str, Letter]:
    """The examples, and what none of them may hold."""
    found = {path.stem: read_letter(json.loads(path.read_text("utf-8"))) for path in sorted(EXAMPLES.glob("*.json"))}
    found["arial-long"] = letter(layout={"font": "arial"}, body=LONG, urgency="urgent", classification="official_use")
    found["italics-and-table"] = letter(
        body=[{"text": "Alıntı metni.", "quotation": True}, {"header": ["Ad", "Sayı"], "rows": [["Ek", "1.452"]]}]
    )
    found["six-signers"] = letter(signers=[person(f"Ali KAYA{place}", "Üye", place) for place in range(6)])
    return found


@pytest.fixture(scope="module")
def drawn() -> list[Drawn]:
    """Every copy that differs: two of a letter on paper, one of an electronic one."""
    found = []
    for name, one in every_letter().items():
        logos = {logo.file: (EXAMPLES / logo.file).read_bytes() for logo in one.letterhead.logos}
        for copy in Copy if one.medium is not Medium.ELECTRONIC else (Copy.RECIPIENT,):
            found.append(Drawn(name, one, copy, draw_letter(one, copy=copy, logos=logos).pdf))
    return found


def judged(folder: Path) -> list[str]:
    """What Preflight says of each file of a folder, in one run of Java."""
    command = ["java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", ":".join(map(str, JARS))]
    command += ["org.apache.pdfbox.preflight.Validator_A1b", "batch", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    return [line for line in done.stdout.splitlines() if line.startswith("The file ")]


def test_there_are_at_least_forty_examples() -> None:
    assert len(list(EXAMPLES.glob("*.json"))) >= 40


@needs_preflight
def test_daily_report_on_paper_is_pdf_a_1_to_preflight(tmp_path: Path) -> None:
    actor = {"name": "Ayşe IŞIK <b>\u202e😀", "title": "W" * 200}
    act = {"action": "access.viewed", "actor": actor, "category": "GR-5", "outcome": "ok", "seq": 1}
    head = {"counts": {"GR-5": 90}, "entry_count": 90, "first_seq": 1, "format": "kutuk-daily-report-1", "last_seq": 90}
    head |= {"institution_detsis": "24301050", "previous_report_digest": None, "sequence_no": 1}
    lines = [json.dumps(item).encode() + b"\n" for item in ({**head, "report_date": "2026-11-17"}, *[act] * 90)]
    pdf = draw_daily_report(lines, digest="ab" * 32, institution="Örnek Kurum", seal=None, acts={})
    (tmp_path / "report.pdf").write_bytes(pdf)
    assert [line.endswith("is a valid PDF/A-1b file") for line in judged(tmp_path)] == [True]


@needs_preflight
def test_every_page_is_pdf_a_1_to_preflight(drawn: list[Drawn], tmp_path: Path) -> None:
    for one in drawn:
        (tmp_path / f"{one.name}-{one.copy}.pdf").write_bytes(one.pdf)
    (tmp_path / "broken.pdf").write_bytes(drawn[0].pdf[:9000])
    said = judged(tmp_path)
    refused = [line.split()[2] for line in said if not line.endswith("is a valid PDF/A-1b file")]
    assert refused == ["broken.pdf"]
    assert len(said) == len(drawn) + 1


def test_s2_r_5_every_page_says_what_its_letter_says(drawn: list[Drawn]) -> None:
    differences = {one.name: compare_page(one.pdf, one.letter, copy=one.copy) for one in drawn}
    found = {name: {one.field for one in several} for name, several in differences.items() if several}
    assert found == DIFFERENT


@needs_poppler
def test_s2_a_1_no_word_of_any_page_stands_in_a_margin(drawn: list[Drawn]) -> None:
    outside = [
        (one.name, word.text)
        for one in drawn
        if one.name not in WIDER
        for page in measured(one.pdf)
        for word in page.words
        if word.left < 15 - NEAR
        or word.right > 195 + NEAR
        or word.bottom > 282 + NEAR
        or word.top < (5 if one.letter.letterhead.logos else 15) - NEAR
    ]
    assert outside == []
