"""Documents into strategies: a file is read in a process of its own, recognised, and taken into a library.

What is slow to import is imported while that other process reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.importers.proposal import Proposal
from app.importers.reading import Reading, start_reading
from app.importers.request import Wanted
from app.importers.source import Source
from app.models.content import Content, content_from_json
from app.models.control import VersionRow
from app.models.dates import years_named
from app.models.errors import NotFound, Refused
from app.models.house import House, outlined
from app.models.nodes import Strategy
from app.models.text import one_line as one_line
from app.models.tree import walk, with_new_ids
from app.services.targets import user

if TYPE_CHECKING:
    from app.store.library import Library
    from app.store.opening import Begun

PLAIN = "plain"
JSON_BYTES = 500_000_000


class Imported(Struct, frozen=True):
    """A strategy that was taken into a library; `again` says that the library held one of its identity already."""

    strategy: str
    proposal: Proposal
    again: bool = False


def read_document(
    path: Path, *, title: str = "", house: str = "", cancelled: Callable[[], bool] | None = None
) -> tuple[Proposal, str]:
    """What a document holds as a strategy, and the version that it is a copy of (empty where it is none).

    A copy that Engross exported gives back the strategy itself. Raises Refused for a file that cannot be read, and
    where `cancelled` says stop.
    """
    if path.suffix.lower() == ".json":
        return _with(Proposal(_content_of(path)), title, house), ""
    with reading(path, title, house) as read:
        return _recognised(read, title, house, cancelled)


@contextmanager
def reading(path: Path, title: str, house: str, started: Reading | None = None) -> Generator[Reading]:
    """A file that is being read and recognised meanwhile; the process is ended if nobody waits for it any longer."""
    started = started or start_reading(
        path, wanted=Wanted(one_line(title), house or PLAIN, one_line(path.stem))
    )
    try:
        yield started
    except BaseException:
        started.cancel()
        raise


def import_file(
    path: Path, into: str, *, title: str = "", house: str = "", started: Reading | None = None
) -> Imported:
    """Makes a document a strategy of the library `into`, which is made if it is not there.

    `started` is the document's reading, where a caller in a hurry has begun it, wanting it recognised.
    The library is touched only once the document has been read. Raises Refused with the library as it was.
    """
    label = f"Imported from {one_line(path.name)}"
    if path.suffix.lower() == ".json":
        _check_house(house)
        proposal, _ = read_document(path, title=title, house=house)
        with open_to_add(into) as library:
            return take_in(library, proposal, label)
    with reading(path, title, house, started) as read:
        _check_house(house)
        from app.services.libraries import spare_library  # slow, so while the file is read

        with spare_library(into, user()) as spare:
            proposal, _ = _recognised(read, title, house)
            with open_to_add(into, spare) as library:
                return take_in(library, proposal, label)


def take_in(library: Library, proposal: Proposal, label: str) -> Imported:
    """Adds a recognised document to an open library; under fresh identities where the library has it already."""
    known = {row.id for binned in (False, True) for row in library.strategies(binned=binned)}
    again = proposal.content.root.id in known
    if again:
        proposal = _renamed(proposal)
    return Imported(library.add(proposal.content, label), proposal, again)


def begin(place: str, house: House, title: str) -> Strategy:
    """A new strategy with the parts that the house style starts one with, in a library made where there is none."""
    if not one_line(title):
        raise Refused("A strategy needs a title; give one with --title.")
    root = outlined(house, one_line(title), period=years_named(title))
    with open_to_add(place) as library:
        library.add(Content(root), "Begun")
    return root


def open_to_add(place: str, spare: Begun | None = None) -> Library:
    """The library at a file or URL, open for writing and backed up first, or a new one where there is none.

    The new one is the `spare`, where the caller has one ready.
    """
    from app.services.libraries import create_library, open_library

    try:
        return open_library(place, who=user())
    except NotFound:
        if spare is None:
            return create_library(place, who=user())
        spare.finish()
        return open_library(place, who=user())


def kinds_in(root: Strategy) -> dict[str, int]:
    """How many nodes of each kind a strategy has, in the order in which they first appear; `history` counts rows."""
    counted = Counter(node.kind for node in walk(root))
    return dict(counted) | ({"history": len(root.history)} if root.history else {})


def history_of(root: Strategy, versions: tuple[VersionRow, ...] = ()) -> list[dict[str, str]]:
    """The rows of the version-control table as they are printed: those that came with an import, then the library's."""
    from app.document.control import version_rows

    return [
        {"version": row.version, "date": row.date, "changes": row.changes, "comments": row.comments}
        for row in version_rows(root, versions)
    ]


def _recognised(
    read: Reading, title: str, house: str, cancelled: Callable[[], bool] | None = None
) -> tuple[Proposal, str]:
    found = read.result_or_proposal(cancelled)
    if isinstance(found, Proposal):
        return found, ""
    from app.importers.returned import take_back

    if returned := take_back(found):
        return _with(returned, title, house), _version_of(found, returned)
    from app.importers.recognise import propose

    return propose(found, title=one_line(title), house=house or PLAIN), ""


def _version_of(source: Source, returned: Proposal) -> str:
    """The version that a copy says it is; empty where its text was edited since: then it is that version no more."""
    unchanged = source.properties.get("engross.fingerprint") == returned.content.fingerprint
    return source.properties.get("engross.version", "") if unchanged else ""


def _with(proposal: Proposal, title: str, house: str) -> Proposal:
    """The proposal under another title or house style, where one was asked for."""
    root = proposal.content.root
    root = structs.replace(root, title=one_line(title) or root.title, house=house or root.house)
    return structs.replace(proposal, content=Content(root, proposal.content.pictures))


def _renamed(proposal: Proposal) -> Proposal:
    """The proposal as another strategy: fresh identities in the tree and in the placements."""
    old = proposal.content.root
    new = with_new_ids(old)
    assert isinstance(new, Strategy)
    fresh = {before.id: after.id for before, after in zip(walk(old), walk(new), strict=True)}
    placements = tuple(
        structs.replace(place, node=fresh.get(place.node, "")) for place in proposal.placements
    )
    return structs.replace(proposal, content=Content(new, proposal.content.pictures), placements=placements)


def _check_house(key: str) -> None:
    """Raises Refused for a key that no house style has; none at all is the plain one."""
    if key:
        from app.services.houses import house

        house(key)


def _content_of(path: Path) -> Content:
    try:
        if path.stat().st_size > JSON_BYTES:
            raise Refused(f"“{path.name}” is larger than {JSON_BYTES // 1_000_000} MB and was not read.")
        return content_from_json(path.read_bytes())
    except FileNotFoundError as fault:
        raise Refused(f"“{path.name}” does not exist; check the name and the folder.") from fault
    except OSError as fault:
        raise Refused(
            f"“{path.name}” cannot be read ({fault.strerror}); check that you may open it."
        ) from fault
