"""How long a library takes for a strategy of 20,000 nodes: one edit on the disk, opening and reading, taking in, fsck.

`measure()` gives each figure as (what, figure, unit); `python -m benchmarks.library` prints them.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.models import tree
from app.models.content import Content
from app.models.nodes import Milestone, Priority, Strategy, Theme, Vision
from app.models.text import plain
from app.store.library import Library
from benchmarks.processes import CHECKOUT, RUNS, Figure, sized

EDITS = sized(200, 3)
NODES = sized(20_000, 400)


def strategy_of(nodes: int = NODES, wide: bool = False) -> Strategy:
    """A strategy of about `nodes` nodes: 20 themes of priorities, each with 9 milestones; or all under one theme."""
    words = plain(
        "Each service will publish what it holds by 2028, at a cost of £1.2m, and say who answers for it."
    )
    if wide:
        flat = tuple(Priority(id=f"p{n}", title=f"Priority {n}", body=words) for n in range(nodes))
        return Strategy(
            id="wide", title="Wide", children=(Vision(id="v", children=(Theme(id="t", children=flat),)),)
        )
    themes = tuple(
        Theme(id=f"t{t}", title=f"Theme {t}", children=tuple(_priority(t, p) for p in range(nodes // 200)))
        for t in range(20)
    )
    return Strategy(id="large", title="Large", children=(Vision(id="v", title="Vision", children=themes),))


def _priority(theme: int, number: int) -> Priority:
    name = f"{theme}x{number}"
    milestones = tuple(
        Milestone(
            id=f"m{name}x{n}",
            title=f"Step {n}",
            date="2027-03-31",
            body=plain("What is reached by then, in a line."),
        )
        for n in range(9)
    )
    return Priority(
        id=f"p{name}", title=f"Priority {name}", body=plain("What is to be done. " * 8), children=milestones
    )


def measure() -> list[Figure]:
    """Every figure, each the median of several runs."""
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        path = Path(folder) / "large.engross"
        return [
            *_writing(path, strategy_of(), "20,000 nodes"),
            *_reading(path),
            *_writing(Path(folder) / "wide.engross", strategy_of(wide=True), "20,000 nodes under one theme"),
        ]


def _writing(path: Path, root: Strategy, what: str) -> list[Figure]:
    with Library.create(path) as library:
        taken_in = _timed(lambda: library.add(Content(root)))
        edits = sorted(_edits(library, library.head(root.id)))
    median, tail = statistics.median(edits) * 1000, edits[-len(edits) // 20] * 1000
    return [
        (f"take in {what}", taken_in, "s"),
        (f"one edit in {what}, committed with FULL, median", median, "ms"),
        (f"one edit in {what}, committed with FULL, 95th percentile", tail, "ms"),
    ]


def _edits(library: Library, root: Strategy) -> list[float]:
    """The seconds that each of many edits takes, from the tree before it to the disk."""
    chance = random.Random(1)
    ids = sorted(id for id in root.ids if id[0] in "mp")
    taken: list[float] = []
    for n in range(EDITS):
        began = time.perf_counter()
        new = tree.change(root, chance.choice(ids), title=f"Edited {n}")
        assert isinstance(new, Strategy)
        library.commit(root.id, root.fingerprint, new, "Edit")
        taken.append(time.perf_counter() - began)
        root = new
    return taken


_READ = """
import sys, time
from app.store.library import Library
began = time.perf_counter()
with Library.open(sys.argv[1], read_only=True) as library:
    library.content("large")
print(time.perf_counter() - began)
"""


def _reading(path: Path) -> list[Figure]:
    within: list[float] = []

    def read() -> None:
        done = subprocess.run(
            [sys.executable, "-c", _READ, str(path)], check=True, cwd=CHECKOUT, capture_output=True, text=True
        )
        within.append(float(done.stdout))

    def fsck() -> None:
        with Library.open(path, read_only=True) as library:
            assert library.fsck().ok

    return [
        ("open a library, read 20,000 nodes, whole process", _median(read), "s"),
        ("open a library, read 20,000 nodes, imports aside", statistics.median(within), "s"),
        (f"fsck after {EDITS} edits of 20,000 nodes", _median(fsck), "s"),
    ]


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _median(act: Callable[[], object]) -> float:
    return statistics.median(_timed(act) for _ in range(RUNS))


def main() -> None:
    """Prints the figures."""
    for what, figure, unit in measure():
        print(f"{what:70} {figure:8.2f} {unit}")


if __name__ == "__main__":
    main()
