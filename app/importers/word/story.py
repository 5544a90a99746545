"""A run of Word's text from beginning to end: the body, a note, a text box, a running head (ECMA-376 §17.2).

An element it does not know is searched for paragraphs, so that none is lost. Imports models and this package only.
"""

from collections.abc import Callable

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from app.importers.line import Line
from app.importers.source import ListMark, Place, SourceBlock, SourceParagraph, SourcePicture
from app.importers.word.fields import Fields
from app.importers.word.file import WordFile
from app.importers.word.graphics import Graphics
from app.importers.word.inline import Inline, anchor_name
from app.importers.word.names import (
    ALTERNATE,
    BOOKMARK,
    DEL,
    FLD_SIMPLE,
    HYPERLINK,
    INS,
    MOVE_FROM,
    MOVE_TO,
    PPR,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    SECTPR,
    TBL,
    TBLPR,
    TCPR,
    VAL,
    M,
    P,
    W,
    child_of,
)
from app.importers.word.numbering import Numbered
from app.importers.word.package import Relationship
from app.importers.word.styles import BODY_TEXT, NO_PARAGRAPH_LOOK, ParagraphLook, Style, paragraph_look
from app.importers.word.tables import TableReader
from app.models.text import trimmed

_SAME_PAGE = ("continuous", "nextColumn")
_CONTENTS_GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"


class Format(Struct, frozen=True):
    """What is known of a paragraph before its words are read."""

    style: Style
    look: ParagraphLook
    joins_next: bool = False
    section: "etree._Element | None" = None

    @property
    def outline(self) -> int:
        """The heading level 1–9, 0 for none."""
        outline = self.look.outline
        return 0 if outline is None or not 0 <= outline < BODY_TEXT else outline + 1


class Carried(Struct, frozen=True):
    """Paragraphs whose end was deleted: their words and what hangs on them wait for the paragraph that they join."""

    lines: list[Line]
    format: Format
    in_contents: bool = False
    after: list[SourceBlock] = []

    @property
    def blank(self) -> bool:
        """Whether no letter waits."""
        return all(line.blank for line in self.lines)


