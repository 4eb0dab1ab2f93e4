"""Certificates and revocation data that a signature file brings along, wherever they stand.

Places: the SignedData, `certificate-values` and `revocation-values` of every signer (counter-signers too), and the
SignedData of every time-stamp token. What cannot be used is left out with a finding; the signature is judged on.
References: TS 101 733 6.3.3 and 6.3.4, RFC 5940, EN 319 122-1 5.5.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from timestamping.cms import Certificate, Reason, SignedData, SignerInfo, oids, readable_certificates, warning
from timestamping.der import DerError, Element, Tag, read_oid
from timestamping.trust import RevocationMaterial
from timestamping.tsa import TimeStampToken, is_token

STAMP_ATTRIBUTES = frozenset(
    {
        oids.CONTENT_TIME_STAMP,
        oids.SIGNATURE_TIME_STAMP,
        oids.X_TYPE_1_TIME_STAMP,
        oids.X_TYPE_2_TIME_STAMP,
        *oids.ARCHIVE_TIME_STAMPS,
    }
)
MAX_NESTED = 8
"""Counter-signatures upon counter-signatures; deeper nesting is an attack on our stack."""
_ANSWERS = frozenset({oids.OCSP_RESPONSE, oids.OCSP_BASIC})


@dataclass(frozen=True, slots=True)
class HeldData:
    """certificates: each once. material: revocation data, each once. findings: what was there and cannot be used."""

    certificates: tuple[Certificate, ...] = ()
    material: RevocationMaterial = field(default_factory=RevocationMaterial)
    findings: tuple[Reason, ...] = ()


def held_data(data: SignedData) -> HeldData:
    """Everything the file brings along. Raises DerError only when its signers cannot be counted."""
    certificates, crls, ocsps = dict[bytes, None](), dict[bytes, None](), dict[bytes, None]()
    findings: list[Reason] = []

    def take(item: HeldData) -> None:
        certificates.update(dict.fromkeys(certificate.der for certificate in item.certificates))
        crls.update(dict.fromkeys(item.material.crls))
        ocsps.update(dict.fromkeys(item.material.ocsps))
        findings.extend(item.findings)

    take(of_signed_data(data))
    for signer in _all_signers(data):
        try:
            take(of_values(signer))
            for token in _tokens(signer):
                take(of_signed_data(token.signed_data))
        except DerError as error:
            text = f"an attribute that may hold validation data cannot be read: {error}"
            findings.append(warning("value-attribute-unreadable", text))
    material = RevocationMaterial(tuple(crls), tuple(ocsps))
    return HeldData(tuple(readable_certificates(list(certificates))), material, tuple(findings))


def of_signed_data(data: SignedData) -> HeldData:
    """What stands in the two fields of one SignedData."""
    crls: list[bytes] = []
    ocsps: list[bytes] = []
    findings: list[Reason] = []
    for item in data.crls.children if data.crls else ():
        answer = _answer(item)
        if item.tag == Tag.SEQUENCE:
            crls.append(item.tlv)
        elif answer is not None:
            ocsps.append(answer)
        else:
            text = "an entry of `crls` is neither a revocation list nor an OCSP answer; it is not used"
            findings.append(warning("revocation-entry-unusable", text))
    return HeldData(data.certificate_list, RevocationMaterial(tuple(crls), tuple(ocsps)), tuple(findings))


def _answer(item: Element) -> bytes | None:
    """The OCSP answer in another format's entry (RFC 5940); some producers put the basic one there."""
    try:
        if item.tag != Tag.CONTEXT_1 or read_oid(item.child(0)) not in _ANSWERS:
            return None
        return item.child(1).expect(Tag.SEQUENCE).tlv
    except DerError:
        return None


def of_values(signer: SignerInfo) -> HeldData:
    """What stands in the value attributes of one signer."""
    certificates: list[bytes] = []
    crls: list[bytes] = []
    ocsps: list[bytes] = []
    findings: list[Reason] = []
    for value in _values(signer, oids.CERTIFICATE_VALUES):
        certificates.extend(item.tlv for item in _children(value, findings, "certificate-values"))
    for value in _values(signer, oids.REVOCATION_VALUES):
        for part in _children(value, findings, "revocation-values"):
            for item in _children(_inside(part), findings, "revocation-values"):
                if part.tag == Tag.CONTEXT_0:
                    crls.append(item.tlv)
                elif part.tag == Tag.CONTEXT_1 and _is_basic(item):
                    ocsps.append(item.tlv)
                elif part.tag == Tag.CONTEXT_1:
                    text = "revocation-values holds an OCSP answer that is no BasicOCSPResponse; it is not used"
                    findings.append(warning("ocsp-value-wrong-form", text))
    material = RevocationMaterial(tuple(crls), tuple(ocsps))
    return HeldData(tuple(readable_certificates(certificates)), material, tuple(findings))


def _inside(part: Element) -> Element | None:
    try:
        return part.inside()
    except DerError:
        return None


def _is_basic(item: Element) -> bool:
    """Does it begin as a BasicOCSPResponse (with ResponseData), not as the OCSPResponse around it?"""
    try:
        return item.expect(Tag.SEQUENCE).child(0).tag == Tag.SEQUENCE
    except DerError:
        return False


def _values(signer: SignerInfo, kind: str) -> Iterator[Element]:
    for attribute in signer.unsigned_of(kind):
        yield from attribute.values


def _children(element: Element | None, findings: list[Reason], name: str) -> Sequence[Element]:
    try:
        if element is not None:
            return element.children
    except DerError:
        pass
    findings.append(warning("value-attribute-unreadable", f"{name} cannot be read; it is not used"))
    return ()


def _tokens(signer: SignerInfo) -> Iterator[TimeStampToken]:
    for attribute in (*signer.signed, *signer.unsigned):
        if attribute.oid in STAMP_ATTRIBUTES:
            yield from _readable(attribute.values)


def _readable(values: Iterable[Element]) -> Iterator[TimeStampToken]:
    for value in values:
        try:
            if is_token(value):
                yield TimeStampToken(value.tlv)
        except DerError:
            continue


def _all_signers(data: SignedData) -> Iterator[SignerInfo]:
    """Signers and counter-signers, those that can be read."""
    yield from _readable_signers(data.signer_infos.children, 0)


def _readable_signers(elements: Iterable[Element], depth: int) -> Iterator[SignerInfo]:
    for element in elements:
        try:
            signer = SignerInfo(element)
            counters = [value for item in signer.unsigned_of(oids.COUNTER_SIGNATURE) for value in item.values]
            _ = signer.signed
        except DerError:
            continue
        yield signer
        if depth < MAX_NESTED:
            yield from _readable_signers(counters, depth + 1)
