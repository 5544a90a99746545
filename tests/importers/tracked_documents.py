"""Documents with tracked changes of every kind, made by chance, and what is left of each when they are settled.

The truth is worked out on the values below, never on XML: `Maker` makes a document, `left` what accepting or rejecting
leaves of it; `tracked_writing` writes either as WordprocessingML. Every word stands once, so that none can hide behind
another.
"""

import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct, structs

AUTHORS = ("Ann", "Bob", "Cäsar &amp; Söhne", "")
DATES = ("2026-03-01T10:00:00Z", "2026-03-02T11:30:00", "2026-03-03T00:00:00+01:00", "")
COMING = ("ins", "moveTo")


class Change(NamedTuple):
    """A tracked change; `kind` is the name of its element."""

    kind: str
    author: str
    date: str

    def keeps(self, accept: bool) -> bool:
        return (self.kind in COMING or self.kind == "cellIns") == accept

    def said(self, kind: str = "") -> str:
        """The opening of its element."""
        by = f' w:author="{self.author}"' if self.author else ""
        at = f' w:date="{self.date}"' if self.date else ""
        return f'<w:{kind or self.kind} w:id="7"{by}{at}'


Changes = tuple[Change, ...]


class Piece(Struct, frozen=True):
    """A run of one sort within its changes, the outermost first. `was` is the look before `restyled`."""

    sort: str
    text: str = ""
    changes: Changes = ()
    look: str = ""
    was: str = ""
    restyled: Change | None = None
    note: "tuple[Block, ...]" = ()


class Group(Struct, frozen=True):
    """What holds runs: a link, a content control, a field, an equation, a text box (whose `inner` are blocks)."""

    sort: str
    inner: "tuple[Inline, ...]" = ()
    changes: Changes = ()
    blocks: "tuple[Block, ...]" = ()


class Par(Struct, frozen=True):
    """A paragraph; `end` are the changes of its mark. `was` is the form before `reformed`."""

    inner: "tuple[Inline, ...]" = ()
    end: Changes = ()
    form: str = ""
    was: str = ""
    reformed: Change | None = None


class Box(Struct, frozen=True):
    """A cell, or a block-level content control."""

    blocks: "tuple[Block, ...]"
    changes: Changes = ()
    controlled: bool = False


class Line(Struct, frozen=True):
    """A row of a table."""

    cells: tuple[Box, ...]
    changes: Changes = ()
    controlled: bool = False


class Grid(Struct, frozen=True):
    rows: tuple[Line, ...]


Inline = Piece | Group
Block = Par | Box | Grid

WORDED = ("text", "text", "text", "text", "text", "split", "tab", "br", "hyphen", "soft", "sym", "empty")
GROUPS = ("link", "control", "smartTag", "customXml", "simple", "field", "math", "box", "note")
FORMS = (*[""] * 6, "heading 1", "heading 2", "item 0", "item 1")


