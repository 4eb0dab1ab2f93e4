"""A read before it is recorded: a fact without the place the ledger will give it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.access.events import (
    Denied,
    Downloaded,
    Exported,
    Printed,
    Searched,
    SignedIn,
    Verified,
    Viewed,
)
from domain.access.minimising import minimised_query
from domain.access.values import DeniedCause, SignInOutcome, VerificationOutcome
from domain.events import Context, Fact


@dataclass(frozen=True, slots=True)
class Read:
    """One read to be recorded."""

    kind: type[Fact]
    payload: Mapping[str, Any]
    context: Context
    at: datetime
    """When it was read, aware UTC."""

    def as_fact(self, stream_id: UUID, version: int) -> Fact:
        """The fact at its place in a stream."""
        return self.kind(
            originator_id=stream_id,
            originator_version=version,
            timestamp=self.at,
            context=self.context,
            **self.payload,
        )


def viewed(
    context: Context,
    at: datetime,
    *,
    element_type: str,
    element_id: str,
    element_label: str | None = None,
    document_ids: tuple[UUID, ...] = (),
    version: int | None = None,
    part: str | None = None,
    purpose: str | None = None,
) -> Read:
    """An element was shown; ``element_label`` is left out for graded documents (GR-R6)."""
    payload = {
        "element_type": element_type,
        "element_id": element_id,
        "element_label": element_label,
        "document_ids": document_ids,
        "version": version,
        "part": part,
        "purpose": purpose,
    }
    return Read(Viewed, payload, context, at)


def searched(
    context: Context,
    at: datetime,
    *,
    element_type: str,
    query: str | None,
    result_count: int,
    filters: tuple[str, ...] = (),
    opened_ids: tuple[UUID, ...] = (),
    purpose: str | None = None,
) -> Read:
    """A search was run; the query text is minimised here (GR-R6)."""
    payload = {
        "element_type": element_type,
        "query": None if query is None else minimised_query(query),
        "filters": filters,
        "result_count": result_count,
        "opened_ids": opened_ids,
        "purpose": purpose,
    }
    return Read(Searched, payload, context, at)


def downloaded(
    context: Context,
    at: datetime,
    *,
    element_type: str,
    element_id: str,
    element_label: str | None = None,
    document_ids: tuple[UUID, ...] = (),
    version: int | None = None,
    part: str | None = None,
    digest: str | None = None,
    size: int | None = None,
    purpose: str | None = None,
) -> Read:
    """Bytes are handed out."""
    payload = {
        "element_type": element_type,
        "element_id": element_id,
        "element_label": element_label,
        "document_ids": document_ids,
        "version": version,
        "part": part,
        "digest": digest,
        "size": size,
        "purpose": purpose,
    }
    return Read(Downloaded, payload, context, at)


def printed(
    context: Context,
    at: datetime,
    *,
    element_type: str,
    element_id: str,
    element_label: str | None = None,
    document_ids: tuple[UUID, ...] = (),
    version: int | None = None,
    copies: int = 1,
    purpose: str | None = None,
) -> Read:
    """A page is printed (Y-29-1)."""
    payload = {
        "element_type": element_type,
        "element_id": element_id,
        "element_label": element_label,
        "document_ids": document_ids,
        "version": version,
        "copies": copies,
        "purpose": purpose,
    }
    return Read(Printed, payload, context, at)


def exported(
    context: Context,
    at: datetime,
    *,
    element_type: str,
    format: str,
    result_count: int,
    element_id: str | None = None,
    document_ids: tuple[UUID, ...] = (),
    filters: tuple[str, ...] = (),
    purpose: str | None = None,
) -> Read:
    """A set of records is exported."""
    payload = {
        "element_type": element_type,
        "element_id": element_id,
        "document_ids": document_ids,
        "format": format,
        "filters": filters,
        "result_count": result_count,
        "purpose": purpose,
    }
    return Read(Exported, payload, context, at)


def verified(
    context: Context,
    at: datetime,
    *,
    element_type: str,
    element_id: str,
    method: str,
    outcome: VerificationOutcome,
    document_ids: tuple[UUID, ...] = (),
    findings: tuple[str, ...] = (),
) -> Read:
    """Something was verified (DV-5, GR-13)."""
    payload = {
        "element_type": element_type,
        "element_id": element_id,
        "document_ids": document_ids,
        "method": method,
        "outcome": outcome,
        "findings": findings,
    }
    return Read(Verified, payload, context, at)


def signed_in(
    context: Context, at: datetime, *, method: str, outcome: SignInOutcome, roles: tuple[str, ...] = ()
) -> Read:
    """Somebody signed in or out, or failed to (GR-15)."""
    return Read(SignedIn, {"method": method, "outcome": outcome, "roles": roles}, context, at)


def denied(
    context: Context,
    at: datetime,
    *,
    element_type: str,
    cause: DeniedCause,
    rule_id: str,
    element_id: str | None = None,
    document_ids: tuple[UUID, ...] = (),
) -> Read:
    """A read was denied (T-9)."""
    payload = {
        "element_type": element_type,
        "element_id": element_id,
        "document_ids": document_ids,
        "cause": cause,
        "rule_id": rule_id,
    }
    return Read(Denied, payload, context, at)
