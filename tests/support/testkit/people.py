"""People of a small ministry, and what each may do."""

from dataclasses import dataclass
from typing import Final

from domain.events import Actor
from domain.parties import Role

UNIT: Final = "67915368"
OTHER_UNIT: Final = "24301051"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, with the roles held."""

    actor: Actor
    roles: frozenset[Role]


def person(id: str, name: str, title: str, *roles: Role, unit: str = UNIT) -> Person:
    """A person of the ministry."""
    return Person(Actor(id, name, title, unit), frozenset(roles))


AYSE: Final = person("ayse", "Ayşe Işık", "Memur", Role.DRAFTER)
"""Drafts."""
BARIS: Final = person("baris", "Barış Çınar", "Şef", Role.DRAFTER)
"""Drafts other documents; initials first."""
CEMIL: Final = person("cemil", "Cemil Öz", "Şube Müdürü")
"""Initials second."""
DENIZ: Final = person("deniz", "Deniz Ağaoğlu", "Daire Başkanı", Role.UNIT_MANAGER)
"""Heads the unit; signs first."""
ELIF: Final = person("elif", "Elif Şen", "Genel Müdür")
"""Signs last."""
REGISTRAR: Final = person("ferit", "Ferit Ünal", "Evrak Memuru", Role.REGISTRAR)
SEALER: Final = person("gul", "Gül Yıldız", "Mühür Sorumlusu", Role.SEAL_KEEPER)
STRANGER: Final = person("hasan", "Hasan Kaya", "Uzman", unit=OTHER_UNIT)
"""Has no part in anything."""
SYSTEM: Final = person("system:worker", "Kütük", "Sistem", Role.SYSTEM)
