"""Many files to one: pages in order with running numbers, one structure, one outline, one description.

The same parts give the same bytes.
"""

import zlib
from collections.abc import Callable, Sequence

from msgspec import Struct

from app.document.nodes import Properties
from app.exporters.pack.bookmarks import Bookmark, write_bookmarks
from app.exporters.pack.copying import Copy, Sheet
from app.exporters.pack.marks import Marks
from app.exporters.pack.source import PdfSource
from app.exporters.pack.stamping import A4, RESOURCE, Stamp, Stamper
from app.exporters.pack.syntax import Malformed
from app.exporters.pdf.metadata import write_colours, write_information, write_xmp
from app.exporters.pdf.writer import PdfFile, array, literal, number, ref, text
from app.models.errors import Refused

_LEVELS = ("", "B", "U", "A")


class Leaf(Struct, frozen=True):
    """A document in a pack. `first` is the number of its first page, 0 where its pages are counted i, ii, iii.

    `blanks` pages follow it; `notice` stands at the head of each of its pages; links to its `addresses` lead to it.
    """

    source: PdfSource
    title: str
    level: int = 0
    first: int = 0
    blanks: int = 0
    notice: str = ""
    addresses: tuple[str, ...] = ()
    listed: bool = True


class Section(Struct, frozen=True):
    """A heading in the outline with no pages of its own: it leads to the first page of what follows."""

    title: str
    level: int = 0


class Bound(Struct, frozen=True):
    """The bytes of a pack, how many pages it has, what it may claim to be, and what was left out of its parts."""

    data: bytes
    pages: int
    accessible: bool
    archival: str
    notes: tuple[str, ...]


def bound(
    parts: Sequence[Leaf | Section],
    properties: Properties,
    stamp: Stamp,
    told: Callable[[Leaf], None] = lambda leaf: None,
) -> Bound:
    """The pack. `told` hears of each part and each of its pages before they are copied; it may raise to stop the work.

    Raises Refused, naming the part, for one whose objects are damaged or that hides layers.
    """
    work = _Binding([part for part in parts if isinstance(part, Leaf)], properties, stamp)
    at = 0
    for part in parts:
        if isinstance(part, Section):
            work.heading(part, at)
            continue
        if part.source.hides_layers():
            raise Refused(
                f"“{part.source.name}” has hidden layers, which a pack would show; print it to a new PDF file."
            )
        work.leaf(part, at, lambda leaf=part: told(leaf))
        at += 1
    return work.finish()


