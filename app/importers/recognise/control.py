"""The control sheet, the version table and the notes about the approved copy. Imports lines, drafts and wording only.

What a council types there becomes a field of the strategy; approval is kept as words only, for it is worked out from
decisions. Labels and column headings are furniture: every house style has its own.
"""

import re

from msgspec import Struct

from app.importers.recognise.drafts import Record, one_line
from app.importers.recognise.lines import Grid, GridRow, Line, Piece, Pieces, as_text, cut, has_image
from app.importers.recognise.wording import normal

LABELS: tuple[tuple[str, str], ...] = (
    ("stated_approval", r"approv|adopt|ratif|agreed by|sign(?:ed)?[ -]?off|authoris|endors|cymeradwy"),
    ("supersedes", r"supersede|replace[sd]?\b|previous (?:version|document|strategy)"),
    ("review_date", r"review|next revision|expiry|expires|valid until|adolyg"),
    ("equality_reference", r"\beia\b|\beqia\b|\beqi?a\b|equality|impact assessment"),
    (
        "implementation_method",
        r"implementation method|method of implementation|dissemination|how (?:it is )?implemented",
    ),
    (
        "implementation_date",
        r"implementation|effective|in force|live from|commence|start date|date (?:of )?issued?\b|gweithredu",
    ),
    ("stakeholders", r"consult|stakeholder|ymgynghor"),
    (
        "held_at",
        r"(?:approved|master|controlled) copy|location|where held|held (?:at|on|in)|file (?:path|name)|stored",
    ),
    (
        "author",
        r"author|prepared by|produced by|written by|compiled by|originator|drafted by|lead officer|^awdur",
    ),
    ("department", r"department|\bteam\b|division|business unit|section\b|^adran"),
    ("placement", r"placement|directorate|^service$|service area|portfolio"),
    (
        "title",
        r"(?:document|strategy|policy) (?:title|name)|^title|name of (?:the )?(?:document|strategy)|^subject$|^teitl",
    ),
    ("period", r"^period|years covered|lifespan|^duration|period covered"),
    ("organisation", r"^(?:name of )?organisation|^(?:name of )?council$|^local authority"),
)
"""What a label on a control sheet means, by the field it fills. The first that is found in the label counts."""

_LABELS = tuple((field, re.compile(pattern)) for field, pattern in LABELS)
_OTHER_LABEL = re.compile(
    r"^(?:version|status|owner|document owner|sponsor|date|issue|distribution|circulation|classification|audience|"
    r"contact|report of|report to|lead officers?|ward|key decision|portfolio|purpose|reference|ref|document type|"
    r"relevant officer|relevant cabinet member|security|language|approval body|responsible officer|keywords)\b"
)
_REPORT_LABEL = re.compile(
    r"^(?:report (?:of|to|author)|lead officers?|relevant (?:officer|cabinet member)|wards? |"
    r"key decision|date of meeting|"
    r"accountable|portfolios? affected)"
)
COLUMNS: tuple[tuple[str, str], ...] = (
    ("version", r"\bversions?\b|\brev(?:ision)?\b|\bissue\b|\bver\b|\bdraft\b|\bno\b|fersiwn"),
    ("date", r"\bdate\b|\bwhen\b|\bdated\b|\bissued\b|dyddiad"),
    ("changes", r"change|amend|description|detail|summary|reason|nature|what|newid|disgrifiad"),
    (
        "comments",
        r"comment|note|status|remark|author|who|by|editor|approv|review|circulat|distribut|page|section",
    ),
)
_COLUMNS = tuple((field, re.compile(pattern)) for field, pattern in COLUMNS)
CONTROL_TITLE = re.compile(
    r"\b(?:document control|control sheet|document (?:information|details|history|status|management)|policy control|"
    r"version (?:control|history|table)|revision (?:history|record|control)|amendment (?:history|record|sheet)|"
    r"change (?:history|log|record|control)|review history|document review|approval (?:history|record)|approvals?$|"
    r"rheoli (?:dogfen|fersi)|hanes (?:y )?(?:ddogfen|fersi))"
)
_HELD = re.compile(
    r"\b(?:approved|master|controlled|definitive|current|official)\b[^.]{0,40}\b(?:copy|version)\b[^.]{0,60}?"
    r"\b(?:held|kept|stored|published|available|found)\s+(?P<where>[^.;]+)",
    re.I,
)
_NOTES = re.compile(r"^(?:comment|note|remark)")
_SIGNERS = frozenset(("name", "approver", "approved by", "approving body", "signatory"))
_NOTHING = ("", "-", "–", "—", "Not yet approved")
"""What stands in a place that nobody has filled in."""
_DATES = ("review_date", "implementation_date")
_APPROVED = re.compile(r"\b(?:approved|adopted|agreed|ratified)\b", re.I)
_ADOPTED = re.compile(r"^(?:approved|adopted|agreed|ratified)\b.*\b(?:by|on)\b.*[^.:]$", re.I)
_STATE = re.compile(
    r"^(?:(?:final|first|second|consultation|working|committee) )?(?:draft|version|v|final)"
    r"(?: (?:no\.? ?|v)?\d+(?:\.\d+)*)?(?: (?:final|draft|approved|for (?:consultation|approval|comment|scrutiny)))?$",
    re.I,
)
"""A line on the front page that only says which version it is; versions and drafts are told by the program."""
_REVIEW = re.compile(
    r"^\s*(?:next |date (?:of|for) (?:next )?)?review(?: date| due)?\s*[:–-]?\s+(?=.*\b\d{4}\b)", re.I
)
_LABELLED = re.compile(r"^\s*([^:\t]{2,60}?)\s*(?::\s*|\t+\s*)(.*)$", re.S)


