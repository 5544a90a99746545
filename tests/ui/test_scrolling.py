"""The wheel over a table that scrolls within a page that scrolls: all of it comes by, whatever the pointer is over."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from app.ui.fields.control import FieldTools
from app.ui.forms.node_form import NodeForm
from tests.ui.conftest import made


@pytest.fixture
def form(qtbot, pictures, ask, plain_house):
    tools = FieldTools(pictures, ask, lambda kinds: [], lambda id: "", lambda: plain_house)
    form = NodeForm("glossary", tools)
    qtbot.addWidget(form)
    form.resize(700, 500)
    terms = (made("term", f"t{n}", f"Term {n}", "What it means") for n in range(200))
    form.show_node(made("glossary", "g", "Glossary", "", *terms), {})
    form.show()
    qtbot.waitUntil(lambda: form.verticalScrollBar().maximum() > 300)
    return form


def turned(form, by):
    """Turns the wheel over the middle of the table until nothing moves; how page and table stood after each turn."""
    table = form.tables["term"].view
    page, inner = form.verticalScrollBar(), table.verticalScrollBar()
    stood = [(page.value(), inner.value())]
    for _ in range(500):
        at = QPointF(table.viewport().rect().center())
        how = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
        event = QWheelEvent(at, table.viewport().mapToGlobal(at), QPoint(), QPoint(0, by), *how)
        QApplication.sendEvent(table.viewport(), event)
        if (
            not event.isAccepted()
        ):  # which Qt passes on to what holds the table only where a hand has turned the wheel
            QApplication.sendEvent(form.viewport(), event)
        if (page.value(), inner.value()) == stood[-1]:
            return stood
        stood.append((page.value(), inner.value()))
    raise AssertionError("it never ends")


class DescribeTheWheelOverATable:
    def it_brings_the_foot_of_the_table_into_sight_before_it_scrolls_the_rows(self, form):
        stood = turned(form, -120)
        page, inner = form.verticalScrollBar(), form.tables["term"].view.verticalScrollBar()
        assert inner.maximum() > 0
        assert stood[-1] == (page.maximum(), inner.maximum())
        view = form.tables["term"].view
        foot = view.mapTo(form.widget(), view.rect().bottomLeft()).y()
        assert all(at + form.viewport().height() >= foot for at, rows in stood if rows > 0)

    def it_brings_the_head_of_the_table_into_sight_before_it_scrolls_them_back(self, form):
        turned(form, -120)
        stood = turned(form, 120)
        view = form.tables["term"].view
        top = view.mapTo(form.widget(), QPoint(0, 0)).y()
        assert stood[-1] == (0, 0)
        most = max(rows for _, rows in stood)
        assert all(at <= top for at, rows in stood if rows < most)
