"""The review of an import: the document's paragraphs at the left, the proposed tree at the right, joined both ways.

Nothing is stored here: what was decided is told by `accept_requested`. Imports models, services' values and Qt only.
"""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from app.models import tree
from app.models.errors import NotPermitted
from app.models.house import House
from app.models.nodes import KINDS, Node, Strategy
from app.services import import_putting, import_review
from app.services.import_review import Review
from app.ui.ask import Ask
from app.ui.desk import Desk, Services
from app.ui.draft import Draft
from app.ui.icons import menu_icon
from app.ui.importing.arrangement import Arrangement
from app.ui.importing.proposed_model import ProposedModel
from app.ui.importing.source_list import SourceList
from app.ui.importing.source_model import SourceModel
from app.ui.importing.steps import ReviewSteps, Unstored
from app.ui.labels import shown_as_it_is
from app.ui.sentences.said import sentence_said
from app.ui.sources import OpenLibrary
from app.ui.tree.model import ID_ROLE, PAGES
from app.ui.tree.view import TreePanel
from app.ui.window.opening import place_named
from app.ui.window.structure import Structure


class ReviewDialog(QDialog):
    """One document being looked over. `accept_requested` carries the library's name and the `Proposal`.

    It shows the document once the steps of `filling` are done, which are too long for one turn of the event loop.
    """

    accept_requested = Signal(str, object)

    def __init__(
        self,
        name: str,
        review: Review,
        houses: Mapping[str, House],
        services: Services,
        ask: Ask,
        library: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setWindowTitle(self.tr("Import “{}”").format(name))
        self._ask = ask
        self._busy = False
        self._following = False
        self._shown: Review | None = None
        self.steps = ReviewSteps(review)
        self.draft = Draft(self.steps, review.pictures)
        self.desk = Desk(cast(OpenLibrary, Unstored()), self.draft, houses, services, ask, self)
        self.model = ProposedModel(self.desk.house, self, takes=_could_hold)
        self.tree = TreePanel(self.model)
        self.structure = Structure(self.desk, self.model, self, as_read=True)
        self.source_model = SourceModel(self.desk.name, self)
        self.source = SourceList(self.source_model)
        self.parts = Arrangement(self, name, library)
        self._connect()

    def filling(self) -> Iterator[None]:
        """Shows the document, step by step."""
        yield self.model.show_tree(self.desk.root, self.desk.house, self.desk.numbers)
        yield self._refresh()
        self._begin_at()
        self.tree.unfold_levels()
        yield self.source.setFocus()

    @property
    def review(self) -> Review:
        """The review as it stands."""
        return self.steps.review

    # Steps

    def set_kind(self, kind: str) -> None:
        """Makes the chosen part another kind."""
        if (id := self.part()) and self._kind_of(id) != kind:
            self._step(lambda review: import_review.with_kind(review, id, kind), self.tr("Another kind"))
            self.tree.choose(id)

    def confirm(self) -> None:
        """Says that the chosen part is right as it is, and goes on to the next unsure one."""
        if id := self.part():
            self._step(lambda review: import_review.confirmed(review, (id,)), self.tr("Right as it is"))
            self.next_unsure(1)

    def _drop(self, branches: tuple[str, tuple[Node, ...]], parent: str, at: int) -> None:
        """Puts parts that were dragged where they were let go, as a kind that may stand there."""
        ids = tuple(node.id for node in tree.topmost(self.desk.root, (node.id for node in branches[1])))
        if ids:
            self._step(lambda review: import_review.placed(review, ids, parent, at), self.tr("Move"))
            self.tree.select(list(ids))

    def put(self, row: int, parent: str, at: int) -> None:
        """Puts a paragraph into a part's text, or (`at` from 0 on) as a part before that one's child number `at`."""
        where, place = self.source_model.where(row), None if at < 0 else at
        left = where.left_out >= 0
        put, number = (
            (import_putting.put_line, where.left_out) if left else (import_putting.put, where.placement)
        )
        self._making(lambda review: put(review, number, parent, place), self.tr("Move"))

    def merge(self) -> None:
        """Merges the chosen part into the one before it."""
        if id := self.part():
            above = self._before(id)
            self._step(lambda review: import_review.merged(review, id), self.tr("Merge"), above)

    def split(self) -> None:
        """Begins a new part at the chosen paragraph."""
        where = self.source_model.where(self.source.row()) if self.source.row() >= 0 else None
        if where is None or where.placement < 0:
            self._tell(self.tr("Choose a paragraph at the left at which the new part begins."))
            return
        self._making(lambda review: import_review.split(review, where.placement), self.tr("Split"))

    def take_back(self) -> None:
        """Puts the chosen left-out line into the text after all."""
        where = self.source_model.where(self.source.row()) if self.source.row() >= 0 else None
        if where is None or where.left_out < 0:
            return
        near = self.part() or ""
        self._making(
            lambda review: import_review.taken_back(review, where.left_out, near), self.tr("Take back")
        )

    def undo(self) -> None:
        """Takes back the last step."""
        self.draft.undo()
        self._refresh()

    def redo(self) -> None:
        """Makes the last step again that was taken back."""
        self.draft.redo()
        self._refresh()

    def next_unsure(self, by: int) -> None:
        """Goes to the next unsure paragraph (1) or the one before (-1), round the end."""
        rows, here = self.source_model.unsure_rows(), self.source.row()
        if not rows:
            self._tell(self.tr("Nothing is unsure any more."))
            return
        ahead = [row for row in rows if (row > here if by > 0 else row < here)]
        row = (ahead or rows)[0 if by > 0 else -1]
        self.source.choose(row)

    def only_unsure(self, only: bool) -> None:
        """Shows the unsure paragraphs alone, or all."""
        row = self.source.row()
        with self._unfollowed():
            self.source.shown.set_only(only)
            self.source.choose(self.source.shown.nearest(row))
        if self.source.row() != row:
            self._follow_source()

    # Ending

    def show_busy(self, busy: bool) -> None:
        """Whether the strategy is being stored just now; meanwhile nothing can be changed."""
        self._busy = busy
        self.parts.show_busy(busy)

    def show_fault(self, sentence: str) -> None:
        """Says why the strategy was not stored; everything that was decided is still here."""
        self.show_busy(False)
        self._tell(sentence)

    def accept(self) -> None:
        if self._busy or not self._rename(self.parts.title.text()):
            return
        self.show_busy(True)
        self.accept_requested.emit(place_named(self.parts.library.text()), self.review.proposal())

    def stored(self) -> None:
        """The strategy is in its library; the review has done its work."""
        super().accept()

    def reject(self) -> None:
        if self._busy:
            return
        if self.steps.count:
            one = self.tr("Leave the review? Your change to it is given up; nothing is stored.")
            more = self.tr("Leave the review? Your {} changes to it are given up; nothing is stored.")
            question = one if self.steps.count == 1 else more.format(self.steps.count)
            ways = (self.tr("Go on reviewing"), self.tr("Leave"))
            if self._ask.choice(self.tr("Import"), question, ways) != 1:
                return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter in a list or a line would press the default button; storing is to be meant.
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.parts.fit(event.size())

    # Wiring

    def part(self) -> str | None:
        """The chosen part of the tree; the strategy itself for its pages; None where nothing is chosen."""
        # A click makes a row the current one before it selects it, so the selection may still be another's.
        id = str(self.tree.view.currentIndex().data(ID_ROLE) or "")
        return self.desk.id if id in PAGES else id or None

    def _connect(self) -> None:
        view, parts, structure = self.tree.view, self.parts, self.structure
        self.desk.changed.connect(self._when_changed)
        self.draft.refused.connect(self._tell)
        view.chosen.connect(self._follow_tree)
        view.move_requested.connect(structure.move)
        view.delete_requested.connect(structure.remove)
        view.menu_requested.connect(lambda _, at: self.menu().popup(at))
        self.model.drop_requested.connect(self._drop)
        self.model.copy_requested.connect(self._drop)
        self.model.paragraph_dropped.connect(self.put)
        self.model.rename_requested.connect(structure.rename)
        structure.chosen.connect(self.tree.select)
        structure.removed.connect(lambda neighbour: self.tree.select([neighbour]))
        structure.said.connect(self._tell)
        structure.deleted.connect(self._tell)
        self.source.selectionModel().currentChanged.connect(self._follow_source)
        self.source.customContextMenuRequested.connect(self._source_menu)
        parts.kind.activated.connect(lambda at: self.set_kind(str(parts.kind.itemData(at))))
        parts.house.activated.connect(lambda at: self._set_house(str(parts.house.itemData(at))))
        parts.title.editingFinished.connect(lambda: self._rename(parts.title.text()))
        parts.title.textChanged.connect(self._check)
        parts.library.textChanged.connect(self._check)
        for button, do in self._does():
            button.clicked.connect(lambda _=False, do=do: do())
        parts.only.toggled.connect(self.only_unsure)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F8", lambda: self.next_unsure(1)), ("Shift+F8", lambda: self.next_unsure(-1)),
            ("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+Y", self.redo),
            ("Ctrl+Return", self.confirm), ("Ctrl+J", self.merge), ("Ctrl+B", self.split),
            ("Ctrl+T", self.take_back),
        )  # fmt: skip
        for key, do in keys:
            QShortcut(QKeySequence(key), self).activated.connect(do)

    def _does(self) -> tuple[tuple[QPushButton, Callable[[], object]], ...]:
        parts = self.parts
        return (
            (parts.back, lambda: self.next_unsure(-1)),
            (parts.forward, lambda: self.next_unsure(1)),
            (parts.right, self.confirm),
            (parts.merge, self.merge),
            (parts.split, self.split),
            (parts.take, self.take_back),
            (parts.undo, self.undo),
            (parts.redo, self.redo),
            (parts.accept, self.accept),
            (parts.cancel, self.reject),
            (parts.more, lambda: self._ask.tell(self.tr("Notes"), parts.notes.text())),
        )

    def menu(self) -> QMenu:
        """The menu of the chosen part."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        id = self.part()
        if id is None or id == self.desk.id:
            return menu
        kinds = menu.addMenu(self.tr("This is a"))
        for kind in import_review.kinds_at(self.desk.root, id):
            name = shown_as_it_is(self.desk.house.term(kind).one)
            action = kinds.addAction(menu_icon(KINDS[kind].icon), name)
            action.setCheckable(True)
            action.setChecked(kind == self._kind_of(id))
            action.triggered.connect(lambda _=False, kind=kind: self.set_kind(kind))
        menu.addAction(self.tr("Right as it is\tCtrl+Enter"), self.confirm)
        menu.addAction(self.tr("Merge into the part before\tCtrl+J"), self.merge)
        menu.addSeparator()
        for words, way in (
            (self.tr("Move up\tAlt+Up"), "up"), (self.tr("Move down\tAlt+Down"), "down"),
            (self.tr("Move in\tAlt+Right"), "in"), (self.tr("Move out\tAlt+Left"), "out"),
        ):  # fmt: skip
            menu.addAction(menu_icon(way), words).triggered.connect(
                lambda _=False, way=way: self.structure.move([id], way)
            )
        menu.addSeparator()
        delete = menu.addAction(menu_icon("delete"), self.tr("Delete\tDel"))
        delete.triggered.connect(lambda: self.structure.remove([id]))
        return menu

    def _source_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.parts.take.isEnabled():
            menu.addAction(self.tr("Take back into the text\tCtrl+T"), self.take_back)
        else:
            menu.addAction(self.tr("Begin a part here\tCtrl+B"), self.split)
        menu.popup(self.source.viewport().mapToGlobal(at))

    def _step(self, change: Callable[[Review], Review], label: str, then: str = "") -> None:
        """Makes a step. The part `then` is chosen before the chosen one goes, else Qt lays out a neighbour first."""
        self.draft.flush()
        try:
            edited = self.steps.step(change, label)
        except NotPermitted as fault:
            self._tell(sentence_said(fault))
            return
        self._tell("")
        if then:
            with self._unfollowed():
                self.tree.choose(then)
        self.draft.take(edited)
        self._refresh()

    def _making(self, change: Callable[[Review], tuple[Review, str]], label: str) -> None:
        """Makes a step that tells which part it is about, and goes there."""
        told: list[str] = []

        def changed(review: Review) -> Review:
            new, id = change(review)
            told.append(id)
            return new

        self._step(changed, label)
        if told:
            self.tree.choose(told[-1])

    def _when_changed(self, before: Strategy, after: Strategy) -> None:
        self._refresh()

    def _refresh(self) -> None:
        """Shows the review as it stands, keeping what is chosen; once, for a step is told of by the draft as well."""
        if self._shown is self.review:
            return
        self._shown = self.review
        row = self.source.row()
        self.model.show_tree(self.desk.root, self.desk.house, self.desk.numbers)
        with self._unfollowed():
            self.source_model.show_review(self.review)
        unsure = self.source_model.unsure_rows()
        self._show_unsure(unsure)
        self.source.viewport().update()  # a part may be called otherwise without having changed
        if row >= 0 and self.source.row() < 0 and row < self.source_model.rowCount():
            self._following = True
            self.source.choose(row)
            self._following = False
        elif self.source.row() != row:
            self._follow_source()
        if self.source.row() >= 0:
            self.parts.show_paragraph(self.source_model.index(self.source.row(), 0))
        self.parts.show_review(self.review, len(unsure), self.steps)
        self._show_part()

    def _show_unsure(self, unsure: list[int]) -> None:
        """A remark beside each part that holds something unsure; those that are folded tell of the parts inside."""
        told = self.tr("⚠ {} unsure")
        counted = Counter(self.source_model.target(row) for row in unsure)
        count_of: dict[object, int] = {told.format(n): n for n in counted.values()}
        self.model.show_badges(
            {id: told.format(n) for id, n in counted.items()},
            lambda inside: told.format(sum(count_of[badge] for badge in inside)),
        )

    def _follow_tree(self, id: str) -> None:
        self.source_model.show_linked(id)
        self._show_part()
        rows = self.source_model.rows_of(id)
        if not self._following and rows and self.source.row() not in rows:
            self._following = True
            self.source.choose(rows[0])
            self._following = False

    def _follow_source(self) -> None:
        if (row := self.source.row()) < 0:
            return
        self.parts.show_paragraph(self.source_model.index(row, 0))
        id = self.source_model.target(row)
        if self._following:
            return
        self._following = True
        if id:
            self.tree.choose(id)
        self._following = False
        self.source_model.show_linked(id)
        self._show_part()

    @contextmanager
    def _unfollowed(self) -> Generator[None]:
        """Has the tree not follow the list meanwhile: Qt, still taking rows out, must not be told of others."""
        was, self._following = self._following, True
        try:
            yield
        finally:
            self._following = was

    def _show_part(self) -> None:
        id = self.part()
        node = self.desk.node(id) if id else None
        kinds = import_review.kinds_at(self.desk.root, node.id) if node else ()
        row = self.source.row()
        left = row >= 0 and self.source_model.where(row).left_out >= 0
        self.parts.show_part(node, kinds, self.desk.house, left=left)

    def _begin_at(self) -> None:
        """At the first unsure paragraph, for that is what wants looking at; else at the beginning."""
        if (rows := self.source_model.unsure_rows()) or self.source_model.rowCount():
            self.source.choose(rows[0] if rows else 0)
        else:
            self.tree.choose(self.desk.id)

    def _before(self, id: str) -> str:
        """The part into which merging puts one."""
        parent = tree.parent_of(self.desk.root, id)
        if parent is None:
            return id
        ids = [child.id for child in parent.children]
        return dict(zip(ids[1:], ids, strict=False)).get(id, parent.id)

    def _kind_of(self, id: str) -> str:
        return node.kind if (node := self.desk.node(id)) else ""

    def _set_house(self, house: str) -> None:
        self.draft.do(lambda root: tree.change(root, root.id, house=house), "Another house style")

    def _rename(self, title: str) -> bool:
        title = " ".join(title.split())
        if title and title != self.desk.root.title:
            self.draft.do(lambda root: tree.change(root, root.id, title=title), "Another title")
        return bool(title)

    def _check(self) -> None:
        self.parts.check()

    def _tell(self, sentence: str) -> None:
        self.parts.say(sentence)


def _could_hold(holder: Node, node: Node) -> bool:
    return import_review.as_held(holder, node) is not None
