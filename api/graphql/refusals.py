"""One public face per refusal: each class of `domain.events.Refusal` is one type of the interface ``Refusal``."""

import importlib
import string
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

import strawberry

from api.graphql.describing import described
from domain.events import Refusal

REFUSING_ROOMS: Final = (
    "api.access",
    "api.graphql.signature_facts",
    "api.graphql.submission_errors",
    "api.procedures.letter_pages",
    "archive.storage",
    "domain.documents",
    "domain.filing",
    "domain.ledger.commands",
    "domain.numbering",
    "domain.parties",
    "domain.signatures",
)
"""Rooms whose refusals a mutation may answer with; a test proves that no refusal of the domain lies elsewhere."""


@strawberry.interface(name="Refusal", description="Ret: bir kural isteneni engelledi; metin ne yapılacağını söyler.")
class RefusalFace:
    """What every refusal says."""

    rule_id: str = described("Dayanak kuralın numarası.")
    code: str = described("Değişmeyen ret kodu.")
    field: str | None = described("Hatalı giriş alanı, varsa.")
    message_tr: str = described("Türkçe açıklama.")
    message_en: str = described("İngilizce açıklama.")


def refusal_classes(roots: Iterable[type[Refusal]] = (Refusal,)) -> tuple[type[Refusal], ...]:
    """All concrete refusals of the rooms, sorted by name: those that say a rule and both texts."""
    for room in REFUSING_ROOMS:
        importlib.import_module(room)
    found: dict[str, type[Refusal]] = {}
    pending = list(roots)
    while pending:
        for kind in pending.pop().__subclasses__():
            pending.append(kind)
            if _in_rooms(kind):
                found[kind.__name__] = kind
    return tuple(found[name] for name in sorted(found))


def _in_rooms(kind: type[Refusal]) -> bool:
    return any(kind.__module__ == room or kind.__module__.startswith(f"{room}.") for room in REFUSING_ROOMS)


def public_code(kind: type[Refusal]) -> str:
    """Stable code of a refusal class: its name without Error, in upper snake case."""
    name = kind.__name__.removesuffix("Error")
    return "".join("_" + letter if letter.isupper() and place else letter for place, letter in enumerate(name)).upper()


def _face(kind: type[Refusal]) -> type[RefusalFace]:
    text = "".join(literal + ("…" if name is not None else "") for literal, name, _, _ in _PARTS(kind.text_tr))
    name = kind.__name__.removesuffix("Error").removesuffix("Refusal") + "Refusal"
    return strawberry.type(
        type(name, (RefusalFace,), {"__doc__": kind.__doc__}), name=name, description=f"Ret ({kind.rule_id}): {text}"
    )


_PARTS: Final = string.Formatter().parse

FACES: Final[Mapping[type[Refusal], type[RefusalFace]]] = MappingProxyType(
    {kind: _face(kind) for kind in refusal_classes()}
)
"""Refusal class → its GraphQL type."""


def shown(refusal: Refusal) -> Any:
    """The public face of a refusal."""
    face = FACES[type(refusal)]
    return face(
        rule_id=refusal.rule_id,
        code=public_code(type(refusal)),
        field=refusal.field,
        message_tr=refusal.message_tr,
        message_en=refusal.message_en,
    )
