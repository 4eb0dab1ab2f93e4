"""The time-stamp authorities of the settings: credentials, policies, quotas, identity."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import structlog

from api.composition.identifiers import new_nonce, now
from api.composition.refusals import SetUpError
from api.composition.setting_values import Authority as AuthoritySetting
from api.composition.setting_values import read_secret
from api.composition.settings import Settings
from timestamping.trust import AlgorithmPolicy, AlgorithmPolicyError, TrustStore, policy_in_folder
from timestamping.tsa import (
    Authority,
    CountsInFolder,
    HttpAuthority,
    HttpLimits,
    KamusmIdentity,
    LimitedAuthority,
    QuotaNotice,
    TimestampService,
)


def timestamp_service(
    settings: Settings,
    authorities: Sequence[Authority],
    trust: TrustStore,
    clock: Callable[[], datetime],
    algorithms: AlgorithmPolicy,
) -> TimestampService:
    """Asks these authorities in order, each under the policy that the settings bind it to."""
    policies = {item.url: item.policy for item in settings.tsa if item.policy is not None}
    return TimestampService(authorities, trust, clock, new_nonce, algorithms=algorithms, policies=policies)


def algorithms_of(settings: Settings) -> AlgorithmPolicy:
    """Until when algorithms are relied on: built in, with the institution's own dates over it. Raises SetUpError."""
    return algorithms_in(settings.trust_folder)


def algorithms_in(folder: Path) -> AlgorithmPolicy:
    """The same, of any trust folder. Raises SetUpError."""
    try:
        return policy_in_folder(folder)
    except AlgorithmPolicyError as error:
        raise SetUpError(
            f"Algoritma politikası okunamadı: {error}.", f"The algorithm policy cannot be read: {error}."
        ) from error


def timestamp_authorities(settings: Settings, clock: Callable[[], datetime] = now) -> list[Authority]:
    """The authorities of the settings, in the order they are asked. Raises SetUpError."""
    counts = CountsInFolder(settings.data / "timestamp-counts")
    found: list[Authority] = []
    for item in settings.tsa:
        authority: Authority = _over_http(settings, item)
        if item.daily is not None:
            authority = LimitedAuthority(authority, item.daily, counts, clock, _tell)
        found.append(authority)
    return found


def _over_http(settings: Settings, item: AuthoritySetting) -> HttpAuthority:
    limits = HttpLimits(total=settings.limits.timestamp_seconds, size=settings.limits.timestamp_answer_bytes)
    name, password = (None, None)
    if item.credentials_file is not None:
        name, _, password = item.credentials_file.read_text(encoding="utf-8").strip().partition(":")
    identity = None if item.identity_file is None else _identity(item)
    return HttpAuthority(item.url, name, password, limits, identity)


def _identity(item: AuthoritySetting) -> KamusmIdentity:
    assert item.identity_file is not None
    user, _, password = read_secret(item.identity_file).decode("utf-8", "replace").partition(":")
    if not user.isascii() or not user.isdigit() or not password:
        raise SetUpError(
            f"{item.identity_file} içinde `müşteri numarası:parola` olmalı.",
            f"{item.identity_file} must hold `customer number:password`.",
        )
    return KamusmIdentity(int(user), password, os.urandom)


def _tell(notice: QuotaNotice) -> None:
    structlog.get_logger("kutuk.timestamps").warning(
        "timestamp_quota",
        authority=notice.authority,
        day=notice.day.isoformat(),
        used=notice.used,
        limit=notice.limit,
    )
