"""Logs: one JSON line per event, and no secret in any of them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from api.composition.logging import configure_logging


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    target = io.StringIO()
    yield target
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_log_line_is_json_with_turkish_letters_and_utc_time(stream: io.StringIO) -> None:
    configure_logging("info", "json", stream)
    structlog.get_logger("kutuk").info("gün kapandı", day="2026-11-21")
    (line,) = lines(stream)
    assert (line["event"], line["day"], line["level"]) == ("gün kapandı", "2026-11-21", "info")
    assert line["timestamp"].endswith("Z")
    assert "gün kapandı" in stream.getvalue()


def test_log_of_the_standard_library_takes_the_same_form(stream: io.StringIO) -> None:
    configure_logging("info", "json", stream)
    logging.getLogger("some.library").warning("slow %s", "disk")
    assert [(line["event"], line["logger"]) for line in lines(stream)] == [("slow disk", "some.library")]


def test_log_below_the_level_is_dropped(stream: io.StringIO) -> None:
    configure_logging("warning", "json", stream)
    structlog.get_logger("kutuk").info("quiet")
    assert lines(stream) == []


@pytest.mark.parametrize("name", ["password", "DATABASE_DSN", "session_key", "authorization", "access_token", "Cookie"])
def test_log_masks_values_under_telling_names(stream: io.StringIO, name: str) -> None:
    configure_logging("info", "json", stream)
    structlog.get_logger("kutuk").info("x", **{name: "hunter2"})
    assert "hunter2" not in stream.getvalue()


@pytest.mark.parametrize(
    "text",
    ["failed: postgresql://app:hunter2@db/kutuk", "header was Bearer hunter2", "https://user:hunter2@tsa.example/ts"],
)
def test_log_masks_credentials_inside_texts(stream: io.StringIO, text: str) -> None:
    configure_logging("info", "json", stream)
    logging.getLogger("some.library").error(text)
    assert "hunter2" not in stream.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
def test_log_masks_credentials_inside_exceptions(stream: io.StringIO, form: str) -> None:
    configure_logging("info", form, stream)
    try:
        raise ValueError("postgresql://app:hunter2@db/kutuk")
    except ValueError:
        logging.getLogger("some.library").exception("broken")
    assert "ValueError" in stream.getvalue()
    assert "hunter2" not in stream.getvalue()


def test_log_keeps_token_counts_and_day_seals_readable(stream: io.StringIO) -> None:
    configure_logging("info", "json", stream)
    structlog.get_logger("kutuk").info("sealed", query_tokens=12, timestamp_token_digest="ab")
    (line,) = lines(stream)
    assert (line["query_tokens"], line["timestamp_token_digest"]) == (12, "ab")


def test_log_in_text_form_masks_too(stream: io.StringIO) -> None:
    configure_logging("info", "text", stream)
    structlog.get_logger("kutuk").info("x", password="hunter2")
    assert "hunter2" not in stream.getvalue()
    assert "x" in stream.getvalue()


def test_log_never_repeats_graphql_queries(stream: io.StringIO) -> None:
    configure_logging("info", "json", stream)
    logging.getLogger("strawberry.execution").error('{ documents(search: "gizli") }')
    assert lines(stream) == []
