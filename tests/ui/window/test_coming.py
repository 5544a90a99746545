"""Forms, pages and panels are made when they are first wanted, in turns: seen whole, and no key is lost."""

import os
import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeView

from app.models import tree
from app.models.text import Paragraph, Run
from app.ui.forms.node_form import NodeForm
from app.ui.pages.control import ControlPage
from app.ui.panels import panels
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.desktop import MUCH, PanelMaker
from tests.ui.conftest import made

AT_REST = """
import os, sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
import app.__main__
application = QApplication(["engross"])
window = app.__main__.shown(application, QSettings(sys.argv[2], QSettings.Format.IniFormat), sys.argv[1])
dear = ("numpy", "pyqtgraph", "PySide6.QtPdf", "reportlab", "docx", "lxml", "PIL", "app.ui.charts",
        "app.document.aligned", "app.ui.compare", "app.ui.pages.control", "app.ui.forms.matrix")
def tell():
    print([name for name in dear if name in sys.modules], flush=True)
    os._exit(0)
def look():
    if window.review.open is not None and not window.desktop.workspace._coming.under_way:
        timer.stop()
        QTimer.singleShot(2500, tell)
timer = QTimer()
timer.timeout.connect(look)
timer.start(5)
application.exec()
"""


@pytest.fixture
def work(opened):
    return opened.desktop.workspace


@pytest.fixture
def here(qtbot, work):
    def here(id):
        qtbot.waitUntil(lambda: work.form_on_show is not None and work.form_on_show.node_id == id)
        return work.form_on_show

    return here


def heading(work):
    waiting = work._coming.waiting
    return waiting.heading.text() if waiting.isVisible() else ""


def click(qtbot, view: Any, id):
    index = view.model().index_of(id)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


