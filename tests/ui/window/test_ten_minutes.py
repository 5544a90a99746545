"""The first ten minutes of a new user, by mouse and keys alone: from the first start to the formal document.

Nothing here is asked of the program's own objects except where things stand on the screen, and what came of it all.
"""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.models import tree
from app.models.text import blocks_text
from app.services.importing import read_document
from app.ui.pages.versions import SaveVersionDialog
from app.ui.picker import Picker
from app.ui.window.export import ExportDialog
from app.ui.window.welcome import NewDialog
from tests.ui.window.person import CONTROL, SHIFT, Person, in_dialog


def begin(person, dialog, place):
    person.types("Harbour Digital Strategy")
    person.presses(Qt.Key.Key_Tab)
    person.types("Harbourne Council")
    assert dialog.house.currentData() == "plain"
    person.writes(dialog.library, place)
    person.clicks(dialog.make)


@pytest.fixture
def person(qtbot, new_window, tmp_path):
    """Somebody who has just begun a strategy from the outline that is offered first."""
    window = new_window()
    window.resize(1280, 800)
    person = Person(qtbot, window)
    in_dialog(NewDialog, lambda dialog: begin(person, dialog, str(tmp_path / "first.engross")))
    person.clicks(window.findChild(QPushButton, "welcome-new"))
    qtbot.waitUntil(lambda: window.desktop is not None and window.desk.is_there, timeout=20000)
    person.comes_back()
    return person


def draft(person):
    """Drafts a vision, two themes with priorities and dates, a risk with its answer, and a term."""
    person.chooses("vision")
    person.fills("statement", "Every resident reaches every service online.")
    person.fills_row("theme", "Open harbour", "Every quay is reached online.")
    person.adds("theme", "Ready people", "Everybody can use what we build.")
    person.chooses("theme")
    person.fills_row(
        "priority", "Fibre to each quay", "Lay fibre to all quays.", "Head of ICT", "1/4/2026", "31/3/2028"
    )
    person.chooses("theme", 1)
    person.adds("priority", "Learn by doing", "Each team learns in its own work.", "", "", "June 2029")
    person.chooses("risks")
    person.fills_row("risk", "Storm damage", "A storm cuts the fibre.", "Two routes to every quay.", "3", "4")
    person.chooses("risk")
    link_to_priority(person)
    person.chooses("glossary")
    person.adds("term", "Quay", "A place where boats are moored.")


def link_to_priority(person):
    def choose(dialog):
        person.types("fibre")
        person.presses(Qt.Key.Key_Return)

    in_dialog(Picker, choose)
    person.clicks(person.window.desktop.workspace.form.fields["answered_by"].control.add)
    person.comes_back()


class DescribeTheFirstTenMinutes:
    def it_goes_from_the_first_start_to_the_formal_document(self, qtbot, person, tmp_path):
        draft(person)
        person.presses(Qt.Key.Key_S, CONTROL)
        assert person.window.state.currentMessage().startswith("All is saved")
        root = person.window.desk.root
        parts: dict[str, Any] = {node.title: node for node in tree.walk(root) if node.title}
        assert parts["Fibre to each quay"].owner == "Head of ICT"
        assert parts["Fibre to each quay"].end == "2028-03-31"
        assert (parts["Storm damage"].likelihood, parts["Storm damage"].impact) == (3, 4)
        assert parts["Storm damage"].answered_by == (parts["Fibre to each quay"].id,)
        in_dialog(SaveVersionDialog, lambda dialog: person.presses(Qt.Key.Key_Return))
        person.presses(Qt.Key.Key_S, CONTROL | SHIFT)
        person.comes_back()
        (version,) = person.window.desk.versions()
        assert (version.label, version.changes) == ("V1", "First draft")
        for suffix in (".docx", ".pdf"):
            self.export(person, tmp_path / f"harbour{suffix}")
        proposal, label = read_document(tmp_path / "harbour.docx")
        assert label == "V1"
        written = {node.title: node for node in tree.walk(proposal.content.root) if node.title}
        assert blocks_text(written["Learn by doing"].body) == "Each team learns in its own work."
        assert (tmp_path / "harbour.pdf").read_bytes().startswith(b"%PDF")

    def export(self, person, to):
        def choose(dialog):
            assert dialog.version.currentData() == "V1"
            person.writes(dialog.place, str(to))
            if dialog.opens.isChecked():
                person.ticks(dialog.opens)
            person.clicks(dialog.go)

        in_dialog(ExportDialog, choose)
        person.presses(Qt.Key.Key_E, CONTROL)
        person.qtbot.waitUntil(lambda: to.exists() and not QApplication.activeModalWidget(), timeout=30000)
        person.comes_back()

    def it_is_not_scolded_on_the_way(self, qtbot, person):
        window = person.window
        qtbot.waitUntil(lambda: window.review.open is not None, timeout=20000)
        state = window.review.open.state
        qtbot.waitUntil(lambda: state.progress is not None, timeout=20000)
        assert list(state.findings) == []
        assert window.state.findings.text() == "0 of 14 parts written"
        person.chooses("vision")
        assert window.desktop.workspace.form.fields["statement"].wrong.text() == "Needed here"
        person.fills("statement", "Online.")
        assert window.desktop.workspace.form.fields["statement"].wrong.text() == ""
        qtbot.waitUntil(lambda: window.state.findings.text() == "1 of 14 parts written", timeout=20000)
