"""What a user does with a library as a whole: make it, open it, back it up. No Qt.

Importing this costs the database's import (a quarter of a second), so the command line imports it where it needs it.
"""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from app.models.errors import Refused
from app.store import backups
from app.store.damage import good_backup
from app.store.library import Library
from app.store.opening import Begun, begin
from app.store.parts import sweep
from app.store.places import place_of, wal_of
from app.store.refusals import unwritten

BRIEF_WAIT = 5.0
_BETWEEN_BACKUPS = timedelta(hours=1)


def create_library(target: str | Path, who: str = "") -> Library:
    """A new, empty library, open for writing. Raises Refused where something is there already."""
    return Library.create(target, who=who)


@contextmanager
def spare_library(target: str | Path, who: str = "") -> Generator[Begun | None]:
    """An empty library made ready for `target` under another name, if nothing is there yet; gone again if not used.

    It takes a fiftieth of a second, which a caller may have to spare while another process works.
    """
    try:
        begun = begin(target, who)
    except Refused:  # whoever then opens or makes the library is told, in its turn
        begun = None
    try:
        yield begun
    finally:
        if begun is not None:
            begun.give_up()


def open_library(
    target: str | Path,
    *,
    read_only: bool = False,
    who: str = "",
    wait: float = BRIEF_WAIT,
    back_up: bool = True,
) -> Library:
    """The library at a file or PostgreSQL URL.

    For writing, waits up to `wait` seconds for another short command to finish, and takes a backup where the newest
    is more than an hour old. Raises Refused, with the file untouched, where it cannot be opened.
    """
    library = Library.open(target, read_only=read_only, who=who, wait=wait)
    if back_up and not read_only:
        _back_up_on_opening(library)
    return library


def open_or_create(target: str | Path, who: str = "", wait: float = BRIEF_WAIT) -> Library:
    """The library at `target`, open for writing as by `open_library`, made first where there is nothing yet."""
    library = Library.open_or_create(target, who=who, wait=wait)
    _back_up_on_opening(library)
    return library


def _back_up_on_opening(library: Library) -> None:
    """Takes a backup if one is due; where that fails, work can go on, with a warning.

    What an earlier backup left that was cut off by the end of its program goes, though none be due now.
    """
    if library.path is not None:
        for folder in (library.path.absolute().parent, backups.folder_of(library.path)):
            sweep(folder)
    try:
        back_up_if_due(library)
    except Refused as refusal:
        library.warnings += (f"No backup was made: {refusal}",)
    except BaseException:
        library.close()
        raise


def newest_backup(target: str | Path) -> Path | None:
    """The newest backup of a library's file that can be opened and read whole; None for a database server's library."""
    place = place_of(target)
    return good_backup(place) if isinstance(place, Path) else None


def back_up(library: Library, to: Path) -> Path:
    """Writes a consistent copy of the library to a file, or into a folder under a name that tells the time."""
    try:
        is_folder = to.is_dir()
    except OSError as fault:
        raise unwritten(f"the backup {to}", fault) from fault
    if is_folder and library.path is not None:
        to = backups.next_backup(library.path, to, datetime.now())
    elif is_folder:
        raise Refused(f"{to} is a folder; name the file in it that is to hold the backup.")
    library.backup(to)
    return to


def rotate_backups(
    library: Library, folder: Path | None = None, moment: datetime | None = None
) -> Path | None:
    """Takes a backup into the rotation and lets go of those it no longer keeps; None for a database server's library.

    Kept are the last 12 and the newest of each of 12 days, 10 weeks and 9 months, in `<library> backups` beside the
    file unless a folder is named. A server's library is backed up by its administrators, or by `back_up`.
    """
    if library.path is None:
        return None
    folder = folder or backups.folder_of(library.path)
    made = backups.next_backup(library.path, folder, moment or datetime.now())
    library.backup(made)
    backups.rotate(folder, library.path, made)
    return made


def back_up_if_due(
    library: Library, folder: Path | None = None, moment: datetime | None = None
) -> Path | None:
    """A backup for the rotation, if the library holds anything and the newest backup is more than an hour old."""
    if library.path is None or not library.strategies():
        return None
    moment = moment or datetime.now()
    newest = _newest(library.path, folder)
    if newest and timedelta(0) <= moment - newest < _BETWEEN_BACKUPS:
        return None
    return rotate_backups(library, folder, moment)


def back_up_if_changed(
    library: Library, folder: Path | None = None, moment: datetime | None = None
) -> Path | None:
    """A backup as by `back_up_if_due`, of a library that stays open: only if it was written to since the newest one."""
    if library.path is None or library.read_only:
        return None
    newest = _newest(library.path, folder)
    if newest and _written(library.path) < newest:
        return None
    return back_up_if_due(library, folder, moment)


def _newest(path: Path, folder: Path | None) -> datetime | None:
    """The local time of the newest backup; None where there is none."""
    found = backups.backups_in(folder or backups.folder_of(path), path)
    return found[0][0] if found else None


def _written(path: Path) -> datetime:
    """The local time at which a library's file, or what stands beside it and is not in it yet, was written last."""
    times = [file.stat().st_mtime for file in (path, wal_of(path)) if file.exists()]
    return datetime.fromtimestamp(max(times, default=0))
