"""What stands in the window while a strategy is open: tree, middle, side panel, and how they are wired.

Panels are given the desk by constructor and emit what is wanted; everything is connected in `_connect`, in one block.
Imports models and Qt only.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QWidget

from app.models import tree
from app.models.nodes import Strategy
from app.models.tree import changed_place
from app.ui.background import Work
from app.ui.coming import Begun, Coming, lay_out
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.keyboard import has_keyboard, held_in, stop_in
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE, StrategyModel
from app.ui.tree.rows import Rows
from app.ui.tree.view import TreePanel
from app.ui.window.history import HistoryPanel
from app.ui.window.parts import Activity, ActivityBar
from app.ui.window.session import MOST_KEPT, Place
from app.ui.window.structure import Structure
from app.ui.window.workspace import Workspace
from app.ui.word_count import WordCount

DRAFT = "draft"
COUNT_MS = 700
MOST_UNFOLDED = 60
"""How many parts a strategy may have that is shown with all of them the first time."""
MUCH = 100
"""After an edit of so many parts the page is shown in turns of its own, for the edit itself takes most of one."""
LETTERS_FOR_ALL = 130
LETTERS_FOR_PAGE = 36
"""How wide the middle is to be, in letters, for a form to be seen without scrolling sideways."""


class PanelMaker(NamedTuple):
    """What makes the panel of an activity; `brought` are the steps of importing what it needs."""

    make: Callable[[Desk], QWidget]
    brought: Callable[[], Iterator[object]] = lambda: iter(())


class Desktop(QWidget):
    """One open strategy on show. `panels` names further activities; each is made when it is first chosen, in turns.

    `rows` are those of its tree, where they were made ahead.
    """

    words_counted = Signal(int)
    said = Signal(str)
    written = Signal(object)
    shown_changed = Signal(str)
    change_opened = Signal(object)
    activity_shown = Signal(str)

    def __init__(
        self,
        desk: Desk,
        panels: dict[Activity, PanelMaker],
        parent: QWidget | None = None,
        rows: Rows | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._panels = {activity.key: (activity.name, maker) for activity, maker in panels.items()}
        self._made: dict[str, QWidget] = {}
        self._begun = Begun()
        self.model = StrategyModel(desk.house, self)
        self.model.read_only = desk.read_only
        # Each part is put in its place before it is filled: whatever is moved later is styled anew with all it holds.
        self.activities = ActivityBar([Activity(DRAFT, self.tr("Draft"), "draft"), *panels], self)
        self.activity = DRAFT
        self._moved_on = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.tree = TreePanel(self.model, self.splitter)
        self.middle = QStackedWidget(self.splitter)
        self.workspace = Workspace(desk, self.middle)
        self.middle.addWidget(self.workspace)
        self._made[DRAFT] = self.workspace
        self._coming = Coming(self.middle)
        self.side = QTabWidget(self.splitter)
        self.history = HistoryPanel(desk, self.side)
        self.structure = Structure(desk, self.model, self)
        self._lent = 0
        self._words = WordCount()
        self._counting: Work | None = None
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(COUNT_MS)
        self._name_areas()
        self._arrange()
        self._connect()
        self.model.show_tree(desk.shown, desk.house, desk.numbers, rows)
        self._count.start()
        self.show_activity(DRAFT)

    def _name_areas(self) -> None:
        for area, name in (
            (self.activities, self.tr("Activities")), (self.tree, self.tr("Parts of the strategy")),
            (self.workspace, self.tr("Page")), (self.side, self.tr("Side panel")),
            (self.history, self.tr("History")),
        ):  # fmt: skip
            area.setAccessibleName(name)

    def _arrange(self) -> None:
        self.side.tabBar().setDrawBase(False)
        self.side.addTab(self.history, icon("history"), self.tr("History"))
        for part, share in ((self.tree, 0), (self.middle, 1), (self.side, 0)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.tree.setMinimumWidth(160)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.activities)
        row.addWidget(self.splitter, 1)

    def areas(self) -> tuple[QWidget, ...]:
        """What Tab leads through, one after the other."""
        return self.activities, self.tree, self._made.get(self.activity, self._coming.waiting), self.side

    def has_room(self, room: int, letters: int = LETTERS_FOR_ALL) -> bool:
        """Whether tree, page and side panel stand well beside one another in so many pixels."""
        return room >= _letter() * letters

    def share_room(self, room: int) -> None:
        """Gives tree and side panel the room they want, and the middle the rest."""
        letter = _letter()
        tree, side = min(letter * 38, room * 27 // 100), min(letter * 34, room // 4)
        self.splitter.setSizes([tree, max(room - tree - side, 200), side])

    def show_sides(self, *, tree: bool, side: bool) -> None:
        """Shows or hides tree and side panel; where there is too little room for all, the tree lends the page some."""
        page = self.side.currentWidget() if side and self.side.isHidden() else None
        if page is not None:
            page.hide()  # until its width is known: it would be laid out for none at all first, which takes longest
        gone = [
            area for area, stays in ((self.tree, tree), (self.side, side)) if not stays and has_keyboard(area)
        ]
        self._arrange_sides(tree=tree, side=side)
        if gone and (stop := stop_in(self.middle)):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
        if page is not None:
            self.splitter.refresh()
            page.show()

    def _arrange_sides(self, *, tree: bool, side: bool) -> None:
        changes = side == self.side.isHidden()
        self.tree.setVisible(tree)
        self.side.setVisible(side)
        if not changes or not tree:
            return
        if side and not self.has_room(self.splitter.width()):
            self._lend_room()
        elif not side and self._lent:
            tree_now, page, beside = self.splitter.sizes()
            # To the width it had: a page that came with large text may have taken more of the tree than it was lent.
            back = max(self._lent - tree_now, 0)
            self.splitter.setSizes([tree_now + back, page + beside - back, 0])
            self._lent = 0

    def _lend_room(self) -> None:
        """Narrows the tree, at most to its least width, so that the page has enough beside the side panel."""
        room, wide, least = self.splitter.width(), self.splitter.sizes()[0], self.tree.minimumWidth()
        side, page = self.side.minimumSizeHint().width(), _letter() * LETTERS_FOR_PAGE
        left = max(min(room - side - page, wide), least)
        self._lent = wide if left < wide else 0
        self.splitter.setSizes([left, room - left - side, side])

    def add_side_panel(self, panel: QWidget, name: str, picture: str) -> None:
        """Puts a further tab into the side panel, before the history."""
        panel.setAccessibleName(name)
        self.side.insertTab(self.side.count() - 1, panel, icon(picture), name)

    def go(self, id: str) -> None:
        """Shows a part in the tree, and in the draft unless an activity is on show that follows the tree."""
        if self.activity == DRAFT or id not in self.desk.root.ids or not self._follows_tree():
            self.show_activity(DRAFT)
        if not self.tree.choose(id) or self.workspace.shown_id != id:
            self._show(id)

    def lead_in(self) -> None:
        """Gives the keyboard to the page on show, unless it is there already."""
        if self.activity == DRAFT and not has_keyboard(self.workspace):
            self.workspace.take_keyboard(where_it_was=False)

    def add(self, holder: str, kind: str, within: str = "") -> None:
        """Adds a part below another, to be written at once; or below one of the kind `within`, added with it."""
        self.show_activity(DRAFT)
        self.structure.add_below(holder, kind, within)

    def add_on_page(self, holder: str, kind: str) -> None:
        """Adds a part below another on that one's own page, to be written at once."""
        self.go_to_text(holder)
        self.workspace.once_shown(lambda: self.structure.add_below(holder, kind))

    def show_beside(self, id: str) -> None:
        """Shows a part in the middle, wherever one is in the tree."""
        self._show(id)

    def show_activity(self, key: str, then: Callable[[Any], object] | None = None) -> None:
        """Shows an activity in the middle, made if it was never shown; `then` is given its panel once it is there."""
        self._coming.give_keys()
        self._coming.leave()
        self.activity = key
        if key in self._made:
            self.middle.setCurrentWidget(self._made[key])
        else:
            name, _ = self._panels[key]
            self._coming.begin(name, self._making(key), lambda: self.middle.setCurrentWidget(self._made[key]))
        self.activities.show_chosen(key)
        self.activity_shown.emit(key)
        if then is not None:
            self._coming.afterwards(lambda: then(self._made[key]))

    def _making(self, key: str) -> Iterator[object]:
        """The steps that are left of making a panel."""
        return self._begun.left(key, lambda: self._new_panel(key))

    def _new_panel(self, key: str) -> Iterator[object]:
        name, maker = self._panels[key]
        yield from maker.brought()
        panel = maker.make(self.desk)
        panel.setAccessibleName(name)
        self.middle.addWidget(panel)
        yield
        yield from getattr(panel, "steps", ())
        if wish := getattr(panel, "go_requested", None):
            wish.connect(self.go_to_text)
        if wish := getattr(panel, "add_requested", None):
            wish.connect(self.add_on_page)
        if wish := getattr(panel, "pick_requested", None):
            wish.connect(self.go)
        if opened := getattr(panel, "change_opened", None):
            opened.connect(self.change_opened)
        if written := getattr(panel, "written", None):
            written.connect(self.written)
        if follow := getattr(panel, "follow", None):
            self.shown_changed.connect(follow)
            follow(self.workspace.shown_id)
        if near := getattr(panel, "near", None):
            self.shown_changed.connect(near)
            near(self.workspace.shown_id)
        yield lay_out(panel, self.middle)
        self._made[key] = panel

    def offers(self, key: str) -> bool:
        """Whether there is such an activity."""
        return key in self._panels

    def go_to_text(self, id: str) -> None:
        """Shows a part where it is written, whatever is on show; nothing where it is gone."""
        if id in self.desk.root.ids:
            self.show_activity(DRAFT)
            self.go(id)

    def _follows_tree(self) -> bool:
        """Whether what is on show keeps up with the part chosen in the tree; what is still being made may."""
        return self.activity == DRAFT or self.on_show is None or hasattr(self.on_show, "follow")

    def _when_clicked(self) -> None:
        """A click in the tree would come to nothing where an activity does not follow it; not if it chooses several."""
        if not QApplication.keyboardModifiers() and not self._follows_tree():
            self.show_activity(DRAFT)

    @property
    def on_show(self) -> QWidget | None:
        """The panel of the activity on show; None while it is being made."""
        return self._made.get(self.activity)

    def panel(self, key: str) -> QWidget | None:
        """The panel of an activity, if it was shown; one that is being made is made to the end."""
        if key == self.activity:
            self._coming.finish()
        return self._made.get(key)

    def leave(self) -> None:
        """The strategy is being closed: nothing more of it is made."""
        self._coming.give_keys()
        self._coming.leave()
        self.workspace.leave()

    def pieces(self) -> Iterator[QWidget]:
        """What is freed before the rest of a strategy that was closed, a piece at a time, and none of it in front."""
        self.middle.setCurrentWidget(self.workspace)
        self.side.setCurrentWidget(self.history)
        beside = list(filter(None, map(self.side.widget, range(self.side.count()))))
        yield from self.workspace.pieces()
        yield from (panel for panel in self._made.values() if panel is not self.workspace)
        yield from (panel for panel in beside if panel is not self.history)

    def place(self) -> Place:
        """Where one is, to be found again after a restart."""
        form = self.workspace.form_on_show
        scroll = form.verticalScrollBar().value() if form else 0
        return Place(self.workspace.shown_id, scroll, tuple(self.tree.unfolded_at_rest(MOST_KEPT)))

    def restore(self, place: Place) -> None:
        """Goes where one was."""
        known = place.node in self.desk.root.ids or place.node in (CONTROL_PAGE, VERSIONS_PAGE)
        new = not place.node and len(self.desk.root.ids) <= MOST_UNFOLDED
        whole = [node.id for node in tree.walk(self.desk.root) if node.children] if new else []
        self.tree.unfold(whole or list(place.unfolded))
        self.go(place.node if known else self.desk.id)

    def scroll_to(self, place: Place) -> None:
        """Scrolls to where one was in the part that is on show, if it is that one."""
        form = self.workspace.form_on_show
        if form and form.node_id == place.node:
            # The page has its height only once it has been laid out.
            QTimer.singleShot(0, form, lambda: form.verticalScrollBar().setValue(place.scroll))

    def _connect(self) -> None:
        desk, view, work, structure = self.desk, self.tree.view, self.workspace, self.structure
        desk.changed.connect(self._when_changed)
        desk.versions_changed.connect(lambda: work.refresh(desk.root, desk.root))
        self.activities.chosen.connect(self.show_activity)
        self._count.timeout.connect(self._count_words)
        view.chosen.connect(self._show)
        view.clicked.connect(lambda _: self._when_clicked())
        view.move_requested.connect(structure.move)
        view.sibling_requested.connect(structure.add_sibling)
        view.page_entered.connect(lambda id: (self.go(id), work.once_shown(self.lead_in)))
        view.delete_requested.connect(structure.remove)
        view.rename_refused.connect(lambda _: structure.may_change())
        view.copy_requested.connect(structure.copy)
        view.cut_requested.connect(structure.cut)
        view.paste_requested.connect(structure.paste)
        view.menu_requested.connect(self._menu)
        self.model.drop_requested.connect(structure.drop)
        self.model.copy_requested.connect(structure.drop_copies)
        self.model.rename_requested.connect(structure.rename)
        structure.chosen.connect(self._choose)
        structure.removed.connect(self._when_removed)
        structure.added.connect(self._when_added)
        structure.said.connect(self.said)
        work.typed.connect(desk.draft.typed)
        work.leaping.connect(desk.draft.end_step)
        desk.draft.stepped.connect(self._show_step)
        work.add_requested.connect(structure.add_below)
        work.remove_requested.connect(structure.remove)
        work.reorder_requested.connect(structure.reorder)
        work.go_requested.connect(self.go)
        work.clipboard_asked.connect(structure.on_rows)
        work.sort_asked.connect(structure.sort)

    def _when_changed(self, before: Strategy, after: Strategy) -> None:
        shown = self.workspace.shown_id
        self.model.show_tree(self.desk.shown, self.desk.house, self.desk.numbers)
        self._moved_on = shown in before.ids and shown not in after.ids
        if self._moved_on:
            # Qt makes a neighbour the current one in the tree, but does not choose it.
            neighbour = [*self.tree.view.chosen_ids(), after.id][0]
            self.tree.choose(neighbour)
            self._show(neighbour)
        else:
            self.workspace.refresh(before, after)
        self._count.start()

    def _show_step(self, before: Strategy, after: Strategy) -> None:
        """Leads to what an undo or redo changed; while another activity is on show, that stays.

        Where it took away the part on show, that one's neighbour is shown by now, as after deleting it.
        """
        place, form = changed_place(before, after), self.workspace.form_on_show
        if self._moved_on or self.activity != DRAFT or place is None or (form and form.has_row(place.node)):
            return
        writing_in = held_in(self.window()) if has_keyboard(self.workspace) else None
        self.go(self.workspace.page_of(place.node, place.field))
        if place.field:
            old = getattr(tree.find(before, place.node), place.field)
            self.workspace.once_shown(lambda: self.workspace.show_change(place.field, old, writing_in))

    def _count_words(self) -> None:
        """Counts in the background: half a million words take a third of a second the first time."""
        if self._counting is not None:
            self._count.start()
            return
        root = self.desk.root
        self._counting = Work(lambda: self._words.of(root), self)
        self._counting.finished.connect(self._when_counted)
        self._counting.failed.connect(self._not_counted)
        self._counting.start()

    def _not_counted(self, fault: Exception) -> None:
        self._counting = None
        raise fault

    def _when_counted(self, words: int) -> None:
        self._counting = None
        self.words_counted.emit(words)

    def _choose(self, ids: list[str]) -> None:
        """Chooses what was just edited, in the table that has the keyboard if it stands there; where that is much, its
        page is shown in turns of its own.
        """
        if (form := self.workspace.form_on_show) and form.choose_rows(ids):
            return
        nodes = (self.desk.node(id) for id in ids)
        if sum(len(node.ids) for node in nodes if node) >= MUCH:
            self._show(ids[-1], in_turns=True)
        self.tree.select(ids)

    def _when_removed(self, neighbour: str) -> None:
        """Chooses the neighbour of what was deleted; not where that was a row on the page of a part that stays."""
        if self._moved_on:
            self._choose([neighbour])

    def _show(self, id: str, *, in_turns: bool = False) -> None:
        if id != self.workspace.shown_id:
            self.desk.draft.flush()
            self.workspace.show_part(id, in_turns=in_turns)
            self.shown_changed.emit(id)

    def _when_added(self, id: str, where: str) -> None:
        """A new part is there to be named: in the tree, or in the table from which it was asked for."""
        node = self.desk.node(id)
        form = self.workspace.form_on_show
        if where == "form" and node and form and form.may_show(node.kind) and form.node_id != id:
            self.tree.let_in(id)
            form.begin_row(node.kind, id)
            return
        self.go(id)
        if where == "tree":
            self.tree.choose(id, edit=True)
        else:
            self.workspace.take_keyboard(where_it_was=False)

    def _menu(self, ids: list[str], at: QPoint) -> None:
        from app.ui.window.part_menu import part_menu

        part_menu(self, ids).popup(at)


def _letter() -> int:
    """The mean width of a letter in pixels, in the text size just chosen, which widgets have a moment later."""
    return QFontMetrics(QApplication.font()).averageCharWidth()
