"""A PDF file that becomes part of a pack: its objects as they stand, its pages, and what must not come along.

pypdf finds the objects, also in files whose tables are damaged; they are cut out of the bytes unread, for reading
each of them would take longer than all else. A file from outside may be made to harm: sizes, counts and depths are
bounded. Knows nothing of packs.
"""

import bisect
import io
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any, cast

from msgspec import Struct

from app.exporters.pack.syntax import (
    STRINGS,
    Malformed,
    Ref,
    Value,
    pairs_of,
    parsed,
    values_of,
    whole,
    words_of,
)
from app.exporters.pack.tagging import draws_untagged
from app.models.errors import Refused

MOST_BYTES = 250_000_000
MOST_PAGES = 5_000
MOST_OBJECTS = 3_000_000
MOST_UNPACKED = 250_000_000
MOST_LOOKED_UP = 10_000
_HEAD = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")
_STREAM = re.compile(rb"[\x00\t\n\f\r ]*stream(\r\n|\n|\r)")
_INHERITED = (b"/Resources", b"/MediaBox", b"/CropBox", b"/Rotate")

Dictionary = dict[bytes, Value]


class Page(Struct, frozen=True):
    """A page: the number of its object, and its entries with those it inherits."""

    number: int
    entries: Dictionary


def opened(data: bytes, name: str) -> "PdfSource":
    """A file to be bound, its pages found. `name` is what messages call it.

    Raises Refused, with one sentence that names the file, for what is empty, too large, no PDF, locked or damaged.
    """
    if not data:
        raise Refused(f"“{name}” is empty; give the file that holds the document.")
    if len(data) > MOST_BYTES:
        raise Refused(f"“{name}” is larger than {MOST_BYTES // 1_000_000} MB; save it with smaller pictures.")
    if b"%PDF-" not in data[:1024]:
        raise Refused(f"“{name}” is not a PDF file; save or print the document as PDF first.")
    try:
        source = PdfSource(data, name)
    except Refused:
        raise
    except (MemoryError, RecursionError, KeyboardInterrupt):
        raise Refused(f"“{name}” is built too intricately to be read; print it to a new PDF file.") from None
    except Exception as fault:  # whatever a reader of damaged bytes stumbles over
        raise Refused(f"“{name}” is damaged and cannot be read; ask for a fresh copy of it.") from fault
    if not source.pages:
        raise Refused(f"“{name}” has no pages; ask for a fresh copy of it.")
    return source


