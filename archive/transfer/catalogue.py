"""The catalogue of what checking a package can find. A code, once given, never changes its meaning."""

from typing import Final

from archive.transfer.catalogue_container import CONTAINER
from archive.transfer.catalogue_history import HISTORY
from timestamping.sealing import FindingKind

CATALOGUE: Final[dict[str, FindingKind]] = {kind.name: kind for kind in (*CONTAINER, *HISTORY)}
"""Every kind by its name."""
