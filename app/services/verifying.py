"""Is this file the approved copy? What a reader sees on its pages is compared with the approved version's own words.

What a file says of itself only tells where to look first: a forged property on altered text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.compare.changes import Change, Comparison, compare_passages
from app.compare.passages import Passage
from app.compare.words import words_of
from app.document.aligned import Aligned, aligned
from app.document.figures.drawing import Words
from app.document.nodes import (
    Contents,
    Document,
    Drawing,
    Figure,
    Heading,
    List,
    Paragraph,
    Part,
    Properties,
    Span,
    Table,
)
from app.document.redline import build_redline
from app.document.strategy import build_strategy
from app.importers.pdf_text import read_pages, without_furniture
from app.importers.reading import read_file
from app.importers.source import Source, SourceBlock, SourceParagraph, SourceTable
from app.models.approval import Recorded, approval_of, approvals
from app.models.errors import Refused
from app.models.text import runs_text
from app.services.exporting import house_of

if TYPE_CHECKING:
    from app.store.library import Library

LARGEST = 200_000_000
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+")
_BULLET = re.compile(r"^[•◦▪‣·o–-]\s+")


class Verdict(Struct, frozen=True):
    """Whether a file is the approved copy, of which version and decision, and where it differs if not."""

    approved: bool
    message: str
    strategy: str = ""
    version: str = ""
    decision: str = ""
    fingerprint: str = ""
    comparison: Comparison = Comparison()


class _Reference(Struct, frozen=True):
    """A version that a file may be a copy of."""

    strategy: str
    title: str
    version: str
    recorded: Recorded | None
    document: Document


class Checked(Struct, frozen=True):
    """A verdict with the lines of the approved copy beside those of the file, where there is an approved copy of it."""

    verdict: Verdict
    lines: Aligned = Aligned()


def verify(file: Path, library: Library) -> Verdict:
    """Says whether a Word or PDF file is the approved copy of a strategy of the library.

    Raises Refused for a file that cannot be read, and for a library in which nothing was approved.
    """
    return _verified(file, library)[0]


def check(file: Path, library: Library) -> Checked:
    """The verdict of `verify`, and what to show beside it. Raises Refused as it does."""
    verdict, reference, lines = _verified(file, library)
    if not verdict.version:
        return Checked(verdict)
    old, new = (_plain_document(_sentences(side)) for side in (document_lines(reference.document), lines))
    woven = aligned(build_redline(old, new), verdict.comparison)
    # What only a page repeats is no change, and is not to be shown as one.
    shown = tuple(
        line if at in woven.places else structs.replace(line, weight="")
        for at, line in enumerate(woven.lines)
    )
    return Checked(verdict, structs.replace(woven, lines=shown))


def _plain_document(sentences: Iterable[Passage]) -> Document:
    return Document(
        properties=Properties(""), parts=tuple(Paragraph((Span(each.text),)) for each in sentences)
    )


def _verified(file: Path, library: Library) -> tuple[Verdict, _Reference, list[str]]:
    """The verdict, the version it was reached by, and the file's lines."""
    lines, said = _lines_of(file)
    references = _approved(library)
    if not references:
        raise Refused(
            "No version in this library has been approved yet, so no file can be the approved copy."
        )
    reference, found = min(
        ((each, _compared(each.document, lines)) for each in references),
        key=lambda pair: (_distance(pair[1]), pair[0].strategy != said),
    )
    if found.changes:
        for old in _superseded(library):
            same = _compared(old.document, lines)
            if not same.changes:
                return _outdated(old, reference, same), old, lines
    return _verdict(reference, found, lines, library), reference, lines


def _lines_of(file: Path) -> tuple[list[str], str]:
    """The lines a reader sees, and the strategy the file says it is a copy of."""
    suffix = file.suffix.lower()
    if suffix == ".pdf":
        return without_furniture(read_pages(_bytes_of(file))), ""
    source = read_file(file)
    return list(_source_lines(source)), source.properties.get("engross.strategy", "")


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(f"“{file.name}” is larger than {LARGEST // 1_000_000} MB and was not read.")
        return file.read_bytes()
    except FileNotFoundError as fault:
        raise Refused(f"“{file.name}” does not exist; check the name and the folder.") from fault
    except OSError as fault:
        raise Refused(
            f"“{file.name}” cannot be read ({fault.strerror}); check that you may open it."
        ) from fault


