"""Rich text: blocks, runs and their words. Pure values; imports no other part of Engross.

A body is a tuple of blocks: paragraphs, lists (nested), tables and pictures. A run may be bold, italic or a link and
nothing else: fonts and colours belong to the house style. A line break inside a paragraph is "\\n" in a run's text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct


class Run(Struct, frozen=True, omit_defaults=True):
    """Words that share one look. `link` is an address (https, mailto) or `#` and a node's id; empty for none."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


class Paragraph(Struct, frozen=True, tag="p", tag_field="block"):
    runs: tuple[Run, ...] = ()


class Item(Struct, frozen=True):
    """One list item: as a rule a paragraph, followed by a nested list where there is one."""

    blocks: "tuple[Block, ...]" = ()


class List(Struct, frozen=True, tag="list", tag_field="block", omit_defaults=True):
    items: tuple[Item, ...] = ()
    ordered: bool = False


class Cell(Struct, frozen=True, omit_defaults=True):
    """A table cell that covers `across` columns and `down` rows; the places it covers hold no cell of their own."""

    blocks: "tuple[Block, ...]" = ()
    across: int = 1
    down: int = 1


class Table(Struct, frozen=True, tag="table", tag_field="block", omit_defaults=True):
    """Rows of cells, the first `header_rows` of which head the columns."""

    rows: tuple[tuple[Cell, ...], ...] = ()
    header_rows: int = 1
    caption: str = ""


class Picture(Struct, frozen=True, tag="picture", tag_field="block", omit_defaults=True):
    """A picture by the SHA-256 of its bytes, which are kept beside the tree. `width` is in millimetres, 0 = as fits."""

    digest: str
    alt: str = ""
    width: float = 0


Block = Paragraph | List | Table | Picture
Blocks = tuple[Block, ...]

WORD = re.compile(r"\S+")
NAMELESS_PICTURE = "A picture without alternative text"
"""What stands for a picture where only words can, and it has none."""


def plain(text: str) -> Blocks:
    """Paragraphs of unformatted words, one for each line of `text` that is not blank."""
    return tuple(Paragraph((Run(line.strip()),)) for line in text.split("\n") if line.strip())


def one_line(text: str) -> str:
    """Text that was typed, without line ends and without control characters, which no document may hold."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def runs_text(runs: Iterable[Run]) -> str:
    """The words of some runs as one string."""
    if isinstance(runs, tuple) and len(runs) == 1:
        return runs[0].text  # nearly every paragraph
    return "".join(run.text for run in runs)


def block_lines(block: Block) -> list[str]:
    """The text of a block, one string for each paragraph in it; a picture gives its alternative text."""
    return lines_of((block,))


def lines_of(blocks: Iterable[Block]) -> list[str]:
    """The text of a body, one string for each paragraph in it; a picture gives its alternative text."""
    lines: list[str] = []
    _add_lines(blocks, lines)
    return lines


def _add_lines(blocks: Iterable[Block], lines: list[str]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(runs_text(block.runs))
        elif isinstance(block, List):
            for item in block.items:
                _add_lines(item.blocks, lines)
        elif isinstance(block, Table):
            if block.caption:
                lines.append(block.caption)
            for row in block.rows:
                for cell in row:
                    _add_lines(cell.blocks, lines)
        elif block.alt:
            lines.append(block.alt)


def blocks_text(blocks: Iterable[Block]) -> str:
    """The plain text of a body, paragraphs parted by line ends."""
    return "\n".join(lines_of(blocks))


def word_count(blocks: Iterable[Block]) -> int:
    """How many words a body holds; pictures' alternative texts count."""
    return sum(len(line.split()) for line in lines_of(blocks))


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The same words with neighbouring runs of one look made one, empty runs dropped, and the text in NFC."""
    result: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = result[-1] if result else None
        if last is not None and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            result[-1] = Run(last.text + run.text, run.bold, run.italic, run.link)
        else:
            result.append(run)
    return tuple(
        run
        if unicodedata.is_normalized("NFC", run.text)
        else Run(unicodedata.normalize("NFC", run.text), run.bold, run.italic, run.link)
        for run in result
    )


def trimmed(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Joined runs without white space at either end."""
    given = tuple(runs)
    if len(given) == 1 and (text := given[0].text).isascii() and text and text == text.strip():
        return given  # nearly every paragraph
    result = list(joined(given))
    while result and not result[0].text.strip():
        result.pop(0)
    while result and not result[-1].text.strip():
        result.pop()
    if result:
        first = result[0]
        result[0] = Run(first.text.lstrip(), first.bold, first.italic, first.link)
        last = result[-1]
        result[-1] = Run(last.text.rstrip(), last.bold, last.italic, last.link)
    return tuple(result)


def column_count(table: Table) -> int:
    """How many columns a table has, by its widest row."""
    return max((sum(cell.across for cell in row) for row in table.rows), default=0)


def pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Every picture in a body, also those inside lists and tables."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, List):
            for item in block.items:
                yield from pictures(item.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from pictures(cell.blocks)
