"""From a document to a stored strategy through the whole window: reviewed, accepted or given up, dropped, refused."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.__main__ import services
from app.models import tree
from app.models.errors import Refused
from app.services.importing import import_file
from app.store.library import Library
from app.ui.importing.review import ReviewDialog
from app.ui.window.dropping import dropped
from app.ui.window.main_window import MainWindow
from app.ui.window.notice import Notice
from tests.importers.word_files import cell, p, table, write_word
from tests.store.holding import held_open


@pytest.fixture
def document(tmp_path):
    """A Word file with a heading style, a version-control table and something that nobody can be sure of."""
    head = '<w:outlineLvl w:val="0"/>'
    path = tmp_path / "harbour plan.docx"
    rows = [("Version", "Date", "Brief description of changes"), ("V1", "1 May 2026", "First draft for officers"),
            ("V2", "2 June 2026", "After the workshop")]  # fmt: skip
    body = (
        p("Harbourne Digital Strategy", '<w:pStyle w:val="Title"/>') + p("Version control", head)
        + table(*("".join(cell(text) for text in row) for row in rows))
        + p("Background", head) + p("The council owns four quays and a harbour office.")
        + p("Our vision", head) + p("A harbour that is easy to deal with.")
        + p("Dangers ahead", head) + p("A supplier may fail when it is needed.")
    )  # fmt: skip
    return write_word(path, body)


def titles(root):
    return [child.title for child in root.children]


def reviewed(qtbot, window, path):
    """The review of a document, once it has been read."""
    window.importing.read(Path(path))
    qtbot.waitUntil(lambda: window.importing.review is not None, timeout=20000)
    return window.importing.review


def into(window, review, place):
    review.parts.library.setText(str(place))
    return review


def told(qtbot, window):
    """What the foot of the window offers to undo."""

    def shown():
        return [each for each in window.statusBar().findChildren(Notice) if each.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


class DescribeAccepting:
    def it_stores_what_was_decided_and_opens_it(self, qtbot, new_window, document, tmp_path):
        window = new_window()
        review = into(window, reviewed(qtbot, window, document), tmp_path / "new.engross")
        danger = next(node for node in tree.walk(review.desk.root) if node.title == "Dangers ahead")
        review.tree.choose(danger.id)
        review.set_kind("appendix")
        qtbot.mouseClick(review.parts.accept, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert window.desk.root.title == "Harbourne Digital Strategy"
        assert tree.find(window.desk.root, danger.id).kind == "appendix"
        assert window.importing.review is None
        assert window.library.journal(window.desk.id)[0].label == "Imported from harbour plan.docx"

    def it_stores_the_same_as_the_command_line_where_nothing_is_changed(
        self, qtbot, new_window, document, tmp_path
    ):
        told = import_file(document, str(tmp_path / "by command.engross"))
        window = new_window()
        review = into(window, reviewed(qtbot, window, document), tmp_path / "by window.engross")
        review.accept()
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        one, other = told.proposal.content.root, window.desk.root
        assert [row.version for row in other.history] == ["V1", "V2"]
        assert other.history == one.history
        assert [(n.kind, n.title, n.body) for n in tree.walk(other)] == [
            (n.kind, n.title, n.body) for n in tree.walk(one)
        ]

    def it_offers_to_take_the_import_back(self, qtbot, opened, document):
        reviewed(qtbot, opened, document).accept()
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id != "s", timeout=20000)
        notice = told(qtbot, opened)
        assert notice.said.text() == "“Harbourne Digital Strategy” was imported."
        qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
        assert [row.id for row in opened.library.strategies()] == ["s"]
        assert len(opened.library.strategies(binned=True)) == 1
        assert told(qtbot, opened).said.text() == "“Harbourne Digital Strategy” is in the bin."
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id == "s", timeout=20000)

    def it_offers_it_no_longer_once_the_strategy_is_closed(self, qtbot, opened, document):
        reviewed(qtbot, opened, document).accept()
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id != "s", timeout=20000)
        told(qtbot, opened)
        opened.close_strategy()
        qtbot.waitUntil(lambda: not opened.statusBar().findChildren(Notice))

    def it_leads_back_to_the_other_library_whose_strategy_gave_way_to_the_import(
        self, qtbot, opened, document, tmp_path, library_file
    ):
        into(opened, reviewed(qtbot, opened, document), tmp_path / "new.engross").accept()
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id != "s", timeout=20000)
        qtbot.mouseClick(told(qtbot, opened).button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id == "s", timeout=20000)
        assert opened.library.path_or_url == str(library_file)

    def it_leads_to_the_first_page_where_no_strategy_gave_way_to_the_import(
        self, qtbot, new_window, document, tmp_path
    ):
        window = new_window()
        into(window, reviewed(qtbot, window, document), tmp_path / "new.engross").accept()
        qtbot.waitUntil(lambda: window.desk is not None, timeout=20000)
        qtbot.mouseClick(told(qtbot, window).button, Qt.MouseButton.LeftButton)
        assert window.desk is None
        assert window.library.strategies() == ()

    def it_asks_before_it_takes_back_an_import_that_was_worked_on(self, qtbot, opened, document, ask):
        reviewed(qtbot, opened, document).accept()
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id != "s", timeout=20000)
        notice = told(qtbot, opened)
        opened.desk.draft.typed(opened.desk.id, "title", lambda: "Worked on")
        qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
        assert ask.asked[-1][:2] == ("yes", "Delete strategy")
        assert opened.desk.root.title == "Worked on"

    def it_adds_to_the_library_that_is_open(self, qtbot, opened, document, library_file):
        review = reviewed(qtbot, opened, document)
        assert review.parts.library.text() == str(library_file)
        review.accept()
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id != "s", timeout=20000)
        assert len(opened.library.strategies()) == 2

    def it_adds_a_copy_of_a_strategy_that_is_there_as_another_one(self, qtbot, opened, tmp_path, ask):
        copy = opened.services.export(opened.desk.copy_of(), tmp_path / "copy.docx", "plain")
        review = reviewed(qtbot, opened, copy)
        assert review.desk.root.id == "s"
        review.accept()
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id != "s", timeout=20000)
        assert "holds this strategy already" in ask.asked[-1][2]
        assert opened.desk.root.title == "Harbourne Digital Strategy"

    def it_keeps_the_review_where_it_cannot_be_stored(self, qtbot, new_window, document, tmp_path):
        place = tmp_path / "no library.engross"
        place.write_bytes(b"words")
        window = new_window()
        review = into(window, reviewed(qtbot, window, document), place)
        review.accept()
        qtbot.waitUntil(lambda: "not an Engross library" in review.parts.said.text(), timeout=20000)
        assert review.isVisible()
        assert place.read_bytes() == b"words"
        into(window, review, tmp_path / "better.engross").accept()
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)

    def it_asks_for_another_library_where_that_one_is_open_elsewhere(
        self, qtbot, new_window, document, library_file
    ):
        with held_open(library_file):
            window = new_window()
            review = into(window, reviewed(qtbot, window, document), library_file)
            review.accept()
            qtbot.waitUntil(lambda: "is open in another window" in review.parts.said.text(), timeout=20000)
            assert "Here a library that can be written to is needed." in review.parts.said.text()


class DescribeCancelling:
    def it_makes_no_library(self, qtbot, new_window, document, tmp_path):
        before = sorted(path.name for path in tmp_path.iterdir())
        window = new_window()
        review = into(window, reviewed(qtbot, window, document), tmp_path / "new.engross")
        qtbot.keyClick(review, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: window.importing.review is None)
        after = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("settings"))
        assert after == before
        assert window.library is None

    def it_leaves_the_library_as_it_was_byte_for_byte(self, qtbot, new_window, document, library_file, ask):
        before = library_file.read_bytes()
        window = new_window()
        review = into(window, reviewed(qtbot, window, document), library_file)
        review.confirm()
        review.tree.choose(review.desk.root.children[-1].id)
        review.merge()
        assert review.steps.count > 0
        ask.answers["choice"] = 1
        qtbot.mouseClick(review.parts.cancel, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.importing.review is None)
        assert library_file.read_bytes() == before
        assert not library_file.with_name(library_file.name + ".lock").exists()


class DescribeReading:
    def it_can_be_stopped(self, qtbot, look, settings, ask):
        began, seen = threading.Event(), []

        def slow(path, cancelled):
            began.set()
            while not cancelled():
                threading.Event().wait(0.005)
            seen.append("stopped")
            raise Refused("It was stopped.")

        window = MainWindow(services()._replace(read_document=slow), look, settings, ask=ask)
        qtbot.addWidget(window)
        window.show()
        window.importing.read(Path("any.docx"))
        assert began.wait(10)
        progress = window.importing.progress
        assert progress is not None
        progress.canceled.emit()
        qtbot.waitUntil(lambda: seen == ["stopped"])
        assert window.importing.progress is None
        assert window.importing.review is None
        assert ask.asked == []

    def it_can_be_stopped_until_the_review_is_shown(self, qtbot, new_window, document, monkeypatch):
        window, made = new_window(), []

        class Late(ReviewDialog):
            def __init__(self, *given):
                super().__init__(*given)
                made.append(self)
                self.destroyed.connect(lambda: made.append("gone"))
                window.importing.progress.canceled.emit()

        monkeypatch.setattr("app.ui.importing.review.ReviewDialog", Late)
        window.importing.read(document)
        qtbot.waitUntil(lambda: "gone" in made, timeout=20000)
        assert window.importing.progress is None
        assert window.importing.review is None

    @pytest.mark.parametrize(
        ("name", "bytes", "says"),
        [
            ("empty.docx", b"", "empty"), ("rubbish.docx", b"PK\3\4 no zip at all", "rubbish.docx"),
            ("there is none.docx", None, "does not exist"), ("blank.md", b"\n", "holds no words"),
        ],
    )  # fmt: skip
    def it_says_one_sentence_for_a_file_that_cannot_be_read(
        self, qtbot, new_window, tmp_path, ask, name, bytes, says
    ):
        if bytes is not None:
            (tmp_path / name).write_bytes(bytes)
        window = new_window()
        window.importing.read(tmp_path / name)
        qtbot.waitUntil(lambda: bool(ask.asked), timeout=20000)
        question, _, sentence = ask.asked[0]
        assert question == "tell"
        assert says in sentence
        assert "\n" not in sentence
        assert window.importing.progress is None


def drop(window, *paths):
    """Drags files over a window and drops them; whether the window would have them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(
        QPointF(50, 50).toPoint(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        event = QDropEvent(
            QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(window, event)
    return enter.isAccepted()


class DescribeDropping:
    def it_imports_a_document(self, qtbot, new_window, document):
        window = new_window()
        assert drop(window, document)
        qtbot.waitUntil(lambda: window.importing.review is not None, timeout=20000)

    def it_leaves_files_over_an_editor_to_the_window(self, opened, document):
        opened.desktop.go("p1")
        editor = opened.desktop.workspace.form.fields["body"].control.editor
        files, words = QMimeData(), QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(document))])
        words.setText("Plain words")
        assert not editor.canInsertFromMimeData(files)
        assert editor.canInsertFromMimeData(words)

    def it_opens_a_library(self, qtbot, new_window, library_file):
        window = new_window()
        assert drop(window, library_file)
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)

    @pytest.mark.parametrize(
        ("name", "data", "says"),
        [
            ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ("old .doc format", "save it as .docx")),
            ("notes.rtf", b"{\\rtf1", ("(RTF)", "save it as .docx")),
            ("plan.pdf", b"%PDF-1.7", ("is a PDF", "save it as .docx")),
            ("harbour.png", b"\x89PNG\r\n\x1a\n", ("drag it into a text",)),
            ("table.csv", b"a,b\n", ("Engross reads .docx, .md and .txt",)),
        ],
    )
    def it_says_what_to_do_with_a_file_that_it_cannot_read(
        self, qtbot, new_window, ask, tmp_path, name, data, says
    ):
        (tmp_path / name).write_bytes(data)
        assert drop(new_window(), tmp_path / name)
        qtbot.waitUntil(lambda: bool(ask.asked), timeout=20000)
        assert [words for words in says if words not in ask.asked[0][2]] == []

    def it_says_that_several_files_are_not_read_at_once(self, qtbot, new_window, ask, document, library_file):
        window = new_window()
        assert drop(window, document, library_file)
        assert ask.asked == []  # whoever dragged would wait for the answer
        qtbot.waitUntil(lambda: bool(ask.asked), timeout=20000)
        assert "2 files were dropped, and none was read" in ask.asked[0][2]
        assert (window.importing.progress, window.importing.review) == (None, None)

    def it_leaves_what_is_no_file_alone(self, new_window):
        assert not drop(new_window())
        page = QMimeData()
        page.setUrls([QUrl("https://example.org/plan.docx")])
        assert dropped(page) == []


def test_the_command_line_reads_what_the_window_wrote(qtbot, new_window, document, tmp_path):
    window = new_window()
    review = into(window, reviewed(qtbot, window, document), tmp_path / "new.engross")
    review.parts.title.setText("Under another name")
    review.accept()
    qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
    window.close()
    with Library.open(tmp_path / "new.engross", read_only=True) as library:
        assert [row.title for row in library.strategies()] == ["Under another name"]
        assert library.fsck().ok
        assert "Background" in titles(library.head(library.strategies()[0].id))
