"""Which signature weakens when: what is due, from when to when, why, and how the tries went (K-9, K-10).

Words: a signature is *due* from its earliest time; its *target level* is the next it ought to be raised to.
Called by the workers and doors for reading and by the runner for folding. Must not know the ledger.
"""

from projections.renewals.postgres import RenewalReader
from projections.renewals.projection import Renewals
from projections.renewals.view import Renewal, RenewalCount, RenewalStep

__all__ = ["Renewal", "RenewalCount", "RenewalReader", "RenewalStep", "Renewals"]
