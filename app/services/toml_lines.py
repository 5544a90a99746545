"""On which line of a TOML file a key stands, so that whoever wrote it finds a fault. Imports nothing of Engross.

`tomllib` does not say where a value came from. This follows headers and keys only; where it cannot follow, it gives
the line of the nearest table above.
"""

import re
from collections.abc import Iterator, Sequence

Steps = tuple[str | int, ...]
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")
_NAME = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def line_of(text: str, steps: Sequence[str | int]) -> int:
    """The line, counted from 1, of the key that some steps lead to, or of the nearest above it; 0 for none."""
    wanted = tuple(steps)
    best, line = 0, 0
    for number, path in _places(text):
        if len(path) > best and path == wanted[: len(path)]:
            best, line = len(path), number
    return line


def _places(text: str) -> Iterator[tuple[int, Steps]]:
    """Every line that names something, and the steps to what it names."""
    counts: dict[Steps, int] = {}
    table: Steps = ()
    listed: Steps = ()
    at, quote = -1, ""
    for number, line in enumerate(text.splitlines(), 1):
        if quote:
            quote = "" if line.count(quote) % 2 else quote
            continue
        quote = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
        if header := _HEADER.match(line):
            table = _table(_names(header[2]), header[1] == "[[", counts)
            yield number, table
        elif key := _KEY.match(line):
            listed, at = (*table, *_names(key[1])), -1
            yield number, listed
        elif line.lstrip().startswith("{") and listed:
            at += 1
            yield number, (*listed, at)


def _table(names: Sequence[str], repeated: bool, counts: dict[Steps, int]) -> Steps:
    """The steps to a table by its header: each array of tables above it stands at the last one so far."""
    path: Steps = ()
    for at, name in enumerate(names):
        path = (*path, name)
        if repeated and at == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _names(dotted: str) -> list[str]:
    return [name.strip("\"'") for name in _NAME.findall(dotted)]
