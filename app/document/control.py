"""The document control sheet, the version-control table and the notices: facts that are worked out, never typed.

Imports models only. "Approved by" and "approved date" come from a recorded decision alone; what an imported copy said
of its own approval is never printed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.document import prose
from app.document.nodes import Heading, Paragraph, Part, Row, Table
from app.document.schedules import head, value, worked_out
from app.document.wording import version_name, written_date
from app.models.control import VersionRow, label_key
from app.models.house import House, VersionField
from app.models.kinds import Field
from app.models.nodes import KINDS, HistoryRow, Strategy

_ELSEWHERE = frozenset(
    ("organisation", "period", "house", "language", "stated_approval", "history", "sheet_rows")
)
_DONE = re.compile(
    r"\b(?:approv|adopt|ratif|endors|agreed by|sign(?:ed)?[ -]?off|final\b(?! draft)|cymeradwy|mabwysiad|terfynol)",
    re.IGNORECASE,
)
_STILL_TO_COME = re.compile(
    r"\b(?:(?:pending|awaiting|for)(?: final)? approval|(?:to be|not(?: yet)?) approved|pending|awaiting)\b",
    re.IGNORECASE,
)
_DATES = frozenset(field.name for field in KINDS["strategy"].fields if field.type == "date")


class SheetRow(NamedTuple):
    """A row of the control sheet; `field` is empty where the value is worked out."""

    label: str
    value: str
    field: str


def control_rows(
    root: Strategy,
    house: House,
    approved_by: str = "",
    approved_date: str = "",
    version: str = "",
    version_date: str = "",
) -> tuple[tuple[str, str], ...]:
    """Label and value of each row of the control sheet; `approved_date` and `version_date` are ISO 8601."""
    derived = derived_facts(root, house, approved_by, approved_date, version, version_date)
    return tuple((row.label, row.value) for row in sheet(root, house, derived))


def derived_facts(root: Strategy, house: House, by: str, on: str, version: str, day: str) -> dict[str, str]:
    """The values of the rows that are worked out, by the name of their field."""
    return {
        "approved_by": by or house.wording.not_approved,
        "approved_date": written_date(on, house),
        "version": version_name(version, house),
        "version_date": written_date(day, house),
        "fingerprint": root.fingerprint[:12],
    }


def sheet(root: Strategy, house: House, derived: dict[str, str]) -> Iterator[SheetRow]:
    """The house's rows, then every filled field that no row shows, then the rows an imported sheet had besides."""
    for line in house.sheet:
        if line.derived:
            yield SheetRow(line.label, derived[line.field], "")
        else:
            yield SheetRow(line.label, _shown(root, house, line.field), line.field)
    for field in _unshown(root, house):
        yield SheetRow(field.label, _shown(root, house, field.name), field.name)
    for row in root.sheet_rows:
        yield SheetRow(row.label, row.value, "sheet_rows")


def _shown(root: Strategy, house: House, field: str) -> str:
    text: str = getattr(root, field)
    return written_date(text, house) if field in _DATES else text


def _unshown(root: Strategy, house: House) -> Iterator[Field]:
    """The fields an author filled that neither the house's sheet nor a notice shows."""
    notices = {"notice": "held_at", "review": "review_date"}
    parts = (*house.order.front, *house.order.back)
    shown = {line.field for line in house.sheet} | {notices[part] for part in parts if part in notices}
    for field in KINDS["strategy"].fields:
        if field.name not in shown | _ELSEWHERE and getattr(root, field.name):
            yield field


def version_rows(
    root: Strategy, versions: Sequence[VersionRow], house: House | None = None
) -> tuple[HistoryRow, ...]:
    """The rows of the version-control table: those that came with an import, then the library's versions.

    A library version whose label the import brought already has a row only where it says something more. Dates are
    written as the house writes them; without a house as they stand.
    """
    brought = {label_key(row.version): row for row in root.history}
    rows = list(root.history)
    for row in versions:
        old = brought.get(label_key(row.label))
        said = row.changes, row.comments
        if old is not None and said in (("", ""), (old.changes, old.comments)):
            continue
        rows.append(HistoryRow(row.label, written_date(row.date, house) if house else row.date, *said))
    return tuple(rows)


def control_part(root: Strategy, house: House, derived: dict[str, str]) -> Iterator[Part]:
    """The control sheet under its heading."""
    yield Heading(
        1,
        prose.words(house.heading("control")),
        "",
        "control",
        in_contents=False,
        new_page=True,
        generated=True,
    )
    rows = [
        Row(
            (
                _label(row, root.id),
                value(row.value, root.id, row.field) if row.field else worked_out(row.value),
            )
        )
        for row in sheet(root, house, derived)
    ]
    yield Table(tuple(rows), 0, (0.36, 0.64), row_headers=True, role="sheet", node=root.id, field="control")


def _label(row: SheetRow, node: str):
    return value(row.label, node, "sheet_rows") if row.field == "sheet_rows" else worked_out(row.label)


def versions_part(
    root: Strategy, house: House, versions: Sequence[VersionRow], approved_by: str
) -> Iterator[Part]:
    """The version-control table under its heading; the author's imported rows and the library's own.

    A row may tell of an approval that the text in hand does not have, or of one that it still had to get; then a
    sentence above the table says which of the two holds. `approved_by` is what the control sheet says.
    """
    yield Heading(
        1, prose.words(house.heading("versions")), "", "versions", in_contents=False, generated=True
    )
    is_approved = approved_by != house.wording.not_approved
    told = (f"{row.changes} {row.comments}" for row in version_rows(root, versions))
    if any(_STILL_TO_COME.search(row) if is_approved else _tells_of_approval(row) for row in told):
        said = house.wording.approved.replace("{body}", approved_by).replace("{date}", "").rstrip(" ,")
        standing = said if is_approved else approved_by
        yield prose.generated(house.wording.noted.replace("{approval}", standing), "note")
    rows = [head(*(column.label for column in house.versions))]
    prints = {row.label: row.fingerprint[:12] for row in versions}
    for at, row in enumerate(version_rows(root, versions, house)):
        mine = at < len(root.history)
        cells = (_version_cell(root, row, column.field, prints, mine) for column in house.versions)
        rows.append(Row(tuple(cells)))
    if len(rows) == 1:
        rows.append(Row(tuple(worked_out("–") for _ in house.versions)))
    whole = sum(column.width for column in house.versions)
    widths = tuple(column.width / whole for column in house.versions)
    yield Table(tuple(rows), 1, widths, row_headers=True, node=root.id, field="history")


def _tells_of_approval(row: str) -> bool:
    return _DONE.search(_STILL_TO_COME.sub("", row)) is not None


def _version_cell(root: Strategy, row: HistoryRow, field: VersionField, prints: dict[str, str], mine: bool):
    if field == "fingerprint":
        return worked_out(prints.get(row.version, ""))
    text: str = getattr(row, field)
    return value(text, root.id, "history") if mine else worked_out(text)


def notice_part(root: Strategy, house: House) -> Iterator[Part]:
    """Where the one approved copy is held; none where nobody has said where."""
    held_at = root.held_at or house.held_at
    if held_at:
        yield prose.generated(house.wording.notice.replace("{held_at}", held_at), "note")


def review_part(root: Strategy, house: House) -> Iterator[Paragraph]:
    """When the strategy is to be looked at again."""
    if root.review_date:
        day = written_date(root.review_date, house)
        yield prose.generated(house.wording.review.replace("{review_date}", day), "note")
