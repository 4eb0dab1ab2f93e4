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

from timestamping.trust.algorithms import DEFAULT_POLICY, AlgorithmPolicy, key_strength
from timestamping.trust.anchors import Anchor, TrustStore, TrustStoreError
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
    "Anchor",
    "CachingSource",
    "CertificateStatus",
    "ChainedSource",
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
    "build_ocsp_request",
    "certificate_fits",
    "certificate_id",
    "collect",
    "crl_addresses",
    "is_fresh",
    "issuer_addresses",
    "key_bits",
    "key_strength",
    "needs_no_check",
    "ocsp_addresses",
    "read_ocsp_answer",
    "read_revocation_list",
    "validate_path",
]
