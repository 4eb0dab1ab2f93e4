"""Logs of a process: one line per event on standard error, JSON for machines or plain text on a terminal.

Logs are for operators and may be lost; what must be kept is an event in the ledger. No line holds a secret: values
under telling names are masked, credentials inside addresses too.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Final, TextIO

import structlog
from structlog.typing import ExcInfo, Processor

_SECRET_NAMES: Final = re.compile(
    r"password|passwd|parola|secret|authorization|cookie|credential|private|session_key|(^|_)token$|(^|_)dsn$",
    re.IGNORECASE,
)
_CREDENTIALS: Final = re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]*(?=@)")
_BEARER: Final = re.compile(r"\b(Bearer|Basic) +[A-Za-z0-9._~+/=-]+")
_MASK: Final = "***"
_QUIET: Final = {
    # Logs whole queries, with what people searched for, whenever one fails.
    "strawberry.execution": logging.CRITICAL,
    # One line per request of every outside call; ours say more.
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    # Several lines each time a job looks for work and finds none, every ten seconds; jobs that did something say so.
    "procrastinate": logging.WARNING,
    # Its access log repeats query strings; reads are recorded as events.
    "uvicorn.access": logging.WARNING,
}


def configure_logging(level: str = "info", form: str = "auto", stream: TextIO | None = None) -> None:
    """Send structlog and the standard library's loggers to one stream. To be called once per process.

    form: ``json``, ``text``, or ``auto``: text when the stream is a terminal.
    """
    target = stream or sys.stderr
    as_json = form == "json" or (form == "auto" and not target.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    last: list[Processor] = (
        [structlog.processors.format_exc_info, mask_secrets, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if as_json
        else [mask_secrets, structlog.dev.ConsoleRenderer(colors=target.isatty(), exception_formatter=_write_masked)]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(quiet)


def mask_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Mask values under telling names, and credentials inside any text."""
    for name, value in event.items():
        if _SECRET_NAMES.search(name):
            event[name] = _MASK
        elif isinstance(value, str):
            event[name] = _masked(value)
    return event


def _masked(text: str) -> str:
    return _BEARER.sub(rf"\1 {_MASK}", _CREDENTIALS.sub(_MASK, text))


def _write_masked(stream: TextIO, failure: ExcInfo) -> None:
    stream.write("\n" + _masked("".join(traceback.format_exception(*failure))))
