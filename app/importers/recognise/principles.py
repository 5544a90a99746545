"""Principles, outcomes, layers: a part whose entries are children of one kind. Imports drafts, entries and lines."""

import re

from msgspec import structs

from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import (
    Entries,
    Entry,
    bold_paragraphs,
    counted_paragraphs,
    introduced,
    is_item,
    list_entries,
    numbered_entry,
    numbered_paragraphs,
    paragraph_entries,
    part_entry,
    runs_of_items,
    simple,
    table_entries,
)
from app.importers.recognise.lines import Grid, Line, Pieces
from app.importers.recognise.outline import Part

_TITLE = re.compile(r"principle|outcome|layer|title|name|value|benefit|what we want|^no|ref", re.I)
_TEXT = re.compile(r"description|statement|means|detail|rationale|text|implication|measure|in practice", re.I)
_LAYERS = re.compile(r"\b(?:two|three|four|five|six|seven|eight|[2-8]) (?:\w+ )?(?:layers|tiers)\b", re.I)
_SHORT_TITLE = 8


def principles(part: Part) -> list[Draft] | None:
    """The principles under a heading; None where it holds none that can be told apart."""
    return _listed(part, "principles", "principle")


def architecture(part: Part) -> list[Draft] | None:
    """The layers that a section lists; None where it only speaks of them."""
    made = _listed(part, "architecture", "layer")
    return made if made and len([child for child in made[0].children if child.kind == "layer"]) >= 2 else None


def tells_of_layers(part: Part) -> bool:
    """Whether a section that its heading does not name says that it lists layers (“arranged in four layers”)."""
    blocks = part.blocks
    runs = runs_of_items(blocks)
    return len(runs) == 1 and any(
        isinstance(block, Line) and _LAYERS.search(block.text) for block in blocks[: runs[0][0]]
    )


def outcomes(part: Part) -> list[Draft]:
    """The outcomes part, which may be empty."""
    made = _listed(part, "outcomes", "outcome")
    if made is not None:
        return made
    sections = tuple(section_draft(below) for below in part.parts)
    return [Draft("outcomes", part.heading, part.blocks, children=sections, sure=0.85)]


def _listed(part: Part, kind: str, entry_kind: str) -> list[Draft] | None:
    part = merged(part)
    found, rest = entries_of_part(part, entry_kind)
    if not found.entries:
        return None
    children = tuple(entry_draft(entry, entry_kind) for entry in found.entries)
    sections = tuple(section_draft(below) for below in rest)
    rich = {"closing": found.closing} if kind == "principles" and found.closing else {}
    body = found.lead if rich or not found.closing else found.lead + found.closing
    sure = 0.95 if part.family or len(children) > 1 else 0.7
    return [
        Draft(kind, part.heading, body, rich, children=children + sections, dropped=found.dropped, sure=sure)
    ]


def merged(part: Part) -> Part:
    """A part whose only text stands under one sub-heading, as one part.

    A sub-heading that says the heading again and more (“Principles”, “Guiding principles”) takes its place, else it
    becomes the first line of the text, in bold.
    """
    if part.blocks or len(part.parts) != 1 or not part.heading:
        return part
    below = part.parts[0]
    if below.family or not below.blocks:
        return part
    return _said_again(part, below)


def _said_again(part: Part, below: Part) -> Part:
    if set(part.key.split()) <= set(below.key.split()) and below.heading:
        again = structs.replace(
            below.heading[0], prefix=(*below.heading[0].prefix, *_as_prefix(part.heading))
        )
        return structs.replace(below, heading=(again, *below.heading[1:]))
    return structs.replace(part, blocks=(*map(bold_heading, below.heading), *below.blocks), parts=below.parts)


def _as_prefix(heading: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(piece for line in heading for piece in (structs.replace(line, prefix=()), *line.prefix))


def bold_heading(line: Line) -> Line:
    """A heading as a bold line of text."""
    return structs.replace(
        line, level=0, item=-1, runs=tuple(structs.replace(run, bold=True) for run in line.runs)
    )


def entries_of_part(part: Part, kind: str) -> tuple[Entries, tuple[Part, ...]]:
    """The entries under a heading, and the sub-parts that are none of them.

    Tried in turn: counted sub-headings, a table, lists, bold paragraphs, other sub-headings.
    """
    counted = tuple(below for below in part.parts if below.family == kind)
    if counted:
        others = tuple(below for below in part.parts if below.family != kind)
        return Entries(part.blocks, tuple(part_entry(below) for below in counted)), others
    found = block_entries(part.blocks)
    if len(found.entries) >= 2 or (found.entries and not part.parts):
        return found, part.parts
    if len(part.parts) >= 2:
        return Entries(part.blocks, tuple(part_entry(below) for below in part.parts)), ()
    return found, part.parts


def block_entries(blocks: Pieces) -> Entries:
    """The entries that some blocks hold as a table, as lists or as paragraphs with bold lead-ins."""
    grids = [at for at, block in enumerate(blocks) if isinstance(block, Grid) and simple(block)]
    runs = runs_of_items(blocks)
    if len(grids) == 1 and not runs and isinstance(grid := blocks[grids[0]], Grid):
        found = table_entries(
            grid, lambda name: bool(_TITLE.search(name)), lambda name: bool(_TEXT.search(name))
        )
        if len(found.entries) >= 2:
            return structs.replace(found, lead=blocks[: grids[0]], closing=blocks[grids[0] + 1 :])
    if runs:
        return _from_lists(blocks, runs)
    counted = counted_paragraphs(blocks)
    if len(counted) >= 2:
        return paragraph_entries(blocks, counted, split=True)
    bold = bold_paragraphs(blocks)
    if len(bold) >= 2:
        return paragraph_entries(blocks, bold)
    numbered = numbered_paragraphs(blocks)
    return Entries((), tuple(numbered_entry(block) for block in blocks)) if numbered else Entries(blocks)


def _from_lists(blocks: Pieces, runs: list[tuple[int, int]]) -> Entries:
    """The entries of the lists; lists parted only by tables and pictures count as one."""
    start, end = max(runs, key=lambda run: run[1] - run[0])
    entries: list[Entry] = list(list_entries(blocks[start:end]))
    lead, closing = blocks[:start], blocks[end:]
    if not introduced(blocks, start) and not lead and all(is_item(block) for block in closing):
        entries += list_entries(closing)
        closing = ()
    return Entries(lead, tuple(entries), closing)


def entry_draft(entry: Entry, kind: str) -> Draft:
    """The draft of one entry; a short entry without a title is a title."""
    entry = titled(entry)
    return Draft(kind, entry.title, body_with_columns(entry), dropped=entry.dropped, sure=entry.sure)


def titled(entry: Entry) -> Entry:
    """An entry of a few words only, as a title."""
    if entry.title or len(entry.body) != 1 or not isinstance(line := entry.body[0], Line):
        return entry
    if len(line.words.split()) > _SHORT_TITLE or line.words.endswith("."):
        return entry
    return structs.replace(entry, title=(line,), body=())


def body_with_columns(entry: Entry) -> Pieces:
    """An entry's text, followed by what its table's other columns said of it."""
    more = tuple(block for _, blocks in entry.columns for block in blocks)
    return (*entry.body, *more)


def section_draft(part: Part) -> Draft:
    """A part as a plain section, with all below it."""
    sure = min((line.sure for line in part.heading), default=0.9)
    return Draft(
        "section", part.heading, part.blocks, children=tuple(map(section_draft, part.parts)), sure=sure
    )
