"""A cell of a form's table is written where its words stand, until the keyboard goes to another field of the page."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.models import tree
from app.models.nodes import Priority
from app.models.text import blocks_text
from app.ui.fields.control import FieldControl
from tests.ui.everyone.conftest import work_done


@pytest.fixture
def form(opened):
    opened.desktop.go("t1")
    opened.desktop.workspace.finish()
    opened.activateWindow()
    work_done()
    return opened.desktop.workspace.form


def write_in(form, name) -> Any:
    """Begins to write in a cell of the first priority."""
    table = form.tables["priority"]
    at = [field.name for field in table.model.columns].index(name)
    table.view.setFocus()
    table.view.setCurrentIndex(table.model.index(0, at))
    table.view.write()
    work_done()
    (control,) = written(form)
    return control


def written(form):
    children = form.tables["priority"].view.viewport().children()
    return [each for each in children if isinstance(each, FieldControl) and each.isVisible()]


class DescribeWritingInACell:
    @pytest.mark.parametrize("name", ["title", "owner", "end", "progress"])
    def it_is_done_where_its_words_stand_in_a_high_row(self, form, name):
        view = form.tables["priority"].view
        view.setRowHeight(0, 200)
        control = write_in(form, name)
        top = view.rowViewportPosition(0)
        box = control.focusProxy()
        assert box.mapTo(view.viewport(), box.rect().topLeft()).y() - top <= 4
        assert control.height() > 150


class DescribeLeavingACell:
    @pytest.mark.parametrize("name", ["title", "body", "owner", "end", "progress"])
    def it_is_closed_by_a_click_into_another_field(self, form, name):
        write_in(form, name)
        other = form.fields["title"].control.line
        QTest.mouseClick(other, Qt.MouseButton.LeftButton)
        work_done()
        assert written(form) == []
        assert other.hasFocus()

    def it_keeps_what_was_written(self, opened, form):
        control = write_in(form, "owner")
        QTest.keyClicks(control.line, "Harbour master")
        QTest.mouseClick(form.fields["title"].control.line, Qt.MouseButton.LeftButton)
        work_done()
        assert opened.desk.draft.flush()
        first = form.tables["priority"].model.nodes[0].id
        owned = tree.find(opened.desk.root, first)
        assert isinstance(owned, Priority)
        assert owned.owner == "Harbour master"

    def it_adds_a_row_by_the_button_above_it_and_writes_there(self, form):
        write_in(form, "title")
        count = len(form.tables["priority"].model.nodes)
        QTest.mouseClick(form.tables["priority"].add, Qt.MouseButton.LeftButton)
        work_done()
        assert len(form.tables["priority"].model.nodes) == count + 1
        assert form.tables["priority"].view.currentIndex().row() == count
        assert len(written(form)) == 1

    def it_stays_open_while_a_comment_on_its_words_is_begun(self, opened, form):
        control = write_in(form, "body")
        control.editor.selectAll()
        assert blocks_text(control.value())
        beside = next(each for each in opened.desktop.side.findChildren(QPushButton) if each.isVisible())
        beside.setFocus()
        work_done()
        assert written(form) == [control]
        assert control.editor.textCursor().hasSelection()
