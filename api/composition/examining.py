"""The checks of `kutuk doctor`."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import psycopg

from api.composition.services import Services
from api.procedures.seal_renewal import SealRenewer
from domain.events import istanbul_day, moment
from timestamping.tsa import AuthorityUnavailableError, Imprint

LEAST_FREE: Final = 1024**3
"""Free bytes below which the data folder's disk is worth a warning."""
LARGEST_SKEW: Final = timedelta(seconds=5)
"""Difference between our clock and the database's that days and stamps can bear (EV-7)."""
LARGEST_LAG: Final = 1000


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, ``ok``, ``warn`` or ``fail``, and a sentence in both languages."""

    name: str
    state: str
    message_tr: str
    message_en: str


def examine(services: Services) -> list[Check]:
    """All checks in order; none changes anything in the ledger."""
    return [
        _rights(services),
        _clock(services),
        _views(services),
        _days(services),
        seal_evidence(services.seal_renewer(), services.now()),
        _authority(services),
        _trust(services),
        _disk(services),
    ]


def _rights(services: Services) -> Check:
    """The application role must not be able to change events, whatever it tries (design §3)."""
    tables = ("events", "stream_heads", "ledger_head", "requests", "tiles")
    too_much = []
    with psycopg.connect(services.database.dsn) as connection:
        for table in tables:
            name = f"{services.database.schema}.{table}"
            for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
                row = connection.execute("SELECT has_table_privilege(%s, %s)", (name, right)).fetchone()
                if row is not None and row[0]:
                    too_much.append(f"{right} {table}")
    if too_much:
        rights = ", ".join(too_much)
        return Check(
            "rights",
            "fail",
            f"Uygulama rolünün fazla yetkisi var: {rights}.",
            f"The application role may do too much: {rights}.",
        )
    return Check("rights", "ok", "Uygulama rolü olayları değiştiremez.", "The application role cannot change events.")


def _clock(services: Services) -> Check:
    with psycopg.connect(services.database.dsn) as connection:
        row = connection.execute("SELECT clock_timestamp()").fetchone()
    theirs: datetime = row[0] if row else services.now()
    skew = abs(theirs - services.now())
    last = moment(services.book.head()[1])
    if skew > LARGEST_SKEW or last - theirs > LARGEST_SKEW:
        times = f"{theirs:%H:%M:%S} / {services.now():%H:%M:%S} / {last:%H:%M:%S}"
        return Check(
            "clock",
            "fail",
            f"Saatler uyuşmuyor (veritabanı / süreç / son olay): {times}.",
            f"Clocks differ (database / process / last event): {times}.",
        )
    return Check("clock", "ok", f"Saat farkı {skew.total_seconds():.3f} sn.", f"Clocks differ by {skew}.")


def _views(services: Services) -> Check:
    positions = services.views.positions.positions()
    stopped = [item.name for item in positions if item.state != "running"]
    lag = max((item.lag for item in positions), default=services.book.head()[0])
    if stopped:
        names = ", ".join(stopped)
        return Check(
            "views", "fail", f"Duran izdüşüm: {names}. `kutuk rebuild`.", f"Stopped: {names}. `kutuk rebuild`."
        )
    state = "warn" if lag > LARGEST_LAG else "ok"
    return Check("views", state, f"İzdüşümler en çok {lag} olay geride.", f"Views are at most {lag} events behind.")


def _days(services: Services) -> Check:
    keeper, today = services.days(), istanbul_day(services.now())
    yesterday = keeper.closed(today - timedelta(days=1))
    first = keeper.first_day()
    debt = keeper.unsealed()
    if debt:
        days = ", ".join(day.isoformat() for day in debt[:5])
        return Check("days", "warn", f"Mühür bekleyen {len(debt)} gün: {days}.", f"{len(debt)} days unsealed: {days}.")
    if yesterday is None and first is not None and first < today:
        return Check("days", "warn", "Dün kapatılmamış; işçiler çalışıyor mu?", "Yesterday is open; do workers run?")
    return Check("days", "ok", "Biten günlerin hepsi mühürlü.", "All days that are over are sealed.")


def seal_evidence(renewer: SealRenewer, now: datetime) -> Check:
    """Are there seals whose evidence weakens within the lead time, and so ought to have been renewed (GD-8)?"""
    due = [(item.weakening.at, item.day) for item in renewer.due(now + renewer.lead)]
    first = min((at for at, _ in due if at is not None), default=None)
    if first is None:
        return Check(
            "seal-evidence",
            "ok",
            f"Mühürlerin kanıtı en az {renewer.lead.days} gün daha geçerli.",
            f"The evidence of all seals lasts {renewer.lead.days} days or longer.",
        )
    return Check(
        "seal-evidence",
        "warn" if first > now else "fail",
        f"{len(due)} günün kanıtı zayıflıyor, ilki {first:%d.%m.%Y} günü: damga sağlayıcısına ve `kutuk seal renew` "
        "çıktısına bakın.",
        f"The evidence of {len(due)} days weakens, the first on {first:%Y-%m-%d}: look at the authority and at what "
        "`kutuk seal renew` says.",
    )


def _authority(services: Services) -> Check:
    """A real token, checked in full: an authority that only accepts connections is no authority."""
    if not services.timestamps.authorities:
        return Check("authority", "warn", "Damga sağlayıcısı ayarlı değil (KUTUK_TSA).", "KUTUK_TSA is not set.")
    try:
        stamp = services.timestamps.stamp(Imprint.of(b"kutuk doctor"))
    except AuthorityUnavailableError as error:
        return Check("authority", "fail", f"Geçerli damga alınamadı: {error}", f"No acceptable token: {error}")
    test = stamp.verdict.test
    return Check(
        "authority",
        "warn" if test else "ok",
        f"Damga alındı: {stamp.authority}{' (TEST damgası)' if test else ''}.",
        f"Got a token: {stamp.authority}{' (TEST stamp)' if test else ''}.",
    )


def _trust(services: Services) -> Check:
    anchors = services.trust.anchors
    if not anchors:
        return Check("trust", "warn", "Güven kökü yok.", "There are no trust anchors.")
    ends = min(anchor.certificate.not_after for anchor in anchors)
    soon = ends - services.now() < timedelta(days=90)
    return Check(
        "trust",
        "warn" if soon else "ok",
        f"{len(anchors)} güven kökü; ilk biten {ends:%d.%m.%Y}.",
        f"{len(anchors)} trust anchors; the first ends on {ends:%Y-%m-%d}.",
    )


def _disk(services: Services) -> Check:
    free = shutil.disk_usage(services.settings.data).free
    size = f"{free / 1024**3:.1f} GiB"
    return Check("disk", "ok" if free > LEAST_FREE else "warn", f"Boş yer {size}.", f"Free space {size}.")
