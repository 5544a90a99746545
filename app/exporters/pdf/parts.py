"""The parts of a document as blocks with their structure elements: headings, paragraphs, lists and pictures."""

from collections.abc import Callable, Sequence

from msgspec import Struct, structs

from app.document.nodes import Drawing, Figure, Heading, Item, List, Mark, Paragraph, Part, Span, Spans, Table
from app.exporters.pdf.blocks import Block, Label, PictureBlock, TextBlock
from app.exporters.pdf.drawings import DrawingBlock
from app.exporters.pdf.frame import NARROWEST, Frame
from app.exporters.pdf.layout import Line, TextStyle
from app.exporters.pdf.page import Landing
from app.exporters.pdf.pictures import Pictures
from app.exporters.pdf.styles import DELETED, INSERTED, MM, Styles
from app.exporters.pdf.tables import TableSetting
from app.exporters.pdf.tags import Element
from app.exporters.pdf.words import Words, plain_text
from app.exporters.pdf.writer import text

OFTEN = 20
_BULLETS = ("•", "–", "▪")
_DISC = b"/A<</O/List/ListNumbering/Disc>>"
_DECIMAL = b"/A<</O/List/ListNumbering/Decimal>>"


class Bookmark(Struct, frozen=True):
    """A heading as the outline shows it."""

    level: int
    title: str
    landing: Landing


def nothing() -> None:
    """What is done meanwhile where nobody wants to hear of it."""


