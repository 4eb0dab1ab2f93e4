"""Whether a recipient's certificate stands: it leads to a trusted issuer and is not revoked (S1-ŞİF-1, S1-ŞİF-7).

Called before anything is encrypted, and by the list of recipients that an operator looks through. Must not know
networks: lists and answers are handed in.
"""

from dataclasses import dataclass, field
from datetime import datetime

from archive.eyazisma.certificates import RecipientCertificateError, UntrustedIssuerError, require_recipient
from timestamping.cms import Certificate
from timestamping.trust import (
    PathVerdict,
    RevocationMaterial,
    RevocationRules,
    RevocationUse,
    Status,
    TrustStore,
    validate_path,
)


class RecipientRevokedError(RecipientCertificateError):
    """The certificate was revoked or put on hold: what is encrypted for it may be read by somebody else."""

    rule_id = "S1-ŞİF-7"


class RecipientStatusUnknownError(RecipientCertificateError):
    """The lists and answers given do not say whether the certificate is revoked."""

    rule_id = "S1-ŞİF-7"
    text_tr = (
        "{subject} için şifrelenemez: {reason_tr}; vereni sağlayıcının güncel iptal listesini (SİL) ya da ÇİSDuP "
        "yanıtını verin."
    )
    text_en = (
        "Nothing may be encrypted for {subject}: {reason_en}; give the issuer's current revocation list or an OCSP "
        "answer."
    )


@dataclass(frozen=True, slots=True)
class RecipientTrust:
    """What recipients' certificates are held against."""

    store: TrustStore
    """Roots that lead to issuers of encryption certificates: KamuSM's (S1-ŞİF-1)."""
    others: tuple[Certificate, ...] = ()
    """Certificates between; not trusted by themselves."""
    material: RevocationMaterial | None = field(default=None, repr=False)
    """Revocation lists and OCSP answers; None: whether a certificate is revoked is not asked."""


def require_standing(certificate: Certificate, now: datetime, trust: RecipientTrust) -> RevocationUse | None:
    """The list or answer that says the certificate is good `now`; None when that was not asked.

    Raises the refusals of `require_recipient`; UntrustedIssuerError when no trusted root is reached;
    RecipientRevokedError; RecipientStatusUnknownError when the material does not decide.
    """
    require_recipient(certificate, now, None)
    found = _path(certificate, now, trust)
    if not found.path or found.anchor is None:
        raise UntrustedIssuerError(
            subject=certificate.subject_text,
            reason_tr="sertifikayı güvenilen bir kök (KamuSM) vermemiş",
            reason_en="no trusted root (KamuSM) leads to its issuer",
        )
    if trust.material is None:
        return None
    status = found.statuses[0] if found.statuses else None
    bad = next((each for each in found.statuses if each.status in (Status.REVOKED, Status.ON_HOLD)), None)
    if bad is not None:  # its own, or an authority's on the way
        raise RecipientRevokedError(
            subject=certificate.subject_text,
            reason_tr=f"sertifika iptal edilmiş ya da askıda ({_day(bad.revoked_at)})",
            reason_en=f"it is revoked or on hold ({_day(bad.revoked_at)})",
        )
    if status is None or status.status is not Status.GOOD:
        raise RecipientStatusUnknownError(
            subject=certificate.subject_text,
            reason_tr="iptal durumu verilenlerden anlaşılmıyor",
            reason_en="what was given does not tell whether it is revoked",
        )
    return status.use


def _path(certificate: Certificate, now: datetime, trust: RecipientTrust) -> PathVerdict:
    rules = RevocationRules(required=trust.material is not None)
    return validate_path(certificate, trust.others, trust.store, now, revocation=trust.material, rules=rules)


def _day(moment: datetime | None) -> str:
    return "–" if moment is None else f"{moment:%d.%m.%Y %H:%M} UTC"
