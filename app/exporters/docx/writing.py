"""What is kept in mind while one Word file is written: identities given out, links, pictures, headings met.

Imports document nodes only. One `Writing` serves one document and is then thrown away.
"""

import re

from msgspec import Struct

from app.document.anchors import field_bookmark, generated_bookmark, link_bookmark
from app.document.nodes import Cell, Document, Heading, List, Mark, Paragraph, Part, Spans, Table
from app.exporters.docx.escape import attribute
from app.exporters.docx.numbering import Numbering
from app.exporters.docx.pagination import Pagination
from app.exporters.docx.pictures import Drawn

_ADDRESS = re.compile(r"(https?|mailto|tel|ftp):[^\s]+", re.IGNORECASE)
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Entry(Struct, frozen=True):
    """A line of the contents page: the heading, where it is bookmarked and on which page it probably stands."""

    level: int
    number: str
    text: str
    bookmark: str
    page: int


class Writing:
    """The state of one export."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.look = document.look
        self.numbering = Numbering()
        self.pages = Pagination(document.look)
        self.entries: list[Entry] = []
        self.drawn: dict[str, Drawn] = {}
        self.links: dict[str, str] = {}
        self.break_pending = False
        self.landscapes = 0
        self.targets = frozenset(link_targets(document.parts))
        self._bookmarked: set[str] = set()
        self._places: dict[tuple[str, str], int] = {}
        self._generated = 0
        self._last_id = 0
        self._marks: dict[Mark, tuple[str, str]] = {}

    def next_id(self) -> int:
        """A number that no bookmark, revision or drawing of this file has yet."""
        self._last_id += 1
        return self._last_id

    def bookmarks(self, node: str, field: str, anchor: str = "", generated: bool = False) -> tuple[str, ...]:
        """The names of the bookmarks a paragraph needs: whose words it holds, and where links lead to."""
        names: tuple[str, ...] = ()
        if generated or not node:
            if generated:
                self._generated += 1
                names = (generated_bookmark(self._generated),)
        else:
            place = (node, field)
            nth = self._places.get(place, 0)
            self._places[place] = nth + 1
            names = (field_bookmark(node, field, nth),)
        if anchor and anchor in self.targets and (link := link_bookmark(anchor)) not in self._bookmarked:
            self._bookmarked.add(link)
            names = (*names, link)
        return names

    def bracketed(self, names: tuple[str, ...], inner: str) -> str:
        """Runs with bookmarks around them."""
        for name in names:
            number = self.next_id()
            inner = (
                f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'
            )
        return inner

    def link(self, address: str) -> str:
        """The attributes that make a hyperlink lead there; empty where it leads nowhere or is not an address."""
        if address.startswith("#"):
            return f'w:anchor="{link_bookmark(address[1:])}"' if address[1:] in self.targets else ""
        if not _ADDRESS.fullmatch(address):
            return ""
        id = self.links.setdefault(address, f"rIdL{len(self.links) + 1}")
        return f'r:id="{id}"'

    def revision(self, mark: Mark) -> tuple[str, str]:
        """The name of the element a tracked change is wrapped in, and its attributes, with an identity of its own."""
        known = self._marks.get(mark)
        if known is None:
            when = mark.date + "T00:00:00Z" if _DAY.fullmatch(mark.date) else mark.date
            date = f' w:date="{when}"' if _WHEN.fullmatch(when) else ""
            name = "w:ins" if mark.kind == "inserted" else "w:del"
            known = name, f' w:author="{attribute(mark.author) or "Unknown"}"{date}'
            self._marks[mark] = known
        return known[0], f' w:id="{self.next_id()}"{known[1]}'


def link_targets(parts: tuple[Part, ...]) -> set[str]:
    """The anchors of a document that one of its own links leads to."""
    wanted: set[str] = set()
    present: set[str] = set()

    def spans(found: Spans) -> None:
        wanted.update(span.link[1:] for span in found if span.link[:1] == "#")

    def visit(some: tuple[Part, ...]) -> None:
        for part in some:
            if isinstance(part, Paragraph | Heading):
                present.add(part.anchor)
                spans(part.spans)
            elif isinstance(part, List):
                for item in part.items:
                    present.add(item.anchor)
                    visit(item.blocks)
            elif isinstance(part, Table):
                for cell in _cells(part):
                    visit(cell.blocks)

    visit(parts)
    return wanted & present - {""}


def _cells(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row.cells]
