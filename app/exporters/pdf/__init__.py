"""A document as a tagged PDF file: PDF/UA-1 and PDF/A-2a, the same bytes for the same document.

Walks document nodes and knows nothing of strategies. reportlab reads and cuts the fonts; pages are laid out and written
here, for its own paragraphs know no structure and take several times as long.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager

from app.document.nodes import Document
from app.exporters.pdf.assembly import assembled
from app.exporters.pdf.page import Landing, Page
from app.exporters.pdf.setting import Typesetting
from app.exporters.pdf.tags import Tags
from app.exporters.progress import Progress, untold

__all__ = ["Place", "Places", "pdf_bytes", "pdf_to_look_at"]

Place = tuple[int, float]
"""The index of a page, and how far below its upper edge, in points."""
Places = dict[str, Place]
"""Where anchors stand."""


def pdf_bytes(document: Document, progress: Progress = untold) -> bytes:
    """The document as a PDF file. `progress` is told of each part set, then of each page written."""
    with _work_on(document) as work:
        return _written(work, work.tags, _set(work, progress), progress)


def pdf_to_look_at(
    document: Document, progress: Progress = untold
) -> tuple[bytes, Places, list[tuple[str, Place]]]:
    """The same pages without the structure that is there to be read by, and where on them each anchor stands.

    Then where each drawing stands, and to which part it belongs.

    Qt reads the structure of a long document through before it shows the first page, and does nothing else meanwhile.
    """
    with _work_on(document) as work:
        pages = _set(work, progress)
        data = _written(work, None, pages, progress)

    def places(landings: Iterable[tuple[str, Landing]]) -> Iterator[tuple[str, Place]]:
        return ((id, (at.page, pages[at.page].height - at.y)) for id, at in landings if at.page >= 0)

    return data, dict(places(work.landings.items())), list(places(work.setter.figures))


@contextmanager
def _work_on(document: Document) -> Generator[Typesetting]:
    """The work on a document, which leaves no structure behind, also where it is given up."""
    work = Typesetting(document)
    try:
        yield work
    finally:
        work.tags.let_go()


def _set(work: Typesetting, progress: Progress) -> list[Page]:
    parts = len(work.document.parts)
    return work.pages(lambda set: progress(set, parts * 3 // 2))


def _written(work: Typesetting, tags: Tags | None, pages: list[Page], progress: Progress) -> bytes:
    whole = len(pages) * 3

    def told(count: int) -> None:
        progress(len(pages) * 2 + count, whole)

    return assembled(work.document, pages, work.fonts, work.pictures, tags, work.setter.bookmarks, told)
