"""Actions: a plan's table of who does what by when, and lines such as “Owner: Head of ICT” below an item.

Imports drafts, entries and lines.
"""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import structs

from app.importers.recognise.drafts import Draft, header_rows, one_line
from app.importers.recognise.entries import each_line, entry_of, is_item, list_entries, named_blocks, simple
from app.importers.recognise.kinds import below_theme
from app.importers.recognise.lines import (
    Grid,
    GridCell,
    GridRow,
    Line,
    Piece,
    Pieces,
    as_text,
    cut,
    headed_by,
    lines_of,
    unbold,
)
from app.importers.recognise.principles import entry_draft
from app.importers.recognise.wording import counted_end, heading_front, is_reference, label_end, normal

_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("ref", r"^(?:ref(?:erence)?|no|id|number|#)\b\.?|^#"),
        ("progress", r"progress|% (?:done|complete)|per cent|percent|cynnydd"),
        ("owner", r"owner|\blead|responsib|accountab|\bwho\b|arwein|cyfrifol|\bpwy\b|perchennog|swyddog"),
        ("start", r"\bstarts?\b|\bfrom\b|begin|dechrau|cychwyn"),
        (
            "end",
            r"\bwhen\b|\bend\b|\bfinish|\bdates?\b|deadline|timescale|timeframe|complet|\bdue\b|\byear\b|^by$|erbyn|\bpryd\b|dyddiad|terfyn|amserlen|cwblhau|\bblwyddyn\b",
        ),
        ("measure", r"measure|\bkpi|indicator|success|target|mesur|dangosydd|targed"),
        ("outcome", r"outcome|benefit|result|impact|canlyniad|deilliant"),
    )
)
"""What the columns of a table of actions stand for, by their headings; the first that fits counts."""
_LINE_FIELDS = ("owner", "start", "end")
_NAME_COLUMN = re.compile(r"\b(?:title|name)\b")
_STATE = re.compile(
    r"rag|status|rating|risk|priority|cost|budget|resource|fund|phase|term|location|ward|(?:key |delivery )?partner|"
    r"support|team|service|department|directorate|partner"
)
"""Columns whose few words say nothing alone."""
_OF_MEASURE = (
    ("baseline", re.compile(r"baseline|^(?:current|now)(?: (?:data|figure|level|performance|position|rate|result|score|"
                            r"value)s?)?(?! ?[a-z])|llinell sylfaen")),
    ("target", re.compile(r"^targets?\b|^targed")),
)  # fmt: skip
_OF_ALL = re.compile(
    r"(?:(?:strategic|executive|senior|overall|theme|project|programme) )?(?:leads?|lead (?:director|officer|member|"
    r"department|service|team|partner|body|agency|councillor)|owners?|sponsors?|responsib(?:le|ility)|"
    r"(?:responsible|accountable) (?:officer|owner|director)|costs?|budgets?|funding|resources?|"
    r"(?:key |delivery )?partners?|timescales?|deadline|by when|status|rag(?: status| rating)?|"
    r"arweinydd|perchennog|swyddog arweiniol|cyllideb)"
)
"""Labels of what is true of a whole theme, where they stand below all its priorities."""
_PROMISES = re.compile(r"\b(?:we|will|must|should|byddwn)\b")
_LONGEST_SAID = 10
_TASK = re.compile(r"what$|tasks?$|project$|initiative|deliverable$|activity$|^tasg|^prosiect|^beth$")
_PER_CENT = re.compile(r"^(100|\d{1,2})\s*%?$")


def column_of(name: str) -> str:
    """The field of a priority that a column or label names; empty where it names none."""
    return next((field for field, pattern in _COLUMNS if pattern.search(name.lower())), "")


def action_table(grid: Grid) -> tuple[list[Draft], tuple[Line, ...]] | None:
    """A priority for each row of a table of actions, and its column headings; None for any other table."""
    if not simple(grid) or header_rows(grid) < 1 or len(grid.rows[0]) < 2:
        return None
    names = [cell.words.lower() for cell in grid.rows[0]]
    first = next((n for n, name in enumerate(names) if says_what(name)), -1)
    if first < 0:
        return None
    drafts = [action_of(row, names, first) for row in grid.rows[1:] if any(cell.blocks for cell in row)]
    return drafts, tuple(line for cell in grid.rows[0] for line in cell.lines)


def tells_of_all(line: Line) -> bool:
    """Whether a line is a label with what it says: who answers for something, by when, or what it costs."""
    label, stop, said = line.words.lower().partition(":")
    if not stop or line.item >= 0 or not _OF_ALL.fullmatch(label.strip()):
        return False
    return len(said.split()) <= _LONGEST_SAID and not _PROMISES.search(said)


def has_owner_or_date(grid: Grid) -> bool:
    """Whether a table's columns say who answers for its rows, or by when they are done."""
    head = next((row for row in grid.rows[:2] if len(row) > 1), grid.rows[0])
    return bool({column_of(cell.words) for cell in head} & {"owner", "start", "end"})


def says_what(name: str) -> bool:
    """Whether a column's heading says that it holds what is done."""
    return below_theme(name) == "priority" or bool(_TASK.match(name))


