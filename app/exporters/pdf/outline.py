"""The document outline (bookmarks), nested as the headings are."""

from collections.abc import Sequence

from app.exporters.pdf.page import Landing
from app.exporters.pdf.parts import Bookmark
from app.exporters.pdf.writer import PdfFile, Ref, number, ref, text


class _Entry:
    def __init__(self, bookmark: Bookmark | None) -> None:
        self.bookmark = bookmark
        self.kids: list[_Entry] = []
        self.place: Ref = 0


def destination(landing: Landing, pages: Sequence[Ref]) -> bytes:
    """Where a landing is, as a destination that keeps the reader's zoom; the first page if it was never drawn."""
    if landing.page < 0:
        return b"[%b/XYZ null null null]" % ref(pages[0])
    return b"[%b/XYZ %b %b null]" % (ref(pages[landing.page]), number(landing.x), number(landing.y + 6))


def write_outline(file: PdfFile, bookmarks: Sequence[Bookmark], pages: Sequence[Ref]) -> Ref | None:
    """Writes the outline, its first level shown. Returns its root's number, None where there are no headings."""
    root = _Entry(None)
    path = [root]
    for bookmark in bookmarks:
        del path[min(bookmark.level, len(path)) :]
        entry = _Entry(bookmark)
        path[-1].kids.append(entry)
        path.append(entry)
    if not root.kids:
        return None
    _number(root, file)
    _write(root, file, pages)
    count, first, last = len(root.kids), root.kids[0].place, root.kids[-1].place
    return file.put(
        b"<</Type/Outlines/First %b/Last %b/Count %d>>" % (ref(first), ref(last), count), root.place
    )


def _number(entry: _Entry, file: PdfFile) -> None:
    entry.place = file.reserve()
    for kid in entry.kids:
        _number(kid, file)


def _write(parent: _Entry, file: PdfFile, pages: Sequence[Ref]) -> None:
    for index, entry in enumerate(parent.kids):
        if entry.bookmark is None:
            continue
        links = b"/Parent %b" % ref(parent.place)
        if index:
            links += b"/Prev %b" % ref(parent.kids[index - 1].place)
        if index + 1 < len(parent.kids):
            links += b"/Next %b" % ref(parent.kids[index + 1].place)
        if entry.kids:
            first, last = entry.kids[0].place, entry.kids[-1].place
            links += b"/First %b/Last %b/Count -%d" % (ref(first), ref(last), len(entry.kids))
        where = destination(entry.bookmark.landing, pages)
        file.put(b"<</Title%b%b/Dest%b>>" % (text(entry.bookmark.title), links, where), entry.place)
        _write(entry, file, pages)
