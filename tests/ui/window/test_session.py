"""The last session comes back: strategy, part, scroll, window; also after the program was killed."""

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QLineEdit

from app.ui.window.place_keeping import PlaceKeeping
from app.ui.window.session import Place, keep_place, last_open, place_in, show_fitting, tell_unkept


def restored(qtbot, window):
    window.restore_session()
    qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
    return window


class DescribeTheSizeOfANewWindow:
    def it_is_that_of_a_screen_on_which_it_would_not_fit(self, qtbot, new_window):
        window = new_window()
        room = window.screen().availableSize()
        for size, filling in (QSize(room.width() // 2, room.height() // 2), False), (room, True):
            window.hide()
            window.setMinimumSize(100, 100)
            window.resize(size)
            show_fitting(window)
            assert window.isMaximized() == filling


class DescribeTheLastSession:
    def it_comes_back_with_part_scroll_and_geometry(self, qtbot, opened, new_window):
        opened.resize(800, 610)  # the offscreen screen is no wider
        opened.desktop.go("t1")
        bar = opened.desktop.workspace.form.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 80)
        bar.setValue(80)
        opened.close()
        window = restored(qtbot, new_window())
        assert window.desktop.workspace.shown_id == "t1"
        assert window.size() == QSize(800, 610)
        again = window.desktop.workspace.form.verticalScrollBar()
        qtbot.waitUntil(lambda: again.value() == 80)

    def it_comes_back_with_what_was_unfolded_and_the_widths_of_its_parts(self, qtbot, opened, new_window):
        tree, splitter = opened.desktop.tree, opened.desktop.splitter
        opened.desktop.go("v")
        tree.view.collapse(tree.model.index_of("t1"))
        unfolded = set(tree.unfolded())
        assert unfolded > {"v", "t2"}
        splitter.setSizes([opened.desktop.tree.minimumWidth() + 37, *splitter.sizes()[1:]])
        wide = splitter.sizes()[0]
        opened.close()
        window = restored(qtbot, new_window())
        assert set(window.desktop.tree.unfolded()) == unfolded
        assert window.desktop.splitter.sizes()[0] == wide

    def it_is_known_at_once_and_not_only_when_the_window_closes(self, opened, library_file):
        assert last_open(opened.settings) == (str(library_file), "s")

    def it_remembers_the_part_that_is_shown_at_once(self, qtbot, opened, new_window):
        opened.desktop.go("p2")
        assert str(opened.settings.value("place/s/node")) == "p2"

    def it_remembers_scroll_and_unfolding_when_one_comes_to_rest(self, qtbot, opened):
        opened.resize(800, 610)
        opened.desktop.go("t1")
        opened.desktop.tree.unfold(["plan"])
        bar = opened.desktop.workspace.form.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 80)
        bar.setValue(80)
        qtbot.waitUntil(lambda: place_in(opened.settings, "s").scroll == 80)
        assert "plan" in place_in(opened.settings, "s").unfolded
        assert opened.settings.value("window/geometry") == opened.saveGeometry()

    def it_keeps_no_place_of_a_part_that_is_still_being_made(self, qtbot, opened):
        keeping = opened.desktop.findChild(PlaceKeeping)
        keep_place(opened.settings, "s", Place("t1", 80))
        opened.desktop.workspace.show_part("g")
        assert opened.desktop.workspace.form_on_show is None
        keeping.keep()
        assert place_in(opened.settings, "s") == Place("t1", 80)

    def it_says_so_where_the_library_is_gone(self, new_window, settings, tmp_path):
        settings.setValue("last/library", str(tmp_path / "away.engross"))
        window = new_window()
        window.restore_session()
        assert "away.engross is not there any more" in window.welcome.state.text()
        settings.setValue(
            "last/library", str(tmp_path / ("n" * 300))
        )  # no disk can say of this whether it is there
        window.restore_session()
        assert "nnn is not there any more" in window.welcome.state.text()
        assert window.desktop is None
        assert window.findChildren(QLineEdit) == []


class DescribeSettingsThatCannotBeKept:
    def they_are_told_of_with_what_to_do(self, new_window, tmp_path):
        window = new_window()
        kept = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
        tell_unkept(kept, window)
        assert window.statusBar().currentMessage() == ""
        (
            tmp_path / "file"
        ).touch()  # where a folder should be, which not even an administrator can write into
        unkept = QSettings(str(tmp_path / "file" / "unkept.ini"), QSettings.Format.IniFormat)
        tell_unkept(unkept, window)
        said = window.statusBar().currentMessage()
        assert "unkept.ini cannot be written; ask whoever looks after this computer" in said


class DescribeQuitting:
    def it_closes_every_window(self, qtbot, opened, new_window):
        second = new_window()
        second.actions_by_name["quit"].trigger()
        qtbot.waitUntil(lambda: not second.isVisible() and not opened.isVisible())
