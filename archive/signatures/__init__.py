"""CAdES signatures: read them, judge them, raise them by splicing, make them over a signing port.

Words it defines: *signature report* (one signer judged), *intact* (digest and signature bytes verify, whatever the
trust),
*level* (named by the attributes present), *raising* (one attribute more, every other byte as it was).
Callers: `archive.eyazisma` through reports, `api.workers`, `api.cli`, `archive.transfer`.
It must not know: documents, the ledger, files, networks (stamps come through a port), the wall clock.

References: RFC 5652, ETSI TS 101 733 and EN 319 122-1 (CAdES), EN 319 102-1 (words of verdicts).
"""

from archive.signatures.checking import check_signatures
from archive.signatures.collected import ArchiveForm, Means, grace_end_of
from archive.signatures.extending import extend
from archive.signatures.levels import baseline_of, level_of
from archive.signatures.making import SignedAttributes, sign_attached, sign_detached
from archive.signatures.past import Judge, judged_token
from archive.signatures.profiles import PROFILES, SignatureProfile, profile_named
from archive.signatures.raising import Raised, Stamper, levels_of, raise_to_t, signers_to_raise
from archive.signatures.refusals import (
    AlreadyAtLevelError,
    AlreadyTimeStampedError,
    ArchiveFormError,
    GraceRunningError,
    HalfwayError,
    NoSuchSignerError,
    NotCadesError,
    PreservedByRecordError,
    RaisingRefusal,
    RenewalTooLateError,
    SignatureNotIntactError,
    SignatureUndecidedError,
    SignatureUnreadableError,
    SignerNotValidError,
    StampNotValidError,
    ValidationDataMissingError,
)
from archive.signatures.report_json import file_json, findings_json, signature_json
from archive.signatures.reports import (
    EmbeddedRecord,
    FileReport,
    IndexState,
    SignatureReport,
    StampKind,
    TimestampReport,
)
from archive.signatures.weakening import weakens_at

__all__ = [
    "PROFILES",
    "AlreadyAtLevelError",
    "AlreadyTimeStampedError",
    "ArchiveForm",
    "ArchiveFormError",
    "EmbeddedRecord",
    "FileReport",
    "GraceRunningError",
    "HalfwayError",
    "IndexState",
    "Judge",
    "Means",
    "NoSuchSignerError",
    "NotCadesError",
    "PreservedByRecordError",
    "Raised",
    "RaisingRefusal",
    "RenewalTooLateError",
    "SignatureNotIntactError",
    "SignatureProfile",
    "SignatureReport",
    "SignatureUndecidedError",
    "SignatureUnreadableError",
    "SignedAttributes",
    "SignerNotValidError",
    "StampKind",
    "StampNotValidError",
    "Stamper",
    "TimestampReport",
    "ValidationDataMissingError",
    "baseline_of",
    "check_signatures",
    "extend",
    "file_json",
    "findings_json",
    "grace_end_of",
    "judged_token",
    "level_of",
    "levels_of",
    "profile_named",
    "raise_to_t",
    "sign_attached",
    "sign_detached",
    "signature_json",
    "signers_to_raise",
    "weakens_at",
]
