"""The bin: strategies that were removed, and can be brought back with all their history. SQLAlchemy Core only."""

from sqlalchemy import Connection, select

from app.models.errors import Refused
from app.store import strategies
from app.store.tables import strategy


def refuse_repeated(connection: Connection, id: str) -> None:
    """Raises Refused where the library has the strategy already, in the bin or not."""
    found = connection.execute(select(strategy.c.title, strategy.c.binned).where(strategy.c.id == id)).first()
    if found is None:
        return
    if found.binned:
        raise Refused(f"“{found.title}” is in this library's bin; restore it from there instead.")
    raise Refused(
        f"“{found.title}” is in this library already; change it there, or add it under a new identity."
    )


def throw_away(connection: Connection, id: str, at: str) -> None:
    """Marks a strategy as removed. Raises Refused where it is in the bin already."""
    row = strategies.row_of(connection, id, to_change=True)
    if row["binned"]:
        raise Refused(f"“{row['title']}” is in the bin already.")
    strategies.put(connection, row, binned=at)


def take_out(connection: Connection, id: str) -> None:
    """Undoes `throw_away`. Raises Refused where the strategy is not in the bin."""
    row = strategies.row_of(connection, id, to_change=True)
    if not row["binned"]:
        raise Refused(f"“{row['title']}” is not in the bin.")
    strategies.put(connection, row, binned="")
