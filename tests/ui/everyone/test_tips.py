"""Tips show a user's words as they stand: Qt would open the files that markup in them names, wherever they are."""

import pytest
from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.models import tree
from app.ui.labels import tip_of
from tests.ui.everyone.conftest import STOPS, work_done

NAMED = '<img src="//host/share/picture.png">'
NOBODY = QModelIndex()


@pytest.fixture
def named(at):
    """A strategy in which each part is called by markup."""
    desk = at("theme").desk

    def renamed(root):
        for id in root.ids:
            root = tree.change(root, id, title=NAMED)
        return root

    desk.draft.do(renamed, "Edit")
    work_done()
    yield
    desk.draft.undo()
    work_done()


def tips_of(window):
    for widget in window.findChildren(QWidget):
        yield type(widget).__name__, widget.toolTip()
        if isinstance(widget, QAbstractItemView) and hasattr(widget.model(), "rowCount"):
            yield from ((type(widget.model()).__name__, tip) for tip in tips_of_rows(widget.model()))


def tips_of_rows(model, parent=NOBODY):
    tip = Qt.ItemDataRole.ToolTipRole
    listed = isinstance(model, QAbstractListModel)
    for column in range(1 if listed else model.columnCount(parent)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, tip) or "")
        for row in range(model.rowCount(parent)):
            index = model.index(row, column, parent)
            yield str(index.data(tip) or "")
            if column == 0 and not isinstance(model, QAbstractTableModel | QAbstractListModel):
                yield from tips_of_rows(model, index)
    for row in range(model.rowCount(parent)):
        yield str(model.headerData(row, Qt.Orientation.Vertical, tip) or "")


class DescribeTips:
    @pytest.mark.parametrize("stop", STOPS[1:])
    def they_name_no_file_to_be_opened(self, named, at, stop):
        assert [(kind, tip) for kind, tip in tips_of(at(stop)) if NAMED in tip] == []

    def they_leave_other_words_alone(self):
        assert tip_of("2 < 3 & 4") == "2 < 3 & 4"

    def they_show_markup_as_it_stands(self):
        assert "&lt;img src=" in tip_of(NAMED)
