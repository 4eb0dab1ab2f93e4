"""Who is trusted, since when and until when, whether a certificate leads there at a stated moment, and whether it was
revoked by then.

Words it defines: *anchor* (a trusted certificate with dates), *trust store* (anchors as data), *path* (leaf to anchor),
*algorithm policy* (which algorithm may be relied on until which date), *revocation material* (lists and answers as
stored bytes), *status* (what they say of one certificate at one moment), *revocation source* (where they come from),
*validation data* (everything that judges one path).
Callers: `timestamping.tsa`, `timestamping.evidence_records`, `archive.signatures`; `api.composition` loads the folder.
It must not know: networks (no fetching, ever; a source is handed in), the wall clock (every question carries its
moment), what was signed.

References: RFC 5280 clause 6 (paths, lists), RFC 6960 (OCSP), EN 319 102-1 (three-valued words, 5.2.5 freshness),
ETSI TS 119 312 (dates of algorithms).
"""

from timestamping.trust.algorithms import AlgorithmPolicy, key_strength
from timestamping.trust.anchor_files import Decision, add_anchor, fingerprint
from timestamping.trust.anchors import Anchor, TrustStore, TrustStoreError, certificates_in_file
from timestamping.trust.collecting import Preference, ValidationData, ValidationDataLackingError, collect
from timestamping.trust.extensions import crl_addresses, issuer_addresses, ocsp_addresses
from timestamping.trust.ocsp import (
    MAX_ANSWER_SIZE,
    OcspAnswer,
    OcspRefusedError,
    SingleResponse,
    key_bits,
    needs_no_check,
    read_ocsp_answer,
)
from timestamping.trust.ocsp_requests import build_ocsp_request, certificate_id
from timestamping.trust.paths import PathVerdict, validate_path
from timestamping.trust.policy_files import DEFAULT_POLICY, AlgorithmPolicyError, policy_in_folder, read_policy
from timestamping.trust.revocation import (
    CertificateStatus,
    Freshness,
    RevocationKind,
    RevocationMaterial,
    RevocationRules,
    RevocationUse,
    Status,
    is_fresh,
)
from timestamping.trust.revocation_lists import (
    MAX_LIST_SIZE,
    ListScope,
    RevocationList,
    RevokedEntry,
    read_revocation_list,
)
from timestamping.trust.signed_objects import certificate_fits
from timestamping.trust.sources import (
    CachingSource,
    ChainedSource,
    RevocationSource,
    SourceUnavailableError,
    StoredAnswer,
    StoredSource,
)

__all__ = [
    "DEFAULT_POLICY",
    "MAX_ANSWER_SIZE",
    "MAX_LIST_SIZE",
    "AlgorithmPolicy",
    "AlgorithmPolicyError",
    "Anchor",
    "CachingSource",
    "CertificateStatus",
    "ChainedSource",
    "Decision",
    "Freshness",
    "ListScope",
    "OcspAnswer",
    "OcspRefusedError",
    "PathVerdict",
    "Preference",
    "RevocationKind",
    "RevocationList",
    "RevocationMaterial",
    "RevocationRules",
    "RevocationSource",
    "RevocationUse",
    "RevokedEntry",
    "SingleResponse",
    "SourceUnavailableError",
    "Status",
    "StoredAnswer",
    "StoredSource",
    "TrustStore",
    "TrustStoreError",
    "ValidationData",
    "ValidationDataLackingError",
    "add_anchor",
    "build_ocsp_request",
    "certificate_fits",
    "certificate_id",
    "certificates_in_file",
    "collect",
    "crl_addresses",
    "fingerprint",
    "is_fresh",
    "issuer_addresses",
    "key_bits",
    "key_strength",
    "needs_no_check",
    "ocsp_addresses",
    "policy_in_folder",
    "read_ocsp_answer",
    "read_policy",
    "read_revocation_list",
    "validate_path",
]
