"""`kutuk letter`: check the specification of a letter by the rules."""

import argparse

from api.cli.letter_check import configure_check


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    configure_check(actions)
