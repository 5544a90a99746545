"""Words: how a text is cut up, what counts as the same word, and which words differ between two texts.

Typographic noise (quote and dash style, kinds of space, invisible characters) does not make two words differ unless it
is asked for. A word is what stands between white space, with its punctuation. Imports `order` only.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from itertools import accumulate, chain, count, pairwise
from operator import add
from typing import Literal, NamedTuple, TypeVar

from msgspec import Struct
from rapidfuzz.distance import Indel

from app.compare.order import increasing

Op = Literal["equal", "delete", "insert"]
Word = TypeVar("Word", bound=Hashable)
Words = Sequence[Hashable]
"""Words, or what else is told apart as words are."""

BREAK = "¶"
MOST_PAIRS = 400_000_000
MOST_KEPT = 500_000  # words: those of a large strategy and its other version, some 30 MB
_PLAIN = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "…": "...", "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "",
    "\u200e": "", "\u200f": "",
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl",
    **{low: str(digit) for digit, low in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}  # fmt: skip
_TYPOGRAPHIC = re.compile(f"[{''.join(_PLAIN)}]")
_UNEVEN = re.compile(f"[{''.join(sign for sign, plain in _PLAIN.items() if len(plain) != 1)}]")
# A dash that leads or trails a word, or stands in a range: not one that stands alone or joins two words. A pattern that
# begins with the dash is sought only where there is one.
_SPACED_DASH = re.compile(r"-(?:[ \n\t]|(?<=[ \n\t]-))")
_LOOSE_DASH = re.compile(r"-(?:(?<=\S-)(?=\s)|(?<=\s-)(?=\S))")
_BEFORE_DIGIT = re.compile(r"-\s+\d")
_IN_RANGE = re.compile(r"\d\s+-\s+\d")


def normal(text: str) -> str:
    """The text with straight quotes, plain hyphens and ordinary spaces, and without characters nobody sees."""
    if text.isascii():
        return text
    for sign in set(_TYPOGRAPHIC.findall(text)):
        text = text.replace(sign, _PLAIN[sign])
    return text


def _has_loose_dash(plain: str) -> bool:
    if not _SPACED_DASH.search(plain):
        return False
    if _LOOSE_DASH.search(plain):
        return True
    return _BEFORE_DIGIT.search(plain) is not None and _IN_RANGE.search(plain) is not None


def words_of(text: str, noise: bool = False) -> list[str]:
    """The words of a text, as they are compared; `noise` keeps every typographic difference."""
    if noise:
        return text.split()
    plain = normal(text)
    return _loose_words(plain) if _has_loose_dash(plain) else plain.split()


def _loose_words(plain: str) -> list[str]:
    """The words of a text with loose dashes, as `cut_up` has them."""
    words = _LOOSE_DASH.sub(" - ", plain.strip()).split()
    return _ranges_joined(words, [0] * (len(words) + 1)).words


class Cut(NamedTuple):
    """A text's words as they are compared, and where each one's stretch begins; the last of `ends` is the text's end.

    A stretch takes in the white space after its word, and before the first one, so that the stretches cover the text.
    """

    words: list[str]
    ends: list[int]


def cut_up(text: str, noise: bool = False) -> Cut:
    """The words of a text, and where they stand in it.

    A dash with space at either side is a word of its own, however it is spaced, except between figures: "2017 - 2020"
    is the one word "2017-2020", and its stretch covers it all.
    """
    plain = text if noise else normal(text)
    is_loose = not noise and _has_loose_dash(plain)
    words = _LOOSE_DASH.sub(" - ", plain.strip()).split() if is_loose else plain.split()
    starts: list[int] = []
    at = 0
    for word in words:
        at = plain.index(word, at)
        starts.append(at)
        at += len(word)
    if plain is not text and _UNEVEN.search(text):
        places = [place for place, letter in enumerate(text) for _ in _PLAIN.get(letter, letter)]
        starts = [places[start - 1] + 1 if start else 0 for start in starts]
    ends = [0, *starts[1:], len(text)] if words else [0]
    return _ranges_joined(words, ends) if is_loose else Cut(words, ends)


def _ranges_joined(words: list[str], ends: list[int]) -> Cut:
    """The same with each figure, dash and figure made one word."""
    dashes: list[int] = []
    for _ in range(words.count("-")):
        dashes.append(words.index("-", dashes[-1] + 1 if dashes else 0))
    inner = [at for at in dashes if 0 < at < len(words) - 1]
    if not any(words[at - 1][-1].isdigit() and words[at + 1][0].isdigit() for at in inner):
        return Cut(words, ends)
    joined: list[str] = []
    kept = [0]
    last = ""
    for word, end in zip(words, ends[1:], strict=True):
        if last == "-" and word[0].isdigit() and len(joined) > 1 and joined[-2][-1].isdigit():
            joined[-2:] = [f"{joined[-2]}-{word}"]
            kept[-2:] = [end]
        else:
            joined.append(word)
            kept.append(end)
        last = word
    return Cut(joined, kept)


class Vocabulary:
    """The words of texts, each text cut up once: one vocabulary serves both sides of a comparison.

    It forgets them when they have become many, for to cut a text up again takes less than to keep the words of a
    library's worth. One with `noise` takes from `other`, which is without, the words of texts that hold none.
    """

    def __init__(self, noise: bool = False, other: "Vocabulary | None" = None) -> None:
        self.noise = noise
        self._other = other
        self._words: dict[str, list[str]] = {}
        self._hard: dict[str, Cut | None] = {}
        self._older: tuple[dict[str, list[str]], dict[str, Cut | None]] = ({}, {})
        self._kept = 0

    def words(self, text: str) -> list[str]:
        """The words of a text as they are compared, in a list that is not to be changed."""
        found = self._words.get(text)
        if found is None:
            found = self._remembered(text) if self._older[0] else None
            if found is None and self._kept > MOST_KEPT:
                self._older = self._words, self._hard
                self._words, self._hard, self._kept = {}, {}, 0
            self._words[text] = found = self._cut_up(text) if found is None else found
            self._kept += len(found)
        return found

    def joined(self, lines: Sequence[str]) -> str:
        """The lines as one text, whose words are those of the lines, which are cut up once for both."""
        text = "\n".join(lines)
        if text not in self._words:
            self._words[text] = list(chain.from_iterable(map(self.words, lines)))
        return text

    def _remembered(self, text: str) -> list[str] | None:
        words, hard = self._older
        if text in hard:
            self._hard[text] = hard[text]
        return words.get(text)

    def _cut_up(self, text: str) -> list[str]:
        if self.noise:
            same = text.isascii() and not _has_loose_dash(text)
            return self._other.words(text) if self._other and same else text.split()
        plain = text if text.isascii() else normal(text)
        if "-" not in plain or not _has_loose_dash(plain):
            return plain.split()
        self._hard[text] = None
        return _loose_words(plain)

    def plainly(self, text: str) -> str:
        """The words of a text as they are compared, with one space between any two: the same for texts that have the
        same words. Nearly every text is that already and is not cut up."""
        if (known := self._words.get(text)) is not None:
            return " ".join(known)
        plain = text if self.noise else normal(text)
        even = plain.isprintable() and "  " not in plain and plain == plain.strip(" ")
        if even and (self.noise or not _has_loose_dash(plain)):
            return plain
        return " ".join(self.words(text))

    def evenly(self, text: str, words: list[str]) -> list[str] | None:
        """The words as they stand in the text, where they are its `words`, just asked for, with one space between any
        two."""
        if text in self._hard:
            return None
        if text.isascii():
            # Of printable ASCII letters only the space parts words.
            even = text.count(" ") == len(words) - 1 if text.isprintable() else " ".join(words) == text
            return words if even else None
        if not text.isprintable():
            return None  # for it holds other white space, or letters that nobody sees
        stand = text.split(" ")
        return stand if "" not in stand and len(stand) == len(words) else None

    def cut(self, text: str) -> Cut:
        """The words of a text, and where each stands in it."""
        words = self.words(text)
        stand = self.evenly(text, words)
        if stand is None:
            return self._cut_hard(text)
        ends = [0, *map(add, accumulate(map(len, stand)), count(1))]
        ends[-1] = len(text)
        return Cut(words, ends)

    def _cut_hard(self, text: str) -> Cut:
        """The same, where words and their stretches cannot simply be counted."""
        found = self._hard.get(text)
        if found is None:
            found = self._hard[text] = cut_up(text, self.noise)
        return found


def likeness(old: Words, new: Words, least: float = 0.0) -> float:
    """How much of two word sequences is shared, in order: 0 nothing, 1 all; below `least` it may say 0.

    Of two sequences as long as books, the order is not asked for.
    """
    if not old and not new:
        return 1.0
    if len(old) * len(new) > MOST_PAIRS:
        return likeness_of_counts(Counter(old), Counter(new))
    return Indel.normalized_similarity(old, new, score_cutoff=least)


def likeness_of_counts(old: Counter[Word], new: Counter[Word]) -> float:
    """How much of two word sequences is shared, in whatever order; not of two that are empty."""
    return 2 * (old & new).total() / (old.total() + new.total())


def opcodes(old: Words, new: Words) -> list[tuple[Op, int, int, int, int]]:
    """The shortest way from one word sequence to another, as (op, old from, old to, new from, new to).

    Only "equal", "delete" and "insert"; a replacement is a deletion followed by an insertion.
    """
    if len(old) * len(new) > MOST_PAIRS:
        return list(_long_opcodes(old, new))
    return Indel.opcodes(old, new).as_list()  # type: ignore[return-value]


def shared(old: Words, new: Words) -> list[tuple[int, int, int]]:
    """The runs of words that both have on the shortest way, as (old from, new from, how many); last an empty one at
    both ends."""
    if len(old) * len(new) > MOST_PAIRS:
        runs = [(i1, j1, i2 - i1) for op, i1, i2, j1, _ in _long_opcodes(old, new) if op == "equal"]
        return [*runs, (len(old), len(new), 0)]
    return Indel.opcodes(old, new).as_matching_blocks()  # type: ignore[return-value]


def _long_opcodes(old: Words, new: Words) -> Iterator[tuple[Op, int, int, int, int]]:
    """The same between words that stand once on either side, for the time grows with the square of the length.

    A stretch without such words that is still too long went and came as a whole.
    """
    count_old, count_new = Counter(old), Counter(new)
    at = {word: j for j, word in enumerate(new) if count_new[word] == 1}
    anchors = increasing([(i, at[word]) for i, word in enumerate(old) if count_old[word] == 1 and word in at])
    for (i1, j1), (i2, j2) in pairwise([(-1, -1), *anchors, (len(old), len(new))]):
        i, j = i1 + 1, j1 + 1
        if (i2 - i) * (j2 - j) > MOST_PAIRS:
            yield "delete", i, i2, j, j
            yield "insert", i2, i2, j, j2
        else:
            for op, a, b, c, d in Indel.opcodes(old[i:i2], new[j:j2]).as_list():
                yield op, a + i, b + i, c + j, d + j  # type: ignore[misc]
        if i2 < len(old):
            yield "equal", i2, i2 + 1, j2, j2 + 1


class Stretch(Struct, frozen=True, gc=False, array_like=True):
    """A stretch that stayed, went or came: where its letters stand in the old text and in the new one.

    Where it stayed, both are given; the side that does not have it gives an empty range.
    """

    op: Op
    old_from: int
    old_to: int
    new_from: int
    new_to: int


def stretches(before: str, after: str, vocabulary: Vocabulary | None = None) -> list[Stretch]:
    """What stayed, went and came, as ranges of letters that cover both texts wholly and in order.

    White space at the end of a word that stayed belongs to what went or came where only one side has it, so that
    leaving out what came gives the old text, and leaving out what went the new one, spaces included. A `vocabulary`
    that knows the texts saves cutting them up again.
    """
    vocabulary = vocabulary or Vocabulary()
    return stretches_of(before, after, vocabulary.cut(before), vocabulary.cut(after))


def stretches_of(before: str, after: str, old: Cut, new: Cut) -> list[Stretch]:
    """The same of texts that are already cut up."""
    ends_old, ends_new = old.ends, new.ends
    found: list[Stretch] = []
    for op, i1, i2, j1, j2 in opcodes(old.words, new.words):
        place = (ends_old[i1], ends_old[i2], ends_new[j1], ends_new[j2])
        if op != "equal" or before[place[0] : place[1]] == after[place[2] : place[3]]:
            found.append(Stretch(op, *place))
            continue
        last = ends_old[i2 - 1], ends_new[j2 - 1]
        if i2 - i1 > 1 and before[place[0] : last[0]] == after[place[2] : last[1]]:
            # All but the last word: where a text ends, no space follows.
            found.append(Stretch(op, place[0], last[0], place[2], last[1]))
            i1, j1 = i2 - 1, j2 - 1
        for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
            left, right = before[ends_old[i] : ends_old[i + 1]], after[ends_new[j] : ends_new[j + 1]]
            found.extend(_same(left, right, ends_old[i], ends_new[j]))
    return _merged(found)


def _same(left: str, right: str, old: int, new: int) -> list[Stretch]:
    """A word that stayed; a space after it that only one side has went or came."""
    bare_left, bare_right = len(left.rstrip()), len(right.rstrip())
    end_old, end_new = old + len(left), new + len(right)
    if (bare_left < len(left)) == (bare_right < len(right)):
        return [Stretch("equal", old, end_old, new, end_new)]
    stays = Stretch("equal", old, old + bare_left, new, new + bare_right)
    op: Op = "delete" if bare_left < len(left) else "insert"
    return [stays, Stretch(op, old + bare_left, end_old, new + bare_right, end_new)]


def _merged(found: list[Stretch]) -> list[Stretch]:
    """Neighbours of one kind made one, and deletions put before the insertions at the same place."""
    result: list[Stretch] = []
    gone: list[Stretch] = []
    come: list[Stretch] = []

    def flush() -> None:
        if gone:
            result.append(
                Stretch("delete", gone[0].old_from, gone[-1].old_to, gone[0].new_from, gone[0].new_from)
            )
        if come:
            end = gone[-1].old_to if gone else come[0].old_from
            result.append(Stretch("insert", end, end, come[0].new_from, come[-1].new_to))
        gone.clear()
        come.clear()

    for each in found:
        if each.op != "equal":
            (gone if each.op == "delete" else come).append(each)
            continue
        flush()
        last = result[-1] if result else None
        if last is not None and last.op == "equal":
            result[-1] = Stretch("equal", last.old_from, each.old_to, last.new_from, each.new_to)
        else:
            result.append(each)
    flush()
    return result
