"""Numbers of headings that stand amid words, where somebody joined a heading to the paragraph before it.

Imports models and this package only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from app.importers.returned.lines import squeezed
from app.importers.returned.places import Place, Places
from app.importers.source import SourceParagraph
from app.models.text import Run, runs_text

_ALIKE = 24


def without_joint_numbers(
    paragraph: SourceParagraph, marked: Iterable[Place], places: Places
) -> SourceParagraph:
    """A paragraph without the numbers that were generated before headings which have been joined to words before them;
    one at its very beginning stays. `marked` are the places whose bookmarks it bears."""
    for place in marked:
        if number := places.numbers.get(place.name):
            title = getattr(places.nodes[place.node], place.field, "")
            if span := _joint(runs_text(paragraph.runs), number.split("\n"), title):
                paragraph = structs.replace(paragraph, runs=tuple(_parted(paragraph.runs, *span)))
    return paragraph


def _joint(text: str, numbers: Sequence[str], title: object) -> tuple[int, int] | None:
    """Where one of some numbers, and the space behind it, stands amid a text: before the title that it was printed
    with, or else before a tab, for the title may have been edited."""
    start = squeezed(title)[:_ALIKE] if isinstance(title, str) else ""
    begun = len(text) - len(text.lstrip())
    by_tab: tuple[int, int] | None = None
    for number in sorted(map(squeezed, filter(str.strip, numbers)), key=len, reverse=True):
        pattern = r"\s+".join(map(re.escape, number.split()))
        for found in re.finditer(rf"(?={pattern}(\s*))", text):
            span = found.start(), found.end(1)
            if span[0] <= begun:
                continue
            if start and squeezed(text[span[1] :]).startswith(start):
                return span
            if by_tab is None and "\t" in found[1]:
                by_tab = span
    return by_tab


def _parted(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """Runs with one space in place of the letters from `start` to `end`; none where one stands before them."""
    space = "" if runs_text(runs)[start - 1].isspace() else " "
    at = 0
    for run in runs:
        until = at + len(run.text)
        parting = space if at <= start < until else ""
        if words := run.text[: max(start - at, 0)] + parting + run.text[max(end - at, 0) :]:
            yield structs.replace(run, text=words)
        at = until
