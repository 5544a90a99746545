"""Agenda packs made: their papers got ready, bound by a process of its own, and written once all of it is right."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from app.exporters.pack.binding import Bound
from app.exporters.writing import check_place, name_with, replace_file
from app.models.errors import Refused
from app.models.pack import Edition, Pack, PackLayout, Placed
from app.services.packs.apart import bind
from app.services.packs.editions import Leaking as Leaking
from app.services.packs.editions import hides_any
from app.services.packs.papers import continued, files_of, papers_ready
from app.services.packs.reading import read_pack
from app.services.packs.worker import Bounds
from app.services.targets import Target, check_apart

Tell = Callable[[float, str], None]
"""Hears how much is done, from 0 to 1, and what is being done; may raise Stopped."""
BOUNDS = Bounds()


class Stopped(Exception):
    """Whoever was told of progress wants no pack any more. Not Refused, for nothing is wrong."""


def untold(done: float, what: str) -> None:
    """Hears of progress and does nothing."""


class Made(Struct, frozen=True):
    """What came of a pack: each edition's file, its papers' places, and what whoever made it should know."""

    files: tuple[tuple[Edition, Path, Bound], ...]
    placed: tuple[Placed, ...]
    notes: tuple[str, ...]
    searched: int = 0
    first_item: int = 1


def make_file(description: Path, to: Path, exempt_to: Path | None = None, tell: Tell = untold) -> Made:
    """Makes the pack that a TOML file describes. Raises Refused as `make` does, and for a faulty description."""
    pack, layout = read_pack(description)
    return make(pack, layout, description.parent, to, exempt_to, tell)


def exempt_path(to: Path) -> Path:
    """Where the exempt edition goes if nothing else is said: beside the public one."""
    return to.with_name(f"{to.stem} (exempt){to.suffix}")


def make(
    pack: Pack,
    layout: PackLayout,
    folder: Path,
    to: Path,
    exempt_to: Path | None = None,
    tell: Tell = untold,
    bounds: Bounds = BOUNDS,
) -> Made:
    """Makes both editions and writes them; the exempt one only where something is exempt.

    `tell` is called all the while, so that it can stop the work by raising. Raises Refused, with one sentence that
    names the paper, for one that cannot be bound or takes more than its `bounds`, or for a place that cannot be written
    to, and Leaking where exempt words would be public; nothing is written then.
    """
    places: dict[Edition, Path] = {"public": to}
    if hides_any(pack):
        places["exempt"] = exempt_to or exempt_path(to)
    for place in places.values():
        if place.suffix.lower() != ".pdf":
            raise Refused(f"A pack is written as .pdf; give “{name_with(place, '.pdf')}”.")
        check_place(place)
    if len({place.resolve() for place in places.values()}) < len(places):
        raise Refused("The public and the exempt edition would be one file; give two names.")
    for place in places.values():
        check_apart(
            place,
            *(Target(str(own / name)) for each, own in continued(pack, folder) for name in files_of(each)),
        )
    with papers_ready(pack, layout, folder, lambda part, what: tell(part * 0.1, what)) as ready:
        found = bind(ready, bounds, lambda part, what: tell(0.1 + part * 0.9, what))
    for edition, made in reversed(found.bound):
        replace_file(places[edition], made.data)
    tell(1.0, "")
    files: list[tuple[Edition, Path, Bound]] = [
        (edition, places[edition], made) for edition, made in found.bound
    ]
    return Made(tuple(files), found.placed, found.notes, found.searched, found.first_item)
