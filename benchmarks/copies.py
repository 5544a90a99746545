"""What others make of a strategy, to be brought into a window: a reviewer's Word file, another draft, a document."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from app.models import tree
from app.models.text import plain
from app.services.editing import Editing
from app.store.library import Library
from benchmarks.processes import sized
from benchmarks.strategies import PRIORITIES, words

REVIEWED = 100
UNSURE = 2
"""How many of its costs, and how many risks, a document to be imported has for each theme."""
COLLIDING, COMING = sized((60, 200), (3, 3))
BODY = "word/document.xml"
ENDS = re.compile(r">The council will by then(?:(?!</w:p>).)*?</w:p>", re.DOTALL)
INSERTED = (
    '<w:ins w:id="9{at:04}" w:author="Ann Price" w:date="2026-11-02T10:00:00Z">'
    '<w:r><w:t xml:space="preserve"> A reviewer says more, as number {at}.</w:t></w:r></w:ins>'
)


def reviewed(copy: Path) -> None:
    """Writes into a Word file what a reviewer adds, tracked, at the ends of up to a hundred paragraphs."""
    with zipfile.ZipFile(copy) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    added = iter(range(REVIEWED))

    def more(paragraph: re.Match[str]) -> str:
        at = next(added, None)
        return paragraph[0] if at is None else paragraph[0][:-6] + INSERTED.format(at=at) + "</w:p>"

    parts[BODY] = ENDS.sub(more, parts[BODY].decode("utf-8")).encode("utf-8")
    if next(added, None) == 0:
        raise RuntimeError(f"{copy.name} has no paragraph of which it is known how it begins")
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def other_copy(library: Path, to: Path) -> None:
    """Copies a library that nobody has open, and has somebody else change the bodies of its first priorities there."""
    shutil.copy(library, to)
    with Library.open(to, who="Bob") as other:
        (row,) = other.strategies()
        editing = Editing(other, row.id)
        priorities = [node for node in tree.walk(editing.root) if node.kind == "priority"]
        changed = {
            node.id: structs.replace(node, body=plain(f"There it is said otherwise, as number {at}."))
            for at, node in enumerate(priorities[: COLLIDING + COMING])
        }
        editing.do(lambda root: tree.with_parts(root, changed), "Change many")


def written_document(to: Path, parts: int) -> Path:
    """A Markdown document that nobody has read yet, of about so many parts: themes with fifty priorities each.

    Its reader is unsure of sums of which nobody says whether they are capital or revenue, two to a theme, and of as
    many risks, each told in a paragraph with what is to be done about it.
    """
    to.write_text("\n".join(_lines(max(parts // (PRIORITIES + 1 + 2 * UNSURE), 1))), encoding="utf-8")
    return to


def _lines(themes: int) -> Iterator[str]:
    yield f"# Another strategy\n\n{words(60)}\n\n# Our vision\n\n{words(40)}\n"
    for n in range(themes):
        yield f"## Theme {n}: a better place {n}\n\n{words(80, n)}\n"
        yield "| Year | Cost |\n|---|---|"
        yield from (f"| {2027 + year} | £{n + 1}.{year}m |" for year in range(UNSURE))
        yield ""
        for m in range(PRIORITIES):
            yield f"### Priority {n}.{m}\n\nWe will {words(25, n + m)}\n"
    yield "# Risks\n"
    for n in range(themes * UNSURE):
        yield f"A supplier may fail, as one did in year {n}. We will {words(20, n)}\n"
