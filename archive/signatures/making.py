"""Making CAdES-BES and EPES over a signing port: for the institution's own seal, for demo and tests.

Signed attributes: content-type, message-digest, signing-time, signing-certificate-v2 (BTK P1), and on request mime-type
and signature-policy-identifier, which makes it EPES. Nobody's private key is seen here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from timestamping.cms import (
    Certificate,
    SigningPort,
    attribute,
    build_signed_data,
    build_signer_info,
    hash_by_name,
    oids,
    signing_certificate_v2,
)
from timestamping.der import Tag, algorithm, octet_string, oid, sequence, tlv, utc_time, utf8_string

_URI_QUALIFIER = "1.2.840.113549.1.9.16.5.1"


@dataclass(frozen=True, slots=True)
class SignedAttributes:
    """What the signer states beside the content.

    signing_time: aware UTC. mime_type: of the content, or None. policy: identifier as dotted text, or None for BES.
    policy_hash: SHA-256 of the policy document. policy_uri: where it lies.
    """

    signing_time: datetime
    mime_type: str | None = None
    policy: str | None = None
    policy_hash: bytes = b""
    policy_uri: str = ""


def sign_attached(
    content: bytes,
    certificate: Certificate,
    port: SigningPort,
    stated: SignedAttributes,
    chain: Sequence[Certificate] = (),
) -> bytes:
    """A CMS with the content inside, as in e-Yazışma's `.imz` (RFC 5652, 5)."""
    return _signed(content, content, certificate, port, stated, chain)


def sign_detached(
    content: bytes,
    certificate: Certificate,
    port: SigningPort,
    stated: SignedAttributes,
    chain: Sequence[Certificate] = (),
) -> bytes:
    """A CMS without the content."""
    return _signed(content, None, certificate, port, stated, chain)


def _signed(
    content: bytes,
    enclosed: bytes | None,
    certificate: Certificate,
    port: SigningPort,
    stated: SignedAttributes,
    chain: Sequence[Certificate],
) -> bytes:
    signer = build_signer_info(certificate, port, _attributes(content, certificate, port, stated))
    encodings = [certificate.der, *(item.der for item in chain)]
    return build_signed_data(oids.DATA, enclosed, [signer], encodings, [port.digest])


def _attributes(content: bytes, certificate: Certificate, port: SigningPort, stated: SignedAttributes) -> list[bytes]:
    digest = hash_by_name(port.digest).digest(content)
    made = [
        attribute(oids.CONTENT_TYPE, oid(oids.DATA)),
        attribute(oids.MESSAGE_DIGEST, octet_string(digest)),
        attribute(oids.SIGNING_TIME, utc_time(stated.signing_time)),
        signing_certificate_v2(certificate),
    ]
    if stated.mime_type is not None:
        made.append(attribute(oids.MIME_TYPE, utf8_string(stated.mime_type)))
    if stated.policy is not None:
        made.append(attribute(oids.SIGNATURE_POLICY, _policy(stated.policy, stated)))
    return made


def _policy(identifier: str, stated: SignedAttributes) -> bytes:
    """SignaturePolicyId with hash and, when known, the address (TS 101 733, 5.8.1)."""
    hashed = sequence(algorithm(oids.SHA256), octet_string(stated.policy_hash))
    if not stated.policy_uri:
        return sequence(oid(identifier), hashed)
    uri = tlv(Tag.IA5_STRING, stated.policy_uri.encode("ascii"))
    return sequence(oid(identifier), hashed, sequence(sequence(oid(_URI_QUALIFIER), uri)))
