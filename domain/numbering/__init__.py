"""Registration numbers: one register per direction, unit and year; a number is never given twice.

Words: a *register* gives numbers out; a *registration number* is its counter; a *document number* (sayı) is the full
text of S2-ç-3 that holds it.

Called by the book (`domain.ledger`). Knows nothing of documents but their ids.
"""
