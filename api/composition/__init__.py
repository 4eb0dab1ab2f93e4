"""Composition (bir araya getirme): settings read once, ports joined to adapters, one function per process.

The only room that sees everything, and the only one that reads the environment, the wall clock and random ids; all
others are handed what they need. Called by the command line. Starts the embedded PostgreSQL where no server is named.
"""

from api.composition.embedded_postgres import EmbeddedPostgres
from api.composition.limits import Limits
from api.composition.refusals import SetUpError
from api.composition.setting_values import Authority, read_secret
from api.composition.settings import Settings, read_settings

__all__ = ["Authority", "EmbeddedPostgres", "Limits", "SetUpError", "Settings", "read_secret", "read_settings"]
