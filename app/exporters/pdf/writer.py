"""A PDF file being written: numbered objects, streams, and the table that finds them (ISO 32000-1, 7.5).

Small objects are packed into compressed object streams, for the structure tree of a long document has a hundred
thousand of them. Knows nothing of pages, fonts or documents.
"""

import hashlib
import zlib
from collections.abc import Iterable

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PACKED = 400
LEVEL = 4

Ref = int


def ref(number: Ref) -> bytes:
    """A reference to an object."""
    return b"%d 0 R" % number


def array(values: Iterable[bytes]) -> bytes:
    """An array of values that are already written."""
    return b"[" + b" ".join(values) + b"]"


def text(value: str) -> bytes:
    """A text string: any Unicode text, as hexadecimal UTF-16 (ISO 32000-1, 7.9.2.2)."""
    return b"<FEFF" + value.encode("utf-16-be", "surrogatepass").hex().upper().encode("ascii") + b">"


def number(value: float) -> bytes:
    """A length in points, to a thousandth, without needless digits."""
    written = b"%.3f" % value
    return written.rstrip(b"0").rstrip(b".") if written not in (b"-0.000", b"0.000") else b"0"


def literal(data: bytes) -> bytes:
    """Bytes as a literal string, with the signs escaped that would end or alter it."""
    if b"\\" in data:
        data = data.replace(b"\\", b"\\\\")
    if b"(" in data:
        data = data.replace(b"(", b"\\(")
    if b")" in data:
        data = data.replace(b")", b"\\)")
    if b"\r" in data:
        data = data.replace(b"\r", b"\\r")
    return b"(" + data + b")"


class PdfFile:
    """Collects objects in any order; `finish` gives the bytes of the file.

    `reserve` gives a number to refer to before its object is known; `put` and `stream` store the object under it.
    """

    def __init__(self) -> None:
        self._pieces: list[bytes] = [HEADER]
        self._length = len(HEADER)
        self._count = 0
        self._places: dict[Ref, tuple[int, int, int]] = {0: (0, 0, 65535)}
        self._waiting: list[tuple[Ref, bytes]] = []
        self._digest = hashlib.sha256()

    def reserve(self) -> Ref:
        """The number of an object to come."""
        self._count += 1
        return self._count

    def reserve_many(self, count: int) -> range:
        """The numbers of `count` objects to come."""
        first = self._count + 1
        self._count += count
        return range(first, first + count)

    def put(self, value: bytes, at: Ref | None = None) -> Ref:
        """Stores an object that is not a stream, to be packed with others. Returns its number."""
        place = self.reserve() if at is None else at
        self._waiting.append((place, value))
        if len(self._waiting) >= PACKED:
            self._pack()
        return place

    def stream(self, entries: bytes, data: bytes, at: Ref | None = None, compressed: bool = True) -> Ref:
        """Stores a stream; `entries` are those of its dictionary beside length and filter. Returns its number."""
        place = self.reserve() if at is None else at
        if compressed:
            data = zlib.compress(data, LEVEL)
            entries += b"/Filter/FlateDecode"
        self._places[place] = (1, self._length, 0)
        self._add(b"%d 0 obj\n<<%b/Length %d>>\nstream\n" % (place, entries, len(data)))
        self._add(data)
        self._add(b"\nendstream\nendobj\n")
        self._digest.update(data)
        return place

    def finish(self, root: Ref, info: Ref) -> bytes:
        """The whole file. Its identifier follows from its content, so the same content gives the same bytes."""
        self._pack()
        table = self.reserve()
        start = self._length
        self._places[table] = (1, start, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + first.to_bytes(5, "big") + second.to_bytes(2, "big")
            for kind, first, second in (self._places[n] for n in range(table + 1))
        )
        mark = self._digest.hexdigest()[:32].encode("ascii")
        entries = b"/Type/XRef/Size %d/W[1 5 2]/Root %b/Info %b/ID[<%b><%b>]" % (
            table + 1,
            ref(root),
            ref(info),
            mark,
            mark,
        )
        self.stream(entries, rows, table)
        self._add(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._pieces)

    def _add(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._length += len(piece)

    def _pack(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        holder = self.reserve()
        heads: list[bytes] = []
        offset = 0
        for index, (place, value) in enumerate(waiting):
            heads.append(b"%d %d" % (place, offset))
            self._places[place] = (2, holder, index)
            offset += len(value) + 1
        head = b" ".join(heads) + b"\n"
        body = b"\n".join(value for _, value in waiting)
        self.stream(b"/Type/ObjStm/N %d/First %d" % (len(waiting), len(head)), head + body, holder)
