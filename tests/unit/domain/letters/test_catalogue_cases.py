"""The good and bad cases that the requirements catalogue names, word for word."""

from typing import Any

import pytest

from domain.letters import check_letter
from domain.letters.rules.sample import SAMPLE_DAY
from testkit.letter_examples import example_data, letter

NUMBER = "E-24301050-903.07.02-4752"
HEAD = "Personel Genel Müdürlüğü"


def found_in(change: dict[str, Any]) -> set[str]:
    """Rules that a changed sample letter breaks."""
    return {finding.rule_id for finding in check_letter(letter(**change), SAMPLE_DAY, example_data())}


def lines(*given: str) -> dict[str, Any]:
    return {"letterhead": {"lines": list(given)}}


def ending(text: str) -> dict[str, Any]:
    return {"body": [{"text": "Uygun görülmüştür."}, {"text": text}]}


BAD: list[tuple[str, dict[str, Any]]] = [
    ("S2-c-2", lines("TC", "ÖRNEK BAKANLIĞI", HEAD)),
    ("S2-c-2", lines("T.C", "ÖRNEK BAKANLIĞI", HEAD)),
    ("S2-c-2", lines("T. C.", "ÖRNEK BAKANLIĞI", HEAD)),
    ("S2-c-3", lines("T.C.", "Örnek Bakanlığı", HEAD)),
    ("S2-c-3", lines("T.C.", "ORNEK BAKANLIGI", HEAD)),
    ("S2-c-4", lines("T.C.", "ÖRNEK BAKANLIĞI", "(Personel Genel Müdürlüğü)")),
    ("S2-ç-2", {"document_no": "e-24301050-903.07.02-4752"}),
    ("S2-ç-2", {"document_no": "24301050-903.07.02-4752"}),
    ("S2-ç-3", {"document_no": "E-04301050-903.07.02-4752"}),
    ("S2-ç-3", {"document_no": "E-24301050-903.07.02–4752"}),
    ("S2-ç-3", {"document_no": "E-24301050-903.07.02.01.05-4752"}),
    ("S2-ç-6", {"document_no": f"{NUMBER}-118"}),
    ("S2-d-1", {"date": {"text": "2024-03-15"}}),
    ("Y-12-1", {"date": {"text": "15.3.24"}}),
    ("S2-d-2", {"date": {"text": "15.Mart.2024"}}),
    ("S2-d-2", {"date": {"text": "15 March 2024"}}),
    ("S2-d-1", {"date": {"text": "16.03.2024"}}),
    ("S2-e-3", {"subject": "Personel Görevlendirmesi."}),
    ("S2-e-3", {"subject": "Personel görevlendirmesi"}),
    ("Y-14-1", {"addressee": {"line": "ADALET BAKANLIGINA"}}),
    ("S2-g-9", {"references": [{"text": "01.02.2024 tarihli ve E-1 sayılı yazınız"}]}),
    ("S2-ğ-22", ending("Gereğini arz ve rica ederim.")),
    ("S2-ğ-22", ending("Gereğini arz/rica ederim.")),
    ("S2-ğ-22", ending("Gereği bilgilerinize sunulur.")),
    ("S2-h-1", {"layout": {"signature_blank_lines": 1}}),
    ("S2-ö-2", {"urgency": "dated", "due_duration": "5 gün"}),
    ("S2-ö-2", {"urgency": "dated", "due_duration": "P5D"}),
    ("Y-7-1", {"layout": {"contact_points": 7}}),
    ("Y-7-1", {"layout": {"font": "arial", "body_points": 12}}),
    ("DV-2", {"verification": {"code": "7qk2-m9fx-4wtr-8hcz", "address": "https://d.gov.tr/7qk2-m9fx-4wtr-8hcz"}}),
]
GOOD: list[tuple[str, dict[str, Any]]] = [
    ("S2-ç-3", {"document_no": f"{NUMBER}/118"}),
    ("S2-ç-3", {"document_no": "E-24301050-040-4752"}),
    ("S2-d-1", {"date": {"text": "15.03.2024"}}),
    ("S2-d-2", {"date": {"text": "15 Mart 2024"}}),
    ("S2-f-3", {"addressee": {"line": "ADALET BAKANLIĞINA"}}),
    ("S2-g-9", {"references": [{"text": "01.02.2024 tarihli ve E-1 sayılı yazınız."}]}),
    ("S2-ö-2", {"urgency": "dated", "due_on": "2024-05-17", **ending("17 Mayıs 2024 tarihine kadar arz ederim.")}),
    ("S2-ö-2", {"urgency": "dated", "due_duration": "P5D", **ending("Cevabı beş iş günü içinde arz ederim.")}),
]


def named(cases: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    return [pytest.param(rule, change, id=f"{rule}-{place}") for place, (rule, change) in enumerate(cases)]


@pytest.mark.parametrize(("rule", "change"), named(BAD))
def test_bad_cases_of_the_catalogue_are_found(rule: str, change: dict[str, Any]) -> None:
    assert rule in found_in(change)


@pytest.mark.parametrize(("rule", "change"), named(GOOD))
def test_good_cases_of_the_catalogue_pass(rule: str, change: dict[str, Any]) -> None:
    assert rule not in found_in(change)
