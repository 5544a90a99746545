"""Unfolds a part with all below it, in turns of the event loop. Imports Qt only.

Qt asks the model for every row that comes into sight, which takes a sixth of a second for 20,000.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTreeView

from app.ui.tree.rows import RowsModel
from app.ui.turns import InTurns

AT_ONCE = 500
"""How many rows may come into sight at a step."""
MOST = 3_000
"""How many rows are unfolded unasked: Qt lays out all that are in sight after each edit, 20,000 of them in a tenth of a
second.
"""


class Unfolding(QObject):
    """What holds many rows comes first, while those are folded; of the rest the deepest, while it is out of sight."""

    def __init__(self, view: QTreeView, model: RowsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._model = view, model
        self._turns = InTurns(self)

    def below(self, id: str = "", then: Callable[[], object] | None = None) -> None:
        """Unfolds a part, or for no id everything, with all that it holds, and does `then` what follows."""
        self._turns.begin(self._steps(id), then)

    def levels(self, then: Callable[[], object] | None = None) -> None:
        """Unfolds level by level from the top, as many whole ones as bring at most `MOST` rows into sight."""
        self._turns.begin(self._by_levels(), then)

    def leave(self) -> None:
        """What is still folded stays so."""
        self._turns.leave()

    def _by_levels(self) -> Iterator[object]:
        level, seen = self._model.holders(""), 0
        while level:
            for each in level:
                seen += self._model.rowCount(self._model.index_of(each))
            if seen > MOST:
                return
            for each in level:
                yield self._view.expand(self._model.index_of(each))
            level = [below for each in level for below in self._model.holders(each)]

    def _steps(self, id: str) -> Iterator[object]:
        holders = [id] if id else self._model.holders("")
        above, rows = [-1] * len(holders), list[int]()
        for at, each in enumerate(holders):  # which grows meanwhile
            below = self._model.holders(each)
            holders += below
            above += [at] * len(below)
            rows.append(self._model.rowCount(self._model.index_of(each)))
            yield
        for at in range(len(holders) - 1, -1, -1):
            if above[at] >= 0:
                rows[above[at]] += rows[at]
        counted = list(zip(holders, rows, strict=True))
        many = [each for each, count in counted if count > AT_ONCE]
        few = [each for each, count in counted if count <= AT_ONCE]
        for each in (*many, *reversed(few)):
            yield self._view.expand(self._model.index_of(each))
