"""Plain sections with their role, costs and measures. Imports drafts, entries and lines."""

import re
from collections.abc import Callable, Iterable
from itertools import takewhile

from app.importers.recognise.costs import cost_lines, cost_table, only_says_unit, unit_said
from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import list_entries, runs_of_items, simple
from app.importers.recognise.kinds import role_of
from app.importers.recognise.lines import Grid, Line, Piece, Pieces
from app.importers.recognise.measures import measure_table
from app.importers.recognise.outline import Part
from app.importers.recognise.principles import entry_draft

_Reader = Callable[[Grid], tuple[Iterable[Draft], Iterable[Line]] | None]
_MEASURES = re.compile(
    r"\bmeasures\b|measures of success|success (?:measures|criteria)|\bkpis?\b|performance (?:indicators|measures)|"
    r"measuring (?:success|progress|performance)|how (?:will we|we will) (?:know|measure)|"
    r"mesurau|dangosyddion|mesur (?:llwyddiant|cynnydd)"
)
_BEFORE = 2
"""So many paragraphs before a table may say what its sums count, where there are several tables."""
_MONEY = re.compile(
    r"\b(?:costs?|budgets?|fund(?:s|ing)?|financ\w+|resourc\w+|invest\w+|spend\w*|pay for|money|affordab\w+)\b|"
    r"cyllid|adnoddau|costau"
)


def section(part: Part, children: tuple[Draft, ...]) -> Draft:
    """A section with its role, its costs and measures as children beside the sections given."""
    blocks, own = _costs(part.blocks)
    dropped: list[Line] = []
    blocks, tables, dropped = _costed(part, blocks)
    known = _MEASURES.search(part.key)
    blocks, measures, more = _measures(blocks) if known else _tables_as(blocks, measure_table)
    tables += measures
    dropped += more
    role = role_of(part)
    sure = min((line.sure for line in part.heading), default=0.9)
    return Draft(
        "section",
        part.heading,
        tuple(blocks),
        values={"role": role} if role else {},
        children=(*children, *own, *tables),
        dropped=tuple(dropped),
        sure=min(0.95, sure),
    )


def _costs(blocks: Pieces) -> tuple[list[Piece], list[Draft]]:
    return cost_lines(blocks)


def _costed(part: Part, blocks: list[Piece]) -> tuple[list[Piece], list[Draft], list[Line]]:
    """The blocks without the tables of costs, whose sums may be in thousands by the heading or the text beside them."""
    known, unit = bool(_MONEY.search(part.key)), unit_said(part.name)
    left, tables, dropped = _tables_as(
        blocks,
        lambda grid: cost_table(
            grid, known=known, unit=unit or _unit_beside(grid, blocks), heading=part.name
        ),
    )
    if tables and not any(isinstance(block, Grid) for block in left):
        told = [block for block in left if isinstance(block, Line) and only_says_unit(block)]
        left = [block for block in left if block not in told]
        dropped += told
    return left, tables, dropped


def _unit_beside(grid: Grid, blocks: list[Piece]) -> str:
    """What the text says that a table's sums count: any of it for the only table, else what stands right beside it."""
    beside = blocks
    if sum(isinstance(block, Grid) for block in blocks) > 1:
        at = next(at for at, block in enumerate(blocks) if block is grid)
        before, after = reversed(blocks[max(at - _BEFORE, 0) : at]), blocks[at + 1 : at + 2]
        beside = [*takewhile(_is_line, before), *takewhile(_is_line, after)]
    said = (unit_said(block.words) for block in beside if isinstance(block, Line))
    return next(filter(None, said), "")


def _is_line(piece: Piece) -> bool:
    return isinstance(piece, Line)


def _tables_as(blocks: list[Piece], read: _Reader) -> tuple[list[Piece], list[Draft], list[Line]]:
    """The blocks without the tables that `read` takes in, what they hold, and the words that became furniture."""
    left: list[Piece] = []
    found: list[Draft] = []
    dropped: list[Line] = []
    for block in blocks:
        made = read(block) if isinstance(block, Grid) else None
        if made is None:
            left.append(block)
        else:
            found.extend(made[0])
            dropped.extend(made[1])
    return left, found, dropped


def _measures(blocks: list[Piece]) -> tuple[list[Piece], list[Draft], list[Line]]:
    """The blocks without the measures that a table or the only list gives, and those measures."""
    grids = [block for block in blocks if isinstance(block, Grid) and simple(block)]
    if len(grids) == 1 and (made := measure_table(grids[0], known=True)):
        return [block for block in blocks if block is not grids[0]], made[0], list(made[1])
    runs = runs_of_items(tuple(blocks))
    if len(runs) == 1 and not grids:
        start, end = runs[0]
        entries = list_entries(tuple(blocks[start:end]))
        return blocks[:start] + blocks[end:], [entry_draft(entry, "measure") for entry in entries], []
    return blocks, [], []


def appendix(part: Part, children: tuple[Draft, ...]) -> Draft:
    """An appendix with its sections."""
    sure = min((line.sure for line in part.heading), default=0.9)
    return Draft("appendix", part.heading, part.blocks, children=children, sure=sure)
