"""Connections to a library's database: SQLite made durable and strict, PostgreSQL as it is. SQLAlchemy Core only."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from app.models.errors import Refused

BUSY_SECONDS = 5.0
Access = Literal["write", "read", "frozen"]


def sqlite_engine(path: Path, access: Access, *, rollback_journal: bool = False) -> Engine:
    """An engine over a library's file.

    "write" needs the file to be there; "read" may tidy up after a crash but never changes content; "frozen" takes the
    file as it is, without locks or side files: for a file nobody can be writing. `rollback_journal` is for network
    drives, where WAL does not work (sqlite.org/wal.html). Every commit is on the disk when it returns.
    """
    mode = "mode=ro&immutable=1" if access == "frozen" else "mode=rw"
    address = f"file:{quote(os.fsencode(path.absolute()))}?{mode}"

    def connected() -> sqlite3.Connection:
        made = sqlite3.connect(
            address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        made.execute("PRAGMA foreign_keys=ON")
        made.execute("PRAGMA trusted_schema=OFF")  # the file may come from anybody
        made.execute("PRAGMA cache_size=-16000")
        if access == "write":
            made.execute(f"PRAGMA journal_mode={'DELETE' if rollback_journal else 'WAL'}")
            made.execute("PRAGMA synchronous=FULL")
            made.execute("PRAGMA recursive_triggers=ON")
        else:
            made.execute("PRAGMA query_only=ON")
        return made

    engine = create_engine("sqlite://", creator=connected, poolclass=QueuePool, pool_size=2, max_overflow=8)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """A deferred transaction that turns to writing fails when another has written since; so writers say so first."""
    immediate = connection.get_execution_options().get("engross_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def postgres_engine(url: str) -> Engine:
    """An engine over a PostgreSQL database. Raises Refused where the driver is not installed."""
    try:
        from app.store.answering import connected
    except ModuleNotFoundError as fault:
        raise Refused(
            "PostgreSQL needs one more package; install it with “pip install engross[postgres]”."
        ) from fault
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=2, pool_pre_ping=True
    )
    event.listen(engine, "do_connect", connected)
    return engine


@contextmanager
def reading(engine: Engine) -> Generator[Connection]:
    """One consistent view of the database."""
    with engine.connect() as connection:
        connection.begin()  # ended by rolling back: SQLite refuses to commit, even nothing, in a damaged file
        yield connection


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """One transaction: all of it is on the disk afterwards, or nothing of it where anything raises."""
    with engine.connect().execution_options(engross_writing=True) as connection, connection.begin():
        yield connection


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, for what SQLAlchemy has no word for (SQLite's backup)."""
    return connection.connection.driver_connection
