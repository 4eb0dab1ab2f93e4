"""What the GraphQL door is handed, and its schema for the command line: doors never import each other."""

from api.access import Authenticator
from api.composition.evidence import EvidenceExport
from api.composition.identifiers import new_id
from api.composition.keys import verification_code_secret
from api.composition.packages import package_export
from api.composition.refusals import SetUpError
from api.composition.services import Services
from api.composition.settings import Settings
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
        positions=views.positions,
        proofs=services.tree,
        blobs=services.blobs,
        signatures=SignatureFactReader(services.blobs, services.trust, services.now),
        append_reads=services.append_reads,
        evidence=EvidenceExport(services),
        authenticator=authenticator,
        now=services.now,
        new_id=new_id,
        code_secret=verification_code_secret(services.settings),
        intake=services.intake,
        packages=lambda: package_export(services),
        limits=GraphQLLimits(
            depth=limits.query_depth,
            aliases=limits.query_aliases,
            tokens=limits.query_tokens,
            cost=limits.query_cost,
            body_bytes=limits.request_bytes,
            upload_bytes=limits.upload_bytes,
            subscriptions=limits.subscriptions,
            view_wait_seconds=limits.view_wait_milliseconds / 1000,
        ),
        introspection=services.settings.free_queries,
        known_queries=None if services.settings.free_queries else _known_queries(services.settings),
    )


def _known_queries(settings: Settings) -> frozenset[str]:
    """Digests of the only query texts that may run. Raises SetUpError when their file cannot be read."""
    if settings.known_queries is None:
        return frozenset()
    try:
        lines = settings.known_queries.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError) as error:
        raise SetUpError(
            f"KUTUK_KNOWN_QUERIES okunamıyor: {settings.known_queries} ({error}).",
            f"KUTUK_KNOWN_QUERIES cannot be read: {settings.known_queries} ({error}).",
        ) from error
    return frozenset(line.lower() for line in lines)