def action_of(row: GridRow, names: list[str], first: int) -> Draft:
    """The priority of a table's row; `names` are its column headings, `first` the column that says what is done."""
    lines: dict[str, tuple[Line, ...]] = {}
    values: dict[str, Any] = {}
    children: list[Draft] = []
    dropped: list[Line] = []
    title, main, stop = named_blocks(row[first].blocks)
    dropped.extend(stop)
    body: list[Piece] = list(main)
    for at, (name, cell) in enumerate(zip(names, row, strict=True)):
        if at == first or not cell.blocks:
            continue
        field = column_of(name)
        if (field == "ref" and is_reference(cell.words)) or _says_nothing(cell):
            dropped.extend(cell.lines)
        elif measured := _of_measure(name, children):
            children[-1] = structs.replace(
                children[-1], lines={**children[-1].lines, measured: tuple(map(as_text, cell.lines))}
            )
        elif field == "progress" and (done := _PER_CENT.match(cell.words)):
            values["progress"] = int(done.group(1))
            dropped.extend(cell.lines)
        elif field in ("measure", "outcome"):
            children.extend(children_of(cell.blocks, field))
        elif (
            field in _LINE_FIELDS
            and field not in lines
            and all(isinstance(block, Line) for block in cell.blocks)
        ):
            lines[field] = tuple(lines_of(cell.blocks))
        elif not title and _NAME_COLUMN.search(name) and len(cell.lines) == 1:
            title = tuple(unbold(as_text(line)) for line in cell.lines)
        else:
            alone = _STATE.match(name.removeprefix("current ")) or is_reference(cell.words)
            body.extend(headed_by(_heading(name) if alone else "", cell))
    return Draft(
        "priority",
        title,
        tuple(body),
        lines=lines,
        values=values,
        children=tuple(children),
        dropped=tuple(dropped),
        sure=0.85,
    )


def _says_nothing(cell: GridCell) -> bool:
    """Whether a cell holds only a dash."""
    lines = cell.lines
    return len(lines) == len(cell.blocks) == 1 and not any(map(str.isalnum, lines[0].text))


def _of_measure(name: str, children: Sequence[Draft]) -> str:
    """The field of the one measure before it that a column gives (“Target”, “Baseline”); empty for none."""
    if [child.kind for child in children].count("measure") != 1 or children[-1].kind != "measure":
        return ""
    field = next((field for field, pattern in _OF_MEASURE if pattern.search(name)), "")
    if field == "target" and column_of(name) in _LINE_FIELDS:  # “Target date”
        return ""
    return "" if field in children[-1].lines else field


def _heading(name: str) -> str:
    """A column's heading as it stands in a sentence; names come here in small letters."""
    return name.upper() if name == "rag" else name[:1].upper() + name[1:]


def children_of(blocks: Pieces, kind: str) -> list[Draft]:
    """Each paragraph or item of some blocks as a child of a kind; pictures and tables stay with the one before."""
    blocks = tuple(piece for block in blocks for piece in each_line(block))
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


def counted_priorities(blocks: Pieces) -> list[tuple[int, Draft]]:
    """Two or more paragraphs such as “Objective 1.1: …” as priorities without that number, and where they stand."""
    found: list[tuple[int, Draft]] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Line) or is_item(block):
            continue
        if heading_front(block.text).family in ("priority", "objective", "action") and counted_end(
            block.text
        ):
            found.append((at, entry_draft(structs.replace(entry_of(block), sure=0.8), "priority")))
    return found if len(found) >= 2 else []


def with_labelled(draft: Draft) -> Draft:
    """A priority whose own lines say “Owner: …” or “By when: …”, with those as its fields."""
    body: list[Piece] = []
    lines = dict(draft.lines)
    dropped = list(draft.dropped)
    for block in draft.body:
        end = label_end(block.text) if isinstance(block, Line) and not is_item(block) else 0
        field = column_of(block.text[:end].rstrip(": ")) if isinstance(block, Line) and end else ""
        if isinstance(block, Line) and field in _LINE_FIELDS and field not in lines and (body or draft.title):
            label, said = cut(block, end)
            lines[field] = (as_text(said),)
            dropped.append(label)
        else:
            body.append(block)
    return structs.replace(draft, body=tuple(body), lines=lines, dropped=tuple(dropped))


def told_of(listed: list[Draft], rows: list[Draft]) -> list[Draft]:
    """Listed priorities with what a table says of them by name (owner, dates, progress); its other rows follow them.

    A table may name one by its first words and “…”, as our own do those that have no title.
    """
    names = [normal(one_line(named_by(draft))) for draft in listed]
    result = list(listed)
    for row in rows:
        at = _called(row, names)
        if at < 0 or _says_otherwise(row, result[at]):
            result.append(row)
            continue
        own = result[at]
        result[at] = structs.replace(
            own,
            lines={**own.lines, **row.lines},
            values={**own.values, **row.values},
            children=own.children + row.children,
            dropped=own.dropped + named_by(row) + row.dropped,
        )
    return result


def _says_otherwise(row: Draft, own: Draft) -> bool:
    """Whether a table says of a priority what it says itself, or another progress: one of them would be lost."""
    return bool(set(row.lines) & set(own.lines)) or any(
        own.values.get(name, value) != value for name, value in row.values.items()
    )


def named_by(draft: Draft) -> tuple[Line, ...]:
    """What a priority is known by: its title, or else the first paragraph of its text."""
    first = draft.body[0] if draft.body else None
    return draft.title or ((as_text(first),) if isinstance(first, Line) else ())


def _called(row: Draft, names: list[str]) -> int:
    """Which of some names a table's row begins with and says nothing beside; -1 for none."""
    if len(row.body) != (0 if row.title else 1):
        return -1
    said = one_line(named_by(row))
    name = normal(said)
    if name and name in names:
        return names.index(name)
    begun = (
        at for at, full in enumerate(names) if name and said.endswith("…") and full.startswith(f"{name} ")
    )
    return next(begun, -1)