class Sheet(Struct):
    """What the control pages said, gathered as they are read: lines by field, rows, and words that are furniture."""

    fields: dict[str, list[Line]]
    rows: list[Record]
    history: list[Record]
    dropped: list[Line]


def new_sheet() -> Sheet:
    """A sheet with nothing on it yet."""
    return Sheet({}, [], [], [])


def field_of(label: str) -> str:
    """The strategy's field that a control sheet's label stands for; empty for an unknown one."""
    words = normal(label)
    return next((field for field, pattern in _LABELS if pattern.search(words)), "")


def is_control_title(title: str) -> bool:
    """Whether a heading stands over a control sheet or a version table."""
    return bool(CONTROL_TITLE.search(normal(title)))


def take_control(blocks: Pieces, sheet: Sheet, *, sure: bool) -> list[Piece]:
    """The blocks without what belongs to the control pages, which goes on the sheet.

    `sure` says that a heading announces a control sheet: then every table and labelled line belongs to it.
    """
    left: list[Piece] = []
    for block in blocks:
        if isinstance(block, Grid):
            if has_image((block,)) or not (
                _take_history(block, sheet, sure)
                or (sure and _take_signed(block, sheet))
                or _take_sheet(block, sheet, sure)
            ):
                left.append(block)
        elif not (isinstance(block, Line) and _take_line(block, sheet, sure)):
            left.append(block)
    return left


def _take_history(grid: Grid, sheet: Sheet, sure: bool) -> bool:
    columns = history_columns(grid.rows[0])
    if not columns or len(grid.rows) < 2:
        return False
    sheet.dropped.extend(_row_lines(grid.rows[0]))
    for row in grid.rows[1:]:
        record: dict[str, tuple[Line, ...]] = {}
        for cell, field in zip(row, columns + ["comments"] * len(row), strict=False):
            record[field] = record.get(field, ()) + cell.lines
        if any(line.words not in _NOTHING for lines in record.values() for line in lines):
            sheet.history.append(record)
        else:
            sheet.dropped.extend(_row_lines(row))
    return True


def _take_signed(grid: Grid, sheet: Sheet) -> bool:
    """A table of who approved the document and when, as words about its approval: the program works that out."""
    heads = {normal(cell.words) for cell in grid.rows[0]}
    if (
        len(grid.rows) < 2
        or not (heads & _SIGNERS)
        or not (heads & {"date", "signature", "signed", "date approved"})
    ):
        return False
    sheet.dropped.extend(_row_lines(grid.rows[0]))
    for row in grid.rows[1:]:
        sheet.fields.setdefault("stated_approval", []).extend(_row_lines(row))
    return True


def history_columns(header: GridRow) -> list[str]:
    """The field of each column of a version table by its headings; empty where the table is none."""
    columns: list[str] = []
    for cell in header:
        words = normal(cell.words)
        free = (field for field, pattern in _COLUMNS if field not in columns and pattern.search(words))
        columns.append("comments" if words.endswith(" by") else next(free, "comments"))
    if "changes" not in columns:
        notes = next((at for at, cell in enumerate(header) if _NOTES.search(normal(cell.words))), -1)
        columns = ["changes" if at == notes else column for at, column in enumerate(columns)]
    named = [cell.words for cell in header if cell.words]
    if "version" not in columns or len(named) < 2 or len({"date", "changes"} & set(columns)) < 1:
        return []
    short = all(len(words.split()) <= 6 for words in named)
    first = normal(header[columns.index("version")].words)
    return columns if short and len(header) >= 3 and first not in ("no", "draft") else []


def _row_lines(row: GridRow) -> list[Line]:
    return [line for cell in row for line in cell.lines]


def _take_sheet(grid: Grid, sheet: Sheet, sure: bool) -> bool:
    pairs = label_pairs(grid, sure)
    names = [normal(" ".join(line.words for line in label)) for label, _ in pairs]
    report = sum(1 for name in names if _REPORT_LABEL.search(name)) >= 2
    for label, value in pairs:
        _fill(label, value, sheet, report=report)
    return bool(pairs)


