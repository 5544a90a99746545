"""How long Word files of 80,000 and 800,000 words take to read, beside the bare walk over their XML and beside pandoc.

Each figure is a whole process, its start included. `measure()` gives each as (what, figure, unit);
`python -m benchmarks.import_word` prints them. Needs ../shared/tools for the workloads.
"""

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.commands import WALK
from benchmarks.processes import Figure, make_workloads, pandoc_in, process

READ = """
import sys
from pathlib import Path
from app.importers.reading import read_file
read_file(Path(sys.argv[1]))
"""


def measure() -> list[Figure]:
    """The figures, medians of five runs; the ratios are what is promised."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        make_workloads(Path(folder), ("large", "huge"))
        taken: dict[str, float] = {}
        for size in ("large", "huge"):
            file = Path(folder) / f"{size}_1.docx"
            floor = process((sys.executable, "-c", WALK, file)).seconds
            taken[size], memory, *_ = process((sys.executable, "-c", READ, file))
            figures += [
                (f"{size}: walk over the XML, the floor", floor, "s"),
                (f"{size}: read to a source", taken[size], "s"),
                (f"{size}: read to a source ÷ floor", taken[size] / floor, "×"),
                (f"{size}: memory of the largest process", memory, "MB"),
            ]
            if size == "large" and (peer := pandoc_in(Path(folder) / "pandoc")):
                pandoc = process((peer, "-t", "plain", "-o", os.devnull, file), 3).seconds
                figures.append(("large: pandoc to plain text", pandoc, "s"))
        figures.append(("huge ÷ large", taken["huge"] / taken["large"], "×"))
    return figures


def main() -> None:
    """Prints the figures."""
    for what, figure, unit in measure():
        print(f"{what:45} {figure:8.2f} {unit}")


if __name__ == "__main__":
    main()