class PdfSource:
    """An open file. Every method may raise Malformed on damaged objects."""

    def __init__(self, data: bytes, name: str) -> None:
        from pypdf import PdfReader

        self.name = name
        self.data = data
        self._unpacked = 0
        self._claimed: tuple[bool, str] | None = None
        self._packs: dict[int, dict[int, bytes]] = {}
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        reader: Any = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise Refused(f"“{name}” is protected with a password; give a copy without protection.")
        packed = cast("dict[int, tuple[int, int]]", reader.xref_objStm)
        self._holders = {number: holder for number, (holder, _) in packed.items()}
        self._places: dict[int, int] = {}
        for generation in sorted(reader.xref):
            self._places |= reader.xref[generation]
        if len(self._holders) + len(self._places) > MOST_OBJECTS:
            raise Refused(f"“{name}” has too many objects to be read; print it to a new PDF file.")
        self._ends = sorted({*self._places.values(), len(data)})
        root = reader.trailer.raw_get("/Root")
        info = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
        self.information_number = int(getattr(info, "idnum", 0) or 0)
        self.catalogue_number = int(root.idnum)
        self.catalogue = self.dictionary(Ref(self.catalogue_number))
        self.tree_numbers: set[int] = set()
        self.pages = tuple(self._find_pages())

    def __len__(self) -> int:
        return len(self.pages)

    def forget(self) -> None:
        """Lets go of what was unpacked; it is unpacked again when it is asked for."""
        self._packs.clear()
        self._unpacked = 0

    def numbers(self) -> Iterator[int]:
        """The numbers of all objects there are, those that nothing refers to among them."""
        return iter(sorted({*self._places, *self._holders}))

    def raw(self, number: int) -> tuple[bytes, bytes | None]:
        """An object as it stands, and its stream's data, still coded; None where it is no stream.

        Objects that are not there are null (ISO 32000-1, 7.3.10).
        """
        if number in self._holders and number not in self._places:
            return self._pack(self._holders[number]).get(number, b"null"), None
        start = self._places.get(number)
        if start is None:
            return b"null", None
        end = self._ends[min(bisect.bisect_right(self._ends, start), len(self._ends) - 1)]
        head = _HEAD.match(self.data, start)
        if head is None or int(head[1]) != number:
            raise Malformed(f"object {number} is not in its place")
        closed = self.data.find(b"endobj", head.end(), end)
        if closed > 0 and self.data.find(b"stream", head.end(), closed) < 0:
            return self.data[head.end() : closed].strip(), None
        value, after = parsed(self.data, head.end())
        stream = _STREAM.match(self.data, after)
        if stream is None:
            return self.data[head.end() : after].strip(), None
        return self.data[head.end() : after], self._stream(value, stream.end(), end)

    def _stream(self, entries: Value, start: int, end: int) -> bytes:
        """A stream's data: as long as it says, or, where that is wrong, up to the word that ends it."""
        size = whole(self.value(pairs_of(entries).get(b"/Length")))
        stop = start + size
        if not (size >= 0 and self.data[stop : stop + 20].lstrip().startswith(b"endstream")):
            stop = self.data.find(b"endstream", start, end)
            if stop < 0:
                raise Malformed("a stream without an end")
        return self.data[start:stop]

    def reference(self, number: int) -> Ref | None:
        """A reference to an object; None for 0, which no object has."""
        return Ref(number) if number else None

    def words(self, value: Value) -> str:
        """The text of a string, itself or where a value refers to; empty for anything else."""
        return words_of(self.value(value))

    def value(self, value: Value) -> Value:
        """What a value is, or what stands where it refers to; null as None."""
        for _ in range(20):
            if not isinstance(value, Ref):
                return None if value == b"null" else value
            value = parsed(self.raw(value)[0])[0]
        return None

    def dictionary(self, value: Value) -> Dictionary:
        """A dictionary, itself or where a value refers to; an empty one for anything else."""
        return pairs_of(self.value(value))

    def array(self, value: Value) -> list[Value]:
        """An array, itself or where a value refers to; an empty one for anything else."""
        return values_of(self.value(value))

    def strings(self) -> Iterator[tuple[int, str]]:
        """Every string of every object, those that nothing refers to among them: object's number and words."""
        for number in self.numbers():
            raw = self.raw(number)[0]
            for found in STRINGS.finditer(raw):
                if words := words_of(found[0]):
                    yield number, words

    def unpacked(self, number: int) -> bytes:
        """A stream's data in the clear. Raises Malformed for other coding than Flate, or for more than may be."""
        entries, data = self.raw(number)
        if data is None:
            raise Malformed("no stream where one should stand")
        held = self.dictionary(parsed(entries)[0])
        coding = self.array(held.get(b"/Filter")) or [self.value(held.get(b"/Filter"))]
        if coding == [None]:
            return data
        if coding != [b"/FlateDecode"] or self.dictionary(held.get(b"/DecodeParms")).get(b"/Predictor"):
            raise Malformed("a stream in another coding")
        worker = zlib.decompressobj()
        clear = worker.decompress(data, MOST_UNPACKED - self._unpacked + 1)
        self._unpacked += len(clear)
        if self._unpacked > MOST_UNPACKED:
            raise Refused(f"“{self.name}” unpacks to far more than its size; print it to a new PDF file.")
        return clear

    def _pack(self, number: int) -> dict[int, bytes]:
        """The objects that are packed in a stream (ISO 32000-1, 7.5.7)."""
        if number not in self._packs:
            if number not in self._places:
                raise Malformed("packed objects within packed objects")
            entries = parsed(self.raw(number)[0])[0]
            clear = self.unpacked(number)
            first = whole(self.value(entries.get(b"/First")))
            heads = [int(each) for each in clear[:first].split()]
            offsets = heads[1::2]
            ends = sorted({*offsets, len(clear) - first})
            self._packs[number] = {
                key: clear[
                    first + at : first + ends[min(bisect.bisect_right(ends, at), len(ends) - 1)]
                ].strip()
                for key, at in zip(heads[::2], offsets, strict=True)
            }
        return self._packs[number]

    def _find_pages(self) -> Iterator[Page]:
        """The pages in order, each with what it inherits (ISO 32000-1, 7.7.3.4)."""
        waiting: list[tuple[Value, Dictionary]] = [(self.catalogue.get(b"/Pages"), {})]
        count = 0
        while waiting:
            place, above = waiting.pop()
            if not isinstance(place, Ref) or place in self.tree_numbers:
                continue
            node = self.dictionary(place)
            own = above | {key: node[key] for key in _INHERITED if key in node}
            self.tree_numbers.add(int(place))
            if b"/Kids" in node and node.get(b"/Type") != b"/Page":
                waiting += [(kid, own) for kid in reversed(self.array(node[b"/Kids"]))]
                continue
            if not node:
                continue
            count += 1
            if count > MOST_PAGES:
                raise Refused(f"“{self.name}” has more than {MOST_PAGES:,} pages; split it.")
            yield Page(int(place), node | own)

    def named(self, root: Value, pairs: bytes = b"/Names") -> Iterator[tuple[Value, Value]]:
        """The pairs of a name or number tree (ISO 32000-1, 7.9.6), in order."""
        waiting, seen = [root], set[int]()
        while waiting:
            place = waiting.pop()
            if isinstance(place, Ref):
                if place in seen:
                    continue
                seen.add(int(place))
            node = self.dictionary(place)
            held = self.array(node.get(pairs))
            yield from zip(held[::2], held[1::2], strict=False)
            waiting += reversed(self.array(node.get(b"/Kids")))

    def destinations(self) -> dict[bytes, Value]:
        """Every named place, by the name without its sign, as an array or None."""
        found: dict[bytes, Value] = {}
        for key, value in self.dictionary(self.catalogue.get(b"/Dests")).items():
            found[key[1:]] = self._landing(value)
        names = self.dictionary(self.catalogue.get(b"/Names")).get(b"/Dests")
        for key, value in self.named(names):
            found[words_of(key).encode("utf-8")] = self._landing(value)
        return found

    def _landing(self, value: Value) -> Value:
        held = self.value(value)
        return self.array(pairs_of(held).get(b"/D", held)) or None

    def claims(self) -> tuple[bool, str]:
        """Whether the file says that it is PDF/UA-1, and the level of PDF/A-1 or -2 ("A", "U", "B") it claims, or "".

        Claims of colours other than red, green and blue do not count, for a pack has one output intent; nor does that
        of PDF/UA where a page draws what is not tagged.
        """
        if self._claimed is None:
            self._claimed = self._claim()
        return self._claimed

    def _claim(self) -> tuple[bool, str]:
        place = self.catalogue.get(b"/Metadata")
        try:
            packet = self.unpacked(place) if isinstance(place, Ref) else b""
        except Malformed:
            return False, ""
        accessible = re.search(rb"pdfuaid:part\s*(?:=\s*[\"']|>)\s*1\b", packet) is not None
        part = re.search(rb"pdfaid:part\s*(?:=\s*[\"']|>)\s*([12])\b", packet)
        level = re.search(rb"pdfaid:conformance\s*(?:=\s*[\"']|>)\s*([ABUabu])\b", packet)
        archival = level[1].decode().upper() if part and level and self._is_rgb() else ""
        return accessible and not self._draws_untagged(), archival

    def _draws_untagged(self) -> bool:
        try:
            return any(map(self._is_untagged, self.pages))
        except (Malformed, ValueError, zlib.error):
            return True

    def _is_untagged(self, page: Page) -> bool:
        value = page.entries.get(b"/Contents")
        streams = self.array(value) or [value]
        code = b"\n".join(self.unpacked(int(each)) for each in streams if isinstance(each, Ref))
        lists = self.dictionary(self.dictionary(page.entries.get(b"/Resources")).get(b"/Properties"))
        return draws_untagged(code, lambda name: b"/MCID" in self.dictionary(lists.get(name)))

    def _is_rgb(self) -> bool:
        for intent in self.array(self.catalogue.get(b"/OutputIntents")):
            profile = self.dictionary(self.dictionary(intent).get(b"/DestOutputProfile"))
            if whole(profile.get(b"/N"), 3) != 3:
                return False
        return True

    def hides_layers(self) -> bool:
        """Whether parts of its pages are switched off, which a pack would show."""
        layers = self.dictionary(self.catalogue.get(b"/OCProperties"))
        default = self.dictionary(layers.get(b"/D"))
        return bool(self.array(default.get(b"/OFF"))) or default.get(b"/BaseState") == b"/OFF"

    def outline(self) -> Iterator[tuple[int, Value, Value]]:
        """The entries of the outline in order: level from 0, title's token, where it leads."""
        root = self.dictionary(self.catalogue.get(b"/Outlines"))
        waiting: list[tuple[int, Value]] = [(0, root.get(b"/First"))]
        seen: set[int] = set()
        while waiting and len(seen) < MOST_LOOKED_UP:
            level, place = waiting.pop()
            if not isinstance(place, Ref) or place in seen:
                continue
            seen.add(int(place))
            entry = self.dictionary(place)
            yield level, self.value(entry.get(b"/Title")), self.leads_to(entry)
            waiting += [(level, entry.get(b"/Next")), (min(level + 1, 8), entry.get(b"/First"))]

    def leads_to(self, entry: Dictionary) -> Value:
        """The destination of an outline entry or a link: its own, or that of its action of going there."""
        if b"/Dest" in entry:
            return self.value(entry[b"/Dest"])
        action = self.dictionary(entry.get(b"/A"))
        return self.value(action.get(b"/D")) if action.get(b"/S") == b"/GoTo" else None
