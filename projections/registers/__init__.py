"""Register books: every number given to a document, by direction, unit and year, voided ones kept (Y-11-1).

Words: a *register* is a counter of one direction, unit and year; an *entry* is one number in it.
Called by the doors for reading and by the runner for folding. Must not know the ledger.
"""

from projections.registers.postgres import RegisterReader
from projections.registers.projection import Registers
from projections.registers.view import Register, RegisterEntry

__all__ = ["Register", "RegisterEntry", "RegisterReader", "Registers"]
