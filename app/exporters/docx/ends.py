"""The last paragraphs of a cell or of the text, whose very last end can neither come nor go. Imports siblings only.

Word tracks the end *between* two paragraphs, and the end that is left bears the look (ECMA-376 part 1, 17.13.5.15).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.exporters.docx.writing import Writing

_PARAGRAPH = re.compile(
    r"<w:p><w:pPr>(?P<look>.*?)(?:<w:rPr><w:(?P<kind>ins|del)(?P<mark>[^>]*)/></w:rPr>)?"
    r"(?:<w:pPrChange(?P<change>[^>]*)><w:pPr>(?P<former>.*?)</w:pPr></w:pPrChange>)?</w:pPr>"
)
_ID = re.compile(r' w:id="\d+"')


class _Ended(NamedTuple):
    """A paragraph: its look once all is accepted, and rejected; whether its end came or went, and what says so."""

    look: str
    former: str
    kind: str
    mark: str
    change: str
    words: str

    def ends(self, accepted: bool) -> bool:
        """Whether its end is there in a state."""
        return self.kind != ("del" if accepted else "ins")


def settled(writing: Writing, blocks: list[str]) -> list[str]:
    """The blocks, each mark on the ends of the last paragraphs moved to the end before.

    In either state an end is then left that once ended other words; so it bears the look of those that it ends now. An
    end that is not left in a state keeps the look of its own words there, to which some readers go.
    """
    at = len(blocks) - 1
    while at and _parsed(blocks[at]).kind and _may_join(blocks[at - 1]):
        at -= 1
    paragraphs = [_parsed(paragraph) for paragraph in blocks[at:]]
    looks, formers = _looks(paragraphs, accepted=True), _looks(paragraphs, accepted=False)
    written: list[str] = []
    for place, paragraph in enumerate(paragraphs):
        ending = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        look, former = looks.get(place, paragraph.look), formers.get(place, paragraph.former)
        written.append(_written(writing, paragraph, ending, look, former))
    return [*blocks[:at], *written]


def _may_join(block: str) -> bool:
    """Whether a block is a paragraph that may become one with the next: not one that ends a section."""
    return block.startswith("<w:p>") and "<w:sectPr" not in block


def _parsed(paragraph: str) -> _Ended:
    found = _PARAGRAPH.match(paragraph)
    assert found is not None
    look, former = found["look"], found["former"]
    words = paragraph[found.end() :]
    mark, change = found["mark"] or "", found["change"] or ""
    return _Ended(look, look if former is None else former, found["kind"] or "", mark, change, words)


def _looks(paragraphs: Sequence[_Ended], accepted: bool) -> dict[int, str]:
    """The look that each end which is left in a state has to bear there, by its new place."""
    words = [at for at, each in enumerate(paragraphs) if each.ends(accepted)]
    ends = [at - 1 for at in words if at] + [len(paragraphs) - 1]
    told = zip(reversed(ends), reversed(words), strict=False)
    return {end: paragraphs[at].look if accepted else paragraphs[at].former for end, at in told}


def _written(writing: Writing, paragraph: _Ended, ending: _Ended | None, look: str, former: str) -> str:
    """A paragraph with the mark of the one after it."""
    mark = f"<w:rPr><w:{ending.kind}{ending.mark}/></w:rPr>" if ending is not None else ""
    changed = ""
    if former != look:
        told = paragraph.change or paragraph.mark or (ending.mark if ending is not None else "")
        attributes = _ID.sub(f' w:id="{writing.next_id()}"', told)
        changed = f"<w:pPrChange{attributes}><w:pPr>{former}</w:pPr></w:pPrChange>"
    return f"<w:p><w:pPr>{look}{mark}{changed}</w:pPr>{paragraph.words}"
