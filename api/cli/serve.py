"""`kutuk serve`: server and workers in one process."""

import argparse

from api.cli.exits import Exit
from api.cli.output import say


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo",
        action="store_true",
        help="uydurma bir kurumla, örnek belgelerle ve TEST damgasıyla başlat (made-up institution, TEST stamps)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from api.composition.processes import serve
    from api.composition.starting import settings_of_process

    serve(settings_of_process(), demo=options.demo, announce=lambda line: say(line, flush=True))
    return Exit.OK