def _source_lines(source: Source) -> Iterable[str]:
    for block in source.blocks:
        yield from _block_lines(block)


def _block_lines(block: SourceBlock) -> Iterable[str]:
    if isinstance(block, SourceParagraph):
        if block.field != "TOC" and not block.style.startswith("toc"):
            yield from runs_text(block.runs).split("\n")
    elif isinstance(block, SourceTable):
        for row in block.rows:
            for cell in row:
                for inner in cell.blocks:
                    yield from _block_lines(inner)


def _approved(library: Library) -> list[_Reference]:
    """The approved version of each strategy that has one."""
    return [found[-1] for found in _references(library, slice(-1, None)) if found]


def _superseded(library: Library) -> list[_Reference]:
    """The versions that were approved once and have been superseded, the newest of each strategy first."""
    return [each for found in _references(library, slice(None, -1)) for each in reversed(found)]


def _references(library: Library, which: slice) -> Iterator[list[_Reference]]:
    """Those of each strategy's approved versions that are asked for, oldest first."""
    for row in library.strategies():
        recorded = library.decisions(row.id)
        found: list[_Reference] = []
        for standing in approvals(recorded)[which]:
            version = next((v for v in row.versions if v.fingerprint == standing.fingerprint), None)
            if version is not None:
                document = _document(library, row.id, version.label, recorded, standing)
                found.append(_Reference(row.id, row.title, version.label, standing, document))
        yield found


def _document(
    library: Library, strategy: str, version: str, recorded: Sequence[Recorded], standing: Recorded
) -> Document:
    """The document as it was exported while this approval stood."""
    recorded = recorded[: recorded.index(standing) + 1]
    content = library.content(strategy, version)
    saved = library.versions(strategy)
    at = next(n for n, row in enumerate(saved) if row.label == version)
    return build_strategy(
        content,
        house_of(content.root),
        version=version,
        date=saved[at].date,
        versions=saved[: at + 1],
        approval=approval_of(content.fingerprint, recorded),
    )


def document_lines(document: Document, *, numbered: bool = False, lettered: bool = False) -> list[str]:
    """What a reader sees of a document, in order: cover, headings with their numbers, paragraphs, items, cells.

    With `numbered` also the numbers of plain lists, with `lettered` the lettering of generated drawings: a PDF file
    holds both as text, a Word file neither.
    """
    lines: list[str] = []
    if document.cover:
        cover = document.cover
        lines += [cover.organisation, cover.title, cover.period, *cover.lines, cover.label]
    lines.extend(_part_lines(document.parts, numbered, lettered))
    return [line for line in lines if line.strip()]


def _part_lines(parts: Iterable[Part], numbered: bool = False, lettered: bool = False) -> Iterable[str]:
    for part in parts:
        if isinstance(part, Heading):
            yield f"{part.number} {''.join(span.text for span in part.spans)}".strip()
        elif isinstance(part, Paragraph):
            yield "".join(span.text for span in part.spans)
        elif isinstance(part, List):
            for at, item in enumerate(part.items, 1):
                inside = list(_part_lines(item.blocks, numbered, lettered))
                number = item.number or (f"{at}." if numbered and part.ordered else "")
                yield f"{number} {inside[0]}".strip() if inside else number
                yield from inside[1:]
        elif isinstance(part, Drawing | Figure):
            if lettered and isinstance(part, Drawing):
                yield from (shape.text for shape in part.shapes if isinstance(shape, Words))
            yield part.caption
        elif isinstance(part, Table):
            if part.caption:
                yield part.caption
            for row in part.rows:
                for cell in row.cells:
                    yield from _part_lines(cell.blocks, numbered, lettered)


def _compared(document: Document, lines: Sequence[str]) -> Comparison:
    """The differences of substance and of words between the approved text and the file's, in sentences.

    Lines break where a page's width makes them, so both sides are joined and cut anew at the ends of sentences.
    """
    heads = {_plain(line) for line in _repeated_lines(document)}
    best: Comparison | None = None
    for numbered, lettered in ((False, False), (True, False), (True, True)):
        approved = document_lines(document, numbered=numbered, lettered=lettered)
        found = compare_passages(_sentences(approved), _sentences(lines))
        told = _without_capitals([change for change in found.changes if not _is_noise(change, heads)])
        found = structs.replace(found, changes=tuple(told))
        if best is None or _distance(found) < _distance(best):
            best = found
        if not best.changes:
            break
    assert best is not None
    return best


