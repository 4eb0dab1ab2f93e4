"""What a mutation answers: the changed document, or one of the named refusals."""

from typing import TYPE_CHECKING, Annotated, Any, Union
from uuid import UUID

import strawberry

from api.graphql.describing import described
from api.graphql.documents import Document
from api.graphql.refusals import FACES
from api.graphql.scalars import Position


@strawberry.type(description="İşlem yapıldı ve deftere yazıldı.")
class DocumentChanged:
    """A command was carried out."""

    document_id: UUID = described("Belgenin kimliği.")
    position: Position = described("İşlemin son olayının konumu.")
    replayed: bool = described("Aynı istek daha önce yapılmıştı; bu onun cevabıdır, yeni bir şey yazılmadı.")
    visible: bool = described("Görünümler bu konuma ulaştı mı? Ulaşmadıysa belge alanları biraz eskidir.")
    document: Document | None = described("Belgenin bugünkü hâli; derecesini görme yetkiniz yoksa verilmez.")


if TYPE_CHECKING:
    CommandResult = Any
else:
    CommandResult = Annotated[
        Union[(DocumentChanged, *FACES.values())],
        strawberry.union(
            "CommandResult",
            description="Sonuç: belge değişti ya da adı konmuş bir ret; retlerin hepsi Refusal arayüzündedir.",
        ),
    ]
