"""How long comparing two stored versions of 80,000 words takes; `benchmarks.redlines` has whole files beside peers.

`measure()` gives each figure as (what, figure, unit); `python -m benchmarks comparing` prints them.
"""

import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import structs

from app.compare.changes import compare
from app.compare.match import match
from app.compare.words import Vocabulary
from app.importers.reading import read_file
from app.importers.recognise import propose
from app.models.nodes import Node
from app.models.text import Block, Blocks, Item, List, Paragraph, Run
from app.models.tree import change, walk
from benchmarks.processes import Figure, make_workloads, sized

RATE = 0.05


def measure() -> list[Figure]:
    """Every figure, each the median of several runs."""
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        make_workloads(place, ("large",))
        old, later = (_strategy(place / f"large_{number}.docx") for number in (1, 2))
        return [*_workload(old, later), *_versions(old)]


def _strategy(file: Path) -> Node:
    return propose(read_file(file), title="Large").content.root


def _workload(old: Node, later: Node) -> Iterator[Figure]:
    """The two versions of which the redlines are made: as two files imported apart, whose parts share no identity and
    are first to be matched, and as one draft kept them."""
    was = match(old, later, Vocabulary()).to_old

    def of_one_draft(node: Node) -> Node:
        children = tuple(map(of_one_draft, node.children))
        return structs.replace(node, id=was.get(node.id, node.id), children=children)

    what = "compare the redlines' two versions, words, cells and paragraphs changed"
    for how, new in (("", later), (", as one draft kept them", of_one_draft(later))):
        for root in (old, new):
            assert root.fingerprint
        yield f"{what}{how}", _median(lambda new=new: compare(old, new)) * 1000, "ms"


def _versions(old: Node) -> Iterator[Figure]:
    """Versions that differ in single words spread evenly, which makes as many places as there can be; and in fewer."""
    new, some = edited(old, random.Random(5)), edited(old, random.Random(3), paragraphs=RATE)
    node = next(n for n in walk(old) if n.body and isinstance(n.body[0], Paragraph))
    one = change(old, node.id, body=(Paragraph((Run("changed "), *_runs(node.body[0]))), *node.body[1:]))
    for root in (old, new, some, one):
        assert root.fingerprint
    for what, root in (("one word in twenty", new), ("one paragraph in twenty", some)):
        took = _median(lambda root=root: compare(old, root)) * 1000
        yield f"compare two versions of 80,000 words, {what} changed", took, "ms"
    yield (
        "compare two versions of 80,000 words, one word changed",
        _median(lambda: compare(old, one)) * 1000,
        "ms",
    )


def _runs(block: Block) -> tuple[Run, ...]:
    return block.runs if isinstance(block, Paragraph) else ()


def edited(root: Node, chance: random.Random, paragraphs: float = 1) -> Node:
    """The tree with words replaced under the same identities: one in twenty, or one in ten of some `paragraphs`."""
    children = tuple(edited(child, chance, paragraphs) for child in root.children)
    return structs.replace(root, body=_reworded(root.body, chance, paragraphs), children=children)


def _reworded(blocks: Blocks, chance: random.Random, paragraphs: float) -> Blocks:
    rate = RATE if paragraphs == 1 else 2 * RATE

    def words(text: str) -> str:
        if chance.random() > paragraphs:
            return text
        return " ".join(f"{word}x" if chance.random() < rate else word for word in text.split(" "))

    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            made.append(Paragraph(tuple(structs.replace(run, text=words(run.text)) for run in block.runs)))
        elif isinstance(block, List):
            items = tuple(Item(_reworded(item.blocks, chance, paragraphs)) for item in block.items)
            made.append(structs.replace(block, items=items))
        else:
            made.append(block)
    return tuple(made)


def _median(act: Callable[[], object]) -> float:
    """The middle of seven runs; without a search for cycles, as the window and the command compare."""
    taken: list[float] = []
    for _ in range(sized(7, 1)):
        gc.collect()
        gc.disable()
        try:
            began = time.perf_counter()
            act()
            taken.append(time.perf_counter() - began)
        finally:
            gc.enable()
    return statistics.median(taken)
