"""Edits that somebody might make to a Word file, made on its XML."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Edit = Callable[["etree._Element"], None]
Change = Callable[[str, bytes], bytes | None]
"""What becomes of one part of a package, told its name and what is in it; None leaves it out."""


def repacked(file: Path, to: Path, change: Change) -> Path:
    """`to`, written as a copy of the Word file with each of its parts changed."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = change(info.filename, old.read(info))
            if part is not None:
                new.writestr(info, part)
    return to


def altered(file: Path, before: bytes, after: bytes, part: str = "word/document.xml") -> Path:
    """altered.docx beside the Word file: its text was altered while all it says of itself stays."""

    def change(name: str, held: bytes) -> bytes:
        if name != part:
            return held
        assert before in held
        return held.replace(before, after)

    return repacked(file, file.with_name("altered.docx"), change)


def edited(file: bytes, edit: Edit) -> bytes:
    """The Word file with its body changed by `edit`."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                edit(root[0])
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, data)
    return held.getvalue()


def words_of(element: "etree._Element") -> str:
    """The words below an element."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def paragraph_with(body: "etree._Element", words: str) -> "etree._Element":
    """The first paragraph outside the contents page that holds these words."""
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if words in words_of(paragraph) and not (
            style is not None and (style.get(f"{W}val") or "").startswith("TOC")
        ):
            return paragraph
    raise AssertionError(f"no paragraph holds “{words}”")


def row_with(body: "etree._Element", words: str) -> "etree._Element":
    """The table row that holds these words."""
    row = paragraph_with(body, words).getparent()
    while row is not None and row.tag != f"{W}tr":
        row = row.getparent()
    assert row is not None
    return row


def retype(paragraph: "etree._Element", words: str) -> None:
    """Puts other words in place of a paragraph's, in the first of its runs, as Word does when it is retyped."""
    texts = list(paragraph.iter(f"{W}t"))
    texts[0].text = words
    for text in texts[1:]:
        text.text = ""


def replace(paragraph: "etree._Element", old: str, new: str) -> None:
    """Changes some words inside one run."""
    for text in paragraph.iter(f"{W}t"):
        if old in (text.text or ""):
            text.text = (text.text or "").replace(old, new)
            return
    raise AssertionError(f"no run holds “{old}”")


def remove(element: "etree._Element") -> None:
    """Deletes a paragraph or row."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def unmarked_copy(element: "etree._Element", words: str) -> "etree._Element":
    """A paragraph or row like this one, without its bookmarks, that says something else."""
    copy = deepcopy(element)
    for mark in [*copy.iter(f"{W}bookmarkStart"), *copy.iter(f"{W}bookmarkEnd")]:
        remove(mark)
    pieces = words.split("|")
    paragraphs = [copy] if copy.tag == f"{W}p" else list(copy.iter(f"{W}p"))
    for paragraph, piece in zip(paragraphs, [*pieces, *[""] * len(paragraphs)], strict=False):
        if next(paragraph.iter(f"{W}t"), None) is None:
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = piece
        else:
            retype(paragraph, piece)
    return copy


def styled(words: str, style: str = "BodyText") -> "etree._Element":
    """A new paragraph."""
    paragraph = etree.Element(f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", style)
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = words
    return paragraph


def at_random(chance: random.Random, often: float = 0.1) -> Edit:
    """Deletes, retypes, splits off and adds paragraphs here and there; new words are `zq` and a number."""
    counter = iter(range(1_000_000))

    def edit(body: "etree._Element") -> None:
        for paragraph in list(body.iter(f"{W}p")):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            name = style.get(f"{W}val") or "" if style is not None else ""
            parent = paragraph.getparent()
            if name.startswith(("TOC", "Spacer")) or parent is None or chance.random() > often:
                continue
            _edit_one(chance, paragraph, parent, lambda: f"zq{next(counter)} zq{next(counter)}")

    return edit


def _edit_one(
    chance: random.Random, paragraph: "etree._Element", parent: "etree._Element", words: Callable[[], str]
) -> None:
    alone = len(parent.findall(f"{W}p")) == 1 and parent.tag == f"{W}tc"
    action = chance.choice(("delete", "retype", "after", "like", "heading"))
    if action == "delete" and not alone:
        remove(paragraph)
    elif action == "retype" and re.search(r"\w", words_of(paragraph)):
        retype(paragraph, words())
    elif action == "after":
        paragraph.addnext(styled(words()))
    elif action == "like":
        paragraph.addnext(unmarked_copy(paragraph, words()))
    elif action == "heading" and parent.tag == f"{W}body":
        paragraph.addnext(styled(words(), chance.choice(("Heading1", "Heading2", "Heading3"))))
