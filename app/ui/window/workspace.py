"""The middle of the window while drafting: where one is, the format bar, and the form of the chosen part.

It edits nothing itself: every wish is told, and the window connects them. Imports models and Qt only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models import tree
from app.models.kinds import Field
from app.models.nodes import KINDS, Strategy, name_of
from app.ui.coming import Begun, Coming, lay_out
from app.ui.desk import Desk
from app.ui.forms.node_form import NodeForm
from app.ui.keyboard import forget_keyboard, has_keyboard, stop_in
from app.ui.model_words import field_said
from app.ui.rich_text.bar import FormatBar
from app.ui.rich_text.editor import RichTextEdit
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.parts import Breadcrumb

if TYPE_CHECKING:
    from app.ui.pages.control import ControlPage
    from app.ui.pages.versions import VersionsPage

OVERVIEW = ("title", "organisation", "period", "house", "language", "body")


class Workspace(QWidget):
    """Shows the part or page chosen in the tree. A form or page is made when the first of its kind is chosen, in turns.

    `put_up` tells that what was chosen is there.
    """

    put_up = Signal()
    scrolled = Signal()
    typed = Signal(str, str, object)
    leaping = Signal()
    add_requested = Signal(str, str)
    remove_requested = Signal(list)
    reorder_requested = Signal(str, int)
    go_requested = Signal(str)
    clipboard_asked = Signal(str, str, str, list)
    sort_asked = Signal(str, str)
    save_version_requested = Signal()
    open_version_requested = Signal(str)
    restore_requested = Signal(str)
    export_requested = Signal(str)
    compare_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tools = desk.tools()
        self.shown_id = ""
        self._pages: dict[str, QWidget] = {}
        self._begun = Begun()
        self.breadcrumb = Breadcrumb(self)
        self.bar = FormatBar(desk.ask, self)
        self._stack = QStackedWidget(self)
        self._coming = Coming(self._stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.breadcrumb, self.bar, self._stack):
            column.addWidget(part)
        self.breadcrumb.chosen.connect(self.go_requested)

    @property
    def control(self) -> ControlPage:
        """The page of the document control sheet."""
        return cast("ControlPage", self._page(CONTROL_PAGE))

    @property
    def versions(self) -> VersionsPage:
        """The page of saved versions; its wishes are this workspace's."""
        return cast("VersionsPage", self._page(VERSIONS_PAGE))

    @property
    def form(self) -> NodeForm | None:
        """The form that is shown, made to the end if it is being made; None while a page is."""
        self._coming.finish()
        return self.form_on_show

    @property
    def form_on_show(self) -> NodeForm | None:
        """The form that is shown; None while one is being made, or a page is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, NodeForm) else None

    def page_of(self, id: str, field: str) -> str:
        """What shows a field: the part itself, or the page on which a fact of the strategy stands."""
        if id != self._desk.id or not field:
            return id
        if field == "history":
            return VERSIONS_PAGE
        from app.ui.pages.control import stands_here

        there = self.shown_id == CONTROL_PAGE
        on_sheet = field in self.control.fields if there else field not in OVERVIEW and stands_here(field)
        return CONTROL_PAGE if on_sheet else id

    def show_change(self, name: str, old: Any, writing_in: QWidget | None) -> None:
        """Leads to where a field differs from an old value; it takes the keyboard from what was `writing_in`."""
        page = self.control if self.shown_id == CONTROL_PAGE else self.form_on_show
        field = page.fields.get(name) if page else None
        if page is None or field is None:
            return
        proxy = field.control.focusProxy()
        if writing_in is None:
            page.ensureWidgetVisible(field)
        elif proxy is not None and proxy is not writing_in:
            page.focus_field(name)
            field.control.point_at(old)

    def show_part(self, id: str, *, in_turns: bool = False) -> None:
        """Shows a part, or one of the two pages; what had the keyboard here gives it to what is shown.

        What takes long, or is to be shown `in_turns`, is shown in the turns to come.
        """
        self._coming.give_keys()
        before = self._stack.currentWidget()
        writing, in_page = has_keyboard(self), before is not None and has_keyboard(before)
        self.shown_id = id
        self.bar.set_editor(None)
        self._coming.leave()
        kind = self._kind_on(id)
        seen_last = False
        if kind in self._pages:
            page = self._pages[kind]
            seen_last = isinstance(page, NodeForm) and page.node_id == id
            if not seen_last:
                forget_keyboard(page)
            if in_turns or self._takes_long(page, id):
                filling = self._filling(page, id)
                self._coming.begin(self._name_of(id), filling, lambda: self._show_made(kind, page is before))
            else:
                self._put_up(page)
        elif kind:
            self._coming.begin(self._name_of(id), self._coming_up(kind, id), lambda: self._show_made(kind))
        self.bar.setVisible(id != VERSIONS_PAGE)
        self._show_path()
        if writing and not (in_page and self._stack.currentWidget() is before):
            self.take_keyboard(where_it_was=seen_last)

    def once_shown(self, do: Callable[[], object]) -> None:
        """Does something with what was chosen as soon as it is shown: now, unless it is being made."""
        self._coming.afterwards(do)

    def finish(self) -> None:
        """Shows now what was chosen."""
        self._coming.finish()

    def leave(self) -> None:
        """What was chosen is not to be shown after all."""
        self._coming.give_keys()
        self._coming.leave()

    def pieces(self) -> Iterator[QWidget]:
        """The forms and pages that were made, none of which is in front any more, to be freed one by one."""
        self._stack.setCurrentWidget(self._coming.waiting)
        yield from self._pages.values()

    def take_keyboard(self, *, where_it_was: bool) -> None:
        """Has the page on show take the keyboard, which would else be lost with the page before."""
        if (form := self.form_on_show) and not where_it_was:
            form.focus_first()
        elif stop := stop_in(self._stack):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, before: Strategy, after: Strategy) -> None:
        """Shows what has changed of the part on show."""
        if not self._coming.under_way and (page := self._pages.get(self._kind_on(self.shown_id))):
            self._fill(page, self.shown_id)
        self._show_path()

    def _kind_on(self, id: str) -> str:
        """By which its form or page is known; empty for a part that is gone."""
        if id in (CONTROL_PAGE, VERSIONS_PAGE):
            return id
        node = self._desk.node(id)
        return node.kind if node else ""

    def _name_of(self, id: str) -> str:
        return self._desk.called(node) if (node := self._desk.node(id)) else self._heading_of(id)

    def _heading_of(self, page: str) -> str:
        return self._desk.house.heading("control" if page == CONTROL_PAGE else "versions")

    def _fill(self, page: QWidget, id: str) -> None:
        if not isinstance(page, NodeForm):
            cast("ControlPage | VersionsPage", page).show_root(self._desk.root)
        elif node := self._desk.node(id):
            page.show_node(node, self._desk.numbers)

    def _put_up(self, page: QWidget) -> None:
        self._fill(page, self.shown_id)
        self._stack.setCurrentWidget(page)
        self.put_up.emit()

    def _show_made(self, kind: str, where_it_was: bool = False) -> None:
        """Shows what was chosen before it was made; the keyboard, if it waits, goes there."""
        waits = has_keyboard(self._coming.waiting)
        self._put_up(self._pages[kind])
        if waits:
            self.take_keyboard(where_it_was=where_it_was)

    def _page(self, kind: str) -> QWidget:
        """The form of a kind, or one of the pages, made to the end; shown, too, where it was chosen."""
        if kind == self._kind_on(self.shown_id):
            self._coming.finish()
        if kind not in self._pages:
            deque(self._making(kind), maxlen=0)
        return self._pages[kind]

    def _coming_up(self, kind: str, id: str) -> Iterator[object]:
        """The steps of making a form or page and of filling it, as large as it will be shown."""
        yield from self._making(kind)
        page = self._pages[kind]
        if isinstance(page, NodeForm) and (node := self._desk.node(id)):
            for below in dict.fromkeys(child.kind for child in node.children):
                if page.may_show(below):
                    yield page.table(below)
        yield from self._filling(page, id)

    def _filling(self, page: QWidget, id: str) -> Iterator[object]:
        """The steps of filling a form or page that is out of sight, as large as it will be shown."""
        if isinstance(page, NodeForm) and (node := self._desk.node(id)) and page.takes_long(node):
            yield lay_out(page, self._stack)
            yield from page.filling(node, self._desk.numbers)
        else:
            yield self._fill(page, id)
        yield lay_out(page, self._stack)

    def _takes_long(self, page: QWidget, id: str) -> bool:
        node = self._desk.node(id)
        return isinstance(page, NodeForm) and node is not None and page.takes_long(node)

    def _making(self, kind: str) -> Iterator[object]:
        """The steps that are left of making a form or page."""
        pages = {CONTROL_PAGE: self._new_control, VERSIONS_PAGE: self._new_versions}
        return self._begun.left(kind, pages.get(kind, lambda: self._new_form(kind)))

    def _new_control(self) -> Iterator[object]:
        from app.ui.pages.control import ControlPage

        page = ControlPage(self._desk, gradually=True)
        page.typed.connect(self.typed)
        yield from page.steps
        self._keep(CONTROL_PAGE, page)

    def _new_versions(self) -> Iterator[object]:
        from app.ui.pages.versions import VersionsPage

        yield
        page = VersionsPage(self._desk)
        page.typed.connect(self.typed)
        page.save_version_requested.connect(self.save_version_requested)
        page.open_version_requested.connect(self.open_version_requested)
        page.restore_requested.connect(self.restore_requested)
        page.export_requested.connect(self.export_requested)
        page.compare_requested.connect(self.compare_requested)
        self._keep(VERSIONS_PAGE, page)

    def _new_form(self, kind: str) -> Iterator[object]:
        only = OVERVIEW if kind == "strategy" else ()
        form = NodeForm(
            kind, self._tools, self._stack, only=only, instead=self._instead(kind), gradually=True
        )
        yield from form.steps
        form.verticalScrollBar().valueChanged.connect(lambda _: self.scrolled.emit())
        form.typed.connect(self.typed)
        form.leaping.connect(self.leaping)
        form.add_requested.connect(self.add_requested)
        form.remove_requested.connect(self.remove_requested)
        form.reorder_requested.connect(self.reorder_requested)
        form.open_requested.connect(self.go_requested)
        form.clipboard_asked.connect(self.clipboard_asked)
        form.sort_asked.connect(self.sort_asked)
        for editor in form.findChildren(RichTextEdit):
            editor.focused.connect(self.bar.set_editor)
        form.editor_made.connect(lambda editor: editor.focused.connect(self.bar.set_editor))
        if self._desk.read_only:
            form.make_read_only()
        self._keep(kind, form)

    def _keep(self, kind: str, page: QWidget) -> None:
        self._pages[kind] = page
        self._stack.addWidget(page)

    def _instead(self, kind: str) -> dict[str, Field]:
        """Declarations that know more here than the kind does: which house styles there are."""
        if kind != "strategy":
            return {}
        declared = next(field for field in KINDS[kind].fields if field.name == "house")
        return {
            "house": structs.replace(field_said(declared), type="choice", choices=tuple(self._desk.houses))
        }

    def _show_path(self) -> None:
        root = self._desk.root
        if self.shown_id in root.ids:
            path = tree.path_to(root, self.shown_id)
            names = [(node.id, self._desk.called(node)) for node in (path[1:] or path)]
            self.breadcrumb.show_path(names, self._desk.house.term(path[-1].kind).one)
        else:
            names = [(root.id, name_of(root)), (self.shown_id, self._heading_of(self.shown_id))]
            self.breadcrumb.show_path(names, self.tr("Page"))
