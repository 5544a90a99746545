"""One theme: its narrative, lead-in and priorities, and what its sub-headings and tables hold.

Imports drafts, entries and lines.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct, structs

from app.importers.recognise.actions import (
    action_table,
    children_of,
    column_of,
    counted_priorities,
    has_owner_or_date,
    tells_of_all,
    told_of,
    with_labelled,
)
from app.importers.recognise.cards import is_aim, without_noun
from app.importers.recognise.costs import cost_table
from app.importers.recognise.drafts import Draft, one_line
from app.importers.recognise.entries import (
    bold_line,
    bold_paragraphs,
    entry_of,
    introduced,
    is_item,
    list_entries,
    part_entry,
    runs_of_items,
)
from app.importers.recognise.kinds import below_theme
from app.importers.recognise.lines import Grid, Line, Piece, Pieces, as_text, cut, lines_of
from app.importers.recognise.measures import measure_table, milestone_table
from app.importers.recognise.outline import Part
from app.importers.recognise.principles import block_entries, entry_draft, section_draft
from app.importers.recognise.risks import register_risks
from app.importers.recognise.wording import label_end, normal

_LABELS = 5
"""So many lines under a heading may be its labels."""
_PROMISE = re.compile(r"(?<=[.!;])\s+(?=[A-Z])")
_AIM = re.compile(
    r"\s*(?:(?:our|the|overall|strategic) )?(?:aim|goal|objective|ambition|nod)\s*[:–]\s*(?=\w)", re.I
)
_RISKS = re.compile(r"\b(?:risks?|threats?|likelihood)\b", re.I)


class _Gathered(Struct):
    """The parts of a theme as they are found."""

    body: list[Piece]
    aim: list[Piece]
    lead_in: list[Piece]
    closing: list[Piece]
    children: list[Draft]
    dropped: list[Line]


class _Tables(Struct):
    """What the tables of a theme hold; the first table of actions stood before `left[split]`."""

    left: Pieces = ()
    actions: list[Draft] = []
    others: list[Draft] = []
    dropped: list[Line] = []
    split: int = 0


def theme(part: Part) -> Draft:
    """One theme: narrative, lead-in, priorities, closing, and what its sub-headings stand over."""
    got = _Gathered([], [], [], [], [], [])
    _own_text(part.blocks, got)
    for below in part.parts:
        _sub_part(below, got)
    _aim_out(got)
    rich = {
        name: tuple(blocks)
        for name, blocks in (("aim", got.aim), ("lead_in", got.lead_in), ("closing", got.closing))
        if blocks
    }
    sure = min((line.sure for line in part.heading), default=0.9)
    return Draft(
        "theme",
        (*map(without_noun, part.heading[:1]), *part.heading[1:]),
        tuple(got.body),
        rich,
        children=tuple(got.children),
        dropped=tuple(got.dropped),
        sure=min(0.95, sure),
    )


def _own_text(blocks: Pieces, got: _Gathered) -> None:
    tables = _tables_out(blocks)
    blocks = tables.left
    runs = runs_of_items(blocks)
    chosen = _priority_run(blocks, runs)
    if tables.actions and (chosen is None or not _lists_actions(blocks, chosen, tables.actions)):
        got.body.extend(blocks[: tables.split])
        got.children.extend(tables.actions)
        got.closing.extend(blocks[tables.split :])
    elif counted := counted_priorities(blocks):
        _take_counted(blocks, counted, got)
    elif chosen is None:
        own = _unlabelled_end(blocks)
        bold = bold_paragraphs(blocks[:own])
        if (len(bold) >= 2 or (bold and own < len(blocks))) and not runs:
            got.body.extend(blocks[: bold[0]])
            got.children.extend(_bold_priorities(blocks[:own], bold))
            got.closing.extend(blocks[own:])
        else:
            _with_other_lists(blocks, runs, got, got.body)
            _promises_out(got)
    else:
        _chosen_list(blocks, chosen, tables.actions, got)
    got.children.extend(tables.others)
    got.dropped.extend(tables.dropped)


def _unlabelled_end(blocks: Pieces) -> int:
    """Where the labels at the end of a theme begin, as “Lead director: …” and “Budget: …” below all its priorities.

    Where such a label stands between the priorities, those at the end are the last priority's.
    """
    labels = [at for at, block in enumerate(blocks) if isinstance(block, Line) and tells_of_all(block)]
    end = len(blocks)
    while labels and labels[-1] == end - 1:
        end = labels.pop()
    return len(blocks) if labels else end


def _aim_out(got: _Gathered) -> None:
    """“Aim: …” above all other text of a theme is its aim; the word itself is furniture."""
    first = got.body[0] if got.body else None
    found = _AIM.match(first.text) if isinstance(first, Line) and not is_item(first) else None
    if found and isinstance(first, Line):
        label, rest = cut(first, found.end())
        got.dropped.append(label)
        got.aim.append(rest)
        del got.body[0]


def _promises_out(got: _Gathered) -> None:
    """Where a theme lists nothing, each sentence of a last paragraph of “We will …” sentences, by guess, a priority."""
    last = got.body[-1] if got.body else None
    if got.children or not isinstance(last, Line) or not last.words.startswith("We will "):
        return
    parts: list[Line] = []
    rest = last
    while found := _PROMISE.search(rest.text):
        first, rest = cut(rest, found.end())
        parts.append(first)
    if parts and all(part.words.startswith("We will ") for part in (*parts, rest)):
        got.body.pop()
        got.children.extend(Draft("priority", body=(part,), sure=0.55) for part in (*parts, rest))


def _take_counted(blocks: Pieces, counted: list[tuple[int, Draft]], got: _Gathered) -> None:
    """Counted paragraphs as priorities; what follows one up to the next is its own, after the last it closes."""
    got.body.extend(blocks[: counted[0][0]])
    for (at, draft), (end, _) in pairwise(counted):
        more = (*draft.body, *blocks[at + 1 : end])
        got.children.append(with_labelled(structs.replace(draft, body=more)))
    at, last = counted[-1]
    end = at + 1
    while end < len(blocks) and (is_item(blocks[end]) or _is_labelled(blocks[end])):
        end += 1
    more = (*last.body, *blocks[at + 1 : end])
    got.children.append(with_labelled(structs.replace(last, body=more)))
    got.closing.extend(blocks[end:])


def _is_labelled(piece: Piece) -> bool:
    return isinstance(piece, Line) and label_end(piece.text) > 0


def _chosen_list(blocks: Pieces, chosen: tuple[int, int], actions: list[Draft], got: _Gathered) -> None:
    start, end = chosen
    lead = 1 if introduced(blocks, start) else 0
    before = blocks[: start - lead]
    _with_other_lists(before, runs_of_items(before), got, got.body)
    got.lead_in.extend(blocks[start - lead : start])
    got.children.extend(told_of(_listed_priorities(blocks[start:end]), actions))
    _with_other_lists(blocks[end:], runs_of_items(blocks[end:]), got, got.closing)


def _listed_priorities(items: Pieces) -> list[Draft]:
    return [with_labelled(entry_draft(entry, "priority")) for entry in list_entries(items, split=False)]


def _lists_actions(blocks: Pieces, run: tuple[int, int], actions: list[Draft]) -> bool:
    """Whether a list holds the priorities beside a table of actions: its lead-in says so, or the table names them."""
    if _list_kind(blocks, run[0]) == "priority":
        return True
    listed = {normal(one_line(draft.title)) for draft in _listed_priorities(blocks[run[0] : run[1]])}
    return any(row.title and normal(one_line(row.title)) in listed for row in actions)


def _tables_out(blocks: Pieces) -> _Tables:
    """The blocks without the tables that hold a theme's children, and those children."""
    found = _Tables()
    left: list[Piece] = []
    for block in blocks:
        made = _table_children(block) if isinstance(block, Grid) else None
        if made is None:
            left.append(block)
            continue
        if left and _is_caption(left[-1]):
            found.dropped.extend(lines_of((left.pop(),)))
        drafts, dropped = list(made[0]), made[1]
        found.dropped.extend(dropped)
        if drafts and drafts[0].kind == "priority":
            found.split = found.split if found.actions else len(left)
            found.actions.extend(drafts)
        else:
            found.others.extend(drafts)
    found.left = tuple(left)
    return found


