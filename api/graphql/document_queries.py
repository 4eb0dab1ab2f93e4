"""Queries about documents."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from api.access import Operation
from api.access.grades import require_grade
from api.graphql.connections import AppliedFilter, Connection, connected, echoed, filter_texts
from api.graphql.context import KutukInfo, RequestContext, in_thread, permitted
from api.graphql.describing import answered, described
from api.graphql.documents import After, Document, First, document_of, label_of
from api.graphql.given_texts import check_texts
from api.graphql.guards import QueryRefused
from api.graphql.paging import paged
from domain.access import viewed
from domain.documents.values import Direction, DocumentState
from domain.filing import Urgency
from projections.documents import Card, CardFilter, CardOrder
from projections.reading import Page
from projections.search import SearchTextError

MAX_TEXT = 200
"""Characters of a search text or number: protects the search from pasted pages."""


@strawberry.input(description="Belge süzgeci; verilmeyen alan hesaba katılmaz.")
class DocumentFilterInput:
    """Which documents."""

    direction: Direction | None = described("Yön.", default=None)
    states: list[DocumentState] | None = described("Durumlardan biri.", default=None)
    unit: str | None = described("Birim.", default=None)
    drafter_id: str | None = described("Hazırlayanın kimliği.", default=None)
    holder_id: str | None = described("Şimdi elinde bulunduranın kimliği.", default=None)
    holder_unit: str | None = described("Şimdi bulunduğu birim.", default=None)
    file_code: str | None = described("Standart dosya planı kodu.", default=None)
    urgency: Urgency | None = described("İvedilik.", default=None)
    opened_from: datetime | None = described("Deftere girişi bundan önce olmayanlar.", default=None)
    opened_before: datetime | None = described("Deftere girişi bundan önce olanlar.", default=None)
    due_before: datetime | None = described("Cevap süresi bundan önce dolanlar.", default=None)

    def filter(self, grades: tuple[str, ...] | None) -> CardFilter:
        """The reader's filter, within the grades the caller may see. Raises QueryRefused."""
        check_texts(vars(self))
        given = vars(self) | {"classifications": grades}
        given["direction"] = self.direction.value if self.direction else None
        given["states"] = tuple(state.value for state in self.states) if self.states is not None else None
        given["urgency"] = self.urgency.value if self.urgency else None
        return CardFilter(**given)


Filter = Annotated[DocumentFilterInput | None, strawberry.argument(description="Süzgeç.")]
Order = Annotated[CardOrder, strawberry.argument(description="Sıra.")]
Text = Annotated[
    str, strawberry.argument(description="Aranan sözcükler: konu, sayı ve taraflarda, Türkçe harflere duyarlı.")
]


@strawberry.type
class DocumentQueries:
    """Documents: list, search, one."""

    @answered("Belgeler; yalnız görme yetkisi olunan gizlilik dereceleri listelenir.")
    async def documents(
        self,
        info: KutukInfo,
        first: First,
        after: After = None,
        filter: Filter = None,
        order_by: Order = CardOrder.NEWEST,
    ) -> Connection[Document]:
        """A page of documents; the list itself is recorded as a read."""
        request = await permitted(info, Operation.READ_DOCUMENTS, rests_on=("documents",))
        chosen = (filter or DocumentFilterInput()).filter(request.grades())
        page = await paged(lambda: request.services.documents.cards(chosen, first, after, order_by), first)
        applied = [AppliedFilter(name=name, value=value) for name, value in page.filters.items()]
        _listed(request, None, applied, page)
        return connected(page, document_of)

    @answered("Belge arama; en yeni önce.")
    async def search_documents(
        self,
        info: KutukInfo,
        text: Text,
        first: First,
        after: After = None,
        direction: Annotated[Direction | None, strawberry.argument(description="Yön.")] = None,
        folded: Annotated[
            bool, strawberry.argument(description="Türkçe harf ayrımı gözetilmesin mi (ç=c, ı=i …)?")
        ] = False,
    ) -> Connection[Document]:
        """A page of documents found; the search is recorded with its text minimised (GR-4, GR-R6)."""
        request = await permitted(info, Operation.SEARCH_DOCUMENTS, rests_on=("search", "documents"))
        services, way = request.services, direction.value if direction else None
        grades = request.grades()
        _check_text(text)
        try:
            hits = await paged(
                lambda: services.search.search(
                    text, first, after, direction=way, classifications=grades, folded=folded
                ),
                first,
            )
        except SearchTextError as error:
            raise _text_refused() from error
        cards = await in_thread(lambda: services.documents.cards_by_ids(hit.document_id for hit in hits.rows))
        found = [
            (cursor, cards[hit.document_id])
            for hit, cursor in zip(hits.rows, hits.cursors, strict=True)
            if hit.document_id in cards
        ]
        rows, cursors = tuple(card for _, card in found), tuple(cursor for cursor, _ in found)
        page = Page(rows, cursors, hits.has_more, hits.filters, hits.first)
        _listed(request, text, echoed(direction=way, folded=folded or None), page)
        return connected(page, document_of)

    @answered("Tek belge: kimliğiyle, ya da sayısı, gönderenin sayısı, doğrulama kodu veya paket kimliğiyle.")
    async def document(
        self,
        info: KutukInfo,
        id: Annotated[UUID | None, strawberry.argument(description="Belgenin kimliği.")] = None,
        number: Annotated[
            str | None, strawberry.argument(description="Sayı, gönderenin sayısı, doğrulama kodu veya paket kimliği.")
        ] = None,
    ) -> Document | None:
        """One document, recorded as viewed; None when there is none."""
        _check_text(number or "")
        request = await permitted(info, Operation.READ_DOCUMENTS, str(id or number or ""), ("documents",))
        documents = request.services.documents
        if (id is None) == (number is None):
            raise QueryRefused(
                "BAD_ARGUMENTS", "Give either id or number.", "id veya number alanlarından yalnız birini verin."
            )
        card = await in_thread(lambda: documents.card(id) if id else documents.card_by_number(number or ""))
        if card is None:
            request.reads.searched("document", query=number, filters=[f"id={id}"] if id else [], result_count=0)
            return None
        grade = card.classification
        await in_thread(lambda: require_grade(request.who(), grade, request.reads, str(card.document_id)))
        request.reads.note(
            viewed,
            element_type="document",
            element_id=str(card.document_id),
            element_label=label_of(card),
            document_ids=(card.document_id,),
            version=card.version,
        )
        return document_of(card)


def _listed(request: RequestContext, text: str | None, applied: list[AppliedFilter], page: Page[Card]) -> None:
    request.reads.searched(
        "document",
        query=text,
        filters=filter_texts(applied),
        result_count=len(page.rows),
        opened=[card.document_id for card in page.rows],
    )


def _check_text(text: str) -> None:
    if len(text) > MAX_TEXT or "\0" in text:
        raise _text_refused()


def _text_refused() -> QueryRefused:
    return QueryRefused(
        "BAD_SEARCH_TEXT",
        f"Give words of letters or digits, at most {MAX_TEXT} characters.",
        f"Harf veya rakam içeren, en çok {MAX_TEXT} karakterlik bir metin verin.",
    )
