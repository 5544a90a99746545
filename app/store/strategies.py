"""The strategies of a library: one row each, that says where the draft's tree begins. Imports SQLAlchemy Core only."""

from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from app.models.control import VersionRow
from app.models.errors import NotFound
from app.models.nodes import Strategy
from app.store.decisions import statuses
from app.store.rows import Damaged, StaleHead, StrategyRow
from app.store.sealing import holds, sealed
from app.store.tables import strategy, version

# Made once: to put them together anew for every edit takes longer than SQLite takes to answer them.
_ROW = select(strategy).where(strategy.c.id == bindparam("of"))
_ROW_TO_CHANGE = _ROW.with_for_update()
_PUT = update(strategy).where(strategy.c.id == bindparam("of"), strategy.c.head == bindparam("base"))


def row_of(connection: Connection, id: str, *, to_change: bool = False) -> dict[str, Any]:
    """A strategy's row. Raises NotFound, and Damaged where the row is not as it was written."""
    wanted = _ROW_TO_CHANGE if to_change else _ROW
    row = connection.execute(wanted, {"of": id}).mappings().first()
    if row is None:
        raise NotFound(
            f"There is no strategy with the identity “{id}” in this library; it may have been removed."
        )
    found = _plain(row)
    if not holds("strategy", found):
        raise Damaged(f"the entry of “{found['title']}” was altered after it was written")
    return found


def _plain(row: RowMapping) -> dict[str, Any]:
    return {str(column): value for column, value in row.items()}


def begin(connection: Connection, root: Strategy, at: str) -> dict[str, Any]:
    """A new strategy's row."""
    row = sealed(
        "strategy",
        {"id": root.id, "title": root.title, "house": root.house, "head": root.fingerprint}
        | {"entries": 0, "created": at, "binned": ""},
    )
    connection.execute(insert(strategy), row)
    return row


def put(connection: Connection, row: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """Changes a strategy's row, unless its head has moved since `row` was read: then raises StaleHead."""
    new = sealed("strategy", row | changed)
    if connection.execute(_PUT, {**new, "of": row["id"], "base": row["head"]}).rowcount != 1:
        raise stale(row["title"])
    return new


def stale(title: str) -> StaleHead:
    """The refusal of an edit that was made to a tree which is no longer the draft."""
    return StaleHead(
        f"Somebody else has changed “{title}” in the meantime; read it again and repeat the change."
    )


def listed(connection: Connection) -> tuple[StrategyRow, ...]:
    """Every strategy, those in the bin too, by title, with its versions."""
    versions: dict[str, list[VersionRow]] = {}
    for row in connection.execute(select(version).order_by(version.c.strategy, version.c.number)).mappings():
        versions.setdefault(row["strategy"], []).append(version_row(row))
    rows = connection.execute(select(strategy).order_by(strategy.c.title, strategy.c.id)).all()
    approved = statuses(connection)
    return tuple(
        StrategyRow(
            r.id, r.title, r.house, r.head, "approved" if approved.get(r.id) == r.head else "draft",
            tuple(versions.get(r.id, ())), r.binned, approved.get(r.id, ""),
        )
        for r in rows
    )  # fmt: skip


def versions_of(connection: Connection, id: str) -> tuple[VersionRow, ...]:
    """A strategy's saved versions, oldest first. Raises Damaged where one is not as it was written."""
    wanted = select(version).where(version.c.strategy == id).order_by(version.c.number)
    rows = connection.execute(wanted).mappings().all()
    for row in rows:
        if not holds("version", _plain(row)):
            raise Damaged(f"the entry of version {row['label']} was altered after it was written")
    return tuple(version_row(row) for row in rows)


def version_row(row: Any) -> VersionRow:
    """A stored version as a value."""
    return VersionRow(**{name: row[name] for name in VersionRow.__struct_fields__})
