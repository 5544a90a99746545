"""Two texts woven into one: the words that stayed, went and came. Imports `words` only."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct

from app.compare.words import BREAK, Op, Vocabulary, shared, stretches


class Piece(Struct, frozen=True, gc=False, array_like=True):
    """A run of words that stayed, went or came. The words of all but "delete" make the new text, and the reverse."""

    op: Op
    text: str


class Woven(NamedTuple):
    """What stayed, went and came between two texts, the words of each piece as they stand in it, and how many were
    deleted and inserted."""

    pieces: tuple[Piece, ...]
    words: list[list[str]]
    deleted: int
    inserted: int


def pieces(before: str, after: str, vocabulary: Vocabulary | None = None) -> tuple[Piece, ...]:
    """What stayed, went and came between two texts, word by word; words that stayed as they stand in the new text."""
    return woven(before, after, vocabulary or Vocabulary()).pieces


def woven(before: str, after: str, vocabulary: Vocabulary) -> Woven:
    """The same with the words of each piece, which need not be cut up again."""
    old = vocabulary.words(before)
    stood = vocabulary.evenly(before, old)
    new = vocabulary.words(after)
    stand = vocabulary.evenly(after, new)
    if stood is not None and stand is not None and BREAK not in before and BREAK not in after:
        return _evenly_woven(stood, stand, shared(old, new))
    found = tuple(
        Piece(
            each.op,
            before[each.old_from : each.old_to]
            if each.op == "delete"
            else after[each.new_from : each.new_to],
        )
        for each in stretches(before, after, vocabulary)
    )
    return _cut_up(found)


def woven_alone(op: Op, text: str) -> Woven:
    """A text that went or came as a whole."""
    return _cut_up((Piece(op, text),))


def _cut_up(found: tuple[Piece, ...]) -> Woven:
    return Woven(found, [tokens(piece.text) for piece in found], *count_words(found))


def _evenly_woven(old: list[str], new: list[str], runs: Iterable[tuple[int, int, int]]) -> Woven:
    """The same of texts whose words have one space between any two: nearly all, for which letters need no counting."""
    found: list[Piece] = []
    said: list[list[str]] = []
    i = j = deleted = inserted = 0
    end_old, end_new = len(old), len(new)
    lead = ""
    for i1, j1, size in runs:
        if i < i1:
            words = old[i:i1]
            said.append(words)
            found.append(Piece("delete", f"{lead}{' '.join(words)}{' ' if i1 < end_old else ''}"))
            deleted += i1 - i
        if j < j1:
            words = new[j:j1]
            said.append(words)
            found.append(Piece("insert", f"{lead}{' '.join(words)}{' ' if j1 < end_new else ''}"))
            inserted += j1 - j
        i, j = i1 + size, j1 + size
        if size:
            words = new[j1:j]
            said.append(words)
            ends = (i == end_old) + (j == end_new)
            lead = " " if ends == 1 else ""
            found.append(Piece("equal", " ".join(words) if ends else f"{' '.join(words)} "))
    return Woven(tuple(found), said, deleted, inserted)


def tokens(text: str) -> list[str]:
    """The words of a text as they stand there; where a paragraph or a cell ends, a sign that says so."""
    if "\n" in text or "\t" in text:
        text = text.replace("\n", f" {BREAK} ").replace("\t", f" {BREAK} ")
    return text.split()


def count_words(found: Iterable[Piece]) -> tuple[int, int]:
    """How many words were deleted and inserted."""
    gone = come = 0
    for piece in found:
        if piece.op == "equal":
            continue
        words = len((piece.text.replace(BREAK, " ") if BREAK in piece.text else piece.text).split())
        if piece.op == "delete":
            gone += words
        else:
            come += words
    return gone, come
