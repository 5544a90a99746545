"""How many pages a pack's papers have, while it is being put together: faults are told, not raised."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, structs

from app.models.errors import Refused
from app.models.pack import Pack, Placed, planned
from app.services.packs.apart import count
from app.services.packs.editions import numbered
from app.services.packs.papers import continued, files_of, paper_file
from app.services.packs.worker import Bounds


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
    shown = structs.replace(
        pack,
        items=tuple(
            structs.replace(item, appendices=tuple(each for each in item.appendices if each.file))
            for item in pack.items
        ),
    )
    found = _looked_at(files_of(shown), folder, known)
    counts = {file: each.pages for file, each in found.items()}
    try:
        before = [(each, _counted(each, own)) for each, own in list(continued(shown, folder))[1:]]
        numbers = numbered((shown, *(each for each, _ in before)), (counts, *(held for _, held in before)))
    except Refused as fault:
        return Measured(planned(shown, counts), 1, found, str(fault))
    return Measured(numbers.placed, numbers.first_item, found)


def _counted(pack: Pack, folder: Path) -> dict[str, int]:
    """The pages of the papers of a pack that is continued. Raises Refused, naming one that cannot be read."""
    found = _looked_at(files_of(pack), folder, {})
    if fault := next((each.fault for each in found.values() if each.fault), ""):
        raise Refused(fault)
    return {file: each.pages for file, each in found.items()}


def _looked_at(files: Sequence[str], folder: Path, known: Mapping[str, Known]) -> dict[str, Known]:
    """What is known of each file now."""
    stamps = {file: _stamp(folder / file.partition("#")[0]) for file in files}
    found = {file: known[file] for file in files if file in known and known[file].stamp == stamps[file]}
    places: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="engross-", ignore_cleanup_errors=True) as made:
        for file in (each for each in files if each not in found):
            try:
                places[file] = str(paper_file(file, folder, Path(made)))
            except Refused as fault:
                found[file] = Known(stamps[file], 0, str(fault))
        for file, each in count(places, Bounds()).items():
            found[file] = Known(stamps[file], each.pages, each.fault)
    return {file: found[file] for file in files}


def _stamp(place: Path) -> tuple[int, int]:
    try:
        found = place.stat()
    except (OSError, ValueError):
        return 0, 0
    return found.st_mtime_ns, found.st_size
