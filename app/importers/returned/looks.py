"""Looks that a page cannot show, because its style gives them to every word: put back as they were sent.

Imports models and this package only.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from app.importers.returned.lines import hides_looks, squeezed
from app.importers.source import SourceBlock, SourceParagraph, SourceTable
from app.models.text import Block, List, Paragraph, Run, Table, runs_text

_HEAD = "table heading"


class _Sent(Struct, frozen=True):
    """The runs by their words that bore a look, and whether every head of the text's tables was all bold."""

    runs: dict[str, tuple[Run, ...]]
    bold_heads: bool


def with_sent_looks(blocks: Sequence[SourceBlock], sent: Iterable[Block]) -> Sequence[SourceBlock]:
    """The blocks of a text; words in a style that hides looks have that of the same words in the text as it was sent,
    and reworded heads of tables that of its heads, where they were all bold."""
    found = list(_paragraphs(sent))
    looks = {
        squeezed(runs_text(each.runs)): each.runs
        for each, _ in reversed(found)
        if any(run.bold or run.italic for run in each.runs)
    }
    if not looks:
        return blocks  # nearly every text
    heads = [each for each, is_head in found if is_head]
    known = _Sent(looks, bool(heads) and all(run.bold for each in heads for run in each.runs))
    return [_with_look(block, known) for block in blocks]


def _with_look(block: SourceBlock, sent: _Sent) -> SourceBlock:
    if isinstance(block, SourceTable):
        rows = tuple(
            tuple(
                structs.replace(cell, blocks=tuple(_with_look(inner, sent) for inner in cell.blocks))
                for cell in row
            )
            for row in block.rows
        )
        return structs.replace(block, rows=rows)
    if not isinstance(block, SourceParagraph) or block.style == "caption" or not hides_looks(block.style):
        return block
    runs = sent.runs.get(squeezed(runs_text(block.runs)))
    if runs is None and block.style == _HEAD and sent.bold_heads:
        runs = tuple(structs.replace(run, bold=True) for run in block.runs)
    return structs.replace(block, runs=runs, style="") if runs is not None else block


def _paragraphs(blocks: Iterable[Block], is_head: bool = False) -> Iterator[tuple[Paragraph, bool]]:
    """The paragraphs of a text, and whether each stands in the head of a table."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block, is_head
        elif isinstance(block, List):
            for item in block.items:
                yield from _paragraphs(item.blocks)
        elif isinstance(block, Table):
            for at, row in enumerate(block.rows):
                for cell in row:
                    yield from _paragraphs(cell.blocks, at < block.header_rows)
