"""From an exception to an exit code and a sentence in Turkish and English."""

import sys

from api.cli.exits import Exit
from domain.events import Refusal


def report(error: Exception) -> int:
    """Say on stderr what went wrong and return the exit code. Faults are logged, never shown raw."""
    if isinstance(error, Refusal):
        print(f"[{error.rule_id}] {error.message_tr}\n[{error.rule_id}] {error.message_en}", file=sys.stderr)
        return Exit.REFUSED
    code = getattr(error, "exit_code", None)
    if code is not None:
        print(error, file=sys.stderr)
        return int(code)
    return _fault(error)


def _fault(error: Exception) -> int:
    import structlog

    structlog.get_logger("kutuk.cli").error("fault", error_type=type(error).__name__, exc_info=error)
    print("Beklenmeyen hata; ayrıntı günlüktedir. (Unexpected fault; details are in the log.)", file=sys.stderr)
    return Exit.FAULT
