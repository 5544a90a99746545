"""Reads a whole library and reports every part that is not as it was written, by strategy and heading.

SQLite's own check sees only the file's structure, so each object, row and chain is held against its digest. Changes
nothing. Imports SQLAlchemy Core, never its ORM.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DBAPIError

from app.store import databases, sealing
from app.store.decisions import ledger_held
from app.store.fsck_objects import ObjectsRead, node_titles, read_objects, tree_faults
from app.store.rows import Fault, FsckReport
from app.store.schema import schema_of
from app.store.tables import APPEND_ONLY, chain, metadata, object_, picture, trigger_statements

FILE = "The library's file"
Rows = dict[str, list[dict[str, Any]]]


def examine(connection: Connection) -> FsckReport:
    """Everything that is wrong with the library behind a connection."""
    with _lenient(connection):
        faults = list(_file_faults(connection))
        rows: Rows = {}
        for table in metadata.sorted_tables:
            if table is not object_ and table is not picture:
                rows[str(table.name)] = list(_rows(connection, table, faults))
        objects = read_objects(connection, faults)
    faults += _row_faults(rows, objects)
    faults += _chain_faults(rows)
    faults += _seal_faults(rows)
    faults += _journal_faults(rows)
    faults += _ledger_faults(rows)
    faults += tree_faults(objects, _roots(rows))
    found = tuple(dict.fromkeys(faults))
    return FsckReport(not found, objects.count, found)


def _replacing(text: bytes) -> str:
    return text.decode("utf-8", "replace")


@contextmanager
def _lenient(connection: Connection) -> Generator[None]:
    """Lets text that is no longer UTF-8 be read, for its digest to tell on it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: sqlite3.Connection = databases.driver_of(connection)
    driver.text_factory = _replacing
    try:
        yield
    finally:
        driver.text_factory = str


def _file_faults(connection: Connection) -> Iterator[Fault]:
    """What SQLite itself has to say, and whether the triggers are all in place."""
    if connection.dialect.name != "sqlite":
        return
    try:
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)").all():
            if said != "ok":
                yield Fault(FILE, f"is damaged: {' '.join(str(said).split())}")
        for child, _, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            yield Fault(FILE, f"has a row of {child} that belongs to a lost row of {parent}")
        if schema_of(connection) != connection.exec_driver_sql("PRAGMA user_version").scalar():
            yield Fault(FILE, "does not say which schema its tables have as its header does")
        found = set(
            connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'").scalars()
        )
    except (DBAPIError, sqlite3.Error) as fault:
        yield unreadable("its structure", fault)
        return
    if missing := [sql for sql in trigger_statements("sqlite") if sql not in found]:
        yield Fault(FILE, f"lacks {len(missing)} of the triggers that keep saved versions from being altered")


def unreadable(what: str, fault: Exception) -> Fault:
    """The fault of a part of the file that the database cannot read."""
    reason = getattr(fault, "orig", None) or fault
    return Fault(FILE, f"cannot be read in {what}: {reason}")


