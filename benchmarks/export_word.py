"""Writing a Word file against the least anybody needs (lxml and zip) and against pandoc, in one run, as ratios.

The floor writes the same blocks as plain paragraphs into python-docx's template, which is what `make_workload.py` does.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from msgspec import structs

from app.document.nodes import (
    Cell,
    Contents,
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
from app.exporters.docx import docx_bytes
from benchmarks.commands import WRITE
from benchmarks.processes import WORKLOADS, Figure, make_workloads, pandoc_in, process, sized


def measure() -> list[Figure]:
    """The figures as (what, figure, unit), medians; the work alone, imports aside, is what is promised."""
    with tempfile.TemporaryDirectory(prefix="engross-") as held:
        folder = Path(held)
        make_workloads(folder, ("large", "huge"))
        large, huge = _ours(folder, "large", 5), _ours(folder, "huge", 2)
        floor = process(
            [sys.executable, "-c", WRITE, WORKLOADS.parent, folder / "large_1.json", folder / "f.docx"]
        )
        found: list[Figure] = [
            ("write .docx, large: ours", large, "s"),
            ("write .docx, large: lxml + zip", floor.work, "s"),
            ("write .docx, large: ours ÷ lxml + zip", large / floor.work, "×"),
            ("write .docx, huge: ours", huge, "s"),
            ("write .docx: huge ÷ large", huge / large, "×"),
        ]
        if pandoc := pandoc_in(folder / "pandoc"):
            took = process([pandoc, folder / "large_1.md", "-o", folder / "p.docx"], 3).seconds
            found.append(("write .docx, large: pandoc, whole process", took, "s"))
        return found


def _ours(folder: Path, size: str, runs: int) -> float:
    """Seconds to write the workload's document, its content embedded."""
    blocks: list[Any] = json.loads((folder / f"{size}_1.json").read_text("utf-8"))
    document = structs.replace(document_of(blocks), content=json.dumps({"blocks": blocks}).encode("utf-8"))
    taken: list[float] = []
    for _ in range(sized(runs, 1)):
        start = time.perf_counter()
        (folder / "ours.docx").write_bytes(docx_bytes(document))
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def document_of(blocks: list[Any]) -> Document:
    """The workload's blocks as a formal document, with contents page, anchors and identities as an export has them."""
    parts: list[Part] = [Contents("Contents")]
    for number, (kind, level, payload) in enumerate(blocks):
        node = f"n{number}"
        if kind == "h":
            parts.append(Heading(min(level, 6), (Span(payload),), str(number), node, node))
        elif kind == "p":
            parts.append(Paragraph((Span(payload),), node=node, field="body"))
        elif kind == "li":
            item = Item((Paragraph((Span(payload),), node=node, field="body"),), node)
            last = parts[-1]
            items = (*last.items, item) if isinstance(last, List) else (item,)
            parts[-1 if isinstance(last, List) else len(parts) :] = [List(items, field="priority")]
        else:
            rows = (
                Row(tuple(Cell((Paragraph((Span(text),), node=node, field="body"),)) for text in row))
                for row in payload
            )
            parts.append(Table(tuple(rows), node=node, field="body"))
    return Document(properties=Properties("Workload"), parts=tuple(parts))


if __name__ == "__main__":
    for what, figure, unit in measure():
        print(f"{what:50} {figure:8.3f} {unit}")
