"""Who acted, from where: types that events, histories and audit entries share."""

from datetime import datetime

import strawberry

from api.graphql.describing import described
from domain.events import ISTANBUL, Actor, Origin


@strawberry.type(name="Actor", description="İşlemi yapan kişi veya sistem.")
class ActorType:
    """Who acted."""

    id: str = described("Kurum içindeki değişmez kimliği.")
    name: str = described("Adı.")
    title: str = described("İşlem anındaki unvanı.")
    unit: str = described("Birimi.")
    acting_for: str | None = described("Yetki devri veya vekâlette yerine işlem yapılan kişi.")
    delegation: str | None = described("Dayanak yetki devri veya vekâlet.")

    @classmethod
    def of(cls, actor: Actor) -> "ActorType":
        """The actor of an event."""
        return cls(
            id=actor.id,
            name=actor.name,
            title=actor.title,
            unit=actor.unit,
            acting_for=actor.acting_for,
            delegation=actor.delegation,
        )


@strawberry.type(name="Origin", description="İsteğin geldiği kapı ve yer.")
class OriginType:
    """Where a request came from."""

    client: str = described("Kapı: graphql, web, cli veya worker.")
    address: str | None = described("Ağ adresi, varsa.")
    session: str | None = described("Oturum kimliği, varsa.")

    @classmethod
    def of(cls, origin: Origin) -> "OriginType":
        """The origin of an event."""
        return cls(client=origin.client, address=origin.address, session=origin.session)


@strawberry.type(name="Moment", description="Bir an: eşgüdümlü evrensel zaman ve İstanbul saati yan yana.")
class Moment:
    """An instant in both clocks (I6)."""

    utc: datetime = described("Eşgüdümlü evrensel zaman (UTC).")
    istanbul: str = described("İstanbul saati, gg.aa.yyyy ss:dd:ss biçiminde.")

    @classmethod
    def of(cls, instant: datetime) -> "Moment":
        """An aware instant."""
        return cls(utc=instant, istanbul=instant.astimezone(ISTANBUL).strftime("%d.%m.%Y %H:%M:%S"))


def moment_or_none(instant: datetime | None) -> Moment | None:
    """A moment, when there is one."""
    return None if instant is None else Moment.of(instant)
