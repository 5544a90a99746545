"""Makes a library's tables and brings older libraries up to date. Alembic is imported only where one is older."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, text

from app.models.errors import NotFound, Refused
from app.models.kinds import new_id
from app.store import chains
from app.store.places import APPLICATION_ID, NEWEST, SCHEMA
from app.store.sealing import sealed
from app.store.tables import create_tables, library, trigger_statements

SCRIPTS = Path(__file__).resolve().parent / "migrations"
VERSION_TABLE = "engross_schema"


def create(connection: Connection, who: str, at: str) -> None:
    """A library's tables in an empty database."""
    create_tables(connection)
    name_revision(connection, SCHEMA)
    for key, value in (("id", new_id()), ("created", at)):
        connection.execute(insert(library), sealed("library", {"key": key, "value": value}))
    chains.record(connection, "library created", f"schema {SCHEMA}", who, at)
    mark(connection, SCHEMA)


def check_made_by_us(connection: Connection, name: str) -> None:
    """Raises Refused where an SQLite file holds what no Engross makes and what acts by itself when rows are read or
    written: a view, a virtual table or a trigger. A table more does no harm.
    """
    found = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'"
    )
    ours = trigger_statements("sqlite")
    if foreign := next((row for row in found if row.sql not in ours), None):
        kind = "virtual table" if foreign.type == "table" else foreign.type
        raise Refused(
            f"{name} holds a {kind} “{foreign.name}” that Engross did not make, so it was left alone; "
            "ask whoever gave you the file, or restore a backup."
        )


def name_revision(connection: Connection, schema: int) -> None:
    """Writes down, as Alembic would, which schema new tables have."""
    connection.execute(
        text(
            f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL, "
            f"CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(
        text(f"INSERT INTO {VERSION_TABLE} VALUES (:revision)"), {"revision": revision(schema)}
    )


def revision(schema: int) -> str:
    """The name that Alembic knows a schema by."""
    return f"schema_{schema}"


def mark(connection: Connection, schema: int) -> None:
    """Writes into an SQLite file's header whose it is and which schema it has, for `places.examined` to read."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={schema}")


def schema_of(connection: Connection) -> int | None:
    """The schema of a database's tables; None where it holds no library."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() or ""
    number = str(found).removeprefix("schema_")
    return int(number) if number.isdigit() else None


def library_id(connection: Connection) -> str:
    """The identity that a library got when it was made; its copies have the same."""
    return connection.execute(select(library.c.value).where(library.c.key == "id")).scalar() or ""


def upgrade(connection: Connection, to: int = SCHEMA, scripts: Path = SCRIPTS) -> None:
    """Brings an older library to the schema `to`, inside the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision(to))
    mark(connection, to)


def mark_newest(connection: Connection) -> None:
    """Notes that a library holds what only this Engross and newer ones can read, if that is not yet noted."""
    if schema_of(connection) == SCHEMA:
        said = {"revision": revision(NEWEST)}
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = :revision"), said)
        mark(connection, NEWEST)


def brought_up_to_date(connection: Connection, name: str, backup: Callable[[], object]) -> bool:
    """Upgrades a library that is older than this Engross, after `backup`; whether there was anything to do.

    Raises NotFound where the database holds no library, and Refused where it is one of a newer Engross.
    """
    schema = schema_of(connection)
    if schema is None:
        raise NotFound(f"{name} holds no Engross library; check the name, or begin a new strategy there.")
    if schema > NEWEST:
        raise Refused(f"{name} was written by a newer Engross; update Engross on this computer to open it.")
    if schema >= SCHEMA:
        return False
    backup()
    upgrade(connection)
    return True
