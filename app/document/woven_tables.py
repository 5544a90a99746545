"""Two tables that answer each other woven into one, by columns, rows and cells. Imports compare and siblings only."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import structs

from app.compare.align import Unit, align
from app.compare.columns import Column, Pair, paired_columns
from app.compare.woven import pieces
from app.document.leaves import leaves
from app.document.marking import Worded, marked_cell, marked_row, marked_table
from app.document.nodes import Cell, Part, Row, Span, Table
from app.document.reaching import Line, Placed, Side, reaching
from app.document.weaving import Weaving

WeaveCells = Callable[[Cell, Cell], Cell]


def woven_tables(old: Table, new: Table, weaving: Weaving, cells: WeaveCells) -> list[Table]:
    """One table, or the old one and the new one, as everybody can accept and reject them.

    Where columns came or went, it is one table whose columns bear the marks, with what all can settle as `replaced`.
    """
    exact = _by_rows(old, new, weaving, cells)
    shown = None if _texts(old) == _texts(new) else _by_columns(old, new, exact, weaving, cells)
    made = exact if shown is None else [shown]
    return [_retitled(old, new, made[0], weaving)] if len(made) == 1 else made


def _retitled(old: Table, new: Table, made: Table, weaving: Weaving) -> Table:
    """The one table that was made of both, its caption marked where it changed."""
    if old.caption == new.caption:
        return made
    marks = {"equal": None, "delete": weaving.deleted, "insert": weaving.inserted}
    retitled = tuple(
        Span(piece.text, mark=marks[piece.op]) for piece in pieces(old.caption, new.caption, weaving.words)
    )
    replaced = tuple(structs.replace(table, retitled=retitled) for table in made.replaced)
    return structs.replace(
        made, retitled=retitled, replaced=replaced if len(replaced) == 1 else made.replaced
    )


def row_text(row: Row) -> str:
    """The words of a row, its cells parted by tabs."""
    return "\t".join(_text(cell) for cell in row.cells)


def worded_text(part: Part) -> str:
    """The words of a heading (without its number) or paragraph."""
    if not isinstance(part, Worded):
        return ""
    if len(part.spans) == 1:
        return part.spans[0].text  # nearly every paragraph
    return "".join(span.text for span in part.spans)


def _text(cell: Cell) -> str:
    return "\n".join(worded_text(leaf.part) for leaf in leaves(cell.blocks))


def _texts(table: Table) -> list[str]:
    return [row_text(row) for row in table.rows]


def _by_rows(old: Table, new: Table, weaving: Weaving, cells: WeaveCells) -> list[Table]:
    """One table where rows can come and go one by one, else the old one and the new one."""
    if [_shape(row) for row in old.rows] == [_shape(row) for row in new.rows] and _reaches_down(old):
        rows = [_row(a, b, cells) for a, b in zip(old.rows, new.rows, strict=True)]
        return [structs.replace(new, rows=tuple(rows))]
    together = _columns(old) == _columns(new)
    if (not together or _reaches_down(old) or _reaches_down(new)) and _texts(old) == _texts(new):
        return [new]
    if together:
        paired = _paired_rows(old, new, _texts(old), _texts(new), weaving)
        if (made := _in_turns(old, new, paired, weaving, cells)) is not None:
            return [made]
    return [marked_table(old, weaving.deleted), marked_table(new, weaving.inserted)]


def _in_turns(
    old: Table, new: Table, paired: Sequence[Pair], weaving: Weaving, cells: WeaveCells | None
) -> Table | None:
    """One table in which each row that went stands above what came for it, or all rows that a cell reaches down over
    above all of theirs; None where a head of the columns reaches out of the heads.

    `cells` weaves the rows that stayed as they are; without it every row goes and comes, as it does in other columns.
    """
    rows: list[Row] = []
    heads = 0
    for block in _blocks(old, new, paired):
        before = len(rows)
        rows += _block(block, old, new, weaving, cells)
        heading = {_is_head(i, j, old, new) for i, j in block}
        if len(heading) > 1:
            return None
        if heads == before and True in heading:
            heads = len(rows)
    return structs.replace(new, rows=tuple(rows), header_rows=heads)


def _block(
    block: Sequence[Pair], old: Table, new: Table, weaving: Weaving, cells: WeaveCells | None
) -> Iterator[Row]:
    went = [i for i, _ in block if i is not None]
    came = [j for _, j in block if j is not None]
    same = [_shape(old.rows[at]) for at in went] == [_shape(new.rows[at]) for at in came]
    if cells is not None and same:
        yield from (_row(old.rows[i], new.rows[j], cells) for i, j in zip(went, came, strict=True))
        return
    for table, rows, mark in ((old, went, weaving.deleted), (new, came, weaving.inserted)):
        yield from (marked_row(_ended(table, at), mark) for at in rows)


def _blocks(old: Table, new: Table, paired: Iterable[Pair]) -> Iterator[list[Pair]]:
    """The pairs of rows in the shortest stretches that no cell of either table reaches out of."""
    block: list[Pair] = []
    ends = [-1, -1]
    seen = [-1, -1]
    for pair in paired:
        block.append(pair)
        for side, (table, at) in enumerate(zip((old, new), pair, strict=True)):
            if at is not None:
                seen[side] = at
                ends[side] = max(ends[side], at, *(at + cell.down - 1 for cell in _ended(table, at).cells))
        if seen == ends:
            yield block
            block = []


def _ended(table: Table, at: int) -> Row:
    """A row, no cell of which reaches down below the table."""
    row, left = table.rows[at], len(table.rows) - at
    if all(cell.down <= left for cell in row.cells):
        return row
    return structs.replace(
        row, cells=tuple(structs.replace(cell, down=min(cell.down, left)) for cell in row.cells)
    )


def _paired_rows(old: Table, new: Table, left: list[str], right: list[str], weaving: Weaving) -> list[Pair]:
    """Which row is which, by the words given for each."""
    units = [[Unit(text, "row", weaving.vocabulary) for text in side] for side in (left, right)]
    return _heads_first(
        _same_heads(list(align(units[0], units[1], weaving.cancelled).pairs), old, new), old, new
    )


def _heads_first(pairs: list[Pair], old: Table, new: Table) -> list[Pair]:
    """The pairs, rows that head the columns before all that went or came: below such a row they head none."""
    result = sorted(pairs, key=lambda pair: not _is_head(*pair, old, new))
    went = [i for i, _ in result if i is not None]
    came = [j for _, j in result if j is not None]
    return result if went == sorted(went) and came == sorted(came) else pairs


def _is_head(i: int | None, j: int | None, old: Table, new: Table) -> bool:
    """Whether a row heads the columns: as the new table has it, or the old one for a row that only it has."""
    return i is not None and i < old.header_rows if j is None else j < new.header_rows


def _columns(table: Table) -> int:
    return max((sum(cell.across for cell in row.cells) for row in table.rows), default=0)


def _reaches_down(table: Table) -> bool:
    """Whether a cell belongs to several rows, which then cannot come and go one by one."""
    return any(cell.down > 1 for row in table.rows for cell in row.cells)


def _shape(row: Row) -> list[tuple[int, int]]:
    return [(cell.across, cell.down) for cell in row.cells]


def _same_heads(pairs: list[Pair], old: Table, new: Table) -> list[Pair]:
    """Rows too much rewritten to be alike are still one row where their first cells agree."""
    left = {_head(old.rows[i]): i for i, j in pairs if j is None and i is not None}
    same = {
        j: left[_head(new.rows[j])]
        for i, j in pairs
        if i is None and j is not None and _head(new.rows[j]) in left
    }
    order = list(same.values())
    if order != sorted(order) or len(set(order)) != len(order):
        return pairs
    taken = set(order)
    result = [
        (same.get(j, i) if j is not None else i, j) for i, j in pairs if j is not None or i not in taken
    ]
    rising = [i for i, _ in result if i is not None]
    return result if rising == sorted(rising) else pairs


def _head(row: Row) -> str:
    return row_text(row).split("\t")[0]


def _row(old: Row, new: Row, cells: WeaveCells) -> Row:
    return structs.replace(new, cells=tuple(cells(a, b) for a, b in zip(old.cells, new.cells, strict=True)))


class _Union:
    """The columns of both tables from left to right, and how a row of either stands in them."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.width = len(pairs)
        self._at = [
            {pair[side]: at for at, pair in enumerate(pairs) if pair[side] is not None} for side in (0, 1)
        ]

    def placed(self, row: Row, covered: dict[int, int], side: int) -> list[Placed]:
        """The cells of a row of one side in the columns of both; `covered` tells of its columns how many rows a cell
        above still covers, which are empty cells here."""
        found: list[Placed] = []
        column = 0
        for cell in row.cells:
            column = _next_free(covered, column)
            last = min(column + cell.across, len(self._at[side])) - 1
            if last < column:
                break
            start, end = self._at[side][column], self._at[side][last] + 1
            found.append(Placed(structs.replace(cell, across=end - start, down=1), start, end, cell.down))
            for at in range(column, last + 1):
                covered[at] = cell.down
            column = last + 1
        for at in list(covered):
            covered[at] -= 1
        return found

    def side(self, rows: list[list[Placed]], side: int) -> Side:
        """One side's rows and those of the columns that it has."""
        return Side(rows, frozenset(self._at[side].values()))


