"""Glossary terms from tables, “TERM – meaning” lines and bold lead-ins. Imports drafts, entries and lines."""

import re
from collections.abc import Callable

from msgspec import structs

from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import bold_lead_in, stopped_title, title_parts
from app.importers.recognise.lines import (
    Grid,
    GridRow,
    Line,
    Piece,
    Pieces,
    as_text,
    cut,
    has_image,
    is_boxed,
    unbold,
)
from app.importers.recognise.outline import Part

_HEADER = re.compile(
    r"^(?:terms?|abbreviations?|acronyms?|words?|phrases?|meanings?|definitions?|descriptions?|explanations?|"
    r"stands for|"
    r"full (?:name|title)|names?|terms? or abbreviations?|what (?:it|we|this|they)|ystyr|diffiniad|byrfodd)\b",
    re.I,
)
_TERMS = re.compile(r"^(?:terms?|abbreviations?|acronyms?|words?|phrases?|byrfodd|term)\b", re.I)
_TAB = re.compile(r"\s*\t+\s*")


def glossary(part: Part) -> list[Draft] | None:
    """The terms under a heading; None where none can be told apart.

    What stands in text boxes is text of its own, unless all the terms stand in such boxes.
    """
    blocks = _all_blocks(part)
    return _glossary(part, blocks, is_boxed) or (
        _glossary(part, blocks) if any(map(is_boxed, blocks)) else None
    )


def _glossary(
    part: Part, blocks: Pieces, aside: Callable[[Piece], bool] = lambda _: False
) -> list[Draft] | None:
    """The terms of some blocks; those that stand `aside` hold none."""
    terms: list[Draft] = []
    body: list[Piece] = []
    dropped: list[Line] = []
    for block in blocks:
        if aside(block):
            body.append(block)
        elif isinstance(block, Grid):
            if has_image((block,)) or not all(1 <= len(row) <= 3 for row in block.rows):
                body.append(block)
            else:
                _from_table(block, terms, dropped)
        elif isinstance(block, Line) and block.level:
            _from_heading(block, terms, dropped)
        elif isinstance(block, Line) and terms and not terms[-1].body and _is_heading(terms[-1]):
            terms[-1] = structs.replace(terms[-1], body=(as_text(block),))
        elif isinstance(block, Line) and (made := _from_line(block)):
            terms.append(made)
        elif isinstance(block, Line) and terms and _continues(block, terms[-1]):
            terms[-1] = structs.replace(terms[-1], body=(*terms[-1].body, as_text(block)))
        else:
            body.append(block)
    if not terms:
        return None
    return [
        Draft("glossary", part.heading, tuple(body), children=tuple(terms), dropped=tuple(dropped), sure=0.95)
    ]


def glossary_table(grid: Grid) -> Draft | None:
    """The glossary in a table that no heading calls one: its columns are headed “Term” and “Meaning”, or the like."""
    if len(grid.rows) < 3 or grid.columns != 2 or has_image((grid,)) or not _is_header(grid.rows[0]):
        return None
    if not _TERMS.match(grid.rows[0][0].words):
        return None
    terms: list[Draft] = []
    dropped: list[Line] = []
    _from_table(grid, terms, dropped)
    return Draft("glossary", children=tuple(terms), dropped=tuple(dropped)) if terms else None


def _all_blocks(part: Part) -> Pieces:
    """The part's own blocks, then each sub-heading with what stands under it."""
    blocks = list(part.blocks)
    for below in part.parts:
        blocks.extend((*below.heading, *_all_blocks(below)))
    return tuple(blocks)


def _is_heading(term: Draft) -> bool:
    return any(line.level for line in term.title)


def _from_heading(heading: Line, terms: list[Draft], dropped: list[Line]) -> None:
    """A sub-heading is a term whose meaning follows; a single letter only sorts the terms."""
    if len(heading.words) == 1:
        dropped.append(heading)
    else:
        terms.append(Draft("term", (heading,), sure=0.75))


def _from_table(grid: Grid, terms: list[Draft], dropped: list[Line]) -> None:
    rows = grid.rows
    if _is_header(rows[0]):
        dropped.extend(line for cell in rows[0] for line in cell.lines)
        rows = rows[1:]
    for row in rows:
        title, body = row[0].lines, tuple(block for cell in row[1:] for block in cell.blocks)
        if not title and body and terms:
            terms[-1] = structs.replace(terms[-1], body=terms[-1].body + body)
        elif title and not body and len(row) == 1 and (made := _from_line(title[0])) and len(title) == 1:
            terms.append(made)
        elif title:
            names = tuple(unbold(as_text(line)) for line in title)
            terms.append(Draft("term", names, body, sure=0.95 if len(row) > 1 else 0.6))


def _is_header(row: GridRow) -> bool:
    return len(row) > 1 and all(
        _HEADER.match(cell.words) and len(cell.words) < 40 for cell in row if cell.words
    )


def _from_line(line: Line) -> Draft | None:
    """“TERM – meaning”, “TERM: meaning”, a tab between, or the term in bold."""
    if line.level:
        return None
    tab = _TAB.search(line.text.rstrip())
    if tab and 0 < len(line.text[: tab.start()].split()) <= 8:
        title, rest = cut(line, tab.end())
        return _term(as_text(title), as_text(rest), 0.9)
    halves = bold_lead_in(line)
    if halves:
        return _term(*halves, 0.9)
    halves = stopped_title(line, 8)
    return _term(*halves, 0.85) if halves else None


def _term(title: Line, meaning: Line, sure: float) -> Draft:
    kept, stop = title_parts(title)
    lead = len(meaning.text) - len(meaning.text.lstrip(" \t:–—-\u00a0"))
    dash, rest = cut(meaning, lead)
    dropped = (*stop, dash) if dash.text else stop
    return Draft(
        "term", tuple(unbold(line) for line in kept), (rest,) if rest.text else (), dropped=dropped, sure=sure
    )


def _continues(line: Line, term: Draft) -> bool:
    """Whether a paragraph goes on with the meaning of the term above it."""
    return (
        line.item >= 0
        or line.words[:1].islower()
        or (line.level == 0 and bool(term.body) and line.look.indent > 0)
    )
