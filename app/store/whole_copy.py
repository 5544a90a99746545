"""A whole library in one file: SQLite's own backup, or, from a database server, every row written to a new file."""

from pathlib import Path

from sqlalchemy import Connection, insert, select, text

from app.store import backups, databases, schema
from app.store.files import written_whole
from app.store.places import SCHEMA
from app.store.tables import create_tables, metadata

_ROWS = 500


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
