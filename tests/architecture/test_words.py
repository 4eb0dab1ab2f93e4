"""Words: every aggregate, event and topic is spelled with the dictionary's words only (house §6.5)."""

import importlib
import pkgutil
import re

import pytest
from eventsourcing.domain import Aggregate

import domain
from domain.events import CreationFact, Fact, Refusal
from testkit.source_tree import ROOT

DICTIONARY = ROOT / "domain" / "DICTIONARY.md"
GLUE = {"and", "or", "of", "for", "to", "in", "by", "without", "with", "from", "not"}


def all_subclasses(base: type) -> set[type]:
    found: set[type] = set()
    waiting = [base]
    while waiting:
        below: list[type] = waiting.pop().__subclasses__()
        found.update(below)
        waiting.extend(below)
    return {cls for cls in found if cls.__module__.split(".")[0] == "domain"}


@pytest.fixture(scope="module", autouse=True)
def _all_domain_modules() -> None:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)


@pytest.fixture(scope="module")
def dictionary() -> set[str]:
    """All words of the identifiers, which stand between backticks."""
    identifiers = re.findall(r"`([^`\n]+)`", DICTIONARY.read_text("utf-8"))
    return {word.lower() for identifier in identifiers for word in split_words(identifier)}


def split_words(identifier: str) -> list[str]:
    """``SealingFailed``, ``sealing_failed`` and ``day.sealing_failed`` into their words."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", identifier)


def facts() -> list[type[Fact]]:
    return sorted((found for found in all_subclasses(Fact) if found.__dict__.get("TOPIC")), key=lambda fact: fact.TOPIC)


def unknown(identifier: str, dictionary: set[str]) -> set[str]:
    return {word.lower() for word in split_words(identifier)} - dictionary - GLUE


def test_topics_are_spelled_with_dictionary_words(dictionary: set[str]) -> None:
    found = {fact.TOPIC: unknown(fact.TOPIC, dictionary) for fact in facts()}
    assert {topic: words for topic, words in found.items() if words} == {}


def test_event_classes_are_spelled_with_dictionary_words(dictionary: set[str]) -> None:
    found = {fact.__qualname__: unknown(fact.__name__, dictionary) for fact in facts()}
    assert {name: words for name, words in found.items() if words} == {}


def test_aggregates_are_spelled_with_dictionary_words(dictionary: set[str]) -> None:
    found = {cls.__name__: unknown(cls.__name__, dictionary) for cls in all_subclasses(Aggregate)}
    assert {name: words for name, words in found.items() if words} == {}


def test_topics_name_a_thing_and_what_happened_to_it() -> None:
    strange = [fact.TOPIC for fact in facts() if not re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", fact.TOPIC)]
    assert strange == []


def test_topics_hold_no_schema_version() -> None:
    assert [fact.TOPIC for fact in facts() if re.search(r"v?[0-9]", fact.TOPIC)] == []


def test_events_have_an_upcaster_for_each_step_of_their_schema() -> None:
    missing = [
        f"{fact.TOPIC}: upcast_v{step}_v{step + 1}"
        for fact in facts()
        for step in range(1, fact.SCHEMA)
        if not hasattr(fact, f"upcast_v{step}_v{step + 1}")
    ]
    assert missing == []


def test_first_events_say_which_aggregate_they_begin() -> None:
    silent = [fact.TOPIC for fact in facts() if issubclass(fact, CreationFact) and not hasattr(fact, "AGGREGATE")]
    assert silent == []


def test_facts_and_refusals_are_found() -> None:
    assert len(facts()) > 30
    assert len(all_subclasses(Refusal)) > 10
