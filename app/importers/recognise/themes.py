"""The themes of a strategy: under sub-headings, in a table, or as titled paragraphs. Imports drafts and entries.

A draft of kind "themes" is what a heading over the themes gave; `vision.gathered` puts it under the vision.
"""

from msgspec import structs

from app.importers.recognise.actions import action_table, children_of, has_owner_or_date
from app.importers.recognise.cards import card_part
from app.importers.recognise.drafts import Draft, header_rows
from app.importers.recognise.entries import (
    Entry,
    entry_of,
    simple,
    stopped_title,
    table_entries,
    unreferenced,
)
from app.importers.recognise.kinds import below_theme, kind_of, role_of
from app.importers.recognise.lines import Grid, Line, Piece, Pieces
from app.importers.recognise.numbers import unnumbered
from app.importers.recognise.outline import Part
from app.importers.recognise.principles import block_entries, entry_draft, merged, section_draft, titled
from app.importers.recognise.theme import theme
from app.importers.recognise.wording import heading_front, names_family

_THEME_FAMILIES = ("theme", "programme", "priority", "objective", "outcome")


def themes(part: Part) -> list[Draft] | None:
    """The themes under a heading, as one draft of kind "themes"; None where there are none to be told apart."""
    if part.heading and part.family in _THEME_FAMILIES:
        return [Draft("themes", children=(theme(part),), sure=0.8)]
    part = merged(part)
    counted = [below for below in part.parts if below.family in _THEME_FAMILIES]
    if counted or len(part.parts) >= 2:
        return [_container(part, counted)]
    if not part.parts:
        return _from_blocks(part)
    made = _from_blocks(structs.replace(part, parts=()))
    if made is None:
        return None
    children = (*made[-1].children, *map(section_draft, part.parts))
    return [*made[:-1], structs.replace(made[-1], children=children)]


def _container(part: Part, counted: list[Part]) -> Draft:
    family = counted[0].family if counted else ""
    children: list[Draft] = []
    for below in part.parts:
        if below.family == family if counted else not _is_aside(below):
            children.append(theme(below))
        else:
            children.append(section_draft(below))
    rich = {"themes_lead": part.blocks} if part.blocks else {}
    return Draft("themes", part.heading, rich=rich, children=tuple(children), sure=0.95 if counted else 0.85)


def _is_aside(part: Part) -> bool:
    """Whether a sub-part among themes is no theme, by its heading (“Introduction”, “How we will measure success”)."""
    return bool(role_of(part)) or kind_of(part) in (
        "glossary",
        "appendix",
        "risks",
        "consultation",
        "outcomes",
        "vision",
    )


def _from_blocks(part: Part) -> list[Draft] | None:
    if part.heading and any(_is_action_plan(block) for block in part.blocks):
        return [Draft("themes", children=(theme(part),), sure=0.7)]
    made = _cards(part) or _titled_paragraphs(part) or _theme_table(part)
    if made is not None:
        return [made]
    found = block_entries(part.blocks)
    if len(found.entries) < 2 or not part.heading:
        return None
    titled = [entry for entry in found.entries if entry.title or _short(entry)]
    if len(titled) == len(found.entries):
        children = tuple(
            structs.replace(entry_draft(entry, "theme"), sure=0.75 if entry.title else 0.55)
            for entry in found.entries
        )
        return [_lead(part, found.lead, children, found.closing, found.dropped, 0.75)]
    if not names_family(part.name, "priority"):
        return None
    single = theme(structs.replace(part, parts=()))
    return [Draft("themes", children=(single,), sure=0.6)]


def _cards(part: Part) -> Draft | None:
    """Themes printed as cards, one table for each, as themes; None where the text holds none."""
    cards = [card_part(block) if isinstance(block, Grid) else None for block in part.blocks]
    first = next((at for at, card in enumerate(cards) if card is not None), -1)
    if first < 0:
        return None
    children = tuple(theme(card) for card in cards if card is not None)
    after = tuple(block for at, block in enumerate(part.blocks) if at > first and cards[at] is None)
    return _lead(part, part.blocks[:first], children, after, (), 0.8)


def _is_action_plan(block: Piece) -> bool:
    """Whether a table's rows are priorities, not themes: it names them so and says by whom or by when."""
    return isinstance(block, Grid) and has_owner_or_date(block) and action_table(block) is not None


def _short(entry: Entry) -> bool:
    line = entry.body[0] if len(entry.body) == 1 else None
    return isinstance(line, Line) and len(line.words.split()) <= 8 and not line.words.endswith(".")


def _lead(
    part: Part,
    lead: Pieces,
    children: tuple[Draft, ...],
    closing: Pieces,
    dropped: tuple[Line, ...],
    sure: float,
) -> Draft:
    rich = {name: blocks for name, blocks in (("themes_lead", lead), ("closing", closing)) if blocks}
    return Draft("themes", part.heading, rich=rich, children=children, dropped=dropped, sure=sure)


def _titled_paragraphs(part: Part) -> Draft | None:
    """Three or more paragraphs in a row of the form “Title – what it is about”, as themes."""
    blocks = part.blocks
    start = next((at for at in range(len(blocks)) if _titled(blocks[at])), len(blocks))
    end = start
    while end < len(blocks) and _titled(blocks[end]):
        end += 1
    if end - start < 3:
        return None
    entries = [titled(entry_of(line)) for line in blocks[start:end] if isinstance(line, Line)]
    children = tuple(Draft("theme", e.title, e.body, dropped=e.dropped, sure=0.7) for e in entries)
    return _lead(part, blocks[:start], children, blocks[end:], (), 0.7)


def _titled(block: Piece) -> bool:
    if not isinstance(block, Line) or block.item >= 0:
        return False
    return stopped_title(block, 8) is not None or heading_front(block.text).family in _THEME_FAMILIES


def _theme_table(part: Part) -> Draft | None:
    """A table with a row for each theme: its name, and columns of what will be done, outcomes or measures."""
    grids = [at for at, block in enumerate(part.blocks) if isinstance(block, Grid) and simple(block)]
    if len(grids) != 1 or not isinstance(grid := part.blocks[grids[0]], Grid) or len(grid.rows) < 3:
        return None
    if len(grid.rows[0]) < 2 or header_rows(grid) < 1:
        return None
    grid, numbers = unreferenced(grid)
    found = table_entries(grid, lambda _: False, lambda _: False)
    if not all(0 < sum(len(line.words.split()) for line in entry.title) <= 14 for entry in found.entries):
        return None
    name = grid.rows[0][1].words
    children = tuple(_theme_row(entry, name) for entry in found.entries)
    return _lead(
        part, part.blocks[: grids[0]], children, part.blocks[grids[0] + 1 :], found.dropped + numbers, 0.7
    )


def _theme_row(entry: Entry, name: str) -> Draft:
    body: list[Piece] = []
    children: list[Draft] = []
    for column, blocks in ((name, entry.body), *entry.columns):
        kind = below_theme(column.lower())
        kind = kind if kind in ("priority", "outcome", "measure", "enabler", "change") else ""
        if not kind:
            body.extend(blocks)
            continue
        children.extend(children_of(blocks, kind))
    title = tuple(map(unnumbered, entry.title))
    return Draft("theme", title, tuple(body), children=tuple(children), sure=0.8)
