"""How long comparing takes: two stored versions of 80,000 words, and redlines beside the peers that can make them.

`measure()` gives each figure as (what, figure, unit); `python -m benchmarks comparing` prints them.
"""

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import structs

from app.compare.changes import compare
from app.importers.reading import read_file
from app.importers.recognise import propose
from app.models.nodes import Node
from app.models.text import Block, Blocks, Item, List, Paragraph, Run
from app.models.tree import change, walk
from benchmarks.processes import Figure, make_workloads, process

ENGROSS = (sys.executable, "-m", "app.cli")
RATE = 0.05


def measure() -> list[Figure]:
    """Every figure, each the median of several runs."""
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        make_workloads(place, ("large", "huge"))
        return [*_versions(place / "large_1.docx"), *_redlines(place)]


def _versions(file: Path) -> Iterator[Figure]:
    old: Node = propose(read_file(file), title="Large").content.root
    new = edited(old, random.Random(5))
    node = next(n for n in walk(old) if n.body and isinstance(n.body[0], Paragraph))
    one = change(old, node.id, body=(Paragraph((Run("changed "), *_runs(node.body[0]))), *node.body[1:]))
    for root in (old, new, one):
        assert root.fingerprint
    yield "compare two versions of 80,000 words, 5 % changed", _median(lambda: compare(old, new)) * 1000, "ms"
    yield (
        "compare two versions of 80,000 words, one word changed",
        _median(lambda: compare(old, one)) * 1000,
        "ms",
    )


def _runs(block: Block) -> tuple[Run, ...]:
    return block.runs if isinstance(block, Paragraph) else ()


def edited(root: Node, chance: random.Random) -> Node:
    """The tree with one word in twenty replaced, under the same identities."""
    children = tuple(edited(child, chance) for child in root.children)
    return structs.replace(root, body=_reworded(root.body, chance), children=children)


def _reworded(blocks: Blocks, chance: random.Random) -> Blocks:
    def words(text: str) -> str:
        return " ".join(f"{word}x" if chance.random() < RATE else word for word in text.split(" "))

    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            made.append(Paragraph(tuple(structs.replace(run, text=words(run.text)) for run in block.runs)))
        elif isinstance(block, List):
            items = tuple(Item(_reworded(item.blocks, chance)) for item in block.items)
            made.append(structs.replace(block, items=items))
        else:
            made.append(block)
    return tuple(made)


def _median(act: Callable[[], object]) -> float:
    taken: list[float] = []
    for _ in range(7):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def _redlines(place: Path) -> Iterator[Figure]:
    for size in ("large", "huge"):
        files = (place / f"{size}_1.docx", place / f"{size}_2.docx")
        command = (*ENGROSS, "compare", *files, "--to", place / "redline.docx", "--author", "Engross")
        taken = process(command, 5 if size == "large" else 2)
        yield f"compare {size}.docx twice and write the redline", taken.seconds, "s"
        yield f"compare {size}.docx twice and write the redline, memory", taken.megabytes, "MB"
    if shutil.which("git"):
        texts = (place / "large_1.md", place / "large_2.md")
        git = process(
            ("sh", "-c", f"git diff --no-index --word-diff {texts[0]} {texts[1]} >/dev/null; true"), 3
        )
        yield "git --word-diff of large.md (no Word file, no moves, no structure)", git.seconds, "s"


def main() -> None:
    """Prints the figures."""
    for what, figure, unit in measure():
        print(f"{what:70} {figure:8.2f} {unit}")


if __name__ == "__main__":
    main()
