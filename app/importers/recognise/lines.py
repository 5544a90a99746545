"""The pieces that recognition moves about: lines, grids and images that know which source paragraph they come from.

A line is cut and joined only by `cut` and `spliced`, which keep count of the characters taken from each source
paragraph. That is what makes “nothing lost, nothing twice” a property that `drafts.audit` can prove.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct, structs

from app.importers.recognise.colours import colours_told
from app.importers.source import (
    Place,
    Source,
    SourceBlock,
    SourceParagraph,
    SourcePicture,
    SourceTable,
)
from app.models.text import Run, runs_text

ADDED = -1
"""Stands in `Line.origin` for characters that no source paragraph holds (the blank between joined paragraphs)."""

_FEW = 3

PICTURE = "\ufffc"
"""What stands for a picture among the texts of source paragraphs: one character."""


class Line(Struct, frozen=True, gc=False):
    """A source paragraph, or a piece of one, or pieces joined.

    `origin` lists (source paragraph, number of characters) from left to right. `level` is its heading level (0: none),
    `item` its depth as a list item (-1: none), `more` that it goes on with the item before it. `prefix` holds what was
    cut from a heading's front ("2.1", "Principle 3 –"). `sure` says how certain the reading of its shape is.
    """

    runs: tuple[Run, ...]
    text: str
    origin: tuple[tuple[int, int], ...]
    look: SourceParagraph
    level: int = 0
    item: int = -1
    ordered: bool = False
    more: bool = False
    breaks: bool = False
    sure: float = 1.0
    prefix: tuple["Line", ...] = ()

    @property
    def words(self) -> str:
        """Its text without white space at the ends."""
        return self.text.strip()

    @property
    def place(self) -> Place:
        return self.look.place


class Image(Struct, frozen=True, gc=False):
    """A picture; `at` is its number among the source paragraphs, so that it is counted like them."""

    look: SourcePicture
    at: int


class GridCell(Struct, frozen=True, gc=False):
    blocks: "tuple[Piece, ...]" = ()
    across: int = 1
    down: int = 1
    shaded: bool = False

    @property
    def lines(self) -> "tuple[Line, ...]":
        """Its paragraphs, also those of tables inside it."""
        return tuple(lines_of(self.blocks))

    @property
    def words(self) -> str:
        return " ".join(line.words for line in lines_of(self.blocks)).strip()


GridRow = tuple[GridCell, ...]


class Grid(Struct, frozen=True, gc=False):
    """A table; `header_rows` as the file says, -1 where it does not."""

    rows: tuple[GridRow, ...]
    header_rows: int = -1
    columns: int = 0
    breaks: bool = False


Piece = Line | Grid | Image
Pieces = tuple[Piece, ...]


def pieces_of(source: Source) -> tuple[list[Piece], list[str]]:
    """The blocks of a source as pieces, empty paragraphs left out, and the text of each source paragraph by number."""
    texts: list[str] = []
    breaks = False
    found: list[Piece] = []
    for block in source.blocks:
        piece = _piece(block, texts)
        breaks = breaks or block.break_before
        if piece is None:
            continue
        if breaks and not isinstance(piece, Image):
            piece = structs.replace(piece, breaks=True)
        breaks = False
        found.append(piece)
    return found, texts


def _piece(block: SourceBlock, texts: list[str]) -> Piece | None:
    if isinstance(block, SourceParagraph):
        text = runs_text(block.runs)
        if not text.strip():
            return None
        texts.append(text)
        mark = block.mark
        return Line(
            block.runs,
            text,
            ((len(texts) - 1, len(text)),),
            block,
            item=mark.level if mark else -1,
            ordered=mark.ordered if mark else False,
        )
    if isinstance(block, SourceTable):
        return _grid(block, texts)
    texts.append(PICTURE)
    return Image(block, len(texts) - 1)


def _grid(table: SourceTable, texts: list[str]) -> Grid | None:
    rows = tuple(
        tuple(
            GridCell(
                tuple(piece for block in cell.blocks if (piece := _piece(block, texts)) is not None)
                or _colour_said(colour),
                cell.across,
                cell.down,
                cell.shaded,
            )
            for cell, colour in zip(row, colours, strict=True)
        )
        for row, colours in zip(table.rows, colours_told(table), strict=True)
        if row
    )
    if not any(cell.blocks for row in rows for cell in row):
        return None
    columns = table.columns or max(sum(cell.across for cell in row) for row in rows)
    return Grid(rows, table.header_rows or -1, columns)


def _colour_said(word: str) -> Pieces:
    """The word for what an empty cell says by its colour; nothing where it says nothing."""
    if not word:
        return ()
    runs = (Run(word),)
    return (Line(runs, word, ((ADDED, len(word)),), SourceParagraph(runs)),)


def says_colour(line: Line) -> bool:
    """Whether a line is the word for a cell's colour, which is in no source paragraph, also after its heading."""
    return bool(line.origin) and all(number == ADDED for number, _ in line.origin)


