"""Reads become events before the answer leaves (design §4, EV-5): collected per request, appended in one go."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Concatenate, Final, ParamSpec
from uuid import UUID

from api.access.authentication import Clock
from api.access.errors import ReadNotRecordedError
from api.access.minimising import without_person_names
from domain.access import Read, searched
from domain.events import Context

MAX_READS_PER_REQUEST: Final = 1_000
"""Notes of one request: protects the ledger from a request that reads without end; the doors' own limits come first."""
MAX_FILTER_LENGTH: Final = 200
"""Characters of one recorded filter: an event is no place for pasted pages."""

Fields = ParamSpec("Fields")

AppendReads = Callable[[Sequence[Read]], None]
"""Appends reads to the ledger through its queue of batched saves; returns when they are durable, raises otherwise."""


class ReadRecorder:
    """Collects what one request read; ``settle`` appends it. A door answers only after ``settle`` has returned."""

    def __init__(self, append: AppendReads, context: Context, now: Clock) -> None:
        self._append = append
        self._now = now
        self._reads: list[Read] = []
        self.context = context
        """Who reads, from where; a door may complete it before the first read."""

    @property
    def pending(self) -> tuple[Read, ...]:
        """Reads not yet appended."""
        return tuple(self._reads)

    def note(
        self,
        make: Callable[Concatenate[Context, datetime, Fields], Read],
        *args: Fields.args,
        **fields: Fields.kwargs,
    ) -> None:
        """Keep one read, e.g. ``note(viewed, element_type="day", element_id="2026-11-21")``.

        ``make`` is one of the functions of `domain.access`. Raises ReadNotRecordedError past the limit.
        """
        if len(self._reads) >= MAX_READS_PER_REQUEST:
            raise ReadNotRecordedError("one request read more than can be recorded")
        self._reads.append(make(self.context, self._now(), *args, **fields))

    def searched(
        self,
        element_type: str,
        *,
        query: str | None,
        filters: Sequence[str],
        result_count: int,
        opened: Sequence[UUID] = (),
    ) -> None:
        """Keep a search or a filtered list; person names are masked here, the count is kept (GR-R6, GR-4)."""
        self.note(
            searched,
            element_type=element_type,
            query=None if query is None else without_person_names(query),
            filters=tuple(item[:MAX_FILTER_LENGTH] for item in filters),
            result_count=result_count,
            opened_ids=tuple(opened),
        )

    def settle(self) -> None:
        """Append what is pending; blocks until it is durable. Raises ReadNotRecordedError: then do not answer."""
        if not self._reads:
            return
        reads, self._reads = tuple(self._reads), []
        try:
            self._append(reads)
        except Exception as error:
            raise ReadNotRecordedError("the read could not be recorded") from error
