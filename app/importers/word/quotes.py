"""The words that comments stand on, and anchors that tell a reader in which paragraph each begins (ECMA-376 §17.13.4).

Imports this package only.
"""

from lxml import etree

from app.importers.reviewed import COMMENT_ANCHOR, Quote
from app.importers.word.names import BOOKMARK, RUN, M, P, T, W
from app.importers.word.symbols import BULLET, SOFT_HYPHEN, symbol, unprivate

_START, _END, _REFERENCE = W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"
_LETTERS = {
    **dict.fromkeys((W + "tab", W + "ptab"), "\t"),
    **dict.fromkeys((W + "br", W + "cr"), "\n"),
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": SOFT_HYPHEN,
}
LETTERS = (T, M + "t", W + "sym", *_LETTERS)
"""What stands for letters; a `w:tab` of `w:tabs` is a tab stop and says nothing."""
_BEFORE = 40


def mark_quotes(root: "etree._Element") -> dict[str, Quote]:
    """What each comment of a settled part quotes, by its id; a bookmark is put where the words of each begin."""
    begun = frozenset(element.get(W + "id") or "" for element in root.iter(_START))
    quoting = _Quoting()
    for element in root.iter(P, *LETTERS, _START, _END, _REFERENCE):
        id = element.get(W + "id") or ""
        if element.tag == P:
            quoting.paragraph()
        elif element.tag == _START:
            quoting.start(id, element)
        elif element.tag == _END:
            quoting.end(id)
        elif element.tag != _REFERENCE:
            quoting.say(letters(element), element)
        elif id not in begun and id not in quoting.found:
            quoting.start(id, element)
            quoting.end(id)
    for id in list(quoting.open):
        quoting.end(id)
    for id, element in quoting.marks.items():
        _anchor(element, id)
    return quoting.found


class _Quoting:
    """The comments of a part while it is read: `marks` are where their words begin, or else they themselves."""

    def __init__(self) -> None:
        self.found: dict[str, Quote] = {}
        self.marks: dict[str, etree._Element] = {}
        self.open: dict[str, list[str]] = {}
        self._silent: set[str] = set()
        self._before: dict[str, str] = {}
        self._line = ""

    def paragraph(self) -> None:
        self._line = ""
        for words in self.open.values():
            words.append("\n")

    def start(self, id: str, element: "etree._Element") -> None:
        self._before[id] = self._line[-_BEFORE:]
        self.open[id] = []
        self.marks[id] = element
        self._silent.add(id)

    def say(self, text: str, element: "etree._Element") -> None:
        self._line += text
        for words in self.open.values():
            words.append(text)
        if text.strip():
            self.marks.update((id, element) for id in self._silent & self.open.keys())
            self._silent.clear()

    def end(self, id: str) -> None:
        if id in self.open:
            self.found[id] = _quote(self.open.pop(id), self._before[id])


def letters(element: "etree._Element") -> str:
    """What one of `LETTERS` says, as the text is read."""
    parent = element.getparent()
    if parent is not None and parent.tag == W + "tabs":
        return ""
    if element.tag == W + "sym":
        return symbol(element.get(W + "char"), element.get(W + "font")) or BULLET
    return _LETTERS.get(str(element.tag)) or unprivate(element.text or "")


def _quote(words: list[str], before: str) -> Quote:
    text = "".join(words)
    quoted = text.strip()
    lead = len(text) - len(text.lstrip())
    return Quote(quoted, "" if "\n" in text[:lead] else (before + text[:lead])[-_BEFORE:])


def _anchor(element: "etree._Element", id: str) -> None:
    """Puts a bookmark before an element, or before the run that it stands in."""
    parent = element.getparent()
    in_run = element.tag != _START and parent is not None and parent.tag in (RUN, M + "r")
    mark = etree.Element(BOOKMARK)
    mark.set(W + "name", COMMENT_ANCHOR + id)
    mark.set(W + "id", "0")
    (parent if in_run and parent is not None else element).addprevious(mark)
