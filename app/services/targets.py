"""What the command line calls a target: a library, one of its strategies, a version of it, or a document's file.

Whether a library is meant or a document is settled without opening either, so that nothing slow is imported before it
is needed.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from app.models.content import Content
from app.models.control import VersionRow, label_key
from app.models.errors import NotFound, Refused

if TYPE_CHECKING:
    from app.models.approval import Approval
    from app.store.library import Library
    from app.store.naming import Listed

READ = (".docx", ".docm", ".dotx", ".dotm", ".md", ".markdown", ".txt", ".text", ".json")
OTHERS = (".pdf", ".html", ".htm", ".odt", ".doc", ".rtf")  # refused by who reads documents, with what to do
DOCUMENTS = frozenset((*READ, *OTHERS))
DRAFT = "draft"
_LIBRARY_HEAD = b"SQLite format 3\0"


class Target(Struct, frozen=True):
    """`place` is a file or a database URL; `name` what stood after “#”: STRATEGY, STRATEGY@VERSION or @VERSION."""

    place: str
    name: str = ""

    @property
    def is_url(self) -> bool:
        """Whether a database server holds the library."""
        return "://" in self.place

    def exists(self) -> bool:
        """Whether there is such a file; of a database server that is only found out by asking it."""
        return self.is_url or _exists(self.place)

    def is_same(self, other: Target) -> bool:
        """Whether both mean the same file, by whatever ways, or the same database."""
        try:
            return Path(self.place).samefile(other.place)
        except (OSError, ValueError):
            return self.place == other.place

    @property
    def is_document(self) -> bool:
        """Whether the file is a document to be read, by its suffix; a library may have any name."""
        path = Path(self.place)
        if self.is_url or self.name or path.suffix.lower() not in DOCUMENTS:
            return False
        try:
            if not path.is_file():  # to open a pipe is to wait for whoever writes to it
                return True
            with path.open("rb") as file:
                return file.read(len(_LIBRARY_HEAD)) != _LIBRARY_HEAD
        except OSError:
            return True


class Reached(Struct, frozen=True):
    """What a target led to. `version` is a label or "draft", `date` that version's; `versions` those saved up to it;
    `approval` stands where just this content was approved, be it superseded since.
    """

    content: Content
    version: str = DRAFT
    date: str = ""
    versions: tuple[VersionRow, ...] = ()
    approval: Approval | None = None


def read_target(text: str) -> Target:
    """The parts of a target. A “#” may stand in a file's name: the longest file name that is there is taken."""
    if not text.strip():
        raise Refused("The target is empty; name a library, or a document's file.")
    if "://" in text:
        return _in_database(text)
    cuts = [at for at, letter in enumerate(text) if letter == "#"]
    if _exists(text):
        return Target(text)
    for at in reversed(cuts):
        if _is_there(text[:at]):
            return Target(text[:at], text[at + 1 :])
    place, sign, version = text.rpartition("@")
    if sign and _is_there(place):
        return Target(place, f"@{version}")
    return _to_be_made(text, cuts)


def _in_database(text: str) -> Target:
    """The parts of a target in a database: “#STRATEGY”, “#STRATEGY@VERSION” or “@VERSION” after the database's name."""
    place, sign, name = text.partition("#")
    server, slash, database = place.rpartition("/")
    if not sign and "@" in database and not server.endswith(("/", ":")):
        database, _, version = database.rpartition("@")
        return Target(f"{server}{slash}{database}", f"@{version}")
    return Target(place, name)


def _is_there(place: str) -> bool:
    """Whether a file, or a pipe or device, has this name; in a folder's name a “#” is only a letter."""
    return bool(place) and _exists(place) and not Path(place).is_dir()


def _exists(place: str) -> bool:
    """Whether there is such a file as far as one can see; in a folder that is closed to the user there is none."""
    try:
        return Path(place).exists()
    except (OSError, ValueError):
        return False


def _to_be_made(text: str, cuts: list[int]) -> Target:
    """The parts of a target where nothing is there yet.

    A strategy's name follows the first “#” after which no folder comes, if a file's ending stands before it; otherwise
    each “#” belongs to the file's name, and so does any in the name of a folder.
    """
    folder = max(text.rfind(sign) for sign in {"/", os.sep})
    at = next((cut for cut in cuts if cut > folder), len(text))
    if Path(text[:at]).suffix:
        return Target(text[:at], text[at + 1 :])
    return Target(text)


def check_apart(to: Path, *sources: Target) -> None:
    """Raises Refused where a file would be written over one of those that it is made from."""
    if any(source.is_same(Target(str(to))) for source in sources) and _exists(str(to)):
        raise Refused(f"“{to}” is read for what is to be written; give that another name.")


def whole_library(text: str) -> str:
    """The file or database URL of a target that means a whole library. Raises Refused where it names a strategy."""
    target = read_target(text)
    if target.name:
        raise Refused(
            f"A whole library is meant here, not one of its strategies; leave “{text[len(target.place) :]}” out."
        )
    return target.place


def user() -> str:
    """The name under which this computer knows whoever is working; empty where it knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


@contextmanager
def library_at(place: str, *, write: bool = False) -> Generator[Library]:
    """The open library of a target; closed at the end. Raises Refused as `open_library` does."""
    from app.services.libraries import open_library

    with open_library(place, read_only=not write, who=user()) as library:
        yield library


def strategy_in(library: Listed, name: str) -> tuple[str, str]:
    """The identity of the strategy that a target's `name` means, and the version's label ("draft" for none).

    Raises NotFound or Refused where it means none or several. A title may hold an “@”.
    """
    from app.store.naming import find_strategy

    try:
        return _only(library) if not name else find_strategy(library, name), DRAFT
    except NotFound:
        strategy, sign, version = name.rpartition("@")
        if not sign:
            raise
    return (find_strategy(library, strategy) if strategy else _only(library)), version or DRAFT


def _only(library: Listed) -> str:
    rows = library.strategies()
    if len(rows) == 1:
        return rows[0].id
    if not rows:
        raise NotFound(
            f"{library.path_or_url} holds no strategy yet; import one, or begin one with “engross new”."
        )
    titles = ", ".join(f"“{row.title}”" for row in rows[:12])
    raise Refused(f"The library holds {len(rows)} strategies; add “#” and the title of one: {titles}.")


def reach(target: Target) -> Reached:
    """The content that a target names: a strategy's draft or version from a library, or what a document holds."""
    if target.is_document:
        from app.services.importing import read_document

        proposal, version = read_document(Path(target.place))
        return Reached(proposal.content, version or DRAFT)
    with library_at(target.place) as library:
        return reach_in(library, target.name)


def reach_in(library: Library, name: str) -> Reached:
    """The content of a strategy's draft or version in an open library."""
    from app.models.approval import approval_given

    strategy, version = strategy_in(library, name)
    content = library.content(strategy, version)
    saved = library.versions(strategy)
    approval = approval_given(content.fingerprint, library.decisions(strategy))
    if version.casefold() == DRAFT:
        return Reached(content, DRAFT, "", saved, approval)
    at = next(
        n for same in (str, label_key) for n, row in enumerate(saved) if same(row.label) == same(version)
    )
    return Reached(content, saved[at].label, saved[at].date, saved[: at + 1], approval)
