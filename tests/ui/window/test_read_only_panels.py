"""Approval and reports of a library that can only be read: what was planned and answered is legible, and copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableWidget

from app.__main__ import services
from app.models.approval import Planned
from app.models.content import Content
from app.models.report import Choice, Entry
from app.services.approving import plan_stage
from app.services.report_form import SignedState
from app.store.library import Library
from app.ui.panels import panels
from app.ui.reports.fields import field_for
from app.ui.reports.part_form import SignRow
from app.ui.window.main_window import MainWindow

ANSWERS = {
    "text": "7",
    "date": "2026-10-09",
    "money": "£7.9m",
    "rich": ["A first paragraph", "A second one"],
    "list": ["One", "Two"],
    "yes or no": "no",
    "choice": "b",
    "officer": [{"name": "A. Owen", "role": "Head of ICT"}],
}
SAID = ANSWERS | {
    "date": "9 October 2026",
    "rich": "A first paragraph\n\nA second one",
    "list": "One\nTwo",
    "yes or no": "No",
    "choice": "The other way",
    "officer": "A. Owen",
}


@pytest.fixture
def library_file(tmp_path, strategy):
    path = tmp_path / "council.engross"
    with Library.create(path, who="A. Owen") as library:
        library.add(Content(strategy))
        plan_stage(library, strategy.id, Planned("decision", "2026-10-09", key_decision=True))
    return path


@pytest.fixture
def reading(qtbot, look, settings, ask, library_file):
    window = MainWindow(services(), look, settings, panels(), ask=ask)
    qtbot.addWidget(window)
    window.show()
    window.open_library(str(library_file), read_only=True)
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.is_there)
    yield window
    window.close()


def copied(qtbot, widget):
    QGuiApplication.clipboard().clear()
    widget.setFocus()
    if isinstance(widget, QTableWidget):
        widget.setCurrentCell(0, 0)
    else:
        qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def off(within):
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QTableWidget, QAbstractButton)
    return [
        each
        for kind in kinds
        for each in within.findChildren(kind)
        if each.isVisibleTo(within) and not each.isEnabled()
    ]


@pytest.mark.parametrize("type", [*ANSWERS])
class DescribeAnAnswerThatIsOnlyRead:
    @pytest.fixture
    def field(self, qtbot, type):
        choices = (Choice(key="a", label="One way"), Choice(key="b", label="The other way"))
        field = field_for(Entry(type=type, choices=choices if type == "choice" else ()))
        qtbot.addWidget(field)
        field.make_read_only()
        field.show_value(ANSWERS[type])
        field.show()
        return field

    def it_can_be_chosen_and_copied(self, qtbot, field, type):
        assert copied(qtbot, field.control) == SAID[type]

    def it_takes_no_key(self, qtbot, field, type):
        told = []
        field.edited.connect(lambda: told.append(type))
        for key in (Qt.Key.Key_X, Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Space):
            qtbot.keyClick(field.control, key)
        assert told == []
        assert field.value == ANSWERS[type] or type == "date"
        assert off(field) == []


class DescribeAVerificationThatIsOnlyRead:
    def it_offers_no_way_to_verify(self, qtbot):
        row = SignRow("Legal implications", read_only=True)
        qtbot.addWidget(row)
        row.show_state(SignedState("none"))
        assert row.state.isVisibleTo(row)
        assert not any(part.isVisibleTo(row) for part in (row.name, row.role, row.button))


class DescribeThePagesOfALibraryThatCanOnlyBeRead:
    def it_has_the_day_of_a_meeting_copied(self, qtbot, reading):
        reading.desktop.show_activity("approval")
        panel = reading.desktop.panel("approval")
        panel.line.choose([seen.stage.key for seen in panel.line._stages].index("decision"))
        (line,) = panel.page.findChildren(QLineEdit)
        assert copied(qtbot, line) == "9 October 2026 · Key decision"
        assert QAccessible.queryAccessibleInterface(line).state().readOnly
        assert off(panel.page) == []

    def it_has_answers_to_a_report_that_are_not_greyed_out(self, qtbot, reading):
        reading.desktop.show_activity("reports")
        panel = reading.desktop.panel("reports")
        qtbot.waitUntil(lambda: panel.parts.count() > 0)
        for at in range(panel.parts.count()):
            panel.parts.setCurrentRow(at)
            assert off(panel.form) == []
