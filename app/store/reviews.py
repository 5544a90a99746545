"""Rows of suggestions and comments: read as values, added once, and changed only in what was decided about them.

What a suggestion says never changes; that it was accepted, or a thread closed, does. Imports SQLAlchemy Core only.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from msgspec import Struct, structs
from sqlalchemy import Connection, Table, bindparam, insert, select, update

from app.store.payloads import chunks
from app.store.rows import Damaged
from app.store.sealing import holds, sealed

Value = TypeVar("Value", bound=Struct)


def rows_of(connection: Connection, table: Table, strategy: str, kind: type[Value]) -> tuple[Value, ...]:
    """A strategy's rows in the order in which they were made. Raises Damaged where one is not as it was written."""
    wanted = select(table).where(table.c.strategy == strategy).order_by(table.c.at, table.c.id)
    return tuple(_value(table, row, kind) for row in connection.execute(wanted).mappings())


def _value(table: Table, row: Any, kind: type[Value]) -> Value:
    found = {str(name): value for name, value in row.items()}
    if not holds(str(table.name), found):
        raise Damaged(f"a {table.name} by {found['author']} was altered after it was written")
    return kind(**{name: found[name] for name in kind.__struct_fields__})


def add(connection: Connection, table: Table, strategy: str, values: Iterable[Struct]) -> int:
    """Adds those that are not yet there, by identity, and gives back how many were added."""
    known = set(connection.execute(select(table.c.id)).scalars())
    new: list[dict[str, Any]] = []
    for value in values:
        row = structs.asdict(value)
        if row["id"] not in known:
            known.add(row["id"])
            new.append(sealed(str(table.name), {**row, "strategy": strategy}))
    if new:
        connection.execute(insert(table), new)
    return len(new)


def change(connection: Connection, table: Table, ids: Iterable[str], **changed: str) -> None:
    """Sets columns of some rows; an identity that is not there is passed over."""
    for some in chunks(ids):
        rows = connection.execute(select(table).where(table.c.id.in_(some))).mappings()
        new = [
            sealed(str(table.name), {str(name): value for name, value in row.items()} | changed)
            for row in rows
        ]
        if new:
            wanted = update(table).where(table.c.id == bindparam("this_id"))
            connection.execute(wanted, [{**row, "this_id": row["id"]} for row in new])
