"""An act: who does something, under which request, in which roles, at what time."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from domain.events import Actor, Context
from domain.parties.values import Role


@dataclass(frozen=True, slots=True)
class Act:
    """Everything a decision may know about the one who asks; roles decide, they are not written into events."""

    context: Context
    now: datetime
    """Aware UTC instant of the act."""
    roles: frozenset[str] = frozenset()

    @property
    def actor(self) -> Actor:
        """The person or system that acts."""
        return self.context.actor

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds at least one of the roles."""
        return any(role in self.roles for role in roles)

    @property
    def stamp(self) -> dict[str, Any]:
        """What every fact of this act carries: its context and the time it happened."""
        return {"context": self.context, "timestamp": self.now}

    def because(self, reason: str) -> Self:
        """The same act with the reason its facts will carry."""
        return replace(self, context=replace(self.context, reason=reason))
