"""CMS SignedData as stored bytes: fields, certificates, and whether digest and signature bytes verify.

Words it defines: *signed data*, *signer*, *attribute* (views on elements), *certificate*, *signer check* (mathematics
only),
*verdict* (PASSED, FAILED, INDETERMINATE with reasons).
Callers: `timestamping.trust`, `timestamping.tsa`, `timestamping.evidence_records`, `archive.signatures`.
It must not know: which certificates are trusted, what time it is, networks, files.

References: RFC 5652 (CMS), RFC 5035 (ESS signing-certificate), RFC 5280 (certificates), EN 319 102-1 (words of
verdicts).
"""

from timestamping.cms import oids
from timestamping.cms.building import (
    SigningPort,
    attribute,
    build_signed_data,
    build_signer_info,
    port_of_key,
    signing_certificate_v2,
)
from timestamping.cms.certificates import Certificate, Extension, name_text, readable_certificates
from timestamping.cms.digests import HashAlgorithm, UnknownHashError, hash_by_name, hash_by_oid
from timestamping.cms.signatures import UnsupportedSignatureError, signature_hash, verify
from timestamping.cms.signed_data import Attribute, SignedData, SignerInfo, read_signed_data
from timestamping.cms.signer_checks import SignerCheck, check_signer, signature_inputs, signing_certificate
from timestamping.cms.verdicts import Reason, Verdict, doubt, failure, judged, warning
from timestamping.cms.wording import in_turkish

__all__ = [
    "Attribute",
    "Certificate",
    "Extension",
    "HashAlgorithm",
    "Reason",
    "SignedData",
    "SignerCheck",
    "SignerInfo",
    "SigningPort",
    "UnknownHashError",
    "UnsupportedSignatureError",
    "Verdict",
    "attribute",
    "build_signed_data",
    "build_signer_info",
    "check_signer",
    "doubt",
    "failure",
    "hash_by_name",
    "hash_by_oid",
    "in_turkish",
    "judged",
    "name_text",
    "oids",
    "port_of_key",
    "read_signed_data",
    "readable_certificates",
    "signature_hash",
    "signature_inputs",
    "signing_certificate",
    "signing_certificate_v2",
    "verify",
    "warning",
]
