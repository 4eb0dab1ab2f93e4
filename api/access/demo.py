"""Sign-ins of the demo institution: made-up people, made in this one place, and only when the demo flag is set."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.access.authentication import Credentials
from api.access.identity import Identity
from api.access.roles import Role
from domain.parties import Role as Duty

_REGISTRY_UNIT: Final = "24301051"
_PERSONNEL_UNIT: Final = "24301052"
_ARCHIVE_UNIT: Final = "24301053"
_INSPECTION_UNIT: Final = "24301054"


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """One sign-in that the demo offers."""

    token: str
    """Bearer token, known to everybody: that is what makes it a demo."""
    identity: Identity
    summary: str
    """What the person can try out, in Turkish, for the sign-in page."""


def _person(
    subject: str, name: str, title: str, unit: str, roles: set[Role], duties: set[Duty], summary: str
) -> DemoSignIn:
    identity = Identity(subject, name, title, unit, frozenset(roles), frozenset(duties), method="demo")
    return DemoSignIn(f"demo-{subject}", identity, summary)


_PEOPLE: Final = (
    _person(
        "elif.arslan",
        "Elif Arslan",
        "Evrak Sorumlusu",
        _REGISTRY_UNIT,
        {Role.REGISTRAR},
        {Duty.REGISTRAR, Duty.DRAFTER},
        "Gelen belgeyi kaydeder, birimlere havale eder, belge arar.",
    ),
    _person(
        "mehmet.kaya",
        "Mehmet Kaya",
        "Şef",
        _PERSONNEL_UNIT,
        {Role.REGISTRAR},
        {Duty.DRAFTER},
        "Taslak hazırlar, sayı alır, parafa sunar.",
    ),
    _person(
        "ayse.isik",
        "Ayşe Işık",
        "Daire Başkanı",
        _PERSONNEL_UNIT,
        {Role.REGISTRAR},
        {Duty.DRAFTER, Duty.UNIT_MANAGER, Duty.SEAL_KEEPER},
        "Paraflar, imzalar, havale eder, belgeyi mühürler.",
    ),
    _person(
        "huseyin.celik",
        "Hüseyin Çelik",
        "Arşiv Uzmanı",
        _ARCHIVE_UNIT,
        {Role.ARCHIVIST},
        {Duty.ARCHIVIST},
        "Her belgeyi ve geçmişini görür, dosyalar, dışa aktarır.",
    ),
    _person(
        "zeynep.sahin",
        "Zeynep Şahin",
        "Denetçi",
        _INSPECTION_UNIT,
        {Role.AUDITOR},
        set(),
        "Her şeyi görür, hiçbir şeyi değiştiremez; baktıkları da kaydedilir.",
    ),
    _person(
        "can.ozturk",
        "Can Öztürk",
        "Sistem İşletmeni",
        _ARCHIVE_UNIT,
        {Role.OPERATOR},
        set(),
        "Günleri, mühürleri ve imza yenilemelerini izler; belge göremez.",
    ),
)
_SYSTEM: Final = _person(
    "ebys",
    "Örnek EBYS",
    "Elektronik Belge Yönetim Sistemi",
    _REGISTRY_UNIT,
    {Role.EBYS},
    set(),
    "EBYS'nin GraphQL üzerinden kişiler adına işlem yapmasını gösterir.",
)


class DemoDirectory:
    """People and systems of the demo institution; also an authenticator of their published tokens."""

    def __init__(self) -> None:
        self._by_subject: Mapping[str, DemoSignIn] = {entry.identity.subject: entry for entry in (*_PEOPLE, _SYSTEM)}

    @property
    def sign_ins(self) -> tuple[DemoSignIn, ...]:
        """People, in the order the sign-in page shows them; the EBYS is not among them."""
        return _PEOPLE

    @property
    def system(self) -> DemoSignIn:
        """The demo document management system, for programs that try out GraphQL."""
        return _SYSTEM

    def person(self, subject: str) -> Identity | None:
        """The identity of a subject, None when the demo does not know it."""
        entry = self._by_subject.get(subject)
        return entry.identity if entry else None

    def authenticate(self, credentials: Credentials) -> Identity | None:
        """The identity a demo token belongs to, None when it is no demo token."""
        given = (credentials.bearer or "").encode()
        for entry in self._by_subject.values():
            if hmac.compare_digest(given, entry.token.encode()):
                return entry.identity
        return None
