"""Merging texts three ways: blocks first, then the words within a block. Pure; imports models and siblings only.

Each side's changes are stretches of the base's words; where the stretches of the two sides do not touch, both are
carried out. None stands for a collision.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

from msgspec import structs

from app.compare.align import WORDS_TO_MOVE, Unit, align
from app.compare.words import Vocabulary, opcodes
from app.models.text import (
    Block,
    Blocks,
    Cell,
    Item,
    List,
    Paragraph,
    Picture,
    Run,
    Table,
    block_lines,
    column_count,
    joined,
)

Row = tuple[Cell, ...]
Letter = tuple[str, bool, bool, str]
Token = tuple[Letter, ...]
Hunk = tuple[int, int, list[Token]]


def merged_blocks(base: Blocks, mine: Blocks, theirs: Blocks) -> Blocks | None:
    """Bodies merged block by block, and paragraph by paragraph within lists; None where the two collide.

    They do also where a word that stands once came back although a side deleted it, or stands there twice: the other
    side had made something else of its paragraph, such as an item or a part of the next one.
    """
    found = _merged_blocks(base, mine, theirs)
    if found is None or not all(_as_both_would(*counts) for counts in _counted((base, mine, theirs, found))):
        return None
    return found


def _merged_blocks(base: Blocks, mine: Blocks, theirs: Blocks) -> Blocks | None:
    found = _merged_sequence(base, mine, theirs, _block_key, _merged_block)
    return None if found is None else tuple(found)


def _counted(sides: Sequence[Blocks]) -> Iterator[tuple[int, ...]]:
    """How often each word stands in several texts, where that is once at most in all but the last."""
    counts = [Counter(word for each in blocks for word in _block_key(each).split()) for blocks in sides]
    for word in dict.fromkeys(word for count in counts for word in count):
        found = tuple(count[word] for count in counts)
        if max(found[:-1]) <= 1:
            yield found


def _as_both_would(base: int, mine: int, theirs: int, merged: int) -> bool:
    """Whether a word stands as often as it should: what neither deleted once, what either brought for each of them."""
    if base:
        return merged == min(mine, theirs)
    return max(mine, theirs) <= merged <= mine + theirs


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
        blocks = _merged_blocks(base.blocks, mine.blocks, theirs.blocks)
        return None if blocks is None else Item(blocks)
    if isinstance(base, List) and isinstance(mine, List) and isinstance(theirs, List):
        items = _merged_sequence(base.items, mine.items, theirs.items, _block_key, _merged_block)
        ordered = theirs.ordered if mine.ordered == base.ordered else mine.ordered
        return None if items is None else List(tuple(items), ordered)
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
            blocks = _merged_blocks(old.blocks, one.blocks, other.blocks)
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
        added = _added(a[at].before, b[at].before)
        if added is None:
            return None
        result.extend(added)
        if at == len(base):
            break
        was, one, other = base[at], a[at].became, b[at].became
        if (
            one is None
            and other is None
            and (
                a[at].went != b[at].went
                or _is_rewritten(base, at, a, b, key)
                or _is_rewritten(base, at, b, a, key)
            )
        ):
            return None
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


class _Counterpart(NamedTuple):
    """What a side made of a base member: what it put before it, what it became (None: gone), and where it went, as the
    place of the base member before which that stands now."""

    before: list[Any]
    became: Any = None
    went: int | None = None


def _is_rewritten(
    base: Any, at: int, side: Sequence[_Counterpart], other: Sequence[_Counterpart], key: Any
) -> bool:
    """Whether a side put as many others in the place of some members as stood there, this one among them, and the other
    side, which deleted it, nothing.

    What was written wholly anew is not known again: it counts as gone, and what stands there as new.
    """
    first, end = at, at + 1
    while first > 0 and side[first - 1].became is None:
        first -= 1
    while end < len(base) and side[end].became is None:
        end += 1
    came = [each for near in side[first : end + 1] for each in near.before]
    if len(came) != end - first or any(near.before for near in other[first : end + 1]):
        return False
    if any(type(new) is not type(was) for was, new in zip(base[first:end], came, strict=True)):
        return False
    is_said = isinstance(base[at], Picture) or bool(key(base[at]).split())
    return is_said and all(each.went is None or not first <= each.went <= end for each in side)


def _against(base: Any, side: Any, key: Any) -> list[_Counterpart]:
    """Each base member's counterpart, and one more for the end."""
    vocabulary = Vocabulary(noise=True)
    units = [[Unit(key(x), type(x).__name__, vocabulary) for x in sequence] for sequence in (base, side)]
    found = align(units[0], units[1])
    members: list[tuple[list[Any], Any]] = []
    places: dict[int, int] = {}
    waiting: list[Any] = []
    for i, j in found.pairs:
        if i is None:
            places[cast("int", j)] = len(members)
            waiting.append(side[j])
        else:
            members.append((waiting, None if j is None else side[j]))
            waiting = []
    went = {i: places[j] for i, j in found.moved}
    again = {side[j]: at for j, at in places.items() if units[1][j].key[1]}
    placed = [
        _Counterpart(before, became, went.get(i, again.get(base[i])) if became is None else None)
        for i, (before, became) in enumerate(members)
    ]
    return [*placed, _Counterpart(waiting)]


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
    hunks, others = (
        [(i1, i2, side[j1:j2]) for i1, i2, j1, j2 in found] for side, found in ((a, one), (b, other))
    )
    if _went_apart(was, hunks, others):
        return None
    hunks += [hunk for hunk in others if hunk not in hunks]
    tokens: list[Token] = []
    at = 0
    for i1, i2, new in sorted(hunks, key=lambda hunk: hunk[:2]):
        tokens += [*was[at:i1], *new]
        at = i2
    tokens += was[at:]
    return joined(Run(*letter) for token in tokens for letter in token)


def _went_apart(was: Sequence[Token], mine: Sequence[Hunk], theirs: Sequence[Hunk]) -> bool:
    """Whether words that both sides took away stand elsewhere on one of them: it moved what the other one deleted, or
    moved elsewhere."""
    both = [hunk for hunk in mine if hunk in theirs]
    gone = [_said(was[i1:i2]) for i1, i2, _ in both if i2 - i1 >= WORDS_TO_MOVE]
    come = [_said(new) for _, _, new in (*mine, *theirs) if len(new) >= WORDS_TO_MOVE] if gone else []
    here = [_said(new) for _, _, new in both]
    return any(words in each for words in gone for each in come if each not in here)


def _said(tokens: Iterable[Token]) -> str:
    """Words, each with one space on either side."""
    return f" {' '.join(''.join(letter[0] for letter in token).strip() for token in tokens)} "


def _tokens(runs: Sequence[Run]) -> list[Token]:
    """Words with their trailing space, each as letters with their look."""
    tokens: list[Token] = []
    word: list[Letter] = []
    for run in runs:
        for letter in run.text:
            if word and word[-1][0].isspace() and not letter.isspace():
                tokens.append(tuple(word))
                word = []
            word.append((letter, run.bold, run.italic, run.link))
    return [*tokens, tuple(word)] if word else tokens


def _hunks(base: list[Token], side: list[Token]) -> list[tuple[int, int, int, int]]:
    """The changed stretches of the base, with what stands there on the side."""
    known: dict[Token, int] = {}
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
