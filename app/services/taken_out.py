"""What the program works out and a reviewer's copy shows no longer: figures in a table, and whole lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import DecodeError, Struct

from app.document.anchors import is_generated, read_bookmark, read_shown, words_digest
from app.importers.returned.scores import written_scores
from app.importers.source import Source, SourceParagraph, SourceTable
from app.models.text import runs_text
from app.services.review_copies import paragraphs_of

_COUNTED = re.compile(r"[\d.]+|\W+")
"""A number that counts rows or parts, which follows those that stay; or a dash."""
Lines = Callable[[], Sequence[str]]


class Row(Struct, frozen=True):
    """A row of a table: the bookmarks in it, and its paragraphs."""

    names: tuple[str, ...]
    paragraphs: tuple[SourceParagraph, ...]

    def says(self, words: str) -> bool:
        """Whether one of its paragraphs says just that."""
        return any(_words(each) == words for each in self.paragraphs)


class Shown(Struct, frozen=True):
    """What stands at each bookmark of a page, and in which row; and how often each line stands on it, when asked."""

    words: dict[str, str] = {}
    rows: dict[str, Row] = {}
    said: Callable[[], Counter[str]] = Counter


def shown_on(source: Source) -> Shown:
    """What a state of a copy shows at its bookmarks; nothing at those that an emptied paragraph left to the next."""
    shown = Shown(said=lambda: Counter(map(_words, paragraphs_of(source.blocks))))
    for block in source.blocks:
        if isinstance(block, SourceTable):
            _show_rows(shown, block)
        elif isinstance(block, SourceParagraph):
            _show(shown, block, _marks(block))
    return shown


def _show_rows(shown: Shown, table: SourceTable) -> None:
    for cells in table.rows:
        paragraphs = tuple(each for cell in cells for each in paragraphs_of(cell.blocks))
        marked = [(each, _marks(each)) for each in paragraphs if each.anchors]
        row = Row(tuple(name for _, marks in marked for name in marks), paragraphs)
        shown.rows.update(dict.fromkeys(row.names, row))
        for each, marks in marked:
            _show(shown, each, marks)


def _show(shown: Shown, paragraph: SourceParagraph, marks: Sequence[str]) -> None:
    words = _words(paragraph) if marks else ""
    for name in marks:
        shown.words[name] = words if not is_generated(name) or name == marks[-1] else ""


def _marks(paragraph: SourceParagraph) -> list[str]:
    names = paragraph.anchors
    return [name for name in names if is_generated(name) or read_bookmark(name) is not None]


def _words(paragraph: SourceParagraph) -> str:
    return _spaced(runs_text(paragraph.runs))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def as_sent(source: Source, after: Shown, lines: Lines) -> Shown:
    """What a copy showed when it was sent, of what is worked out and `after` shows no longer.

    The file has only the digests of those words; `lines` gives what the program wrote.
    """
    try:
        sent = read_shown(source.content).generated
    except DecodeError:
        return Shown()
    if not after.words or all(after.words.get(name) for name in sent):
        return Shown()
    written = Counter(map(_spaced, lines()))
    by_digest = {words_digest(line): line for line in written}
    return Shown(
        {name: by_digest.get(digest, "") for name, digest in sent.items()}, after.rows, lambda: written
    )


def taken_out(before: Shown, after: Shown, lines: Lines) -> Iterator[str]:
    """The words that were worked out and are gone from one state of a copy to the next.

    What went from a row that is still there was taken out; a whole row or line was so only where `lines`, which the
    program would now write, still have it: others went with their part.
    """
    gone = {
        name: words
        for name, words in before.words.items()
        if words and is_generated(name) and not after.words.get(name)
    }
    left: list[str] = []
    for name, words in gone.items():
        row = _row_now(name, before, after)
        if row is None:
            left.append(words)
        elif name in after.words or (not row.says(words) and written_scores(words) is None):
            yield words
    if left := [words for words in dict.fromkeys(left) if _COUNTED.fullmatch(words) is None]:
        had, there, wanted = before.said(), after.said(), Counter(map(_spaced, lines()))
        for words in left:
            if there[words] < min(wanted[words], had[words]):
                yield words


def _row_now(name: str, before: Shown, after: Shown) -> Row | None:
    """The row in which something stood, as it is now; None where nothing of it is left, or it stood in no row."""
    row = after.rows.get(name) or before.rows.get(name)
    left = [each for each in row.names if after.words.get(each)] if row is not None else []
    return after.rows.get(left[0]) if left else None
