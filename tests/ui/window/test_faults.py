"""Errors nobody expected, thrown where a click brings one to."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from app.models.errors import Refused
from app.ui.window.faults import FaultWatch


@pytest.fixture
def broken(qtbot, monkeypatch):
    """A button whose slot fails, the watch over it, and the sentences that were told."""
    button = QPushButton("Break")
    qtbot.addWidget(button)
    told: list[str] = []
    watch = FaultWatch(told.append, button)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    watch.install()
    button.show()
    return button, watch, told


def press(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


class DescribeAnErrorInASlot:
    def it_is_shown_once_with_a_log_to_copy_and_the_program_goes_on(self, qtbot, broken, capsys):
        button, watch, told = broken
        clicks: list[int] = []

        def fail():
            clicks.append(1)
            raise ZeroDivisionError(f"click {len(clicks)}")

        button.clicked.connect(fail)
        press(qtbot, button)
        first = watch.shown
        assert first is not None
        assert first.isVisible()
        button.click()
        assert watch.shown is first
        log = first.log.toPlainText()
        assert "ZeroDivisionError: click 1" in log
        assert "ZeroDivisionError: click 2" in log
        assert "Engross" in log
        press(qtbot, next(b for b in first.findChildren(QPushButton) if "Copy" in b.text()))
        assert QGuiApplication.clipboard().text() == log
        close = first.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close)
        press(qtbot, close)
        assert not first.isVisible()
        press(qtbot, button)
        assert len(clicks) == 3
        assert watch.shown.isVisible()
        assert told == []
        assert "click 3" in capsys.readouterr().err

    def it_is_shown_where_the_program_has_no_console(self, qtbot, broken, monkeypatch):
        button, watch, _ = broken
        button.clicked.connect(lambda: 1 // 0)
        monkeypatch.setattr(sys, "stderr", None)
        press(qtbot, button)
        assert watch.shown is not None
        assert "ZeroDivisionError" in watch.shown.log.toPlainText()
        watch.shown.reject()

    def it_is_shown_where_what_it_is_written_to_takes_nothing(self, qtbot, broken, monkeypatch, tmp_path):
        button, watch, _ = broken
        button.clicked.connect(lambda: 1 // 0)
        with (tmp_path / "log").open("w") as closed:
            monkeypatch.setattr(sys, "stderr", closed)
        press(qtbot, button)
        assert watch.shown is not None
        assert "ZeroDivisionError" in watch.shown.log.toPlainText()
        watch.shown.reject()

    def it_tells_a_refusal_as_its_sentence(self, qtbot, broken):
        button, watch, told = broken

        def refuse():
            raise Refused("There is no room.")

        button.clicked.connect(refuse)
        press(qtbot, button)
        assert told == ["There is no room."]
        assert watch.shown is None
