"""File plan codes, retention periods, confidentiality grades and urgency as values.

Words: a *file code* is a place in the national file plan (SDP); a *classification* is a confidentiality grade, never a
file code; *retention* says how long and what then.

Called by the aggregate rooms. Knows nothing of documents.
"""

from domain.filing.errors import FileCodeFormatError, FileCodeNotLeafError, FileCodeUnknownError
from domain.filing.plans import FileCode, FilePlan, PlanEntry, plan_of
from domain.filing.sample_plan import SAMPLE_PLAN
from domain.filing.values import Classification, Retention, Urgency

__all__ = [
    "SAMPLE_PLAN",
    "Classification",
    "FileCode",
    "FileCodeFormatError",
    "FileCodeNotLeafError",
    "FileCodeUnknownError",
    "FilePlan",
    "PlanEntry",
    "Retention",
    "Urgency",
    "plan_of",
]
