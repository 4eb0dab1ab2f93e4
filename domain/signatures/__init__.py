"""Facts about signatures: attached, validated, raised, failed; levels and verdicts as enums.

Words: to *raise* a signature is to add evidence that makes it last longer; the *purpose* says whether it signs,
initials or seals.

Called by the book (`domain.ledger`) and by the floors that do the mathematics. Knows nothing of CMS, certificates or
networks.
"""

from domain.signatures.commands import AttachSignature, RaiseSignature, RecordRaisingFailure, RecordValidation
from domain.signatures.errors import (
    BrokenSignatureError,
    NotARaiseError,
    SignatureBytesError,
    SignatureExistsError,
    SignatureRightMissingError,
    SignatureUnknownError,
)
from domain.signatures.events import Attached, Raised, RaisingFailed, Validated
from domain.signatures.ladder import is_raise, is_stamped, next_level_of, reaches
from domain.signatures.levels import Indication, SignatureLevel, SubIndication
from domain.signatures.model import Signature, check_attachable
from domain.signatures.values import PolicyVersions, SignatureFinding, SignaturePurpose

__all__ = [
    "AttachSignature",
    "Attached",
    "BrokenSignatureError",
    "Indication",
    "NotARaiseError",
    "PolicyVersions",
    "RaiseSignature",
    "Raised",
    "RaisingFailed",
    "RecordRaisingFailure",
    "RecordValidation",
    "Signature",
    "SignatureBytesError",
    "SignatureExistsError",
    "SignatureFinding",
    "SignatureLevel",
    "SignaturePurpose",
    "SignatureRightMissingError",
    "SignatureUnknownError",
    "SubIndication",
    "Validated",
    "check_attachable",
    "is_raise",
    "is_stamped",
    "next_level_of",
    "reaches",
]
