"""The one place where a door asks whether a caller may do something; a refusal becomes an event."""

from typing import Final

from api.access.errors import (
    AccessDeniedError,
    ActingPersonMissingError,
    ActingPersonNotAllowedError,
    NotSignedInError,
)
from api.access.identity import Identity
from api.access.operations import WRITING, Operation, roles_for
from api.access.reads import ReadRecorder
from api.access.roles import Role, role_label
from domain.access import DeniedCause, denied
from domain.events import Actor
from domain.parties import Role as Duty

SYSTEM_ACTOR: Final = "system:"
"""How ids of the ledger's own processes begin; nobody from outside may bear one."""


def require(
    identity: Identity | None,
    operation: Operation,
    reads: ReadRecorder,
    element: str,
    element_id: str | None = None,
) -> Identity:
    """The identity when it may do the operation; ``element`` names what it was asked on (a GraphQL field, a route).

    Raises NotSignedInError, or AccessDeniedError after appending the attempt (GR-15); ReadNotRecordedError when the
    attempt could not be recorded. Blocks while appending.
    """
    if identity is None:
        raise NotSignedInError
    if identity.may(operation):
        return identity
    reads.note(
        denied, element_type=element, element_id=element_id, cause=DeniedCause.ROLE, rule_id=AccessDeniedError.rule_id
    )
    reads.settle()
    raise AccessDeniedError(
        operation=operation.value, needed=", ".join(role_label(role) for role in roles_for(operation)) or "–"
    )


def person_acting(identity: Identity, person: Actor | None, duties: frozenset[Duty], operation: Operation) -> Identity:
    """Who the event will name: a document management system acts for a person it names, everybody else for themselves.

    Raises ActingPersonMissingError and ActingPersonNotAllowedError.
    """
    if operation not in WRITING:
        return identity
    for_others = identity.may(Operation.ACT_FOR_PERSON)
    if person is None and identity.roles == frozenset({Role.EBYS}):
        raise ActingPersonMissingError
    if person is None:
        return identity
    if not for_others:
        raise ActingPersonNotAllowedError
    if not _is_person(person):
        raise ActingPersonMissingError
    return identity.acting(person, duties)


def _is_person(actor: Actor) -> bool:
    """Whether an actor is named as a person: with id, name and unit (EV-1), and not as a process of the ledger."""
    named = all(word.strip() for word in (actor.id, actor.name, actor.unit))
    return named and not actor.id.strip().lower().startswith(SYSTEM_ACTOR)
