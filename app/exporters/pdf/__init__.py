"""A document as a tagged PDF file: PDF/UA-1 and PDF/A-2a, the same bytes for the same document.

Walks document nodes and knows nothing of strategies. reportlab reads and cuts the fonts; pages are laid out and written
here, for its own paragraphs know no structure and take several times as long.
"""

from app.document.nodes import Document
from app.exporters.pdf.assembly import assembled
from app.exporters.pdf.setting import Typesetting
from app.exporters.progress import Progress, untold

__all__ = ["Places", "pdf_bytes", "pdf_with_places"]

Places = dict[str, tuple[int, float]]
"""Where anchors stand: the index of the page, and how far below its upper edge, in points."""


def pdf_bytes(document: Document, progress: Progress = untold) -> bytes:
    """The document as a PDF file. `progress` is told of each part set, then of each page written."""
    return pdf_with_places(document, progress)[0]


def pdf_with_places(document: Document, progress: Progress = untold) -> tuple[bytes, Places]:
    """The document as a PDF file, and where in it each of its anchors stands."""
    work = Typesetting(document)
    parts = len(document.parts)
    pages = work.pages(lambda set: progress(set, parts * 3 // 2))
    whole = len(pages) * 3

    def written(count: int) -> None:
        progress(len(pages) * 2 + count, whole)

    data = assembled(document, pages, work.fonts, work.pictures, work.tags, work.setter.bookmarks, written)
    drawn = {anchor: landing for anchor, landing in work.landings.items() if landing.page >= 0}
    places = {anchor: (each.page, pages[each.page].height - each.y) for anchor, each in drawn.items()}
    return data, places
