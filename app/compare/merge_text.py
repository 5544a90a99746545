"""Merging texts three ways: blocks first, then the words within a block. Pure; imports models and siblings only.

Each side's changes are stretches of the base's words; where the stretches of the two sides do not touch, both are
carried out. None stands for a collision.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import structs

from app.compare.align import Unit, align
from app.compare.words import Vocabulary, opcodes
from app.models.text import (
    Block,
    Blocks,
    Cell,
    Item,
    List,
    Paragraph,
    Run,
    Table,
    block_lines,
    column_count,
    joined,
)

Row = tuple[Cell, ...]
Letter = tuple[str, bool, bool, str]


def merged_blocks(base: Blocks, mine: Blocks, theirs: Blocks) -> Blocks | None:
    """Bodies merged block by block, and paragraph by paragraph within lists; None where the two collide."""
    found = _merged_sequence(base, mine, theirs, _block_key, _merged_block)
    return None if found is None else tuple(found)


def merged_words(base: str, mine: str, theirs: str) -> str | None:
    """Plain texts merged by word."""
    found = _merged_runs((Run(base),), (Run(mine),), (Run(theirs),))
    return None if found is None else "".join(run.text for run in found)


def _block_key(block: Any) -> str:
    blocks: Sequence[Block] = block.blocks if isinstance(block, Item) else (block,)
    return "\n".join(line for each in blocks for line in block_lines(each))


def _merged_block(base: Any, mine: Any, theirs: Any) -> Any:
    if isinstance(base, Paragraph) and isinstance(mine, Paragraph) and isinstance(theirs, Paragraph):
        runs = _merged_runs(base.runs, mine.runs, theirs.runs)
        return None if runs is None else Paragraph(runs)
    if isinstance(base, Item) and isinstance(mine, Item) and isinstance(theirs, Item):
        blocks = merged_blocks(base.blocks, mine.blocks, theirs.blocks)
        return None if blocks is None else Item(blocks)
    if isinstance(base, List) and isinstance(mine, List) and isinstance(theirs, List):
        items = _merged_sequence(base.items, mine.items, theirs.items, _block_key, _merged_block)
        return None if items is None else structs.replace(mine, items=tuple(items))
    if isinstance(base, Table) and isinstance(mine, Table) and isinstance(theirs, Table):
        return _merged_table(base, mine, theirs)
    return None


def _merged_table(base: Table, mine: Table, theirs: Table) -> Table | None:
    """Tables of one width merged row by row and cell by cell; None where columns came or went, or cells reach down."""
    sides = (base, mine, theirs)
    if len({column_count(table) for table in sides}) > 1 or any(reaches_down(table) for table in sides):
        return _merged_grid(base, mine, theirs)
    rows = _merged_sequence(base.rows, mine.rows, theirs.rows, _row_key, _merged_row)
    return None if rows is None else _with_rows(base, mine, theirs, rows)


def _merged_grid(base: Table, mine: Table, theirs: Table) -> Table | None:
    """Tables of one shape merged cell by cell."""
    shapes = [[_shape(row) for row in table.rows] for table in (base, mine, theirs)]
    if shapes[0] != shapes[1] or shapes[0] != shapes[2]:
        return None
    rows = [_merged_row(*each) for each in zip(base.rows, mine.rows, theirs.rows, strict=True)]
    found = [row for row in rows if row is not None]
    return _with_rows(base, mine, theirs, found) if len(found) == len(rows) else None


def _with_rows(base: Table, mine: Table, theirs: Table, rows: Sequence[Row]) -> Table | None:
    """The table of the merged rows; None where both sides changed its caption or its head differently."""
    kept: dict[str, Any] = {}
    for name in ("header_rows", "caption"):
        was, one, other = getattr(base, name), getattr(mine, name), getattr(theirs, name)
        if one != was and other != was and one != other:
            return None
        kept[name] = other if one == was else one
    return structs.replace(mine, rows=tuple(rows), **kept)


def _merged_row(base: Row, mine: Row, theirs: Row) -> Row | None:
    if not _shape(base) == _shape(mine) == _shape(theirs):
        return None
    cells: list[Cell] = []
    for old, one, other in zip(base, mine, theirs, strict=True):
        if one == other or other == old:
            cells.append(one)
        elif one == old:
            cells.append(other)
        else:
            blocks = merged_blocks(old.blocks, one.blocks, other.blocks)
            if blocks is None:
                return None
            cells.append(structs.replace(one, blocks=blocks))
    return tuple(cells)


def reaches_down(table: Table) -> bool:
    """Whether a cell belongs to several rows, which then cannot come and go one by one."""
    return any(cell.down > 1 for row in table.rows for cell in row)


def _shape(row: Row) -> list[tuple[int, int]]:
    return [(cell.across, cell.down) for cell in row]


def _row_key(row: Row) -> str:
    return "\t".join(_block_key(Item(cell.blocks)) for cell in row)


def _merged_sequence(base: Any, mine: Any, theirs: Any, key: Any, merged: Any) -> list[Any] | None:
    """Sequences of blocks or items three ways: each base member with its counterpart, and what came before it."""
    a, b = _against(base, mine, key), _against(base, theirs, key)
    result: list[Any] = []
    for at in range(len(base) + 1):
        added = _added(a[at][0], b[at][0])
        if added is None:
            return None
        result.extend(added)
        if at == len(base):
            break
        was, one, other = base[at], a[at][1], b[at][1]
        if one == other or other == was:
            taken = one
        elif one == was:
            taken = other
        elif one is None or other is None:
            return None
        else:
            taken = merged(was, one, other)
            if taken is None:
                return None
        if taken is not None:
            result.append(taken)
    return result


def _added(mine: list[Any], theirs: list[Any]) -> list[Any] | None:
    """What both sides put at one place: both, where only one did or both did the same."""
    if not mine or not theirs or mine == theirs:
        return mine or theirs
    return None


def _against(base: Any, side: Any, key: Any) -> list[tuple[list[Any], Any]]:
    """For each base member: what the side put before it, and what it became (None: gone). One more for the end."""
    vocabulary = Vocabulary(noise=True)
    units = [[Unit(key(x), type(x).__name__, vocabulary) for x in sequence] for sequence in (base, side)]
    result: list[tuple[list[Any], Any]] = []
    waiting: list[Any] = []
    for i, j in align(units[0], units[1]).pairs:
        if i is None:
            waiting.append(side[j])
        else:
            result.append((waiting, None if j is None else side[j]))
            waiting = []
    return [*result, (waiting, None)]


def _merged_runs(base: Sequence[Run], mine: Sequence[Run], theirs: Sequence[Run]) -> tuple[Run, ...] | None:
    """Runs merged by word, looks included."""
    was, a, b = (_tokens(runs) for runs in (base, mine, theirs))
    one, other = _hunks(was, a), _hunks(was, b)
    if any(
        _touch(x, y) and (x[0], x[1], a[x[2] : x[3]]) != (y[0], y[1], b[y[2] : y[3]])
        for x in one
        for y in other
    ):
        return None
    hunks = [(i1, i2, a[j1:j2]) for i1, i2, j1, j2 in one]
    hunks += [h for h in ((i1, i2, b[j1:j2]) for i1, i2, j1, j2 in other) if h not in hunks]
    tokens: list[tuple[Letter, ...]] = []
    at = 0
    for i1, i2, new in sorted(hunks, key=lambda hunk: hunk[:2]):
        tokens += [*was[at:i1], *new]
        at = i2
    tokens += was[at:]
    return joined(Run(*letter) for token in tokens for letter in token)


def _tokens(runs: Sequence[Run]) -> list[tuple[Letter, ...]]:
    """Words with their trailing space, each as letters with their look."""
    tokens: list[tuple[Letter, ...]] = []
    word: list[Letter] = []
    for run in runs:
        for letter in run.text:
            if word and word[-1][0].isspace() and not letter.isspace():
                tokens.append(tuple(word))
                word = []
            word.append((letter, run.bold, run.italic, run.link))
    return [*tokens, tuple(word)] if word else tokens


def _hunks(base: list[tuple[Letter, ...]], side: list[tuple[Letter, ...]]) -> list[tuple[int, int, int, int]]:
    """The changed stretches of the base, with what stands there on the side."""
    known: dict[tuple[Letter, ...], int] = {}
    numbered = [[known.setdefault(token, len(known)) for token in tokens] for tokens in (base, side)]
    found: list[tuple[int, int, int, int]] = []
    for op, i1, i2, j1, j2 in opcodes(numbered[0], numbered[1]):
        if op == "equal":
            continue
        if found and found[-1][1] == i1 and found[-1][3] == j1:
            found[-1] = (found[-1][0], i2, found[-1][2], j2)
        else:
            found.append((i1, i2, j1, j2))
    return found


def _touch(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two stretches overlap, or stand where their order would be anybody's guess."""
    return one[0] <= other[1] and other[0] <= one[1]
