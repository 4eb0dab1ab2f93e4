"""`kutuk schema`: the GraphQL schema as text."""

import argparse

from api.cli.exits import Exit
from api.cli.output import say


def configure(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the schema; needs no ledger."""
    from api.composition.doors import schema_text

    say(schema_text())
    return Exit.OK
