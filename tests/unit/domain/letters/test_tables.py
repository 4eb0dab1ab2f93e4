"""Tables are read strictly, answer for a date, and say None where nothing is known."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.letters import NO_DATA, Capacity, LetterDataError, Relation, read_letter_data
from domain.letters.tables import COLUMNS
from testkit.letter_examples import example_data

DAY = date(2024, 3, 15)
RELATIONS = "sender,recipient,office,relation,from,until\n"


def relation(rows: str, sender: str, recipient: str, office: str | None = None, on: date = DAY) -> Relation | None:
    return read_letter_data({"relations.csv": RELATIONS + rows}).ranks.relation(sender, recipient, office, on)


def test_nothing_known_is_none_everywhere() -> None:
    assert NO_DATA.institutions.name("24301050", DAY) is None
    assert NO_DATA.institutions.headings("24301050", DAY) is None
    assert NO_DATA.ranks.relation("24301050", "24310000", None, DAY) is None
    assert NO_DATA.authorities.covers("24301050", "Bakan", Capacity.PRINCIPAL, None, DAY) is None
    assert NO_DATA.file_plans.plan(DAY) is None


def test_names_hold_from_and_until_their_days() -> None:
    table = (
        "detsis_no,name,category,top_title,from,until\n24301050,Eski Ad,,,,2020-12-31\n24301050,Yeni Ad,,,2021-01-01,\n"
    )
    names = read_letter_data({"institutions.csv": table}).institutions
    assert [names.name("24301050", date(year, 12, 31)) for year in (2020, 2021)] == ["Eski Ad", "Yeni Ad"]


def test_relations_are_known_from_the_other_side_too() -> None:
    assert relation("24301050,24380006,,subordinate,,\n", "24380006", "24301050") is Relation.SUPERIOR


def test_a_relation_of_an_office_comes_before_that_of_its_institution() -> None:
    rows = "24301050,24310000,,equal,,\n24301050,24310000,Daire Başkanı,superior,,\n"
    assert relation(rows, "24301050", "24310000", "daire başkanı") is Relation.SUPERIOR
    assert relation(rows, "24301050", "24310000", "Bakan") is Relation.EQUAL


def test_authority_is_false_only_where_rules_are_given() -> None:
    authorities = example_data().authorities
    assert authorities.covers("24301050", "Memur", Capacity.DELEGATE, "Bakan", DAY) is False
    assert authorities.covers("24310000", "Bakan", Capacity.PRINCIPAL, None, DAY) is None


def test_authority_ends_with_its_last_day() -> None:
    covers = example_data().authorities.covers
    found = [
        covers("24301050", "Uzman", Capacity.PRINCIPAL, None, day) for day in (date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert found == [True, False]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kurumlar.csv", "a,b\n"),
        ("titles.csv", "unvan,rank\nBakan,1\n"),
        ("titles.csv", "title,rank\nBakan,çok\n"),
        ("titles.csv", "title,rank\nBakan,1,2\n"),
        ("titles.csv", "title,rank\n,1\n"),
        ("titles.csv", 'title,rank\n"Bakan,1\n'),
        ("relations.csv", RELATIONS + "24301050,4310000,,equal,,\n"),
        ("relations.csv", RELATIONS + "24301050,24310000,,friend,,\n"),
        ("relations.csv", RELATIONS + "24301050,24310000,,equal,dün,\n"),
        ("file-plan.csv", "version,code,name,years,disposition_code,from,until\nv,90,Ad,,A,,\n"),
    ],
)
def test_wrong_tables_are_refused_with_their_name(name: str, text: str) -> None:
    with pytest.raises(LetterDataError) as caught:
        read_letter_data({name: text})
    assert name in caught.value.message_tr


@given(st.sampled_from(sorted(COLUMNS)), st.text(max_size=60))
def test_any_text_is_a_table_or_a_named_refusal(name: str, text: str) -> None:
    for body in (text, ",".join(COLUMNS[name]) + "\n" + text):
        with suppress(LetterDataError):
            read_letter_data({name: body})
