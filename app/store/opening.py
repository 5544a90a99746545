"""Makes and opens a library's database: which file, with what access, under which lock; and refuses what is none.

Whatever is refused stays as it was, byte for byte, with nothing left beside it. Imports SQLAlchemy Core, never its ORM.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from app.models.errors import Refused
from app.store import backups, databases, lock, places, schema
from app.store.damage import damaged
from app.store.files import lasting_folder
from app.store.parts import new_part
from app.store.places import SCHEMA, LibraryFile
from app.store.refusals import is_full, no_room_for, told
from app.store.rows import AlreadyThere, Damaged, NoRoom, ReadOnly
from app.store.tables import metadata


class Opened(Struct, frozen=True):
    """A database ready for use; `release` gives back what opening took (the lock, a temporary copy).

    Ask `check` before writing: it raises Refused where the file is no longer there.
    """

    engine: Engine
    name: str
    path: Path | None
    warnings: tuple[str, ...]
    release: Callable[[], None]
    check: Callable[[], None] = lambda: None


def now() -> str:
    """This moment, UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _nothing() -> None:
    pass


class Begun:
    """An empty library that is finished, but under another name still, so that nobody ever sees half of one."""

    def __init__(self, place: Path, who: str) -> None:
        self._place = place
        try:
            self._part = new_part(place)
        except OSError as fault:
            raise Refused(
                f"{place} cannot be made ({fault.strerror}); choose a folder you may write to."
            ) from fault
        try:
            _fill(self._part, place, who)
        except BaseException:
            self.give_up()
            raise

    def finish(self) -> None:
        """Gives the library its name. Raises AlreadyThere where another has taken it meanwhile."""
        _put_in_place(self._part, self._place)

    def give_up(self) -> None:
        """Removes what was begun; a library that has its name stays."""
        self._part.unlink(missing_ok=True)


def begin(target: str | Path, who: str) -> Begun | None:
    """Begins an empty library in a file; None for a database server's. Raises Refused where anything stands there."""
    place = places.place_of(target)
    if isinstance(place, str):
        return None
    if places.is_taken(place):
        raise AlreadyThere(
            f"{place} exists already and was left alone; choose another name for the new library."
        )
    if not place.absolute().parent.is_dir():
        raise Refused(f"The folder of {place} does not exist; make it, or choose another place.")
    return Begun(place, who)


def make(target: str | Path, who: str) -> None:
    """Makes an empty library. Raises Refused where anything stands there already, and leaves that alone."""
    begun = begin(target, who)
    if begun is None:
        _make_in_postgres(str(places.place_of(target)), who)
        return
    try:
        begun.finish()
    finally:
        begun.give_up()


def _fill(part: Path, place: Path, who: str) -> None:
    engine = databases.sqlite_engine(part, "write", rollback_journal=True)
    try:
        with told(str(place)), databases.writing(engine) as connection:
            schema.create(connection, who, now())
    except NoRoom as fault:
        raise no_room_for(f"the library {place}") from fault
    finally:
        engine.dispose()


def _put_in_place(part: Path, place: Path) -> None:
    """Gives a finished file its name, unless another has taken it meanwhile."""
    try:
        os.link(part, place)
    except FileExistsError as fault:
        raise AlreadyThere(
            f"{place} exists already and was left alone; choose another name for the new library."
        ) from fault
    except OSError:  # a file system without links
        part.rename(place)
    lasting_folder(place)


def _make_in_postgres(url: str, who: str) -> None:
    name = places.without_password(url)
    engine = databases.postgres_engine(url)
    try:
        with told(name), databases.writing(engine) as connection:
            if schema.schema_of(connection) is not None:
                raise AlreadyThere(
                    f"{name} holds a library already, which was left alone; choose another database."
                )
            schema.create(connection, who, now())
    finally:
        engine.dispose()


def attach(target: str | Path, *, read_only: bool, who: str, wait: float) -> Opened:
    """Opens a library that is there. Raises Refused in all the ways that issue no harm; the file is then untouched."""
    place = places.place_of(target)
    if isinstance(place, str):
        return _attach_postgres(place, read_only)
    try:
        file = places.examined(place)
        if not file.journal:
            _first_look(databases.sqlite_engine(place, "frozen"), str(place))
        return _attach_to_read(file) if read_only else _attach_to_write(file, who, wait)
    except Damaged as fault:
        raise damaged(str(place), place, fault) from fault


def _attach_postgres(url: str, read_only: bool) -> Opened:
    name = places.without_password(url)
    engine = databases.postgres_engine(url)
    try:
        with told(name), databases.writing(engine) as connection:
            schema.brought_up_to_date(connection, name, lambda: _no_upgrade(name) if read_only else None)
    except BaseException:
        engine.dispose()
        raise
    return Opened(engine, name, None, (), _nothing)


def _no_upgrade(name: str) -> None:
    raise Refused(
        f"{name} was written by an older Engross; open it once for writing, so that it is brought up to date."
    )


