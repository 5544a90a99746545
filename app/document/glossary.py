"""What is to be mended in a glossary: terms that are not used, and abbreviations that are not explained.

Imports models and this package only.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from app.document.faults import Fault
from app.document.said import Reading, abbreviations, all_words
from app.models.nodes import Glossary, Node, Strategy, Term

_WORD = re.compile(r"\w+")


def glossary_faults(root: Strategy, reading: Reading) -> Iterator[Fault]:
    """Terms that the text never uses, and abbreviations that no term explains; none where there is no glossary."""
    nodes = (said.node for said in reading.all(root))
    terms = [term for node in nodes if isinstance(node, Glossary) for term in node.children]
    if terms:
        yield from _unused(root, terms, reading)
        yield from _unexplained(root, terms, reading)


def _unused(root: Strategy, terms: Sequence[Node], reading: Reading) -> Iterator[Fault]:
    """A term that stands only in another term's meaning is used there."""
    said = _Words(root, reading)
    for term in terms:
        names = [name.casefold() for name in _names(term.title)]
        if names and not any(said.beside(term.id, name) for name in names):
            message = f"“{term.title}” is explained but not used; remove it or use it."
            yield Fault("term-unused", term, message, "consider", "title")


class _Words:
    """Where words stand in a strategy. Asked part by part: one search of it all would keep every thread waiting."""

    def __init__(self, root: Strategy, reading: Reading) -> None:
        self._said = reading.all(root)
        self._elsewhere = reading.words(root)
        self._meanings: dict[str, set[str]] = {}
        for said in self._said:
            if isinstance(said.node, Term):
                for word in _WORD.findall(said.text):
                    self._meanings.setdefault(word, set()).add(said.node.id)
        self._sorted = sorted(self._elsewhere.union(self._meanings))

    def beside(self, id: str, name: str) -> bool:
        """Whether a name, or words that it begins, stand anywhere but in the part `id`."""
        head = _WORD.match(name)
        if head is None or not self._begins(id, head[0]):
            return head is None and self._anywhere(id, name)
        return head[0] == name or self._anywhere(id, name)

    def _begins(self, id: str, head: str) -> bool:
        for word in islice(self._sorted, bisect_left(self._sorted, head), None):
            if not word.startswith(head):
                return False
            if word in self._elsewhere or self._meanings[word] - {id}:
                return True
        return False

    def _anywhere(self, id: str, name: str) -> bool:
        return any(
            name in said.text and said.node.id != id and _holds(said.text, name) for said in self._said
        )


def _unexplained(root: Strategy, terms: Sequence[Node], reading: Reading) -> Iterator[Fault]:
    """Each abbreviation once, where it first stands."""
    known = {name.casefold() for term in terms for name in _names(term.title)}
    known |= {short.casefold() for term in terms for short in abbreviations(all_words(term))}
    for node, shorts in ((said.node, said.short) for said in reading.all(root) if said.short):
        if node.kind in ("term", "glossary", "strategy", "signatory"):
            continue
        for short in shorts:
            if short.casefold() not in known:
                known.add(short.casefold())
                message = f"“{short}” is not in the glossary; explain it there or write it out."
                yield Fault("abbreviation", node, message, "consider")


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}", text) is not None


def _names(title: str) -> list[str]:
    """The names a term goes by: "Storage Area Network (SAN)" goes by three."""
    inside = re.findall(r"\(([^)]+)\)", title)
    outside = re.sub(r"\([^)]*\)", " ", title)
    return [bare for name in (title, outside, *inside) if (bare := " ".join(name.split()).strip("‘’'“”\""))]
