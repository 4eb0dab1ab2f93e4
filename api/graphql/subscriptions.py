"""The one subscription: events from a position on, resumable for ever."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated, Final

import strawberry

from api.access import Operation
from api.graphql.context import KutukInfo, RequestContext, in_thread, permitted
from api.graphql.describing import followed
from api.graphql.events import EventType
from api.graphql.scalars import Position
from api.graphql.tailing import events_after
from domain.access import viewed

CHECK_AGAIN: Final = timedelta(minutes=1)
"""How often a follower must show again that the token still holds: bounds what a withdrawn one still reads."""


@strawberry.type(description="Abonelikler (graphql-transport-ws).")
class Subscription:
    """Following the ledger."""

    @followed(
        "Verilen konumdan sonraki olaylar, konum sırasıyla, sonra yeni olaylar. Bağlantı koparsa son alınan konumla "
        "yeniden abone olun: olay yinelenebilir ama atlanmaz."
    )
    async def events(
        self,
        info: KutukInfo,
        after: Annotated[Position, strawberry.argument(description="Bu konumdan sonrası; baştan başlamak için 0.")],
        topics: Annotated[list[str] | None, strawberry.argument(description="Olay türleri; verilmezse hepsi.")] = None,
    ) -> AsyncIterator[EventType]:
        """Events after a position. That somebody follows is recorded once: each delivered event as a read would be an
        event to deliver again."""
        request = await permitted(info, Operation.READ_EVENTS)
        limit = request.services.limits.subscriptions
        with request.bell.seat(limit):
            async for event in _followed(request, int(after), frozenset(topics or ())):
                yield event


async def _followed(request: RequestContext, after: int, wanted: frozenset[str]) -> AsyncIterator[EventType]:
    request.reads.note(viewed, element_type="event_stream", element_id=f"after={after}")
    await in_thread(request.reads.settle)
    checked = request.services.now()
    async for page in events_after(request.services.book, request.bell, after):
        if request.services.now() - checked > CHECK_AGAIN:
            await in_thread(request.still)
            checked = request.services.now()
        await _known_to_views(request, page[-1].position)
        for event in page:
            if not wanted or event.topic in wanted:
                yield EventType.of(event)


async def _known_to_views(request: RequestContext, position: int) -> None:
    """Content is shown by the grade on a document's card (S1-GİZ-6): the cards must know what is about to be shown."""
    services = request.services
    if request.grades() is not None:
        seconds = services.limits.view_wait_seconds
        await in_thread(lambda: services.views.wait_all(("documents",), position, seconds))
    request.look_anew()
