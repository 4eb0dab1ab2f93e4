"""What the pages say: every sentence in two languages, a word for everything that the ledger knows."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

import api.web
import domain.access
import domain.days
import domain.documents
import domain.ledger
import domain.numbering
import domain.signatures  # noqa: F401 - topics are known once their rooms are
from api.web.labels import CLASSIFICATIONS, DIRECTIONS, STATES, TOPICS, URGENCIES, label
from api.web.texts import LANGUAGES, TEXTS, sentence
from domain.documents import Direction, DocumentState
from domain.events import known_topics
from domain.filing import Classification, Urgency

TEMPLATES = Path(api.web.__file__).parent / "templates"
WORDS = re.compile(r"\bt\(\s*['\"](\w+)['\"]")


@pytest.mark.parametrize("key", TEXTS)
def test_sentence_is_there_in_both_languages(key: str) -> None:
    assert all(text.strip() for text in TEXTS[key])
    assert len(TEXTS[key]) == len(LANGUAGES)


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_take_the_same_details(key: str) -> None:
    turkish, english = (sorted(re.findall(r"\{(\w+)\}", text)) for text in TEXTS[key])

    assert turkish == english


def test_every_sentence_that_a_template_asks_for_exists() -> None:
    asked = {word for file in TEMPLATES.glob("*.html") for word in WORDS.findall(file.read_text(encoding="utf-8"))}

    assert asked - TEXTS.keys() == set()


def test_unknown_sentence_is_an_error_not_a_blank() -> None:
    with pytest.raises(KeyError):
        sentence("nosuchkey", "tr")


def test_every_known_topic_has_a_word() -> None:
    # Tests that run in the same process may have declared topics of their own.
    known = {topic for topic in known_topics() if not topic.startswith("test.")}

    assert known - TOPICS.keys() == set()


@pytest.mark.parametrize(
    ("table", "codes"),
    [(STATES, DocumentState), (DIRECTIONS, Direction), (CLASSIFICATIONS, Classification), (URGENCIES, Urgency)],
    ids=["states", "directions", "classifications", "urgencies"],
)
def test_every_code_has_a_word(table: dict[str, tuple[str, str]], codes: type[StrEnum]) -> None:
    assert {code.value for code in codes} - table.keys() == set()


def test_code_of_a_newer_program_is_shown_as_it_is() -> None:
    assert label(TOPICS, "document.folded_thrice", "tr") == "document.folded_thrice"
