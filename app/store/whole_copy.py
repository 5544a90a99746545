"""A whole library in one file: SQLite's own backup, or, from a database server, every row written to a new file."""

from pathlib import Path

from sqlalchemy import Connection, bindparam, exists, insert, select, text

from app.models.errors import Refused
from app.store import backups, databases, places, schema
from app.store.files import written_whole
from app.store.places import SCHEMA
from app.store.refusals import told
from app.store.rows import Damaged
from app.store.tables import create_tables, metadata, object_, strategy

_ROWS = 500
_KNOWN = select(exists().where(object_.c.hash == bindparam("head")))


def check_replaced(connection: Connection, to: Path) -> None:
    """Raises Refused where a copy would take the place of anything but an earlier copy of the library, or of one that
    is open: what is written to it then would be taken for a part of the new copy.
    """
    if not to.is_file() or not to.stat().st_size:
        return
    elsewhere = "choose another place for the backup."
    try:
        file = places.examined(to)
        id, heads = _held(to)
    except Damaged as fault:
        raise Refused(f"{to} is a damaged library and was left alone; {elsewhere}") from fault
    if id != schema.library_id(connection):
        raise Refused(f"{to} is another library and was left alone; {elsewhere}")
    if any(not connection.execute(_KNOWN, {"head": head}).scalar() for head in heads):
        raise Refused(
            f"{to} holds edits that this library lacks; exchange them by “engross sync”, or {elsewhere}"
        )
    beside = (places.wal_of(to), places.rollback_of(to))
    if any(map(Path.exists, beside)) and not file.beside_stray:
        raise Refused(
            f"{to} is open, or was not closed when a program ended; open it in Engross and close it, or {elsewhere}"
        )


def _held(path: Path) -> tuple[str, list[str]]:
    """The identity of a library's file, and the fingerprints of its drafts."""
    engine = databases.sqlite_engine(path, "frozen")
    try:
        with told(str(path)), databases.reading(engine) as reading:
            return schema.library_id(reading), list(reading.execute(select(strategy.c.head)).scalars())
    finally:
        engine.dispose()


def write(connection: Connection, to: Path) -> None:
    """Writes the library that `connection` reads, as it stands in this transaction, to the file `to`."""
    if connection.dialect.name == "sqlite":
        backups.copy_sqlite(databases.driver_of(connection), to)
        return
    kept = schema.schema_of(connection) or SCHEMA
    with written_whole(to) as part:
        engine = databases.sqlite_engine(part, "write", rollback_journal=True)
        try:
            with databases.writing(engine) as target:
                create_tables(target)
                schema.name_revision(target, kept)
                copy_rows(connection, target)
                schema.mark(target, kept)
        finally:
            engine.dispose()


def copy_rows(source: Connection, target: Connection) -> None:
    """Every row of every table, in an order that foreign keys permit."""
    target.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in metadata.sorted_tables:
        rows = source.execution_options(yield_per=_ROWS).execute(select(table)).mappings()
        for portion in rows.partitions(_ROWS):
            target.execute(insert(table), [dict(row) for row in portion])
