"""File plan codes, retention periods, confidentiality grades and urgency as values.

Words: a *file code* is a place in the national file plan (SDP); a *classification* is a confidentiality grade, never a
file code; *retention* says how long and what then.

Called by the aggregate rooms. Knows nothing of documents.
"""

from domain.filing.values import Classification, Retention, Urgency

__all__ = ["Classification", "Retention", "Urgency"]
