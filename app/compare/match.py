"""Which node of one tree is which node of another: by identity, then by kind, place and likeness. Pure.

Imports models and the sibling modules only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice

from app.compare.align import Cancelled, Unit, align, polled
from app.compare.words import Vocabulary, likeness
from app.models.nodes import Cost, Node, rich_fields
from app.models.text import lines_of
from app.models.tree import text_of, walk
from app.models.values import values_of

ALIKE_ANYWHERE = 0.6


class Matching:
    """Nodes of OLD and NEW that are the same part, and each side's parents."""

    def __init__(self, old: Node, new: Node) -> None:
        self.old = {node.id: node for node in walk(old)}
        self.new = {node.id: node for node in walk(new)}
        self.old_parent = {child.id: node.id for node in self.old.values() for child in node.children}
        self.new_parent = {child.id: node.id for node in self.new.values() for child in node.children}
        self.to_old: dict[str, str] = {}
        self.to_new: dict[str, str] = {}

    def pair(self, old: str, new: str) -> None:
        if old not in self.to_new and new not in self.to_old:
            self.to_new[old], self.to_old[new] = new, old


def match(old: Node, new: Node, vocabulary: Vocabulary, cancelled: Cancelled = lambda: False) -> Matching:
    """The matching of two whole trees. The roots always match."""
    found = Matching(old, new)
    found.pair(old.id, new.id)
    for id, node in found.new.items():
        if id in found.old and found.old[id].kind == node.kind:
            found.pair(id, id)
    if len(found.to_old) < len(found.new) and len(found.to_new) < len(found.old):
        _by_place(found, vocabulary, cancelled)
        _same_words(found, cancelled)
        _alike_anywhere(found, vocabulary, cancelled)
    return found


def _by_place(found: Matching, vocabulary: Vocabulary, cancelled: Cancelled) -> None:
    """Children of matched parents: the only one of a kind on either side, else the likeliest in order."""
    for new_id, node in found.new.items():
        if new_id not in found.to_old:
            continue
        parent = found.old[found.to_old[new_id]]
        left: dict[str, list[Node]] = defaultdict(list)
        right: dict[str, list[Node]] = defaultdict(list)
        for child in parent.children:
            if child.id not in found.to_new:
                left[child.kind].append(child)
        for child in node.children:
            if child.id not in found.to_old:
                right[child.kind].append(child)
        for kind in left.keys() & right.keys():
            if len(left[kind]) == len(right[kind]) == 1 and kind in _SINGLE:
                found.pair(left[kind][0].id, right[kind][0].id)
                continue
            old_units = [_unit(child, vocabulary) for child in left[kind]]
            new_units = [_unit(child, vocabulary) for child in right[kind]]
            for i, j in align(old_units, new_units, cancelled).pairs:
                if i is not None and j is not None:
                    found.pair(left[kind][i].id, right[kind][j].id)
            _by_title(found, left[kind], right[kind])


_SINGLE = {
    "foreword", "vision", "council_plan", "principles", "risks", "outcomes", "architecture", "consultation", "glossary",
}  # fmt: skip


def _unit(node: Node, vocabulary: Vocabulary) -> Unit:
    lines = _lines(node)
    if not any(map(str.strip, lines)):
        lines = [line for child in node.children for line in _lines(child)]
    if not any(map(str.strip, lines)):  # such as a year's cost
        lines = [said for _, said in values_of(node, str)]
    return Unit(vocabulary.joined(lines), node.kind, vocabulary)


def _lines(node: Node) -> list[str]:
    """The title of a node, and the paragraphs of its texts."""
    lines = [node.title]
    for _, blocks in rich_fields(node):
        lines += lines_of(blocks)
    return lines


def _by_title(found: Matching, old: list[Node], new: list[Node]) -> None:
    """What is left of one kind under one parent and bears the same title, or year, is the same part rewritten."""
    titles = {
        name: child.id for child in reversed(old) if child.id not in found.to_new and (name := _called(child))
    }
    for child in new:
        if child.id not in found.to_old and (name := _called(child)) in titles:
            found.pair(titles[name], child.id)


def _called(node: Node) -> str:
    """The title of a node; of a cost that has none its year."""
    return (node.title or (node.year if isinstance(node, Cost) else "")).casefold()


def _same_words(found: Matching, cancelled: Cancelled) -> None:
    """The same title and text elsewhere in the tree: the part was moved; the kind may even have changed."""
    by_words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id, node in found.old.items():
        if id not in found.to_new:
            by_words[(node.title, text_of(node))].append(id)
    for id, node in polled(found.new.items(), cancelled):
        if id in found.to_old:
            continue
        words = (node.title, text_of(node))
        if any(words) and by_words.get(words):
            same = [other for other in by_words[words] if found.old[other].kind == node.kind]
            chosen = (same or by_words[words])[0]
            by_words[words].remove(chosen)
            found.pair(chosen, id)


def _alike_anywhere(found: Matching, vocabulary: Vocabulary, cancelled: Cancelled) -> None:
    """Much the same words, same kind, under another parent: moved and edited."""
    left = {id: _unit(node, vocabulary).words for id, node in found.old.items() if id not in found.to_new}
    right = {id: _unit(node, vocabulary).words for id, node in found.new.items() if id not in found.to_old}
    index: dict[Run, dict[str, None]] = defaultdict(dict)
    for id, words in left.items() if right else ():
        for run in _runs(words):
            index[run][id] = None
    for id, words in polled(right.items() if index else (), cancelled):
        votes = Counter(other for run in _runs(words) for other in islice(index.get(run, ()), 8))
        for other in sorted(votes, key=lambda o: (-votes[o], o))[:3]:
            same_kind = found.old[other].kind == found.new[id].kind and other not in found.to_new
            if same_kind and likeness(left[other], words, ALIKE_ANYWHERE) >= ALIKE_ANYWHERE:
                found.pair(other, id)
                break


Run = tuple[str, str, str]


def _runs(words: list[str]) -> Iterator[Run]:
    """The runs of three words."""
    return zip(words, words[1:], words[2:], strict=False)
