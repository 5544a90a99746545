"""The outline of a pack: items, their documents, and each document's own outline below (ISO 32000-1, 12.3.3)."""

from collections.abc import Sequence

from msgspec import Struct

from app.exporters.pdf.writer import PdfFile, ref


class Bookmark(Struct, frozen=True):
    """An entry: level from 0, its title as a string token, where it leads as written."""

    level: int
    title: bytes
    landing: bytes


class _Entry:
    __slots__ = ("after", "before", "bookmark", "kids", "number", "parent")

    def __init__(self, number: int, bookmark: Bookmark | None = None, parent: "_Entry | None" = None) -> None:
        self.number = number
        self.bookmark = bookmark
        self.parent = parent
        self.kids: list[_Entry] = []
        self.before = self.after = 0
        if parent is not None:
            if parent.kids:
                self.before = parent.kids[-1].number
                parent.kids[-1].after = number
            parent.kids.append(self)


def write_bookmarks(file: PdfFile, bookmarks: Sequence[Bookmark]) -> int:
    """Writes the outline, its first level shown. Returns the number of its root, 0 where there is nothing in it."""
    if not bookmarks:
        return 0
    root = _Entry(file.reserve())
    entries, path = [root], [root]
    for bookmark in bookmarks:
        del path[min(bookmark.level + 1, len(path)) :]
        entry = _Entry(file.reserve(), bookmark, path[-1])
        path.append(entry)
        entries.append(entry)
    for entry in entries:
        file.put(_written(entry), entry.number)
    return root.number


def _written(entry: _Entry) -> bytes:
    said = b""
    if entry.kids:
        first, last = entry.kids[0].number, entry.kids[-1].number
        shown = len(entry.kids) if entry.bookmark is None else -len(entry.kids)
        said = b"/First %b/Last %b/Count %d" % (ref(first), ref(last), shown)
    if entry.bookmark is None or entry.parent is None:
        return b"<</Type/Outlines%b>>" % said
    said += b"/Parent " + ref(entry.parent.number)
    said += b"/Prev " + ref(entry.before) if entry.before else b""
    said += b"/Next " + ref(entry.after) if entry.after else b""
    return b"<</Title%b/Dest%b%b>>" % (entry.bookmark.title, entry.bookmark.landing, said)