def lines_of(pieces: Iterable[Piece]) -> Iterator[Line]:
    """Every line in some pieces, in reading order, also those inside tables."""
    for piece in pieces:
        if isinstance(piece, Line):
            yield piece
        elif isinstance(piece, Grid):
            for row in piece.rows:
                for cell in row:
                    yield from lines_of(cell.blocks)


def images_of(pieces: Iterable[Piece]) -> Iterator[Image]:
    """Every picture in some pieces, also those inside tables."""
    for piece in pieces:
        if isinstance(piece, Image):
            yield piece
        elif isinstance(piece, Grid):
            for row in piece.rows:
                for cell in row:
                    yield from images_of(cell.blocks)


def has_image(pieces: Iterable[Piece]) -> bool:
    """Whether there is a picture in some pieces."""
    return next(images_of(pieces), None) is not None


def is_boxed(piece: Piece) -> bool:
    """Whether all that a piece says stands in a text box."""
    places = {line.place for line in lines_of((piece,))}
    return places == {"textbox"}


def cut(line: Line, at: int) -> tuple[Line, Line]:
    """A line in two at a character; both halves keep its look, the first also its heading prefix."""
    left_runs: list[Run] = []
    right_runs: list[Run] = []
    done = 0
    for run in line.runs:
        end = done + len(run.text)
        if end <= at:
            left_runs.append(run)
        elif done >= at:
            right_runs.append(run)
        else:
            left_runs.append(structs.replace(run, text=run.text[: at - done]))
            right_runs.append(structs.replace(run, text=run.text[at - done :]))
        done = end
    left, right = _cut_origin(line.origin, at)
    return (
        structs.replace(line, runs=tuple(left_runs), text=line.text[:at], origin=left),
        structs.replace(line, runs=tuple(right_runs), text=line.text[at:], origin=right, prefix=()),
    )


def _cut_origin(
    origin: tuple[tuple[int, int], ...], at: int
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    left: list[tuple[int, int]] = []
    right: list[tuple[int, int]] = []
    for number, length in origin:
        here = min(length, max(0, at))
        if here:
            left.append((number, here))
        if length - here:
            right.append((number, length - here))
        at -= length
    return tuple(left), tuple(right)


def spliced(first: Line, second: Line) -> Line:
    """Two lines as one, a blank between them, with the look of the first."""
    gap = () if first.text[-1:].isspace() or second.text[:1].isspace() else (Run(" "),)
    return structs.replace(
        first,
        runs=first.runs + gap + second.runs,
        text=first.text + (" " if gap else "") + second.text,
        origin=first.origin + (((ADDED, 1),) if gap else ()) + second.origin,
        prefix=first.prefix + second.prefix,
    )


def headed_by(name: str, cell: GridCell) -> tuple[Piece, ...]:
    """A cell's blocks as a row's text: a few words say nothing without their column's heading (“RAG: Amber”)."""
    line = cell.blocks[0] if len(cell.blocks) == 1 else None
    if not name or not isinstance(line, Line) or line.item >= 0 or len(line.words.split()) > _FEW:
        return cell.blocks
    said = f"{name.rstrip(': ')}: "
    origin = ((ADDED, len(said)), *line.origin)
    return (structs.replace(line, runs=(Run(said), *line.runs), text=said + line.text, origin=origin),)


def as_text(line: Line) -> Line:
    """The line as an ordinary paragraph: no heading, no list item."""
    return structs.replace(line, level=0, item=-1, more=False)


def unbold(line: Line) -> Line:
    """The line in ordinary letters, for words whose boldness only said that they are a title."""
    if not any(run.bold for run in line.runs):
        return line
    return structs.replace(line, runs=tuple(structs.replace(run, bold=False) for run in line.runs))


def tally(pieces: Iterable[Piece], into: dict[int, int]) -> None:
    """Adds up, by source paragraph, how many characters some pieces hold."""
    for piece in pieces:
        if isinstance(piece, Line):
            for part in (piece, *piece.prefix):
                for number, length in part.origin:
                    if number != ADDED:
                        into[number] = into.get(number, 0) + length
        elif isinstance(piece, Image):
            into[piece.at] = into.get(piece.at, 0) + 1
        else:
            for row in piece.rows:
                for cell in row:
                    tally(cell.blocks, into)
