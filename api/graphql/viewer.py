"""Who is asking, and what they may do."""

import strawberry

from api.access import PERMISSIONS, Identity, Operation, Role
from api.graphql.context import KutukInfo, permitted
from api.graphql.describing import answered, described
from domain.parties import Role as Duty


@strawberry.type(description="Oturum sahibi.")
class Viewer:
    """The caller."""

    id: str = described("Kimliği.")
    name: str = described("Adı.")
    title: str = described("Unvanı.")
    unit: str = described("Birimi.")
    roles: list[Role] = described("Rolleri.")
    duties: list[Duty] = described("Belgeler karşısındaki görevleri.")
    operations: list[str] = described("Yapabileceği işlemler.")

    @classmethod
    def of(cls, identity: Identity) -> "Viewer":
        """The caller's identity."""
        allowed = frozenset(item for role in identity.roles for item in PERMISSIONS.get(role, frozenset()))
        return cls(
            id=identity.subject,
            name=identity.name,
            title=identity.title,
            unit=identity.unit,
            roles=sorted(identity.roles),
            duties=sorted(identity.duties),
            operations=sorted(item.value for item in allowed),
        )


@strawberry.type
class ViewerQueries:
    """The caller."""

    @answered("Oturum sahibi: kim olduğu ve neler yapabileceği.")
    async def viewer(self, info: KutukInfo) -> Viewer:
        """The caller; not a read of anything kept."""
        request = await permitted(info, Operation.WHO_AM_I)
        return Viewer.of(request.who())
