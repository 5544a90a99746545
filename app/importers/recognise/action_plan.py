"""Action plans: a table of who does what by when, its rows often grouped by theme. Imports actions, drafts, entries.

A group is a row merged across the table, a cell merged down beside its actions, or a column that names the theme.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from app.importers.recognise.actions import action_of, has_owner_or_date, says_what
from app.importers.recognise.columns import spread
from app.importers.recognise.drafts import Draft, one_line
from app.importers.recognise.lines import Grid, GridCell, Line, Piece, as_text, has_image, unbold
from app.importers.recognise.numbers import unnumbered
from app.importers.recognise.outline import Part
from app.importers.recognise.theme import theme
from app.importers.recognise.wording import normal

_PLAN = re.compile(
    r"\b(?:action|delivery|implementation|improvement)s? plan|^(?:key )?actions\b|cynllun (?:gweithredu|cyflawni)|"
    r"^delivering (?:the|this|our)\b|^next steps$|^making it happen$"
)
_GROUP = re.compile(
    r"^(?:strategic |key )?(?:theme|pillar|objective|aim|goal|ambition|mission|work ?stream|programme|commitment|"
    r"priority|outcome|"
    r"thema|amcan|blaenoriaeth|canlyniad)s?\b"
)
_RATING = re.compile(r"^(?:very )?(?:high|medium|low|h|m|l|urgent|essential|desirable|\d{1,2})$", re.I)
_LONGEST_GROUP = 14


class _Group(Struct):
    title: tuple[Line, ...]
    actions: list[Draft]


def action_plan(part: Part) -> list[Draft] | None:
    """The themes and priorities of a section that holds one table of actions, or actions under each sub-heading.

    Actions that no theme is named for come under one of the section's own name, by guess. None for any other section.
    """
    if len(part.parts) >= 2 and _PLAN.search(part.key):
        themes = tuple(map(theme, part.parts))
        if all(any(child.kind == "priority" for child in each.children) for each in themes):
            rich = {"themes_lead": part.blocks} if part.blocks else {}
            return [Draft("themes", part.heading, rich=rich, children=themes, sure=0.8)]
    grids = [
        at for at, block in enumerate(part.blocks) if isinstance(block, Grid) and has_owner_or_date(block)
    ]
    if len(grids) != 1 or part.parts or not isinstance(grid := part.blocks[grids[0]], Grid):
        return None
    before, after = part.blocks[: grids[0]], part.blocks[grids[0] + 1 :]
    if (made := grouped_actions(grid)) is not None:
        groups, dropped = made
        children = tuple(
            Draft("theme", each.title, children=tuple(each.actions), sure=0.8) for each in groups
        )
        rich = {name: blocks for name, blocks in (("themes_lead", before), ("closing", after)) if blocks}
        return [Draft("themes", part.heading, rich=rich, children=children, dropped=dropped, sure=0.8)]
    single = theme(part) if _PLAN.search(part.key) else None
    if single is None or not any(child.kind == "priority" for child in single.children):
        return None
    return [Draft("themes", children=(structs.replace(single, sure=0.55),), sure=0.55)]


def grouped_actions(grid: Grid) -> tuple[list[_Group], tuple[Line, ...]] | None:
    """The actions of a table by the group they stand in, and its column headings; None where it groups none."""
    head = next((row for row in grid.rows[:2] if len(row) > 1), grid.rows[0])
    if len(head) != grid.columns or len(grid.rows) < 3 or has_image((grid,)) or len(head) < 2:
        return None
    names = [cell.words.lower() for cell in head]
    rows = [row for row in spread(grid) if not _heads_again(row, names)]
    beside, action = _columns(names, rows)
    if action < 0:
        return None
    dropped = [line for row in grid.rows if _heads_again(row, names) for cell in row for line in cell.lines]
    groups: list[_Group] = []
    grouped = False
    for row in rows:
        title = _banner(row, action) or _lines(row[beside] if beside >= 0 else None)
        if title and (not groups or _name(title) != _name(groups[-1].title)):
            groups.append(_Group(tuple(unnumbered(unbold(as_text(line))) for line in title), []))
            grouped = True
        else:
            dropped.extend(title)
        if not groups:
            return None
        cells = tuple(GridCell() if cell is None or at == beside else cell for at, cell in enumerate(row))
        if not _banner(row, action) and any(cell.blocks for cell in cells):
            groups[-1].actions.append(action_of(cells, names, action))
    if not grouped or not all(group.actions for group in groups):
        return None
    return groups, tuple(dropped)


def _columns(names: list[str], rows: list[list[GridCell | None]]) -> tuple[int, int]:
    """Which column names the groups (-1: none does), and which the actions (-1: none)."""
    actions = [at for at, name in enumerate(names) if says_what(name)]
    merged = {at for row in rows for at, cell in enumerate(row) if cell is not None and cell.down > 1}
    grouping = (at for at, name in enumerate(names) if at in merged or _GROUP.search(name))
    beside = next((at for at in grouping if not _rates(row[at] for row in rows)), -1)
    own = [at for at in actions if at != beside]
    if beside >= 0 and own and beside < own[0]:
        return beside, own[0]
    return -1, actions[0] if actions else -1


def _rates(cells: Iterable[GridCell | None]) -> bool:
    """Whether a column says how pressing each action is, and not what it belongs to."""
    return all(cell is None or not cell.blocks or _RATING.match(cell.words) for cell in cells)


def _heads_again(row: Sequence[GridCell | None], names: list[str]) -> bool:
    """Whether a row says the column headings, which some tables repeat under each group."""
    return [cell.words.lower() if cell is not None else "" for cell in row] == names


def _banner(row: list[GridCell | None], action: int) -> tuple[Line, ...]:
    """The words of a row that only names a group; empty for a row of an action."""
    filled = [(at, cell) for at, cell in enumerate(row) if cell is not None and cell.blocks]
    if len(filled) != 1 or filled[0][0] > action:
        return ()
    cell = filled[0][1]
    wide = cell.across == len(row) or (len(row) > 2 and len(cell.lines) == 1 and cell.down == 1)
    short = len(cell.words.split()) <= _LONGEST_GROUP and not cell.words.endswith(".")
    return cell.lines if wide and short else ()


def _lines(cell: GridCell | None) -> tuple[Line, ...]:
    return cell.lines if cell is not None else ()


def _name(title: tuple[Line, ...]) -> str:
    return normal(one_line(title))


def merged_themes(themes: list[Draft]) -> list[Draft]:
    """Themes of the same name as one, so that an action plan's priorities stand under the theme they carry out."""
    result: list[Draft] = []
    places: dict[str, int] = {}
    for draft in themes:
        name = _name(draft.title)
        at = places.setdefault(name, len(result)) if name else len(result)
        if at == len(result):
            result.append(draft)
            continue
        own = result[at]
        body: tuple[Piece, ...] = own.body + draft.body
        rich = {key: own.rich.get(key, ()) + draft.rich.get(key, ()) for key in {*own.rich, *draft.rich}}
        dropped = own.dropped + draft.title + draft.dropped
        result[at] = structs.replace(
            own, body=body, rich=rich, children=own.children + draft.children, dropped=dropped
        )
    return result
