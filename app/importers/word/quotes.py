"""The words that comments stand on, and anchors that tell a reader in which paragraph each begins (ECMA-376 §17.13.4).

Imports this package only.
"""

from lxml import etree

from app.importers.reviewed import COMMENT_ANCHOR, Quote
from app.importers.word.names import BOOKMARK, M, P, T, W

_START, _END, _REFERENCE = W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"
_LETTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
_BEFORE = 40


def mark_quotes(root: "etree._Element") -> dict[str, Quote]:
    """What each comment of a settled part quotes, by its id; a bookmark is put where each begins."""
    begun = {element.get(W + "id") or "" for element in root.iter(_START)}
    open_: dict[str, list[str]] = {}
    found: dict[str, Quote] = {}
    before: dict[str, str] = {}
    line = ""
    marks: list[tuple[etree._Element, str]] = []
    for element in root.iter(P, T, M + "t", *_LETTERS, _START, _END, _REFERENCE):
        tag = element.tag
        id = element.get(W + "id") or ""
        if tag == P:
            line = ""
            for words in open_.values():
                words.append("\n")
        elif tag == _START or (tag == _REFERENCE and id not in begun and id not in found):
            before[id] = line[-_BEFORE:]
            open_[id] = []
            marks.append((element, id))
            if tag == _REFERENCE:
                found[id] = Quote("", before[id])
                del open_[id]
        elif tag == _END:
            if id in open_:
                found[id] = _quote(open_.pop(id), before[id])
        elif tag != _REFERENCE:
            text = _LETTERS.get(str(tag)) or element.text or ""
            line += text
            for words in open_.values():
                words.append(text)
    found.update({id: _quote(words, before[id]) for id, words in open_.items()})
    for element, id in marks:
        _anchor(element, id)
    return found


def _quote(words: list[str], before: str) -> Quote:
    text = "".join(words)
    quoted = text.strip()
    lead = len(text) - len(text.lstrip())
    return Quote(quoted, "" if "\n" in text[:lead] else (before + text[:lead])[-_BEFORE:])


def _anchor(element: "etree._Element", id: str) -> None:
    """Puts a bookmark where a comment begins: before the run, where its mark stands in one."""
    parent = element.getparent()
    at = parent if element.tag == _REFERENCE and parent is not None and parent.tag == W + "r" else element
    mark = etree.Element(BOOKMARK)
    mark.set(W + "name", COMMENT_ANCHOR + id)
    mark.set(W + "id", "0")
    at.addprevious(mark)
