"""Reads through the command line: who sits at it, and how the read is recorded (design §4)."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from api.access import ReadRecorder
from api.composition.identifiers import new_id
from api.composition.services import Services
from domain.events import Actor, Context, Origin


def operator_context(services: Services, request_key: str) -> Context:
    """The operator at the command line: the account of this machine, named as such."""
    try:
        account = getpass.getuser()
    except (KeyError, OSError):
        # Containers run under numbers without a name.
        account = "unknown"
    actor = Actor(f"operator:{account}", account, "İşletmen (komut satırı)", services.institution)
    return Context(actor, Origin("cli"), request_key)


@contextmanager
def recorded_read(services: Services) -> Iterator[ReadRecorder]:
    """Note reads inside; they are durable when the context ends, and only then may the answer be printed."""
    reads = ReadRecorder(services.append_reads, operator_context(services, f"cli:{new_id()}"), services.now)
    yield reads
    reads.settle()
