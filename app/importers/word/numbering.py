"""The numbers that Word prints before paragraphs, worked out as it does (ECMA-376 §17.9). Imports this package only."""

import re
from collections.abc import Callable

from lxml import etree
from msgspec import Struct

from app.importers.word.names import PPR, VAL, W, is_on, whole
from app.importers.word.styles import paragraph_look

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
LEVELS = 9


class Level(Struct, frozen=True):
    """One level of a list: how its number is written (`format`, `text` such as "%1.%2") and where it starts."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1
    legal: bool = False
    indent: float | None = None
    style: str = ""

    @property
    def ordered(self) -> bool:
        """Whether it is numbered rather than bulleted."""
        return self.format != "bullet" and bool(self.text.strip())


class Numbered(Struct, frozen=True):
    """What numbering makes of one paragraph; `count` is the last number of its label, 0 where it has none."""

    level: int
    ordered: bool
    label: str
    indent: float | None
    count: int = 0


class Sequence(Struct, frozen=True):
    """A `w:num`: the levels it shows, the list whose counters it shares, and where it starts anew."""

    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of a file in the order in which they are asked for.

    `number_of_style` gives the numId that a numbering style names: a list may stand there and be pointed at.
    """

    def __init__(self, root: "etree._Element | None", number_of_style: Callable[[str], str | None]) -> None:
        self._abstract: dict[str, etree._Element] = {}
        self._numbers: dict[str, etree._Element] = {}
        self._sequences: dict[str, Sequence | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._number_of_style = number_of_style
        for element in root if root is not None else ():
            if element.tag == W + "abstractNum":
                self._abstract.setdefault(element.get(W + "abstractNumId") or "", element)
            elif element.tag == W + "num":
                self._numbers.setdefault(element.get(W + "numId") or "", element)

    def next(self, number: str, level: int | None, style: str) -> Numbered | None:
        """The place of the next paragraph that `number` (a numId) numbers; None where the file has no such list."""
        sequence = self._sequence(number)
        if sequence is None:
            return None
        if level is None:
            level = next((i for i, one in enumerate(sequence.levels) if style and one.style == style), 0)
        shown = sequence.levels[level]
        counters = self._counters.setdefault(sequence.abstract, [None] * LEVELS)
        self._count(number, sequence, counters, level)
        label = _label(sequence.levels, counters, level) if shown.ordered else ""
        return Numbered(level, shown.ordered, label, shown.indent, (counters[level] or 0) if label else 0)

    def _count(self, number: str, sequence: Sequence, counters: list[int | None], level: int) -> None:
        if number not in self._begun:
            self._begun.add(number)
            for at, start in sequence.starts.items():
                counters[at] = start - 1
        for above in range(level):
            if counters[above] is None:
                counters[above] = sequence.levels[above].start
        now = counters[level]
        counters[level] = sequence.levels[level].start if now is None else now + 1
        for below in range(level + 1, LEVELS):
            restart = sequence.levels[below].restart
            if restart != 0 and (restart < 0 or level < restart):
                counters[below] = None

    def _sequence(self, number: str) -> Sequence | None:
        if number not in self._sequences:
            self._sequences[number] = self._resolved(number)
        return self._sequences[number]

    def _resolved(self, number: str) -> Sequence | None:
        element = self._numbers.get(number)
        if element is None:
            return None
        abstract = _said(element, "abstractNumId")
        source = self._abstract.get(abstract)
        link = "" if source is None else _said(source, "numStyleLink")
        linked = self._numbers.get(self._number_of_style(link) or "") if link else None
        if linked is not None:
            abstract = _said(linked, "abstractNumId")
            source = self._abstract.get(abstract)
        levels = [Level(text="")] * LEVELS
        _fill(levels, source)
        starts: dict[int, int] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            at = whole(override.get(W + "ilvl"), 0, 8)
            _fill(levels, override)
            if (start := override.find(W + "startOverride")) is not None:
                starts[max(at, 0)] = whole(start.get(VAL), 1)
        return Sequence(abstract, tuple(levels), starts)


def _fill(levels: list[Level], holder: "etree._Element | None") -> None:
    """Puts the `w:lvl` elements of a list, or of an override, into their places."""
    for element in holder.iterchildren(W + "lvl") if holder is not None else ():
        at = max(whole(element.get(W + "ilvl"), 0, 8), 0)
        levels[at] = Level(
            _said(element, "numFmt") or "decimal",
            _said(element, "lvlText")[:100],
            whole(_said(element, "start"), 0),
            whole(_said(element, "lvlRestart"), -1),
            (legal := element.find(W + "isLgl")) is not None and is_on(legal.get(VAL)),
            paragraph_look(element.find(PPR)).indent,
            _said(element, "pStyle"),
        )


def _said(element: "etree._Element", what: str) -> str:
    child = element.find(W + what)
    return "" if child is None else child.get(VAL) or ""


def _label(levels: tuple[Level, ...], counters: list[int | None], level: int) -> str:
    shown = levels[level]

    def number(match: "re.Match[str]") -> str:
        at = int(match[1]) - 1
        count = counters[at] if counters[at] is not None else levels[at].start
        return written(count or 0, "decimal" if shown.legal else levels[at].format)

    return _PLACE.sub(number, shown.text).strip()


def written(count: int, format: str) -> str:
    """A number in one of Word's formats ("lowerLetter", "upperRoman" …); those of other scripts are in figures."""
    if format in ("none", "bullet"):
        return ""
    if format in ("lowerLetter", "upperLetter") and 0 < count <= 780:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if format == "lowerLetter" else letters.upper()
    if format in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = _roman(count)
        return roman if format == "lowerRoman" else roman.upper()
    if format == "decimalZero":
        return f"{count:02}"
    if format == "ordinal":
        return f"{count}{_ordinal_ending(count)}"
    return str(count)


def _roman(count: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        letters += sign * (count // value)
        count %= value
    return letters


def _ordinal_ending(count: int) -> str:
    if 10 <= count % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
