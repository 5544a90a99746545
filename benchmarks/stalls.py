"""The longest that the window keeps its user waiting: each turn of the event loop in ordinary use of large strategies.

A turn is one pass of Qt's event dispatcher; `benchmarks.window_use` says what is done. Beside the time by the clock
stands how long the window's own thread worked in the longest turn, which others that want the machine do not touch.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import CHECKOUT, Figure, sized
from benchmarks.strategies import varied

SIZES = sized({"2,000": 2_000, "20,000": 20_000}, {"1,000": 1_000})


def measure() -> Iterator[Figure]:
    """The longest turn of each action, by size of the strategy; the longest of all sizes come first."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="engross-") as temporary:
        for named, nodes in SIZES.items():
            place = varied(Path(temporary, f"{nodes}.engross"), nodes)
            found = turns(place, Path(temporary, f"{nodes}.ini"))
            for action, (longest, own) in sorted(found.items(), key=lambda pair: -pair[1][0]):
                yield f"{named} nodes: {action} (own work {own:.0f} ms)", longest, "ms"


def turns(library: Path, settings: Path) -> dict[str, tuple[float, float]]:
    """The longest turn of each action with a library's only strategy: by the clock, and the thread's own; in ms."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.window_use", str(library), str(settings)],
        cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True, timeout=900,
    )  # fmt: skip
    found: dict[str, tuple[float, float]] = {}
    for line in done.stdout.splitlines():
        name, *figures = line.split("\t")
        if len(figures) == 2:
            clock, own = map(float, figures)
            before = found.get(name, (0.0, 0.0))
            found[name] = max(before[0], clock), max(before[1], own)
    return found
