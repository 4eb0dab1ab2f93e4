"""Who is asking."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.access.operations import PERMISSIONS, Operation
from api.access.roles import Role
from domain.events import Actor
from domain.parties import Role as Duty


@dataclass(frozen=True, slots=True)
class Identity:
    """A person or system that a door has recognised."""

    subject: str
    """Stable identifier within the institution; becomes the actor's id."""
    name: str
    title: str
    unit: str
    """DETSİS number or code of the unit."""
    roles: frozenset[Role]
    """Roles at the door; may be empty, then everything is refused."""
    duties: frozenset[Duty] = frozenset()
    """Duties towards documents (drafter, unit manager, seal keeper …), which the rules of the model ask for."""
    method: str = "bearer"
    """How it was recognised: ``bearer``, ``session`` or ``demo``."""
    session: str | None = None
    """Session identifier, never its secret."""

    def may(self, operation: Operation) -> bool:
        """Whether any of the identity's roles allows the operation. Unknown roles allow nothing."""
        return any(operation in PERMISSIONS.get(role, frozenset()) for role in self.roles)

    def actor(self) -> Actor:
        """The identity as an event names it."""
        return Actor(id=self.subject, name=self.name, title=self.title, unit=self.unit)

    def acting(self, person: Actor, duties: frozenset[Duty]) -> "Identity":
        """The person a document management system acts for; the system stays named as the session it came through."""
        return Identity(
            subject=person.id,
            name=person.name,
            title=person.title,
            unit=person.unit,
            roles=self.roles,
            duties=duties,
            method=self.method,
            session=f"ebys:{self.subject}",
        )

    def in_session(self, session: str) -> "Identity":
        """The same identity, recognised through the given session."""
        return replace(self, method="session", session=session)


def duties_named(names: Iterable[str]) -> frozenset[Duty]:
    """Duties by their stored words; unknown words give none, and nobody from outside is the system itself."""
    known = {duty.value: duty for duty in Duty if duty is not Duty.SYSTEM}
    return frozenset(known[name] for name in names if name in known)
