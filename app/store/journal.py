"""The journal: every edit of a strategy, with the tree before and after, so that undo and redo outlive a restart.

Imports SQLAlchemy Core, never its ORM.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from app.models.nodes import Strategy
from app.store import strategies
from app.store.rows import JournalRow
from app.store.sealing import sealed
from app.store.tables import journal, version

Row = dict[str, Any]
JOINED_WITHIN = timedelta(minutes=5)

# Made once: to put them together anew for every edit takes longer than SQLite takes to answer them.
_IN_STATE = select(journal).where(
    journal.c.strategy == bindparam("of"), journal.c.state == bindparam("wanted")
)
_EDGES = {
    "done": _IN_STATE.order_by(journal.c.number.desc()).limit(1),
    "undone": _IN_STATE.order_by(journal.c.number).limit(1),
}
_SAVED = select(version.c.number).where(
    version.c.strategy == bindparam("of"), version.c.fingerprint == bindparam("tree")
)
_PUT = insert(journal)
_CHANGE = update(journal).where(
    journal.c.strategy == bindparam("of"), journal.c.number == bindparam("at_number")
)


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
    found = connection.execute(_EDGES[state], {"of": strategy, "wanted": state}).mappings().first()
    return dict(found) if found else None


def _goes_on(connection: Connection, last: dict[str, Any], at: str, who: str, join: str) -> bool:
    """Whether an edit goes on with the last: the same hand in the same field, soon after, no version between."""
    if last["join_key"] != join or last["who"] != who:
        return False
    if datetime.fromisoformat(at) - datetime.fromisoformat(last["at"]) > JOINED_WITHIN:
        return False
    return connection.execute(_SAVED, {"of": last["strategy"], "tree": last["after"]}).first() is None


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
    connection.execute(_PUT, sealed("journal", row))


def _change(connection: Connection, row: dict[str, Any], **changed: Any) -> dict[str, Any]:
    new = sealed("journal", row | changed)
    connection.execute(_CHANGE, {**new, "of": row["strategy"], "at_number": row["number"]})
    return new


def _drop_undone(connection: Connection, head: dict[str, Any]) -> None:
    undone = connection.execute(_IN_STATE, {"of": head["id"], "wanted": "undone"})
    for found in undone.mappings().all():
        _change(connection, dict(found), state="dropped")
