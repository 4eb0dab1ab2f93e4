"""Three kinds of certificate and their three uses: signing, sealing, encrypting (S1-ŞİF-1 to S1-ŞİF-8, S1-MÜH)."""

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from archive.eyazisma.schema.forms import is_citizen_no
from domain.events import Refusal
from timestamping.cms import Certificate
from timestamping.der import DerError, read_exact, read_oid, read_text

_DIGITAL_SIGNATURE, _NON_REPUDIATION, _KEY_ENCIPHERMENT, _DATA_ENCIPHERMENT, _KEY_AGREEMENT = range(5)
_ENCIPHERING = frozenset({_KEY_ENCIPHERMENT, _DATA_ENCIPHERMENT, _KEY_AGREEMENT})
_SERIAL_NUMBER = "2.5.4.5"
_INSTITUTION_NAMES = ("2.5.4.10", "2.5.4.11", "2.5.4.3")
_DETSIS_NO = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{7}(?![0-9A-Za-z])")
_SURNAME, _GIVEN_NAME = "2.5.4.4", "2.5.4.42"
_QC_STATEMENTS = "1.3.6.1.5.5.7.1.3"
_QUALIFIED_PERSON = "2.16.792.1.61.0.1.5070.1.1"
_QUALIFIED_SEAL = "2.16.792.1.61.0.1.5070.2.1"


class CertificateUse(StrEnum):
    """What a certificate is for; also its kind, because each kind has exactly one use."""

    SIGNATURE = "signature"
    """Nitelikli elektronik sertifika: a person signs."""
    SEAL = "seal"
    """e-Mühür sertifikası: an institution seals."""
    ENCRYPTION = "encryption"
    """Şifreleme sertifikası: others encrypt for an institution."""


class CertificateUseError(Refusal):
    """A certificate of one kind is put to another use."""

    rule_id = "S1-ŞİF-6"
    field = "certificate"
    text_tr = "{subject} sertifikası {kind} içindir, {use} için kullanılamaz; doğru sertifikayı verin."
    text_en = "The certificate of {subject} is for {kind} and may not be used for {use}; give the right certificate."


class RecipientCertificateError(Refusal):
    """No package may be encrypted for this certificate."""

    rule_id = "S1-ŞİF-3"
    field = "certificate"
    text_tr = "{subject} için şifrelenemez: {reason_tr}; DETSİS'ten güncel sertifikayı alın."
    text_en = "Nothing may be encrypted for {subject}: {reason_en}; fetch its current certificate from DETSIS."


class NaturalPersonCertificateError(RecipientCertificateError):
    """Encryption certificates are never issued to natural persons."""

    rule_id = "S1-ŞİF-2"


class UntrustedIssuerError(RecipientCertificateError):
    """Encryption certificates are issued by KamuSM only."""

    rule_id = "S1-ŞİF-1"


_USE_TR = {
    CertificateUse.SIGNATURE: "imza",
    CertificateUse.SEAL: "mühür",
    CertificateUse.ENCRYPTION: "şifreleme",
}


def certificate_use(certificate: Certificate) -> CertificateUse | None:
    """The one use of a certificate, told by its statements and key usage; None when it does not say.

    A statement of BTK decides; without one, a signing key whose subject carries a T.C. kimlik number is a person's, and
    a key that may only encipher or agree is for encryption. Anything else is left open.
    """
    try:
        statements, usage = _statements(certificate), certificate.key_usage
    except DerError:
        return None
    if _QUALIFIED_SEAL in statements:
        return CertificateUse.SEAL
    if _QUALIFIED_PERSON in statements:
        return CertificateUse.SIGNATURE
    if usage is None:
        return None
    if usage & {_DIGITAL_SIGNATURE, _NON_REPUDIATION}:
        return CertificateUse.SIGNATURE if _names_a_person(certificate) else None
    return CertificateUse.ENCRYPTION if usage & _ENCIPHERING else None


def require_use(certificate: Certificate, use: CertificateUse) -> None:
    """Refuse every use but the certificate's own (the six wrong cells of the three-by-three table)."""
    kind = certificate_use(certificate)
    if kind is not None and kind is not use:
        raise CertificateUseError(subject=certificate.subject_text, kind=_both(kind), use=_both(use))


