"""Themes printed as cards: a table whose top row names the theme and whose other rows are labelled.

Imports actions' wording, kinds, lines and the outline.
"""

import re

from msgspec import structs

from app.importers.recognise.actions import column_of
from app.importers.recognise.kinds import below_theme
from app.importers.recognise.lines import (
    Grid,
    GridCell,
    GridRow,
    Line,
    Piece,
    as_text,
    cut,
    has_image,
    headed_by,
    unbold,
)
from app.importers.recognise.numbers import unnumbered
from app.importers.recognise.outline import Part
from app.importers.recognise.wording import heading_front, normal

_NOUN = re.compile(
    r"\s*(?:(?:strategic|key) )?(?:theme|priority|objective|goal|pillar|mission|ambition|outcome|commitment|programme|"
    r"thema|blaenoriaeth|amcan|nod)\b\s*[:–-]?\s*",
    re.I,
)
_AIM = re.compile(r"^(?:(?:our|the|strategic|overall) )?(?:aim|goal|purpose|ambition|nod)s?$")
_LONGEST_NAME = 14
_LONGEST_LABEL = 8


def card_part(grid: Grid) -> Part | None:
    """The theme that a card tells, as a heading with sub-headings; None for any other table."""
    if len(grid.rows) < 3 or has_image((grid,)) or (name := _name(grid.rows[0])) is None:
        return None
    rows = grid.rows[1:]
    if not all(len(row) == 2 and row[0].blocks for row in rows):
        return None
    if sum(1 for row in rows if _is_label(row[0])) * 2 < len(rows) or not any(_says(row[0]) for row in rows):
        return None
    blocks: list[Piece] = []
    parts: list[Part] = []
    labels: list[Line] = []
    for label, cell in rows:
        if column_of(label.words) in ("owner", "start", "end") or not cell.blocks:
            labels.extend(label.lines)
            blocks.extend(headed_by(label.words, cell))
        else:
            parts.append(Part(tuple(unbold(as_text(line)) for line in label.lines), cell.blocks))
    first = structs.replace(name[0], prefix=(*name[0].prefix, *labels))
    return Part((first, *name[1:]), tuple(blocks), tuple(parts), family="theme")


def _name(row: GridRow) -> tuple[Line, ...] | None:
    """The lines of a card's name: across its top, or beside the word that says what it is; None where it has none."""
    if len(row) == 1:
        lines = tuple(unbold(as_text(line)) for line in row[0].lines)
        short = lines and sum(len(line.words.split()) for line in lines) <= _LONGEST_NAME
        return (without_noun(lines[0]), *lines[1:]) if short else None
    if len(row) != 2 or not row[1].blocks or not _NOUN.fullmatch(_counted_off(row[0].words)):
        return None
    lines = tuple(unbold(as_text(line)) for line in row[1].lines)
    return (structs.replace(lines[0], prefix=row[0].lines), *lines[1:]) if lines else None


def without_noun(line: Line) -> Line:
    """“Theme: Homes” and “Theme 2 – Homes” as “Homes”."""
    if heading_front(line.text).end:
        return unnumbered(line)
    found = _NOUN.match(line.text)
    if (
        not found
        or found.group().rstrip()[-1:] not in (":", "–", "-")
        or not line.text[found.end() :].strip()
    ):
        return line
    prefix, rest = cut(line, found.end())
    return structs.replace(rest, prefix=(*line.prefix, prefix))


def _counted_off(words: str) -> str:
    return re.sub(r"\s*\d{1,2}[.:]?$", "", words)


def _is_label(cell: GridCell) -> bool:
    return len(cell.words.split()) <= _LONGEST_LABEL and not cell.words.endswith(".")


def _says(cell: GridCell) -> bool:
    """Whether a label is one that themes have (“Aim”, “Actions”, “What success looks like”)."""
    key = normal(cell.words)
    return is_aim(key) or bool(below_theme(key))


def is_aim(key: str) -> bool:
    """Whether a label or sub-heading stands over a theme's aim."""
    return bool(_AIM.match(key))
