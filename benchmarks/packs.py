"""How long an agenda pack of 20 documents and 1,000 pages takes, beside qpdf that only puts them one behind the other.

`measure()` gives each figure as (what, figure, unit); `python -m benchmarks.packs` prints them. Figures are of whole
processes with their start. The documents are tagged and written by Engross; pypdf, which drops their structure, and
qpdf where it is installed, put the same files together.
"""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.document.nodes import (
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Properties,
    Row,
    Span,
    Table,
)
from app.exporters.pdf import pdf_bytes
from benchmarks.processes import RUNS, Figure, process, sized

DOCUMENTS, PAGES = sized((20, 50), (3, 2))
HEAD = 'council = "Harbourne Council"\ncommittee = "Executive"\ndate = "9 October 2017"\n'
PYPDF = """
import sys
from pypdf import PdfWriter
writer = PdfWriter()
for name in sys.argv[2:]:
    writer.append(name)
writer.write(sys.argv[1])
"""


def measure() -> list[Figure]:
    """The figures, medians of five runs of ours and of the floor; the ratio is what is promised."""
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        files = _documents(place)
        ours = _ours(place, files, exempt=False)
        return [*ours, *_others(place, files, ours[0][1]), *_ours(place, files, exempt=True)]


def _documents(place: Path) -> list[str]:
    """Writes the documents; each page has headings, text, a table and links. Gives their names."""
    names: list[str] = []
    for n in range(DOCUMENTS):
        names.append(f"report_{n}.pdf")
        (place / names[-1]).write_bytes(pdf_bytes(_document(n)))
    return names


def _document(n: int) -> Document:
    parts: list[Part] = []
    for page in range(PAGES):
        if page:
            parts.append(PageBreak())
        parts.append(Heading(1 + (page % 5 > 0), (Span(f"Section {page} of report {n}"),), anchor=f"a{page}"))
        for paragraph in range(8):
            words = f"Matter {n * 1000 + page * 10 + paragraph} is reported to members with its costs. " * 4
            parts.append(Paragraph((Span(words), Span("Back", link=f"#a{max(page - 1, 0)}"))))
        cells = tuple(Cell((Paragraph((Span(f"{n}.{page}.{at}"),)),)) for at in range(4))
        parts.append(Table((Row(cells), *(Row(cells) for _ in range(5)))))
    return Document(properties=Properties(title=f"Report {n}"), parts=tuple(parts))


def _ours(place: Path, files: Sequence[str], exempt: bool) -> list[Figure]:
    """`engross pack`: the last paper exempt, so that both editions are made and the public one is searched, or none."""
    agenda = place / "agenda.toml"
    items = [f'[[items]]\ntitle = "Item {n}"\nreport = "{file}"\n' for n, file in enumerate(files)]
    if exempt:
        items[-1] += 'exempt = true\nparagraph = "3"\nreason = "It names prices."\n'
    agenda.write_text(HEAD + "".join(items), encoding="utf-8")
    command = (sys.executable, "-m", "app.cli", "pack", agenda, "--to", place / "pack.pdf")
    seconds, memory, *_ = process(command, 2 if exempt else RUNS)
    what = f"{DOCUMENTS * PAGES:,} pages" + (", one paper exempt and searched for" if exempt else "")
    return [(f"{what}: process", seconds, "s"), (f"{what}: memory", memory, "MB")]


def _others(place: Path, files: Sequence[str], ours: float) -> list[Figure]:
    """qpdf, the floor, and pypdf; each other's seconds, and ours divided by them. Nothing where qpdf is wanting."""
    paths = [str(place / file) for file in files]
    commands: dict[str, Sequence[str]] = {
        "pypdf, structure dropped": (sys.executable, "-c", PYPDF, str(place / "pypdf.pdf"), *paths)
    }
    if qpdf := shutil.which("qpdf"):
        commands["qpdf"] = (qpdf, "--empty", "--pages", *paths, "--", str(place / "qpdf.pdf"))
    else:
        print("qpdf is not installed and is left out", file=sys.stderr)
    found: list[Figure] = []
    for name, command in commands.items():
        seconds, memory, *_ = process(command, RUNS)
        found += [(f"{name}: process", seconds, "s"), (f"{name}: memory", memory, "MB")]
        found.append((f"ours ÷ {name}", ours / seconds, "×"))
    return found


def main() -> None:
    """Prints the figures."""
    for what, figure, unit in measure():
        print(f"{what:60} {figure:8.2f} {unit}")


if __name__ == "__main__":
    main()
