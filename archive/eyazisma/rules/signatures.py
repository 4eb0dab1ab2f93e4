"""Group G, rules 45 to 48, and rules 38 and 39 which need the signature file: signatures and seals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.eyazisma.catalogue import parties as party_findings
from archive.eyazisma.catalogue import signatures as found
from archive.eyazisma.certificates import (
    CertificateUse,
    certificate_use,
    institution_names,
    institution_numbers,
)
from archive.eyazisma.findings import Finding, PackageRefused
from archive.eyazisma.model import Component, Institution, Package, PackageKind
from archive.signatures import FileReport, SignatureReport, StampKind, check_signatures
from domain.events import ISTANBUL
from domain.signatures.levels import Indication, SignatureLevel
from domain.turkish import search_key
from timestamping.cms import read_signed_data
from timestamping.der import DerError
from timestamping.trust import TrustStore

DATE_TOLERANCE = timedelta(minutes=1)
"""Between the letter's date and the last signature's time-stamp; the guide gives none, producers round to seconds."""

_LONG = frozenset({SignatureLevel.XL, SignatureLevel.A, SignatureLevel.BASELINE_LT, SignatureLevel.BASELINE_LTA})
_ARCHIVAL = frozenset({SignatureLevel.A, SignatureLevel.BASELINE_LTA})

SIGNED = {
    Component.INITIALS_SIGNATURE: Component.INITIALS_DIGEST,
    Component.SIGNATURE: Component.PACKAGE_DIGEST,
    Component.SEAL: Component.FINAL_DIGEST,
}
"""Which list of digests each signature file signs."""


@dataclass(frozen=True, slots=True)
class SignedPart:
    """One signature file of a package, checked."""

    component: Component
    part: str
    report: FileReport | None
    """None when the file cannot be read out of the archive."""
    findings: tuple[Finding, ...]


def check_signed_parts(package: Package, at: datetime, trust: TrustStore) -> tuple[SignedPart, ...]:
    """Every signature file that is there, judged at `at`."""
    found_parts = ((component, package.part(component)) for component in SIGNED)
    return tuple(
        _signed_part(package, component, part, at, trust) for component, part in found_parts if part is not None
    )


def _signed_part(package: Package, component: Component, part: str, at: datetime, trust: TrustStore) -> SignedPart:
    limits = package.opc.limits
    try:
        data = package.opc.read(part, limits.signature_bytes)
    except PackageRefused as refused:
        return SignedPart(component, part, None, (refused.finding,))
    digest_document = _digest_document(package, component)
    enclosed = _enclosed_content(data)
    report = check_signatures(data, at=at, content=digest_document if enclosed is None else None, trust=trust)
    findings = (
        *_check_content(part, report, enclosed, digest_document),
        *_check_verdict(part, report),
        *_check_certificates(component, part, report),
        *_check_institution(package, component, part, report),
        *_check_level(package, component, part, report),
        *_check_count(package, component, part, report),
    )
    return SignedPart(component, part, report, findings)


def _digest_document(package: Package, component: Component) -> bytes | None:
    try:
        return package.read(SIGNED[component])
    except PackageRefused:
        return None  # reading has said so


def _enclosed_content(data: bytes) -> bytes | None:
    try:
        return read_signed_data(data).content
    except DerError:
        return None


def _check_content(part: str, report: FileReport, enclosed: bytes | None, document: bytes | None) -> Iterator[Finding]:
    """Rule 45. A signature that verifies over its own content says nothing of the package until the two are equal."""
    if not report.signatures:
        return
    if enclosed is None:
        yield found.SIGNATURE_DETACHED.at(part)
    elif document is None or enclosed != document:
        yield found.SIGNED_CONTENT_DIFFERS.at(part)


def _check_verdict(part: str, report: FileReport) -> Iterator[Finding]:
    """Rule 46. Indeterminate is never rounded to invalid."""
    verdict = report.verdict
    reasons = "; ".join(reason.message for reason in verdict.reasons if reason.indication is verdict.indication)
    if not report.signatures:
        yield found.SIGNATURE_NOT_CMS.at(part)
        return
    match verdict.indication:
        case Indication.PASSED:
            return
        case Indication.FAILED:
            yield found.SIGNATURE_INVALID.at(part, reasons)
        case Indication.INDETERMINATE:
            yield found.SIGNATURE_INDETERMINATE.at(part, reasons)


def _check_certificates(component: Component, part: str, report: FileReport) -> Iterator[Finding]:
    """Rule 46 with S1-ŞİF-6 and S1-MÜH-3: persons sign, institutions seal, encryption certificates do neither."""
    for signer in report.signatures:
        use = None if signer.certificate is None else certificate_use(signer.certificate)
        if use is CertificateUse.ENCRYPTION:
            yield found.ENCRYPTION_CERTIFICATE_SIGNS.at(part, signer.signer or "")
        elif use is CertificateUse.SEAL and component is not Component.SEAL:
            yield found.SIGNED_WITH_SEAL.at(part, signer.signer or "")
        elif use is CertificateUse.SIGNATURE and component is Component.SEAL:
            yield found.SEALED_BY_PERSON.at(part, signer.signer or "")


def _check_institution(package: Package, component: Component, part: str, report: FileReport) -> Iterator[Finding]:
    """Rule 46 with S1-MÜH-1: whoever seals a 2.x letter is the institution that made it.

    No document fixes how a seal certificate names its institution. Its number proves it; the name alone does where no
    number is stated, because the sender writes the name of the letter himself.
    """
    creator = None if package.metadata is None else package.metadata.creator
    if component is not Component.SEAL or package.major == 1 or not isinstance(creator, Institution):
        return
    name = search_key("" if creator.name is None else creator.name.value)
    known = {creator.detsis_no.strip(), (creator.unit_no or "").strip()}
    for signer in report.signatures:
        if signer.certificate is None:
            continue
        numbers, names = institution_numbers(signer.certificate), institution_names(signer.certificate)
        named = bool(name) and any(f" {name} " in f" {search_key(each)} " for each in names)
        if known & numbers or (named and not numbers):
            continue
        finding = found.SEAL_OF_ANOTHER if numbers and not named else found.SEAL_INSTITUTION_UNPROVEN
        yield finding.at(part, f"{signer.signer} / {creator.detsis_no}")


def _check_level(package: Package, component: Component, part: str, report: FileReport) -> Iterator[Finding]:
    """Rule 47 (package guide §7.2)."""
    if package.major == 1 and component is Component.SEAL:
        return  # its level in 1.x is not established
    wanted = _ARCHIVAL if component is Component.SEAL else _LONG
    for signer in report.signatures:
        if signer.level not in wanted and signer.baseline not in wanted:
            yield found.LEVEL_TOO_LOW.at(part, f"{signer.signer}: {signer.level}")


def _check_count(package: Package, component: Component, part: str, report: FileReport) -> Iterator[Finding]:
    """Rule 48: one signer, no counter-signature, on the seal."""
    if component is not Component.SEAL:
        return
    if len(_all_signers(report.signatures)) > 1:
        update = package.kind is PackageKind.UPDATE
        yield (found.UPDATE_SEAL_SIGNERS if update else found.SEAL_SIGNERS).at(part)


def check_against_final_metadata(package: Package, signed: tuple[SignedPart, ...]) -> Iterator[Finding]:
    """Rules 38, 39: date and signers as stated against those in the signature file."""
    part = next((each for each in signed if each.component is Component.SIGNATURE), None)
    if part is None or part.report is None or not part.report.signatures or package.final_metadata is None:
        return
    signers = _all_signers(part.report.signatures)
    yield from _check_date(package, signers)
    stated = package.final_metadata.signatures
    if len(stated) != len(signers):
        yield party_findings.SIGNERS_DIFFER.at(part.part, f"{len(stated)} / {len(signers)}")
        return
    subjects = " ".join(signer.signer or "" for signer in signers)
    for signature in stated:
        number = None if signature.signer is None else signature.signer.citizen_no
        if number and len(signers) == 1 and _names_another(subjects, number):
            yield party_findings.SIGNERS_DIFFER.at(part.part)


def _check_date(package: Package, signers: list[SignatureReport]) -> Iterator[Finding]:
    times = [
        stamp.time
        for signer in signers
        for stamp in signer.timestamps
        if stamp.kind is StampKind.SIGNATURE and stamp.time is not None
    ]
    date = None if package.date is None else package.date.instant
    if not times or date is None:
        return
    aware = date if date.tzinfo is not None else date.replace(tzinfo=ISTANBUL)
    if abs(aware - max(times)) > DATE_TOLERANCE:
        yield party_findings.DATE_DIFFERS.at(None, f"{aware.isoformat()} / {max(times).isoformat()}")


def _names_another(subject: str, citizen_no: str) -> bool:
    """Whether the subject carries a citizen number, and it is not this one."""
    words = [word.strip(",;= ") for word in subject.replace("=", " ").split()]
    numbers = {word[-11:] for word in words if word[-11:].isdigit() and len(word) <= 16 and len(word[-11:]) == 11}
    return bool(numbers) and citizen_no not in numbers


def _all_signers(reports: tuple[SignatureReport, ...]) -> list[SignatureReport]:
    return [each for report in reports for each in (report, *_all_signers(report.counter_signatures))]
