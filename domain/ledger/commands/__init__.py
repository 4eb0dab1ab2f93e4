"""The command methods: a command is checked, decided and appended with the request that asked, or refused by rule.

Words: a *command* is an imperative value of a domain room; a *handler* loads what it concerns and lets it decide; a
*turn* makes threads of one process take numbers one after another; *rules* are the institution's data.

Called by ``api`` only. Must not know any door, nor how the store keeps events.
"""

from domain.ledger.commands.books import FactBook, StoredBook
from domain.ledger.commands.errors import (
    ContentionError,
    DocumentUnknownError,
    RepeatedRefusalError,
    SignatureOutOfTurnError,
)
from domain.ledger.commands.handling import Rules
from domain.ledger.commands.ledger import COMMANDS, Ledger

__all__ = [
    "COMMANDS",
    "ContentionError",
    "DocumentUnknownError",
    "FactBook",
    "Ledger",
    "RepeatedRefusalError",
    "Rules",
    "SignatureOutOfTurnError",
    "StoredBook",
]
