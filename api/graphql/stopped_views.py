"""A view that stopped is told, never shown: an empty list would look like an answer (U12)."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from api.graphql.guards import QueryRefused
from projections.runner import ProjectionPosition


class Positions(Protocol):
    """How far each view is (`projections.runner.PositionReader`)."""

    def positions(self) -> Iterable[ProjectionPosition]:
        """All views by name. Raises ViewsUnavailableError."""


def positions_by_name(positions: Positions | None) -> Mapping[str, ProjectionPosition]:
    """Views by name; empty without a reader. Blocks."""
    return {} if positions is None else {item.name: item for item in positions.positions()}


def require_running(views: Mapping[str, ProjectionPosition], *names: str) -> None:
    """Make sure the named views take in events. Raises QueryRefused that names the first one that does not."""
    for name in names:
        view = views.get(name)
        if view is not None and view.state != "running":
            raise QueryRefused(
                "VIEW_STOPPED",
                f"The view `{name}` stopped before position {view.failed_position} and would answer incompletely. "
                f"Ask the operator to run `kutuk rebuild {name}`, then repeat the request.",
                f"`{name}` görünümü {view.failed_position}. konumdan önce durdu, cevabı eksik olurdu. İşletmenden "
                f"`kutuk rebuild {name}` komutunu çalıştırmasını isteyin, sonra isteği yineleyin.",
                view=name,
            )
