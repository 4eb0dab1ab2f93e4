"""Every field and every answer of the schema is described in Turkish; these make forgetting it a type error."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import strawberry

Resolver = TypeVar("Resolver", bound=Callable[..., Any])


def described(text: str, **options: Any) -> Any:
    """A plain field with its Turkish description; ``default`` and ``default_factory`` as for a dataclass."""
    return strawberry.field(description=text, **options)


def answered(text: str) -> Callable[[Resolver], Resolver]:
    """A field that a method answers, with its Turkish description."""
    return cast(Callable[[Resolver], Resolver], strawberry.field(description=text))


def commanded(text: str) -> Callable[[Resolver], Resolver]:
    """A mutation, with its Turkish description."""
    return cast(Callable[[Resolver], Resolver], strawberry.mutation(description=text))


def followed(text: str) -> Callable[[Resolver], Resolver]:
    """A subscription, with its Turkish description."""
    return cast(Callable[[Resolver], Resolver], strawberry.subscription(description=text))
