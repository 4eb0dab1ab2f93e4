"""Who acted, from where, and under which request (EV-1)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or system that acted; system actors are named too, never left out."""

    id: str
    """Stable identifier within the institution, e.g. ``ayse.isik`` or ``system:worker-close``."""
    name: str
    """Name as people read it."""
    title: str
    """Title (unvan) held at the time of the act."""
    unit: str
    """DETSİS number or code of the unit."""
    acting_for: str | None = None
    """Actor id of the person acted for (yetki devri, vekâlet), if any."""
    delegation: str | None = None
    """Identifier of the delegation that allowed it, if any."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The door and the place a request came from."""

    client: str
    """Door: ``graphql``, ``web``, ``cli`` or ``worker``."""
    address: str | None = None
    """Network address of the caller, if there is one."""
    session: str | None = None
    """Session identifier (never its secret), if there is one."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything about an act that does not depend on what was done."""

    actor: Actor
    origin: Origin
    request_key: str
    """Key chosen by the caller; the same key and body get the same answer again."""
    reason: str | None = None
    """Reason the actor gave, if any."""
    request_digest: str | None = None
    """Hex SHA-256 of the command's canonical body (`domain.events.request_digest`)."""
