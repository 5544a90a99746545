"""How long tagged PDF files of 80,000 and 800,000 words take to write, beside what others need for the same words.

The others: reportlab's own platypus, untagged, with the same fonts; typst; LibreOffice from the Word file, as PDF/UA.
`measure()` gives each figure as (what, figure, unit); `python -m benchmarks.export_pdf` prints them. A figure is a
whole process with its start, or the work alone: from a document that is there to the file's bytes. Needs
../shared/tools for the workloads; typst is put into an environment of its own that is thrown away.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.document.nodes import (
    Cell,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Part,
    Properties,
    Row,
    Span,
    Table,
)
from benchmarks.processes import FONTS, RUNS, Figure, libre_office, make_workloads, peers_python, process

Block = list[Any]

PLATYPUS = """
import json, sys, time
from xml.sax.saxutils import escape
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
pdfmetrics.registerFont(TTFont("Body", sys.argv[3] + "/LiberationSans-Regular.ttf"))
pdfmetrics.registerFont(TTFont("Bold", sys.argv[3] + "/LiberationSans-Bold.ttf"))
body = ParagraphStyle("body", fontName="Body", fontSize=11, leading=14.85, spaceAfter=6.6)
item = ParagraphStyle("item", body, leftIndent=16.5, bulletIndent=2, bulletFontName="Body", spaceAfter=3.3)
cell = ParagraphStyle("cell", body, fontSize=9.9, leading=12.7, spaceAfter=0)
heads = [ParagraphStyle("h", body, fontName="Bold", fontSize=s, leading=s * 1.22, keepWithNext=1) for s in (18, 14, 12)]
grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, (0.5, 0.5, 0.5))])
with open(sys.argv[1], encoding="utf-8") as file:
    blocks = json.load(file)
start = time.perf_counter()
story = []
for kind, level, payload in blocks:
    if kind == "h":
        story.append(Paragraph(escape(payload), heads[level - 1]))
    elif kind == "p":
        story.append(Paragraph(escape(payload), body))
    elif kind == "li":
        story.append(Paragraph(escape(payload), item, bulletText="\\u2022"))
    else:
        rows = [[Paragraph(escape(text), cell) for text in row] for row in payload]
        story.append(Table(rows, repeatRows=1, style=grid))
SimpleDocTemplate(sys.argv[2], pagesize=A4).build(story)
print(time.perf_counter() - start)
"""
TYPST = """
import sys, time
import typst
start = time.perf_counter()
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])
print(time.perf_counter() - start)
"""


def measure() -> list[Figure]:
    """The figures, medians of five runs; the ratios are what is promised."""
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        place = Path(folder)
        make_workloads(place, ("large", "huge"))
        ours, others = _ours(place, "large"), _platypus(place)
        others += _typst(place) + _libreoffice(place)
        huge = _ours(place, "huge", runs=2)
        return [*ours, *others, *_ratios(ours, others), *huge, ("huge ÷ large", huge[0][1] / ours[0][1], "×")]


def document_of(blocks: Sequence[Block]) -> Document:
    """A workload's blocks as a document: headings, paragraphs, bullet lists and tables with a head."""
    return Document(properties=Properties(title="Strategy"), parts=tuple(_parts(blocks)))


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    items: list[Item] = []
    for kind, level, payload in blocks:
        if kind == "li":
            items.append(Item((_paragraph(payload),)))
            continue
        if items:
            yield List(tuple(items))
            items = []
        if kind == "h":
            yield Heading(level, (Span(payload),))
        elif kind == "p":
            yield _paragraph(payload)
        else:
            yield Table(tuple(Row(tuple(Cell((_paragraph(text),)) for text in row)) for row in payload))
    if items:
        yield List(tuple(items))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def _ours(place: Path, size: str, runs: int = RUNS) -> list[Figure]:
    command = (
        sys.executable,
        "-m",
        "benchmarks.export_pdf",
        str(place / f"{size}_1.json"),
        str(place / "ours.pdf"),
    )
    return _figures(f"{size}: tagged, PDF/UA-1 and PDF/A-2a", command, runs)


def _platypus(place: Path) -> list[Figure]:
    files = (str(place / "large_1.json"), str(place / "platypus.pdf"), str(FONTS))
    return _figures("large: plain reportlab, untagged", (sys.executable, "-c", PLATYPUS, *files), RUNS)


def _typst(place: Path) -> list[Figure]:
    """Nothing where typst cannot be had."""
    python = peers_python(place / "typst", "typst")
    if python is None:
        return []
    blocks: list[Block] = json.loads((place / "large_1.json").read_text(encoding="utf-8"))
    source = place / "large.typ"
    source.write_text(_typst_source(blocks), encoding="utf-8")
    files = (str(source), str(place / "typst.pdf"), str(FONTS))
    return _figures("large: typst", (str(python), "-c", TYPST, *files), RUNS)


def _typst_source(blocks: Sequence[Block]) -> str:
    lines = ['#set page("a4", margin: 25mm)', '#set text(font: "Liberation Sans", size: 11pt)']
    for kind, level, payload in blocks:
        if kind == "t":
            cells = ", ".join(f"[#{_quoted(text)}]" for row in payload for text in row)
            lines.append(f"#table(columns: {len(payload[0])}, {cells})")
        else:
            sign = {"h": "=" * level + " ", "li": "- ", "p": ""}[kind]
            lines.append(f"{sign}#{_quoted(payload)}" + ("" if kind == "li" else "\n"))
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _libreoffice(place: Path) -> list[Figure]:
    """The whole process only; nothing where LibreOffice is not installed."""
    office = libre_office()
    if office is None:
        return []
    kind = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = (
        office,
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(place),
        str(place / "large_1.docx"),
    )
    seconds, memory, *_ = process(command, 3)
    what = "large: LibreOffice from Word, PDF/UA"
    return [(f"{what}, process", seconds, "s"), (f"{what}, memory", memory, "MB")]


def _figures(what: str, command: Sequence[str], runs: int) -> list[Figure]:
    seconds, memory, work, *_ = process(command, runs)
    return [
        (f"{what}, process", seconds, "s"),
        (f"{what}, work", work, "s"),
        (f"{what}, memory", memory, "MB"),
    ]


def _ratios(ours: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    """Our seconds ÷ those of the others for the same; smaller is better."""
    own = {name.rsplit(", ", 1)[1]: figure for name, figure, _ in ours}
    return [
        (f"ours ÷ {name.removeprefix('large: ')}", own[name.rsplit(", ", 1)[1]] / figure, "×")
        for name, figure, unit in others
        if unit == "s"
    ]


def export(blocks: Path, to: Path) -> float:
    """Writes a workload as PDF. Returns the seconds that took, from a document that is there to its bytes."""
    document = document_of(json.loads(blocks.read_text(encoding="utf-8")))
    from app.exporters.pdf import pdf_bytes

    start = time.perf_counter()
    data = pdf_bytes(document)
    taken = time.perf_counter() - start
    to.write_bytes(data)
    return taken


def main(arguments: Sequence[str]) -> None:
    """Prints the figures; with a workload and a place to write to, only exports it and prints the seconds."""
    if len(arguments) == 2:
        print(export(Path(arguments[0]), Path(arguments[1])))
        return
    for what, figure, unit in measure():
        print(f"{what:60} {figure:8.2f} {unit}")


if __name__ == "__main__":
    main(sys.argv[1:])