def _without_capitals(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes without headings that go in small letters and come in capitals at the same place."""
    at = 0
    while at < len(changes):
        pair = changes[at : at + 2]
        if len(pair) == 2 and {change.kind for change in pair} == {"deleted", "inserted"}:
            one, other = (change.before or change.after for change in pair)
            if one != other and _plain(one) == _plain(other):
                at += 2
                continue
        yield changes[at]
        at += 1


def _sentences(lines: Iterable[str]) -> list[Passage]:
    text = " ".join(_BULLET.sub("", line.strip()) for line in lines)
    return [Passage(part) for part in _SENTENCE.split(text) if part.strip()]


def _repeated_lines(document: Document) -> Iterable[str]:
    """What may stand more than once in a file: heads of tables that go over pages, the contents, running lines."""
    yield from document_lines(document)
    furniture = document.furniture
    yield from (getattr(furniture, name) for name in furniture.__struct_fields__)
    for part in document.parts:
        if isinstance(part, Contents):
            yield part.title
        if isinstance(part, Table):
            for row in part.rows[: part.header_rows]:
                yield " ".join(line for cell in row.cells for line in _part_lines(cell.blocks))


def _plain(text: str) -> str:
    """Letters only, for layout sets headings in capitals and breaks a line after a dash or a slash."""
    return "".join(words_of(text)).casefold().replace("-", "")


def _is_noise(change: Change, repeated: set[str]) -> bool:
    """Whether a change is one of layout only: the same letters otherwise broken or in capitals, or something that a
    page repeats, such as a table's head."""
    gone = ""
    for piece in change.pieces:
        letters = _plain(piece.text)
        if piece.op == "delete":
            gone += letters
        elif piece.op == "insert":
            if not letters.endswith(gone):
                return False
            # Only words may have come before what was there: a digit before a figure makes another figure.
            more = letters.removesuffix(gone)
            if more and (more not in repeated or (gone and not more.isalpha())):
                return False
            gone = ""
        elif gone:
            return False
    return not gone


def _distance(found: Comparison) -> int:
    return found.summary.words_deleted + found.summary.words_inserted


def _verdict(reference: _Reference, found: Comparison, lines: Sequence[str], library: Library) -> Verdict:
    recorded = reference.recorded
    assert recorded is not None
    decision = recorded.decision
    by = f"approved {_shown(decision.date)} by {decision.body}"
    name = f"“{reference.title}”"
    minute = decision.minute or decision.number or f"{decision.body}, {decision.date}"

    def verdict(approved: bool, message: str) -> Verdict:
        return Verdict(
            approved, message, reference.strategy, reference.version, minute, recorded.fingerprint, found
        )

    if not found.changes:
        return verdict(True, f"This is {reference.version} of {name}, {by}, unchanged.")
    if found.unrelated or _distance(found) > 2 * max(1, _words(lines)):
        return Verdict(
            False, f"This is no copy of any approved strategy in {library.path_or_url}.", comparison=found
        )
    counted = found.summary
    parts = [_count(counted.substantive, "substantive difference")] if counted.substantive else []
    parts += [_count(counted.other, "other difference")] if counted.other else []
    message = f"This is not the approved copy: it has {' and '.join(parts)} from {reference.version} of {name}, {by}."
    return verdict(False, message)


def _outdated(old: _Reference, reference: _Reference, found: Comparison) -> Verdict:
    """The verdict on a true copy of a version that another has superseded since."""
    assert old.recorded is not None
    decision, since = old.recorded.decision, reference.recorded
    newer = (
        f"{reference.version} was approved {_shown(since.decision.date)}" if since else "another is approved"
    )
    message = (
        f"This is {old.version} of “{old.title}”, approved {_shown(decision.date)} by {decision.body}, unchanged; "
        f"but it is no longer the approved copy, for {newer}."
    )
    minute = decision.minute or decision.number or f"{decision.body}, {decision.date}"
    return Verdict(False, message, old.strategy, old.version, minute, old.recorded.fingerprint, found)


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _shown(day: str) -> str:
    from datetime import date

    read = date.fromisoformat(day)
    return f"{read.day} {read:%B %Y}"
