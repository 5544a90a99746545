"""Where a source paragraph stands in the text of its part: the block, or the item of a list. Imports models only."""

from collections.abc import Iterable

from msgspec import structs

from app.importers.proposal import Placement
from app.models.errors import NotPermitted
from app.models.text import Block, Blocks, List, Paragraph, blocks_text

_TITLE_LETTERS = 100


def unit_of(body: Blocks, placements: tuple[Placement, ...], number: int) -> tuple[int, int, str]:
    """The block and the list item of a body in which a source paragraph stands, and all words there."""
    here = placements[number]
    wanted = _bare(here.text)
    same = sum(
        1
        for each in placements[:number]
        if (each.node, each.field) == (here.node, "body") and _bare(each.text) == wanted
    )
    for at, item, words in _units(body):
        text = _bare(words)
        if wanted and (wanted in text or (text and text in wanted)):
            if same == 0:
                return at, item, words
            same -= 1
    raise NotPermitted("The paragraph cannot be found in the part's text; change it later, while drafting.")


def cut_at(body: Blocks, at: int, item: int) -> tuple[Blocks, Blocks]:
    """A body before a block, or before an item of a list, and from there on."""
    block = body[at]
    if not item or not isinstance(block, List):
        return body[:at], body[at:]
    first: Block = structs.replace(block, items=block.items[:item])
    rest: Block = structs.replace(block, items=block.items[item:])
    return (*body[:at], first), (rest, *body[at + 1 :])


def without(body: Blocks, at: int, item: int) -> tuple[Blocks, Blocks]:
    """A body without a block, or without one item of a list, and what was taken out."""
    block = body[at]
    if not isinstance(block, List) or len(block.items) == 1:
        return (*body[:at], *body[at + 1 :]), (block,)
    kept: Block = structs.replace(block, items=(*block.items[:item], *block.items[item + 1 :]))
    taken: Block = structs.replace(block, items=(block.items[item],))
    return (*body[:at], kept, *body[at + 1 :]), (taken,)


def along(placements: tuple[Placement, ...], number: int, words: str) -> tuple[int, ...]:
    """The paragraphs that stand in the same block or item as one, such as the rows of a table; it among them."""
    here, first, last, words = placements[number], number, number, _bare(words)
    if _bare(here.text) == words:
        return (number,)

    def inside(each: Placement) -> bool:
        return (each.node, each.field) == (here.node, "body") and _bare(each.text) in words

    while first and inside(placements[first - 1]):
        first -= 1
    while last + 1 < len(placements) and inside(placements[last + 1]):
        last += 1
    return tuple(range(first, last + 1))


def as_title(words: Blocks) -> str:
    """The heading that a text makes: one short paragraph without a link; empty where it makes none."""
    only = words[0] if len(words) == 1 else None
    if not isinstance(only, Paragraph) or any(run.link for run in only.runs):
        return ""
    title = " ".join(blocks_text(words).split())
    return title if len(title) <= _TITLE_LETTERS else ""


def _units(body: Blocks) -> Iterable[tuple[int, int, str]]:
    for at, block in enumerate(body):
        if isinstance(block, List):
            for n, item in enumerate(block.items):
                yield at, n, blocks_text(item.blocks)
        else:
            yield at, 0, blocks_text((block,))


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
