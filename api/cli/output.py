"""Printing: data to stdout, remarks to stderr, JSON in one canonical shape."""

import json
import sys
from collections.abc import Mapping
from typing import Any


def say(text: str = "", *, flush: bool = False) -> None:
    """A line of data on stdout."""
    print(text, flush=flush)


def remark(text: str) -> None:
    """A line for the person watching, on stderr."""
    print(text, file=sys.stderr)


def say_json(value: Mapping[str, Any]) -> None:
    """One JSON document on stdout: UTF-8, indented, keys in the order given."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def say_jsonl(value: Mapping[str, Any]) -> None:
    """One JSON object on one line of stdout."""
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":")), flush=True)
