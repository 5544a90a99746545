"""What commands are made of and how they speak: results to standard output, messages to standard error."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec


class Command(NamedTuple):
    """A command: `declare` adds its arguments to a parser, `run` does it and gives the exit code."""

    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option `--json`."""
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of text")


def print_json(value: Any) -> None:
    """One JSON document on standard output, indented."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode("utf-8"))


def say(message: str) -> None:
    """A message for whoever runs the command; never part of the result."""
    print(message, file=sys.stderr)


def shown(path: Path | str) -> str:
    """A file's name, or a database's address without its password, as text that can be printed and stand in JSON."""
    if "://" in str(path):
        from app.store.places import without_password

        return without_password(str(path))
    return os.fsencode(path).decode("utf-8", "replace")


def count(number: int, one: str, many: str = "") -> str:
    """ "1 theme", "8 themes"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
