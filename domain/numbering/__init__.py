"""Registration numbers: one register per direction, unit and year; a number is never given twice.

Words: a *register* gives numbers out; a *registration number* is its counter; a *document number* (sayı) is the full
text of S2-ç-3 that holds it.

Called by the book (`domain.ledger`). Knows nothing of documents but their ids.
"""

from domain.numbering.commands import AllocateNumber, VoidNumber
from domain.numbering.errors import DocumentNumberError, NumberNotAllocatedError
from domain.numbering.events import Allocated, Opened, Voided
from domain.numbering.model import Register, register_id_of
from domain.numbering.numbers import DocumentNumber

__all__ = [
    "AllocateNumber",
    "Allocated",
    "DocumentNumber",
    "DocumentNumberError",
    "NumberNotAllocatedError",
    "Opened",
    "Register",
    "VoidNumber",
    "Voided",
    "register_id_of",
]
