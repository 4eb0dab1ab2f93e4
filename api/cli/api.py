"""`kutuk api`: the server alone."""

import argparse

from api.cli.exits import Exit
from api.cli.output import say


def configure(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from api.composition.processes import serve_api
    from api.composition.starting import settings_of_process

    serve_api(settings_of_process(), announce=lambda line: say(line, flush=True))
    return Exit.OK
