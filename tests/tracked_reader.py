"""A small reader of tracked changes that shares nothing with the program: what a Word body says in either state."""

import io
import zipfile
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accepted": ("del", "moveFrom"), "rejected": ("ins", "moveTo")}


class Said(NamedTuple):
    """A paragraph: its style, its list level from 0 (-1 in none), its words."""

    style: str
    level: int
    words: str


def said(file: bytes, state: str, *, strict: bool = False) -> list[object]:
    """The paragraphs of a body, and its tables as rows of cells of the same, with all changes accepted or rejected.

    Of paragraphs that become one, the last has the look if it has words of its own; with `strict` also if it has none.
    """
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return _within(root[0], tuple(W + name for name in GONE[state]), strict)


def _within(container: "etree._Element", gone: tuple[str, ...], strict: bool) -> list[object]:
    found: list[object] = []
    carried, lead = "", None
    for child in container:
        if child.tag == f"{W}tbl":
            rows = [
                [_within(cell, gone, strict) for cell in row.iterchildren(f"{W}tc")]
                for row in child.iterchildren(f"{W}tr")
                if not any(row.find(f"{W}trPr/{tag}") is not None for tag in gone)
            ]
            if rows:
                found.append(rows)
        elif child.tag == f"{W}p":
            own = _words(child, gone)
            words = carried + own
            joined = any(child.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in gone)
            looks = child if strict or own.strip() or lead is None else lead
            carried, lead = (words, looks if words.strip() else None) if joined else ("", None)
            if not joined and words.strip():
                found.append(_paragraph(looks, words, gone))
    if carried.strip():
        found.append(Said("", -1, " ".join(carried.split())))
    return found


def _paragraph(paragraph: "etree._Element", words: str, gone: tuple[str, ...]) -> Said:
    properties = paragraph.find(f"{W}pPr")
    changed = paragraph.find(f"{W}pPr/{W}pPrChange/{W}pPr")
    if changed is not None and f"{W}ins" in gone:
        properties = changed
    style = properties.find(f"{W}pStyle") if properties is not None else None
    level = properties.find(f"{W}numPr/{W}ilvl") if properties is not None else None
    name = (style.get(f"{W}val") or "") if style is not None else ""
    name = name.replace("TableHeading", "TableText")
    return Said(name, -1 if level is None else int(level.get(f"{W}val") or 0), " ".join(words.split()))


def _words(element: "etree._Element", gone: tuple[str, ...]) -> str:
    if element.tag in gone:
        return ""
    if element.tag in (f"{W}t", f"{W}delText"):
        return element.text or ""
    if element.tag in (f"{W}tab", f"{W}br") and element.getparent().tag == f"{W}r":  # type: ignore[union-attr]
        return " "
    return "".join(_words(child, gone) for child in element if child.tag != f"{W}pPr")
