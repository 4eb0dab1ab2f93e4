"""Recognising the caller of a request: by bearer token or session cookie, off the event loop."""

from starlette.requests import HTTPConnection

from api.access import SESSION_COOKIE, Credentials, NotSignedInError, bearer_of
from api.graphql.context import GraphQLServices, RequestContext, in_thread
from api.graphql.tailing import EventBell
from api.graphql.transport import OrjsonResponse, error_answer
from domain.events import Origin

MAX_ADDRESS = 64
"""Characters of a network address: an event is no place for forged headers."""


def new_context(connection: HTTPConnection, services: GraphQLServices, bell: EventBell) -> RequestContext:
    """The context of a request or WebSocket, nobody recognised yet."""
    address = connection.client.host[:MAX_ADDRESS] if connection.client else None
    origin = Origin(client="graphql", address=address)
    return RequestContext(services, origin, bell, over_websocket=connection.scope["type"] == "websocket")


async def recognise(connection: HTTPConnection, request: RequestContext) -> None:
    """Recognise the caller, if the request carries any proof. Raises NotSignedInError when the proof fails."""
    bearer = bearer_of(connection.headers.get("authorization"))
    credentials = Credentials(bearer=bearer, cookie=None if bearer else connection.cookies.get(SESSION_COOKIE))
    await recognise_by(credentials, request)


async def recognise_by(credentials: Credentials, request: RequestContext) -> None:
    """Recognise the caller by given credentials. A failed proof is recorded (GR-15); raises NotSignedInError."""
    try:
        identity = await in_thread(lambda: request.services.authenticator.authenticate(credentials))
    except NotSignedInError:
        method = "bearer" if credentials.bearer else "session"
        await in_thread(lambda: request.bell.failures.record(request.reads, method, request.services.now()))
        raise
    request.credentials = credentials
    request.recognise(identity)


async def recognised(connection: HTTPConnection, request: RequestContext) -> None:
    """Like `recognise`, but somebody must be signed in."""
    await recognise(connection, request)
    if request.identity is None:
        raise NotSignedInError


def not_signed_in(error: NotSignedInError) -> OrjsonResponse:
    """The answer to a request of nobody."""
    headers = {"WWW-Authenticate": 'Bearer realm="kutuk"'}
    return error_answer(401, "NOT_SIGNED_IN", error.message_tr, error.message_en, headers)