def _first_look(engine: Engine, name: str) -> None:
    """Reads the beginning of every table; raises Damaged where one is not there or cannot be read."""
    try:
        with told(name), databases.reading(engine) as connection:
            schema.check_made_by_us(connection, name)
            _touch_tables(connection)
    finally:
        engine.dispose()


def _touch_tables(connection: Connection) -> None:
    for table in metadata.sorted_tables:
        connection.execute(select(table).limit(1)).first()


def _warnings(file: LibraryFile) -> tuple[str, ...]:
    if not file.on_network:
        return ()
    return (
        f"{file.path} lies on a network drive, where files can be damaged when the connection fails; "
        "keep it on this computer, or in PostgreSQL to share it.",
    )


def _attach_to_read(file: LibraryFile) -> Opened:
    if file.schema < SCHEMA:
        _no_upgrade(str(file.path))
    if file.writable and not file.beside_stray and (engine := _shared_with_writers(file.path)):
        return Opened(engine, str(file.path), file.path, _warnings(file), _nothing)
    if not (file.journal or (file.beside_stray and file.writable)):
        engine = databases.sqlite_engine(file.path, "frozen")
        return Opened(engine, str(file.path), file.path, _warnings(file), _nothing)
    # What a crash (or a writer at work) left in the -wal can only be read where side files may be written: in a copy.
    # So can a library beside the -wal of another file, which only whoever writes may move.
    folder, copy = _copied(file)
    engine = databases.sqlite_engine(copy, "read")
    return Opened(engine, str(file.path), file.path, _warnings(file), folder.cleanup)


def _shared_with_writers(path: Path) -> Engine | None:
    """An engine that reads beside whoever writes; None where the disk has no room for the side files this takes."""
    engine = databases.sqlite_engine(path, "read")
    try:
        with databases.reading(engine) as connection:
            schema.check_made_by_us(connection, str(path))
    except DBAPIError as fault:
        if is_full(fault.orig or fault):
            engine.dispose()
            return None
    except Refused:
        engine.dispose()
        raise
    return engine


def _copied(file: LibraryFile) -> tuple[tempfile.TemporaryDirectory[str], Path]:
    """A copy of a library's file and of its own -wal, in a folder of its own."""
    folder = tempfile.TemporaryDirectory(prefix="engross-")
    copy = Path(folder.name) / "library"
    shutil.copyfile(file.path, copy)
    if file.journal:
        shutil.copyfile(places.wal_of(file.path), places.wal_of(copy))
    return folder, copy


def _attach_to_write(file: LibraryFile, who: str, wait: float) -> Opened:
    if not file.writable:
        raise ReadOnly(
            f"{file.path} cannot be written to, for it or its folder is read-only; open it read-only instead."
        )
    held = _locked(file, who, wait)
    engine: Engine | None = None
    warnings = _warnings(file)
    try:
        if places.examined(file.path).beside_stray:
            warnings += (_stray_set_aside(file.path),)
        if file.journal and places.wal_of(file.path).exists():
            # Opening would move the -wal's edits into the file; so whether it is damaged is first seen in a copy.
            folder, copy = _copied(file)
            with folder:
                _first_look(databases.sqlite_engine(copy, "read"), str(file.path))
        engine = databases.sqlite_engine(file.path, "write", rollback_journal=file.on_network)
        if file.schema < SCHEMA:
            with told(str(file.path)):
                _bring_up_to_date(engine, file.path)
    except BaseException:
        if engine is not None:
            engine.dispose()
        held.release()
        raise
    check = partial(places.check_same, file.path.absolute(), places.identity_of(file.path))
    return Opened(engine, str(file.path), file.path, warnings, held.release, check)


def _stray_set_aside(path: Path) -> str:
    """Gives the -wal of another file another name, for nobody may lose what it holds; a sentence that says so.

    Ask for it while holding the lock: no other writer has begun a -wal of the library's own then.
    """
    stray = places.wal_of(path)
    names = (f"{stray.name} set aside{'' if n == 1 else f' {n}'}" for n in count(1))
    aside = next(place for name in names if not (place := stray.with_name(name)).exists())
    try:
        stray.rename(aside)
    except OSError as fault:
        raise ReadOnly(
            f"{stray} is of another file that stood here before, and cannot be moved away ({fault.strerror}); "
            "move it to another folder and try again."
        ) from fault
    return (
        f"{stray.name} held edits of another file that stood here before, so it is called “{aside.name}” now; "
        "delete it once you miss nothing."
    )


def _locked(file: LibraryFile, who: str, wait: float) -> lock.WriterLock:
    try:
        return lock.take(file.path, who, wait, on_network=file.on_network)
    except OSError as fault:
        why = "there is no room left on its disk" if is_full(fault) else str(fault.strerror)
        raise ReadOnly(
            f"{file.path} cannot be opened for writing ({why}); mend that and try again, or open it read-only."
        ) from fault


def _bring_up_to_date(engine: Engine, path: Path) -> None:
    with databases.writing(engine) as connection:
        schema.brought_up_to_date(connection, str(path), lambda: backups.before_upgrade(path))
