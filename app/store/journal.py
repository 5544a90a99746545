"""The journal: every edit of a strategy, with the tree before and after, so that undo and redo outlive a restart.

Imports SQLAlchemy Core, never its ORM.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from app.models.nodes import Strategy
from app.store import strategies
from app.store.rows import JournalRow
from app.store.sealing import sealed
from app.store.tables import journal, version

Row = dict[str, Any]
JOINED_WITHIN = timedelta(minutes=5)


def rows_of(connection: Connection, strategy: str, newest: int | None = None) -> tuple[JournalRow, ...]:
    """Every edit, oldest first; or just so many of the newest."""
    wanted = select(journal).where(journal.c.strategy == strategy).order_by(journal.c.number.desc())
    rows = [_row(found) for found in connection.execute(wanted.limit(newest)).mappings()]
    return tuple(reversed(rows))


def record(
    connection: Connection, head: dict[str, Any], root: Strategy, label: str, at: str, who: str, join: str
) -> dict[str, Any]:
    """Moves the draft to `root` with one more entry, or as part of the last one where it goes on with it.

    `head` is the strategy's row; what is given back is its new one. What had been undone can no longer be redone.
    """
    _drop_undone(connection, head)
    titled = {"title": root.title, "house": root.house, "head": root.fingerprint}
    last = _edge(connection, head["id"], "done")
    if last and join and _goes_on(connection, last, at, who, join):
        _change(connection, last, after=root.fingerprint, label=label, at=at)
        return strategies.put(connection, head, **titled)
    number = head["entries"] + 1
    before = last["after"] if last else ""
    _insert(connection, head["id"], number, before, root.fingerprint, label, at, who, join)
    return strategies.put(connection, head, entries=number, **titled)


def step_back(connection: Connection, head: dict[str, Any]) -> dict[str, Any] | None:
    """The entry that undo takes back, now marked undone; None where nothing is left to undo."""
    last = _edge(connection, head["id"], "done")
    return _change(connection, last, state="undone") if last and last["before"] else None


def step_on(connection: Connection, head: dict[str, Any]) -> dict[str, Any] | None:
    """The entry that redo brings back, now marked done; None where nothing is left to redo."""
    next = _edge(connection, head["id"], "undone")
    return _change(connection, next, state="done") if next else None


def _row(found: Any) -> JournalRow:
    return JournalRow(
        found["number"], found["before"], found["after"], found["label"], found["at"], found["who"],
        found["join_key"], found["state"],
    )  # fmt: skip


def _edge(connection: Connection, strategy: str, state: str) -> dict[str, Any] | None:
    """The last entry done, or the first one undone: the two sides of where the draft stands."""
    order = journal.c.number.desc() if state == "done" else journal.c.number
    wanted = (
        select(journal)
        .where(journal.c.strategy == strategy, journal.c.state == state)
        .order_by(order)
        .limit(1)
    )
    found = connection.execute(wanted).mappings().first()
    return dict(found) if found else None


def _goes_on(connection: Connection, last: dict[str, Any], at: str, who: str, join: str) -> bool:
    """Whether an edit goes on with the last: the same hand in the same field, soon after, no version between."""
    if last["join_key"] != join or last["who"] != who:
        return False
    if datetime.fromisoformat(at) - datetime.fromisoformat(last["at"]) > JOINED_WITHIN:
        return False
    saved = select(version.c.number).where(
        version.c.strategy == last["strategy"], version.c.fingerprint == last["after"]
    )
    return connection.execute(saved).first() is None


def _insert(
    connection: Connection,
    strategy: str,
    number: int,
    before: str,
    after: str,
    label: str,
    at: str,
    who: str,
    join: str,
) -> None:
    row = {"strategy": strategy, "number": number, "before": before, "after": after, "label": label, "at": at}
    row |= {"who": who, "join_key": join, "state": "done"}
    connection.execute(insert(journal), sealed("journal", row))


def _change(connection: Connection, row: dict[str, Any], **changed: Any) -> dict[str, Any]:
    new = sealed("journal", row | changed)
    same = (journal.c.strategy == row["strategy"]) & (journal.c.number == row["number"])
    connection.execute(update(journal).where(same), new)
    return new


def _drop_undone(connection: Connection, head: dict[str, Any]) -> None:
    wanted = select(journal).where(journal.c.strategy == head["id"], journal.c.state == "undone")
    for found in connection.execute(wanted).mappings().all():
        _change(connection, dict(found), state="dropped")
