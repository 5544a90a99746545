"""Pictures, text boxes, diagrams and charts that hang on a paragraph. Imports models, document anchors
and this package only."""

import re
from collections.abc import Callable

from lxml import etree

from app.document.anchors import DRAWN
from app.importers.source import SourceBlock, SourceParagraph, SourcePicture
from app.importers.word.file import WordFile
from app.importers.word.names import (
    ALTERNATE,
    CHART,
    CHOICE,
    DIAGRAM,
    FALLBACK,
    OFFICE,
    PIC,
    TEXT_BOX,
    WP,
    A,
    R,
    V,
    points,
    whole,
)
from app.importers.word.package import Relationship
from app.models.text import Run, joined

EMU_PER_MM = 36_000
MM_PER_POINT = 25.4 / 72
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]+)(pt|in|cm|mm|px)?", re.I)
_MOST_WIDTH = 2_000


class Graphics:
    """Reads what is drawn. `read_box` gives the blocks of a text box; `keep_pictures` is off for running heads."""

    def __init__(
        self,
        file: WordFile,
        relationships: dict[str, Relationship],
        read_box: "Callable[[etree._Element], list[SourceBlock]]",
        keep_pictures: bool,
    ) -> None:
        self._file = file
        self._relationships = relationships
        self._read_box = read_box
        self._keep_pictures = keep_pictures
        self._generated = False

    def read(self, element: "etree._Element", alt: str = "", width: float = 0) -> list[SourceBlock]:
        """The blocks of a drawing, in order. `alt` and `width` (mm) are what an outer element has told."""
        found: list[SourceBlock] = []
        for child in element:
            found += self._read_one(child, alt, width)
        return found

    def _read_one(self, element: "etree._Element", alt: str, width: float) -> list[SourceBlock]:
        tag = element.tag
        if tag in (WP + "inline", WP + "anchor"):
            properties = element.find(WP + "docPr")
            if _is_generated(properties):
                return self._read_generated(element)
            return self.read(element, _description(properties), _extent(element))
        if tag == PIC + "pic":
            own = _description(element.find(f"{PIC}nvPicPr/{PIC}cNvPr"))
            return self.read(element, alt or own, width)
        if tag == V + "shape":
            return self._shape(element, alt, width)
        if tag == V + "textpath":
            return _paragraph(element.get("string") or "")
        if tag == A + "blip":
            return self._picture(element.get(R + "embed"), element.get(R + "link"), alt, width)
        if tag == V + "imagedata":
            return self._picture(element.get(R + "id"), element.get(R + "href"), alt, width)
        return self._words(element, alt, width)

    def _read_generated(self, element: "etree._Element") -> list[SourceBlock]:
        """What an export drew: its picture is nobody's, but words that somebody hid in its frame are read."""
        self._generated = True
        found = self.read(element)
        self._generated = False
        return found

    def _words(self, element: "etree._Element", alt: str, width: float) -> list[SourceBlock]:
        """What a drawing says in words; any other element is searched."""
        tag = element.tag
        if tag == TEXT_BOX:
            return self._read_box(element)
        if tag == A + "p":
            return _paragraph("".join(text.text or "" for text in element.iter(A + "t")))
        if tag == CHART + "chart":
            return self._part_words(element.get(R + "id"), "chart")
        if tag == DIAGRAM + "relIds":
            return self._part_words(element.get(R + "dm"), "diagram")
        if tag == OFFICE + "OLEObject":
            self._file.tally.left_out["object"] += 1
            return []
        if tag == ALTERNATE:
            return self.alternate(element, alt, width)
        return self.read(element, alt, width)

    def alternate(self, element: "etree._Element", alt: str = "", width: float = 0) -> list[SourceBlock]:
        """The blocks of the first choice that gives any; both say the same, so one is enough."""
        for tag in (CHOICE, FALLBACK):
            for branch in element.iterchildren(tag):
                if found := self.read(branch, alt, width):
                    return found
        return []

    def _shape(self, element: "etree._Element", alt: str, width: float) -> list[SourceBlock]:
        said = _WIDTH.search(element.get("style") or "")
        length = points(said[1] + (said[2] or "pt").lower(), 1) if said else None
        own = element.get("alt") or ""
        return self.read(element, alt or own, width or round((length or 0) * MM_PER_POINT, 1))

    def _picture(self, inside: str | None, outside: str | None, alt: str, width: float) -> list[SourceBlock]:
        relationship = self._relationships.get(inside or "")
        if self._generated or not self._keep_pictures:
            if relationship is not None and not relationship.external:
                self._file.pass_over(relationship.target)
            return []
        if relationship is None or relationship.external:
            if relationship is not None or outside:
                self._file.tally.left_out["picture outside"] += 1
            return _paragraph(alt) if relationship is not None or outside else []
        self._file.tally.add_picture()
        digest = self._file.picture(relationship.target)
        if not digest:
            return _paragraph(alt)
        return [SourcePicture(digest, alt, width if 0 <= width <= _MOST_WIDTH else 0)]

    def _part_words(self, identity: str | None, what: str) -> list[SourceBlock]:
        """The words of a chart or a diagram, which stand in a part of their own, one paragraph for each."""
        self._file.tally.left_out[what] += 1
        relationship = self._relationships.get(identity or "")
        root = (
            None
            if relationship is None or relationship.external
            else self._file.package.root(relationship.target)
        )
        found: list[SourceBlock] = []
        for paragraph in root.iter(A + "p") if root is not None else ():
            self._file.tally.add_paragraph()
            found += _paragraph("".join(text.text or "" for text in paragraph.iter(A + "t")))
        return found


def _paragraph(text: str) -> list[SourceBlock]:
    words = " ".join(text.split())
    return [SourceParagraph(joined((Run(words),)), place="textbox")] if words else []


def _description(properties: "etree._Element | None") -> str:
    """The alternative text that a drawing declares, on one line."""
    if properties is None:
        return ""
    return " ".join((properties.get("descr") or properties.get("title") or "").split())


def _is_generated(properties: "etree._Element | None") -> bool:
    """Whether a picture is one that an export drew from the strategy's own figures."""
    return properties is not None and (properties.get("name") or "").startswith(DRAWN)


def _extent(element: "etree._Element") -> float:
    extent = element.find(WP + "extent")
    return 0 if extent is None else round(whole(extent.get("cx"), 0, 10**9) / EMU_PER_MM, 1)
