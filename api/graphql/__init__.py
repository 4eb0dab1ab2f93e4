"""GraphQL door (kapı): everything people's programs may ask and do, over HTTP and WebSocket, and the bulk exports.

Words: a *query* reads and is recorded as a read before its answer leaves; a *mutation* is one command of the book and
answers with the changed document or a named *refusal*; a *connection* is a page by keyset; the *cost* of a query is
known before it runs; the *bell* wakes subscriptions when the ledger grows.

Called by `api.composition`, which gives it `GraphQLServices` and puts `graphql_routes` beside the other doors. Decides
nothing: rules are the domain's, rights `api.access`'. Must not know pages, the command line or workers.
"""

from api.graphql.app import create_graphql_app, graphql_routes
from api.graphql.context import GraphQLServices
from api.graphql.limits import GraphQLLimits
from api.graphql.schema import SCHEMA_FILE, schema_text, write_schema
from api.graphql.signature_facts import SignatureFactReader
from api.graphql.tailing import EventBell

__all__ = [
    "SCHEMA_FILE",
    "EventBell",
    "GraphQLLimits",
    "GraphQLServices",
    "SignatureFactReader",
    "create_graphql_app",
    "graphql_routes",
    "schema_text",
    "write_schema",
]
