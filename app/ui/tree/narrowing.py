"""Narrows the tree to the parts whose names hold some letters, each with all that hold it. Imports Qt only.

Rows that do not fit are hidden in the view: a model between would have to be told of every row, which takes most of a
second for 20,000.
"""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QTreeView

from app.ui.tree.model import ID_ROLE, StrategyModel
from app.ui.tree.unfolding import Unfolding

MANY = 2000
"""How many parts are unfolded one by one, before it is quicker to unfold them all."""


class Narrowing(QObject):
    """What is left out of a view. What was unfolded before is unfolded again afterwards."""

    left_nothing = Signal(bool)

    def __init__(self, view: QTreeView, model: StrategyModel, unfolding: Unfolding, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._model, self._unfolding = view, model, unfolding
        self._letters = ""
        self._seen: set[str] = set()
        self._let_in: set[str] = set()
        self._hidden: list[str] = []
        self._kept: list[str] = []
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._apply)
        for changed in (model.rowsInserted, model.rowsMoved, model.rowsRemoved, model.modelReset):
            changed.connect(self._when_changed)
        model.dataChanged.connect(self._when_changed)

    def to(self, letters: str) -> None:
        """Leaves what fits these letters; everything for none."""
        if letters and not self._letters:
            self._kept = self.unfolded()
        self._letters = letters
        self._let_in.clear()
        self._unfolding.leave()
        self._apply()
        if not letters:
            self._view.collapseAll()
            self.unfold(self._kept)

    def leaves(self, id: str) -> bool:
        """Whether a part is not left out."""
        return not self._letters or id in self._seen

    def first(self) -> str:
        """The id of the first part that fits; empty where none does."""
        return self._model.first_fitting(self._letters)

    def let_in(self, id: str) -> None:
        """Keeps a part, whatever its name, until other letters are given: one that was just added is still nameless."""
        if self._letters:
            self._let_in.add(id)
            self._again.start(0)

    def unfolded(self, most: int | None = None) -> list[str]:
        """The ids of the parts that are unfolded, each behind what holds it; of at most so many."""
        found: list[str] = []
        waiting = self._model.holders("")
        while waiting and (most is None or len(found) < most):
            id = waiting.pop()
            if self._view.isExpanded(self._model.index_of(id)):
                found.append(id)
                waiting.extend(self._model.holders(id))
        return found

    def at_rest(self, most: int) -> list[str]:
        """The ids of at most so many parts that are unfolded where nothing is left out, or will be again then."""
        return self._kept[:most] if self._letters else self.unfolded(most)

    def unfold(self, ids: Iterable[str]) -> None:
        """Unfolds parts, all in one layout."""
        self._view.scheduleDelayedItemsLayout()
        for id in ids:
            self._view.expand(self._model.index_of(id))

    def _apply(self) -> None:
        self._hide(self._hidden, False)
        self._hidden = []
        self._seen = self._model.fitting(self._letters) if self._letters else set()
        if self._letters:
            self._seen.update(each for id in self._let_in for each in self._with_holders(id))
            self._hidden = self._model.beside(self._seen)
            self._hide(self._hidden, True)
            holders = [id for id in self._seen if self._model.holds_any(id, self._seen)]
            if len(holders) > MANY:
                self._unfolding.below()
            else:
                self.unfold(holders)
        self.left_nothing.emit(bool(self._letters) and not self._seen)

    def _with_holders(self, id: str) -> Iterator[str]:
        at = self._model.index_of(id)
        while at.isValid():
            yield str(at.data(ID_ROLE))
            at = at.parent()

    def _hide(self, ids: Iterable[str], hidden: bool) -> None:
        for id in ids:
            at = self._model.index_of(id)
            if at.isValid():
                self._view.setRowHidden(at.row(), at.parent(), hidden)

    def _when_changed(self) -> None:
        if self._letters:
            self._again.start(0)
