"""What comes from the clipboard, reduced to blocks: own text, the HTML of Word and web pages, pictures, plain text.

HTML is parsed here and never given to Qt, which would load what it names. Of it are kept words, bold, italic, links to
https, http and mailto, lists and tables; headings become bold paragraphs. Imports models, the signs for numbers
that are raised or lowered, and Qt's clipboard only.
"""

import html
import re
from html.parser import HTMLParser
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QImage

from app.importers.word.symbols import set_off
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
    blocks_text,
    one_line,
    trimmed,
)
from app.ui.rich_text.lines import from_text
from app.ui.rich_text.pictures import written
from app.ui.rich_text.reading import Piece, nested

OWN_TYPE = "application/x-engross-blocks"
LONGEST_HTML = 5_000_000
LONG_HTML = 20_000
"""How many letters of HTML are read in half the time that a turn of the window may take."""

MANY_CELLS = 50
WIDEST_SPAN = 30
_SAFE_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_BLOCK_TAGS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li blockquote pre section article dl dt dd tr td th caption figure figcaption header"
    " footer main nav aside address details summary form fieldset legend hgroup center body".split()
)
_LETTERED = frozenset("b strong i em a span font sup sub".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_UNREAD = frozenset("script style head title template noscript svg object iframe select textarea del".split())
_VOID = frozenset("hr wbr input col area base embed link meta param source track".split())
"""Tags that hold nothing and never end."""
_NO_WORDS = (
    "mso-list:ignore", "mso-element:comment-list", "mso-special-character:comment",
    "mso-hide:all", "display:none", "visibility:hidden",
)  # fmt: skip
"""Styles by which Word marks the sign of an item and what reviewers said, and of what nobody sees."""
_HEIGHTS = {"sup": "superscript", "sub": "subscript"}
_RAISED = re.compile(r"vertical-align:(sup|sub)")
_FETCHED = ("http:", "https:", "//")
_LEVEL = re.compile(r"mso-list:[^;]*level(\d)")
# Word writes a `mso-bidi-font-weight` beside what is bold.
_WEIGHT = re.compile(r"(?<![\w-])font-weight:(\w+)")
_NUMBER = re.compile(r"^\s*\(?[0-9a-zA-Z]{1,4}[.)]")

_blocks = msgspec.json.Decoder(Blocks)


def is_read(mime: QMimeData) -> bool:
    """Whether a clipboard or a drag holds anything of a kind that is read here."""
    return mime.hasFormat(OWN_TYPE) or mime.hasHtml() or mime.hasText() or mime.hasImage()


def blocks_of(mime: QMimeData) -> Blocks:
    """The permitted part of what a clipboard or a drag holds; empty where there is nothing of use."""
    if mime.hasFormat(OWN_TYPE):
        try:
            return _blocks.decode(bytes(mime.data(OWN_TYPE).data()))
        except (msgspec.DecodeError, RecursionError):
            return ()
    if mime.hasHtml() and len(mime.html()) <= LONGEST_HTML:
        return from_html(mime.html())
    return from_text(mime.text()) if mime.hasText() else ()


def long_page(mime: QMimeData) -> str:
    """The HTML that a clipboard or a drag is read from where that takes long; else empty.

    Beside a picture it is a table, as spreadsheets copy it, or may tell no more than what is shown.
    """
    if mime.hasFormat(OWN_TYPE) or not mime.hasHtml():
        return ""
    page = mime.html()
    is_long = LONG_HTML < len(page) <= LONGEST_HTML and (
        not mime.hasImage() or page.count("<td") > MANY_CELLS
    )
    return page if is_long else ""


def mime_of(blocks: Blocks, text: str) -> QMimeData:
    """What is put on the clipboard: the blocks themselves, HTML for other programs, and plain text."""
    mime = QMimeData()
    mime.setData(OWN_TYPE, QByteArray(msgspec.json.encode(blocks)))
    mime.setHtml(to_html(blocks))
    mime.setText(text)
    return mime


def png_of(image: object) -> bytes:
    """A picture from the clipboard as PNG; empty for what is none."""
    return written(image, "png") if isinstance(image, QImage) else b""


def from_html(text: str) -> Blocks:
    """The permitted part of some HTML."""
    return _reduced(text).result()


def sole_picture(mime: QMimeData) -> str | None:
    """What the one picture shows that a clipboard holds, empty where that is not said; None where it holds words."""
    if not mime.hasImage():
        return None
    if not mime.hasHtml() or len(mime.html()) > LONGEST_HTML:
        return None if mime.text().strip() else ""
    read = _reduced(mime.html())
    if not read.pictures:
        return None if read.result() else ""
    return read.pictures[0] if len(read.pictures) == 1 and not read.has_words else None


def _reduced(text: str) -> "_Reducer":
    reducer = _Reducer()
    reducer.feed(text)
    reducer.close()
    return reducer


def to_html(blocks: Blocks) -> str:
    """Blocks as plain HTML, for other programs to paste."""
    return "".join(map(_html, blocks))


def _html(block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{''.join(map(_run_html, block.runs))}</p>"
    if isinstance(block, List):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{to_html(item.blocks)}</li>' for item in block.items)}</{tag}>"
    if isinstance(block, Picture):
        return f"<p>[{html.escape(block.alt)}]</p>"
    rows: list[str] = []
    for at, row in enumerate(block.rows):
        tag = "th" if at < block.header_rows else "td"
        cells = (f'<{tag} colspan="{c.across}" rowspan="{c.down}">{to_html(c.blocks)}</{tag}>' for c in row)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f'<table border="1">{"".join(rows)}</table>'


def _run_html(run: Run) -> str:
    text = html.escape(run.text).replace("\n", "<br>")
    text = f"<b>{text}</b>" if run.bold else text
    text = f"<i>{text}</i>" if run.italic else text
    return f'<a href="{html.escape(run.link)}">{text}</a>' if _SAFE_LINK.match(run.link) else text


class _Flow:
    """The text of the page, or of one table cell, as it is read."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.runs: list[Run] = []
        self.lists: list[tuple[int, bool]] = []
        self.begins_item = False
        self.word_level = 0
        self.word_mark = ""

    def end_paragraph(self, fresh: int) -> int:
        """Puts the words read so far into a paragraph or item; `fresh` is the next unused number for a list."""
        runs, self.runs = trimmed(self.runs), []
        if not runs and not self.begins_item:
            return fresh
        blocks = (Paragraph(runs),) if runs else ()
        level = len(self.lists)
        if self.word_level:
            ordered = bool(_NUMBER.match(self.word_mark))
            self.pieces.append(Piece(self.word_level, blocks, -1000 + 2 * self.word_level + ordered, ordered))
        elif self.begins_item and self.lists:
            number, ordered = self.lists[-1]
            self.pieces.append(Piece(level, blocks, number, ordered))
        else:
            self.pieces.append(Piece(level, blocks))
        self.begins_item, self.word_level, self.word_mark = False, 0, ""
        return fresh

    def result(self) -> Blocks:
        """The blocks read. Items that Word marks itself carry a negative number, which says their level and sort."""
        known: dict[int, int] = {}
        made: list[Piece] = []
        for piece in self.pieces:
            if -1000 <= piece.list < -1:
                piece = piece._replace(list=known.setdefault(piece.list, 1_000_000 + len(known)))
            elif piece.list == -1 and piece.level == 0:
                known = {}
            made.append(piece)
        return tuple(_without_empty(block) for block in nested(made))


def _without_empty(block: Block) -> Block:
    if isinstance(block, List):
        items = tuple(Item(tuple(map(_without_empty, item.blocks))) for item in block.items if item.blocks)
        return List(items, block.ordered)
    return block


class _Grid:
    """A table as it is read."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.heads: list[bool] = []
        self.cell: tuple[_Flow, int, int] | None = None
        self.named: _Flow | None = None
        self.caption = ""


class _Look(NamedTuple):
    """How letters look from a tag on until it ends; `height` is one of those that `set_off` knows."""

    tag: str
    bold: bool
    italic: bool
    link: str
    height: str


class _Reducer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.flows = [_Flow()]
        self.grids: list[_Grid] = []
        self.looks: list[_Look] = []
        self.pictures: list[str] = []
        self.has_words = False
        self.unread = self.lined = 0
        self.ignored: list[str] = []
        self.count = 0

    def result(self) -> Blocks:
        while self.grids:
            self._end_table()
        self.flows[0].end_paragraph(self.count)
        return self.flows[0].result()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self.ignored:
            if tag == self.ignored[-1]:
                self.ignored.append(tag)
        elif tag in _UNREAD:
            self.unread += 1
        elif tag == "br":
            self.flows[-1].runs.append(Run("\n"))
        elif tag in _VOID:
            if tag == "hr":
                self._end_paragraph()
        elif tag != "img" and _is_unheard(given):
            self.ignored.append(tag)
        elif tag == "img":
            self._leave_out(given)
        elif tag in ("ul", "ol"):
            self._end_paragraph()
            self.count += 1
            self.flows[-1].lists.append((self.count, tag == "ol"))
        elif tag == "table" and len(self.grids) < 8:
            self._end_paragraph()
            self.grids.append(_Grid())
        elif tag == "caption" and self.grids and self.grids[-1].cell is None:
            self._end_caption()
            self.grids[-1].named = _Flow()
            self.flows.append(self.grids[-1].named)
        elif tag in ("td", "th") and self.grids:
            self._begin_cell(tag, given)
        elif tag == "tr" and self.grids:
            self._end_cell()
            self.grids[-1].rows.append([])
            self.grids[-1].heads.append(True)
        else:
            self._begin(tag, given)

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        style, flow = _style(given), self.flows[-1]
        self.lined += tag == "pre"
        # What an item begins with is the item's own first paragraph.
        if tag in _BLOCK_TAGS and (tag == "li" or flow.runs or not flow.begins_item):
            self._end_paragraph()
            flow.begins_item = tag == "li"
            if not flow.begins_item and (level := _LEVEL.search(style)):
                flow.word_level = int(level[1])
            elif (deep := given.get("data-aria-level", "")).isdecimal() and len(flow.lists) == 1:
                # Word on the web makes a list of each item, and says by a number how deep it stands.
                flow.word_level, flow.word_mark = int(deep), "1." if flow.lists[0][1] else ""
        if tag in _LETTERED or tag in _HEADINGS:
            weight = _WEIGHT.search(style)
            plain_weight = weight is not None and weight[1] in ("normal", "400")
            bold = (tag in ("b", "strong") or tag in _HEADINGS or bool(weight)) and not plain_weight
            link = given.get("href", "") if tag == "a" else ""
            link = link if _SAFE_LINK.match(link) else ""
            raised = _RAISED.search(style)
            height = _HEIGHTS.get(raised[1] if raised else tag, "")
            italic = tag in ("i", "em") or "font-style:italic" in style
            self.looks.append(_Look(tag, bold, italic, link, height))

    def _leave_out(self, given: dict[str, str]) -> None:
        """What a picture of a letter or text shows stands in its place; those of web pages are mostly ornaments."""
        if self.unread:
            return
        alt = one_line(given.get("alt", ""))
        self.pictures.append(alt)
        if alt and not given.get("src", "").lower().startswith(_FETCHED):
            self.flows[-1].runs.append(Run(f"[{alt}]"))

    def handle_endtag(self, tag: str) -> None:
        if self.ignored:
            if tag == self.ignored[-1]:
                self.ignored.pop()
        elif tag in _UNREAD:
            self.unread = max(0, self.unread - 1)
        elif tag in ("ul", "ol"):
            self._end_paragraph()
            if self.flows[-1].lists:
                self.flows[-1].lists.pop()
        elif tag in ("td", "th") and self.grids:
            self._end_cell()
        elif tag == "caption" and self.grids:
            self._end_caption()
        elif tag == "table" and self.grids:
            self._end_table()
        else:
            self.lined = max(0, self.lined - (tag == "pre"))
            if tag in _BLOCK_TAGS:
                self._end_paragraph()
            for at in range(len(self.looks) - 1, -1, -1):
                if self.looks[at].tag == tag:
                    del self.looks[at]
                    break

    def handle_data(self, data: str) -> None:
        flow = self.flows[-1]
        if self.unread:
            return
        if self.ignored:
            flow.word_mark += data
            return
        text = re.sub(r"[ \t\r\f]+" if self.lined else r"[ \t\r\n\f]+", " ", data)
        text = "".join(
            letter for letter in text if letter >= " " or letter == "\n" if letter not in "\ufffc\u2028\u2029"
        )
        before = flow.runs[-1].text if flow.runs else " "
        if before.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if text:
            bold, italic = any(look.bold for look in self.looks), any(look.italic for look in self.looks)
            link = next((look.link for look in reversed(self.looks) if look.link), "")
            height = next((look.height for look in reversed(self.looks) if look.height), "")
            self.has_words = self.has_words or not text.isspace()
            flow.runs.append(Run(set_off(text, height), bold, italic, link))

    def _end_paragraph(self) -> None:
        self.flows[-1].end_paragraph(self.count)

    def _end_caption(self) -> None:
        grid = self.grids[-1]
        if grid.named is not None:
            grid.named.end_paragraph(self.count)
            self.flows.remove(grid.named)
            grid.caption, grid.named = one_line(blocks_text(grid.named.result())), None

    def _begin_cell(self, tag: str, given: dict[str, str]) -> None:
        self._end_caption()
        self._end_cell()
        grid = self.grids[-1]
        if not grid.rows:
            grid.rows.append([])
            grid.heads.append(True)
        grid.heads[-1] = grid.heads[-1] and tag == "th"
        flow = _Flow()
        self.flows.append(flow)
        grid.cell = flow, _span(given.get("colspan", "")), _span(given.get("rowspan", ""))

    def _end_cell(self) -> None:
        if not self.grids or self.grids[-1].cell is None:
            return
        flow, across, down = self.grids[-1].cell
        flow.end_paragraph(self.count)
        self.flows.remove(flow)
        self.grids[-1].rows[-1].append(Cell(flow.result(), across, down))
        self.grids[-1].cell = None

    def _end_table(self) -> None:
        self._end_caption()
        self._end_cell()
        grid = self.grids.pop()
        rows = tuple(tuple(row) for row in grid.rows if row)
        if rows:
            heads = next((at for at, head in enumerate(grid.heads) if not head), len(grid.heads))
            flow = self.flows[-1]
            table = Table(rows, min(max(heads, 1), len(rows)), grid.caption)
            flow.pieces.append(Piece(len(flow.lists), (table,)))


def _style(given: dict[str, str]) -> str:
    return given.get("style", "").replace(" ", "").lower()


def _is_unheard(given: dict[str, str]) -> bool:
    """Whether what a tag holds is no word of the text, such as the sign of an item or a remark, or cannot be seen."""
    style = _style(given)
    hidden = "hidden" in given or any(each in style for each in _NO_WORDS)
    return hidden or "msocomanchor" in given.get("class", "")


def _span(text: str) -> int:
    return max(1, min(int(text), WIDEST_SPAN)) if text.isdecimal() else 1
