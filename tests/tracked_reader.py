"""A small reader of tracked changes that shares nothing with the program: what a Word body says in either state."""

import io
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
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


class Letter(NamedTuple):
    """A letter, and how it looks: bold, italic, and where it leads."""

    letter: str
    bold: bool
    italic: bool
    link: str


def letters(file: bytes, state: str) -> list[Letter]:
    """The letters of a body but white space, with all changes accepted or rejected, those of their looks too."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    targets = {each.get("Id"): each.get("Target") or "" for each in relations}
    gone = tuple(W + name for name in GONE[state])
    found: list[Letter] = []
    for text in root.iter(f"{W}t", f"{W}delText"):
        row = next(text.iterancestors(f"{W}tr"), None)
        if row is not None and any(row.find(f"{W}trPr/{tag}") is not None for tag in gone):
            continue
        if next(text.iterancestors(*gone), None) is not None:
            continue
        run = text.getparent()
        look = run.find(f"{W}rPr") if run is not None else None
        changed = look.find(f"{W}rPrChange/{W}rPr") if look is not None else None
        look = changed if state == "rejected" and changed is not None else look
        link = next(text.iterancestors(f"{W}hyperlink"), None)
        leads = "" if link is None else link.get(f"{W}anchor") or targets[link.get(f"{R}id")]
        bold, italic = (look is not None and look.find(W + name) is not None for name in "bi")
        found += [Letter(each, bold, italic, leads) for each in text.text or "" if not each.isspace()]
    return found


def letters_in_odt(file: bytes) -> list[Letter]:
    """The letters of a LibreOffice text but white space, as they look beside what their named styles say."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        root = etree.fromstring(package.read("content.xml"))
    own = {each.get(f"{STYLE}name"): each for each in root.find(f"{OFFICE}automatic-styles")}  # type: ignore[union-attr]
    found: list[Letter] = []
    for text, at in _texts(root.find(f"{OFFICE}body")):  # type: ignore[arg-type]
        around = [at, *at.iterancestors()]
        styles = [own[name] for each in around if (name := each.get(f"{TEXT}style-name")) in own]
        bold, italic = (
            next((kind for style in styles for kind in style.xpath(path)), "") in ("bold", "italic")
            for path in (f".//@*[local-name()='{name}']" for name in ("font-weight", "font-style"))
        )
        link = next((each.get(f"{XLINK}href") or "" for each in around if each.tag == f"{TEXT}a"), "")
        found += [Letter(each, bold, italic, link) for each in text if not each.isspace()]
    return found


def _texts(element: "etree._Element") -> Iterator[tuple[str, "etree._Element"]]:
    yield element.text or "", element
    for child in element:
        yield from _texts(child)
        yield child.tail or "", element
