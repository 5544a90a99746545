"""Costs: tables with capital and revenue, and lines such as “Work stream 1: £3.5m capital, £0.5m revenue”.

Imports drafts, lines and the columns of tables. Amounts are pounds.
"""

import re
from decimal import Decimal
from typing import Any

from msgspec import Struct, structs

from app.importers.recognise.columns import Columns, Row, columned
from app.importers.recognise.drafts import Draft, one_line
from app.importers.recognise.lines import Grid, GridCell, Line, Piece, as_text, cut, headed_by
from app.importers.recognise.totals import adding_up, adds_up, is_total
from app.models.errors import Refused
from app.models.money import read_money

_OWN_SCALE = re.compile(r"(?:k|mn?|bn|million|thousand|billion)\W*$", re.I)
_SCALES = {1: "", 1_000: "k", 1_000_000: "m", 1_000_000_000: "bn"}
_UNIT = re.compile(r"[(£\s'’‘]*(?:000s?|k|mn?|bn|thousands?|millions?|billions?)?[)\s]*", re.I)
_NONE = ("-", "–", "—", "nil", "n/a", "£0")
_YEAR = re.compile(r"^(?:FY\s*)?20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?$", re.I)
_FINANCIAL = re.compile(
    r"\b20\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?\b|\bYear (?:\d|one|two|three|four|five)\b", re.I
)
_CAPITAL = re.compile(r"\bcap(?:ex)?\b", re.I)
_REVENUE = re.compile(r"\brev\b|\bopex\b", re.I)
_KIND_LABEL = re.compile(
    r"^\s*(?:capital|revenue)(?: costs?| spend(?:ing)?| expenditure| budget)?\s*(?:\([^)]*\))?\s*[–—:-]?\s*|"
    r"\s*(?:[–—:,-]\s*|\(\s*)(?:capital|revenue)(?: costs?| spend(?:ing)?)?\s*\)?\s*(?:\([^)]*\))?\s*$",
    re.I,
)
_BORROWED = re.compile(r"\bcapital (?:financing|charges?)\b")
"""What capital costs year by year, which is neither capital itself nor said to be revenue."""
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
_COUNTED_IN = (
    (1_000, r"['’‘]?(?:000s?|k|thousands?)", "thousand"),
    (1_000_000, r"(?:mn?|millions?)", "million"),
    (1_000_000_000, r"(?:bn|billions?)", "billion"),
)
_UNITS = [(scale, re.compile(rf"£\s*{unit}\b|\(\s*{unit}\s*\)", re.I)) for scale, unit, _ in _COUNTED_IN]
_UNIT_WORDS = [
    (scale, re.compile(rf"\b{word}s\b(?!\s+of\s+(?!pounds\b))|(?<![\d,.]\s)\b{word}\s+pounds\b", re.I))
    for scale, _, word in _COUNTED_IN
]
_UNIT_IN_TEXT = (
    r"(?:£ ?['’‘]?(?:000s?|k|mn?|bn|thousands?|millions?|billions?)|"
    r"(?:thousands|millions|billions)(?! of (?!pounds\b))(?: of pounds)?)"
)
_SAID_UNIT = re.compile(
    r"(?<!multi[ -])(?<![\w-])£ ?['’‘]?(?:000s?|k|mn?|bn|thousands?|millions?|billions?)\b|"
    r"\b(?:sums?|figures|amounts?|costs|values|numbers|all|shown|given|stated|expressed)\b"
    rf"[^.;£\d]{{0,40}}\bin {_UNIT_IN_TEXT}\b",
    re.I,
)
_ONLY_UNIT = re.compile(
    r"\W*(?:(?:please )?note\W+)?(?:that )?(?:all |the )?"
    r"(?:(?:sums|figures|amounts|costs|values|numbers)(?: \w+){0,4} )?"
    rf"(?:(?:are|is) )?(?:(?:all |shown |given |stated |expressed ){{0,2}})(?:in )?{_UNIT_IN_TEXT}\W*",
    re.I,
)
_LINE = re.compile(
    r"^(?P<what>[^£]{3,120}?)\s*[:–-]\s*(?P<one>£[\d.,]+\s*(?:k|m|bn|million|thousand)?)\s*(?P<kind>capital|revenue)"
    r"(?:\s*(?:,|;|and|&|plus)\s*(?P<two>£[\d.,]+\s*(?:k|m|bn|million|thousand)?)\s*(?P<other>capital|"
    r"revenue))?\s*[.;]?\s*$",
    re.I,
)


