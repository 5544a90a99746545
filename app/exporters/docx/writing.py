"""What is kept in mind while one Word file is written: identities given out, links, pictures, headings met.

Imports document nodes only. One `Writing` serves one document and is then thrown away.
"""

import re

from msgspec import Struct

from app.document.anchors import field_bookmark, generated_bookmark, link_bookmark, with_shown, words_digest
from app.document.nodes import Document, Heading, List, Mark, Paragraph, Part, Spans, Table
from app.exporters.docx.escape import attribute
from app.exporters.docx.numbering import Numbering
from app.exporters.docx.pagination import Pagination
from app.exporters.docx.pictures import Drawn

_ADDRESS = re.compile(r"(https?|mailto|tel|ftp):[^\s]+", re.IGNORECASE)
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_REVISIONS = {
    ("inserted", False): "w:ins",
    ("deleted", False): "w:del",
    ("inserted", True): "w:moveTo",
    ("deleted", True): "w:moveFrom",
}
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
        self.shown: list[str] = []
        self.numbers: dict[str, str] = {}
        self.generated: dict[str, str] = {}
        self.items: dict[str, int] = {}
        self.levels: dict[str, int] = {}
        self._bookmarked: set[str] = set()
        self._places: dict[tuple[str, str], int] = {}
        self._last_id = 0
        self._marks: dict[Mark, tuple[str, str]] = {}

    def next_id(self) -> int:
        """A number that no bookmark, revision or drawing of this file has yet."""
        self._last_id += 1
        return self._last_id

    def place(self, node: str, field: str) -> str:
        """The name of the bookmark on the next place where this field of this node stands."""
        key = (node, field)
        nth = self._places.get(key, 0)
        self._places[key] = nth + 1
        name = field_bookmark(node, field, nth)
        self.shown.append(name)
        return name

    def worked_out(self, text: str) -> str:
        """The name of the bookmark on words that are nobody's."""
        name = generated_bookmark(len(self.generated) + 1)
        self.generated[name] = words_digest(text)
        return name

    def with_shown(self, content: bytes) -> bytes:
        """The content to embed, with what has been written so far."""
        return with_shown(content, self.shown, self.numbers, self.generated, self.items, self.levels)

    def led_to(self, anchor: str) -> tuple[str, ...]:
        """The bookmark that links to this anchor lead to, if there are any links and it is not yet written."""
        if anchor not in self.targets or anchor in self._bookmarked:
            return ()
        self._bookmarked.add(anchor)
        return (link_bookmark(anchor),)

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
            name = _REVISIONS[mark.kind, bool(mark.move)]
            known = name, f' w:author="{attribute(mark.author) or "Unknown"}"{date}'
            self._marks[mark] = known
        return known[0], f' w:id="{self.next_id()}"{known[1]}'

    def moved(self, mark: Mark, inner: str) -> tuple[str, str]:
        """A moved paragraph's words behind the beginning of their range, and the end of it, which stands after the
        paragraph so that its own end is moved too (ECMA-376 part 1, 17.13.5.22 to 28)."""
        name, attributes = self.revision(mark)
        id = attributes.split('"')[1]
        begins = f'<{name}RangeStart{attributes} w:name="{mark.move}"/>'
        return f"{begins}{inner}", f'<{name}RangeEnd w:id="{id}"/>'


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
                for row in part.rows:
                    for cell in row.cells:
                        visit(cell.blocks)

    visit(parts)
    return wanted & present - {""}
