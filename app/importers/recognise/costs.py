"""Costs: tables with capital and revenue, and lines such as “Work stream 1: £3.5m capital, £0.5m revenue”.

Imports drafts and lines. Amounts are pounds.
"""

import re
from decimal import Decimal
from typing import Any

from msgspec import Struct, structs

from app.importers.recognise.drafts import Draft, one_line
from app.importers.recognise.lines import Grid, GridCell, GridRow, Line, Piece, as_text, cut, lines_of

_AMOUNT = re.compile(
    r"^[£\s]*(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\d*\.\d+)\s*(?P<scale>k|m|bn|million|thousand|billion)?$",
    re.I,
)
_SCALES = {
    "": 1,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "bn": 10**9,
    "billion": 10**9,
}
_YEAR = re.compile(r"^(?:FY\s*)?20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?$", re.I)
_FINANCIAL = re.compile(
    r"\b20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?\b|\bYear (?:\d|one|two|three|four|five)\b", re.I
)
_TOTAL = re.compile(r"\s*(?:(?:grand|overall|sub|net)[ -]?)?totals?\b|\s*cyfanswm\b", re.I)
_KIND_LABEL = re.compile(
    r"^\s*(?:capital|revenue)(?: costs?| spend(?:ing)?| expenditure| budget)?\s*(?:\([^)]*\))?\s*[–—:-]?\s*|"
    r"\s*(?:[–—:,-]\s*|\(\s*)(?:capital|revenue)(?: costs?| spend(?:ing)?)?\s*\)?\s*(?:\([^)]*\))?\s*$",
    re.I,
)
_ONE_OFF = re.compile(r"\bone[- ]off\b|\bset[- ]?up\b|\binitial\b|\bup ?front\b|\bpurchase\b", re.I)
_RUNNING = re.compile(
    r"\bongoing\b|\brecurr|\bannual|\brunning\b|\bper (?:year|annum)\b|\bp\.? ?a\b|\byearly\b", re.I
)
_COST = re.compile(
    r"^\s*(?:(?:estimated|total|approx\w*|indicative|net|gross) )*(?:costs?|budgets?|amounts?|spend(?:ing)?|"
    r"expenditure|"
    r"investment|cost|£|cyllideb|costau?)\b\s*(?:\(|£|$)|^\s*£",
    re.I,
)
_STEMS = (
    ("capital", ("capital", "cyfalaf")),
    ("revenue", ("revenue", "refeniw")),
    ("year", ("year", "blwyddyn")),
    ("source", ("source", "funded", "funding", "ffynhonnell")),
)
GUESS = 0.5
"""How sure a cost is that does not say whether it is capital or revenue."""
_THOUSANDS = re.compile(r"£\s*(?:000s?|k)\b|\(000s?\)|thousands", re.I)
_MILLIONS = re.compile(r"£\s*m\b|\(m\)|millions", re.I)
_LINE = re.compile(
    r"^(?P<what>[^£]{3,120}?)\s*[:–-]\s*(?P<one>£[\d.,]+\s*(?:k|m|bn|million|thousand)?)\s*(?P<kind>capital|revenue)"
    r"(?:\s*(?:,|;|and|&|plus)\s*(?P<two>£[\d.,]+\s*(?:k|m|bn|million|thousand)?)\s*(?P<other>capital|"
    r"revenue))?\s*[.;]?\s*$",
    re.I,
)


def amount(text: str, scale: int = 1) -> Decimal | None:
    """The pounds that a text names; None where it is no amount and nothing else. “-” and “nil” are none."""
    found = _AMOUNT.match(text.strip())
    if found is None:
        return Decimal(0) if text.strip().lower() in ("-", "–", "nil", "£0") else None
    own = _SCALES[(found.group("scale") or "").lower()]
    value = Decimal(found.group("number").replace(",", "")) * (own if own > 1 else scale)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def cost_lines(blocks: tuple[Piece, ...]) -> tuple[list[Piece], list[Draft]]:
    """The blocks without lines that state capital and revenue, and those lines as costs (two or more, else none)."""
    found = [
        _LINE.match(block.words) if isinstance(block, Line) and "£" in block.text else None
        for block in blocks
    ]
    if sum(1 for each in found if each) < 2:
        return list(blocks), []
    left: list[Piece] = []
    costs: list[Draft] = []
    for block, each in zip(blocks, found, strict=True):
        if each and isinstance(block, Line):
            costs.append(_cost_line(block, each))
        else:
            left.append(block)
    return left, costs


