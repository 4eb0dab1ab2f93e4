"""`kutuk letter`: check the specification of a letter by the rules, draw its page."""

import argparse

from api.cli.letter_check import configure_check
from api.cli.letter_rendering import configure_render


def configure(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="EYLEM", required=True)
    configure_check(actions)
    configure_render(actions)
