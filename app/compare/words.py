"""Words: how a text is cut up, what counts as the same word, and which words differ between two texts.

Typographic noise (quote and dash style, kinds of space, invisible characters) does not make two words differ unless it
is asked for. A word is what stands between white space, with its punctuation. Imports nothing of Engross.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from rapidfuzz.distance import Indel

Op = Literal["equal", "delete", "insert"]

BREAK = "¶"
_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
        "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "ﬁ": "fi", "ﬂ": "fl",
    }
)  # fmt: skip
_TIGHT_DASH = re.compile(r"(?<=\d)\s+-\s+(?=\d)")


class Piece(Struct, frozen=True, array_like=True):
    """A run of words that stayed, went or came. The words of all but "delete" make the new text, and the reverse."""

    op: Op
    text: str


def normal(text: str) -> str:
    """The text without typographic noise: straight quotes, plain hyphens, and "2017 - 2020" as "2017-2020"."""
    if not text.isascii():
        text = text.translate(_PLAIN)
    return _TIGHT_DASH.sub("-", text) if "-" in text else text


def words_of(text: str, noise: bool = False) -> list[str]:
    """The words of a text, as they are compared."""
    return (text if noise else normal(text)).split()


class Vocabulary:
    """Numbers for words, so that comparing handles integers: one vocabulary serves both sides of a comparison."""

    def __init__(self, noise: bool = False) -> None:
        self.noise = noise
        self._numbers: dict[str, int] = {}

    def numbers(self, text: str) -> "array[int]":
        """The words of a text as an array of their numbers."""
        known = self._numbers
        return array("L", [known.setdefault(word, len(known)) for word in words_of(text, self.noise)])


def likeness(old: "Sequence[int]", new: "Sequence[int]", least: float = 0.0) -> float:
    """How much of two word sequences is shared, in order: 0 nothing, 1 all; below `least` it may say 0."""
    if not old and not new:
        return 1.0
    return Indel.normalized_similarity(old, new, score_cutoff=least)


def shown_words(text: str, noise: bool = False) -> list[tuple[str, str]]:
    """Each word as it is compared, with the stretch of the text it stands for (its trailing space included).

    The stretches joined are the text again. Where comparing folds several words into one ("2017 - 2020"), the
    stretch covers them all.
    """
    parts = [(m.group(1), m.group(0)) for m in re.finditer(r"\s*(\S+)\s*", text)]
    if noise:
        return parts
    folded: list[tuple[str, str]] = []
    unseen = ""
    for word, stretch in parts:
        compared = normal(word)
        stretch, unseen = unseen + stretch, ""
        if not compared:
            unseen = stretch
            continue
        if (
            len(folded) > 1
            and folded[-1][0] == "-"
            and folded[-2][0][-1:].isdigit()
            and compared[0].isdigit()
        ):
            _, dash = folded.pop()
            before, held = folded.pop()
            folded.append((f"{before}-{compared}", held + dash + stretch))
        else:
            folded.append((compared, stretch))
    if unseen and folded:
        folded[-1] = (folded[-1][0], folded[-1][1] + unseen)
    return folded


def opcodes(old: Sequence[int], new: Sequence[int]) -> list[tuple[Op, int, int, int, int]]:
    """The shortest way from one word sequence to another, as (op, old from, old to, new from, new to).

    Only "equal", "delete" and "insert"; a replacement is a deletion followed by an insertion.
    """
    return [
        (code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end)  # type: ignore[misc]
        for code in Indel.opcodes(old, new)
    ]


def pieces(before: str, after: str, noise: bool = False) -> tuple[Piece, ...]:
    """What stayed, went and came between two texts, word by word, deletions before the insertions at the same place.

    Words that stay are given as they stand in the new text.
    """
    old, new = shown_words(before, noise), shown_words(after, noise)
    known: dict[str, int] = {}
    a = array("L", [known.setdefault(word, len(known)) for word, _ in old])
    b = array("L", [known.setdefault(word, len(known)) for word, _ in new])
    result: list[Piece] = []
    gone: list[str] = []
    come: list[str] = []

    def flush() -> None:
        if gone:
            result.append(Piece("delete", "".join(gone)))
            gone.clear()
        if come:
            result.append(Piece("insert", "".join(come)))
            come.clear()

    for op, i1, i2, j1, j2 in opcodes(a, b):
        if op == "equal":
            flush()
            result.append(Piece("equal", "".join(stretch for _, stretch in new[j1:j2])))
        elif op == "delete":
            gone.extend(stretch for _, stretch in old[i1:i2])
        else:
            come.extend(stretch for _, stretch in new[j1:j2])
    flush()
    return tuple(result)


def count_words(found: Iterable[Piece]) -> tuple[int, int]:
    """How many words were deleted and inserted."""
    gone = come = 0
    for piece in found:
        if piece.op == "delete":
            gone += len(piece.text.replace(BREAK, " ").split())
        elif piece.op == "insert":
            come += len(piece.text.replace(BREAK, " ").split())
    return gone, come