def _cost_line(line: Line, found: re.Match[str]) -> Draft:
    values: dict[str, Any] = {}
    for money, kind in (("one", "kind"), ("two", "other")):
        if found.group(money):
            values[found.group(kind).lower()] = amount(found.group(money).rstrip(".,")) or Decimal(0)
    lead = len(line.text) - len(line.text.lstrip())
    title, rest = cut(as_text(line), lead + found.end("what"))
    stop, body = cut(rest, found.start("one") - found.end("what"))
    return Draft("cost", (title,), (body,), values=values, dropped=(stop,), sure=0.85)


class _Sums(Struct):
    """What one purpose costs in one year, as it is added up from a table's cells."""

    name: str
    title: tuple[Line, ...]
    year: str
    amounts: dict[str, Decimal]
    guessed: bool = False


def year_table(grid: Grid, *, known: bool = False) -> tuple[list[Draft], list[Line]] | None:
    """The costs of a table with a column for each year, and its furniture; None for any other table.

    Which sums are capital and which revenue a column of types, a row's label or a column's heading must say; where
    none does, they are taken for revenue, by guess, if the table says that it is about money or is `known` to be. Sums
    in columns and rows of totals are furniture, for the program adds up.
    """
    names = [cell.words for cell in grid.rows[0]]
    years = [_FINANCIAL.search(name) for name in names]
    if (
        not any(years[1:])
        or years[0]
        or len(grid.rows) < 2
        or any(len(row) != len(names) for row in grid.rows)
    ):
        return None
    dropped = [line for cell in grid.rows[0] for line in cell.lines]
    sums: dict[tuple[str, str], _Sums] = {}
    guess = known or _says_money(grid)
    totals = [row[0].words for row in grid.rows[1:] if _TOTAL.match(row[0].words)]
    names[0] = " ".join([names[0], *totals])  # either may say that the sums are in thousands
    for row in grid.rows[1:]:
        if _TOTAL.match(row[0].words):
            dropped.extend(line for cell in row for line in cell.lines)
            continue
        if not _add_row(
            row, names, [found.group() if found else "" for found in years], sums, dropped, guess
        ):
            return None
    costs = [_year_cost(each) for each in sums.values() if each.title or any(each.amounts.values())]
    return (costs, dropped) if costs else None


def _add_row(
    row: GridRow,
    names: list[str],
    years: list[str],
    sums: dict[tuple[str, str], _Sums],
    dropped: list[Line],
    guess: bool,
) -> bool:
    """Adds a row's sums to those of its purpose; False where it cannot be told what they are."""
    title, said = _purpose(row[0])
    dropped.extend(said)
    own = _kinds(row[0].words)
    for cell, year in zip(row[1:], years[1:], strict=True):
        if not year and (found := _kinds(cell.words)) and len(cell.words.split()) <= 2:
            own = found
            dropped.extend(cell.lines)
    purpose = " ".join(line.words for line in title).casefold()
    used = False
    for at, (cell, year) in enumerate(zip(row, years, strict=True)):
        if not at or not cell.blocks or (not year and _kinds(cell.words)):
            continue
        if not year and not _TOTAL.match(names[at]):
            return False
        dropped.extend(cell.lines)
        said = _kinds(names[at]) or own
        kinds = said or ({"revenue"} if guess else said)
        scale = max(_scale(names[at]), _scale(row[0].words), _scale(names[0]))
        value = amount(cell.words, scale)
        if not year:
            continue
        if value is None or len(kinds) != 1:
            return False
        key = purpose, year
        if key not in sums:
            own_title = () if used or any(known == purpose for known, _ in sums) else title
            used = used or bool(own_title)
            sums[key] = _Sums(one_line(title), own_title, year, {})
        kind = next(iter(kinds))
        sums[key].amounts[kind] = sums[key].amounts.get(kind, Decimal(0)) + value
        sums[key].guessed = not said
    if not used:
        dropped.extend(title)
    return True


