"""Who is trusted, since when and until when, and whether a certificate leads there at a stated moment.

Words it defines: *anchor* (a trusted certificate with dates), *trust store* (anchors as data), *path* (leaf to anchor),
*algorithm policy* (which algorithm may be relied on until which date).
Callers: `timestamping.tsa`, `timestamping.evidence_records`, `archive.signatures`; `api.composition` loads the folder.
It must not know: networks (no fetching, ever), the wall clock (every question carries its moment), what was signed.

References: RFC 5280 clause 6 (paths), EN 319 102-1 (three-valued words), ETSI TS 119 312 (dates of algorithms).
"""

from timestamping.trust.algorithms import DEFAULT_POLICY, AlgorithmPolicy, key_strength
from timestamping.trust.anchors import Anchor, TrustStore, TrustStoreError
from timestamping.trust.paths import PathVerdict, RevocationMaterial, validate_path

__all__ = [
    "DEFAULT_POLICY",
    "AlgorithmPolicy",
    "Anchor",
    "PathVerdict",
    "RevocationMaterial",
    "TrustStore",
    "TrustStoreError",
    "key_strength",
    "validate_path",
]
