"""What each reviewer has read of a strategy: the text as they last saw it, part by part, outside the strategy itself.

A reading is a tree of its own, made of parts as they were when they were read; it is kept under its fingerprint and
named in the library's own rows, beside the time at which each part was read, so that it needs no table. Imports
SQLAlchemy Core, never its ORM.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import Connection, insert, select, update

from app.models.nodes import Strategy
from app.store import objects
from app.store.rows import Damaged
from app.store.sealing import holds, sealed
from app.store.tables import library

KEY = "reading {} {}"
TIMES = "read at {} {}"


class Readings(ABC):
    """The readings in a library; `Library` adds how it is read and written."""

    who: str
    _stored: set[str]
    _latest: dict[str, Strategy]

    def reading(self, strategy_id: str, who: str = "") -> Strategy | None:
        """A strategy as a reviewer (the one at work, unless named) has read it; None where nothing was read yet."""
        who = who or self.who
        with self._reading() as connection:
            fingerprint = _value(connection, KEY.format(strategy_id, who), who)
            if not fingerprint:
                return None
            return objects.load(connection, fingerprint, self._latest.get(strategy_id))

    def reading_times(self, strategy_id: str, who: str = "") -> dict[str, str]:
        """When the reviewer read each part (ISO 8601), by its identity; also parts that he has read to be gone."""
        who = who or self.who
        with self._reading() as connection:
            value = _value(connection, TIMES.format(strategy_id, who), who)
        return msgspec.json.decode(value, type=dict[str, str]) if value else {}

    def readers(self, strategy_id: str) -> tuple[str, ...]:
        """Everybody who has read something of a strategy, in the order of the alphabet."""
        begins = KEY.format(strategy_id, "")
        wanted = select(library.c.key).where(library.c.key.startswith(begins, autoescape=True))
        with self._reading() as connection:
            return tuple(sorted(key.removeprefix(begins) for key in connection.execute(wanted).scalars()))

    def keep_reading(
        self, strategy_id: str, root: Strategy, who: str = "", times: Mapping[str, str] | None = None
    ) -> None:
        """Remembers `root` as what a reviewer has read of a strategy, in place of what was remembered before.

        `times` are when each part was read; without them, those are kept that are known.
        """
        fresh = self._unstored(root)
        with self._writing() as connection:
            objects.put(connection, fresh)
            _put(connection, KEY.format(strategy_id, who or self.who), root.fingerprint)
            if times is not None:
                written = msgspec.json.encode(dict(sorted(times.items()))).decode()
                _put(connection, TIMES.format(strategy_id, who or self.who), written)
        self._stored.update(fresh)

    def know(self, root: Strategy) -> None:
        """Spares reading a draft that was read from the library's file before, if it still is the draft."""
        if self.fingerprint(root.id) == root.fingerprint:
            self._latest[root.id] = root
            # Else the first edit, for which somebody waits, looks through all parts for those that are stored.
            self._stored.update(objects.unstored(root, self._stored))

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


def _value(connection: Connection, key: str, who: str) -> str:
    """What the library's row of that key holds; empty where there is none. Raises Damaged where it was altered."""
    row = connection.execute(select(library).where(library.c.key == key)).mappings().first()
    if row is None:
        return ""
    if not holds("library", {str(name): value for name, value in row.items()}):
        raise Damaged(f"what {who} has read was altered after it was written")
    return row["value"]


def _put(connection: Connection, key: str, value: str) -> None:
    row = sealed("library", {"key": key, "value": value})
    if not connection.execute(update(library).where(library.c.key == key), row).rowcount:
        connection.execute(insert(library), row)
