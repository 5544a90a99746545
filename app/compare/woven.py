"""Two texts woven into one: the words that stayed, went and came. Imports `words` only."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from app.compare.words import BREAK, Op, Vocabulary, opcodes, stretches


class Piece(Struct, frozen=True, gc=False, array_like=True):
    """A run of words that stayed, went or came. The words of all but "delete" make the new text, and the reverse."""

    op: Op
    text: str


class Woven(NamedTuple):
    """What stayed, went and came between two texts, and the words of each piece as they stand in it."""

    pieces: tuple[Piece, ...]
    words: list[list[str]]


def pieces(before: str, after: str, vocabulary: Vocabulary | None = None) -> tuple[Piece, ...]:
    """What stayed, went and came between two texts, word by word; words that stayed as they stand in the new text."""
    return woven(before, after, vocabulary or Vocabulary()).pieces


def woven(before: str, after: str, vocabulary: Vocabulary) -> Woven:
    """The same with the words of each piece, which need not be cut up again."""
    old, new = vocabulary.evenly(before), vocabulary.evenly(after)
    if old is not None and new is not None:
        return _evenly_woven(old, new, opcodes(vocabulary.words(before), vocabulary.words(after)))
    found = tuple(
        Piece(
            each.op,
            before[each.old_from : each.old_to]
            if each.op == "delete"
            else after[each.new_from : each.new_to],
        )
        for each in stretches(before, after, vocabulary)
    )
    return Woven(found, [tokens(piece.text) for piece in found])


def woven_alone(op: Op, text: str) -> Woven:
    """A text that went or came as a whole."""
    return Woven((Piece(op, text),), [tokens(text)])


def _evenly_woven(old: list[str], new: list[str], steps: Sequence[tuple[Op, int, int, int, int]]) -> Woven:
    """The same of texts whose words have one space between any two: nearly all, for which letters need no counting."""
    found: list[Piece] = []
    said: list[list[str]] = []
    i = j = 0
    end_old, end_new = len(old), len(new)
    lead = ""
    for op, i1, i2, j1, j2 in (*steps, ("equal", end_old, end_old, end_new, end_new)):
        if op != "equal":
            continue
        if i < i1:
            words = old[i:i1]
            said.append(words)
            found.append(Piece("delete", f"{lead}{' '.join(words)}{' ' if i1 < end_old else ''}"))
        if j < j1:
            words = new[j:j1]
            said.append(words)
            found.append(Piece("insert", f"{lead}{' '.join(words)}{' ' if j1 < end_new else ''}"))
        if j1 < j2:
            words = new[j1:j2]
            ends = i2 == end_old, j2 == end_new
            lead = " " if ends[0] != ends[1] else ""
            found.append(Piece("equal", " ".join(words) + ("" if any(ends) else " ")))
            said.append(words)
        i, j = i2, j2
    return Woven(tuple(found), said)


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
