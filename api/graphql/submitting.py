"""From a mutation's input to its answer: who acts, the command, the wait for the view, the card."""

import base64
import hashlib
import hmac
from typing import Final, Protocol
from uuid import UUID

from api.access import Identity, Operation, duties_named, person_acting, require
from api.graphql.command_input import CommandInput
from api.graphql.context import GraphQLServices, KutukInfo, RequestContext, in_thread
from api.graphql.documents import document_of
from api.graphql.parts_input import ActingPersonInput, FileInput
from api.graphql.refusals import shown
from api.graphql.results import CommandResult, DocumentChanged
from api.graphql.scalars import Position
from api.graphql.submission_errors import (
    RequestKeyFormError,
    RequestKeyReusedError,
    TextNotStorableError,
    TryAgainError,
)
from api.procedures.letter_pages import require_page_of_letter
from archive.storage import BlobDigest
from domain.documents import RouteForInitials
from domain.documents.values import SignatureFacts, StoredFile
from domain.events import Context, Refusal, StateError, stream_id_of
from domain.ledger.commands import ContentionError
from domain.ledger.store import AppendLimitError, Receipt, RequestKeyConflictError
from domain.parties import Role as Duty

VIEWS: Final = ("documents", "registers", "search")
"""Views a mutation's answer rests on."""
MAX_KEY_LENGTH: Final = 120
"""Characters of a request key: protects the index of keys; the actor's id is put before it."""


class RequestHands:
    """Makes what an input lacks, from the request alone: the same request made twice makes the same things.

    Ids and codes derived from actor and request key let the ledger see that a repeated request is a repeated one.
    """

    def __init__(self, services: GraphQLServices, identity: Identity, request_key: str) -> None:
        self._services = services
        self._actor = identity.subject
        self._key = request_key

    def new_id(self) -> UUID:
        """Id of what the request creates."""
        return stream_id_of("request", self._actor, self._key)

    def verification_code(self) -> str:
        """16 letters and digits, 80 bits that only the holder of the secret can foretell (DV-2)."""
        message = f"verification-code\x1f{self._actor}\x1f{self._key}".encode()
        digest = hmac.new(self._services.code_secret, message, hashlib.sha256).digest()
        return base64.b32encode(digest[:10]).decode()

    def stored(self, file: FileInput) -> StoredFile:
        """An uploaded file with its size."""
        return file.stored(self._services.blobs.size(BlobDigest(file.digest)))

    def signature(self, document_id: UUID, purpose: str, file: FileInput, content: str) -> SignatureFacts:
        """Facts of an uploaded signature file."""
        return self._services.signatures.read(document_id, purpose, self.stored(file), content)


async def submit(info: KutukInfo, operation: Operation, given: CommandInput) -> CommandResult:
    """Run a mutation: its success, or the refusal as a member of the union. Faults are raised and masked."""
    request, element = info.context, f"graphql:{info.field_name}"
    try:
        receipt = await in_thread(lambda: _commit(request, operation, element, given))
    except Refusal as refusal:
        return shown(refusal)
    return await in_thread(lambda: _answer(request, receipt, given))


class ActingInput(Protocol):
    """What an input says of the request itself."""

    request_key: str
    reason: str | None
    acting_person: ActingPersonInput | None


def acting_context(
    request: RequestContext, operation: Operation, element: str, given: ActingInput
) -> tuple[Context, Identity]:
    """Who acts, with what key and reason. Raises AccessDeniedError, and RequestKeyFormError for an odd key."""
    target = getattr(given, "document_id", None)
    caller = require(request.identity, operation, request.reads, element, str(target) if target else None)
    acting = given.acting_person
    duties = duties_named(duty.value for duty in acting.duties) if acting else frozenset[Duty]()
    identity = person_acting(caller, acting.actor() if acting else None, duties, operation)
    key = given.request_key
    if not (1 <= len(key) <= MAX_KEY_LENGTH and key.isascii() and key.isprintable()):
        raise RequestKeyFormError
    actor = acting.actor() if acting else identity.actor()
    origin = request.origin_of(identity)
    return Context(actor=actor, origin=origin, request_key=key, reason=given.reason or None), identity


def _commit(request: RequestContext, operation: Operation, element: str, given: CommandInput) -> Receipt:
    context, identity = acting_context(request, operation, element, given)
    services = request.services
    try:
        command = given.command(RequestHands(services, identity, context.request_key))
        if isinstance(command, RouteForInitials):
            require_page_of_letter(services.book, services.blobs, command)
        return services.ledger.submit(command, context, frozenset(identity.duties), services.now())
    except RequestKeyConflictError as error:
        raise RequestKeyReusedError from error
    except (StateError, AppendLimitError) as error:
        raise TextNotStorableError from error
    except ContentionError as error:
        raise TryAgainError from error


def _answer(request: RequestContext, receipt: Receipt, given: CommandInput) -> DocumentChanged:
    """Wait for the caller's own write, then answer from the view (house §6.4), within the grades the caller may see."""
    services, allowed = request.services, request.grades()
    visible = services.views.wait_all(VIEWS, receipt.last_position, services.limits.view_wait_seconds)
    target = getattr(given, "document_id", None)
    ids = (target,) if target else receipt.stream_ids
    found = services.documents.cards_by_ids(ids)
    card = next((found[item] for item in ids if item in found), None)
    return DocumentChanged(
        document_id=card.document_id if card else ids[0],
        position=Position(receipt.last_position),
        replayed=receipt.replayed,
        visible=visible,
        document=document_of(card) if card and (allowed is None or card.classification in allowed) else None,
    )
