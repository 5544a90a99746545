"""The process that reads one file: it bounds itself, reads, answers on standard output and ends. No Qt, no database."""

import gc
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from app.importers.bounding import bound_process
from app.importers.guard import Limits
from app.importers.looks import Look, look_of
from app.importers.pdf_pictures import MOST, drawn_looks
from app.importers.pdf_text import PdfText, read_links, read_pages, read_properties
from app.importers.proposal import Proposal
from app.importers.request import PDF, SEEN_PDF, SEEN_WORD, Request, Wanted
from app.importers.source import Source, SourceBlock, SourceParagraph, SourceTable
from app.models.errors import Refused


class Answer(Struct, frozen=True, omit_defaults=True):
    """What the reading process says: a source, or the sentence for which the file is refused.

    `reviewed` is, where a reviewer's copy was asked for, a `Reviewed` as it is `packed`. `proposal` stands in place of
    the source where it was asked for and the document is no copy that Engross exported. `pdf` is what a PDF file says,
    where that was asked for; `looks` are a Word file's pictures by their digests.
    """

    source: Source | None = None
    proposal: Proposal | None = None
    refused: str = ""
    reviewed: bytes = b""
    pdf: PdfText | None = None
    looks: dict[str, Look] | None = None


def main(argument: str) -> None:
    """Answers one request, given as JSON, with one MessagePack value on standard output."""
    import json

    answer_into(sys.stdout.fileno(), msgspec.convert(json.loads(argument), type=Request))
    os._exit(0)  # giving back what was read, piece by piece, would take longer than reading some files


def answer_into(descriptor: int, request: Request) -> None:
    """Answers one request with one MessagePack value on an open descriptor. Bounds this process for good."""
    limits = request.limits
    size = _size(request.path)
    bound_process(limits.memory_for(size), int(limits.seconds_for(size)) + 1)
    gc.disable()  # a short life, and values without cycles: looking for some costs a fifth of the time
    with open(descriptor, "wb", closefd=False) as file:
        file.write(msgspec.msgpack.encode(_answer(request)))


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _answer(request: Request) -> Answer:
    path = Path(request.path)
    try:
        if request.format == "reviewed":
            return Answer(reviewed=_reviewed(path, request.limits))
        if request.format in (PDF, SEEN_PDF):
            gc.enable()  # what pypdf leaves behind goes in circles
            return Answer(pdf=_pdf(path.read_bytes(), request.format == SEEN_PDF))
        if request.format == SEEN_WORD:
            return Answer(looks=_looks(path, request.limits))
        source = read(path, request.format, request.limits)
        _check_lengths(source.blocks, path.name, request.limits.paragraph)
        if request.wanted is None or source.content:
            return Answer(source)
        _check_words(source, path.name)
        return Answer(proposal=_recognised(source, request.wanted))
    except Refused as refusal:
        return Answer(refused=str(refusal))
    except (MemoryError, RecursionError):
        return Answer(refused=_too_large(path.name, reviewed=request.format == "reviewed"))
    except OSError as fault:
        return Answer(
            refused=f"“{path.name}” cannot be read ({fault.strerror or fault}); check that you may open it."
        )
    except Exception as fault:  # the last line between a file from outside and the user
        return Answer(refused=_unforeseen(path.name, fault))


def _pdf(data: bytes, seen: bool) -> PdfText:
    pages, properties = read_pages(data), read_properties(data)
    return (
        PdfText(pages, properties, drawn_looks(data), read_links(data))
        if seen
        else PdfText(pages, properties)
    )


def _looks(path: Path, limits: Limits) -> dict[str, Look]:
    found = read(path, "word", limits).pictures
    return {digest: look_of(data) for digest, data in list(found.items())[:MOST]}


def _check_words(source: Source, name: str) -> None:
    """Raises Refused where a source has no words outside its running heads: a form without text, a scan."""
    if any(map(_says_something, source.blocks)):
        return
    if source.pictures:
        raise Refused(
            f"“{name}” holds pictures but no words, as a scanned paper does; have its text recognised first."
        )
    raise Refused(f"“{name}” holds no words, so there is nothing to read; check that it is the right file.")


def _check_lengths(blocks: Iterable[SourceBlock], name: str, most: int) -> None:
    """Raises Refused where a paragraph is so long that no window could lay it out in time."""
    for block in blocks:
        if isinstance(block, SourceTable):
            for row in block.rows:
                for cell in row:
                    _check_lengths(cell.blocks, name, most)
        elif isinstance(block, SourceParagraph) and sum(len(run.text) for run in block.runs) > most:
            raise Refused(
                f"“{name}” has a paragraph of more than {most:,} characters, as where all ends of lines were lost;"
                " divide it into paragraphs first."
            )


def _says_something(block: SourceBlock) -> bool:
    if isinstance(block, SourceTable):
        return any(_says_something(each) for row in block.rows for cell in row for each in cell.blocks)
    return isinstance(block, SourceParagraph) and any(run.text.strip() for run in block.runs)


def _recognised(source: Source, wanted: Wanted) -> Proposal:
    from app.importers.recognise import propose

    if not source.properties.get("title", "").strip():
        source = structs.replace(source, properties=source.properties | {"title": wanted.name})
    return propose(source, title=wanted.title, house=wanted.house)


def _reviewed(path: Path, limits: Limits) -> bytes:
    from app.importers.reviewed import packed
    from app.importers.word.reviewed import read_reviewed

    return packed(read_reviewed(path, limits))


def _too_large(name: str, *, reviewed: bool) -> str:
    if reviewed:  # of which no part may be taken out, for that would be read as deleted
        return (
            f"“{name}” is too large or too deeply nested to be read with all its changes, and nothing was taken in;"
            " have each reviewer return a copy of their own."
        )
    return f"“{name}” is too large or too deeply nested to be read; split it and save it again."


def _unforeseen(name: str, fault: Exception) -> str:
    kind = type(fault).__name__
    return f"“{name}” is written in a way that cannot be read ({kind}); open it in Word and save it under a new name."


def read(path: Path, format: str, limits: Limits) -> Source:
    """The source of a file of a known format, read in this process. Raises Refused."""
    if format == "word":
        from app.importers.word.document import read_word

        return read_word(path, limits)
    if format == "markdown":
        from app.importers.markdown import read_markdown

        return read_markdown(path, limits)
    from app.importers.plain_text import read_text

    return read_text(path, limits)
