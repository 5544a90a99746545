"""The council's own plan and its objectives. Imports drafts, entries and lines."""

import re

from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import (
    introduced,
    list_entries,
    part_entry,
    runs_of_items,
    title_parts,
)
from app.importers.recognise.lines import Line, Piece, Pieces, as_text, unbold
from app.importers.recognise.outline import Part
from app.importers.recognise.principles import entry_draft, section_draft, titled
from app.importers.recognise.wording import heading_front

_LEAD = re.compile(
    r"priorit|objectiv|aims?\b|goals?\b|outcomes?\b|themes?\b|commitments?\b|ambitions?\b|missions?\b", re.I
)


def council_plan(part: Part) -> list[Draft] | None:
    """The plan and its objectives; None where the section lists none."""
    counted = [below for below in part.parts if below.family in ("priority", "objective", "theme", "outcome")]
    if len(counted) >= 2:
        objectives = [entry_draft(part_entry(below), "objective") for below in counted]
        others = tuple(section_draft(below) for below in part.parts if below not in counted)
        return [Draft("council_plan", part.heading, part.blocks, children=(*objectives, *others), sure=0.9)]
    body, objectives = _counted_lines(part.blocks)
    if len(objectives) < 2:
        body, objectives = _listed(part.blocks, part.name)
    if len(objectives) < 2:
        return None
    sections = tuple(section_draft(below) for below in part.parts)
    return [Draft("council_plan", part.heading, body, children=(*objectives, *sections), sure=0.85)]


def _counted_lines(blocks: Pieces) -> tuple[Pieces, list[Draft]]:
    """“Priority One –” lines, each with the text that follows it, as objectives; the rest is the plan's text."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Line) and _counts(block)]
    if len(starts) < 2:
        return blocks, []
    objectives: list[Draft] = []
    body: list[Piece] = list(blocks[: starts[0]])
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        line = blocks[start]
        assert isinstance(line, Line)
        own = blocks[start + 1 : end]
        if end == len(blocks) and len(own) > 1:
            own, rest = own[:1], own[1:]
            body.extend(rest)
        title, stop = title_parts(unbold(as_text(line)))
        objectives.append(Draft("objective", title, own, dropped=stop, sure=0.85))
    return tuple(body), objectives


def _counts(line: Line) -> bool:
    front = heading_front(line.text)
    return front.family in ("priority", "objective", "theme", "outcome") and len(line.words.split()) <= 20


def _listed(blocks: Pieces, name: str) -> tuple[Pieces, list[Draft]]:
    """The list that a sentence about priorities or objectives introduces, or the only one where the heading does."""
    runs = runs_of_items(blocks)
    for start, end in runs:
        before = blocks[start - 1] if start else None
        entries = list_entries(blocks[start:end])
        says = isinstance(before, Line) and bool(_LEAD.search(before.text))
        named = all(titled(entry).title for entry in entries)
        if (says and (named or introduced(blocks, start))) or (
            len(runs) == 1 and _LEAD.search(name) and (named or not isinstance(before, Line))
        ):
            return blocks[:start] + blocks[end:], [entry_draft(entry, "objective") for entry in entries]
    return blocks, []