def _rows(connection: Connection, table: Table, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    try:
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
            yield {str(column): value for column, value in row.items()}
    except (DBAPIError, sqlite3.Error, ValueError, TypeError) as fault:
        faults.append(unreadable(table.name, fault))


def _titles(rows: Rows) -> dict[str, str]:
    return {row["id"]: str(row["title"]) for row in rows["strategy"]}


def _under(rows: Rows, strategy: str, what: str = "") -> str:
    title = _titles(rows).get(strategy) or f"strategy {strategy}"
    return f"{title} › {what}" if what else title


def _row_faults(rows: Rows, objects: ObjectsRead) -> Iterator[Fault]:
    """Rows whose digest does not fit them."""
    headings: dict[str, dict[str, str]] = {}

    def heading(row: dict[str, Any]) -> str:
        if not headings:
            headings.update({found["id"]: node_titles(objects, found["head"]) for found in rows["strategy"]})
        return headings.get(row["strategy"], {}).get(row["node"], f"part {row['node']}")

    where: dict[str, Callable[[dict[str, Any]], str]] = {
        "library": lambda row: f"The library's {row['key']}",
        "strategy": lambda row: _under(rows, row["id"]),
        "chain": lambda row: (
            _under(rows, row["strategy"], f"end of the {row['name']} chain")
            if row["strategy"]
            else f"The library's {row['name']}"
        ),
        "journal": lambda row: _under(rows, row["strategy"], f"edit {row['number']} “{row['label']}”"),
        "version": lambda row: _under(rows, row["strategy"], f"version {row['label']}"),
        "comment": lambda row: _under(rows, row["strategy"], f"{heading(row)} › comment by {row['author']}"),
        "suggestion": lambda row: _under(
            rows, row["strategy"], f"{heading(row)} › suggestion by {row['author']}"
        ),
        "decision": lambda row: _under(rows, row["strategy"], f"decision {row['number']}"),
        "seal": lambda row: _under(rows, row["strategy"], f"seal {row['number']}"),
        "ledger": lambda row: f"The library's ledger › line {row['number']}",
    }
    for table, found in rows.items():
        for row in found:
            if not sealing.holds(table, row):
                yield Fault(where[table](row), "was altered after it was written")


def _chain_faults(rows: Rows) -> Iterator[Fault]:
    """Rows taken out of a chain, its end cut off, or links that do not fit."""
    ends = {(row["strategy"], row["name"]): row for row in rows[chain.name]}
    links: dict[tuple[str, str], list[dict[str, Any]]] = {key: [] for key in ends}
    for table in APPEND_ONLY:
        for row in rows[table.name]:
            links.setdefault((row["strategy"], table.name), []).append(row)
    for (strategy, name), found in links.items():
        where = _under(rows, strategy, f"{name}s") if strategy else f"The library's {name}"
        previous = ""
        for number, row in enumerate(found, start=1):
            if row["number"] != number or row["previous"] != previous:
                yield Fault(
                    where,
                    f"{name} {number} does not follow the one before it: a row was altered or taken out",
                )
                break
            previous = row["digest"]
        end = ends.get((strategy, name))
        if end is None:
            yield Fault(where, "have lost the note of where their chain ends")
        elif end["length"] != len(found) or (found and end["head"] != found[-1]["digest"]):
            yield Fault(
                where,
                f"{len(found)} of {end['length']} are there, or the last is not what was written",
            )


def _seal_faults(rows: Rows) -> Iterator[Fault]:
    """Seals that are of another decision than they say, and decisions that rest on a ledger that is no longer there."""
    decided = {(row["strategy"], row["number"]): row for row in rows["decision"]}
    for row in rows["seal"]:
        about = decided.get((row["strategy"], row["decision"]))
        if about is None or (about["digest"], about["fingerprint"]) != (row["record"], row["fingerprint"]):
            where = _under(rows, row["strategy"], f"seal {row['number']}")
            yield Fault(
                where, "is of another decision than the one that stands there: that one was rewritten"
            )
    lines = {row["digest"] for row in rows["ledger"]}
    for row in rows["decision"]:
        held = ledger_held(row)
        if held and held not in lines:
            where = _under(rows, row["strategy"], f"decision {row['number']}")
            yield Fault(
                where, "was recorded after a line of the ledger that is no longer there: it was rewritten"
            )


def _journal_faults(rows: Rows) -> Iterator[Fault]:
    """Edits taken out of a journal, and drafts that are not what the journal led to."""
    edits: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in rows["strategy"]}
    for row in rows["journal"]:
        edits.setdefault(row["strategy"], []).append(row)
    for head in rows["strategy"]:
        found = edits[head["id"]]
        where = _under(rows, head["id"], "history")
        if [row["number"] for row in found] != list(range(1, len(found) + 1)) or len(found) != head[
            "entries"
        ]:
            yield Fault(
                where, f"{len(found)} of {head['entries']} edits are there, or their numbers were altered"
            )
        before = ""
        for row in (row for row in found if row["state"] == "done"):
            if row["before"] != before:
                yield Fault(where, f"edit {row['number']} does not follow the one before it")
            before = row["after"]
        if before != head["head"]:
            yield Fault(where, "the draft is not what the last edit made of it")
        for row in (row for row in found if row["state"] == "undone"):
            if row["before"] != before:
                yield Fault(
                    where, f"edit {row['number']}, which was undone, does not follow the one before it"
                )
            before = row["after"]
    for strategy in edits.keys() - _titles(rows).keys():
        yield Fault(f"strategy {strategy}", "has edits, but its own entry is lost")


def _ledger_faults(rows: Rows) -> Iterator[Fault]:
    """What the ledger says was added, and is nowhere to be found."""
    saved = {(row["strategy"], row["label"]) for row in rows["version"]}
    titles = _titles(rows)
    for row in rows["ledger"]:
        strategy, _, rest = str(row["record"]).partition(" ")
        if row["action"] == "strategy added" and strategy not in titles:
            yield Fault(f"strategy {strategy}", "is in the ledger, but its own entry is lost")
        if row["action"] == "version saved":
            label = rest.partition(" ")[2]
            if (strategy, label) not in saved:
                yield Fault(
                    _under(rows, strategy, f"version {label}"), "is in the ledger, but its row is lost"
                )
    for key in {"id", "created"} - {row["key"] for row in rows["library"]}:
        yield Fault(f"The library's {key}", "is lost")


def _roots(rows: Rows) -> Iterator[tuple[str, str, str]]:
    """Each tree's root, newest first: the strategy's title, what the tree is, the root's fingerprint."""
    for row in rows["strategy"]:
        yield str(row["title"]), "the draft", row["head"]
    for row in reversed(rows["version"]):
        yield _under(rows, row["strategy"]), f"version {row['label']}", row["fingerprint"]
    for row in reversed(rows["journal"]):
        for side in ("after", "before"):
            if row[side]:
                yield _under(rows, row["strategy"]), f"edit {row['number']}", row[side]
    for name in ("decision", "seal"):
        for row in rows[name]:
            yield _under(rows, row["strategy"]), f"{name} {row['number']}", row["fingerprint"]
