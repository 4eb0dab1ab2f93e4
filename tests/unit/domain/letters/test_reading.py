"""Specifications are read strictly: what is wrong is told with its place, all at once, and nothing is guessed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.letters import LetterSpecificationError, letter_specification, limits, read_letter
from domain.letters.rules.sample import SAMPLE, patched

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3),
    max_leaves=6,
)
PLACES = sorted(SAMPLE)


def problems(**changes: Any) -> dict[str, str]:
    """English sentence of each problem, by place."""
    with pytest.raises(LetterSpecificationError) as caught:
        read_letter(patched(changes))
    return {problem.place: problem.text_en for problem in caught.value.problems}


def test_what_is_written_is_read_back() -> None:
    letter = read_letter(SAMPLE)
    assert read_letter(json.loads(json.dumps(letter_specification(letter)))) == letter


def test_an_unknown_key_is_told_with_the_one_that_was_meant() -> None:
    assert problems(subjct="Konu") == {"": "no key “subjct”. Did you mean “subject”?"}


def test_an_unknown_key_far_from_all_gets_the_list() -> None:
    assert "Known: kind, letterhead" in problems(zzz=1)[""]


def test_all_problems_are_told_at_once() -> None:
    found = problems(
        kind="mektup", subject=7, signers=[{"given_names": "Ayşe", "surname": "Işık"}], date={"day": "dün"}
    )
    assert set(found) == {"kind", "subject", "signers[0].title", "date.day"}


def test_texts_are_normalised_to_nfc() -> None:
    assert read_letter(patched({"subject": "I\u0307zin"})).subject == "İzin"


@pytest.mark.parametrize("letter", ["\u202e", "\u200b", "\u0000", "\u2066", "\ufeff", "\ue000", "\n"])
def test_hidden_characters_are_refused_by_name(letter: str) -> None:
    assert f"U+{ord(letter):04X}" in problems(subject=f"Konu{letter}")["subject"]


def test_new_lines_stand_in_addresses_only() -> None:
    party = {"kind": "natural_person", "given_names": "Ayşe", "surname": "Işık", "address": "1. Sokak\nANKARA"}
    letter = read_letter(patched({"addressee": {"kind": "natural_person", "party": party}}))
    assert letter.addressee is not None
    assert letter.addressee.party is not None
    assert letter.addressee.party.address == "1. Sokak\nANKARA"


def test_a_subject_of_2000_characters_is_refused_with_the_limit() -> None:
    assert problems(subject="A" * 2000) == {"subject": f"at most {limits.LONGEST_SUBJECT} characters; shorten it."}


def test_300_enclosures_are_refused_with_advice() -> None:
    found = problems(enclosures=[{"name": "Belge"}] * 300)
    assert found == {
        "enclosures": f"at most {limits.MOST_ENCLOSURES} items. Put the rest into one enclosure with an index."
    }


def test_a_specification_as_a_whole_has_a_limit() -> None:
    assert "characters" in problems(body=[{"text": "a" * limits.LONGEST_PARAGRAPH}] * 40)[""]


def test_answers_to_wrong_files_are_not_books() -> None:
    with pytest.raises(LetterSpecificationError) as caught:
        read_letter(patched({f"k{number}": 1 for number in range(500)}))
    assert len(caught.value.problems) == limits.MOST_PROBLEMS


@pytest.mark.parametrize("value", ["2024-02-30", "15.03.2024", "", "2024-03-15T12:00:00"])
def test_instants_are_iso_with_a_zone(value: str) -> None:
    assert problems(metadata={"dated_at": value}).keys() == {"metadata.dated_at"}


@pytest.mark.parametrize("value", [True, 1.5, -1, 10**9, "3"])
def test_numbers_are_whole_and_bounded(value: object) -> None:
    assert problems(copies=value).keys() == {"copies"}


def test_a_table_is_known_by_its_rows() -> None:
    assert problems(body=[{"rows": [["a"], "b"]}]).keys() == {"body[0].rows[1]"}


@given(JSON)
def test_any_json_is_a_letter_or_a_named_refusal(value: object) -> None:
    with pytest.raises(LetterSpecificationError):
        read_letter(value)


@given(st.sampled_from(PLACES), JSON)
def test_any_value_at_any_key_is_read_or_named(key: str, value: object) -> None:
    try:
        letter = read_letter({**SAMPLE, key: value})
    except LetterSpecificationError:
        return
    assert read_letter(letter_specification(letter)) == letter
