"""What the GraphQL door is handed, and its schema for the command line: doors never import each other."""

from api.access import Authenticator
from api.composition.identifiers import new_id
from api.composition.keys import secret
from api.composition.services import Services
from api.graphql import GraphQLLimits, GraphQLServices, SignatureFactReader, schema_text

__all__ = ["graphql_services", "schema_text"]


def graphql_services(services: Services, authenticator: Authenticator) -> GraphQLServices:
    """The services of the process, in the shape the door asks for."""
    views, limits = services.views, services.settings.limits
    return GraphQLServices(
        institution=services.institution,
        ledger=services.ledger,
        book=services.book,
        documents=views.documents,
        search=views.search,
        days=views.days,
        audit=views.audit,
        renewals=views.renewals,
        registers=views.registers,
        views=views.clock,
        proofs=services.tree,
        blobs=services.blobs,
        signatures=SignatureFactReader(services.blobs, services.trust, services.now),
        append_reads=services.append_reads,
        authenticator=authenticator,
        now=services.now,
        new_id=new_id,
        code_secret=secret(services.keys, "verification-code"),
        limits=GraphQLLimits(
            depth=limits.query_depth,
            aliases=limits.query_aliases,
            tokens=limits.query_tokens,
            cost=limits.query_cost,
        ),
        introspection=services.settings.free_queries,
    )