def amount(text: str, scale: int = 1) -> Decimal | None:
    """The pounds that a text names, less than none where they are saved: “(20)”, “-£20k”; None where it is no sum.

    “-”, “nil” and “n/a” are none. `scale` is what a number counts that has no scale of its own.
    """
    said = text.strip()
    if not said or said.lower() in _NONE:
        return Decimal(0) if said else None
    try:
        return read_money(said if _OWN_SCALE.search(said) else said + _SCALES[scale])
    except Refused:
        return None


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


class _YearRows:
    """Reads the rows of a table with a column for each year. `guess` lets sums be revenue that say no kind, and takes
    capital and revenue among the words of a purpose for the kind; without money they may be “visits to the capital”.
    `kinds` are those that a heading over the table names: one alone is that of sums that say none.
    """

    def __init__(self, table: Columns, years: list[str], guess: bool, unit: int, kinds: set[str]) -> None:
        self.dropped: list[Line] = list(table.heads)
        self.sums: dict[tuple[str, str], _Sums] = {}
        self._names = [_in_full(name) for name in table.names]
        self._years = years
        self._guess = guess
        self._table_unit = self._unit = unit
        self._name = ""
        self._bar: set[str] = kinds if guess and len(kinds) == 1 else set()

    def add(self, row: Row) -> bool:
        """Adds a row's sums to those of its purpose; False where it cannot be told what they are."""
        title, said = _purpose(row.cells[0])
        own = _kinds(row.cells[0].words if self._guess else " ".join(line.words for line in said))
        if row.filled == [0] and not title and len(own) == 1:
            self._bar, self._unit = own, _unit_of(row.cells[0].words) or self._table_unit
            self.dropped.extend(row.lines)
            return True
        if row.cells[0].across > 1 or any(at and self._years[at] for at in row.above):
            return False  # what a bar groups, or a sum for several rows
        self.dropped.extend(said)
        for cell, year in zip(row.cells[1:], self._years[1:], strict=True):
            if not year and (found := _kinds(cell.words)) and len(cell.words.split()) <= 2:
                own = found
                self.dropped.extend(cell.lines)
        if 0 not in row.above:
            self._name = one_line(title)
        used = self._add_sums(row, own or self._bar, title)
        if used is False:
            self.dropped.extend(title)
        return used is not None

    def _add_sums(self, row: Row, own: set[str], title: tuple[Line, ...]) -> bool | None:
        """Whether a row's sums took its title; None where they are no sums."""
        purpose = self._name.casefold()
        used = False
        for at, (cell, year) in enumerate(zip(row.cells, self._years, strict=True)):
            if not at or not cell.blocks or (not year and _kinds(cell.words)):
                continue
            if (not year and not is_total(self._names[at])) or (year and cell.across > 1):
                return None
            self.dropped.extend(cell.lines)
            if not year:
                continue
            said = _kinds(self._names[at]) or own
            kinds = said or ({"revenue"} if self._guess else said)
            value = amount(
                cell.words, _unit_of(row.cells[0].words) or _head_unit(self._names[at]) or self._unit
            )
            if value is None or len(kinds) != 1:
                return None
            key = purpose, year
            if key not in self.sums:
                own_title = () if used or any(known == purpose for known, _ in self.sums) else title
                used = used or bool(own_title)
                self.sums[key] = _Sums(self._name, own_title, year, {})
            kind = next(iter(kinds))
            self.sums[key].amounts[kind] = self.sums[key].amounts.get(kind, Decimal(0)) + value
            self.sums[key].guessed = not said
        return used


