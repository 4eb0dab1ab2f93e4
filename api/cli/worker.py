"""`kutuk worker`: the workers alone."""

import argparse

from api.cli.exits import Exit
from api.cli.output import say


def configure(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Work until told to stop."""
    from api.composition.processes import work
    from api.composition.starting import settings_of_process

    work(settings_of_process(), announce=lambda line: say(line, flush=True))
    return Exit.OK
