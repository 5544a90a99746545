"""The main window: shown at once, its library loaded behind it. It wires what it is given and decides nothing.

Imports models and Qt only; every activity of the program comes with `Services`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QSettings, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app.ui.ask import Ask, asked_later
from app.ui.desk import Desk, Services
from app.ui.draft import Draft
from app.ui.importing.flow import ImportFlow
from app.ui.keyboard import led_by_tab, led_to_area, pressed_by_enter
from app.ui.look import SCHEMES, Look
from app.ui.review.wiring import Review
from app.ui.sources import OpenLibrary
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window import session
from app.ui.window.actions import NEED_STRATEGY, WRITE, make_actions, menu_of, translated, words_of
from app.ui.window.approvals import Approvals
from app.ui.window.arriving import Arriving, complete
from app.ui.window.binning import Binning
from app.ui.window.clipboard import DEEDS, on_clipboard
from app.ui.window.commands import Commands
from app.ui.window.desktop import Desktop, PanelMaker
from app.ui.window.dropping import FileDrops
from app.ui.window.greeting import Greeting
from app.ui.window.leaving import leave, may_leave
from app.ui.window.opening import Opened, Opening, library_filter, library_for_new, title_of
from app.ui.window.parts import Activity, StateBar
from app.ui.window.place_keeping import PlaceKeeping
from app.ui.window.putting_up import PuttingUp
from app.ui.window.recent import remember_state
from app.ui.window.room import Room
from app.ui.window.settling import settle
from app.ui.window.sharing import Sharing
from app.ui.window.standing import Standing
from app.ui.window.taking_down import TakingDown

if TYPE_CHECKING:
    from app.ui.window.welcome import WelcomePage

SAY_MS = 6000


class MainWindow(QMainWindow):
    """One strategy in a window, or the welcome page."""

    def __init__(
        self,
        services: Services,
        look: Look,
        settings: QSettings,
        panels: Mapping[Activity, PanelMaker] | None = None,
        ask: Ask | None = None,
        sharing: Sharing | None = None,
    ) -> None:
        super().__init__()
        self.services, self.look, self.settings = services, look, settings
        self.ask: Ask = ask or asked_later(self._dialogs)
        self.panels = dict(panels or {})
        self.sharing = sharing or Sharing(services.back_up)
        self.desktop: Desktop | None = None
        self._library: OpenLibrary | None = None
        self._for_new = ""
        self._standing: Standing | None = None
        self._frame()
        self._bring_in_deeds()
        self._bring_in_actions()
        self._connect()
        self._show_look()
        self._when_desktop()

    @property
    def desk(self) -> Desk | None:
        """The open strategy; None on the welcome page."""
        return self.desktop.desk if self.desktop else None

    @property
    def library(self) -> OpenLibrary | None:
        """The open library, waited for where it is on its way; None on the welcome page."""
        self.arriving.settle()
        return self._library

    @property
    def welcome(self) -> WelcomePage:
        """The page that greets."""
        return self.greeting.page

    # Opening and closing

    def open_library(
        self, target: str, strategy: str = "", *, read_only: bool = False, anew: bool = False
    ) -> None:
        """Opens a library behind the window, at a strategy or at its first; `anew`, also where it is open."""
        if not anew and self.library is not None and self.library.path_or_url == target:
            self.open_strategy(strategy)
            return
        if not may_leave(self):
            return
        self.close_strategy()
        self._close_library()
        if shared := self.sharing.find(target):
            self.opening.show(shared, strategy)
            return
        self.greeting.say_opening(self.tr("Opening {}…").format(title_of(target)))
        self.opening.open(target, strategy, read_only=read_only)

    def open_strategy(self, strategy: str) -> None:
        """Shows another strategy of the open library."""
        if self.library is not None and may_leave(self):
            self.opening.show(self.library, strategy)

    def close_strategy(self) -> None:
        """Saves what was typed and goes to the welcome page."""
        self.putting_up.finish()
        self.arriving.end()
        if self.desktop is None:
            return
        desktop, self.desktop = self.desktop, None
        self.review.leave()
        desktop.leave()
        desktop.desk.draft.flush()
        self.sharing.forget(desktop.desk)
        if desktop.desk.is_there:
            remember_state(self.settings, desktop.desk, leaving=True)
        session.keep_place(self.settings, desktop.desk.id, desktop.place())
        self.room.leave()
        session.keep_window(self.settings, self, desktop.splitter, self.sides)
        self.greeting.show()
        self.stack.removeWidget(desktop)
        self.taking_down.begin(desktop)
        self._when_desktop()

    def close_library(self) -> None:
        """Lets go of the library in which no strategy is on show here any more, if there is one."""
        self._close_library()
        self._when_desktop()

    def new_strategy(self) -> None:
        """Asks what a new strategy begins with, makes it, and opens it."""
        from app.ui.window.beginning import begin_strategy

        begin_strategy(self)

    def show_strategy(self, library: OpenLibrary, strategy: str) -> None:
        """Shows a strategy of an open library, which may be another than this window has now."""
        if not may_leave(self):
            self.sharing.close_unheld(library)
            return
        if library is not self.library:
            self.close_strategy()
            self._close_library()
        self.opening.show(library, strategy)

    def restore_session(self) -> None:
        """Opens what was open last, if anything was; says so where it is gone."""
        last, strategy = session.last_open(self.settings)
        if last and ("://" in last or QFileInfo.exists(last)):
            self.open_library(last, strategy)
        elif last:
            self.greeting.say(
                self.tr("{} is not there any more; put it back, or open another library.").format(last)
            )

    def new_window(self, strategy: str = "") -> None:
        """A further window, which shares the open library."""
        window = MainWindow(self.services, self.look, self.settings, self.panels, sharing=self.sharing)
        self.sharing.keep(window)
        session.show_fitting(window)
        if self.library is not None:
            window.opening.show(self.library, strategy or (self.desk.id if self.desk else ""))
        else:
            window.greeting.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_by_enter(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return led_by_tab(self._areas(), forward=next) or super().focusNextPrevChild(next)

    def _areas(self) -> tuple[QWidget, ...]:
        return (*self.desktop.areas(), self.state) if self.desktop else ()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not may_leave(self):
            event.ignore()
            return
        self.arriving.end()
        if self.desk is not None and self.desk.is_there:
            session.keep_last(self.settings, self.desk.library.path_or_url, self.desk.id)
        try:
            self.opening.leave()
            self.importing.stop()
            self.close_strategy()
            self.taking_down.finish()
        finally:  # or the window would be gone, but the program not, and nobody else could open the library
            self._close_library()
            super().closeEvent(event)
            self.sharing.closed(self)

    # Building and wiring

    def _frame(self) -> None:
        self.setWindowTitle("Engross")
        self.setMinimumSize(800, 560)
        self.resize(1280, 800)
        self.stack = QStackedWidget(self)
        self.setCentralWidget(self.stack)
        self.greeting = Greeting(self)
        self.state = StateBar(self)
        self.setStatusBar(self.state)

    def _bring_in_deeds(self) -> None:
        """What can be done in a window, each kind of deed with its own state; the actions lead to them."""
        self.opening = Opening(self.services, self.ask, self)
        self.putting_up, self.taking_down = PuttingUp(self), TakingDown(self)
        self.arriving = Arriving(self)
        self.importing = ImportFlow(self.services, self.ask, self, self.sharing.find, self.place_for_new)
        self.drops = FileDrops(self)
        self.commands = Commands(self)
        self.review = Review(self)
        self.approvals, self.binning = Approvals(self), Binning(self)

    def _bring_in_actions(self) -> None:
        self.actions_by_name = make_actions(self, self._does())
        self.sides = [self.actions_by_name[name] for name in ("tree", "side")]
        for side in self.sides:
            side.setChecked(True)
        self.room = Room(self.sides[-1], self._show_sides, self.settings, self.look.percent)

    def _dialogs(self) -> Ask:
        from app.ui.dialogs import Dialogs

        return Dialogs(self, self.settings)

    def _does(self) -> dict[str, Callable[[], object]]:
        """What each action of the table does."""
        do, act = self.commands, self._act
        names = ("sibling", "rename", "duplicate", "up", "down", "in", "out", "delete")
        does: dict[str, Callable[[], object]] = {name: (lambda name=name: act(name)) for name in names}
        does |= {
            "new": self.new_strategy, "open": self.open_file, "strategies": do.choose_strategy,
            "import": self.importing.choose, "save": do.save, "save_version": do.save_version,
            "window": self.new_window, "welcome": lambda: leave(self), "samples": self.greeting.show_samples,
            "quit": QApplication.closeAllWindows, "find": do.find, "merge": do.merge, "name": do.name_oneself,
            "undo": lambda: self.desk and self.desk.draft.undo(),
            "redo": lambda: self.desk and self.desk.draft.redo(),
            "tree": self._show_sides, "side": self._show_sides, "focus": self._focus,
            "filter": self._filter, "next_area": lambda: led_to_area(self._areas(), forward=True),
            "previous_area": lambda: led_to_area(self._areas(), forward=False),
            "larger": lambda: self.look.step(1), "smaller": lambda: self.look.step(-1),
            "plain_size": lambda: self.look.set_percent(100), "commands": do.palette,
            "system": lambda: self.look.set_scheme("system"), "light": lambda: self.look.set_scheme("light"),
            "dark": lambda: self.look.set_scheme("dark"), "contrast": lambda: self.look.set_scheme("contrast"),
            "control": lambda: self.desktop and self.desktop.go(CONTROL_PAGE),
            "versions": lambda: self.desktop and self.desktop.go(VERSIONS_PAGE),
            **{deed: (lambda deed=deed: on_clipboard(deed, self.desktop)) for deed in DEEDS},
            "guide": do.guide, "shortcuts": do.shortcuts, "tour": do.tour, "about": do.about,
        }  # fmt: skip
        return does | do.outgoing.does() | self.review.does() | self.approvals.does() | self.binning.does()

    def _connect(self) -> None:
        self.importing.accepted.connect(self.binning.remember)
        self.importing.accepted.connect(self.show_strategy)
        self.importing.accepted.connect(self.binning.offer_to_take_back)
        self.drops.document_dropped.connect(self.importing.read)
        self.drops.library_dropped.connect(self.open_library)
        self.drops.refused.connect(self._refuse)
        self.opening.opened.connect(self._take)
        self.opening.seen.connect(self.arriving.show)
        self.opening.unwanted.connect(self.sharing.close_unheld)
        self.opening.given_up.connect(self.greeting.take_over)
        self.look.changed.connect(self._show_look)
        self.sharing.copies.failed.connect(self._say)
        edit = menu_of(self.actions_by_name["undo"])
        edit.aboutToShow.connect(self.commands.name_steps)
        edit.aboutToHide.connect(self.commands.forget_steps)
        for at in range(1, 10):
            keys = QShortcut(QKeySequence(f"Ctrl+{at}"), self)
            keys.activated.connect(lambda at=at: self._activity(at))

    def connect_desktop(self, desktop: Desktop) -> None:
        """Has the window hear of what is wished and done in a strategy."""
        desk = desktop.desk
        self._standing = Standing(desk)
        desk.draft.state_changed.connect(self._show_state)
        desk.draft.refused.connect(self._refuse)
        desk.draft.done.connect(self._say)
        desk.changed.connect(self._show_draft)
        desk.versions_changed.connect(self._show_draft)
        desk.put_away.connect(self.close_strategy)
        desktop.said.connect(self._say)
        desktop.written.connect(self.commands.outgoing.tell_written)
        desktop.shown_changed.connect(lambda node: session.keep_node(self.settings, desk.id, node))
        PlaceKeeping(desktop, self.settings)
        desktop.words_counted.connect(self.state.show_words)
        self.room.watch(desktop)
        self.commands.hear(desktop)

    def _take(self, opened: Opened) -> None:
        """Shows what was opened, unless words typed meanwhile cannot be saved and are not given up."""
        if not may_leave(self):
            self.sharing.close_unheld(opened.library)
            return
        self.close_strategy()
        self.take_library(opened.library)
        self.greeting.say("")
        if opened.content is None or opened.editing is None:
            self.greeting.say(opened.notice)
            self._when_desktop()
            return
        draft = Draft(opened.editing, opened.content.pictures)
        self.putting_up.begin(
            draft.root,
            opened.houses,
            lambda known: Desk(
                opened.library, draft, opened.houses, self.services, self.ask, self, numbered=known
            ),
            lambda: complete(self),
        )
        if opened.notice:
            self.ask.tell(self.tr("Open library"), opened.notice)

    def take_library(self, library: OpenLibrary) -> None:
        """Holds a library that was opened for this window."""
        self._library = library
        self.sharing.hold(self, library)
        for warning in getattr(library, "warnings", ()):
            self._say(warning)

    def take_up(self, desktop: Desktop) -> None:
        """Brings to the front a strategy that was put up; its library may still be on its way."""
        self.greeting.say("")
        self.desktop, desk = desktop, desktop.desk
        self.stack.addWidget(desktop)
        self.stack.setCurrentWidget(desktop)
        desktop.tree.show_chosen()
        desktop.tree.view.setFocus()
        self.setWindowTitle(f"{desk.root.title or self.tr('Untitled')} – Engross")
        self._when_desktop()
        self._show_state("read-only" if desk.read_only else "saved", "")
        settle(desktop)

    # Showing

    def refresh_state(self) -> None:
        """Says again of which version this is the draft, and how much has changed since."""
        self._show_draft()

    def _show_draft(self) -> None:
        if self.desk is None or not self.desk.is_there:
            return
        self.setWindowTitle(f"{self.desk.root.title or self.tr('Untitled')} – Engross")
        if self._standing is not None:
            self.state.draft.setText(self._standing.said(self.review.changes_said))

    def _show_state(self, state: str, sentence: str) -> None:
        read_only = self.desk is not None and self.desk.read_only
        self.state.show_state("read-only" if read_only else state, sentence)

    def _show_look(self) -> None:
        for scheme in SCHEMES:
            self.actions_by_name[scheme].setChecked(self.look.scheme == scheme)
        self.state.percent.setText(f"{self.look.percent} %")
        if self.desktop is not None:
            self.room.fit_text(self.desktop, self.look.percent, self.stack.width())
        if self.desk is not None:
            self._show_state(self.desk.draft.state, "")

    def _when_desktop(self) -> None:
        """Turns actions on and off by whether a strategy is open and may be changed."""
        writable = self.desk is not None and not self.desk.read_only
        for name, action in self.actions_by_name.items():
            if name in NEED_STRATEGY:
                action.setEnabled(writable if name in WRITE else self.desk is not None)
        for name in ("strategies", "bin", "welcome"):
            self.actions_by_name[name].setEnabled(bool(self._library or self.desk))
        closes_strategy = self.desk is not None or self._library is None
        words = translated(words_of("welcome")) if closes_strategy else self.tr("&Close library")
        self.actions_by_name["welcome"].setText(words)
        self.state.show_strategy(there=self.desk is not None)
        if self.desk is None:
            self.setWindowTitle("Engross")
            self.state.show_state("")
            self._standing = None

    def _show_sides(self) -> None:
        if self.desktop is not None:
            self.show_sides(self.desktop)

    def show_sides(self, desktop: Desktop) -> None:
        """Shows of a strategy the tree and the side panel, or neither, as the View menu says."""
        focus = self.actions_by_name["focus"].isChecked()
        shows = {name: self.actions_by_name[name].isChecked() and not focus for name in ("tree", "side")}
        nothing_yet = self.stack.currentWidget() is None
        desktop.show_sides(tree=shows["tree"] or nothing_yet, side=shows["side"])
        desktop.activities.setVisible(not focus)

    def _focus(self) -> None:
        self._show_sides()
        self.menuBar().setVisible(True)

    def _filter(self) -> None:
        if self.desktop is not None:
            self.actions_by_name["tree"].setChecked(True)
            self._show_sides()
            self.desktop.tree.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.desktop.tree.filter.selectAll()

    def _act(self, name: str) -> None:
        if self.desktop is not None:
            from app.ui.window.acting import act

            act(self.desktop, name)

    def _activity(self, at: int) -> None:
        keys = ["draft", *(activity.key for activity in self.panels)]
        if self.desktop is not None and at <= len(keys):
            self.desktop.show_activity(keys[at - 1])

    def _say(self, sentence: str) -> None:
        self.state.showMessage(sentence, SAY_MS)

    def _refuse(self, sentence: str) -> None:
        self.ask.tell(self.tr("This cannot be done"), sentence)

    def open_file(self) -> None:
        """Asks for a library and opens it."""
        if path := self.ask.open_file(self.tr("Open a library"), library_filter()):
            self.open_library(str(path))

    def place_for_new(self) -> str:
        """The library in which a new strategy is to be kept: with those that are open, or were open here last."""
        return library_for_new(self.library) if self.library else self._for_new or library_for_new(None)

    def _close_library(self) -> None:
        if self._library is not None:
            self.approvals.leave()
            self._for_new = library_for_new(self._library)
            self.sharing.let_go(self, self._library)
            self._library = None