class Story:
    """Reads one story. `place` is said of its paragraphs; `keep_pictures` is off for running heads."""

    def __init__(
        self,
        file: WordFile,
        relationships: dict[str, Relationship],
        place: Place = "body",
        keep_pictures: bool = True,
    ) -> None:
        self.file = file
        self.relationships = relationships
        self.fields = Fields()
        self.graphics = Graphics(file, relationships, self._read_box, keep_pictures)
        self._place: Place = place
        self._keep_pictures = keep_pictures
        self._new_page = False
        self._anchors: list[str] = []
        self._carried: Carried | None = None
        self._section_start = 0
        self._in_contents = False
        self._tables_deep = 0
        self._plain_formats: dict[str, Format] = {}

    def blocks(self, container: "etree._Element") -> list[SourceBlock]:
        """The blocks of a container, such as a cell or a note."""
        out: list[SourceBlock] = []
        self.read_all(container, out)
        self.finish(out)
        return out

    def read_all(self, container: "etree._Element", out: list[SourceBlock]) -> None:
        """Reads every block of a container to the end of `out`."""
        for child in container:
            self.read_block(child, out)

    def read_block(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """Reads one block-level element to the end of `out`."""
        handler = BLOCK_HANDLERS.get(element.tag)
        if handler is None:
            self.read_all(element, out)
        else:
            handler(self, element, out)

    def finish(self, out: list[SourceBlock]) -> None:
        """Ends a container: words that were to be joined to a next paragraph become one of their own."""
        carried, self._carried = self._carried, None
        if carried is not None:
            self._put_carried(carried, out)

    def end(self, out: list[SourceBlock]) -> None:
        """Ends the story: words swallowed by a field that never ended are given back."""
        self.finish(out)
        if text := self.fields.unended():
            self.file.tally.left_out["field"] += 1
            line = Line()
            line.add(text, False, False, "", 0)
            out.append(SourceParagraph(line.runs, place=self._place))

    def read_paragraph(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """Reads a paragraph, then what hangs on it."""
        self.file.tally.add_paragraph()
        format = self._format(child_of(element, PPR))
        inline = Inline(self, format.style, format.outline > 0)
        inline.in_contents = self._in_contents
        inline.read(element)
        self._anchors += inline.anchors
        self._new_page = self._new_page or inline.starts_page or bool(format.look.new_page)
        carried = self._joined(inline, format)
        if format.joins_next and not (carried.blank and not carried.after):
            self._carried = carried
        elif carried.blank and inline.any_hidden:
            self._put_after(carried.after, out)
        elif not format.joins_next:
            self._put_carried(carried, out)
        if format.section is not None:
            self.read_section(format.section, out)

    def read_loose(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """Reads words that stand outside any paragraph, such as an equation on its own."""
        inline = Inline(self, self._style(""), False)
        inline.read_one(element)
        format = Format(self._style(""), NO_PARAGRAPH_LOOK)
        self._put_carried(Carried(inline.lines, format, inline.in_contents, inline.after), out)

    def _style(self, identity: str) -> Style:
        styles = self.file.styles
        return styles.style(identity or styles.default_paragraph)

    def _format(self, properties: "etree._Element | None") -> Format:
        if properties is None:
            return self._plain_format("")
        named = child_of(properties, W + "pStyle")
        identity = "" if named is None else named.get(VAL) or ""
        if named is not None and len(properties) == 1:
            return self._plain_format(identity)
        style = self._style(identity)
        mark = child_of(properties, RPR)
        deleted = mark is not None and (
            child_of(mark, DEL) is not None or child_of(mark, MOVE_FROM) is not None
        )
        frame = child_of(properties, W + "framePr")
        drop_cap = frame is not None and frame.get(W + "dropCap") in ("drop", "margin")
        look = paragraph_look(properties).over(style.paragraph)
        return Format(style, look, deleted or drop_cap, child_of(properties, SECTPR))

    def _plain_format(self, identity: str) -> Format:
        """The format of a paragraph that says nothing but its style, worked out once for each."""
        known = self._plain_formats.get(identity)
        if known is None:
            style = self._style(identity)
            known = self._plain_formats[identity] = Format(style, style.paragraph)
        return known

    def _numbered(self, format: Format) -> Numbered | None:
        number = format.look.number
        if not number or number == "0":
            return None
        return self.file.numbering.next(number, format.look.level, format.style.id)

    def _put_carried(self, carried: Carried, out: list[SourceBlock]) -> None:
        """Puts a paragraph's words, and what hangs on it; a page break inside parts it in two."""
        number = self._numbered(carried.format)
        for index, line in enumerate(carried.lines):
            self._new_page = self._new_page or index > 0
            if not line.blank:
                self._put(self._paragraph(line, carried, number), out)
                number = None
        self._put_after(carried.after, out)

    def _put_after(self, after: list[SourceBlock], out: list[SourceBlock]) -> None:
        for block in after:
            if isinstance(block, SourcePicture) and self._anchors:
                block = replace(block, anchors=tuple(dict.fromkeys(self._anchors)))
                self._anchors = []
            self._put(block, out)

    def _joined(self, inline: Inline, format: Format) -> Carried:
        """A paragraph with those before it whose end was deleted. The end that is left bears the look, unless it ends
        no words of its own."""
        before, self._carried = self._carried, None
        if before is None:
            return Carried(inline.lines, format, inline.in_contents, inline.after)
        joint = before.lines[-1]
        first, *rest = inline.lines
        for run in first.runs:
            joint.add(run.text, run.bold, run.italic, run.link, first.size)
        says_nothing = inline.blank and not inline.after
        look = before.format if says_nothing and not before.blank else format
        return Carried([*before.lines, *rest], look, inline.in_contents, [*before.after, *inline.after])

    def _paragraph(self, line: Line, carried: Carried, number: Numbered | None) -> SourceParagraph:
        format = carried.format
        outline, look = format.outline, format.look
        mark = None
        if number is not None and not outline:
            mark = ListMark(number.level, number.ordered, look.number or "")
        indent = look.indent
        if (
            number is not None
            and number.indent is not None
            and (indent is None or indent == format.style.paragraph.indent)
        ):
            indent = number.indent
        return SourceParagraph(
            line.runs,
            outline,
            format.style.name,
            mark,
            number.label if number else "",
            line.size,
            line.bold,
            bool(look.centred),
            indent or 0,
            False,
            self._taken_anchors(),
            "TOC" if carried.in_contents else "",
            self._place,
            number.count if number else 0,
        )

    def _taken_anchors(self) -> tuple[str, ...]:
        """The bookmarks that wait for a block to stand in, each once."""
        if not self._anchors:
            return ()
        anchors, self._anchors = tuple(dict.fromkeys(self._anchors)), []
        return anchors

    def _put(self, block: SourceBlock, out: list[SourceBlock]) -> None:
        if self._new_page:
            block = replace(block, break_before=True)
            self._new_page = False
        out.append(block)

    def read_table(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """Reads a table."""
        carried, self._carried = self._carried, None
        self._tables_deep += 1
        if self._tables_deep > self.file.limits.tables_deep:
            raise self.file.package.harmful("holds tables within tables within tables without end")
        named = element.find(f"{TBLPR}/{W}tblStyle")
        anchors = self._taken_anchors()
        new_page, self._new_page = self._new_page, False
        style = self.file.styles.style(named.get(VAL) or "").name if named is not None else ""
        table = TableReader(self.file, self.blocks).read(element, style)
        self._tables_deep -= 1
        if table.columns > self.file.limits.columns:
            raise self.file.package.harmful(f"holds a table of {table.columns:,} columns")
        self._carried = carried
        if any(table.rows):
            self.finish(out)
            out.append(replace(table, break_before=new_page or table.break_before, anchors=anchors))
        else:
            self._new_page, self._anchors = new_page, [*anchors, *self._anchors]

    def read_section(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """A section ends: where it began, a page starts, unless it says that it goes on (ECMA-376 §17.6.22)."""
        kind = element.find(W + "type")
        if kind is None or kind.get(VAL) not in _SAME_PAGE:
            start = self._section_start
            if 0 < start < len(out):
                out[start] = replace(out[start], break_before=True)
        self._section_start = len(out)

    def read_control(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """A content control; one of the gallery of contents pages holds such a page."""
        gallery = element.find(_CONTENTS_GALLERY)
        outer = self._in_contents
        self._in_contents = outer or (gallery is not None and gallery.get(VAL) == "Table of Contents")
        for content in element.iterchildren(SDT_CONTENT):
            self.read_all(content, out)
        self._in_contents = outer

    def read_alternate(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """The first of several ways to say the same that says anything."""
        before = len(out)
        for branch in element:
            self.read_all(branch, out)
            if len(out) > before:
                return

    def read_inserted(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """Blocks inserted, or moved here, with change tracking."""
        self.file.tally.insertions += 1
        self.read_all(element, out)

    def skip_deleted(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """Blocks deleted, or moved away, with change tracking."""
        self.file.skip_deleted(element)

    def read_anchor(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """A bookmark between paragraphs: the next one takes it."""
        if name := anchor_name(element):
            self._anchors.append(name)

    def note_chunk(self, element: "etree._Element", out: list[SourceBlock]) -> None:
        """A file that Word has yet to take in."""
        self.file.tally.left_out["chunk"] += 1

    def read_note(self, kind: str, identity: str) -> list[SourceBlock]:
        """The blocks of a footnote or endnote; none for one that was taken already."""
        notes = self.file.notes(kind)
        element = notes.elements.get(identity)
        if element is None or identity in notes.taken:
            return []
        notes.taken.add(identity)
        story = Story(self.file, notes.relationships, "footnote" if kind == "footnotes" else "endnote")
        out = story.blocks(element)
        story.end(out)
        return [replace(x, runs=trimmed(x.runs)) if isinstance(x, SourceParagraph) else x for x in out]

    def _read_box(self, element: "etree._Element") -> list[SourceBlock]:
        story = Story(self.file, self.relationships, "textbox", self._keep_pictures)
        story._tables_deep = self._tables_deep + 1
        if story._tables_deep > self.file.limits.tables_deep:
            raise self.file.package.harmful("holds text boxes within text boxes without end")
        out = story.blocks(element)
        story.end(out)
        return out


def _ignore(story: Story, element: "etree._Element", out: list[SourceBlock]) -> None:
    """Properties: they say nothing in words."""


_IGNORED = (PPR, RPR, TBLPR, TCPR, W + "sdtPr", W + "sdtEndPr", W + "customXmlPr", W + "tblGrid")
BlockHandler = Callable[[Story, "etree._Element", list[SourceBlock]], None]
BLOCK_HANDLERS: dict[object, BlockHandler] = {
    **dict.fromkeys(_IGNORED, _ignore),
    **dict.fromkeys((RUN, HYPERLINK, FLD_SIMPLE, M + "oMath", M + "oMathPara"), Story.read_loose),
    **dict.fromkeys((INS, MOVE_TO), Story.read_inserted),
    **dict.fromkeys((DEL, MOVE_FROM), Story.skip_deleted),
    P: Story.read_paragraph,
    TBL: Story.read_table,
    SDT: Story.read_control,
    SECTPR: Story.read_section,
    BOOKMARK: Story.read_anchor,
    ALTERNATE: Story.read_alternate,
    W + "altChunk": Story.note_chunk,
}
