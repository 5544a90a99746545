"""A document as Markdown (CommonMark with the tables of GitHub): readable as it is, and fit to be read in again.

Imports document only. The contents page is left out, for it is worked out again wherever the headings are; so are
links inside the document, which Markdown has no names for, and generated pictures, for tables say the same. Other
pictures stand at the end, so that the text stays readable.
"""

import base64
import re
from collections.abc import Iterator, Sequence

from app.document.nodes import (
    Cell,
    Contents,
    Document,
    Drawing,
    Figure,
    Heading,
    Item,
    List,
    PageBreak,
    Paragraph,
    Part,
    Spans,
    Table,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])|&(?=#?\w+;)")
_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)
_QUOTED = frozenset(("statement", "quote", "slogan"))
_MIME = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


def markdown_bytes(document: Document) -> bytes:
    """The text as UTF-8. The same document gives the same bytes."""
    blocks = [*_cover(document), *_blocks(document.parts, 1 if document.cover else 0)]
    blocks += _definitions(document)
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _cover(document: Document) -> Iterator[str]:
    if cover := document.cover:
        yield f"# {_line(cover.title)}"
        yield from (_line(text) for text in (cover.organisation, cover.period, *cover.lines) if text)


def _definitions(document: Document) -> Iterator[str]:
    """Link definitions, which readers do not show: the pictures, which version of which strategy this is, and which
    tables only sum up, so that whoever reads the file in again takes no priority twice.
    """
    lines: list[str] = []
    for digest, picture in document.pictures.items():
        mime = next((mime for start, mime in _MIME if picture.startswith(start)), "application/octet-stream")
        lines.append(f"[{_label(digest)}]: data:{mime};base64,{base64.b64encode(picture).decode()}")
    about = document.properties
    if about.fingerprint:
        facts = f"strategy {about.strategy}, version {about.version}, fingerprint {about.fingerprint}"
        lines.append(f'[engross]: # "{_title(facts)}"')
        captions = (part.caption for part in document.parts if isinstance(part, Table) and part.generated)
        lines += (f'[engross-table-{n}]: # "{_title(caption)}"' for n, caption in enumerate(captions, 1))
    if lines:
        yield "\n".join(lines)


def _title(text: str) -> str:
    """Words as the title of a link definition."""
    return " ".join(text.split()).replace('"', "'").replace("\\", "/")


def _label(digest: str) -> str:
    return f"picture-{digest[:16]}"


def _blocks(parts: Sequence[Part], down: int = 0) -> Iterator[str]:
    """Each part as a block of lines; lists that follow one another take turns in their markers, or they would join."""
    turn = False
    for part in parts:
        turn = isinstance(part, List) and not turn
        if isinstance(part, Paragraph):
            text = _inline(part.spans)
            if text:
                yield f"> {text.replace(chr(10), chr(10) + '> ')}" if part.role in _QUOTED else text
        elif isinstance(part, Heading):
            number = f"{_escaped(part.number)} " if part.number else ""
            yield f"{'#' * min(part.level + down, 6)} {number}{_inline(part.spans, ' ')}"
        elif isinstance(part, List):
            yield _list(part, turn)
        elif isinstance(part, Table):
            yield from _table(part)
        elif isinstance(part, Figure):
            yield f"![{_line(part.alt)}][{_label(part.digest)}]"
            if part.caption:
                yield _line(part.caption)
        else:
            assert isinstance(part, Contents | PageBreak | Drawing)


def _list(part: List, turn: bool) -> str:
    signs = (".", ")") if part.ordered else ("-", "*")
    sign = signs[0] if turn else signs[1]
    items = (
        _item(item, f"{n}{sign} " if part.ordered else f"{sign} ")
        for n, item in enumerate(part.items, part.start)
    )
    return "\n".join(items)


def _item(item: Item, marker: str) -> str:
    blocks = list(_blocks(item.blocks))
    if item.number:
        number = _escaped(item.number)
        blocks = [f"{number} {blocks[0]}", *blocks[1:]] if blocks else [number]
    nested = all(isinstance(block, List) for block in item.blocks[1:])
    text = ("\n" if nested else "\n\n").join(blocks)
    return (marker + re.sub(r"\n(?!\n)", "\n" + " " * len(marker), text)).rstrip()


def _table(part: Table) -> Iterator[str]:
    """A table of pipes, its caption before it. A covered place is an empty cell, as is a head where there is none."""
    if part.caption:
        yield f"**{_line(part.caption)}**"
    rows = _grid(part)
    if not rows:
        return
    if part.header_rows == 0:
        rows.insert(0, [""] * len(rows[0]))
    first = part.rows[part.header_rows].cells if len(part.rows) > part.header_rows else ()
    right = {at for at, cell in enumerate(first) if cell.align == "right"}
    rule = ["---:" if at in right else "---" for at in range(len(rows[0]))]
    yield "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))


def _grid(part: Table) -> list[list[str]]:
    """The texts of all places; those that a span covers are empty."""
    taken: dict[tuple[int, int], str] = {}
    for at, row in enumerate(part.rows):
        column = 0
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            for down in range(min(cell.down, len(part.rows) - at)):
                for across in range(cell.across):
                    taken[at + down, column + across] = _cell(cell) if down == across == 0 else ""
    width = 1 + max((column for _, column in taken), default=-1)
    return (
        [[taken.get((at, column), "") for column in range(width)] for at in range(len(part.rows))]
        if width
        else []
    )


def _cell(cell: Cell) -> str:
    """All of a cell on one line, for a table of pipes knows no other."""
    return "<br>".join(_cell_lines(cell.blocks))


def _cell_lines(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Paragraph | Heading):
            if text := _inline(part.spans, "<br>"):
                yield text
        elif isinstance(part, List):
            for n, item in enumerate(part.items, part.start):
                lines = [*_cell_lines(item.blocks)] or [""]
                sign = item.number or (f"{n}." if part.ordered else "•")
                yield from (f"{sign} {lines[0]}", *lines[1:])
        elif isinstance(part, Table):
            yield from filter(None, (_line(part.caption),))
            yield from (" – ".join(filter(None, row)) for row in _grid(part))
        elif isinstance(part, Figure):
            yield f"![{_line(part.alt)}][{_label(part.digest)}]"


def _inline(spans: Spans, newline: str = "\\\n") -> str:
    """The words with their emphasis; a line break is `newline`."""
    text = "".join(
        _emphasised(
            _escaped(span.text), ("**" if span.bold else "") + ("*" if span.italic else ""), span.link
        )
        for span in spans
    )
    text = _START.sub(_guarded, text.strip("\n"))
    return re.sub(r"\s*\n\s*", lambda _: newline, text).strip()


def _guarded(found: re.Match[str]) -> str:
    """The start of a line that would make a heading, a list or a rule, made plain words."""
    before, sign = found.groups()
    return f"{before}{sign}\\" if sign[0].isdigit() else f"{before}\\{sign}"


def _emphasised(text: str, signs: str, link: str) -> str:
    """Emphasis and links hold no space at either end, or they would not be taken for such."""
    bare = text.strip()
    if not bare or not (signs or link):
        return text
    start = text.index(bare)
    if link and not link.startswith("#"):
        address = link.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        bare = f"[{bare}]({address})"
    return f"{text[:start]}{signs}{bare}{signs[::-1]}{text[start + len(text.strip()) :]}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)


def _line(text: str) -> str:
    return _escaped(" ".join(text.split()))
