"""The audit log: one row per event with the fields of the daily report (günlük rapor), reads among them.

Words: the *category* of an act is one of GR-1 to GR-18; its *outcome* is ok, refused or failed.
Called by the doors for reading and by the runner for folding. Must not know the ledger.
"""

from projections.audit.postgres import AuditReader
from projections.audit.projection import Audit
from projections.audit.view import ActorCount, AuditEntry, AuditFilter

__all__ = ["ActorCount", "Audit", "AuditEntry", "AuditFilter", "AuditReader"]
