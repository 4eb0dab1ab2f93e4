"""What is to be done with a signature next, and when: one pure rule (K-2, K-9, K-10, K-13, K-15).

The ledger raises copies of its own, beside the bytes as received; a package is never rewritten. In packages of version
2.x the seal covers the other signatures, so that archiving the seal is enough; in 1.3, and where there is no seal, the
signature itself is archived. The renewed final digest (nihai özet) that the guide then asks for belongs into a new
package and is not made here: the day seal covers the old bytes and the new.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.signatures import SignatureLevel, SignaturePurpose, next_level_of, reaches

DEFAULT_LEAD: Final = timedelta(days=180)
"""How long before its evidence weakens a signature is renewed, so that an outage of months does no harm."""


@dataclass(frozen=True, slots=True)
class RaisingRule:
    """The institution's rule. target: level its own copies are raised to. lead: see DEFAULT_LEAD."""

    target: SignatureLevel = SignatureLevel.A
    lead: timedelta = DEFAULT_LEAD


@dataclass(frozen=True, slots=True)
class RaisingPlan:
    """next_level: what to raise to, None when nothing is left to do. due: from when. weakens: when it is too late."""

    next_level: SignatureLevel | None = None
    due: datetime | None = None
    weakens: datetime | None = None


def plan_raising(
    level: SignatureLevel,
    target: SignatureLevel,
    now: datetime,
    *,
    lead: timedelta = DEFAULT_LEAD,
    weakens: datetime | None = None,
    not_before: datetime | None = None,
) -> RaisingPlan:
    """What comes after `level`.

    now: when that level was found or reached. weakens: see `archive.signatures.weakens_at`. not_before: end of the
    grace period, where one runs. A renewal is due `lead` before the evidence weakens, but never before half of the
    time until then has passed: an authority with short certificates is not asked again and again.
    """
    following = next_level_of(level)
    if following is None:
        return RaisingPlan(weakens=weakens)
    if not reaches(level, target):
        return RaisingPlan(following, max(now, not_before or now), weakens)
    if following is not level or weakens is None:
        return RaisingPlan(weakens=weakens)
    return RaisingPlan(level, max(weakens - lead, now + (weakens - now) / 2, now), weakens)


def target_in_package(purpose: SignaturePurpose, *, sealed: bool) -> SignatureLevel | None:
    """The target of a signature that came in a package; None leaves it to the institution's rule (K-2, K-13)."""
    return SignatureLevel.XL if sealed and purpose is not SignaturePurpose.SEAL else None
