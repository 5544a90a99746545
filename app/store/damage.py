"""What is left of a damaged library: which strategies can still be read, and the newest backup that is whole."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.exc import DBAPIError

from app.models.errors import Refused
from app.store import backups, databases, objects, places
from app.store.payloads import Unreadable
from app.store.rows import Damaged
from app.store.tables import strategy, version

_HEADS = select(strategy.c.id, strategy.c.title, strategy.c.head).order_by(strategy.c.title)
_VERSIONS = (
    select(version.c.label, version.c.fingerprint)
    .where(version.c.strategy == bindparam("id"))
    .order_by(version.c.number)
)
_SHOWN = 12


def damaged(name: str, path: Path | None, fault: Damaged) -> Damaged:
    """The news of damage with what can still be read and where the newest good backup is; it reads, never writes."""
    part = f" in “{fault.under}”" if isinstance(fault, Unreadable) and fault.under else ""
    left = f" {_readable(path)}; {newest_good_backup(path)}." if path else " Restore it from its backup."
    return Damaged(f"{name} is damaged: {str(fault).rstrip('.')}{part}.{left}")


def _readable(path: Path) -> str:
    good, bad = _trees(path)
    if good:
        return f"Still readable: {_some(good)}; no longer: {_some(bad) or 'parts of its records'}"
    return f"None of it can be read any more{f' ({_some(bad)})' if bad else ''}"


def _some(trees: list[str]) -> str:
    return ", ".join(trees[:_SHOWN]) + (f" and {len(trees) - _SHOWN} more" if len(trees) > _SHOWN else "")


def _trees(path: Path) -> tuple[list[str], list[str]]:
    """The names of those drafts and versions that can be read whole, and of the others.

    A strategy whose draft is whole is named by its title alone.
    """
    good: list[str] = []
    bad: list[str] = []
    engine = databases.sqlite_engine(path, "frozen")
    try:
        with databases.reading(engine) as connection:
            for id, title, head in connection.execute(_HEADS).all():
                if _loads(connection, head):
                    good.append(f"“{title}”")
                    continue
                bad.append(f"the draft of “{title}”")
                for label, fingerprint in connection.execute(_VERSIONS, {"id": id}).all():
                    (good if _loads(connection, fingerprint) else bad).append(f"{label} of “{title}”")
    except (DBAPIError, sqlite3.Error, ValueError):
        pass
    finally:
        engine.dispose()
    return good, bad


def _loads(connection: Connection, head: str) -> bool:
    try:
        objects.load(connection, head)
    except (Refused, DBAPIError, sqlite3.Error, ValueError):
        return False
    return True


def newest_good_backup(path: Path) -> str:
    """Where the newest backup lies that opens and whose strategies can all be read, in words."""
    backup = good_backup(path)
    return (
        f"the newest good backup is {backup}"
        if backup
        else f"there is no good backup in {backups.folder_of(path)}"
    )


def good_backup(path: Path) -> Path | None:
    """The newest backup that opens and whose strategies can all be read."""
    for _, backup in backups.backups_in(backups.folder_of(path), path):
        try:
            places.examined(backup)
        except Refused:
            continue
        good, bad = _trees(backup)
        if good and not bad:
            return backup
    return None
