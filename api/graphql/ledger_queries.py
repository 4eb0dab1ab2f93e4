"""Queries about the ledger itself: events, audit, days, renewals, registers."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import strawberry

from api.access import Operation
from api.graphql.audit import AuditEntryType, AuditFilterInput
from api.graphql.connections import Connection, connected
from api.graphql.context import KutukInfo, RequestContext, in_thread, permitted
from api.graphql.days import DayFailureType, DayRenewalType, DayType
from api.graphql.describing import answered
from api.graphql.documents import After, First
from api.graphql.event_lists import EventFilterInput, event_page
from api.graphql.events import EventType
from api.graphql.given_texts import check_texts
from api.graphql.guards import QueryRefused
from api.graphql.paging import paged
from api.graphql.registers import RegisterEntryType, RegisterType
from api.graphql.renewals import RenewalStepType, RenewalType
from api.graphql.scalars import Position
from domain.access import viewed
from domain.documents.values import Direction
from domain.events import istanbul_day
from projections.days import DaySpanError

DEFAULT_SPAN = timedelta(days=30)


@strawberry.type
class LedgerQueries:
    """What the ledger holds beside documents."""

    @answered("Olaylar, konum sırasıyla en eski önce; türü bu sürümden yeni olanlar da listelenir.")
    async def events(
        self,
        info: KutukInfo,
        first: First,
        after: After = None,
        filter: Annotated[EventFilterInput | None, strawberry.argument(description="Süzgeç.")] = None,
    ) -> Connection[EventType]:
        """A page of events; the list itself is recorded as a read."""
        request = await permitted(info, Operation.READ_EVENTS)
        chosen = filter or EventFilterInput()
        audited = request.may(Operation.READ_AUDIT)
        page = await paged(lambda: event_page(request.services.book, chosen, first, after, audited), first)
        _listed(request, "event", chosen.texts(), len(page.edges))
        return page

    @answered("Konumu verilen olay.")
    async def event(
        self, info: KutukInfo, position: Annotated[Position, strawberry.argument(description="Konum.")]
    ) -> EventType | None:
        """One event, recorded as viewed."""
        request = await permitted(info, Operation.READ_EVENTS, str(position))
        found = await request.loaders.event.load(position)
        request.reads.note(viewed, element_type="event", element_id=str(position))
        return EventType.of(found) if found else None

    @answered("Denetim kayıtları, konum sırasıyla en eski önce.")
    async def audit_entries(
        self,
        info: KutukInfo,
        first: First,
        after: After = None,
        filter: Annotated[AuditFilterInput | None, strawberry.argument(description="Süzgeç.")] = None,
    ) -> Connection[AuditEntryType]:
        """A page of the audit log; reading it is recorded as well (U16)."""
        request = await permitted(info, Operation.READ_AUDIT, rests_on=("audit",))
        chosen = (filter or AuditFilterInput()).filter()
        page = await paged(lambda: request.services.audit.entries(chosen, first, after), first)
        _listed(request, "audit_log", [f"{name}={value}" for name, value in page.filters.items()], len(page.rows))
        return connected(page, AuditEntryType.of)

    @answered("Gün takvimi: aralıktaki her gün, boş günler de; en eski önce, en çok 400 gün.")
    async def days(
        self,
        info: KutukInfo,
        first_day: Annotated[date | None, strawberry.argument(description="İlk gün; verilmezse 30 gün önce.")] = None,
        last_day: Annotated[date | None, strawberry.argument(description="Son gün; verilmezse bugün.")] = None,
    ) -> list[DayType]:
        """The calendar; recorded as a read."""
        request = await permitted(info, Operation.READ_DAYS, rests_on=("days",))
        today = istanbul_day(request.services.now())
        last = last_day or today
        first = first_day or last - DEFAULT_SPAN
        try:
            found = await in_thread(lambda: request.services.days.days(first, last, today))
        except DaySpanError as error:
            raise QueryRefused(
                "BAD_SPAN", "A span has 1 to 400 days.", "Aralık 1–400 gün olmalıdır: ilk ve son günü düzeltin."
            ) from error
        _listed(request, "day", [f"first_day={first}", f"last_day={last}"], len(found))
        return [DayType.of(item) for item in found]

    @answered("Tek gün; defter o günü kapsamıyorsa boştur.")
    async def day(
        self, info: KutukInfo, day: Annotated[date, strawberry.argument(description="Gün.")]
    ) -> DayType | None:
        """One day, recorded as viewed."""
        request = await permitted(info, Operation.READ_DAYS, day.isoformat(), rests_on=("days",))
        found = await request.loaders.day.load(day)
        request.reads.note(viewed, element_type="day", element_id=day.isoformat())
        return DayType.of(found) if found else None

    @answered("Günün başarısız mühürleme denemeleri, en eski önce.")
    async def day_failures(
        self,
        info: KutukInfo,
        day: Annotated[date, strawberry.argument(description="Gün.")],
        first: First,
        after: After = None,
    ) -> Connection[DayFailureType]:
        """Failed tries to seal a day; recorded as a read."""
        request = await permitted(info, Operation.READ_DAYS, day.isoformat(), rests_on=("days",))
        page = await paged(lambda: request.services.days.failures(day, first, after), first)
        request.reads.note(viewed, element_type="day", element_id=day.isoformat(), part="failures")
        return connected(page, DayFailureType.of)

    @answered("Günün kanıt kaydının yenilenmeleri, en eski önce.")
    async def day_renewals(
        self,
        info: KutukInfo,
        day: Annotated[date, strawberry.argument(description="Gün.")],
        first: First,
        after: After = None,
    ) -> Connection[DayRenewalType]:
        """Renewals of the evidence beside a day's seal; recorded as a read."""
        request = await permitted(info, Operation.READ_DAYS, day.isoformat(), rests_on=("days",))
        page = await paged(lambda: request.services.days.renewals(day, first, after), first)
        request.reads.note(viewed, element_type="day", element_id=day.isoformat(), part="renewals")
        return connected(page, DayRenewalType.of)

    @answered("Yapılması gereken imza güçlendirmeleri, en ivedisi önce: damgasız olanlar, sonra süresi en önce dolan.")
    async def renewals(self, info: KutukInfo, first: First, after: After = None) -> Connection[RenewalType]:
        """Signatures something is due for; recorded as a read."""
        request = await permitted(info, Operation.READ_RENEWALS, rests_on=("renewals",))
        page = await paged(lambda: request.services.renewals.waiting(first, after), first)
        _listed(request, "renewal", [], len(page.rows))
        return connected(page, RenewalType.of)

    @answered("Bir imzanın geçmişi, en eski olay önce: eklenmesi, denetimleri, adımları ve boşa giden denemeler.")
    async def renewal_history(
        self,
        info: KutukInfo,
        signature_id: Annotated[UUID, strawberry.argument(description="İmza.")],
        first: First,
        after: After = None,
    ) -> Connection[RenewalStepType]:
        """The life of one signature; recorded as a read."""
        request = await permitted(info, Operation.READ_RENEWALS, str(signature_id), rests_on=("renewals",))
        page = await paged(lambda: request.services.renewals.history(signature_id, first, after), first)
        request.reads.note(viewed, element_type="signature", element_id=str(signature_id), part="history")
        return connected(page, RenewalStepType.of)

    @answered("Numara defterleri, en yeni yıl önce.")
    async def registers(self, info: KutukInfo) -> list[RegisterType]:
        """All registers; recorded as a read."""
        request = await permitted(info, Operation.READ_REGISTERS, rests_on=("registers",))
        found = await in_thread(request.services.registers.registers)
        _listed(request, "register", [], len(found))
        return [RegisterType.of(item) for item in found]

    @answered("Bir numara defterinin kayıtları, numara sırasıyla; iptal edilenler de.")
    async def register_entries(
        self,
        info: KutukInfo,
        direction: Annotated[Direction, strawberry.argument(description="Yön.")],
        year: Annotated[int, strawberry.argument(description="Yıl.")],
        unit: Annotated[str, strawberry.argument(description="Birim.")],
        first: First,
        after: After = None,
    ) -> Connection[RegisterEntryType]:
        """A page of a register book; recorded as a read."""
        request = await permitted(info, Operation.READ_REGISTERS, rests_on=("registers", "documents"))
        check_texts({"unit": unit})
        registers, way = request.services.registers, direction.value
        grades = request.grades()
        page = await paged(lambda: registers.entries(way, year, unit, first, after, grades), first)
        applied = [f"{name}={value}" for name, value in page.filters.items()]
        _listed(request, "register_entry", applied, len(page.rows), [row.document_id for row in page.rows])
        return connected(page, RegisterEntryType.of)


def _listed(
    request: RequestContext, element: str, filters: list[str], count: int, opened: list[UUID] | None = None
) -> None:
    request.reads.searched(element, query=None, filters=filters, result_count=count, opened=opened or ())
