"""The words of one Word paragraph: runs, fields, links, notes and what hangs on them (ECMA-376 §17.3, §17.16).

An element it does not know is searched for words, so that none is lost. Imports models and this package only.
"""

from collections.abc import Callable
from typing import Protocol

from lxml import etree

from app.importers.line import Line
from app.importers.links import safe_link
from app.importers.source import SourceBlock, SourceParagraph
from app.importers.word.equations import SPELLED, spelled
from app.importers.word.fields import Fields, form_answer
from app.importers.word.file import WordFile
from app.importers.word.graphics import Graphics
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
    SECTPR,
    M,
    R,
    T,
    W,
    child_of,
)
from app.importers.word.package import Relationship
from app.importers.word.styles import NO_RUN_LOOK, RunLook, Style, run_look
from app.importers.word.symbols import BULLET, SOFT_HYPHEN, set_off, symbol, unprivate

DEFAULT_SIZE = 10.0
SHORT_NOTE = 300
DEEPEST_FIELD = 100
_LONGEST_NAME = 255


class Story(Protocol):
    """The run of text that a paragraph stands in, as far as its words need to know it."""

    file: WordFile
    relationships: dict[str, Relationship]
    fields: Fields
    graphics: Graphics

    def read_note(self, kind: str, identity: str) -> list[SourceBlock]:
        """The blocks of a footnote or endnote."""
        ...


