"""The words of any PDF file, page by page and line by line, without page furniture. Imports models only.

Used to say whether a copy is the approved one, so it must not be fooled by what a file says of itself: only what a
reader would see on the pages counts.
"""

import io
import re
from collections import Counter
from collections.abc import Callable, Container, Sequence
from typing import Any, cast

from msgspec import Struct

from app.importers.looks import Look
from app.models.errors import Refused

EDGE_LINES = 3
MOST_PAGES = 5_000
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|…{2,}\s*\d*\s*$|_{4,}")
_DIGITS = re.compile(r"\d+")


class PdfText(Struct, frozen=True):
    """What a PDF file holds: the lines of each page, and what it says of itself.

    `pictures` are the looks of what is drawn on the pages, where they were asked for; None where they are too many.
    With them come the addresses that `links` lead to.
    """

    pages: list[list[str]]
    properties: dict[str, str]
    pictures: list[Look] | None = None
    links: list[str] = []


def read_pages(
    pdf: bytes, told: Callable[[float], None] = lambda part: None, only: Container[int] | None = None
) -> list[list[str]]:
    """The lines of each page. Raises Refused for what is no readable PDF file, is locked, or holds no text.

    `told` hears before each page which part of them is read, from 0 to 1; it may raise to stop the work. With `only`,
    places from 0, other pages are passed over as if they were empty, and no text at all is no fault.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(pdf))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("This PDF file is protected with a password; ask for a copy without one.")
        if len(reader.pages) > MOST_PAGES:
            raise Refused(f"This PDF file has more than {MOST_PAGES:,} pages and was not read.")
        pages: list[list[str]] = []
        for at, page in enumerate(reader.pages):
            told(at / len(reader.pages))
            wanted = only is None or at in only
            pages.append(page.extract_text().split("\n") if wanted else [])
    except Refused:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError) as fault:
        raise Refused(f"This is not a readable PDF file ({fault}); ask for a fresh copy of it.") from fault
    if only is None and not any(line.strip() for lines in pages for line in lines):
        raise Refused(
            "This PDF file holds pictures of pages but no text; check the file it was scanned from instead."
        )
    return [[line.strip() for line in lines if line.strip()] for lines in pages]


def read_links(pdf: bytes) -> list[str]:
    """The addresses that links on the pages of a readable PDF file lead to (ISO 32000-1, 12.6.4.7), each once."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    if reader.is_encrypted:
        reader.decrypt("")
    found: dict[str, None] = {}
    for page in reader.pages:
        annotations = _held(page, "/Annots")
        for annotation in cast("list[Any]", annotations) if isinstance(annotations, list) else ():
            address = _held(_held(_held(annotation), "/A"), "/URI")
            if isinstance(address, str | bytes):
                found[str(address) if isinstance(address, str) else address.decode("latin-1")] = None
    return list(found)


def _held(value: Any, key: str = "") -> Any:
    """What a dictionary of a PDF file holds under a key, or, without one, what a reference leads to; None for none."""
    value = value.get_object() if hasattr(value, "get_object") else value
    if not key:
        return value
    return _held(value.get(key)) if hasattr(value, "get") else None


def read_properties(pdf: bytes) -> dict[str, str]:
    """What a PDF file says of itself under the program's own names, written as in Word files: "engross.seal".

    It proves nothing, for anybody can write it; empty where it cannot be read.
    """
    from pypdf import PdfReader

    try:
        said = cast("dict[str, object]", PdfReader(io.BytesIO(pdf)).metadata or {})
        named = {str(key): str(value) for key, value in said.items() if str(key).startswith("/Engross")}
    except Exception:  # pypdf raises whatever a damaged file leads it into
        return {}
    return {f"engross.{key.removeprefix('/Engross').lower()}": value for key, value in named.items()}


def without_furniture(
    pages: Sequence[Sequence[str]],
    *,
    contents: bool = False,
    is_text: Callable[[str], bool] = lambda line: False,
) -> list[str]:
    """The lines of all pages without running heads and feet and page numbers; with `contents`, rows of contents too.

    Running lines are those that stand at the edge of most pages and differ in their figures at the most. One without
    figures, or always with the same, is kept where it stands first, for it may be the title on the cover. What
    `is_text` knows for text is kept wherever it stands, such as the head of a table that goes over most pages.
    """
    alike: dict[str, set[str]] = {}
    for line in (line for lines in pages for line in _edges(lines)):
        alike.setdefault(_DIGITS.sub("#", line), set()).add(line)
    counted = Counter(
        shape for lines in pages for shape in {_DIGITS.sub("#", line) for line in _edges(lines)}
    )
    running = {shape for shape, count in counted.items() if count > 1 and count >= 0.4 * len(pages)}
    kept: list[str] = []
    seen: set[str] = set()
    for lines in pages:
        edges = set(_edges(lines))
        for line in lines:
            shape = _DIGITS.sub("#", line)
            repeated = line in edges and shape in running and (line in seen or len(alike[shape]) > 1)
            if (not repeated or is_text(line)) and (contents or not _LEADERS.search(line)):
                kept.append(line)
            seen.add(line)
    return kept


def _edges(lines: Sequence[str]) -> Sequence[str]:
    return (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])