def _next_free(covered: dict[int, int], column: int) -> int:
    while covered.get(column, 0) > 0:
        column += 1
    return column


def _by_columns(
    old: Table, new: Table, exact: list[Table], weaving: Weaving, cells: WeaveCells
) -> Table | None:
    """The tables as one in which columns came and went; None where none did, or none stayed."""
    if _same_columns(old, new):
        return None
    sides = [_placed_columns(table) for table in (old, new)]
    pairs = paired_columns(sides[0], sides[1], weaving.vocabulary)
    both = [(i, j) for i, j in pairs if i is not None and j is not None]
    if not both or (len(both) == len(pairs) and not (_reaches_down(old) or _reaches_down(new))):
        return None
    if len(both) == len(pairs) and [_shape(row) for row in old.rows] == [_shape(row) for row in new.rows]:
        return None
    union = _Union(pairs)
    placed = [_placed_rows(table, union, side) for side, table in enumerate((old, new))]
    shared = [{at for at, pair in enumerate(pairs) if None not in pair}] * 2
    texts = [
        ["\t".join(_text(p.cell) for p in row if p.start in wanted) for row in rows]
        for rows, wanted in zip(placed, shared, strict=True)
    ]
    lines: list[Line] = []
    heads = 0
    paired = _paired_rows(old, new, texts[0], texts[1], weaving)
    for i, j in paired:
        before = len(lines)
        left = None if i is None else placed[0][i]
        right = None if j is None else placed[1][j]
        shown = new.rows[j] if j is not None else old.rows[i or 0]
        lines += (
            Line(structs.replace(row, node=shown.node), (i if of_old else None, j if of_new else None))
            for row, of_old, of_new in _united(left, right, union.width, weaving, cells)
        )
        if heads == before and _is_head(i, j, old, new):
            heads = len(lines)
    if len(exact) > 1 and (made := _in_turns(old, new, paired, weaving, None)) is not None:
        exact = [structs.replace(made, former_widths=old.widths)]
    return structs.replace(
        new,
        rows=reaching(lines, (union.side(placed[0], 0), union.side(placed[1], 1)), heads),
        header_rows=heads,
        widths=_widths(old.widths, new.widths, pairs),
        replaced=tuple(exact),
    )


