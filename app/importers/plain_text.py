"""Plain text to a `Source`: a line is a paragraph, lines with tabs are a table, a form feed starts a page.

Typed bullets and numbers stay as they are; the recogniser knows them. Imports models and this package only.
"""

import codecs
import re
from pathlib import Path

from app.importers.guard import Limits
from app.importers.source import Source, SourceBlock, SourceCell, SourceParagraph, SourceTable
from app.models.errors import Refused
from app.models.text import Run, joined

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def text_of(path: Path, limits: Limits) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, its lines ended by "\\n". Raises Refused otherwise."""
    with path.open("rb") as file:
        data = file.read(limits.text_file + 1)
    if len(data) > limits.text_file:
        raise Refused(
            f"“{path.name}” is larger than {limits.text_file // 1_000_000} MB of text; split it first."
        )
    text = _decoded(data)
    controls = len(_CONTROL.findall(text[:200_000]))
    if controls > len(text[:200_000]) // 200:
        raise Refused(
            f"“{path.name}” is not text but some other kind of file; open it where it was made and save it as .docx."
        )
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    sample = data[:4000]
    if sample.count(0) > len(sample) // 4:
        return data.decode(
            "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be", "replace"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_text(path: Path, limits: Limits) -> Source:
    """The source of a text file."""
    blocks: list[SourceBlock] = []
    rows: list[list[str]] = []
    new_page = False
    for line in text_of(path, limits).split("\n"):
        new_page = new_page or "\f" in line
        words = line.replace("\f", "").rstrip()
        if 0 < words.strip().count("\t") < limits.columns:
            rows.append([cell.strip() for cell in words.strip("\t").split("\t")])
            continue
        if rows:
            blocks.append(_table(rows, path, limits))
            rows = []
        if words.strip():
            blocks.append(SourceParagraph(joined((Run(words),)), break_before=new_page))
            new_page = False
        if len(blocks) > limits.paragraphs:
            raise _too_much(path, limits.paragraphs, "paragraphs")
    if rows:
        blocks.append(_table(rows, path, limits))
    return Source(tuple(blocks))


def _too_much(path: Path, most: int, what: str) -> Refused:
    return Refused(f"“{path.name}” has more than {most:,} {what}; split it first.")


def _table(rows: list[list[str]], path: Path, limits: Limits) -> SourceTable:
    width = max(len(row) for row in rows)
    if width * len(rows) > limits.cells:
        raise _too_much(path, limits.cells, "table cells")
    cells = (
        tuple(
            SourceCell((SourceParagraph(joined((Run(words),))),) if words else ())
            for words in row + [""] * (width - len(row))
        )
        for row in rows
    )
    return SourceTable(tuple(cells), columns=width)
