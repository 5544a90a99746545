"""Connections to an open library, and its end: nobody is given one once it is closed. SQLAlchemy Core only.

A work in another thread may come to ask only then. The engine would open the file anew for it, without the lock, and
keep it open: whoever opened the library next would not be alone, and the file could not be moved.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Connection

from app.store import databases
from app.store.opening import Opened
from app.store.rows import Closed

LONGEST_WAIT = 10.0
"""Seconds that closing waits for what is being read or written: a server may not answer any more."""


class Connections:
    """Gives connections for one transaction each, in any thread. Raises Closed once closed."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._closed = False
        self._at_work = 0
        self._changed = threading.Condition()
        self._own = threading.local()

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """One consistent view of the database."""
        with self._working(), databases.reading(self._opened.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Generator[Connection]:
        """One transaction; refused where the library's file is no longer there."""
        with self._working():
            self._opened.check()
            with databases.writing(self._opened.engine) as connection:
                yield connection

    def close(self) -> None:
        """Lets go of the database and its lock, after those at work have ended. Does nothing the second time."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
            self._changed.wait_for(lambda: not self._at_work, LONGEST_WAIT)
        self._opened.engine.dispose()
        self._opened.release()

    @contextmanager
    def _working(self) -> Generator[None]:
        """Counts who is at work; whoever is so already may begin a further transaction within the first."""
        depth = getattr(self._own, "depth", 0)
        with self._changed:
            if self._closed and not depth:
                raise Closed(f"{self._opened.name} was closed meanwhile; open it again.")
            self._at_work += 1
        self._own.depth = depth + 1
        try:
            yield
        finally:
            self._own.depth = depth
            with self._changed:
                self._at_work -= 1
                self._changed.notify_all()