def _by_year(table: Columns, guess: bool, kinds: set[str]) -> tuple[list[Draft], list[Line]] | None:
    """The costs of a table with a column for each year, and its furniture; None for any other table.

    Which sums are capital and which revenue a column of types, a row's label, a bar above it, a column's heading or one
    over the table must say; where none does, they are taken for revenue if that may be guessed. Sums in columns and
    rows of totals are furniture, for the program adds up.
    """
    years = [found.group() if (found := _FINANCIAL.search(name)) else "" for name in table.names]
    if not any(years[1:]) or years[0]:
        return None
    read = _YearRows(table, years, guess, _table_unit(table), kinds)
    for row, is_sum in zip(table.rows, adding_up(table.rows, amount), strict=True):
        if is_sum:
            read.dropped.extend(row.lines)
        elif not read.add(row):
            return None
    costs = [_year_cost(each) for each in read.sums.values() if each.title or any(each.amounts.values())]
    return (costs, read.dropped) if costs else None


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


def _in_full(name: str) -> str:
    """A column's name without the short forms of capital and revenue."""
    return _CAPITAL.sub("capital", _REVENUE.sub("revenue", name))


def _kinds(words: str) -> set[str]:
    text = _BORROWED.sub("", words.lower().replace("cyfalaf", "capital").replace("refeniw", "revenue"))
    return {kind for kind in ("capital", "revenue") if kind in text}


def _says_money(grid: Grid) -> bool:
    """Whether a table's cells or headings are in pounds."""
    return any("£" in cell.words for row in grid.rows for cell in row)


def _year_cost(sums: _Sums) -> Draft:
    values: dict[str, Any] = {"title": sums.name, "year": sums.year, **sums.amounts}
    return Draft("cost", sums.title, values=values, sure=GUESS if sums.guessed else 0.75)


def unit_said(text: str) -> str:
    """The words of a text that say what the sums beside it count: “£000”, “in thousands of pounds”; empty for none."""
    found = _SAID_UNIT.search(text)
    return found.group() if found else ""


def only_says_unit(line: Line) -> bool:
    """Whether a line says nothing but what sums count, which the program writes out in full."""
    return line.item < 0 and bool(unit_said(line.words) and _ONLY_UNIT.fullmatch(line.words))


def cost_table(
    grid: Grid, *, known: bool = False, unit: str = "", heading: str = ""
) -> tuple[list[Draft], list[Line]] | None:
    """The costs of a table with columns for years or for capital and revenue, and its furniture; None for any other.

    Columns of one-off and of running costs, or one column of costs, are taken for these by guess; `known` says that a
    heading has announced money, `unit` is what the text beside it says that its sums count. Sums that do not say
    whether they are capital or revenue are what the `heading` says.
    """
    table = columned(grid, _may_head)
    if table is None:
        return None
    kinds = _kinds(f"{heading} {table.caption}")
    table = structs.replace(table, caption=f"{table.caption} {unit}".strip())
    guess = known or _says_money(grid)
    return _by_year(table, guess, kinds) or _by_kind(table, guess, kinds)


def _may_head(words: list[str]) -> bool:
    """Whether a row's words hold no sums: years and units are none."""
    return all(_UNIT.fullmatch(each) or _YEAR.match(each) or amount(each) is None for each in words)


def _by_kind(table: Columns, may_guess: bool, kinds: set[str]) -> tuple[list[Draft], list[Line]] | None:
    """The costs of a table with columns for capital and revenue, and its furniture; None for any other table."""
    names = [_in_full(name) for name in table.names]
    columns = [_column(name) for name in names]
    if guess := not {"capital", "revenue"} & set(columns):
        columns = _guessed_columns(names, columns, kinds) if may_guess else []
    if not {"capital", "revenue"} & set(columns) or max(map(columns.count, ("capital", "revenue"))) > 1:
        return None
    columns = _with_totals(columns, names)
    costs: list[Draft] = []
    dropped = list(table.heads)
    unit = _table_unit(table)
    for row, is_sum in zip(table.rows, adding_up(table.rows, amount), strict=True):
        made = _cost_row(row, columns, table.names, unit)
        if is_sum:
            dropped.extend(row.lines)
        elif made is None:
            return None
        elif row.filled:
            costs.append(structs.replace(made, sure=GUESS) if guess else made)
    return (costs, dropped) if costs else None


