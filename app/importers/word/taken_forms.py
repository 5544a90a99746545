"""Paragraphs that LibreOffice gave the form of the one before them. Imports models and this package only.

Where a tracked deletion takes the end of a paragraph, LibreOffice shows it and the next as one, in the form of the
first, and so it writes the next when it saves a file that it has read.
"""

from lxml import etree

from app.importers.source import TAKEN_FORM
from app.importers.word.names import BOOKMARK, DEL, MOVE_FROM, PPR, RPR, VAL, P, W
from app.importers.word.revisions import next_paragraph

_WRITERS = ("LibreOffice", "Collabora")


def mark_taken_forms(root: "etree._Element", application: str) -> None:
    """Puts a bookmark into each paragraph that may have had another form, in a file that LibreOffice wrote."""
    if not application.startswith(_WRITERS):
        return
    for paragraph in root.iter(P):
        mark = paragraph.find(f"{PPR}/{RPR}")
        if mark is None or next(mark.iterchildren(DEL, MOVE_FROM), None) is None:
            continue
        following = next_paragraph(paragraph)
        if following is not None and _style(following) == _style(paragraph):
            bookmark = etree.Element(BOOKMARK)
            bookmark.set(W + "name", TAKEN_FORM)
            bookmark.set(W + "id", "0")
            following.insert(0 if following.find(PPR) is None else 1, bookmark)


def _style(paragraph: "etree._Element") -> str | None:
    named = paragraph.find(f"{PPR}/{W}pStyle")
    return None if named is None else named.get(VAL)
