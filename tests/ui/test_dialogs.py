"""Where the dialogs that ask for files begin, and where one that asks for words has the keyboard."""

import pytest
from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from app.ui.dialogs import Dialogs
from app.ui.look import style_sheet
from tests.ui.looking import look_kept


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Answers each dialog with a file in `tmp_path`, and notes where it began."""
    begun = []

    def answer(over, title, place, filter):
        begun.append(place)
        return str(tmp_path / "chosen.docx"), filter

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return begun


class DescribeTheFolderOfAFileDialog:
    def it_is_that_of_the_last_file_also_after_a_restart(self, qtbot, asked, tmp_path, monkeypatch):
        documents = tmp_path / "Documents"
        documents.mkdir()
        monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(documents))
        over = QWidget()
        qtbot.addWidget(over)
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        dialogs = Dialogs(over, settings)
        dialogs.save_file("Save", "new.docx", "")
        dialogs.open_file("Open", "")
        Dialogs(over, settings).save_file("Save", "other.docx", "")
        assert asked == [str(documents / "new.docx"), str(tmp_path), str(tmp_path / "other.docx")]

    def it_is_the_one_that_is_asked_for_where_there_is_one(self, qtbot, asked, tmp_path):
        over = QWidget()
        qtbot.addWidget(over)
        Dialogs(over).open_file("Open", "", tmp_path / "libraries")
        assert asked == [str(tmp_path / "libraries")]

    def it_stands_over_the_dialog_in_front_so_that_this_has_the_keyboard_again(
        self, qtbot, monkeypatch, tmp_path
    ):
        over, stranger = QWidget(), QDialog()
        for each in (over, stranger):
            qtbot.addWidget(each)
        front, parents = QDialog(over), []
        monkeypatch.setattr(
            QFileDialog, "getOpenFileName", lambda parent, *_: parents.append(parent) or ("", "")
        )
        for active in (over, front, stranger):
            monkeypatch.setattr(QApplication, "activeWindow", lambda active=active: active)
            Dialogs(over).open_file("Open", "")
        assert parents == [over, front, over]


class DescribeAQuestion:
    @pytest.fixture
    def answered(self, qtbot):
        """Asks, and does something with the question once it is seen; what was answered."""

        def ask(do, ways=("Stay", "Close and lose it")):
            over = QWidget()
            qtbot.addWidget(over)

            def seen():
                if (box := QApplication.activeModalWidget()) is None or not box.isVisible():
                    QTimer.singleShot(0, over, seen)
                else:
                    do(box)

            QTimer.singleShot(0, over, seen)
            return Dialogs(over).choice("Not saved", "Stay?", ways)

        return ask

    def it_is_answered_by_no_way_where_it_is_closed(self, qtbot, answered):
        assert answered(lambda box: qtbot.keyClick(box, Qt.Key.Key_Escape)) is None
        assert answered(lambda box: box.close()) is None

    def it_is_answered_by_the_way_that_is_pressed(self, qtbot, answered):
        assert answered(lambda box: qtbot.keyClick(box, Qt.Key.Key_Return)) == 0
        assert answered(lambda box: box.buttons()[1].click()) == 1

    def it_shows_its_ways_whole_also_where_they_do_not_fit_beside_one_another(self, qapp, answered):
        ways = (
            "Open read-only",
            "Try again",
            "Choose another library…",
            "Leave everything as it is",
            "Cancel",
        )
        cut = []

        def measure(box):
            qapp.processEvents()
            cut.extend(each.text() for each in box.buttons() if each.width() < each.sizeHint().width())
            box.close()

        with look_kept(qapp):
            font = qapp.font()
            font.setPointSizeF(2 * font.pointSizeF())
            qapp.setFont(font)
            qapp.setStyleSheet(style_sheet("light", 200))
            answered(measure, ways)
        assert cut == []


class DescribeADialogWithAForm:
    @pytest.fixture
    def typed(self, qtbot, monkeypatch):
        """Answers with these letters, typed without a click."""

        def answers(letters):
            def typed(dialog):
                dialog.show()
                qtbot.waitUntil(lambda shown=dialog: shown.focusWidget() is not None)
                qtbot.keyClicks(dialog.focusWidget(), letters)
                dialog.accept()
                return 1

            monkeypatch.setattr(QDialog, "exec", typed)

        return answers

    def it_takes_what_is_typed_at_once_in_place_of_what_stood_there(self, qtbot, typed):
        over = QWidget()
        qtbot.addWidget(over)
        typed("Anna Reader")
        assert Dialogs(over).text("Your name", "The name:", "root") == "Anna Reader"

    def it_asks_for_the_first_number_first(self, qtbot, typed):
        over = QWidget()
        qtbot.addWidget(over)
        typed("7\t")
        assert Dialogs(over).table_size() == (7, 3)
