"""Verification by code: what may be said of a document, how often one may ask, and that each query is a read."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest
from starlette.responses import Response

from api.web.request_context import PageRequest
from api.web.texts import sentence
from api.web.verification import MOST_PER_ADDRESS, MOST_PER_MINUTE, VerificationDesk, code_of, judged
from domain.access import VerificationOutcome
from projections.documents import Card
from projections.documents.view import CardSignature, CardStep

CODE = "K7Q2M9XZ4B6T8W1P"
DOCUMENT = UUID(int=7)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PASSED, FAILED, OPEN = VerificationOutcome.PASSED, VerificationOutcome.FAILED, VerificationOutcome.INDETERMINATE


def signature(indication: str | None = "PASSED", **changes: Any) -> CardSignature:
    """One signature of the card."""
    given: dict[str, Any] = {one.name: None for one in fields(CardSignature)}
    standing = {"purpose": "signature", "indication": indication, "void": False, "test": False}
    return CardSignature(**{**given, **standing, **changes})


def card(**changes: Any) -> Card:
    """A signed letter without grade."""
    given: dict[str, Any] = {one.name: None for one in fields(Card)}
    signed = {
        "document_id": DOCUMENT,
        "document_no": "E-24301050-903.07.02-12",
        "document_date": "2026-11-20",
        "dated_at": NOW,
        "subject": "Personel Görevlendirmesi",
        "classification": "YOK",
        "cancelled": False,
        "verification_code": CODE,
        "signatures": (signature(),),
        "signers": (CardStep(1, "p1", "Elif ARSLAN", "Genel Müdür", "", NOW),),
        "initials": (CardStep(1, "p2", "Barış USLU", "Memur", "", NOW),),
    }
    return Card(**{**given, **signed, **changes})


class Asked:
    """A desk with one document behind it, and what it said and recorded."""

    def __init__(self, *cards: Card, state: str = "running") -> None:
        self.cards, self.state, self.now = cards, state, NOW
        self.desk = VerificationDesk()
        self.recorded: list[dict[str, Any]] = []
        self.said: list[tuple[str, int]] = []

    def ask(self, typed: str, address: str = "192.0.2.1", scanned: str | None = None) -> tuple[str, int]:
        services = SimpleNamespace(
            documents=SimpleNamespace(cards_by_number=self._found),
            positions=SimpleNamespace(positions=lambda: [SimpleNamespace(name="documents", state=self.state)]),
            now=lambda: self.now,
        )
        page = SimpleNamespace(
            request=SimpleNamespace(
                path_params={"code": scanned} if scanned else {}, client=SimpleNamespace(host=address)
            ),
            services=services,
            word=lambda name, longest: typed[:longest],
            text=lambda key, **details: sentence(key, "tr", **details),
            reads=SimpleNamespace(note=lambda make, **read: self.recorded.append(read)),
            page=self._page,
        )
        self.desk.page(cast(PageRequest, page))
        return self.said[-1]

    def _found(self, text: str) -> tuple[Card, ...]:
        return tuple(one for one in self.cards if text in (one.verification_code, one.document_no))

    def _page(self, template: str, values: dict[str, Any], status: int) -> Response:
        self.said.append((values["line"], status))
        return Response(status_code=status)


def test_code_of_a_signed_letter_is_answered_in_one_line() -> None:
    line, status = Asked(card()).ask(CODE)
    assert status == 200
    assert line == (
        "Bu kodla bir belge vardır: 20.11.2026 tarihli ve E-24301050-903.07.02-12 sayılı, "
        "“Personel Görevlendirmesi” konulu; imzalayan: Elif ARSLAN. İmzası geçerlidir."
    )


@pytest.mark.parametrize("typed", ["k7q2-m9xz-4b6t-8w1p", " K7Q2 M9XZ 4B6T 8W1P ", CODE])
def test_code_is_found_however_it_is_grouped(typed: str) -> None:
    assert Asked(card()).ask(typed)[1] == 200


def test_code_printed_in_groups_is_found_typed_in_one_run() -> None:
    assert Asked(card(verification_code="K7Q2-M9XZ-4B6T-8W1P")).ask(CODE)[1] == 200


@pytest.mark.parametrize("typed", ["", "kısa", "ıııııııııııııııı", "K7Q2M9XZ4B6T8W1", "A" * 65, "K7Q2M9XZ4B6T8W1Ş"])
def test_text_that_cannot_be_a_code_is_none(typed: str) -> None:
    assert code_of(typed) is None


def test_number_of_a_document_is_no_code() -> None:
    known = card(document_no="ABCDEFGH12345678")
    assert Asked(known).ask("ABCDEFGH12345678")[1] == 404


@pytest.mark.parametrize("changes", [{"dated_at": None}, {"cancelled": True}], ids=["not signed yet", "cancelled"])
def test_dv_6_code_answers_only_after_signing_and_never_for_a_cancelled_draft(changes: dict[str, Any]) -> None:
    assert Asked(card(**changes)).ask(CODE) == Asked().ask(CODE)


@pytest.mark.parametrize("grade", ["HZO", "GZL", None])
def test_dv_4_graded_document_tells_only_that_it_exists(grade: str | None) -> None:
    line, status = Asked(card(classification=grade)).ask(CODE)
    assert status == 200
    assert not any(word in line for word in ("Personel", "E-2430", "ARSLAN", "2026"))


def test_initials_are_never_told() -> None:
    assert "USLU" not in Asked(card()).ask(CODE)[0]


@pytest.mark.parametrize(
    ("signatures", "outcome"),
    [
        ((signature(),), PASSED),
        ((signature(), signature("FAILED")), FAILED),
        ((signature(), signature("FAILED", void=True)), PASSED),
        ((signature(), signature("FAILED", purpose="initials")), PASSED),
        ((signature(None),), OPEN),
        ((signature(), signature("INDETERMINATE")), OPEN),
        ((), OPEN),
    ],
)
def test_verdict_is_the_weakest_of_the_standing_signatures(
    signatures: tuple[CardSignature, ...], outcome: VerificationOutcome
) -> None:
    assert judged(card(signatures=signatures)).outcome is outcome


def test_test_signatures_are_told_as_such() -> None:
    assert "TEST" in Asked(card(signatures=(signature(test=True),))).ask(CODE)[0]


def test_dv_5_query_is_recorded_with_its_document_and_outcome() -> None:
    asked = Asked(card())
    asked.ask(CODE)
    assert asked.recorded == [
        {
            "element_type": "document",
            "element_id": str(DOCUMENT),
            "method": "code",
            "outcome": PASSED,
            "document_ids": (DOCUMENT,),
        }
    ]


def test_dv_5_scanned_code_is_recorded_as_scanned() -> None:
    asked = Asked(card())
    assert asked.ask("", scanned=CODE)[1] == 200
    assert asked.recorded[0]["method"] == "qr_code"


def test_dv_5_query_that_finds_nothing_is_recorded_too() -> None:
    asked = Asked()
    asked.ask(CODE)
    assert (asked.recorded[0]["element_id"], asked.recorded[0]["outcome"]) == (CODE, FAILED)


def test_what_is_no_code_is_recorded_without_its_text() -> None:
    asked = Asked()
    asked.ask("Ayşe Işık")
    assert asked.recorded[0]["element_id"] == "-"


def test_one_address_may_ask_only_so_often() -> None:
    asked = Asked(card())
    statuses = [asked.ask(CODE)[1] for _ in range(MOST_PER_ADDRESS + 1)]
    assert statuses == [200] * MOST_PER_ADDRESS + [429]
    assert len(asked.recorded) == MOST_PER_ADDRESS
    assert asked.ask(CODE, address="192.0.2.2")[1] == 200


def test_all_addresses_together_may_ask_only_so_often() -> None:
    asked = Asked()
    statuses = [asked.ask(CODE, address=f"192.0.2.{number}")[1] for number in range(MOST_PER_MINUTE + 1)]
    assert statuses == [404] * MOST_PER_MINUTE + [429]


def test_after_a_minute_one_may_ask_again() -> None:
    asked = Asked(card())
    for _ in range(MOST_PER_ADDRESS + 1):
        asked.ask(CODE)
    asked.now += timedelta(minutes=1)
    assert asked.ask(CODE)[1] == 200


def test_dv_7_view_that_stands_still_does_not_answer() -> None:
    asked = Asked(card(), state="stopped")
    assert asked.ask(CODE)[1] == 503
    assert asked.recorded == []


def test_page_without_a_code_is_a_form_and_no_query() -> None:
    asked = Asked(card())
    assert asked.ask("") == ("", 200)
    assert asked.recorded == []