def require_recipient(certificate: Certificate, now: datetime, issuers: frozenset[bytes] | None) -> None:
    """Refuse a certificate for which nothing may be encrypted.

    1. its only use is encryption (S1-MÜH-4); 2. it belongs to no natural person (S1-ŞİF-2); 3. it is valid `now`
    (S1-ŞİF-3); 4. its issuer is one of `issuers`, encoded names (S1-ŞİF-1; None leaves this to the caller).
    Whether it is revoked (S1-ŞİF-7) is asked by the caller, who owns the network.
    """
    subject = certificate.subject_text
    require_use(certificate, CertificateUse.ENCRYPTION)
    if certificate_use(certificate) is None and not (certificate.key_usage or frozenset()) & _ENCIPHERING:
        raise RecipientCertificateError(
            subject=subject,
            reason_tr="anahtar kullanımı şifrelemeye izin vermiyor",
            reason_en="its key may not encipher",
        )
    if _names_a_person(certificate):
        raise NaturalPersonCertificateError(
            subject="…",
            reason_tr="sertifika gerçek kişiye ait",
            reason_en="the certificate belongs to a natural person",
        )
    if not certificate.valid_at(now):
        raise RecipientCertificateError(
            subject=subject,
            reason_tr="sertifikanın süresi geçerli değil",
            reason_en="it is outside its validity period",
        )
    if issuers is not None and certificate.issuer not in issuers:
        raise UntrustedIssuerError(
            subject=subject, reason_tr="sertifikayı KamuSM vermemiş", reason_en="it was not issued by KamuSM"
        )


def choose_recipient(certificates: list[Certificate], now: datetime, issuers: frozenset[bytes] | None) -> Certificate:
    """Of one institution's certificates the usable one that lasts longest. Raises a refusal when none is usable."""
    refused: Refusal | None = None
    for certificate in sorted(certificates, key=lambda each: each.not_after, reverse=True):
        try:
            require_recipient(certificate, now, issuers)
        except Refusal as refusal:
            refused = refusal
        else:
            return certificate
    raise refused or RecipientCertificateError(
        subject="…", reason_tr="sertifika verilmemiş", reason_en="no certificate was given"
    )


def subject_names(certificate: Certificate) -> tuple[str, str] | None:
    """Given names and surname of the holder where the certificate states them apart; a common name is never split."""
    try:
        stated = dict(_subject_pairs(certificate))
    except DerError:
        return None
    given, surname = stated.get(_GIVEN_NAME, "").strip(), stated.get(_SURNAME, "").strip()
    return (given, surname) if given and surname else None


def institution_numbers(certificate: Certificate) -> frozenset[str]:
    """What may be a DETSIS number in the subject: eight digits standing alone. Empty when it states none."""
    try:
        return frozenset(number for _, value in _subject_pairs(certificate) for number in _DETSIS_NO.findall(value))
    except DerError:
        return frozenset()


def institution_names(certificate: Certificate) -> tuple[str, ...]:
    """Organisation, organisational units and common names of the subject, as written."""
    try:
        return tuple(value for name, value in _subject_pairs(certificate) if name in _INSTITUTION_NAMES)
    except DerError:
        return ()


def _subject_pairs(certificate: Certificate) -> Iterator[tuple[str, str]]:
    for relative in read_exact(certificate.subject).children:
        for pair in relative.children:
            yield read_oid(pair.child(0)), read_text(pair.child(1))


def _both(use: CertificateUse) -> str:
    return f"{_USE_TR[use]} ({use.value})"


def _statements(certificate: Certificate) -> frozenset[str]:
    extension = certificate.extensions.get(_QC_STATEMENTS)
    if extension is None:
        return frozenset()
    return frozenset(read_oid(statement.child(0)) for statement in read_exact(extension.value).children)


def _names_a_person(certificate: Certificate) -> bool:
    """Whether the subject carries a T.C. kimlik number: a serial number of eleven digits that no institution has."""
    numbers = (value for name, value in _subject_pairs(certificate) if name == _SERIAL_NUMBER)
    return any(is_citizen_no(number.removeprefix("PNOTR-")) for number in numbers)
