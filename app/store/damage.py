"""What is left of a damaged library: which strategies can still be read, and the newest backup that is whole."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from app.models.errors import Refused
from app.store import backups, databases, objects, places
from app.store.rows import Damaged
from app.store.tables import strategy


def damaged(name: str, path: Path | None, fault: Damaged) -> Damaged:
    """The news of damage with what can still be read and where the newest good backup is; it reads, never writes."""
    part = f" in “{fault.under}”" if isinstance(fault, objects.Unreadable) and fault.under else ""
    left = f" {_readable(path)}; {newest_good_backup(path)}." if path else " Restore it from its backup."
    return Damaged(f"{name} is damaged: {str(fault).rstrip('.')}{part}.{left}")


def _readable(path: Path) -> str:
    good, bad = _strategies(path)
    if good and not bad:
        return f"All it lists can still be read ({_quoted(good)}): open it read-only and export that"
    if good:
        return f"Still readable: {_quoted(good)}; no longer: {_quoted(bad)}"
    return f"None of it can be read any more{f' ({_quoted(bad)})' if bad else ''}"


def _quoted(titles: list[str]) -> str:
    shown = ", ".join(f"“{title}”" for title in titles[:8])
    return shown + (f" and {len(titles) - 8} more" if len(titles) > 8 else "")


def _strategies(path: Path) -> tuple[list[str], list[str]]:
    """The titles of those strategies whose drafts can be read whole, and of the others."""
    good: list[str] = []
    bad: list[str] = []
    engine = databases.sqlite_engine(path, "frozen")
    try:
        with databases.reading(engine) as connection:
            for title, head in connection.execute(select(strategy.c.title, strategy.c.head)).all():
                (good if _loads(connection, head) else bad).append(str(title))
    except (DBAPIError, sqlite3.Error):
        pass
    finally:
        engine.dispose()
    return good, bad


def _loads(connection: Connection, head: str) -> bool:
    try:
        objects.load(connection, head)
    except (Refused, DBAPIError, sqlite3.Error):
        return False
    return True


def newest_good_backup(path: Path) -> str:
    """Where the newest backup lies that opens and whose strategies can all be read."""
    folder = backups.folder_of(path)
    for _, backup in backups.backups_in(folder, path):
        try:
            places.examined(backup)
        except Refused:
            continue
        good, bad = _strategies(backup)
        if good and not bad:
            return f"the newest good backup is {backup}"
    return f"there is no good backup in {folder}"