def _with_totals(columns: list[str], names: list[str]) -> list[str]:
    """The columns with those named that add up others, for the program does so itself."""
    pairs = zip(columns, names, strict=True)
    return [
        "total" if at and not field and is_total(name) else field for at, (field, name) in enumerate(pairs)
    ]


def _guessed_columns(names: list[str], columns: list[str], kinds: set[str]) -> list[str]:
    """The columns with those of one-off costs as capital and of running costs as revenue; empty where none is so.

    A column that says neither is of the kind that a heading names alone, or else of revenue.
    """
    single = "capital" if kinds == {"capital"} else "revenue"
    if columns.count("") > 3:
        return []
    found = [
        "capital" if _ONE_OFF.search(name) else "revenue" if _RUNNING.search(name) else column
        for name, column in zip(names, columns, strict=True)
    ]
    if {"capital", "revenue"} & set(found):
        found = _with_totals(found, names)
    if not {"capital", "revenue"} & set(found) and "" not in columns[1:2]:
        return []
    if not {"capital", "revenue"} & set(found):
        found = [single if at and _COST.match(name) else found[at] for at, name in enumerate(names)]
    return found if found.count(single) <= 1 and found.count("") <= 1 else []


def _column(name: str) -> str:
    words = name.lower()
    return next((field for field, stems in _STEMS if any(stem in words for stem in stems)), "")


def _cost_row(row: Row, columns: list[str], names: list[str], unit: int) -> Draft | None:
    if (values := _from_above(row, columns)) is None:
        return None
    fields: dict[str, tuple[Line, ...]] = {}
    title: tuple[Line, ...] = ()
    body: list[Piece] = []
    dropped: list[Line] = []
    for at in row.filled:
        cell = row.cells[at]
        if columns[at] in ("capital", "revenue"):
            value = amount(cell.words, _head_unit(names[at]) or unit)
            if value is None or cell.across > 1:
                return None
            values[columns[at]] = value
            dropped.extend(cell.lines)
        elif columns[at] == "total":
            dropped.extend(cell.lines)
        elif columns[at] and columns[at] not in fields:
            fields[columns[at]] = cell.lines
        elif "year" not in fields and "year" not in columns and _YEAR.match(cell.words):
            fields["year"] = cell.lines
        elif not title and "title" not in values:
            title = tuple(as_text(line) for line in cell.lines)
        else:
            body.extend(headed_by(names[at], cell))
    if row.filled == [0] and row.cells[0].across > 1:
        return None  # a bar that groups what is below it
    return Draft("cost", title, tuple(body), lines=fields, values=values, dropped=tuple(dropped), sure=0.9)


def _from_above(row: Row, columns: list[str]) -> dict[str, Any] | None:
    """The fields whose cells reach down into a row; None where a sum does, for it is one for several rows."""
    values: dict[str, Any] = {}
    for at, words in row.above.items():
        if columns[at] in ("capital", "revenue"):
            return None
        if columns[at] != "total":
            values.setdefault(columns[at] or ("year" if _YEAR.match(words) else "title"), words)
    return values


def _table_unit(table: Columns) -> int:
    """The pounds that a number counts where no row or column of its own says: by what heads the table, or totals."""
    names = table.names[0], table.caption, *(row.cells[0].words for row in table.rows if adds_up(row))
    return next((unit for name in names if (unit := _head_unit(name))), 1)


def _head_unit(name: str) -> int:
    """The pounds that a number counts by the name of what it stands below; 0 where that says nothing of it."""
    return _unit_of(name) or next((scale for scale, words in _UNIT_WORDS if words.search(name)), 0)


def _unit_of(label: str) -> int:
    """The same by a row's label, in which “millions of readers” are no unit."""
    return next((scale for scale, unit in _UNITS if unit.search(label)), 0)
