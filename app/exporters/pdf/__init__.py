"""A document as a tagged PDF file: PDF/UA-1 and PDF/A-2a, the same bytes for the same document.

Walks document nodes and knows nothing of strategies. reportlab reads and cuts the fonts; pages are laid out and written
here, for its own paragraphs know no structure and take several times as long.
"""

from app.document.nodes import Document
from app.exporters.pdf.assembly import assembled
from app.exporters.pdf.setting import Typesetting

__all__ = ["pdf_bytes"]


def pdf_bytes(document: Document) -> bytes:
    """The document as a PDF file."""
    work = Typesetting(document)
    pages = work.pages()
    return assembled(document, pages, work.fonts, work.pictures, work.tags, work.setter.bookmarks)
