"""How long Word files of 80,000 and 800,000 words take to read, beside the bare walk over their XML and beside pandoc.

Each figure is a whole process, its start included. `measure()` gives each as (what, figure, unit);
`python -m benchmarks.import_word` prints them. Needs ../shared/tools for the workloads.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
WORKLOADS = CHECKOUT.parent / "shared" / "tools" / "make_workload.py"
RUNS = 5
Figure = tuple[str, float, str]

FLOOR = """
import sys, zipfile
from lxml import etree
with zipfile.ZipFile(sys.argv[1]) as package:
    root = etree.fromstring(package.read("word/document.xml"))
w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
words = sum(len("".join(t.text or "" for t in p.iter(w + "t")).split()) for p in root.iter(w + "p"))
"""
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
        subprocess.run(
            [sys.executable, str(WORKLOADS), folder, "large", "huge"], check=True, stdout=subprocess.DEVNULL
        )
        taken: dict[str, float] = {}
        for size in ("large", "huge"):
            file = Path(folder) / f"{size}_1.docx"
            floor, _ = process((sys.executable, "-c", FLOOR, str(file)))
            taken[size], memory = process((sys.executable, "-c", READ, str(file)))
            figures += [
                (f"{size}: walk over the XML, the floor", floor, "s"),
                (f"{size}: read to a source", taken[size], "s"),
                (f"{size}: read to a source ÷ floor", taken[size] / floor, "×"),
                (f"{size}: memory of the largest process", memory, "MB"),
            ]
            if size == "large" and shutil.which("pandoc"):
                pandoc, _ = process(("pandoc", "-t", "plain", "-o", os.devnull, str(file)))
                figures.append(("large: pandoc to plain text", pandoc, "s"))
        figures.append(("huge ÷ large", taken["huge"] / taken["large"], "×"))
    return figures


def process(command: Sequence[str]) -> tuple[float, float]:
    """Median seconds of a command, and the most megabytes that it or a child of it held at once."""
    seconds: list[float] = []
    most = 0
    for _ in range(RUNS):
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=CHECKOUT)
        _, status, usage = os.wait4(child.pid, 0)
        seconds.append(time.perf_counter() - start)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"{command[0]} failed")
        most = max(most, usage.ru_maxrss)
    return statistics.median(seconds), most / 1024


def main() -> None:
    """Prints the figures."""
    for what, figure, unit in measure():
        print(f"{what:45} {figure:8.2f} {unit}")


if __name__ == "__main__":
    main()
