"""A stopped view is told by name; it never answers as an empty list (U12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

ONE = "00000000-0000-7000-8000-000000000001"
QUERIES = {
    "documents(first: 1) { edges { cursor } }": ("documents",),
    'searchDocuments(text: "izin", first: 1) { edges { cursor } }': ("search", "documents"),
    f'document(id: "{ONE}") {{ id }}': ("documents",),
    "auditEntries(first: 1) { edges { cursor } }": ("audit",),
    "days { day }": ("days",),
    'day(day: "2026-11-21") { state }': ("days",),
    'dayFailures(day: "2026-11-21", first: 1) { edges { cursor } }': ("days",),
    'dayRenewals(day: "2026-11-21", first: 1) { edges { cursor } }': ("days",),
    "event(position: 1) { proofStatus }": ("days",),
    "event(position: 1) { proof { treeSize } }": ("days",),
    "renewals(first: 1) { edges { cursor } }": ("renewals",),
    f'renewalHistory(signatureId: "{ONE}", first: 1) {{ edges {{ cursor }} }}': ("renewals",),
    "registers { unit }": ("registers",),
    'registerEntries(direction: INCOMING, year: 2026, unit: "1", first: 1) { edges { cursor } }': (
        "registers",
        "documents",
    ),
}
CASES = [(query, view) for query, views in QUERIES.items() for view in views]
DRAFT = "mutation ($input: DraftDocumentInput!) { draftDocument(input: $input) { __typename } }"


@contextmanager
def stopped(door: Any, view: str) -> Iterator[None]:
    """A view in the state it has after a fold that failed; it runs again afterwards."""
    database = door.services.documents._database
    table = SQL("{}.projection_positions").format(Identifier(database.schema))
    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute(
            SQL("UPDATE {} SET state = 'failed', failed_position = 7, error = 'x' WHERE name = %s").format(table),
            [view],
        )
        try:
            yield
        finally:
            connection.execute(
                SQL("UPDATE {} SET state = 'running', failed_position = NULL, error = NULL").format(table)
            )


@pytest.mark.parametrize(("query", "view"), CASES)
def test_query_that_rests_on_a_stopped_view_says_so(door: Any, query: str, view: str) -> None:
    given = {"requestKey": door.key(), "direction": "OUTGOING", "unit": "24301051", "subject": "İzin"}
    door.data(DRAFT, input=given)
    with stopped(door, view):
        answer = door.ask(f"{{ {query} }}", "zeynep.sahin")

    told = answer["errors"][0]["extensions"]
    assert (told["code"], told["view"]) == ("VIEW_STOPPED", view)
    assert f"kutuk rebuild {view}" in told["messageTr"]
    assert f"kutuk rebuild {view}" in told["messageEn"]


def test_events_need_no_view(door: Any) -> None:
    with stopped(door, "documents"):
        found = door.data("{ events(first: 1) { edges { node { topic payload } } } }", "zeynep.sahin")

    assert len(found["events"]["edges"]) == 1


def test_audit_export_of_a_stopped_view_is_refused(door: Any) -> None:
    with stopped(door, "audit"):
        answer = door.client.get("/export/audit.csv", headers={"Authorization": "Bearer demo-zeynep.sahin"})

    assert answer.status_code == 503
    assert answer.json()["errors"][0]["extensions"]["code"] == "VIEW_STOPPED"