class Inline:
    """Gathers a paragraph. `lines` are its words, parted where a page break stands; `after` is what follows it."""

    def __init__(self, story: Story, style: Style, heading: bool) -> None:
        self._story = story
        self._file = story.file
        self._style = style
        self._heading = heading
        self._link = ""
        self._own = self._look = self._plain_look()
        self.lines = [Line()]
        self.after: list[SourceBlock] = []
        self.anchors: list[str] = []
        self.starts_page = False
        self.in_contents = False
        self.any_hidden = False

    @property
    def blank(self) -> bool:
        """Whether no letter was found."""
        return not any(line.letters for line in self.lines)

    def read(self, parent: "etree._Element") -> None:
        """Gathers all that stands in an element."""
        for child in parent:
            self.read_one(child)

    def read_one(self, element: "etree._Element") -> None:
        """Gathers one element."""
        handler = HANDLERS.get(element.tag)
        if handler is None:
            self.read(element)
        else:
            handler(self, element)

    def read_run(self, run: "etree._Element") -> None:
        """Gathers one run, in its own look, unless its own properties say that it was deleted."""
        properties = child_of(run, RPR)
        if properties is None:
            self._look = self._own
        elif child_of(properties, DEL) is not None:
            self.skip_deleted(run)
            return
        else:
            self._look = self._effective(run_look(properties))
        self.read(run)
        self._look = self._own

    def _plain_look(self) -> RunLook:
        """How letters look that say nothing themselves, worked out once for each style."""
        known = self._file.plain_looks.get(self._style.id)
        if known is None:
            known = self._file.plain_looks[self._style.id] = self._effective(NO_RUN_LOOK)
        return known

    def _effective(self, direct: RunLook) -> RunLook:
        """How letters look in the end: what styles of two kinds both toggle is off again (ECMA-376 §17.7.3)."""
        paragraph, base = self._style.run, self._file.styles.base
        character = self._file.styles.style(direct.style).run if direct.style else NO_RUN_LOOK

        def toggled(
            own: bool | None, below: bool | None, letters: bool | None, all_text: bool | None
        ) -> bool:
            return own if own is not None else bool(all_text) or (bool(below) != bool(letters))

        return RunLook(
            toggled(direct.bold, paragraph.bold, character.bold, base.bold),
            toggled(direct.italic, paragraph.italic, character.italic, base.italic),
            toggled(direct.hidden, paragraph.hidden, character.hidden, base.hidden),
            direct.size or character.size or paragraph.size or base.size or DEFAULT_SIZE,
            height=direct.height or character.height or paragraph.height,
        )

    def add(self, text: str) -> None:
        """Adds words in the look of the run being read, unless they are hidden or an instruction."""
        fields = self._story.fields
        if fields.muted:
            fields.keep_unshown(text)
            return
        look = self._look
        if look.hidden:
            self._file.tally.hidden_words += len(text.split())
            self.any_hidden = True
            return
        self.in_contents = self.in_contents or fields.contents
        self.lines[-1].add(
            text, bool(look.bold), bool(look.italic), self._link or fields.link, look.size or 0
        )

    def add_after(self, blocks: list[SourceBlock]) -> None:
        """Adds what hangs on the paragraph, unless it stands in an instruction or is hidden."""
        if not self._story.fields.muted and not self._look.hidden:
            self.after += blocks

    def page_break(self) -> None:
        """What comes next starts a page."""
        if not self.lines[-1].blank:
            self.lines.append(Line())
        elif len(self.lines) == 1:
            self.starts_page = True

    def add_note(self, element: "etree._Element", kind: str) -> None:
        """Puts a note in brackets in its place; a long one, or one to a heading, stands apart."""
        if self._story.fields.muted:
            return
        blocks = self._story.read_note(kind, element.get(W + "id") or "")
        if not blocks:
            return
        first = blocks[0]
        if len(blocks) > 1 or not isinstance(first, SourceParagraph) or self._heading:
            self._set_apart(blocks)
            return
        length = sum(len(run.text) for run in first.runs)
        if length > SHORT_NOTE:
            self._set_apart(blocks)
            return
        line, size = self.lines[-1], self._look.size or 0
        line.add("[" if line.ends_in_space else " [", False, False, "", size)
        for run in first.runs:
            line.add(run.text, run.bold, run.italic, run.link, size)
        line.add("]", False, False, "", size)

    def _set_apart(self, blocks: list[SourceBlock]) -> None:
        if self._heading:
            self.after += blocks
            return
        self._file.long_notes += 1
        mark = f"[{self._file.long_notes}]"
        self.add(mark if self.lines[-1].ends_in_space else f" {mark}")
        self._file.late += marked(blocks, mark)

    def read_link(self, element: "etree._Element") -> None:
        """Gathers a hyperlink's words, linked where its address is one that may be followed."""
        outer, self._link = self._link, self._address(element)
        self.read(element)
        self._link = outer

    def _address(self, element: "etree._Element") -> str:
        anchor = element.get(W + "anchor") or ""
        relationship = self._story.relationships.get(element.get(R + "id") or "")
        if relationship is None:
            return safe_link(f"#{anchor}") if anchor else ""
        address = f"{relationship.target}#{anchor}" if anchor else relationship.target
        safe = safe_link(address) if relationship.external else ""
        if not safe:
            self._file.tally.left_out["link"] += 1
        return safe

    def read_field_mark(self, element: "etree._Element") -> None:
        """A field begins, shows its result, or ends."""
        kind = element.get(W + "fldCharType")
        fields = self._story.fields
        if kind == "begin":
            if answer := form_answer(element):
                self.add(answer)
            fields.begin()
            if fields.depth > DEEPEST_FIELD:
                raise self._file.package.harmful("nests fields without end")
        elif kind == "separate":
            fields.separate()
        elif kind == "end":
            fields.end()

    def read_instruction(self, element: "etree._Element") -> None:
        """What a field is told to show."""
        self._story.fields.instruct(element.text or "")

    def read_drawing(self, element: "etree._Element") -> None:
        """Pictures, text boxes and the like; they follow the paragraph."""
        self.add_after(self._story.graphics.read(element))

    def read_simple_field(self, element: "etree._Element") -> None:
        """A field whose result stands inside it."""
        self._story.fields.open_simple(element.get(W + "instr") or "")
        self.read(element)
        self._story.fields.end()

    def read_alternate(self, element: "etree._Element") -> None:
        """One of several ways to say the same: the first that says anything."""
        before = self._extent()
        for branch in element:
            self.read(branch)
            if self._extent() != before:
                return

    def _extent(self) -> tuple[int, int, int]:
        return len(self.lines), len(self.after), self.lines[-1].letters

    def skip_deleted(self, element: "etree._Element") -> None:
        """A tracked deletion, or where something was moved away."""
        self._file.skip_deleted(element)

    def read_inserted(self, element: "etree._Element") -> None:
        """A tracked insertion, or where something was moved to: taken in and counted."""
        self._file.tally.insertions += 1
        self.read(element)

    def read_symbol(self, element: "etree._Element") -> None:
        """A sign of a picture font."""
        sign = symbol(element.get(W + "char"), element.get(W + "font"))
        if not sign:
            self._file.tally.left_out["symbol"] += 1
        self.add(sign or BULLET)

    def read_break(self, element: "etree._Element") -> None:
        """The end of a line or of a page."""
        if element.get(W + "type") == "page":
            if not self._story.fields.muted and not self._look.hidden:
                self.page_break()
        else:
            self.add("\n")

    def read_text(self, element: "etree._Element") -> None:
        """Letters. A line end inside them is white space of the XML, not of the document."""
        if text := element.text:
            if "\n" in text or "\r" in text:
                text = text.replace("\r", " ").replace("\n", " ")
            height = self._look.height
            self.add(unprivate(set_off(text, height) if height else text))

    def read_anchor(self, element: "etree._Element") -> None:
        """A bookmark."""
        if name := anchor_name(element):
            self.anchors.append(name)

    def read_equation(self, element: "etree._Element") -> None:
        """A fraction, power, sum or the like of an equation, on one line."""
        for piece in spelled(element):
            if isinstance(piece, str):
                self.add(piece)
            else:
                self.read(piece)


