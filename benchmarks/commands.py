"""The `engross` command as whole processes beside the floors and the peers for the same work, in one run.

`measure()` gives each figure as (what, figure, unit); `python -m benchmarks.commands` prints them.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import CHECKOUT, Figure, Taken, make_workloads, pandoc_in, peers_python, process

ENGROSS = (sys.executable, "-m", "app.cli")

WALK = """
import sys, zipfile
from lxml import etree
with zipfile.ZipFile(sys.argv[1]) as package:
    root = etree.fromstring(package.read("word/document.xml"), etree.XMLParser(huge_tree=True))
w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
words = sum(len("".join(t.text or "" for t in p.iter(w + "t")).split()) for p in root.iter(w + "p"))
"""
MAMMOTH = """
import sys, mammoth
with open(sys.argv[1], "rb") as file:
    mammoth.convert_to_html(file)
"""
WRITE = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
import make_workload
from lxml import etree
import docx, zipfile
blocks = json.load(open(sys.argv[2]))
start = time.perf_counter()
make_workload.write_docx(blocks, sys.argv[3])
print(time.perf_counter() - start)
"""
WORK = """
import gc, sys, time
gc.set_threshold(200_000, 20, 100)  # as the command itself does
from pathlib import Path
from app.exporters.docx import docx_bytes
from app.exporters.writing import replace_file
from app.services.exporting import document_of
from app.services.targets import reach, read_target
reached = reach(read_target(sys.argv[1]))
start = time.perf_counter()
replace_file(Path(sys.argv[2]), docx_bytes(document_of(reached)))
print(time.perf_counter() - start)
"""


def measure() -> list[Figure]:
    """Every figure, each the median of several runs."""
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        make_workloads(place, ("large", "huge"))
        return [
            *_start(),
            *_importing(place),
            *_exporting_word(place),
            *_exporting_pdf(place),
        ]


def _start() -> Iterator[Figure]:
    python = process((sys.executable, "-c", ""))
    shown = process((*ENGROSS, "--help"))
    yield "engross --help", shown.seconds, "s"
    yield "bare Python", python.seconds, "s"


def _figures(what: str, taken: Taken) -> Iterator[Figure]:
    yield what, taken.seconds, "s"
    yield f"{what}, memory", taken.megabytes, "MB"


def _importing(place: Path) -> Iterator[Figure]:
    taken: dict[str, Taken] = {}
    for size in ("large", "huge"):
        library = place / f"{size}.engross"

        def remove(library: Path = library) -> None:
            library.unlink(missing_ok=True)
            shutil.rmtree(f"{library} backups", ignore_errors=True)

        command = (*ENGROSS, "import", place / f"{size}_1.docx", "--into", library, "--title", "Strategy")
        taken[size] = process(command, 5 if size == "large" else 2, remove)
        yield from _figures(f"import {size}.docx into a library", taken[size])
    file = place / "large_1.docx"
    floor = process((sys.executable, "-c", WALK, file))
    yield "walk over large.docx with lxml, the floor", floor.seconds, "s"
    yield "import ÷ walk (at most 5)", taken["large"].seconds / floor.seconds, "×"
    if python := peers_python(place / "mammoth", "mammoth"):
        mammoth = process((python, "-c", MAMMOTH, file), 3)
        yield "mammoth reads large.docx", mammoth.seconds, "s"
        yield "mammoth ÷ import (at least 2)", mammoth.seconds / taken["large"].seconds, "×"
    if peer := pandoc_in(place / "pandoc"):
        pandoc = process((peer, "-t", "plain", "-o", place / "pandoc.txt", file), 3)
        yield "pandoc reads large.docx", pandoc.seconds, "s"
        yield "pandoc ÷ import (at least 3)", pandoc.seconds / taken["large"].seconds, "×"
    yield "import, huge ÷ large (at most 12)", taken["huge"].seconds / taken["large"].seconds, "×"


def _exporting_word(place: Path) -> Iterator[Figure]:
    taken: dict[str, Taken] = {}
    for size in ("large", "huge"):
        command = (*ENGROSS, "export", place / f"{size}.engross", "--to", place / f"{size}.docx")
        taken[size] = process(command, 5 if size == "large" else 2)
        yield from _figures(f"export {size} .docx from a library", taken[size])
    work = process((sys.executable, "-c", WORK, place / "large.engross", place / "work.docx"))
    tools = CHECKOUT.parent / "shared" / "tools"
    floor = process((sys.executable, "-c", WRITE, tools, place / "large_1.json", place / "floor.docx"))
    yield "write large.docx with lxml and zip, the floor", floor.seconds, "s"
    yield "export ÷ floor, whole processes (at most 4)", taken["large"].seconds / floor.seconds, "×"
    yield "export ÷ floor, the work alone (at most 2)", work.work / floor.work, "×"
    if peer := pandoc_in(place / "pandoc"):
        pandoc = process((peer, place / "large_1.md", "-o", place / "pandoc.docx"), 3)
        yield "pandoc writes large.docx from Markdown", pandoc.seconds, "s"
        yield "pandoc ÷ export (more than 1)", pandoc.seconds / taken["large"].seconds, "×"
    yield "export .docx, huge ÷ large (at most 12)", taken["huge"].seconds / taken["large"].seconds, "×"


def _exporting_pdf(place: Path) -> Iterator[Figure]:
    """The command; `benchmarks.export_pdf` has the exporter beside its peers."""
    taken: dict[str, Taken] = {}
    for size in ("large", "huge"):
        command = (*ENGROSS, "export", place / f"{size}.engross", "--to", place / f"{size}.pdf")
        taken[size] = process(command, 5 if size == "large" else 2)
        yield from _figures(f"export {size} tagged .pdf from a library", taken[size])
    yield "export .pdf, huge ÷ large (at most 12)", taken["huge"].seconds / taken["large"].seconds, "×"


def main() -> None:
    """Prints the figures."""
    for what, figure, unit in measure():
        print(f"{what:60} {figure:8.2f} {unit}", flush=True)


if __name__ == "__main__":
    main()
