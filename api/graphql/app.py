"""The ASGI application: sign-in, GraphQL over HTTP and WebSocket, reads made durable before answers leave."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from cross_web import HTTPException
from graphql import GraphQLError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLRequestData
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.unset import UNSET, UnsetType

from api.access import Credentials, NotSignedInError, ReadNotRecordedError, bearer_of
from api.graphql.context import GraphQLServices, RequestContext, in_thread
from api.graphql.exports import export_routes
from api.graphql.masking import ErrorMask
from api.graphql.schema import build_schema
from api.graphql.sign_in import new_context, not_signed_in, recognise, recognise_by, recognised
from api.graphql.tailing import EventBell
from api.graphql.transport import BodyLimit
from api.graphql.uploads import upload_route


class KutukGraphQL(GraphQL[RequestContext, None]):
    """GraphQL for people and programs that are signed in; nobody else gets past the first line."""

    def __init__(self, services: GraphQLServices, bell: EventBell) -> None:
        schema = build_schema(
            services.limits,
            services.new_trace_id,
            introspection=services.introspection,
            known_queries=services.known_queries,
        )
        super().__init__(
            schema,
            graphql_ide=None,
            # Query texts in addresses would end up in access logs.
            allow_queries_via_get=False,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            max_subscriptions_per_connection=services.limits.subscriptions_per_connection,
        )
        self._services = services
        self._bell = bell
        self._mask = ErrorMask(services.new_trace_id)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Recognise the caller, then let the library work."""
        if scope["type"] == "http":
            request = Request(scope, receive)
            context = new_context(request, self._services, self._bell)
            try:
                await recognised(request, context)
            except NotSignedInError as error:
                await not_signed_in(error)(scope, receive, send)
                return
            scope["kutuk"] = context
        await super().__call__(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> RequestContext:
        """The context made on the way in; a WebSocket's is completed by its first message."""
        made: RequestContext | None = request.scope.get("kutuk")
        if made is not None:
            return made
        context = new_context(request, self._services, self._bell)
        try:
            await recognise(request, context)
        except NotSignedInError:
            context.recognise(None)
        return context

    async def on_ws_connect(self, context: RequestContext) -> UnsetType | dict[str, object] | None:
        """Browsers cannot set headers on a WebSocket: the token may come as ``authorization`` of the first message."""
        given = (context.connection_params or {}).get("authorization")
        if isinstance(given, str):
            credentials = Credentials(bearer=bearer_of(given))
            try:
                await recognise_by(credentials, context)
            except NotSignedInError as error:
                raise ConnectionRejectionError from error
        if context.identity is None:
            raise ConnectionRejectionError
        unset: UnsetType = UNSET
        return unset

    async def execute_single(
        self,
        request: Request,
        request_adapter: Any,
        sub_response: Response,
        context: RequestContext,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        """Run, then make what was read durable; without that record the answer is not given (design §4)."""
        result = await super().execute_single(request, request_adapter, sub_response, context, root_value, request_data)
        try:
            await in_thread(context.reads.settle)
        except ReadNotRecordedError as error:
            masked = self._mask.shown(GraphQLError("", original_error=error))
            return ExecutionResult(data=None, errors=[masked])
        return result

    def parse_json(self, data: str | bytes) -> Any:
        """The request's JSON object; anything else is a bad request."""
        found = super().parse_json(data)
        if not isinstance(found, dict) or not isinstance(found.get("operationName"), str | None):
            raise HTTPException(400, "A GraphQL request is a JSON object with a query; operationName is text.")
        return found

    def decode_json(self, data: str | bytes) -> object:
        """Strict UTF-8 JSON, nested at most as deep as the parser allows."""
        return orjson.loads(data)

    def encode_json(self, data: object) -> str:
        """JSON text: frames of the WebSocket protocol are text."""
        return orjson.dumps(data).decode()


def graphql_routes(services: GraphQLServices, bell: EventBell) -> list[BaseRoute]:
    """Routes to put beside those of other doors: ``/graphql``, ``/graphql/uploads``, ``/export/…``."""
    endpoint = KutukGraphQL(services, bell)
    return [
        Route("/graphql", BodyLimit(endpoint, services.limits.body_bytes), methods=["POST", "GET"]),
        WebSocketRoute("/graphql", endpoint),
        upload_route(services, bell),
        *export_routes(services, bell),
    ]


def create_graphql_app(services: GraphQLServices) -> Starlette:
    """The door on its own, for a process that serves nothing else and for tests."""
    bell = EventBell(services.book)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await in_thread(bell.close)

    return Starlette(routes=graphql_routes(services, bell), lifespan=lifespan)