def _table_children(grid: Grid) -> tuple[Iterable[Draft], Iterable[Line]] | None:
    """What a table under a theme holds: costs, risks, actions, measures or milestones; None for any other table."""
    risky = any(_RISKS.search(cell.words) for cell in grid.rows[0])
    return (
        cost_table(grid)
        or (register_risks(grid) if risky else None)
        or action_table(grid)
        or measure_table(grid)
        or milestone_table(grid)
    )


def _is_caption(piece: Piece) -> bool:
    """Whether a short line only says what the table below it holds (“Milestones”)."""
    if not isinstance(piece, Line) or piece.item >= 0 or len(piece.words.split()) > 6:
        return False
    return piece.look.style.startswith("caption") or (
        not piece.words.endswith(".") and bool(below_theme(normal(piece.words)))
    )


def _bold_priorities(blocks: Pieces, bold: list[int]) -> list[Draft]:
    drafts: list[Draft] = []
    for start, end in zip(bold, [*bold[1:], len(blocks)], strict=True):
        line = blocks[start]
        assert isinstance(line, Line)
        drafts.append(
            with_labelled(
                entry_draft(structs.replace(entry_of(line, blocks[start + 1 : end]), sure=0.7), "priority")
            )
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
    if kind == "enabler":
        return kind if len(before.words.split()) <= 3 else ""
    return "" if kind in ("risk", "cost", "milestone") else kind


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
        if len(lead.words.split()) <= (8 if lead.words.endswith(":") else 4):
            got.dropped.append(as_text(lead))
        else:
            rest.append(lead)
        got.children.extend(entry_draft(entry, kind) for entry in list_entries(blocks[start:end]))
        done = end
    rest.extend(blocks[done:])


def _sub_part(below: Part, got: _Gathered) -> None:
    """A sub-heading of a theme: its priorities, outcomes, enablers, changes, measures, costs or risks; or a section."""
    if below.family in ("priority", "objective", "programme", "action"):
        got.children.append(entry_draft(part_entry(below), "priority"))
        return
    if _take_actions(below, got):
        return
    if not below.parts and _has_owner_or_end(below.blocks):
        got.children.append(with_labelled(entry_draft(part_entry(below), "priority")))
        return
    if is_aim(below.key) and below.blocks and not below.parts:
        got.aim.extend(below.blocks)
        got.dropped.extend(map(as_text, below.heading))
        return
    kind = below_theme(below.key)
    if below.parts or not kind or not _spoken_for(kind, below, got):
        got.children.append(section_draft(below))


def _take_actions(below: Part, got: _Gathered) -> bool:
    """Takes the one table under a sub-heading for what is done by whom and when, also of priorities listed before."""
    grid = below.blocks[0] if len(below.blocks) == 1 and not below.parts else None
    if not isinstance(grid, Grid) or not has_owner_or_date(grid) or (made := action_table(grid)) is None:
        return False
    listed = [child for child in got.children if child.kind == "priority"]
    others = [child for child in got.children if child.kind != "priority"]
    got.children[:] = [*told_of(listed, made[0]), *others]
    got.dropped.extend((*made[1], *map(as_text, below.heading)))
    return True


def _has_owner_or_end(blocks: Pieces) -> bool:
    """Whether the text under a sub-heading says whose it is or by when: then the heading is a priority."""
    lines = (block for block in blocks[:_LABELS] if isinstance(block, Line))
    ends = ((line, label_end(line.text)) for line in lines)
    return any(end and column_of(line.text[:end].rstrip(": ")) in ("owner", "end") for line, end in ends)


def _spoken_for(kind: str, below: Part, got: _Gathered) -> bool:
    if kind == "cost":
        return _take_costs(below, got)
    if kind == "risk":
        return _take_risks(below, got)
    if kind == "priority":
        return _take_priorities(below, got)
    if kind in ("measure", "milestone") and (tables := _tables_out(below.blocks)).others:
        got.children.extend(tables.others)
        got.dropped.extend((*tables.dropped, *map(as_text, below.heading)))
        got.closing.extend(tables.left)
        return True
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
    if len(below.blocks) != 1 or not isinstance(grid := below.blocks[0], Grid):
        return False
    made = register_risks(grid)
    if made is None:
        return False
    got.children.extend(made[0])
    got.dropped.extend((*made[1], *map(as_text, below.heading)))
    return True
