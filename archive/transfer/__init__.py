"""The evidence package (kanıt paketi): one document, its bytes, its whole history and every proof in one file.

Words: a *package* is the file `<belge>.kutuk.zip` (docs/formats/evidence-package.md); a *member* is one file in it; a
*whole stream* is one of which every event is in the package, proved for every closed day; a *withheld* event is given
by its place and leaf only; *provisional* is what no seal covers yet; a *profile* says whom the package is for.
Called by `api.procedures` (build) and `api.cli` (verify). Knows no ledger, no database, no network, no clock: events
and proofs come in as values, bytes through a callback; verifying takes the file, a trust store and our time.
"""

from archive.transfer.building import Built, build_package
from archive.transfer.catalogue import CATALOGUE
from archive.transfer.findings import Finding
from archive.transfer.judging import SealJudge, SealJudges, TrustJudge, trust_judges
from archive.transfer.limits import ReadLimits
from archive.transfer.material import Material
from archive.transfer.naming import named_digests, named_signatures, owed_digests
from archive.transfer.profiles import INITIALS, left_out, left_out_kind, withheld_reason
from archive.transfer.reports import EvidenceReport, JudgedSignature
from archive.transfer.signature_reports import SignatureFile, judge_signature, report_bytes
from archive.transfer.values import (
    Absence,
    AbsentBlob,
    Blob,
    Consistency,
    DayStream,
    Evidence,
    EvidenceEvent,
    Inclusion,
    Profile,
    SealFiles,
    ShownEvent,
    StreamKind,
    WholeStream,
    WithheldEvent,
)
from archive.transfer.verification import EvidenceOptions, verify_package

__all__ = [
    "CATALOGUE",
    "INITIALS",
    "Absence",
    "AbsentBlob",
    "Blob",
    "Built",
    "Consistency",
    "DayStream",
    "Evidence",
    "EvidenceEvent",
    "EvidenceOptions",
    "EvidenceReport",
    "Finding",
    "Inclusion",
    "JudgedSignature",
    "Material",
    "Profile",
    "ReadLimits",
    "SealFiles",
    "SealJudge",
    "SealJudges",
    "ShownEvent",
    "SignatureFile",
    "StreamKind",
    "TrustJudge",
    "WholeStream",
    "WithheldEvent",
    "build_package",
    "judge_signature",
    "left_out",
    "left_out_kind",
    "named_digests",
    "named_signatures",
    "owed_digests",
    "report_bytes",
    "trust_judges",
    "verify_package",
    "withheld_reason",
]
