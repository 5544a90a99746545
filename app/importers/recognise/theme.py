"""One theme: its narrative, lead-in and priorities, and what its sub-headings and tables hold.

Imports drafts, entries and lines.
"""

import re

from msgspec import Struct, structs

from app.importers.recognise.costs import cost_table
from app.importers.recognise.drafts import Draft, header_rows
from app.importers.recognise.entries import (
    bold_line,
    bold_paragraphs,
    entry_of,
    introduced,
    is_item,
    list_entries,
    part_entry,
    runs_of_items,
    simple,
)
from app.importers.recognise.kinds import below_theme
from app.importers.recognise.lines import Grid, GridCell, Line, Piece, Pieces, as_text, lines_of, unbold
from app.importers.recognise.outline import Part
from app.importers.recognise.principles import block_entries, entry_draft, section_draft
from app.importers.recognise.risks import register_risks

_PRIORITY_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("owner", r"owner|\blead|responsib|\bwho\b"),
        ("start", r"\bstarts?\b|\bfrom\b|begin"),
        ("end", r"\bwhen\b|\bend\b|\bdates?\b|deadline|timescale|complet|\bdue\b|\byear\b|^by$"),
        ("measure", r"measure|\bkpi|indicator|success|target"),
        ("outcome", r"outcome|benefit|result|impact"),
    )
)
"""What the columns of a table of actions stand for, by their headings; the first that fits counts."""
_NAME_COLUMN = re.compile(r"\b(?:ref|no|id|title|name|number)\b")


class _Gathered(Struct):
    """The parts of a theme as they are found."""

    body: list[Piece]
    aim: list[Piece]
    lead_in: list[Piece]
    closing: list[Piece]
    children: list[Draft]
    dropped: list[Line]


def children_of(blocks: Pieces, kind: str) -> list[Draft]:
    """Each paragraph or item of some blocks as a child of a kind; pictures and tables stay with the one before."""
    runs: list[Draft] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        end = at + 1
        if is_item(block):
            while end < len(blocks) and is_item(blocks[end]):
                end += 1
            runs.extend(entry_draft(entry, kind) for entry in list_entries(blocks[at:end]))
        elif isinstance(block, Line):
            runs.append(entry_draft(entry_of(block), kind))
        elif runs:
            runs[-1] = structs.replace(runs[-1], body=(*runs[-1].body, block))
        else:
            runs.append(Draft(kind, body=(block,), sure=0.6))
        at = end
    return runs


def theme(part: Part) -> Draft:
    """One theme: narrative, lead-in, priorities, closing, and what its sub-headings stand over."""
    got = _Gathered([], [], [], [], [], [])
    _own_text(part.blocks, got)
    for below in part.parts:
        _sub_part(below, got)
    rich = {
        name: tuple(blocks)
        for name, blocks in (("aim", got.aim), ("lead_in", got.lead_in), ("closing", got.closing))
        if blocks
    }
    sure = min((line.sure for line in part.heading), default=0.9)
    return Draft(
        "theme",
        part.heading,
        tuple(got.body),
        rich,
        children=tuple(got.children),
        dropped=tuple(got.dropped),
        sure=min(0.95, sure),
    )


def _own_text(blocks: Pieces, got: _Gathered) -> None:
    table = _priority_table(blocks)
    if table is not None:
        at, drafts, dropped = table
        got.body.extend(blocks[:at])
        got.children.extend(drafts)
        got.dropped.extend(dropped)
        got.closing.extend(blocks[at + 1 :])
        return
    runs = runs_of_items(blocks)
    chosen = _priority_run(blocks, runs)
    if chosen is None:
        bold = bold_paragraphs(blocks)
        if len(bold) >= 2 and not runs:
            got.body.extend(blocks[: bold[0]])
            got.children.extend(_bold_priorities(blocks, bold))
        else:
            _with_other_lists(blocks, runs, got, got.body)
        return
    start, end = chosen
    lead = 1 if introduced(blocks, start) else 0
    before = blocks[: start - lead]
    _with_other_lists(before, runs_of_items(before), got, got.body)
    got.lead_in.extend(blocks[start - lead : start])
    got.children.extend(
        entry_draft(entry, "priority") for entry in list_entries(blocks[start:end], split=False)
    )
    _with_other_lists(blocks[end:], runs_of_items(blocks[end:]), got, got.closing)


def _bold_priorities(blocks: Pieces, bold: list[int]) -> list[Draft]:
    drafts: list[Draft] = []
    for start, end in zip(bold, [*bold[1:], len(blocks)], strict=True):
        line = blocks[start]
        assert isinstance(line, Line)
        drafts.append(
            entry_draft(structs.replace(entry_of(line, blocks[start + 1 : end]), sure=0.7), "priority")
        )
    return drafts


