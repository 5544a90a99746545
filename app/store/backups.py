"""Backups: consistent copies of a library through SQLite's own backup, kept in a rotation. Imports no SQLAlchemy.

Copying the file of an open library would lose what still stands in its -wal, without any sign of it.
"""

import contextlib
import errno
import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import quote

from app.models.errors import Refused
from app.store.files import written_whole

LAST, DAILY, WEEKLY, MONTHLY = 12, 12, 10, 9
_STAMP = re.compile(r" (\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: \d+)?$")
_FORM = "%Y-%m-%d %H.%M.%S"


def copy_sqlite(source: sqlite3.Connection, to: Path) -> None:
    """Writes all of a database, as it stands now, to one file, which needs no files beside it."""
    with written_whole(to) as part:
        target = sqlite3.connect(part, isolation_level=None)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorname.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE")):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from fault
            raise
        finally:
            target.close()


def copy_file(path: Path, to: Path) -> None:
    """Writes a consistent copy of a library's file."""
    source = sqlite3.connect(f"file:{quote(os.fsencode(path.absolute()))}?mode=rw", uri=True)
    try:
        source.execute("PRAGMA query_only=ON")
        copy_sqlite(source, to)
    finally:
        source.close()


def folder_of(library: Path) -> Path:
    """Where a library's backups go unless a folder is named: beside it."""
    return library.with_name(library.name + " backups")


def next_backup(library: Path, folder: Path, moment: datetime) -> Path:
    """A name in `folder`, made if need be, that no backup has yet.

    A folder from which an open library was moved away is not made anew: nothing could be moved back to its place.
    """
    beside = folder.parent == library.parent
    try:
        folder.mkdir(parents=not beside, exist_ok=True)
    except FileNotFoundError as fault:
        raise Refused(
            f"The folder {library.parent} is not there any more; put it back, so that {library.name} is backed up."
        ) from fault
    except OSError as fault:
        raise Refused(
            f"The folder {folder} for backups cannot be made ({fault.strerror}); choose another."
        ) from fault
    plain = f"{library.stem} {moment.strftime(_FORM)}"
    names = (plain if n == 1 else f"{plain} {n}" for n in count(1))
    return next(path for name in names if not (path := folder / (name + library.suffix)).exists())


def backups_in(folder: Path, library: Path) -> list[tuple[datetime, Path]]:
    """The backups of a library in a folder, newest first, each with the local time in its name; none in no folder."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    found: list[tuple[datetime, Path]] = []
    for path in paths:
        stamp = _STAMP.search(path.stem)
        if stamp and path.suffix == library.suffix and path.stem[: stamp.start()] == library.stem:
            found.append((datetime.strptime(stamp[1], _FORM), path))
    return sorted(found, reverse=True)


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Those of some backups' moments that the rotation keeps.

    They are the last 12, and the newest of each of the last 12 days, 10 weeks (ISO 8601) and 9 months that have any.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = set(newest_first[:LAST])
    periods: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAILY, lambda moment: moment.date()),
        (WEEKLY, lambda moment: moment.isocalendar()[:2]),
        (MONTHLY, lambda moment: (moment.year, moment.month)),
    )
    for most, period in periods:
        newest: dict[Hashable, datetime] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        keep.update(list(newest.values())[:most])
    return keep


def by_age(found: list[tuple[datetime, Path]], now: datetime) -> list[Path]:
    """Backups, the newest first; one that is dated later than `now` bears the time of a wrong clock and comes last."""
    return [path for _, path in sorted(found, key=lambda each: (each[0] <= now, each[0]), reverse=True)]


def rotate(folder: Path, library: Path, made: Path | None = None) -> list[Path]:
    """Deletes the backups that the rotation does not keep, and names them.

    The one just `made` stays, though it look older than all others, as where the clock was turned back; and so does
    one that may not be deleted, until the next time.
    """
    found = backups_in(folder, library)
    keep = kept(moment for moment, _ in found)
    dropped = [path for moment, path in found if moment not in keep and path != made]
    for path in dropped:
        with contextlib.suppress(OSError):
            path.unlink()
    return dropped


def before_upgrade(library: Path) -> Path:
    """Backs a library up before its schema changes. Its name keeps it out of the rotation."""
    folder = folder_of(library)
    named = library.with_name(library.stem + " before upgrade" + library.suffix)
    to = next_backup(named, folder, datetime.now())
    copy_file(library, to)
    return to