def _purpose(cell: GridCell) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A row's label in two: what the money is for, and the words that say capital or revenue."""
    lines = [as_text(line) for line in cell.lines]
    if len(lines) != 1 or not (found := _KIND_LABEL.search(lines[0].text)):
        return tuple(lines), ()
    if not found.start():
        said, rest = cut(lines[0], found.end())
        if rest.words[:1].islower():  # “Capital programme”
            return tuple(lines), ()
        return ((rest,) if rest.words else ()), (said, *(() if rest.words or not rest.text else (rest,)))
    rest, said = cut(lines[0], found.start())
    return (rest,), (said,)


def _kinds(words: str) -> set[str]:
    text = words.lower().replace("cyfalaf", "capital").replace("refeniw", "revenue")
    return {kind for kind in ("capital", "revenue") if kind in text}


def _says_money(grid: Grid) -> bool:
    """Whether a table's cells or headings are in pounds."""
    return any("£" in cell.words for row in grid.rows for cell in row)


def _year_cost(sums: _Sums) -> Draft:
    values: dict[str, Any] = {"title": sums.name, "year": sums.year, **sums.amounts}
    return Draft("cost", sums.title, values=values, sure=GUESS if sums.guessed else 0.75)


def cost_table(grid: Grid, *, known: bool = False) -> tuple[list[Draft], list[Line]] | None:
    """The costs of a table with columns for capital and revenue, and its furniture; None for any other table.

    Columns of one-off and of running costs, or one column of costs, are taken for these by guess; `known` says that a
    heading has announced money.
    """
    if (made := year_table(grid, known=known)) is not None:
        return made
    names = [cell.words for cell in grid.rows[0]]
    columns = [_column(name) for name in names]
    if guess := not {"capital", "revenue"} & set(columns):
        columns = _guessed_columns(names, columns) if known or _says_money(grid) else []
    if not {"capital", "revenue"} & set(columns) or len(grid.rows) < 2 or columns.count("capital") > 1:
        return None
    if any(len(row) != len(names) for row in grid.rows):
        return None
    costs: list[Draft] = []
    dropped = [line for cell in grid.rows[0] for line in cell.lines]
    for row in grid.rows[1:]:
        made = _cost_row(row, columns, names)
        if made is None:
            return None
        if _TOTAL.match(row[0].words):
            dropped.extend(line for cell in row for line in cell.lines)
        else:
            costs.append(structs.replace(made, sure=GUESS) if guess else made)
    return (costs, dropped) if costs else None


def _guessed_columns(names: list[str], columns: list[str]) -> list[str]:
    """The columns with those of one-off costs as capital and of running costs as revenue; empty where none is so."""
    if columns.count("") > 3:
        return []
    found = [
        "capital" if _ONE_OFF.search(name) else "revenue" if _RUNNING.search(name) else column
        for name, column in zip(names, columns, strict=True)
    ]
    if not {"capital", "revenue"} & set(found) and "" not in columns[1:2]:
        return []
    if not {"capital", "revenue"} & set(found):
        found = ["revenue" if at and _COST.match(name) else found[at] for at, name in enumerate(names)]
    return found if found.count("revenue") <= 1 and found.count("") <= 1 else []


def _column(name: str) -> str:
    words = name.lower()
    return next((field for field, stems in _STEMS if any(stem in words for stem in stems)), "")


def _cost_row(row: tuple[GridCell, ...], columns: list[str], names: list[str]) -> Draft | None:
    values: dict[str, Any] = {}
    fields: dict[str, tuple[Line, ...]] = {}
    title: tuple[Line, ...] = ()
    body: list[Piece] = []
    dropped: list[Line] = []
    for at, cell in enumerate(row):
        if not cell.blocks:
            continue
        if columns[at] in ("capital", "revenue"):
            value = amount(cell.words, _scale(names[at]))
            if value is None:
                return None
            values[columns[at]] = value
            dropped.extend(cell.lines)
        elif columns[at] and columns[at] not in fields:
            fields[columns[at]] = cell.lines
        elif "year" not in fields and "year" not in columns and _YEAR.match(cell.words):
            fields["year"] = cell.lines
        elif not title:
            title = tuple(as_text(line) for line in cell.lines)
        else:
            body.extend(lines_of(cell.blocks))
    return Draft("cost", title, tuple(body), lines=fields, values=values, dropped=tuple(dropped), sure=0.9)


def _scale(name: str) -> int:
    if _THOUSANDS.search(name):
        return 1_000
    return 1_000_000 if _MILLIONS.search(name) else 1
