"""Reading pages off the loop, with the readers' complaints turned into refusals the caller can act on."""

from collections.abc import Callable
from typing import TypeVar

from api.graphql.connections import bad_cursor, page_size
from api.graphql.context import in_thread
from projections.reading import CursorError

Answer = TypeVar("Answer")


async def paged(read: Callable[[], Answer], first: int) -> Answer:
    """What the reader answers. Raises QueryRefused for a page size or cursor that does not fit the list."""
    page_size(first)
    try:
        return await in_thread(read)
    except CursorError as error:
        raise bad_cursor() from error
