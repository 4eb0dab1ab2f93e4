"""Composition (bir araya getirme): settings read once, ports joined to adapters, one function per process.

The only room that sees everything, and the only one that reads the environment, the wall clock and random ids; all
others are handed what they need. Called by the command line. Starts the embedded PostgreSQL where no server is named.
"""

from api.composition.embedded_postgres import EmbeddedPostgres
from api.composition.refusals import SetUpError

__all__ = ["EmbeddedPostgres", "SetUpError"]
