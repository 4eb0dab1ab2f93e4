"""Refusals: each names its rule and says in Turkish and English what to do (house §6.6, design promise 6)."""

import importlib
import pkgutil
import string

import pytest

import domain
from domain.events import Refusal

PUBLIC_TEXTS = ("text_tr", "text_en")


@pytest.fixture(scope="module")
def refusals() -> list[type[Refusal]]:
    """All refusals that are raised: those with a rule; bases of others may have none."""
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    found, waiting = set[type[Refusal]](), [Refusal]
    while waiting:
        below = waiting.pop().__subclasses__()
        found |= {cls for cls in below if not cls.__subclasses__()}
        waiting += below
    return sorted(found, key=lambda cls: cls.__qualname__)


def placeholders(text: str) -> set[str]:
    """What is filled in, ``{state_tr}`` and ``{state}`` being the same thing in two languages."""
    names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return {name.removesuffix("_tr").removesuffix("_en") for name in names}


def test_refusals_name_their_rule(refusals: list[type[Refusal]]) -> None:
    assert [cls.__qualname__ for cls in refusals if not getattr(cls, "rule_id", "").strip()] == []


def test_refusals_speak_turkish_and_english(refusals: list[type[Refusal]]) -> None:
    silent = [cls.__qualname__ for cls in refusals if not all(getattr(cls, text, "").strip() for text in PUBLIC_TEXTS)]
    assert silent == []


def test_refusals_say_the_same_in_both_languages(refusals: list[type[Refusal]]) -> None:
    differing = [cls.__qualname__ for cls in refusals if placeholders(cls.text_tr) != placeholders(cls.text_en)]
    assert differing == []


def test_refusals_are_named_errors(refusals: list[type[Refusal]]) -> None:
    assert [cls.__qualname__ for cls in refusals if not cls.__name__.endswith("Error")] == []


def test_refusals_have_names_of_their_own(refusals: list[type[Refusal]]) -> None:
    """The name is the refusal's public face in GraphQL; two of one name would be taken for one."""
    names = [cls.__name__ for cls in refusals]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
