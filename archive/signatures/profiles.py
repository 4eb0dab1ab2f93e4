"""The Turkish signature profiles P1 to P4 as dated data.

Source: BTK, "Elektronik İmza Kullanım Profilleri Rehberi", version 1.0 (June 2012), Board decision 2012/DK-15/299, in
force since 2 July 2012. Formats are those of TS 101 733 V1.8.1. What is checked of a signature stands in
`profile_checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from timestamping.cms import oids

BTK_ARC: Final = "2.16.792.1.61.0.1.5070.3."
"""Signature policies of BTK stand under this arc."""
IN_FORCE: Final = datetime(2012, 7, 1, 21, tzinfo=UTC)
"""2 July 2012, 00:00 in Istanbul."""


@dataclass(frozen=True, slots=True)
class SignatureProfile:
    """One profile. policy: its identifier, None when the signature must name none. stamped: a time-stamp is mandatory.

    long_term: references and values are. by_ocsp: the signer's status comes from OCSP, else from a list. grace: how
    long after the time-stamp a revocation may still be reported. stamp_within: how long after the claimed signing time
    the time-stamp may be.
    """

    name: str
    title_tr: str
    policy: str | None
    stamped: bool = True
    long_term: bool = False
    by_ocsp: bool = False
    grace: timedelta = timedelta(0)
    stamp_within: timedelta = timedelta(hours=2)


PROFILES: Final = (
    SignatureProfile("P1", "Anlık", None, stamped=False),
    SignatureProfile("P2", "Kısa dönemli, SİL kontrollü", BTK_ARC + "1.1", grace=timedelta(hours=24)),
    SignatureProfile("P3", "Uzun dönemli, SİL kontrollü", BTK_ARC + "2.1", long_term=True, grace=timedelta(hours=24)),
    SignatureProfile("P4", "Uzun dönemli, ÇİSDuP kontrollü", BTK_ARC + "3.1", long_term=True, by_ocsp=True),
)
_BY_POLICY: Final = {profile.policy: profile for profile in PROFILES if profile.policy is not None}
_BY_NAME: Final = {profile.name: profile for profile in PROFILES}

GUIDE_HASHES: Final[Mapping[str, bytes]] = {
    oids.SHA1: bytes.fromhex("7e3b50d9020c676bbbf07a998e75e63734909cd8"),
    oids.SHA256: bytes.fromhex("ff39bd29463383f69b2052ac47439e06ce7c3b8646e888b6e5ae3e46ba08117a"),
    oids.SHA384: bytes.fromhex(
        "e7503cf83d21eb179c3a89fde8bf2216e5f4f24c9da9752d8fe86c8a8b71d4bd58a1ef426b8b0071b8c1d0754c71a810"
    ),
    oids.SHA512: bytes.fromhex(
        "af925eee76562989cd5da4000da2c35f3d9e95bc6604bb13fe3924a6e223914756bf54fce4ccfd2617de906ea135b947"
        "4ccb1da83f8468c2db18341ec7552ede"
    ),
}
"""Digests of the guide's PDF: the policy hash of P2, P3 and P4 alike, by hash algorithm."""
GUIDE_ADDRESS: Final = "http://www.eimza.gov.tr/EimzaPolitikalari/216792161015070331.pdf"
"""SPURI that real signatures of all three profiles name."""

QC_COMPLIANCE: Final = "0.4.0.1862.1.1"
"""ETSI statement of a qualified certificate (EN 319 412-5, 4.2.1)."""
QC_TURKISH: Final = frozenset({"2.16.792.1.61.0.1.5070.1.1", "2.16.792.1.61.0.1.5070.2.1"})
"""BTK's statements of a qualified certificate of a person, of a seal; one of them must stand."""
QC_RESTRICTED: Final = frozenset({"2.16.792.1.61.0.1.5070.1.3", "2.16.792.1.61.0.1.5070.2.2"})
"""Statements that mark a restriction of use."""


def profile_of_policy(policy: str | None) -> SignatureProfile | None:
    """The profile with that policy identifier, None when no profile has it."""
    return None if policy is None else _BY_POLICY.get(policy)


def profile_named(name: str) -> SignatureProfile | None:
    """P1 to P4 by name."""
    return _BY_NAME.get(name)
