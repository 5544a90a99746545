"""What a paragraph's and a run's style say, all ancestors included (ECMA-376 §17.7). Imports this package only."""

import re

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from app.importers.word.names import PPR, RPR, VAL, W, is_on, points, whole

_HEADING = re.compile(r"heading ([1-9])")
_LONGEST_CHAIN = 50
BODY_TEXT = 9


class RunLook(Struct, frozen=True):
    """How letters look; None where nothing is said. `size` in points; `height` is what `w:vertAlign` says."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    style: str = ""
    height: str | None = None

    def over(self, below: "RunLook") -> "RunLook":
        """This look, completed by what `below` says of the rest."""
        return RunLook(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.hidden if self.hidden is None else self.hidden,
            below.size if self.size is None else self.size,
            self.style or below.style,
            below.height if self.height is None else self.height,
        )


class ParagraphLook(Struct, frozen=True):
    """What a paragraph or its style says; None where it says nothing. `outline` counts from 0, 9 is body text."""

    outline: int | None = None
    number: str | None = None
    level: int | None = None
    centred: bool | None = None
    indent: float | None = None
    new_page: bool | None = None

    def over(self, below: "ParagraphLook") -> "ParagraphLook":
        """This look, completed by what `below` says of the rest."""
        return ParagraphLook(
            below.outline if self.outline is None else self.outline,
            below.number if self.number is None else self.number,
            below.level if self.level is None else self.level,
            below.centred if self.centred is None else self.centred,
            below.indent if self.indent is None else self.indent,
            below.new_page if self.new_page is None else self.new_page,
        )


class Style(Struct, frozen=True):
    """A style with all that it inherits. `name` in lower case, as Word writes it in every language."""

    id: str = ""
    name: str = ""
    paragraph: ParagraphLook = ParagraphLook()
    run: RunLook = RunLook()


NO_RUN_LOOK = RunLook()
NO_PARAGRAPH_LOOK = ParagraphLook()


def run_look(element: "etree._Element | None") -> RunLook:
    """What a `w:rPr` says."""
    if element is None or not len(element):
        return NO_RUN_LOOK
    bold = italic = hidden = size = height = None
    style = ""
    for child in element:
        tag = child.tag
        if tag == W + "b":
            bold = is_on(child.get(VAL))
        elif tag == W + "i":
            italic = is_on(child.get(VAL))
        elif tag == W + "sz":
            size = points(child.get(VAL), 2)
        elif tag == W + "vanish":
            hidden = is_on(child.get(VAL))
        elif tag == W + "rStyle":
            style = child.get(VAL) or ""
        elif tag == W + "vertAlign":
            height = child.get(VAL)
    return RunLook(bold, italic, hidden, size, style, height)


def paragraph_look(element: "etree._Element | None") -> ParagraphLook:
    """What a `w:pPr` says."""
    if element is None:
        return NO_PARAGRAPH_LOOK
    outline = number = level = centred = indent = new_page = None
    for child in element:
        tag = child.tag
        if tag == W + "outlineLvl":
            outline = whole(child.get(VAL), BODY_TEXT, BODY_TEXT)
        elif tag == W + "jc":
            centred = child.get(VAL) == "center"
        elif tag == W + "ind":
            indent = points(child.get(W + "left") or child.get(W + "start"))
        elif tag == W + "pageBreakBefore":
            new_page = is_on(child.get(VAL))
        elif tag == W + "numPr":
            number, level = _numbering(child)
    return ParagraphLook(outline, number, level, centred, indent, new_page)


def _numbering(element: "etree._Element") -> tuple[str | None, int | None]:
    number = level = None
    for child in element:
        if child.tag == W + "numId":
            number = child.get(VAL)
        elif child.tag == W + "ilvl":
            level = whole(child.get(VAL), 0, 8)
    return number, level


class Styles:
    """The styles of a file by id, each worked out when first asked for."""

    def __init__(self, root: "etree._Element | None") -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self.default_paragraph = ""
        self.base = NO_RUN_LOOK
        for element in root if root is not None else ():
            if element.tag == W + "style":
                self._add(element)
            elif element.tag == W + "docDefaults":
                self.base = run_look(element.find(f"{W}rPrDefault/{RPR}"))

    def _add(self, element: "etree._Element") -> None:
        identity = element.get(W + "styleId") or ""
        self._elements.setdefault(identity, element)
        if element.get(W + "type") == "paragraph" and is_on(element.get(W + "default") or "0"):
            self.default_paragraph = identity

    def style(self, identity: str) -> Style:
        """The style of that id; one that says nothing where the file has none."""
        known = self._known.get(identity)
        if known is None:
            known = self._known[identity] = self._resolved(identity)
        return known

    def _resolved(self, identity: str) -> Style:
        chain: list[etree._Element] = []
        following = identity
        while (element := self._elements.get(following)) is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(element)
            following = _said(element, "basedOn")
        paragraph, run = NO_PARAGRAPH_LOOK, NO_RUN_LOOK
        for element in reversed(chain):
            said = paragraph_look(element.find(PPR))
            if said.outline is None and (heading := _HEADING.fullmatch(_said(element, "name").lower())):
                said = replace(said, outline=int(heading[1]) - 1)
            paragraph = said.over(paragraph)
            run = run_look(element.find(RPR)).over(run)
        name = _said(chain[0], "name") if chain else identity
        return Style(identity, name.strip().lower(), paragraph, run)


def _said(style: "etree._Element", what: str) -> str:
    """The value of a style's `w:name` or `w:basedOn`; empty for none."""
    element = style.find(W + what)
    return "" if element is None else element.get(VAL) or ""
