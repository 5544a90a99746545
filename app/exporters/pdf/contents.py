"""The contents page: an entry for each heading with its page number, a dotted leader and a link."""

from collections.abc import Sequence

from msgspec import Struct, structs

from app.document.nodes import Contents, Heading, Span
from app.exporters.pdf.blocks import Block, Label, TextBlock
from app.exporters.pdf.frame import Frame
from app.exporters.pdf.layout import Ink, TextStyle
from app.exporters.pdf.page import Landing, Link, Page
from app.exporters.pdf.parts import Setter, plain_spans
from app.exporters.pdf.styles import MUTED, Styles
from app.exporters.pdf.tags import Element
from app.exporters.pdf.words import plain_text
from app.exporters.pdf.writer import literal, number

NUMBER_ROOM = 34.0
_LEVEL_INDENT = 16.0


class Listed(Struct, frozen=True):
    """A heading the contents may list, and where it will stand."""

    heading: Heading
    landing: Landing


class EntryBlock:
    """An entry: its words, a leader, and a page number that is not known yet. It is never parted."""

    after = 0.0
    keep = False

    def __init__(self, block: TextBlock, landing: Landing, ink: Ink, right: float) -> None:
        self.block = block
        self.landing = landing
        self.ink = ink
        self.right = right
        self.before = block.before

    @property
    def height(self) -> float:
        return self.block.height

    @property
    def lead(self) -> float:
        return self.block.height

    def split(self, room: float, forced: bool = False) -> tuple[TextBlock, TextBlock] | None:
        return self.block.split(room, forced)

    def draw(self, page: Page, x: float, top: float, real: bool = True) -> None:
        block = self.block
        block.draw(page, x, top, real)
        style = block.style
        base = top - block.height + style.leading - style.rise
        self._leader(page, x, base + style.rise)
        page.open(block.element)
        page.late.append((len(page.code), self.landing, x + self.right, base))
        page.code.append(b"")
        page.close()
        box = (x + block.left - 2, top - block.height, x + self.right, top)
        says = "".join(words for pieces, _ in block.lines for _, words in pieces)
        page.links.append(Link(box, self.landing, says, block.element))

    def _leader(self, page: Page, x: float, top: float) -> None:
        style = structs.replace(self.block.style, bold=False, colour=MUTED)
        face = self.ink.face
        scale = style.size / face.units
        dot = (face["."] + face.space) * scale
        pieces, used = self.block.lines[-1]
        # Leaders of all entries stand on one raster, so that their dots are below each other.
        last = x + self.right - NUMBER_ROOM * 0.8
        free = last - (x + self.block.left + used * scale + 5)
        count = int(free / dot)
        if count > 1 and pieces:
            words = " ".join("." * count)
            page.code.append(
                b"/Artifact<</Type/Layout>>BDC BT /%b %b Tf %b rg %b %b Td %bTj ET EMC"
                % (
                    face.resource,
                    number(style.size),
                    MUTED,
                    number(last - count * dot),
                    number(top - style.rise),
                    literal(face.encode(words)),
                )
            )


def contents_blocks(
    part: Contents, listed: Sequence[Listed], setter: Setter, styles: Styles, parent: Element, frame: Frame
) -> list[Block]:
    """The blocks of a contents page: its title and an entry for each heading down to its depth."""
    blocks: list[Block] = setter.title(part.title, parent, frame, Landing()) if part.title else []
    entries = [one for one in listed if one.heading.in_contents and one.heading.level <= part.depth]
    if not entries:
        return blocks
    tree = _Tree(parent.child(b"TOC"))
    ink = Ink(setter.words.fonts.face(False, False), styles.roles["body"].colour)
    columns = _number_columns(entries, setter, styles)
    top = min(one.heading.level for one in entries)
    for one in entries:
        depth = one.heading.level - top
        style = styles.entries[min(depth, len(styles.entries) - 1)]
        link = tree.place(depth).child(b"TOCI").child(b"Reference").child(b"Link")
        column = columns.get(one.heading.level, 0.0)
        block = _entry(one.heading, setter, style, link, frame, depth * _LEVEL_INDENT, column)
        if block is not None:
            blocks.append(EntryBlock(block, one.landing, ink, frame.left + frame.width))
    return blocks


class _Tree:
    """The nested TOC elements of the entries' levels."""

    def __init__(self, root: Element) -> None:
        self._open = [root]

    def place(self, depth: int) -> Element:
        """The TOC that an entry of this depth belongs to."""
        del self._open[depth + 1 :]
        while len(self._open) <= depth:
            self._open.append(self._open[-1].child(b"TOC"))
        return self._open[-1]


def _number_columns(entries: Sequence[Listed], setter: Setter, styles: Styles) -> dict[int, float]:
    """For each level the width of its numbers in points; none where they are long."""
    columns: dict[int, float] = {}
    style = styles.entries[0]
    for one in entries:
        if now := one.heading.number_now:
            width = setter.words.width(setter.words.line(now, style), style)
            columns[one.heading.level] = max(columns.get(one.heading.level, 0.0), width)
    return {level: width + 9 for level, width in columns.items() if width <= 40}


def _entry(
    heading: Heading,
    setter: Setter,
    style: TextStyle,
    link: Element,
    frame: Frame,
    indent: float,
    column: float,
) -> TextBlock | None:
    words, now = plain_text((Span(heading.words_now),)), heading.number_now
    if now and not column:
        words = f"{now} {words}"
    inner = structs.replace(
        frame,
        left=frame.left + indent + column,
        width=max(frame.width - indent - column - NUMBER_ROOM - 12, 60),
    )
    block = setter.text(plain_spans(words), style, link, inner, heading.mark)
    if block is not None and now and column:
        line = setter.words.line(now + " ", style, heading.mark)
        block.label = Label(line, frame.left + indent, link)
    return block
