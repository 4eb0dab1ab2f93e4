"""Ids that count: valid UUIDs of version 7, the same in every run."""

from itertools import count
from uuid import UUID

_MILLISECONDS = 1_795_251_600_000
_VERSION_AND_VARIANT = (0x7 << 76) | (0b10 << 62)


class SequentialIds:
    """Callable like the id source of ``api.composition``: each call gives the next uuid7."""

    def __init__(self) -> None:
        self._counter = count(1)

    def __call__(self) -> UUID:
        return sequential_uuid7(next(self._counter))


def sequential_uuid7(number: int) -> UUID:
    """The uuid7 that ends in `number`; all share one fixed time."""
    return UUID(int=(_MILLISECONDS << 80) | _VERSION_AND_VARIANT | number)
