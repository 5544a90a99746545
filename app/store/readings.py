"""What each reviewer has read of a strategy: the text as they last saw it, part by part, outside the strategy itself.

A reading is a tree of its own, made of parts as they were when they were read; it is kept under its fingerprint and
named in the library's own rows, so that it needs no table. Imports SQLAlchemy Core, never its ORM.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager

from sqlalchemy import Connection, insert, select, update

from app.models.nodes import Strategy
from app.store import objects
from app.store.rows import Damaged
from app.store.sealing import holds, sealed
from app.store.tables import library

KEY = "reading {} {}"


class Readings(ABC):
    """The readings in a library; `Library` adds how it is read and written."""

    who: str
    _stored: set[str]
    _latest: dict[str, Strategy]

    def reading(self, strategy_id: str, who: str = "") -> Strategy | None:
        """A strategy as a reviewer (the one at work, unless named) has read it; None where nothing was read yet."""
        with self._reading() as connection:
            key = KEY.format(strategy_id, who or self.who)
            row = connection.execute(select(library).where(library.c.key == key)).mappings().first()
            if row is None:
                return None
            if not holds("library", {str(name): value for name, value in row.items()}):
                raise Damaged(f"what {who or self.who} has read was altered after it was written")
            return objects.load(connection, row["value"], self._latest.get(strategy_id))

    def keep_reading(self, strategy_id: str, root: Strategy, who: str = "") -> None:
        """Remembers `root` as what a reviewer has read of a strategy, in place of what was remembered before."""
        key = KEY.format(strategy_id, who or self.who)
        row = sealed("library", {"key": key, "value": root.fingerprint})
        fresh = self._unstored(root)
        with self._writing() as connection:
            objects.put(connection, fresh)
            done = connection.execute(update(library).where(library.c.key == key), row)
            if not done.rowcount:
                connection.execute(insert(library), row)
        self._stored.update(fresh)

    def know(self, root: Strategy) -> None:
        """Spares reading a draft that was read from the library's file before, if it still is the draft."""
        if self.fingerprint(root.id) == root.fingerprint:
            self._latest[root.id] = root

    @abstractmethod
    def fingerprint(self, strategy_id: str) -> str:
        """The fingerprint of a strategy's draft."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]:
        """One consistent view of the database."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]:
        """One transaction."""

    @abstractmethod
    def _unstored(self, root: Strategy) -> dict[str, bytes]:
        """The objects of a tree that are not stored yet."""
