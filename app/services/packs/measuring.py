"""How many pages a pack's papers have, while it is being put together: faults are told, not raised."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, structs

from app.models.errors import Refused
from app.models.pack import Pack, Placed, papers, planned
from app.services.packs.making import numbered
from app.services.packs.papers import paper_source


class Known(Struct, frozen=True):
    """A paper as it was when it was last looked at: its pages, or what is wrong with it."""

    stamp: tuple[int, int]
    pages: int = 0
    fault: str = ""


class Measured(Struct, frozen=True):
    """Where the papers stand as far as can be told, and by file what is known of each."""

    placed: tuple[Placed, ...] = ()
    first_item: int = 1
    known: dict[str, Known] = {}
    fault: str = ""


def measure(pack: Pack, folder: Path, known: Mapping[str, Known]) -> Measured:
    """Where every paper stands; one that cannot be read takes no pages. Files that have not changed are not reread."""
    files = dict.fromkeys(paper.file for item in pack.items for _, paper in papers(item) if paper.file)
    found = {file: _looked_at(file, folder, known.get(file)) for file in files}
    counts = {file: each.pages for file, each in found.items()}
    shown = structs.replace(
        pack,
        items=tuple(
            structs.replace(item, appendices=tuple(each for each in item.appendices if each.file))
            for item in pack.items
        ),
    )
    try:
        numbers = numbered(shown, counts, folder)
    except Refused as fault:
        return Measured(planned(shown, counts), 1, found, str(fault))
    return Measured(numbers.placed, numbers.first_item, found)


def _looked_at(file: str, folder: Path, before: Known | None) -> Known:
    place = folder / file.partition("#")[0]
    try:
        found = place.stat()
        stamp = (found.st_mtime_ns, found.st_size)
    except (OSError, ValueError):
        stamp = (0, 0)
    if before is not None and before.stamp == stamp:
        return before
    try:
        return Known(stamp, len(paper_source(file, folder)))
    except Refused as fault:
        return Known(stamp, 0, str(fault))
