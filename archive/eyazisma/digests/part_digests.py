"""Digests of the parts of one package, each part read once."""

from collections.abc import Callable, Iterator, Mapping

from archive.eyazisma.container import folded
from archive.eyazisma.digests.algorithms import algorithm_name
from archive.eyazisma.digests.hashing import hashed
from archive.eyazisma.findings import PackageRefused
from archive.eyazisma.model import Package


class PartDigests:
    """Computes on first need and remembers. All digests that any list of the package asks of a part come from one
    pass over its bytes, so a check costs one reading of the package however many lists name a part."""

    def __init__(self, package: Package, watchers: Mapping[str, Callable[[bytes], None]] | None = None) -> None:
        """`watchers`, by part name, see the bytes of their part as they pass, once."""
        self._package = package
        self._watchers = {folded(part): watcher for part, watcher in (watchers or {}).items()}
        self._wanted: dict[str, set[str]] = {}
        self._known: dict[str, dict[str, bytes] | None] = {}
        for document in package.digests.values():
            for reference in document.references:
                names = {algorithm_name(item.algorithm) for item in reference.items if item.algorithm}
                self._wanted.setdefault(folded(reference.uri or ""), set()).update(names - {None})  # type: ignore[arg-type]

    def of(self, part: str, algorithm: str) -> bytes | None:
        """Digest of `part` by hashlib's `algorithm`; None when the part is broken or the algorithm not at hand."""
        key = folded(part)
        if key not in self._known:
            self._known[key] = self._compute(part, self._wanted.get(key, set()) | {algorithm})
        known = self._known[key]
        if known is None:
            return None
        if algorithm not in known:
            more = self._compute(part, {algorithm})
            known.update(more or {})
        return known.get(algorithm)

    def _compute(self, part: str, algorithms: set[str]) -> dict[str, bytes] | None:
        watcher = self._watchers.pop(folded(part), None)
        pieces = self._package.chunks(part)
        try:
            return hashed(
                pieces if watcher is None else _watched(pieces, watcher), algorithms, self._package.opc.size(part)
            )
        except PackageRefused:
            return None


def _watched(pieces: Iterator[bytes], watcher: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        watcher(piece)
