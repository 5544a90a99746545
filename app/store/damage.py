"""What is left of a damaged library: which strategies can still be read, and the newest backup that is whole."""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

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
    what = f"{name} is damaged: {str(fault).rstrip('.')}{part}."
    if path is None:
        return Damaged(f"{what} Restore it from its backup.")
    trees = _trees(path)
    return Damaged(f"{what} {_said(trees)}; {newest_good_backup(path)}.", tuple(trees.drafts))


class _Trees(NamedTuple):
    """The names of those drafts and versions that can be read whole, and of the others; the drafts of the former."""

    good: list[str]
    bad: list[str]
    drafts: list[str]


def _said(trees: _Trees) -> str:
    if trees.good:
        return f"Still readable: {_some(trees.good)}; no longer: {_some(trees.bad) or 'parts of its records'}"
    return f"None of it can be read any more{f' ({_some(trees.bad)})' if trees.bad else ''}"


def _some(trees: list[str]) -> str:
    return ", ".join(trees[:_SHOWN]) + (f" and {len(trees) - _SHOWN} more" if len(trees) > _SHOWN else "")


def _trees(path: Path) -> _Trees:
    """What can be read of a library's file; a strategy whose draft is whole is named by its title alone."""
    trees = good, bad, drafts = _Trees([], [], [])
    engine = databases.sqlite_engine(path, "frozen")
    try:
        with databases.reading(engine) as connection:
            for id, title, head in connection.execute(_HEADS).all():
                if _loads(connection, head):
                    good.append(f"“{title}”")
                    drafts.append(id)
                    continue
                bad.append(f"the draft of “{title}”")
                for label, fingerprint in connection.execute(_VERSIONS, {"id": id}).all():
                    (good if _loads(connection, fingerprint) else bad).append(f"{label} of “{title}”")
    except (DBAPIError, sqlite3.Error, ValueError):
        pass
    finally:
        engine.dispose()
    return trees


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
        else f"there is no good backup in {backups.folder_of(path)}, so ask for an older copy of the file"
    )


def good_backup(path: Path) -> Path | None:
    """The newest backup that opens and whose strategies can all be read."""
    found = backups.backups_in(backups.folder_of(path), path)
    for backup in backups.by_age(found, datetime.now()):
        try:
            places.examined(backup)
        except Refused:
            continue
        trees = _trees(backup)
        if trees.good and not trees.bad:
            return backup
    return None
