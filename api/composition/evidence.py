"""Evidence packages of this installation: one snapshot of the ledger, the views that say where to look, the bytes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Final
from uuid import UUID

from api.composition.ledger_snapshot import ledger_snapshot
from api.composition.services import Services, Views
from api.procedures.evidence import EvidenceGatherer
from archive.transfer import Built, Profile, build_package
from projections.audit import AuditFilter
from projections.reading import MAX_FIRST

_NEEDED: Final = frozenset({"documents", "audit"})


@dataclass(frozen=True, slots=True)
class ViewIndex:
    """Satisfies `api.procedures.evidence.DocumentIndex`. upto: how far the views were when it was made."""

    views: Views
    upto: int

    @classmethod
    def of(cls, views: Views) -> "ViewIndex":
        """As far as the views are now; what comes later is found in the ledger itself."""
        found = {item.name: item.position for item in views.positions.positions()}
        return cls(views, min(found.get(name, 0) for name in _NEEDED))

    def position(self) -> int:
        return self.upto

    def signature_streams(self, document_id: UUID) -> Iterable[UUID]:
        return self.views.documents.signature_streams(document_id)

    def positions(self, document_id: UUID, upto: int) -> Iterable[int]:
        cursor: str | None = None
        while True:
            page = self.views.audit.entries(AuditFilter(document_id=document_id, last_position=upto), MAX_FIRST, cursor)
            yield from (entry.position for entry in page.rows)
            if not page.has_more:
                return
            cursor = page.end_cursor


@contextmanager
def evidence_gatherer(services: Services) -> Iterator[EvidenceGatherer]:
    """Reads one snapshot for as long as the context lasts; writes nothing."""
    # The views first: what they have taken in by now, the snapshot has too.
    index = ViewIndex.of(services.views)
    with ledger_snapshot(services.database.dsn, services.database.schema, services.blobs) as snapshot:
        yield EvidenceGatherer(snapshot, index, services.blobs, services.trust, services.signer)


@dataclass(frozen=True, slots=True)
class EvidenceExport:
    """Writes evidence packages; what the doors are handed."""

    services: Services

    def __call__(
        self, document_id: UUID, profile: Profile, at: datetime, out: BinaryIO, *, upto: int | None = None
    ) -> Built | None:
        """Write the package of a document to `out` (seekable); None, and nothing written, when there is none.

        Raises LedgerContradictedError.
        """
        with evidence_gatherer(self.services) as gatherer:
            evidence = gatherer.gather(document_id, profile, at, upto)
            return None if evidence is None else build_package(evidence, out)