class DescribeAStrategyAtRest:
    def it_has_imported_nothing_that_only_other_pages_need(self, library_file, settings):
        done = subprocess.run(
            [sys.executable, "-c", AT_REST, str(library_file), settings.fileName()],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert done.stdout == "[]\n"


class DescribePartsThatWerePasted:
    @pytest.fixture
    def theme(self, opened, here):
        many = [made("priority", f"many{n}", f"Priority {n}") for n in range(MUCH)]
        opened.desk.draft.do(lambda root: tree.insert_all(root, "t2", many), "Add many")
        opened.desktop.go("t2")
        here("t2")
        opened.desktop.structure.copy(["t2"])
        return opened.desk.node("t2").title

    def they_are_chosen_at_once_and_shown_in_turns_of_their_own(self, opened, work, here, theme):
        before = opened.desk.root.ids
        opened.desktop.structure.paste("t2")
        (pasted,) = opened.desktop.tree.view.chosen_ids()
        assert pasted not in before
        assert work.form_on_show is None
        assert heading(work) == opened.desk.called(opened.desk.node(pasted))
        form = here(pasted)
        assert form.fields["title"].control.value() == theme
        assert tuple(form.tables["priority"].model.nodes) == opened.desk.node(pasted).children

    def they_get_the_keys_struck_meanwhile(self, qtbot, opened, work, here, theme):
        work.form.tables["priority"].view.setFocus()
        opened.desktop.structure.paste("t2")
        (pasted,) = opened.desktop.tree.view.chosen_ids()
        waiting = work._coming.waiting
        assert opened.focusWidget() is waiting
        qtbot.keyClick(waiting, Qt.Key.Key_Tab)
        assert here(pasted).isAncestorOf(opened.focusWidget())

    def they_can_be_deleted_or_undone_before_they_are_shown(self, qtbot, opened, work, here, theme):
        before = opened.desk.root
        opened.desktop.structure.paste("t2")
        (pasted,) = opened.desktop.tree.view.chosen_ids()
        qtbot.keyClick(opened.desktop.tree.view, Qt.Key.Key_Delete)
        assert opened.desk.root == before
        opened.desk.draft.undo()
        assert pasted in opened.desk.root.ids
        opened.desk.draft.undo()
        assert opened.desk.root == before
        opened.desk.draft.redo()
        assert here(pasted).fields["title"].control.value() == theme


class DescribeAFormThatWasNeverShown:
    def it_is_named_at_once_and_then_shown_whole(self, qtbot, opened, work, here):
        opened.desktop.tree.unfold(["s", "v", "t1"])
        named = []
        opened.desktop.shown_changed.connect(lambda _: named.append(heading(work)))
        click(qtbot, opened.desktop.tree.view, "t1")
        assert named == [opened.desk.called(opened.desk.node("t1"))]
        form = here("t1")
        assert form.isVisible()
        assert heading(work) == ""
        assert form.fields["aim"].isVisible()
        assert form.fields["title"].control.value() == "Digital place"
        assert form.tables["priority"].model.rowCount() == 3
        assert form.size() == work._stack.size()

    def it_is_told_to_be_coming_only_to_who_waits_long(self, qtbot, opened, work):
        waiting = work._coming.waiting
        waiting.wait_for("A theme")
        assert waiting.sign.isHidden()
        qtbot.waitUntil(lambda: not waiting.sign.isHidden())
        waiting.wait_for("Another")
        assert waiting.sign.isHidden()

    def it_gets_the_keyboard_from_the_form_before_and_the_keys_struck_meanwhile(
        self, qtbot, opened, work, here
    ):
        work.form.focus_first()
        opened.desktop.go("t1")
        waiting = work._coming.waiting
        assert opened.focusWidget() is waiting
        qtbot.keyClick(waiting, Qt.Key.Key_End)
        qtbot.keyClicks(waiting, " two")
        form = here("t1")
        title = form.fields["title"].control
        assert opened.focusWidget() is title.focusProxy()
        assert title.value() == "Digital place two"
        opened.desk.draft.flush()
        assert opened.desk.node("t1").title == "Digital place two"

    def it_gets_tab_too(self, qtbot, opened, work, here):
        work.form.focus_first()
        opened.desktop.go("t1")
        qtbot.keyClick(work._coming.waiting, Qt.Key.Key_Tab)
        form = here("t1")
        assert form.isAncestorOf(opened.focusWidget())
        assert opened.focusWidget() is not form.fields["title"].control.focusProxy()

    def it_still_gets_the_keys_struck_before_the_strategy_was_closed(self, qtbot, opened, work):
        work.form.focus_first()
        opened.desktop.go("t1")
        qtbot.keyClick(work._coming.waiting, Qt.Key.Key_End)
        qtbot.keyClicks(work._coming.waiting, " two")
        library = opened.library
        opened.close_strategy()
        assert tree.find(library.head("s"), "t1").title == "Digital place two"

    def it_leaves_the_keyboard_in_the_tree(self, qtbot, opened, work, here):
        view = opened.desktop.tree.view
        view.setFocus()
        opened.desktop.go("t1")
        here("t1")
        assert opened.focusWidget() is view

    def it_need_not_be_whole_to_be_commented_on(self, qtbot, opened, work, here):
        qtbot.waitUntil(lambda: opened.review.open is not None, timeout=10000)
        opened.desktop.tree.view.setFocus()
        opened.desktop.go("t1")
        opened.actions_by_name["comment"].trigger()
        assert work.form_on_show is None
        review = opened.review.open
        assert review.comments.about.text() == opened.desk.called(opened.desk.node("t1"))
        here("t1")
        assert opened.focusWidget() is review.comments.writing.focusProxy()

    def it_gives_way_to_another_part_and_loses_nothing_by_it(self, opened, work, here):
        work.form.focus_first()
        opened.desktop.go("t1")
        next(work._making("theme"))
        opened.desktop.go("p1")
        assert heading(work) == opened.desk.called(opened.desk.node("p1"))
        here("p1")
        assert "theme" not in work._pages
        opened.desktop.go("t2")
        assert here("t2").fields["title"].control.value() == "Digital workforce"
        assert len([form for form in work._stack.findChildren(NodeForm) if form.kind == "theme"]) == 1

    def it_gets_its_keys_where_another_part_is_chosen_meanwhile(self, qtbot, opened, work, here):
        work.form.focus_first()
        opened.desktop.go("t1")
        qtbot.keyClick(work._coming.waiting, Qt.Key.Key_End)
        qtbot.keyClicks(work._coming.waiting, " two")
        opened.desktop.go("p1")
        assert here("p1").fields["title"].control.value() == "Priority 1"
        opened.desk.draft.flush()
        assert opened.desk.node("t1").title == "Digital place two"

    def it_is_made_to_the_end_where_somebody_asks_for_it(self, opened, work):
        opened.desktop.go("t1")
        assert work.form_on_show is None
        assert work.form.node_id == "t1"
        assert work.form is work.form_on_show

    def it_shows_what_was_changed_meanwhile(self, opened, work, here):
        opened.desktop.go("t1")
        opened.desktop.structure.rename("t1", "Another name")
        assert here("t1").fields["title"].control.value() == "Another name"

    def it_is_not_missed_where_its_part_goes(self, qtbot, opened, work, here):
        opened.desktop.go("t1")
        opened.desktop.structure.remove(["t1"])
        assert work.shown_id != "t1"
        here(work.shown_id)

    def it_is_not_missed_where_the_strategy_is_closed(self, qtbot, opened):
        opened.desktop.go("t1")
        opened.close_strategy()
        with qtbot.waitSignal(opened.putting_up.there, timeout=20000):
            opened.opening.show(opened.library, "s")
        assert opened.desktop.workspace.form.node_id == "t1"

    def it_is_made_only_then(self, opened, work):
        assert set(work._pages) == {work.form.kind}


@pytest.fixture
def long(opened, work):
    """Two themes with texts that take long, and a form of their kind."""
    bodies = {
        id: tuple(plain_paragraph(f"{id} {n} " + "word " * 100) for n in range(60)) for id in ("t1", "t2")
    }
    for id, body in bodies.items():
        opened.desk.draft.do(lambda root, id=id, body=body: tree.change(root, id, body=body), "Written")
    opened.desktop.go("t1")
    assert work.form.node_id == "t1"
    return bodies


def plain_paragraph(words):
    return Paragraph((Run(words.strip()),))


class DescribeALongTextInAFormThatWasShown:
    def it_is_named_at_once_and_then_shown_whole(self, opened, work, here, long):
        opened.desktop.go("t2")
        assert heading(work) == opened.desk.called(opened.desk.node("t2"))
        editor = here("t2").fields["body"].control.editor
        assert heading(work) == ""
        assert editor.blocks() == long["t2"]
        assert editor.textCursor().position() == 0
        assert editor.height() > work._stack.height()

    def it_comes_in_many_steps_at_none_of_which_half_of_it_is_a_parts(self, opened, work, long):
        form, told = work.form, []
        form.typed.connect(lambda *said: told.append(said))
        whose = [form.node_id for _ in form.filling(opened.desk.node("t2"), opened.desk.numbers)]
        assert len(whose) > 5
        assert set(whose[:-1]) == {""}
        assert whose[-1] == "t2"
        assert told == []

    def it_gives_way_to_another_part_and_is_whole_when_it_is_chosen_again(self, opened, work, here, long):
        for id in ("t2", "t1"):
            filling = work.form.filling(opened.desk.node("t2"), opened.desk.numbers)
            next(filling)
            next(filling)
            filling.close()
            opened.desktop.go(id)
            assert here(id).fields["body"].control.editor.blocks() == long[id]
        opened.desk.draft.flush()
        assert {id: opened.desk.node(id).body for id in long} == long

    def it_gets_the_keys_struck_meanwhile_where_the_keyboard_was(self, qtbot, opened, work, here, long):
        work.form.focus_field("body")
        opened.desktop.go("t2")
        qtbot.keyClicks(work._coming.waiting, "so ")
        editor = here("t2").fields["body"].control.editor
        assert opened.focusWidget() is editor
        opened.desk.draft.flush()
        first, *rest = opened.desk.node("t2").body
        assert first.runs[0].text.startswith("so t2 0 word")
        assert tuple(rest) == long["t2"][1:]

    def it_is_shown_as_it_was_changed_meanwhile(self, opened, work, here, long):
        opened.desktop.go("t2")
        changed = long["t2"][:40]
        opened.desk.draft.do(lambda root: tree.change(root, "t2", body=changed), "Shortened")
        assert here("t2").fields["body"].control.editor.blocks() == changed


class DescribeAPageThatWasNeverShown:
    def it_is_shown_whole(self, qtbot, opened, work):
        opened.desktop.go(CONTROL_PAGE)
        assert heading(work) == opened.desk.house.heading("control")
        qtbot.waitUntil(lambda: not work._coming.under_way)
        assert work.control.isVisible()
        assert work.control.fields["title"].control.value() == opened.desk.root.title
        opened.desktop.go(VERSIONS_PAGE)
        assert heading(work) == opened.desk.house.heading("versions")
        qtbot.waitUntil(lambda: not work._coming.under_way)
        assert work.versions.isVisible()

    def it_is_made_anew_where_it_could_not_be_made(self, opened, work, monkeypatch):
        faults, field = [OSError("No room")], ControlPage._field

        def failing(*given, **named):
            if faults:
                raise faults.pop()
            return field(*given, **named)

        monkeypatch.setattr(ControlPage, "_field", failing)
        opened.desktop.go(CONTROL_PAGE)
        with pytest.raises(OSError, match="No room"):
            work.finish()
        opened.desktop.go("p1")
        opened.desktop.go(CONTROL_PAGE)
        work.finish()
        assert work.control.isVisible()


class DescribeAPanelThatWasNeverShown:
    @pytest.fixture
    def window(self, qtbot, look, settings, ask, library_file, opened):
        desktop = opened.desktop
        desktop._panels = {activity.key: (activity.name, maker) for activity, maker in panels().items()}
        return opened

    def it_is_named_at_once(self, qtbot, window):
        desktop = window.desktop
        desktop.show_activity("approval")
        assert heading(desktop) == "Approval"
        qtbot.waitUntil(lambda: "approval" in desktop._made, timeout=20000)
        assert desktop.middle.currentWidget() is desktop.panel("approval")
        assert heading(desktop) == ""

    def it_is_not_shown_where_one_went_elsewhere_and_comes_whole_later(self, qtbot, window):
        desktop, shown = window.desktop, []
        desktop.show_activity("costs", shown.append)
        desktop.show_activity("draft")
        assert desktop.middle.currentWidget() is desktop.workspace
        desktop.show_activity("approval", shown.append)
        qtbot.waitUntil(lambda: bool(shown), timeout=20000)
        assert shown == [desktop.panel("approval")]
        desktop.show_activity("costs", shown.append)
        qtbot.waitUntil(lambda: len(shown) == 2, timeout=20000)
        assert desktop.middle.currentWidget() is desktop.panel("costs") is shown[1]

    def it_is_not_made_once_the_strategy_is_closed(self, window):
        desktop = window.desktop
        desktop.go("t1")
        desktop.show_activity("approval")
        window.close_strategy()
        assert not desktop._coming.under_way
        assert not desktop.workspace._coming.under_way

    @pytest.mark.parametrize("leave", ["another activity", "the strategy"])
    def it_gets_the_keys_struck_for_it_before_one_goes_elsewhere(self, qtbot, window, leave):
        desktop, lines = window.desktop, []

        def make(desk):
            lines.append(QLineEdit())
            return lines[0]

        desktop._panels["odd"] = ("Odd", PanelMaker(make))
        desktop.workspace.form.focus_first()
        writing = window.focusWidget()
        desktop.show_activity("odd")
        assert window.focusWidget() is desktop._coming.waiting
        qtbot.keyClicks(desktop._coming.waiting, "two")
        if leave == "the strategy":
            desktop.leave()
        else:
            desktop.show_activity("draft")
            assert window.focusWidget() is writing
        assert [line.text() for line in lines] == ["two"]

    @pytest.mark.parametrize("failing", ["make", "follow"])
    def it_is_tried_again_where_it_could_not_be_made(self, window, failing):
        desktop, faults = window.desktop, [OSError("No room")]

        def fail(deed):
            if deed == failing and faults:
                raise faults.pop()

        class Odd(QTreeView):
            def follow(self, id):
                fail("follow")

        def make(desk):
            fail("make")
            return Odd()

        desktop._panels["odd"] = ("Odd", PanelMaker(make))
        desktop.show_activity("odd")
        with pytest.raises(OSError, match="No room"):
            desktop.panel("odd")
        desktop.show_activity("odd")
        assert isinstance(desktop.panel("odd"), Odd)
