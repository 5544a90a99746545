"""What the parts of a strategy say, read once for each part and kept while it stays.

Checking comes again after every edit, and nearly every part is then what it was.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from app.document.drafting import GoOn, unasked
from app.models.nodes import KINDS, Node, rich_fields
from app.models.text import Block, List, Paragraph, Run, Table, blocks_text
from app.models.tree import walk

LARGE = 20
"""From how many parts on the words of a branch are kept; to read fewer again takes no time."""
_ACRONYM = re.compile(r"\b(?:[A-Z][A-Z0-9]+s?|[A-Z][a-z]{1,2}[A-Z]{1,2})\b")
_KNOWN_SHORT = frozenset("UK US USA EU BBC NHS TV PDF VAT PM AM OK PO CV ID IT".split())
_ROMAN = re.compile(r"[IVXLC]+")
_WORD = re.compile(r"\w+")


class Said(Struct, frozen=True):
    """What one part says, without those below it.

    `text` are all its words in lower case, of a term only its meaning; `short` are its abbreviations; `linked` the
    words that link somewhere, with the field they stand in.
    """

    node: Node
    text: str
    short: tuple[str, ...]
    linked: tuple[tuple[str, Run], ...]


class Reading:
    """Reads parts, and remembers what each said."""

    def __init__(self) -> None:
        self._said: dict[str, Said] = {}
        self._words: dict[str, tuple[Node, frozenset[str]]] = {}
        self._all: tuple[Said, ...] = ()

    def all(self, root: Node, go_on: GoOn = unasked) -> tuple[Said, ...]:
        """What each part of a strategy says, in reading order. Several rules ask for it, and 20,000 parts are many.

        `go_on` is asked with each part that is read.
        """
        if not self._all or self._all[0].node is not root:
            self._all = tuple(self._asked_for(walk(root), go_on))
        return self._all

    def _asked_for(self, parts: Iterable[Node], go_on: GoOn) -> Iterator[Said]:
        for node in parts:
            go_on()
            yield self.of(node)

    def of(self, node: Node) -> Said:
        """What a part says."""
        known = self._said.get(node.id)
        if known is None or known.node is not node:
            known = self._said[node.id] = _read(node)
        return known

    def words(self, branch: Node) -> frozenset[str]:
        """The words of a branch in lower case, but for its terms and their meanings."""
        if branch.kind == "term":
            return frozenset()
        known = self._words.get(branch.id)
        if known is not None and known[0] is branch:
            return known[1]
        own = _WORD.findall(self.of(branch).text)
        found = frozenset(own).union(*map(self.words, branch.children))
        if len(branch.ids) >= LARGE:
            self._words[branch.id] = branch, found
        return found

    def forget_all_but(self, root: Node) -> None:
        """Parts that are gone are not kept for ever."""
        if len(self._said) > 2 * len(root.ids):
            self._said = {id: said for id, said in self._said.items() if id in root.ids}
            self._words = {id: words for id, words in self._words.items() if id in root.ids}


def abbreviations(text: str) -> list[str]:
    """Abbreviations in capitals; not common ones, not Roman numbers, not a heading typed in capitals."""
    lines = (line for line in text.split("\n") if not line.isupper())
    found = (match[0].removesuffix("s") for line in lines for match in _ACRONYM.finditer(line))
    return [
        short
        for short in found
        if len(short) > 1 and short not in _KNOWN_SHORT and not _ROMAN.fullmatch(short)
    ]


def all_words(node: Node) -> str:
    """All words of a node, those of its one-line fields too."""
    fields = (getattr(node, f.name) for f in KINDS[node.kind].fields if f.type == "line")
    return "\n".join([node.title, *fields, *(blocks_text(blocks) for _, blocks in rich_fields(node))])


def _read(node: Node) -> Said:
    texts = [(name, blocks, blocks_text(blocks)) for name, blocks in rich_fields(node)]
    said = blocks_text(node.body) if node.kind == "term" else all_words(node)
    return Said(
        node,
        said.casefold(),
        tuple(abbreviations("\n".join([node.title, *(text for *_, text in texts)]))),
        tuple((name, run) for name, blocks, _ in texts for run in _runs(blocks) if run.link),
    )


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, List):
            yield from (run for item in block.items for run in _runs(item.blocks))
        elif isinstance(block, Table):
            yield from (run for row in block.rows for cell in row for run in _runs(cell.blocks))
