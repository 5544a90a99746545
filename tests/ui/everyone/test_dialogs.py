"""Every dialog by keys alone and for every ear: named controls, Tab reaches all, Escape leaves."""

import ast
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QRadioButton, QScrollArea, QTextEdit
from shiboken6 import isValid

from app.models.approval import Condition
from app.resources import resource_root
from app.services.reviewing import TakenIn
from app.store.rows import StrategyRow
from app.ui import dialogs
from app.ui.approval.closing import ClosingDialog
from app.ui.approval.outcome import OutcomeDialog
from app.ui.checking.dialog import CheckDialog
from app.ui.dialog_size import room_for
from app.ui.dialogs import Dialogs, PictureDialog
from app.ui.link_dialog import LinkDialog
from app.ui.pages.versions import SaveVersionDialog
from app.ui.picker import Entry, Picker
from app.ui.reports.missing import LedgerDialog
from app.ui.review.send import SendDialog
from app.ui.review.taking_in import TakenInDialog
from app.ui.window.bin import BinDialog
from app.ui.window.earlier import as_blocks
from app.ui.window.export import ExportDialog
from app.ui.window.fault_dialog import FaultDialog
from app.ui.window.find import FindDialog
from app.ui.window.guide import GuideDialog
from app.ui.window.help import about_sheet, shortcut_sheet, tour_sheet
from app.ui.window.reader import ReaderDialog, reading_words
from app.ui.window.welcome import NewDialog
from docs.picture_of_merge import merge_window
from tests.ui.everyone.conftest import looks_as_chosen, work_done
from tests.ui.everyone.test_keys import by_tab, doubled, stops_of_tab, told
from tests.ui.everyone.test_names import name_of, own, silent_in, unsaid_choices, untold
from tests.ui.test_accessible import named_below


def picker(window):
    return Picker("Go to or do", [Entry("One"), Entry("Two")], "Nothing is called that.", window)


def export(window):
    desk = window.desk
    return ExportDialog("Strategy", desk.versions(), desk.houses, "plain", Path.home(), "", window)


def outcome(window):
    panel = made(window, "approval")
    shown = panel.standing
    return OutcomeDialog(panel._approving, shown.route, shown.stages[0], window)


def made(window, activity):
    window.desktop.show_activity(activity)
    work_done()
    return window.desktop.panel(activity)


def reader(window):
    desk = window.desk
    words = reading_words(window)
    made = ReaderDialog(
        "V1", lambda: as_blocks(desk.root, desk.numbers, desk.house, words), desk.draft, desk.ask,
        restores=True, exports=True, parent=window,
    )  # fmt: skip
    work_done()
    return made


def review(window):
    """The review of an import, of a document just written."""
    with TemporaryDirectory() as folder:
        document = Path(folder, "plan.md")
        document.write_text("# Plan\n\n## Background\n\nWhy we write.\n", encoding="utf-8")
        window.importing.read(document)
        for _ in range(200):
            work_done()
            if window.importing.review is not None:
                return window.importing.review
    raise AssertionError("the document was not read")


def closing(window):
    approving = made(window, "approval")._approving
    return ClosingDialog(approving, 1, 0, Condition("Cost the second route before it is decided."), window)


def asked(window, ask):
    """The dialog in which a question is asked, without an answer to it."""
    put = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialogs, "answered", put.append)
        ask(Dialogs(window))
    return put[0]


def nothing(*about):
    raise AssertionError("nothing is asked about here")


DELETED = "2026-06-02T09:00:00+00:00"
DIALOGS = {
    "picker": picker,
    "export": export,
    "find": lambda window: FindDialog(window.desk, window),
    "guide": lambda window: GuideDialog("Comparing", window),
    "new": lambda window: NewDialog(window.desk.houses, str(Path.home() / "S.engross"), window),
    "picture": lambda window: PictureDialog(window, b"", ""),
    "save version": lambda window: SaveVersionDialog("V2", lambda: "One priority added", window),
    "shortcuts": lambda window: shortcut_sheet(window.actions_by_name.values(), window),
    "tour": tour_sheet,
    "about": about_sheet,
    "check a copy": lambda window: CheckDialog(nothing, nothing, (), window.ask, window),
    "merge": lambda window: merge_window(window.desk, window),
    "outcome": outcome,
    "reader": reader,
    "send": lambda window: SendDialog("Plan", window.desk.versions(), "A. Owen", Path.home(), window),
    "import": review,
    "condition": closing,
    "fault": lambda window: FaultDialog("Engross 1.0\nValueError: unforeseen", window),
    "link": lambda window: LinkDialog(window, "our quays", "#a", [Entry("1 Quays", "Theme", "theme", None)]),
    "sign-offs": lambda window: LedgerDialog((), {}, window),
    "taken in": lambda window: TakenInDialog(
        "back.docx", TakenIn(1, 0, ("Ann inserted “by order”.",)), window
    ),
    "bin": lambda window: BinDialog(
        [StrategyRow("x", "Old plan", "plain", "", binned=DELETED)], parent=window
    ),
    "a choice": lambda window: asked(window, lambda ask: ask.choice("Closing", "Stay?", ("Stay", "Close"))),
    "a sentence": lambda window: asked(window, lambda ask: ask.tell("Export", "The disk is full.")),
    "a line": lambda window: asked(window, lambda ask: ask.text("Your name", "The name", "A. Owen")),
    "a table's size": lambda window: asked(window, lambda ask: ask.table_size()),
}