class Maker:
    """Makes documents by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0

    def document(self) -> tuple[Block, ...]:
        return self.blocks(self.chance.randint(2, 7), 0)

    def blocks(self, most: int, deep: int) -> tuple[Block, ...]:
        made: list[Block] = []
        for _ in range(most):
            sort = self.chance.random()
            if sort < 0.14 and deep < 2:
                made.append(self.grid(deep))
            elif sort < 0.22 and deep < 2:
                made.append(Box(self.blocks(self.chance.randint(1, 3), deep + 1)))
            else:
                made.append(self.paragraph(deep))
        if not isinstance(made[-1], Par):
            made.append(self.paragraph(deep))
        if self.chance.random() < 0.7:
            made[-1] = structs.replace(made[-1], end=())
        return tuple(made)

    def paragraph(self, deep: int) -> Par:
        whole = self.change(("ins", "del", "moveFrom", "moveTo")) if self.chance.random() < 0.3 else None
        inner = tuple(self.inline(deep) for _ in range(self.chance.randint(0, 4)))
        end: Changes = ()
        if whole is not None:
            inner, end = tuple(_around(each, whole) for each in inner), (whole,)
            if whole.kind in COMING and self.chance.random() < 0.2:
                end = (whole, self.change(("del",)))
        elif self.chance.random() < 0.3:
            end = (self.change(("ins", "del")),)
        form = was = self.chance.choice(FORMS)
        reformed = None
        if self.chance.random() < 0.15:
            was, reformed = self.chance.choice(FORMS), self.change(("pPrChange",))
        if end or "heading" in form + was:  # where a note is shown depends on what its paragraph becomes
            inner = tuple(each for each in inner if each.sort != "note")
        return Par(inner, end, form, was, reformed)

    def inline(self, deep: int) -> Inline:
        if deep < 2 and self.chance.random() < 0.25:
            return self.group(deep + 1)
        sort = self.chance.choice(WORDED)
        self.count += 1
        look = was = self.chance.choice(("", "", "<w:b/>"))
        restyled = None
        if self.chance.random() < 0.1:
            was, restyled = self.chance.choice(("", "<w:i/>")), self.change(("rPrChange",))
        return Piece(sort, f"w{self.count} ", self.changes(), look, was, restyled)

    def group(self, deep: int) -> Inline:
        sort = self.chance.choice(GROUPS)
        changes = self.changes()
        if sort == "note":
            return Piece("note", "", changes, note=self.blocks(self.chance.randint(1, 2), 2))
        if sort == "box":
            return Group("box", (), changes, self.blocks(self.chance.randint(1, 3), 2))
        inner = tuple(
            self.inline(2 if sort in ("math", "simple", "field") else deep)
            for _ in range(self.chance.randint(1, 3))
        )
        if sort == "math":
            inner = tuple(structs.replace(each, sort="text") for each in inner if isinstance(each, Piece))
        return Group(sort, inner, changes)

    def changes(self) -> Changes:
        sort = self.chance.random()
        if sort < 0.45:
            return ()
        if sort < 0.9:
            return (self.change(("ins", "ins", "del", "del", "moveFrom", "moveTo")),)
        return (self.change(("ins", "moveTo")), self.change(("del",)))

    def change(self, kinds: tuple[str, ...]) -> Change:
        return Change(self.chance.choice(kinds), self.chance.choice(AUTHORS), self.chance.choice(DATES))

    def grid(self, deep: int) -> Grid:
        columns = self.chance.randint(1, 3)
        column = self.chance.randrange(columns) if self.chance.random() < 0.25 else -1
        change = (self.change(("cellIns", "cellDel")),)
        rows: list[Line] = []
        for _ in range(self.chance.randint(1, 4)):
            cells = [Box(self.blocks(self.chance.choice((1, 1, 2)), deep + 1)) for _ in range(columns)]
            cells = [structs.replace(each, controlled=self.chance.random() < 0.05) for each in cells]
            if column >= 0:
                cells[column] = structs.replace(cells[column], changes=change)
            whole = (self.change(("ins", "del")),) if self.chance.random() < 0.3 else ()
            rows.append(Line(tuple(cells), whole, self.chance.random() < 0.05))
        return Grid(tuple(rows))


def _around(inline: Inline, change: Change) -> Inline:
    """A run within the change of its whole paragraph; what somebody took out of what came is still taken out."""
    within = inline.changes[-1:] if change.kind in COMING else ()
    return structs.replace(inline, changes=(change, *(each for each in within if each.kind == "del")))


def left(blocks: Iterable[Block], accept: bool) -> tuple[Block, ...]:
    """What is left of some blocks when all changes are accepted, or rejected."""
    return tuple(_joined([each for block in blocks for each in _left(block, accept)]))


def _left(block: Block, accept: bool) -> Iterator[Block]:
    if isinstance(block, Par):
        gone = tuple(change for change in block.end if not change.keeps(accept))[:1]
        form = block.form if accept or block.reformed is None else block.was
        yield Par(_kept(block.inner, accept), gone, form)
    elif isinstance(block, Grid):
        rows = [row for row in block.rows if _stays(row.changes, accept)]
        made = [
            Line(tuple(Box(left(c.blocks, accept)) for c in row.cells if _stays(c.changes, accept)))
            for row in rows
        ]
        if made := tuple(row for row in made if row.cells):
            yield Grid(made)
    else:
        yield from (each for inner in block.blocks for each in _left(inner, accept))


def _stays(changes: Changes, accept: bool) -> bool:
    return all(change.keeps(accept) for change in changes)


def _kept(inner: Iterable[Inline], accept: bool) -> tuple[Inline, ...]:
    kept: list[Inline] = []
    for each in inner:
        if not _stays(each.changes, accept):
            continue
        if isinstance(each, Piece):
            look = each.look if accept or each.restyled is None else each.was
            kept.append(Piece(each.sort, each.text, (), look, note=left(each.note, accept)))
        else:
            kept.append(Group(each.sort, _kept(each.inner, accept), (), left(each.blocks, accept)))
    return tuple(kept)


def _joined(blocks: list[Block]) -> list[Block]:
    """Paragraphs whose mark went made one with the next. The mark that is left bears the form, unless it ends no words
    of its own."""
    made: list[Block] = []
    for block in blocks:
        before = made[-1] if made else None
        if isinstance(block, Par) and isinstance(before, Par) and before.end:
            form = before.form if not _says(block.inner) and _says(before.inner) else block.form
            made[-1] = structs.replace(block, inner=before.inner + block.inner, form=form)
        else:
            made.append(block)
    return [structs.replace(block, end=()) if isinstance(block, Par) else block for block in made]


def _says(inner: Iterable[Inline]) -> bool:
    """Whether a reader sees anything of it."""
    return any(
        each.sort != "empty"
        if isinstance(each, Piece)
        else each.sort in ("box", "field") or _says(each.inner)
        for each in inner
    )


def words(blocks: Iterable[Block]) -> list[str]:
    """All words of settled blocks, sorted."""
    return sorted(_words(blocks))


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Par):
            yield from _said(block.inner)
        elif isinstance(block, Box):
            yield from _words(block.blocks)
        else:
            yield from (word for row in block.rows for cell in row.cells for word in _words(cell.blocks))


def _said(inner: Iterable[Inline]) -> Iterator[str]:
    for each in inner:
        if isinstance(each, Group):
            yield from _said(each.inner)
            yield from _words(each.blocks)
        elif each.sort == "note":
            yield from _words(each.note)
        elif each.sort != "empty":
            yield each.text.strip()
