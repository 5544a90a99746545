"""Plain text as blocks: lists by the signs before their lines, tables by their tabs, else paragraphs.

So come words of letters and notes, and the cells of a spreadsheet. Imports models only.
"""

import re
from collections.abc import Callable, Sequence

from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Run, Table, plain

_BULLET = re.compile(r"\s*[•◦▪●‣·]\s*(?=\S)")
_DASH = re.compile(r"\s*[-–*]\s+(?=\S)")
_NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]\s+(?=\S)")

_QUOTED = re.compile(r'(?<![^\t\n])"((?:[^"\t]|"")*\n(?:[^"\t]|"")*)"(?=\t|\n|\Z)')
"""A cell of several lines, as spreadsheets give it in plain text."""
_IN_CELL = "\u2028"

_SIGN = re.compile("|".join(f"^{each.pattern}" for each in (_BULLET, _DASH, _NUMBER)))


def from_text(text: str) -> Blocks:
    """The blocks of some lines. Blank lines part paragraphs and tables, not the items of a list."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = (_QUOTED.sub(_unquoted, text) if "\t" in text else text).split("\n")
    found: list[Block] = []
    at = 0
    while at < len(lines):
        for read in (_table, _bulleted, _dashed, _numbered):
            block, end = read(lines, at)
            if block is not None:
                found.append(block)
                break
        else:
            found.extend(plain(lines[at]))
            end = at + 1
        at = end
    return tuple(found)


def _unquoted(found: re.Match[str]) -> str:
    return found[1].replace('""', '"').replace("\n", _IN_CELL)


Read = tuple[Block | None, int]


def _table(lines: Sequence[str], at: int) -> Read:
    """Two lines or more with as many tabs each, of which some part words."""
    tabs, end = lines[at].count("\t"), at
    while tabs and end < len(lines) and lines[end].count("\t") == tabs:
        end += 1
    if end - at < 2 or not any("\t" in _SIGN.sub("", line).lstrip() for line in lines[at:end]):
        return None, at
    rows = tuple(
        tuple(Cell(plain(words.replace(_IN_CELL, "\n"))) for words in line.split("\t"))
        for line in lines[at:end]
    )
    return Table(rows, 1), end


def _bulleted(lines: Sequence[str], at: int) -> Read:
    return _list(lines, at, lambda line, _: _BULLET.match(line), least=1, ordered=False)


def _dashed(lines: Sequence[str], at: int) -> Read:
    """A single dash may stand before a name or a remark."""
    return _list(lines, at, lambda line, _: _DASH.match(line), least=2, ordered=False)


def _numbered(lines: Sequence[str], at: int) -> Read:
    """Only from 1 on without a gap: other numbers are the author's own, and no list would show them."""

    def next_one(line: str, place: int) -> re.Match[str] | None:
        found = _NUMBER.match(line)
        return found if found and int(found[1]) == place else None

    return _list(lines, at, next_one, least=2, ordered=True)


def _list(
    lines: Sequence[str],
    at: int,
    sign: Callable[[str, int], re.Match[str] | None],
    *,
    least: int,
    ordered: bool,
) -> Read:
    items: list[Item] = []
    end = place = at
    while place < len(lines) and (not lines[place].strip() or sign(lines[place], len(items) + 1)):
        if found := sign(lines[place], len(items) + 1):
            items.append(Item((Paragraph((Run(lines[place][found.end() :].strip()),)),)))
            end = place + 1
        elif not items:
            break
        place += 1
    return (List(tuple(items), ordered), end) if len(items) >= least else (None, at)