def label_pairs(grid: Grid, sure: bool) -> list[tuple[tuple[Line, ...], tuple[Line, ...]]]:
    """The labels and values of a control sheet laid out in two columns, or in two such pairs side by side."""
    pairs: list[tuple[tuple[Line, ...], tuple[Line, ...]]] = []
    for row in grid.rows:
        cells = [cell.lines for cell in row]
        if len(cells) == 1:
            pairs.append((cells[0], ()))
        elif len(cells) in (2, 4):
            pairs.extend((cells[at], cells[at + 1]) for at in range(0, len(cells), 2))
        elif sure and len(cells) == 3:
            pairs.append((cells[0], cells[1] + cells[2]))
        else:
            return []
    named = [" ".join(line.words for line in label) for label, _ in pairs if label]
    known = sum(
        1
        for name in named
        if len(name.split()) <= 10 and (field_of(name) or _OTHER_LABEL.search(normal(name)))
    )
    long = sum(1 for name in named if len(name.split()) > 10)
    needed = 1 if sure else max(3, (len(named) + 1) // 2)
    return pairs if known >= needed and long * 4 <= len(named) and len(named) >= 2 else []


def _fill(label: tuple[Line, ...], value: tuple[Line, ...], sheet: Sheet, *, report: bool = False) -> None:
    """Puts a labelled value on the sheet; a committee report's own labels are none of a strategy's fields."""
    if value and one_line(value) in _NOTHING:
        sheet.dropped.extend(value)
        value = ()
    name = " ".join(line.words for line in label)
    field = field_of(name)
    if report and field != "title":
        field = ""
    if not field and _APPROVED.search(one_line(value)) and normal(name) in ("status", "document status"):
        field = "stated_approval"
    if field in _DATES and value and not any(letter.isdigit() for letter in one_line(value)):
        field = ""  # “Review: annually” is no date
    if not field:
        if label or value:
            kept, colon = _without_colon(label)
            sheet.dropped.extend(colon)
            sheet.rows.append({"label": kept, "value": value})
        return
    if field == "stated_approval":
        if value:
            sheet.fields.setdefault(field, []).extend(label + value)
        else:
            sheet.dropped.extend(label)
        return
    if not value and label:
        label, value = _value_in_label(label)
    if field in ("title", "period", "organisation") or field not in sheet.fields:
        sheet.fields.setdefault(field, []).extend(value)
        sheet.dropped.extend(label)
    elif value:
        sheet.rows.append({"label": label, "value": value})
    else:
        sheet.dropped.extend(label)


def _without_colon(label: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A label without the colon at its end, and that colon."""
    core = label[-1].text.rstrip(": \t") if label else ""
    if not core or ":" not in label[-1].text[len(core) :]:
        return label, ()
    kept, colon = cut(label[-1], len(core))
    return (*label[:-1], kept), (colon,)


def _value_in_label(label: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A label such as “EIA – CCS/12” in two: the label, and the value that was typed into it."""
    if len(label) != 1:
        return label, ()
    found = re.match(r"\s*[^–—:-]{2,50}?\s*[–—:-]\s*(?=\S)", label[0].text)
    if not found or not field_of(found.group()):
        return label, ()
    first, rest = cut(label[0], found.end())
    return (first,), (rest,)


def _take_line(line: Line, sheet: Sheet, sure: bool) -> bool:
    if _take_held(line, sheet) or _take_review(line, sheet):
        return True
    if _STATE.match(line.words):
        sheet.dropped.append(as_text(line))
        return True
    if _ADOPTED.match(line.words) and line.level == 0 and len(line.words.split()) <= 14:
        sheet.fields.setdefault("stated_approval", []).append(as_text(line))
        return True
    found = _LABELLED.match(line.text)
    if (
        found
        and (sure or _known_label(found.group(1)))
        and len(found.group(1).split()) <= 8
        and line.level == 0
    ):
        label, value = cut(line, found.start(2))
        _fill((as_text(label),), (as_text(value),) if value.words else (), sheet)
        if not value.words and value.text:
            sheet.dropped.append(value)
        return True
    if sure and field_of(line.words) and len(line.words.split()) <= 6:
        _fill((as_text(line),), (), sheet)
    elif sure:
        sheet.rows.append({"label": (), "value": (as_text(line),)})
    return sure


def _known_label(label: str) -> bool:
    return bool(field_of(label) or _OTHER_LABEL.search(normal(label)))


def _take_held(line: Line, sheet: Sheet) -> bool:
    """“The formally approved copy of this document is held X.”: X is where it is held, the rest is furniture."""
    found = _HELD.search(line.text)
    if not found or "held_at" in sheet.fields:
        return False
    before, rest = cut(as_text(line), found.start("where"))
    where, after = cut(rest, found.end("where") - found.start("where"))
    sheet.fields["held_at"] = [where]
    sheet.dropped.extend(piece for piece in (before, after) if piece.text)
    return True


def _take_review(line: Line, sheet: Sheet) -> bool:
    found = _REVIEW.match(line.text)
    if not found or "review_date" in sheet.fields or len(line.words.split()) > 10:
        return False
    label, value = cut(as_text(line), found.end())
    sheet.dropped.append(label)
    sheet.fields["review_date"] = [value]
    return True
