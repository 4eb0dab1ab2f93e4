"""Which rule holds on which date: the dated rule tables of mevzuat §0.2.

Words: a *regime* is a stretch of time in which one set of rules is in force.

Called by the aggregate rooms. Knows nothing of documents or clocks: dates come in.
"""

from domain.regimes.table import REGIMES, Regime, first_day, may_be_electronic, may_be_given, regime_on

__all__ = ["REGIMES", "Regime", "first_day", "may_be_electronic", "may_be_given", "regime_on"]