def anchor_name(element: "etree._Element") -> str:
    """The name of a bookmark; empty for Word's own note of where one last stood."""
    name = element.get(W + "name") or ""
    return "" if name == "_GoBack" or len(name) > _LONGEST_NAME else name


def marked(blocks: list[SourceBlock], mark: str) -> list[SourceBlock]:
    """The blocks of a note, led by its mark."""
    lead = Line()
    lead.add(f"{mark} ", False, False, "", 0)
    first = blocks[0]
    if not isinstance(first, SourceParagraph):
        return [SourceParagraph(lead.runs, place="footnote"), *blocks]
    for run in first.runs:
        lead.add(run.text, run.bold, run.italic, run.link, 0)
    return [SourceParagraph(lead.runs, style=first.style, size=first.size, place=first.place), *blocks[1:]]


def _ignore(inline: Inline, element: "etree._Element") -> None:
    """Properties."""


Handler = Callable[[Inline, "etree._Element"], None]
_IGNORED = (PPR, RPR, SECTPR, W + "sdtPr", W + "sdtEndPr", W + "smartTagPr", W + "customXmlPr")
HANDLERS: dict[object, Handler] = {
    **dict.fromkeys(_IGNORED, _ignore),
    **dict.fromkeys((W + "drawing", W + "pict", W + "object"), Inline.read_drawing),
    **dict.fromkeys((DEL, MOVE_FROM), Inline.skip_deleted),
    **dict.fromkeys((INS, MOVE_TO), Inline.read_inserted),
    **dict.fromkeys(SPELLED, Inline.read_equation),
    **dict.fromkeys((T, W + "delText", M + "t"), Inline.read_text),
    **dict.fromkeys((W + "tab", W + "ptab"), lambda inline, _: inline.add("\t")),
    W + "br": Inline.read_break,
    W + "cr": lambda inline, _: inline.add("\n"),
    W + "noBreakHyphen": lambda inline, _: inline.add("\u2011"),
    W + "softHyphen": lambda inline, _: inline.add(SOFT_HYPHEN),
    W + "sym": Inline.read_symbol,
    W + "fldChar": Inline.read_field_mark,
    **dict.fromkeys((W + "instrText", W + "delInstrText"), Inline.read_instruction),
    W + "footnoteReference": lambda inline, element: inline.add_note(element, "footnotes"),
    W + "endnoteReference": lambda inline, element: inline.add_note(element, "endnotes"),
    HYPERLINK: Inline.read_link,
    FLD_SIMPLE: Inline.read_simple_field,
    **dict.fromkeys((RUN, M + "r"), Inline.read_run),
    BOOKMARK: Inline.read_anchor,
    ALTERNATE: Inline.read_alternate,
}
