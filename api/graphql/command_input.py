"""What every mutation's input has, and what turning it into a command needs from outside."""

from typing import Any, Protocol
from uuid import UUID

import strawberry

from api.graphql.describing import described
from api.graphql.parts_input import ActingPersonInput, FileInput
from domain.documents.values import SignatureFacts, StoredFile


class Hands(Protocol):
    """What an input needs to become a command; may block."""

    def new_id(self) -> UUID:
        """Id of what the request creates; the same for the same actor and request key."""

    def verification_code(self) -> str:
        """Document verification code (DV-2); the same for the same actor and request key."""

    def stored(self, file: FileInput) -> StoredFile:
        """An uploaded file with its size. Raises a Refusal when it is not in the store."""

    def signature(self, document_id: UUID, purpose: str, file: FileInput, content: str) -> SignatureFacts:
        """Facts read from uploaded CMS bytes over content with a hex SHA-256 digest. Raises a Refusal."""


@strawberry.input(description="Her işlemin ortak alanları.")
class CommandInput:
    """Fields of every mutation's input; subclasses add their own and build the command."""

    request_key: str = described(
        "İstek anahtarı: aynı anahtar ve içerikle yinelenen istek aynı cevabı alır; içerik farklıysa reddedilir."
    )
    reason: str | None = described("Gerekçe.", default=None)
    acting_person: ActingPersonInput | None = described("Yalnız EBYS için: işlemi yapan kişi.", default=None)

    def command(self, hands: Hands) -> Any:
        """The command of the book that this input stands for."""
        raise NotImplementedError
