"""How much of a file is read before it is refused, and what kind of file it is. Imports models and `pictures`.

A file from outside may be damaged or made to harm. Every bound stands here, so that readers share them.
"""

import os
import re
from pathlib import Path
from typing import Literal

from msgspec import Struct

from app.importers.pictures import is_picture
from app.models.errors import Refused

Format = Literal["word", "markdown", "text"]

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")
TEXT_SUFFIXES = (".txt", ".text", "")
PICTURE_SUFFIXES = (".webp", ".heic", ".heif", ".svg")
"""Of the pictures that `is_picture` does not know."""
SAVE_AS_WORD = "open it in Word or LibreOffice and save it as .docx first"

SLOWEST = 12


class Limits(Struct, frozen=True):
    """The most that is read. Sizes are bytes, that of a `paragraph` is characters; `seconds` is processor time for a
    small file (see `seconds_for`); `memory` is the address space of the process that reads, for a small file, and
    `memory_by_size` how many bytes more each byte of the file lets it have (see `memory_for`)."""

    file: int = 250_000_000
    text_file: int = 30_000_000
    parts: int = 4_000
    package: int = 600_000_000
    xml_part: int = 150_000_000
    all_xml: int = 220_000_000
    xml_ratio: int = 250
    paragraphs: int = 250_000
    paragraph: int = 200_000
    heads: int = 20_000
    cells: int = 200_000
    tables_deep: int = 20
    columns: int = 300
    pictures: int = 1_000
    picture: int = 25_000_000
    all_pictures: int = 64_000_000
    content: int = 100_000_000
    seconds: float = 15.0
    memory: int = 480_000_000
    memory_by_size: int = 0

    def seconds_for(self, size: int) -> float:
        """How long a file of some bytes may take: each megabyte adds as much again, up to `SLOWEST` times as much."""
        return self.seconds * min(1 + size / 1_000_000, SLOWEST)

    def memory_for(self, size: int) -> int:
        """How many bytes the process may have for a file of some bytes, at most half as much again as for a small one:
        a bomb is small, so that it gets no more."""
        return self.memory + min(self.memory_by_size * size, self.memory // 2)


def checked_size(path: Path, limits: Limits) -> int:
    """The size of a file that may be read. Raises Refused for a folder, a missing, unreadable, empty or huge file."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise Refused(f"“{name}” is a folder; choose a document in it.")
        if not path.is_file():
            missing = "is not a file that can be read" if path.exists() else "does not exist"
            raise Refused(f"“{name}” {missing}; check the name and the folder.")
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise Refused(
            f"“{name}” cannot be read ({reason}); check that you may open it and that it is not in use."
        ) from fault
    if size == 0:
        raise Refused(f"“{name}” is empty; choose the document that holds the text.")
    if size > limits.file:
        raise Refused(
            f"“{name}” is larger than {limits.file // 1_000_000} MB; split it or take large pictures out first."
        )
    return size


def format_of(path: Path) -> Format:
    """What kind of document a file is, by its content; its suffix only tells Markdown from plain text.

    Raises Refused for every kind that is not read, with what to do instead.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    suffix = path.suffix.lower()
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "word"
    _refuse_known(path, head, suffix)
    if suffix in MARKDOWN_SUFFIXES:
        return "markdown"
    if suffix in TEXT_SUFFIXES:
        return "text"
    if suffix in (".docx", ".docm", ".dotx", ".dotm"):
        if path.name.startswith("~$"):
            raise Refused(
                f"“{path.name}” only tells that a document is open in Word; choose the document itself."
            )
        raise Refused(
            f"“{path.name}” is not a Word document inside, or it is damaged; open it in Word and save it again."
        )
    if is_picture(head) or suffix in PICTURE_SUFFIXES:
        raise Refused(
            f"“{path.name}” is a picture, not a document; drag it into a text of the strategy, or put it there with"
            " Ctrl+Alt+P."
        )
    raise Refused(f"Engross reads .docx, .md and .txt, not “{path.name}”; save it as one of these first.")


def _refuse_known(path: Path, head: bytes, suffix: str) -> None:
    """Raises Refused where the first bytes tell a kind of file that is not read."""
    name = path.name
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_compound(path, suffix)
    if suffix == ".engross" or (head.startswith(b"SQLite format 3\0") and head[68:72] == b"Engr"):
        raise Refused(f"“{name}” is an Engross library, not a document; open it with File › Open a library.")
    if head.startswith(b"%PDF"):
        raise Refused(f"“{name}” is a PDF, which holds no paragraphs; {SAVE_AS_WORD}.")
    if head.startswith(b"{\\rtf"):
        raise Refused(f"“{name}” is a rich-text (RTF) file; {SAVE_AS_WORD}.")
    if start.startswith((b"<!doctype html", b"<html")):
        raise Refused(f"“{name}” is a web page; {SAVE_AS_WORD}.")
    if start.startswith(b"<?xml") and re.search(rb"wordDocument|xmlPackage|office:document", head, re.I):
        raise Refused(f"“{name}” is a document kept as one XML file; {SAVE_AS_WORD}.")


def _refuse_compound(path: Path, suffix: str) -> None:
    """Raises Refused for an OLE compound file: a document with a password, or one of Word's old format."""
    with path.open("rb") as file:
        data = file.read(64_000_000)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused(
            f"“{path.name}” is protected with a password; open it in Word, remove the password and save it again."
        )
    if suffix in (".doc", ".dot") or "WordDocument".encode("utf-16-le") in data:
        raise Refused(f"“{path.name}” is in Word's old .doc format; {SAVE_AS_WORD}.")
    raise Refused(f"“{path.name}” is not a Word document; {SAVE_AS_WORD}.")