class Setter:
    """Sets the parts of one document: gives their blocks and grows the structure tree in reading order.

    `meanwhile` is called now and then among many parts, also those in the cells of a table that takes half a second.
    """

    def __init__(
        self, words: Words, styles: Styles, pictures: Pictures, landings: dict[str, Landing]
    ) -> None:
        self.words = words
        self.styles = styles
        self.bookmarks: list[Bookmark] = []
        self.figures: list[tuple[str, Landing]] = []
        self.meanwhile: Callable[[], object] = nothing
        self._count = 0
        self._pictures = pictures
        self._landings = landings
        self._levels: list[int] = []
        self._tables = TableSetting(self, styles)

    def blocks(self, part: Part, parent: Element, frame: Frame) -> list[Block]:
        """The blocks of a part, children of `parent` in the structure. Contents and page breaks have none."""
        self._count += 1
        if self._count % OFTEN == 0:
            self.meanwhile()
        if isinstance(part, Paragraph):
            return self._paragraph(part, parent, frame)
        if isinstance(part, List):
            return self._list(part, parent, frame)
        if isinstance(part, Heading):
            return self.heading(part, parent, frame)
        if isinstance(part, Table):
            return self._tables.blocks(part, parent, frame)
        if isinstance(part, Figure):
            return self._figure(part, parent, frame)
        if isinstance(part, Drawing):
            return self._drawing(part, parent, frame)
        return []

    def wants_width(self, table: Table, width: float) -> bool:
        """Whether a table's longest words do not stand side by side in `width` points."""
        return self._tables.least_width(table) > width

    def title(self, words: str, parent: Element, frame: Frame, landing: Landing) -> list[Block]:
        """A heading of the first level that the document itself does not hold, such as that of the contents."""
        return self.heading(Heading(1, plain_spans(words)), parent, frame, landing)

    def text(
        self,
        spans: Spans,
        style: TextStyle,
        element: Element,
        frame: Frame,
        mark: Mark | None = None,
        landing: Landing | None = None,
    ) -> TextBlock | None:
        """The block of a paragraph, None if it has no words."""
        left, width = frame.left + style.left, frame.width - style.left - style.right
        if width < NARROWEST:
            left, width = frame.left, frame.width
        lines = self.words.lines(spans, style, element, width, mark or frame.mark)
        return TextBlock(lines, style, element, left, width, landing=landing) if lines else None

    def _landing(self, anchor: str) -> Landing | None:
        return self._landings.get(anchor) if anchor else None

    def _paragraph(self, part: Paragraph, parent: Element, frame: Frame) -> list[Block]:
        if not plain_text(part.spans):
            return []
        style = frame.style
        if part.role != "body":
            style = self.styles.roles[part.role]
            if frame.cell:
                style = structs.replace(
                    style,
                    size=frame.style.size,
                    leading=frame.style.leading,
                    after=frame.style.after,
                    left=0,
                    right=0,
                )
        holder = parent.child(b"BlockQuote") if part.role == "quote" else parent
        element = holder.child(b"P")
        block = self.text(part.spans_marked, style, element, frame, part.mark, self._landing(part.anchor))
        if block is None:
            return []
        block.keep = block.keep or part.keep
        return [block]

    def heading(
        self, part: Heading, parent: Element, frame: Frame, landing: Landing | None = None
    ) -> list[Block]:
        """The block of a heading, which `landing` (or its anchor's) follows; none if it has no words."""
        title = plain_text(part.spans)
        if not title and not part.number:
            return []
        style = self.styles.heading(part.level)
        if frame.cell:
            style = structs.replace(
                style, size=frame.style.size, leading=frame.style.leading, before=0, after=2
            )
        element = parent.child(b"P" if frame.cell else b"H%d" % self._level(part.level))
        landing = landing or self._landing(part.anchor) or Landing()
        if not frame.cell:
            name = plain_text((Span(f"{part.number_now} {part.words_now}"),))
            self.bookmarks.append(Bookmark(len(self._levels), name, landing))
        label = self._number(part, style, element, frame)
        inner = frame
        spans = part.spans_marked
        if label is not None:
            inner = frame.indented(self.words.width(label.line, style) + style.size * 0.45)
        elif part.number:
            spans = (*plain_spans(f"{part.number} "), *spans)
        block = self.text(spans, style, element, inner, part.mark, landing)
        if block is None:
            return []
        block.label = label
        return [block]

    def _number(self, part: Heading, style: TextStyle, element: Element, frame: Frame) -> Label | None:
        """A short number stands before the words, which hang beside it; a long one is part of them."""
        if not part.number or not plain_text(part.spans) or len(part.number) > 8:
            return None
        line = self.words.line(part.number + " ", style, part.mark or frame.mark, element)
        return Label(line, frame.left, element)

    def _level(self, level: int) -> int:
        """The level in the structure, where none may be left out (ISO 14289-1, 7.4.2)."""
        while self._levels and self._levels[-1] >= level:
            self._levels.pop()
        self._levels.append(level)
        return min(len(self._levels), 6)

    def _list(self, part: List, parent: Element, frame: Frame) -> list[Block]:
        items = [item for item in part.items if item.blocks or item.number]
        if not items:
            return []
        element = parent.child(
            b"L", _DECIMAL if part.ordered or any(item.number for item in items) else _DISC
        )
        style = structs.replace(frame.style, after=frame.style.size * 0.3, keep=False)
        signs = [
            item.number or _sign(part.ordered, place, frame.depth)
            for place, item in enumerate(items, part.start)
        ]
        labels = [
            self.words.line(
                sign + " ",
                structs.replace(style, bold=style.bold or bool(item.number)),
                item.mark or frame.mark,
            )
            for sign, item in zip(signs, items, strict=True)
        ]
        widest = max(self.words.width(line, style) for line in labels)
        inner = structs.replace(frame.indented(max(self.styles.indent, widest + 6)), style=style)
        each = [
            self._item(item, line, element, inner, frame) for item, line in zip(items, labels, strict=True)
        ]
        if not frame.depth:
            self._keep_ends(each)
        blocks = [block for some in each for block in some]
        if blocks and not frame.depth:
            blocks[-1].after = frame.style.after
        return blocks

    @staticmethod
    def _keep_ends(items: Sequence[list[Block]]) -> None:
        """Holds a short first item to the second, and a short one before the last to the last: none stands alone."""
        for blocks in (items[0], items[-2]) if len(items) > 1 else ():
            if len(blocks) == 1 and blocks[0].lead == blocks[0].height:
                blocks[0].keep = True

    def _item(self, item: Item, line: Line, parent: Element, inner: Frame, outer: Frame) -> list[Block]:
        element = parent.child(b"LI")
        sign, body = element.child(b"Lbl"), element.child(b"LBody")
        marked = structs.replace(inner, mark=item.mark or inner.mark)
        blocks = [block for part in item.blocks for block in self.blocks(part, body, marked)]
        indent = inner.left - outer.left
        spare = indent - self.words.width(line, inner.style) - inner.style.size * 0.45
        label = Label(line, outer.left + max(0.0, min(indent * 0.12, spare)), sign)
        first = blocks[0] if blocks else None
        if not isinstance(first, TextBlock) or first.label is not None:
            first = TextBlock((), inner.style, body, inner.left, inner.width)
            first.keep = bool(blocks)
            blocks.insert(0, first)
        first.label = label
        if first.landing is None:
            first.landing = self._landing(item.anchor)
        return blocks

    def _figure(self, part: Figure, parent: Element, frame: Frame) -> list[Block]:
        alt = part.alt or part.caption or "Picture"
        holder = parent.child(b"Div") if part.caption else parent
        element = holder.child(b"Figure", b"/Alt" + text(alt))
        picture = self._pictures.placed(part.digest)
        if picture is None:
            element.tag = b"P"
            element.entries = b""
            block = self.text(plain_spans(f"[{alt}]"), self.styles.roles["note"], element, frame, part.mark)
            blocks: list[Block] = [block] if block else []
        else:
            size = picture.fitted(part.width * MM, frame.width, frame.height * (0.4 if frame.cell else 0.75))
            mark = part.mark or frame.mark
            caption = part.caption or (part.said if mark else "")
            after = 6.0 if caption else frame.style.after + 4
            edge = mark and ((DELETED, True) if mark.kind == "deleted" else (INSERTED, False))
            blocks = [PictureBlock(picture.resource, size, element, frame.left, bool(caption), after, edge)]
            return blocks + self._caption(caption, holder, frame, mark)
        return blocks + self._caption(part.caption, holder, frame, part.mark)

    def _drawing(self, part: Drawing, parent: Element, frame: Frame) -> list[Block]:
        holder = parent.child(b"Div") if part.caption else parent
        element = holder.child(b"Figure", b"/Alt" + text(part.alt or part.caption))
        after = 6.0 if part.caption else frame.style.after + 4
        landing = Landing()
        self.figures.append((part.node, landing))
        block = DrawingBlock(
            part,
            self.styles.look,
            self.words,
            element,
            frame.left,
            frame.width,
            frame.height * 0.85,
            after,
            landing,
        )
        return [block, *self._caption(part.caption, holder, frame)]

    def _caption(self, words: str, holder: Element, frame: Frame, mark: Mark | None = None) -> list[Block]:
        """What stands under a picture; nothing for no words."""
        if not words:
            return []
        style = structs.replace(
            self.styles.roles["caption"], keep=False, before=2, after=frame.style.after + 4
        )
        caption = self.text(plain_spans(words), style, holder.child(b"Caption"), frame, mark)
        return [caption] if caption else []


def plain_spans(words: str) -> Spans:
    """Words without any marking as spans."""
    return (Span(words),)


def _sign(ordered: bool, place: int, depth: int) -> str:
    if not ordered:
        return _BULLETS[min(depth, len(_BULLETS) - 1)]
    if depth % 3 == 1 and place <= 26:
        return f"{chr(96 + place)}."
    return f"({_roman(place)})" if depth % 3 == 2 else f"{place}."


def _roman(value: int) -> str:
    signs = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    written = ""
    for worth, sign in signs:
        written += sign * (value // worth)
        value %= worth
    return written
