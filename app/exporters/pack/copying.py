"""One part's objects copied into a pack: its pages with their stamps, its structure, links and outline.

Only what pages and structure lead to is copied, so that nothing of a file's earlier states comes along; scripts,
attachments and private data stay behind, and what lies over a page becomes part of it. References are led to the new
objects without reading what holds them.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from app.exporters.pack.bookmarks import Bookmark
from app.exporters.pack.marks import Marks, Renaming
from app.exporters.pack.overlays import Overlay, drawn, overlay
from app.exporters.pack.source import Dictionary, Page, PdfSource
from app.exporters.pack.stamping import A4, RESOURCE, Box, Stamper
from app.exporters.pack.syntax import (
    Ref,
    Value,
    lengths,
    pairs_of,
    parsed,
    renumbered,
    string_bytes,
    values_of,
    whole,
    words_of,
    written,
)
from app.exporters.pdf.writer import PdfFile, array, ref, text

_KEPT_OF_PAGE = (b"/Group", b"/UserUnit", b"/TrimBox", b"/BleedBox", b"/ArtBox")
_KEPT_OF_LINK = (b"/Rect", b"/Border", b"/Contents", b"/QuadPoints", b"/BS", b"/C", b"/H")
_FOLLOWED = (b"https:", b"http:", b"mailto:", b"tel:")
_UNWANTED = re.compile(
    rb"/(?:Type|S)[\x00\t\n\f\r ]*/(?:Pages?|Annot|Action|Filespec|EmbeddedFile|JavaScript|Launch|Catalog|Metadata)"
    rb"(?![\w-])"
)
_LEFT_OUT_OF_STREAMS = (b"/Length", b"/F", b"/FFilter", b"/FDecodeParms", b"/Metadata", b"/PieceInfo")


class Sheet(Struct, frozen=True):
    """What a page of the pack bears: its number as shown, empty for none, and a notice at its head."""

    label: str = ""
    notice: str = ""


class Copy:
    """The copying of one source. `places` are the objects of its pages in the pack; `element` that of its structure.

    `item_places` leads the links of the agenda to pages: by their address, the page and what the link says.
    """

    def __init__(
        self,
        file: PdfFile,
        source: PdfSource,
        places: Sequence[int],
        tree: int,
        font: int,
        stamper: Stamper,
        marks: Marks,
        item_places: Mapping[bytes, tuple[int, str]],
        check: Callable[[], None],
    ) -> None:
        self._file = file
        self._source = source
        self._places = places
        self._tree = tree
        self._font = font
        self._stamper = stamper
        self._marks = marks
        self._items = item_places
        self._check = check
        self._numbers: dict[int, bytes] = {}
        self._waiting: list[tuple[int, int]] = []
        self._named = source.destinations()
        self._resources: dict[int, bytes] = {}
        self.left_out = self.printed = 0
        self._numbers.update(dict.fromkeys(source.tree_numbers, b"null"))
        self._numbers[source.catalogue_number] = b"null"
        for page, place in zip(source.pages, places, strict=True):
            self._numbers[page.number] = ref(place)
        self._renaming = Renaming({}, {}, b"")

    def run(self, sheets: Sequence[Sheet], title: str) -> None:
        """Copies all of it: structure first, for a page's entries depend on it."""
        tagged = self._marks.add(self._source, title, self.written, self._numbers)
        self._renaming = tagged.renaming
        for at, (page, sheet) in enumerate(zip(self._source.pages, sheets, strict=True)):
            self._check()
            self._page(page, self._places[at], sheet, tagged.is_tagged)
        if tagged.is_tagged:
            self._marks.close()
        else:
            self._marks.add_pages(self._source, self._places)
        self._drain()

    def written(self, value: Value) -> bytes:
        """A value of the source as it stands in the pack."""
        return renumbered(written(value), self._number)

    def bookmarks(self, level: int) -> list[Bookmark]:
        """The source's own outline below `level`, without entries that lead nowhere."""
        found: list[Bookmark] = []
        for depth, title, place in self._source.outline():
            landing = self._landing(place)
            words = words_of(title)
            if landing and words.strip():
                found.append(Bookmark(level + depth, text(words), landing))
        return found

    def _number(self, old: int) -> bytes:
        known = self._numbers.get(old)
        if known is None:
            new = self._file.reserve()
            known = self._numbers[old] = ref(new)
            self._waiting.append((old, new))
        return known

    def _drain(self) -> None:
        """Copies what has been referred to and is not there yet, and what that refers to."""
        while self._waiting:
            old, new = self._waiting.pop()
            raw, data = self._source.raw(old)
            if data is not None:
                self._stream(raw, data, new)
            elif _UNWANTED.search(raw):
                self._file.put(b"null", new)
            else:
                self._file.put(renumbered(self._renaming.apply(raw), self._number), new)

    def _stream(self, raw: bytes, data: bytes, new: int) -> None:
        if _UNWANTED.search(raw):
            self._file.put(b"null", new)
            return
        entries = pairs_of(parsed(raw)[0])
        kept = {key: value for key, value in entries.items() if key not in _LEFT_OUT_OF_STREAMS}
        for key in (b"/StructParents", b"/StructParent"):
            if key in kept:
                kept[key] = self._marks.key(whole(kept[key]))
        said = renumbered(b" ".join(key + b" " + written(value) for key, value in kept.items()), self._number)
        self._file.stream(said, data, new, compressed=b"/Filter" not in kept)

    def _page(self, page: Page, place: int, sheet: Sheet, tagged: bool) -> None:
        entries = page.entries
        box = self._box(entries)
        turned = whole(self._source.value(entries.get(b"/Rotate"))) % 360
        turned -= turned % 90
        over = self._overlays(entries)
        said = [b"/Type/Page/Parent " + ref(self._tree), b"/Resources " + self._resources_of(page, over)]
        said.append(b"/MediaBox " + self._sides(entries, b"/MediaBox"))
        if b"/CropBox" in entries:
            said.append(b"/CropBox " + self._sides(entries, b"/CropBox"))
        if turned:
            said.append(b"/Rotate %d" % turned)
        said += [key + b" " + self.written(entries[key]) for key in _KEPT_OF_PAGE if key in entries]
        key = self._source.value(entries.get(b"/StructParents")) if tagged else None
        code = b" ".join(self._drawn(each, name, place, key, tagged) for name, each in over.items())
        said.append(b"/Contents" + self._contents(entries, box, turned, sheet, tagged, code))
        if not tagged:
            said.append(b"/StructParents " + self._marks.page_key(place))
        elif b"/StructParents" in entries:
            said.append(b"/StructParents " + self._marks.key(whole(entries[b"/StructParents"])))
        annotations = self._annotations(entries, place)
        if annotations:
            said.append(b"/Annots" + array(map(ref, annotations)))
        self._file.put(b"<<" + b"".join(said) + b"/Tabs/S>>", place)

    def _sides(self, entries: Dictionary, key: bytes) -> bytes:
        sides = lengths([self._source.value(each) for each in self._source.array(entries.get(key))])
        return written([b"%.3f" % side for side in (sides if len(sides) == 4 else A4)])

    def _box(self, entries: Dictionary) -> Box:
        for key in (b"/CropBox", b"/MediaBox"):
            sides = lengths([self._source.value(each) for each in self._source.array(entries.get(key))])
            if len(sides) == 4 and abs(sides[2] - sides[0]) > 1 and abs(sides[3] - sides[1]) > 1:
                left, right = sorted((sides[0], sides[2]))
                low, high = sorted((sides[1], sides[3]))
                return left, low, right, high
        return A4

    def _resources_of(self, page: Page, over: Mapping[bytes, Overlay]) -> bytes:
        """A page's resources with the typeface of stamps, once for all pages that share them, and what lies over it."""
        value = page.entries.get(b"/Resources")
        known = self._resources.get(int(value)) if isinstance(value, Ref) and not over else None
        if known is not None:
            return known
        held = self._source.dictionary(value)
        fonts = dict(self._source.dictionary(held.get(b"/Font")))
        fonts.pop(RESOURCE, None)
        rest = {key: each for key, each in held.items() if key != b"/Font"}
        if over:
            forms = {name: Ref(each.form) for name, each in over.items()}
            rest[b"/XObject"] = self._source.dictionary(held.get(b"/XObject")) | forms
        typefaces = self.written(fonts)[:-2] + RESOURCE + b" " + ref(self._font) + b">>"
        made = ref(self._file.put(self.written(rest)[:-2] + b"/Font" + typefaces + b">>"))
        if isinstance(value, Ref) and not over:
            self._resources[int(value)] = made
        return made

    def _overlays(self, entries: Dictionary) -> dict[bytes, Overlay]:
        """What lies over a page and becomes part of it, by the name it is drawn by; the rest is counted."""
        found: dict[bytes, Overlay] = {}
        for place in self._source.array(entries.get(b"/Annots")):
            held = self._source.dictionary(place)
            if held.get(b"/Subtype") == b"/Link":
                continue
            seen = overlay(self._source, held)
            if isinstance(seen, Overlay):
                found[b"/EngrossOver%d" % len(found)] = seen
            self.left_out += seen == "left out"
        self.printed += len(found)
        return found

    def _drawn(self, over: Overlay, name: bytes, place: int, key: Value, tagged: bool) -> bytes:
        """The operators that draw what lies over a page; on a tagged page what has words or a meaning is tagged too."""
        code = drawn(over.matrix, name)
        if not tagged:
            return code
        number = self._marks.more(place, key, over.alt) if over.alt != "" else None
        if number is None:
            return b"/Artifact BMC " + code + b" EMC"
        return b"/%b<</MCID %d>>BDC %b EMC" % (b"P" if over.alt is None else b"Figure", number, code)

    def _contents(
        self, entries: Dictionary, box: Box, turned: int, sheet: Sheet, tagged: bool, over: bytes
    ) -> bytes:
        value = entries.get(b"/Contents")
        streams = self._source.array(value) or [value]
        own = [self._number(int(each)) for each in streams if isinstance(each, Ref)]
        stamp = self._stamper.page(box, turned, sheet.label, sheet.notice)
        after = self._file.stream(b"", b"Q " + over + (b" " if tagged else b" EMC ") + stamp)
        return array([self._marks.before(tagged, self._has_text(entries)), *own, ref(after)])

    def _has_text(self, entries: Dictionary) -> bool:
        return bool(
            self._source.dictionary(self._source.dictionary(entries.get(b"/Resources")).get(b"/Font"))
        )

    def _annotations(self, entries: Dictionary, page: int) -> list[int]:
        """Writes the links of a page."""
        found: list[int] = []
        for place in self._source.array(entries.get(b"/Annots")):
            said = self._link(self._source.dictionary(place))
            if said:
                old = int(place) if isinstance(place, Ref) else -1
                known = self._numbers.get(old)
                if known is None or known == b"null":
                    new = self._file.reserve()
                else:
                    new = int(known.split()[0])
                    self._waiting = [each for each in self._waiting if each[0] != old]
                if old >= 0:
                    self._numbers[old] = ref(new)
                self._file.put(b"<</Type/Annot/Subtype/Link/F 4/P %b%b>>" % (ref(page), said), new)
                found.append(new)
        return found

    def _link(self, link: Dictionary) -> bytes:
        if link.get(b"/Subtype") != b"/Link":
            return b""
        kept = {key: self._source.value(link[key]) for key in _KEPT_OF_LINK if key in link}
        action = self._source.dictionary(link.get(b"/A"))
        address = string_bytes(self._source.value(action.get(b"/URI"))) or b""
        if address in self._items:
            place, words = self._items[address]
            kept[b"/Contents"] = text(words)
            leads = b"/Dest[%b/XYZ null null null]" % ref(place)
        elif action.get(b"/S") == b"/URI" and address.lower().startswith(_FOLLOWED):
            leads = b"/A" + written({b"/S": b"/URI", b"/URI": self._source.value(action[b"/URI"])})
        else:
            landing = self._landing(self._source.leads_to(link))
            leads = b"/Dest" + landing if landing else b""
        if not leads:
            return b""
        if b"/StructParent" in link:
            kept[b"/StructParent"] = self._marks.key(whole(link[b"/StructParent"]))
        return self.written(kept)[2:-2] + leads

    def _landing(self, place: Value) -> bytes:
        """A destination as an array within the pack; empty for one that leads out of it or nowhere."""
        if isinstance(place, bytes):
            name = place[1:] if place[:1] == b"/" else words_of(place).encode("utf-8")
            place = self._named.get(name)
        place = values_of(place)
        if not place or not isinstance(place[0], Ref):
            return b""
        page = self._numbers.get(int(place[0]), b"")
        if page in (b"", b"null") or int(page.split()[0]) not in self._places:
            return b""
        return (
            b"["
            + page
            + b" "
            + b" ".join(written(self._source.value(each) or b"null") for each in place[1:])
            + b"]"
        )
