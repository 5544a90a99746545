"""Append-only rows: each carries the digest of the one before, and the chain's end stands in a row of its own.

So neither an altered row nor a cut end goes unseen. Chains of a strategy are its versions, decisions and seals; the
library's own is the audit ledger. Imports SQLAlchemy Core, never its ORM.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from app.store.sealing import sealed
from app.store.tables import chain, ledger


def append(connection: Connection, table: Table, strategy: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Adds a row to the strategy's chain of that table and gives it back, with its number and digest."""
    name = str(table.name)
    here = (chain.c.strategy == strategy) & (chain.c.name == name)
    end = connection.execute(select(chain.c.length, chain.c.head).where(here).with_for_update()).first()
    length, head = (end.length, end.head) if end else (0, "")
    row = sealed(name, {"strategy": strategy, "number": length + 1, **values, "previous": head})
    connection.execute(insert(table), row)
    new = sealed("chain", {"strategy": strategy, "name": name, "length": length + 1, "head": row["digest"]})
    connection.execute(update(chain).where(here) if end else insert(chain), new)
    return row


def end_of(connection: Connection, table: Table, strategy: str = "") -> str:
    """The digest of a chain's last row; empty for a chain that has none yet."""
    here = (chain.c.strategy == strategy) & (chain.c.name == str(table.name))
    return connection.execute(select(chain.c.head).where(here)).scalar() or ""


def record(connection: Connection, action: str, what: str, who: str, at: str) -> None:
    """Adds a line to the audit ledger."""
    append(connection, ledger, "", {"action": action, "record": what, "who": who, "at": at})
