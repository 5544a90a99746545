"""Connections to a PostgreSQL server, given up where it falls silent. Needs psycopg: imported for a server alone.

libpq waits for as long as the network holds a connection open, which is a quarter of an hour where a laptop lost its
way to the server (tcp(7), tcp_retries2), and whoever waits for the answer, a window too, stands still as long.
"""

from collections.abc import Generator
from time import monotonic
from typing import Any

import psycopg

SILENCE_SECONDS = 5
"""Without a byte from the server, after which it counts as away."""
CONNECT_SECONDS = 3


class Answering(psycopg.Connection[Any]):
    """A connection that raises OperationalError, and is closed, where the server was silent for SILENCE_SECONDS.

    What goes on arriving may take as long as it takes.
    """

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        """What the exchange `gen` with the server comes to; see psycopg.Connection.wait."""
        return super().wait(self._heard(gen), *args, **kwargs)

    def _heard(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """The same exchange, ended where nothing is ready for too long; psycopg looks several times a second."""
        heard = monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = monotonic()
                elif monotonic() - heard > SILENCE_SECONDS:
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"it has not answered for {SILENCE_SECONDS} seconds")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value


def connected(_dialect: Any, _record: Any, args: list[Any], parameters: dict[str, Any]) -> Answering:
    """A connection in the place of SQLAlchemy's own ("do_connect"). Raises OperationalError where nobody answers."""
    return Answering.connect(*args, **{"connect_timeout": CONNECT_SECONDS, **parameters})
