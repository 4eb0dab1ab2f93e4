"""What the exit code of every subcommand means."""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of ``kutuk`` (design §10). Any other code is a fault of the program."""

    OK = 0
    BROKEN = 1
    """Integrity or a signature is broken."""
    REFUSED = 2
    """A rule said no, or the input was bad."""
    UNDECIDED = 3
    """Could not decide: trust, content or network is missing."""
    NOTHING = 4
    """Nothing in the range asked for."""
    AUTHORITY = 5
    """No time-stamp authority answered."""
    EXPIRING = 6
    """Something expires soon."""
    DIFFERENT = 7
    """A projection differs from the events."""
    FAULT = 70
    """A fault of the program or an outage; details are in the log."""
