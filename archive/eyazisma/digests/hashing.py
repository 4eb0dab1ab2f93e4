"""Several digests over one pass of bytes, side by side where there is enough of them."""

import hashlib
from collections.abc import Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final

SIDE_BY_SIDE_BYTES: Final = 1 << 20
"""From this size on a thread for each digest pays for itself; hashlib lets the others run while it computes."""


class Hashing:
    """Digests that grow piece by piece. Use in a ``with``: it may hold threads.

    While the threads hash one piece the caller fetches the next; no more than two pieces are ever held.
    """

    def __init__(self, algorithms: Collection[str], size: int) -> None:
        """`algorithms` as hashlib names them; those it does not know are left out. `size` is what is to come."""
        self._hashers = {name: hashlib.new(name) for name in algorithms if name in hashlib.algorithms_available}
        side_by_side = size >= SIDE_BY_SIDE_BYTES and len(self._hashers) > 1
        self._threads = ThreadPoolExecutor(len(self._hashers)) if side_by_side else None
        self._pending: list[Future[None]] = []

    def __enter__(self) -> "Hashing":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._threads is not None:
            self._threads.shutdown()

    def feed(self, piece: bytes) -> None:
        """Take the next piece; it must not change afterwards."""
        if self._threads is None:
            for hasher in self._hashers.values():
                hasher.update(piece)
            return
        self._settle()
        self._pending = [self._threads.submit(hasher.update, piece) for hasher in self._hashers.values()]

    def digests(self) -> dict[str, bytes]:
        """The digests of all that was taken, by algorithm."""
        self._settle()
        return {name: hasher.digest() for name, hasher in self._hashers.items()}

    def _settle(self) -> None:
        for future in self._pending:
            future.result()
        self._pending = []


def hashed(pieces: Iterable[bytes], algorithms: Collection[str], size: int) -> dict[str, bytes]:
    """Digests of `pieces`, which are `size` bytes in all, by algorithm."""
    with Hashing(algorithms, size) as hashing:
        for piece in pieces:
            hashing.feed(piece)
        return hashing.digests()