class Windows(QObject):
    """The controls that were shown as windows of their own, since they were not yet in one."""

    def __init__(self):
        super().__init__()
        self.strays = []

    def eventFilter(self, watched, event):
        comes = event.type() == QEvent.Type.Show
        control = comes and isinstance(watched, QAbstractButton | QLabel | QTextEdit) and watched.isWindow()
        if control and watched.windowType() != Qt.WindowType.ToolTip:
            self.strays.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qapp):
    windows = Windows()
    qapp.installEventFilter(windows)
    yield windows
    qapp.removeEventFilter(windows)


@pytest.fixture(params=DIALOGS)
def dialog(request, at, windows):
    dialog = DIALOGS[request.param](at("theme"))
    dialog.show()
    dialog.activateWindow()
    work_done()
    yield dialog
    if isValid(dialog):
        dialog.close()
        work_done()
    if isValid(dialog):
        dialog.setParent(None)
        dialog.deleteLater()
        work_done()


@pytest.fixture
def enlarged(window, look):
    """The window at its smallest with the largest text, for as long as a test takes."""
    look.set_percent(200)
    looks_as_chosen(look)
    window.resize(1024, 700)
    work_done()
    yield
    look.set_percent(100)
    looks_as_chosen(look)
    window.resize(1280, 800)


class DescribeDialogsWithLargeText:
    def they_have_room_on_a_small_screen(self, enlarged, dialog):
        room = dialog.parentWidget().window().size().expandedTo(room_for(dialog))
        assert dialog.size().boundedTo(room) == dialog.size()
        assert [
            name_of(each)
            for each in dialog.findChildren(QAbstractButton)
            if each.isVisible() and is_outside(each)
        ] == []

    @pytest.mark.parametrize("dialog", ["export"], indirect=True)
    def it_shows_whole_what_belongs_into_the_lines_for_a_signature(self, enlarged, dialog):
        for line in (dialog.signing.certificate, dialog.signing.passphrase):
            assert line.fontMetrics().horizontalAdvance(line.placeholderText()) + 20 <= line.width()


def is_outside(control):
    within = control.window()
    place = control.mapTo(within, control.rect().topLeft())
    return not within.rect().adjusted(-1, -1, 1, 1).contains(control.rect().translated(place)) and not any(
        isinstance(above, QScrollArea) for above in holders(control)
    )


def holders(control):
    while (control := control.parentWidget()) is not None:
        yield control


class DescribeDialogs:
    def they_flash_up_no_control_as_a_window_before_it_has_its_place(self, dialog, windows):
        assert windows.strays == []

    def they_name_every_control(self, dialog):
        assert dialog.windowTitle()
        assert [
            (type(control).__name__, role.name)
            for control, role, name in named_below(dialog)
            if not name.strip() and own(control)
        ] == []

    def they_give_a_role_and_a_name_to_whatever_takes_the_keyboard(self, dialog):
        assert silent_in(dialog) == []

    def they_tell_what_is_chosen_by_each_choice(self, dialog):
        assert unsaid_choices(dialog) == []

    def they_tell_by_a_tooltip_what_a_picture_alone_means(self, dialog):
        assert untold(dialog) == []

    def they_are_used_by_tab_alone(self, dialog):
        wanted = stops_of_tab(dialog)
        reached = by_tab(dialog.focusWidget() or next(iter(wanted)), 4 * len(wanted) + 20)
        # Qt leads to one of several radio buttons, and the arrow keys lead from there.
        chosen_from = {button.parentWidget() for button in reached if isinstance(button, QRadioButton)}
        missed = {
            control
            for control in wanted - set(reached)
            if not isinstance(control, QRadioButton) or control.parentWidget() not in chosen_from
        }
        assert told(missed) == []

    def they_begin_where_one_would_type_or_read(self, dialog):
        assert dialog.focusWidget() is not None

    def they_are_left_by_escape(self, dialog):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not isValid(dialog) or not dialog.isVisible()

    def they_mean_one_thing_by_each_letter(self, dialog):
        meant = {}
        for button in dialog.findChildren(QAbstractButton):
            if button.isVisible() and not button.shortcut().isEmpty():
                meant.setdefault(button.shortcut().toString(), []).append(button.text() or name_of(button))
        assert doubled(meant) == {}


def dialogs_of_the_window():
    """The names of all classes of dialogs in the source, by what they are made of."""
    made_of = {}
    for source in (resource_root().parent / "app" / "ui").rglob("*.py"):
        for each in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(each, ast.ClassDef):
                made_of[each.name] = {getattr(base, "id", "") for base in each.bases}
    found = {"QDialog", "QMessageBox"}
    while more := {name for name, bases in made_of.items() if bases & found} - found:
        found |= more
    return found & set(made_of)


def test_no_dialog_is_left_out(at):
    window = at("theme")
    put = [make(window) for make in DIALOGS.values()]
    tried = {kind.__name__ for dialog in put for kind in type(dialog).__mro__}
    for dialog in put:
        dialog.close()
        dialog.deleteLater()
    work_done()
    assert dialogs_of_the_window() - tried == set()