def _same_columns(old: Table, new: Table) -> bool:
    """Whether it is plain from their heads that both have the same columns, in rows that come and go one by one."""
    if (
        not (old.rows and new.rows)
        or _columns(old) != _columns(new)
        or _reaches_down(old)
        or _reaches_down(new)
    ):
        return False
    return row_text(old.rows[0]) == row_text(new.rows[0])


def _placed_columns(table: Table) -> list[Column]:
    """The heads of a table's columns and the words in each; a cell of several columns is none of any."""
    bare = _Union([(at, at) for at in range(_columns(table))])
    words: list[list[str]] = [[] for _ in range(bare.width)]
    heads = [""] * bare.width
    for at, row in enumerate(_placed_rows(table, bare, 1)):
        for cell, start, end, _ in row:
            if at < max(table.header_rows, 1):
                heads[start] = f"{heads[start]} {_text(cell)}".strip() if end - start == 1 else heads[start]
            elif end - start == 1:
                words[start].append(_text(cell))
    return [Column(head, "\n".join(body)) for head, body in zip(heads, words, strict=True)]


def _placed_rows(table: Table, union: _Union, side: int) -> list[list[Placed]]:
    covered: dict[int, int] = {}
    return [union.placed(row, covered, side) for row in table.rows]


def _united(
    left: list[Placed] | None, right: list[Placed] | None, width: int, weaving: Weaving, cells: WeaveCells
) -> Iterator[tuple[Row, bool, bool]]:
    """A row of both sides, or of one, and whether it is of the old and of the new one; two rows where their cells cover
    other columns."""
    if left is None or right is None:
        mark = weaving.deleted if right is None else weaving.inserted
        row = marked_row(Row(tuple(_filled(left or right or [], width))), mark)
        yield row, left is not None, right is not None
        return
    made: list[Cell] = []
    for start, end in pairwise(_edges([*left, *right], width)):
        was, now = ([p.cell for p in side if start <= p.start < end] for side in (left, right))
        if len(was) > 1 or len(now) > 1:
            yield from _united(left, None, width, weaving, cells)
            yield from _united(None, right, width, weaving, cells)
            return
        made.append(structs.replace(_cell(was, now, weaving, cells), across=end - start))
    yield Row(tuple(made)), True, True


def _cell(was: list[Cell], now: list[Cell], weaving: Weaving, cells: WeaveCells) -> Cell:
    if was and now:
        return cells(was[0], now[0])
    if now:
        return marked_cell(now[0], weaving.inserted)
    return marked_cell(was[0], weaving.deleted) if was else Cell()


def _edges(placed: Sequence[Placed], width: int) -> list[int]:
    """Where no cell reaches from one column into the next."""
    return [at for at in range(width + 1) if not any(p.start < at < p.end for p in placed)]


def _filled(placed: Sequence[Placed], width: int) -> Iterator[Cell]:
    """The cells of a row, with an empty one in every column that it has not."""
    at = 0
    for cell, start, end, _ in placed:
        yield from (Cell() for _ in range(at, start))
        yield cell
        at = end
    yield from (Cell() for _ in range(at, width))


def _widths(old: Sequence[float], new: Sequence[float], pairs: Sequence[Pair]) -> tuple[float, ...]:
    """The widths of the columns of both tables; none where either says nothing."""
    if not old or not new:
        return ()
    wide = [new[j] if j is not None else old[i or 0] for i, j in pairs]
    return tuple(each / sum(wide) for each in wide)