class _Binding:
    """The work on one pack."""

    def __init__(self, leaves: Sequence[Leaf], properties: Properties, stamp: Stamp) -> None:
        self.file = PdfFile()
        self.properties = properties
        self.leaves = leaves
        self.tree = self.file.reserve()
        self.marks = Marks(self.file, properties.language)
        self.stamper = Stamper(stamp)
        self.font = self.stamper.font(self.file, [leaf.notice for leaf in leaves])
        self.places = [self.file.reserve_many(len(leaf.source.pages) + leaf.blanks) for leaf in leaves]
        self.targets = {
            address.encode("ascii"): (own[0], _says(leaf))
            for leaf, own in zip(leaves, self.places, strict=True)
            for address in leaf.addresses
        }
        self.bookmarks: list[Bookmark] = []
        self.notes: list[str] = []

    def heading(self, section: Section, at: int) -> None:
        """An outline entry that leads to the part that comes next."""
        if at < len(self.places):
            self.bookmarks.append(Bookmark(section.level, text(section.title), _to(self.places[at][0])))

    def leaf(self, leaf: Leaf, at: int, check: Callable[[], None]) -> None:
        """Copies a part and adds the blank pages that follow it."""
        places = self.places[at]
        count = len(leaf.source.pages)
        copy = Copy(
            self.file, leaf.source, places[:count], self.tree, self.font, self.stamper, self.marks,
            self.targets, check,
        )  # fmt: skip
        labels = [_label(leaf, n) for n in range(len(places))]
        try:
            copy.run([Sheet(label, leaf.notice) for label in labels[:count]], leaf.title)
            outline = copy.bookmarks(leaf.level + leaf.listed)
        except (Malformed, ValueError, KeyError, TypeError, AttributeError, IndexError, zlib.error) as fault:
            raise Refused(
                f"“{leaf.source.name}” is damaged and cannot be bound; ask for a fresh copy of it."
            ) from fault
        if leaf.listed:
            self.bookmarks.append(Bookmark(leaf.level, text(leaf.title), _to(places[0])))
        self.bookmarks += outline
        for place, label in zip(places[count:], labels[count:], strict=True):
            self._blank(place, Sheet(label, leaf.notice))
        if copy.printed:
            self.notes.append(_printed(leaf, copy.printed))
        if copy.left_out:
            self.notes.append(_left_out(leaf, copy.left_out))
        leaf.source.forget()

    def _blank(self, place: int, sheet: Sheet) -> None:
        code = self.file.stream(b"", self.stamper.page(A4, 0, sheet.label, sheet.notice, blank=True))
        self.file.put(
            b"<</Type/Page/Parent %b/MediaBox%b/Resources<</Font<<%b %b>>>>/Contents %b/Tabs/S>>"
            % (ref(self.tree), array(map(number, A4)), RESOURCE, ref(self.font), ref(code)),
            place,
        )

    def finish(self) -> Bound:
        """The bytes, once all parts are copied."""
        file = self.file
        pages = [place for own in self.places for place in own]
        file.put(b"<</Type/Pages/Count %d/Kids%b>>" % (len(pages), array(map(ref, pages))), self.tree)
        accessible, archival = _claims(self.leaves)
        entries = b"/Pages %b/StructTreeRoot %b/Metadata %b/OutputIntents%b/PageLabels%b" % (
            ref(self.tree),
            ref(self.marks.finish()),
            ref(write_xmp(file, self.properties, accessible=accessible, archival=archival)),
            write_colours(file),
            self._labels(),
        )
        outline = write_bookmarks(file, self.bookmarks)
        entries += b"/Outlines %b/PageMode/UseOutlines" % ref(outline) if outline else b""
        language = self.properties.language.encode("ascii", "replace")
        catalogue = file.put(
            b"<</Type/Catalog%b/Lang%b/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>>>"
            % (entries, literal(language))
        )
        data = file.finish(catalogue, write_information(file, self.properties))
        return Bound(data, len(pages), accessible, archival, tuple(self.notes))

    def _labels(self) -> bytes:
        """Page labels (ISO 32000-1, 12.4.2): i, ii, iii for the agenda itself, then the running numbers."""
        rows: list[bytes] = []
        at = 0
        for leaf, places in zip(self.leaves, self.places, strict=True):
            style, start = (b"D", leaf.first) if leaf.first else (b"r", 1)
            rows.append(b"%d<</S/%b/St %d>>" % (at, style, start))
            at += len(places)
        return b"<</Nums[%b]>>" % b" ".join(rows)


def _label(leaf: Leaf, at: int) -> str:
    return str(leaf.first + at) if leaf.first else ""


def _says(leaf: Leaf) -> str:
    return f"{leaf.title}, page {leaf.first}" if leaf.first else leaf.title


def _to(place: int) -> bytes:
    return b"[%b/XYZ null null null]" % ref(place)


def _printed(leaf: Leaf, count: int) -> str:
    what = "a form field, stamp or mark was" if count == 1 else f"{count} form fields, stamps or marks were"
    return f"“{leaf.source.name}”: {what} made part of its pages, as they print."


def _left_out(leaf: Leaf, count: int) -> str:
    what = "a form field or comment was" if count == 1 else f"{count} form fields or comments were"
    return f"“{leaf.source.name}”: {what} left out; print it to PDF first if they should be seen."


def _claims(leaves: Sequence[Leaf]) -> tuple[bool, str]:
    """What all parts claim to be, and so may the pack."""
    claims = [leaf.source.claims() for leaf in leaves]
    accessible = all(found for found, _ in claims)
    level = min((_LEVELS.index(found) for _, found in claims), default=0)
    return accessible, _LEVELS[level]