def _priority_run(blocks: Pieces, runs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The list of the priorities: the one whose lead-in speaks of doing, else an introduced one, else the only."""
    kinds = [(run, _list_kind(blocks, run[0])) for run in runs]
    open_runs = [(run, kind) for run, kind in kinds if kind in ("", "priority")]
    if len(open_runs) < 2:
        return open_runs[0][0] if open_runs else None
    doing = [run for run, kind in open_runs if kind == "priority"]
    led = [run for run, _ in open_runs if introduced(blocks, run[0])]
    return (doing or led or [max((run for run, _ in open_runs), key=lambda run: run[1] - run[0])])[0]


def _list_kind(blocks: Pieces, start: int) -> str:
    """What the words before a list say it holds; empty where they say nothing."""
    if not introduced(blocks, start):
        return ""
    before = blocks[start - 1]
    assert isinstance(before, Line)
    kind = below_theme(" ".join(before.words.lower().rsplit(". ", 1)[-1].split()[-14:]))
    return "" if kind in ("risk", "cost", "milestone") else kind if kind != "enabler" else ""


def _with_other_lists(blocks: Pieces, runs: list[tuple[int, int]], got: _Gathered, rest: list[Piece]) -> None:
    """Lists whose lead-in says outcomes, measures or changes become those; all else goes to `rest`."""
    done = 0
    for start, end in runs:
        kind = _list_kind(blocks, start)
        if kind in ("", "priority"):
            continue
        lead = blocks[start - 1]
        assert isinstance(lead, Line)
        rest.extend(blocks[done : start - 1])
        if len(lead.words.split()) <= 4:
            got.dropped.append(as_text(lead))
        else:
            rest.append(lead)
        got.children.extend(entry_draft(entry, kind) for entry in list_entries(blocks[start:end]))
        done = end
    rest.extend(blocks[done:])


def _priority_table(blocks: Pieces) -> tuple[int, list[Draft], tuple[Line, ...]] | None:
    """The table of actions in a theme's text: a row for each priority, with owner, dates and measures by column."""
    for at, block in enumerate(blocks):
        if (
            not isinstance(block, Grid)
            or not simple(block)
            or header_rows(block) < 1
            or len(block.rows[0]) < 2
        ):
            continue
        names = [cell.words.lower() for cell in block.rows[0]]
        first = next((n for n, name in enumerate(names) if below_theme(name) == "priority"), -1)
        if first < 0:
            continue
        drafts = [
            _priority_row(row, names, first) for row in block.rows[1:] if any(cell.blocks for cell in row)
        ]
        return at, drafts, tuple(line for cell in block.rows[0] for line in cell.lines)
    return None


def _priority_row(row: tuple[GridCell, ...], names: list[str], first: int) -> Draft:
    lines: dict[str, tuple[Line, ...]] = {}
    children: list[Draft] = []
    body: list[Piece] = list(row[first].blocks)
    title: tuple[Line, ...] = ()
    for at, (name, cell) in enumerate(zip(names, row, strict=True)):
        if at == first or not cell.blocks:
            continue
        field = next((f for f, pattern in _PRIORITY_COLUMNS if pattern.search(name)), "")
        if field in ("measure", "outcome"):
            children.extend(children_of(cell.blocks, field))
        elif field and field not in lines and all(isinstance(block, Line) for block in cell.blocks):
            lines[field] = tuple(lines_of(cell.blocks))
        elif not title and _NAME_COLUMN.search(name) and len(cell.lines) == 1:
            title = tuple(unbold(as_text(line)) for line in cell.lines)
        else:
            body.extend(cell.blocks)
    return Draft("priority", title, tuple(body), lines=lines, children=tuple(children), sure=0.85)


def _sub_part(below: Part, got: _Gathered) -> None:
    """A sub-heading of a theme: its priorities, outcomes, enablers, changes, measures, costs or risks; or a section."""
    if below.family in ("priority", "objective", "programme"):
        got.children.append(entry_draft(part_entry(below), "priority"))
        return
    kind = below_theme(below.key)
    if below.parts or not kind or not _spoken_for(kind, below, got):
        got.children.append(section_draft(below))


def _spoken_for(kind: str, below: Part, got: _Gathered) -> bool:
    if kind == "cost":
        return _take_costs(below, got)
    if kind == "risk":
        return _take_risks(below, got)
    if kind == "priority":
        return _take_priorities(below, got)
    found = block_entries(below.blocks)
    if found.entries:
        got.closing.extend((*found.lead, *found.closing))
        got.children.extend(entry_draft(entry, kind) for entry in found.entries)
        got.dropped.extend(found.dropped)
    elif below.blocks:
        got.children.extend(children_of(below.blocks, kind))
    else:
        return False
    got.dropped.extend(as_text(line) for line in below.heading)
    return True


def _take_priorities(below: Part, got: _Gathered) -> bool:
    if any(child.kind == "priority" for child in got.children):
        return False
    mine = _Gathered([], [], [], [], [], [])
    _own_text(below.blocks, mine)
    if not any(child.kind == "priority" for child in mine.children):
        return False
    got.lead_in.extend((*map(bold_line, below.heading), *mine.body, *mine.lead_in))
    got.children.extend(mine.children)
    got.closing.extend(mine.closing)
    got.dropped.extend(mine.dropped)
    return True


def _take_costs(below: Part, got: _Gathered) -> bool:
    if (
        len(below.blocks) != 1
        or not isinstance(grid := below.blocks[0], Grid)
        or (made := cost_table(grid)) is None
    ):
        return False
    got.children.extend(made[0])
    got.dropped.extend((*made[1], *map(as_text, below.heading)))
    return True


def _take_risks(below: Part, got: _Gathered) -> bool:
    if len(below.blocks) != 1 or not isinstance(grid := below.blocks[0], Grid) or not simple(grid):
        return False
    made = register_risks(grid)
    if made is None:
        return False
    got.children.extend(made[0])
    got.dropped.extend((*made[1], *map(as_text, below.heading)))
    return True
