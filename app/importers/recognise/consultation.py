"""The consultation: what people said and what was done about it, by the columns of its tables.

Imports drafts, lines and the columns of tables.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec import structs

from app.importers.recognise.columns import Row, columned
from app.importers.recognise.drafts import Draft
from app.importers.recognise.lines import Grid, Line, Piece, Pieces, as_text, headed_by, lines_of, unbold
from app.importers.recognise.measures import columns_of
from app.importers.recognise.outline import Part
from app.importers.recognise.principles import section_draft

_COLUMNS: tuple[tuple[str, str], ...] = (
    ("version", r"^(?:in |since |from |as of )?version\b|^fersiwn|\bversion (?:no|number|changed)"),
    ("ref", r"^(?:ref(?:erence)?|no|number|id|#|rhif)\b\.?$|^#$"),
    ("answer", r"\bour (?:response|reply|answer)|\b(?:council|officer|authority)\S* (?:response|reply|answer)|"
               r"response from|what (?:we|was) (?:d(?:id|one)|changed)|\bwe (?:did|changed|will|have|are)\b|action|"
               r"changes? made|outcome|^how$|\bhow (?:we|this|it)\b"
               r"(?! (?:asked|consulted|engaged|heard|involved|met|reached|spoke))|"
               r"ein hymateb|ymateb y cyngor|gwnaethom|a wnaed"),
    ("body", r"^(?:what|you|beth)\b"),
    ("date", r"date|when"),
    ("title", r"who|consultee|stakeholder|respondent|group|organisation|from|name"),
    ("body", r"said|comment|feedback|response|view|issue|point|concern|suggestion|dywedoch|sylw"),
)  # fmt: skip
_MORE = re.compile(r"action|changes? made|outcome|\bwe (?:did|changed|will|have|are)\b")
"""What a second column says that tells of what was done."""
_HOW_MANY = re.compile(r"^(?:total )?(?:number|no\.?|count|percentage|%) of\b|^how many\b")
_REFERENCE = re.compile(r"[a-z]{0,4}[-./ ]?(?:\d+[.-])*(\d{1,9})[.)]?", re.I)
_ANSWER = re.compile(r"^(?:the )?(?:response|reply|answer|decision|result|change|ymateb)s?\b")
_SAID = re.compile(
    r"^(?:what )?(?:you|they|people|residents|customers|tenants|staff|partners|stakeholders|consultees|respondents)\b"
    r".*\b(?:said|told|asked|raised)\b|^(?:what )?we heard\b|^(?:beth )?ddywedoch\b|^dywedoch chi\b"
)
_DONE = re.compile(r"\bwe (?:did|changed|will|have|are)\b|\bour (?:response|reply)|gwnaethom|ein hymateb")

_Taken = tuple[list[Draft], tuple[Line, ...]]


def consultation(part: Part) -> list[Draft]:
    """The consultation with the responses of its tables, also of those below sub-headings; the rest is its text."""
    body, rows, dropped = _taken(part.blocks)
    sections: list[Draft] = []
    for below in part.parts:
        left, own, heads = _taken(below.blocks)
        rows.extend(own)
        dropped.extend(heads)
        if own and not left and not below.parts:
            dropped.extend(as_text(line) for line in below.heading)
        else:
            sections.append(section_draft(structs.replace(below, blocks=tuple(left))))
    return [
        Draft(
            "consultation",
            part.heading,
            tuple(body),
            children=(*rows, *sections),
            dropped=tuple(dropped),
            sure=0.9 if rows else 0.8,
        )
    ]


def tells_of_responses(part: Part) -> bool:
    """Whether a part without others below it has a table of what people said and what was done, by its own words."""
    return not part.parts and any(isinstance(block, Grid) and told_responses(block) for block in part.blocks)


def told_responses(grid: Grid) -> _Taken | None:
    """The responses of a table whose columns say themselves that they are: “You said” and “We did”."""
    names = [cell.words.lower() for cell in grid.rows[0]]
    return _responses(grid) if any(map(_SAID.search, names)) and any(map(_DONE.search, names)) else None


def _taken(blocks: Pieces) -> tuple[list[Piece], list[Draft], list[Line]]:
    """The blocks without tables of responses, those responses, and the words that became furniture."""
    left: list[Piece] = []
    rows: list[Draft] = []
    dropped: list[Line] = []
    for block in blocks:
        if isinstance(block, Grid) and (made := _responses(block)) is not None:
            rows.extend(made[0])
            dropped.extend(made[1])
        else:
            left.append(block)
    return left, rows, dropped


def _responses(grid: Grid) -> _Taken | None:
    table = columned(grid)
    fields = _fields(table.names) if table is not None else []
    known = {"title", "body"} & set(fields) if "answer" in fields else {"title", "body"} <= set(fields)
    if table is None or not known or any(_is_banner(row) for row in table.rows):
        return None
    fields = ["" if each == "ref" and not _counts(table.rows, at) else each for at, each in enumerate(fields)]
    result: list[Draft] = []
    dropped = [*table.heads]
    for row in table.rows:
        if (
            result
            and row.filled == [at for at in row.filled if fields[at] == "answer"]
            and _goes_on(row, fields)
        ):
            answer = (
                *result[-1].rich.get("answer", ()),
                *(block for cell in row.cells for block in cell.blocks),
            )
            result[-1] = structs.replace(result[-1], rich={"answer": answer})
        elif row.filled:
            result.append(_response(row, fields, table.names))
    return result, tuple(dropped)


def _fields(names: Iterable[str]) -> list[str]:
    """Which field of a response each column holds; empty for one that says nothing of the kind."""
    said = ["" if _HOW_MANY.search(name.lower()) else name.lower() for name in names]
    fields = columns_of(said, _COLUMNS)
    wording = _MORE if "answer" in fields else _ANSWER
    for at, field in enumerate(fields):
        if not field and wording.search(said[at]):
            fields[at] = "answer"
    return fields


def _counts(rows: Iterable[Row], column: int) -> bool:
    """Whether a column counts the rows, or the rows of each group: what else stands below “No.” somebody wants kept."""
    found = [_REFERENCE.fullmatch(row.cells[column].words) for row in rows if column in row.filled]
    numbers = [int(each[1]) for each in found if each is not None]
    in_turn = all(after in (1, before + 1) for before, after in pairwise(numbers))
    return len(numbers) == len(found) and in_turn and (len(found) > 1 or numbers == [1])


def _is_banner(row: Row) -> bool:
    """Whether one cell reaches over the whole row, and so says something of those below it."""
    return row.cells[0].across == len(row.cells) > 1


def _goes_on(row: Row, fields: list[str]) -> bool:
    """Whether what people said reaches down into a row from the one above."""
    return any(fields[at] == "body" for at in row.above)


def _response(row: Row, fields: list[str], names: list[str]) -> Draft:
    found: dict[str, Pieces] = {}
    body: list[Piece] = []
    for cell, field, name in zip(row.cells, fields, names, strict=True):
        if field in ("", "body"):
            body.extend(cell.blocks if field else headed_by(name, cell))
        elif cell.blocks:
            found[field] = (*found.get(field, ()), *cell.blocks)
    rich = {"answer": found["answer"]} if "answer" in found else {}
    lines = {name: tuple(lines_of(found[name])) for name in ("date", "version") if name in found}
    values = {
        fields[at]: words for at, words in row.above.items() if fields[at] in ("title", "date", "version")
    }
    title = tuple(unbold(as_text(line)) for line in lines_of(found.get("title", ())))
    dropped = tuple(lines_of(found.get("ref", ())))
    return Draft("response", title, tuple(body), rich, lines, values, dropped=dropped, sure=0.9)
