"""Whole flows by mouse and keys alone: nothing is asked of the program's own objects but where things stand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.models import tree
from app.models.text import blocks_text
from app.store.library import Library
from app.ui.tree.model import ID_ROLE
from app.ui.window.export import ExportDialog
from app.ui.window.welcome import NewDialog
from tests.importers.word_files import p, write_word
from tests.ui.window.person import CONTROL, SHIFT, Person, in_dialog


@pytest.fixture
def person(qtbot, new_window):
    window = new_window()
    window.resize(1280, 800)
    return Person(qtbot, window)


@pytest.fixture
def document(tmp_path):
    """A Word file with a heading that does not say what it is."""
    head = '<w:outlineLvl w:val="0"/>'
    body = (
        p("Harbourne Digital Strategy", '<w:pStyle w:val="Title"/>')
        + p("Background", head) + p("The council owns four quays and a harbour office.")
        + p("Our vision", head) + p("A harbour that is easy to deal with.")
        + p("Dangers ahead", head) + p("A supplier may fail when it is needed.")
        + p("Tides", head) + p("Twice a day, and known for years ahead.")
    )  # fmt: skip
    return write_word(tmp_path / "harbour plan.docx", body)


class DescribeImporting:
    def it_leads_from_a_word_file_through_its_review_to_the_draft(
        self, qtbot, person, document, tmp_path, ask
    ):
        ask.answers["open_file"] = document
        person.clicks(person.window.findChild(QPushButton, "welcome-import"))
        qtbot.waitUntil(lambda: person.window.importing.review is not None)
        review = person.window.importing.review
        review.activateWindow()
        qtbot.waitUntil(review.isActiveWindow)
        person.writes(review.parts.library, str(tmp_path / "new.engross"))
        dangers, tides = (self.row_of(qtbot, review, title) for title in ("Dangers ahead", "Tides"))
        self.click_row(person, review, dangers)
        person.picks(review.parts.kind, "Appendix")
        qtbot.waitUntil(lambda: tree.find(review.desk.root, dangers).kind == "appendix")
        background = self.row_of(qtbot, review, "Background")
        assert person.drags(review.tree.view, tides, background)
        assert not person.drags(review.tree.view, background, tides)
        parent = tree.parent_of(review.desk.root, tides)
        assert parent is not None
        assert parent.id == background
        self.click_row(person, review, tides)
        person.presses(Qt.Key.Key_Delete)
        person.presses(Qt.Key.Key_Z, CONTROL)
        assert not (tmp_path / "new.engross").exists()
        person.clicks(review.parts.accept)
        qtbot.waitUntil(lambda: person.window.desktop is not None and person.window.desk.is_there)
        root = person.window.desk.root
        assert tree.find(root, dangers).kind == "appendix"
        assert [child.id for child in tree.find(root, background).children] == [tides]
        assert blocks_text(tree.find(root, tides).body) == "Twice a day, and known for years ahead."
        with Library.open(tmp_path / "new.engross", read_only=True) as library:
            assert library.fsck().ok

    def row_of(self, qtbot, review, title):
        (node,) = (node for node in tree.walk(review.desk.root) if node.title == title)
        view = review.tree.view
        qtbot.waitUntil(lambda: view.visualRect(view.model().index_of(node.id)).isValid())
        return node.id

    def click_row(self, person, review, id):
        view = review.tree.view
        view.scrollTo(view.model().index_of(id))
        person.clicks(view, view.visualRect(view.model().index_of(id)).center())
        assert view.currentIndex().data(ID_ROLE) == id


class DescribeBeginning:
    def it_begins_blank_where_no_outline_is_wanted(self, qtbot, person, tmp_path):
        def fill(dialog):
            person.types("Harbour plan")
            person.picks(dialog.house, "Blank")
            assert dialog.about.text() == "No parts yet; add them one by one."
            person.writes(dialog.library, str(tmp_path / "blank.engross"))
            person.clicks(dialog.make)

        in_dialog(NewDialog, fill)
        person.clicks(person.window.findChild(QPushButton, "welcome-new"))
        qtbot.waitUntil(lambda: person.window.desktop is not None and person.window.desk.is_there)
        assert person.window.desk.root.title == "Harbour plan"
        assert person.window.desk.root.children == ()


class DescribeExporting:
    def it_is_repeated_by_one_key_without_a_question(self, qtbot, opened, tmp_path):
        person, to = Person(qtbot, opened), tmp_path / "plan.md"
        person.comes_back()

        def choose(dialog):
            person.writes(dialog.place, str(to))
            if dialog.opens.isChecked():
                person.ticks(dialog.opens)
            person.clicks(dialog.go)

        in_dialog(ExportDialog, choose)
        person.presses(Qt.Key.Key_E, CONTROL)
        qtbot.waitUntil(lambda: to.exists() and not QApplication.activeModalWidget())
        assert "Connected coast" not in to.read_text(encoding="utf-8")
        person.comes_back()
        opened.desktop.go("t1")
        person.fills("title", "Connected coast ")
        person.presses(Qt.Key.Key_E, CONTROL | SHIFT)
        qtbot.waitUntil(lambda: "Connected coast" in to.read_text(encoding="utf-8"))
        assert opened.findChild(ExportDialog) is None


class DescribeFindAndReplace:
    def it_previews_what_fits_and_replaces_what_stays_ticked_in_one_step(self, qtbot, opened):
        person = Person(qtbot, opened)
        person.comes_back()
        person.presses(Qt.Key.Key_F, CONTROL)
        qtbot.waitUntil(lambda: opened.commands.finding.dialog is not None)
        dialog = opened.commands.finding.dialog
        qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.words.hasFocus())
        person.types("thing")
        person.writes(dialog.by, "matter")
        person.picks(dialog.kind, "Theme")
        qtbot.waitUntil(lambda: dialog.said.text() == "Found nowhere.")
        person.picks(dialog.kind, "Priority")
        qtbot.waitUntil(dialog.replace.isEnabled)
        assert "[thing → “matter”]" in dialog.list.topLevelItem(0).child(0).text(0)
        assert dialog.list.topLevelItemCount() == 3
        dialog.list.setFocus(Qt.FocusReason.TabFocusReason)
        person.presses(Qt.Key.Key_Home)
        person.presses(Qt.Key.Key_Space)
        person.clicks(dialog.replace)
        said = [f"Do {what} {n} well" for n, what in enumerate(("thing", "matter", "matter"), 1)]
        qtbot.waitUntil(lambda: self.texts(opened) == said)
        person.presses(Qt.Key.Key_Escape)
        person.comes_back()
        person.presses(Qt.Key.Key_Z, CONTROL)
        assert self.texts(opened) == [f"Do thing {n} well" for n in (1, 2, 3)]

    def texts(self, window):
        return [blocks_text(tree.find(window.desk.root, f"p{n}").body) for n in (1, 2, 3)]

    @pytest.mark.parametrize(
        ("ticked", "words", "places"),
        [((), "PRIORITY", 3), (("case",), "PRIORITY", 0), (("case",), "Priority", 3), (("whole",), "Prior", 0),
         (("expression",), r"P\w+ [12]", 2), ((), r"P\w+ [12]", 0)],
    )  # fmt: skip
    def it_heeds_case_whole_words_and_regular_expressions(self, qtbot, opened, ticked, words, places):
        person = Person(qtbot, opened)
        person.comes_back()
        person.presses(Qt.Key.Key_F, CONTROL)
        dialog = opened.commands.finding.dialog
        qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.words.hasFocus())
        for name in ticked:
            person.ticks(getattr(dialog, name))
        person.writes(dialog.words, words)
        told = f"{places} places in {places} parts" if places else "Found nowhere."
        qtbot.waitUntil(lambda: dialog.said.text() == told)
        person.presses(Qt.Key.Key_Escape)
