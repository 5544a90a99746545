"""Opening a library behind the window that is already up, and the ways on when it cannot be opened.

Imports models and Qt's core only; the store's refusals carry their own sentences.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from app.models.content import Content
from app.models.errors import NotFound, Refused
from app.models.house import House
from app.store.rows import Locked, StrategyRow
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.desk import Services
from app.ui.draft import StrategyEditing
from app.ui.sources import OpenLibrary


class Opened(NamedTuple):
    """A library with one of its strategies read; the last three are None for a library that holds none."""

    library: OpenLibrary
    rows: tuple[StrategyRow, ...]
    houses: Mapping[str, House]
    content: Content | None
    editing: StrategyEditing | None


class Opening(QObject):
    """Opens libraries, one at a time."""

    opened = Signal(object)
    given_up = Signal()

    def __init__(self, services: Services, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ask = ask
        self._work: Work | None = None

    def open(self, target: str, strategy: str = "", *, read_only: bool = False) -> None:
        """Opens a library at one of its strategies: the one named, or the first."""
        self._begin(
            lambda: self._read(self._services.open_library(target, read_only), strategy), target, strategy
        )

    def show(self, library: OpenLibrary, strategy: str) -> None:
        """Reads another strategy of a library that is open."""
        self._begin(lambda: self._read(library, strategy), library.path_or_url, strategy)

    def _begin(self, work, target: str, strategy: str) -> None:
        if self._work is not None:
            self._work.leave()
        self._work = Work(work, self)
        self._work.finished.connect(self.opened)
        self._work.failed.connect(lambda fault: self._failed(fault, target, strategy))
        self._work.start()

    def _read(self, library: OpenLibrary, strategy: str) -> Opened:
        houses = self._services.houses()
        rows = library.strategies()
        id = next((row.id for row in rows if row.id == strategy), rows[0].id if rows else "")
        if not id:
            return Opened(library, rows, houses, None, None)
        return Opened(library, rows, houses, library.content(id), self._services.edit(library, id))

    def _failed(self, fault: Exception, target: str, strategy: str) -> None:
        if not isinstance(fault, Refused):
            self.given_up.emit()
            raise fault
        again, read, stop = self.tr("Try again"), self.tr("Open read-only"), self.tr("Cancel")
        ways = (stop,) if isinstance(fault, NotFound) else (again, stop)
        if isinstance(fault, Locked) or "read-only" in str(fault) or "can still be read" in str(fault):
            ways = (read, *ways)
        chosen = self._ask.choice(self.tr("Open library"), str(fault), ways)
        way = ways[chosen] if chosen is not None else stop
        if way == stop:
            self.given_up.emit()
        else:
            self.open(target, strategy, read_only=way == read)


def title_of(target: str) -> str:
    """What a library is called in the window: its file's name."""
    return Path(target).stem if "://" not in target else target.rpartition("/")[2]
