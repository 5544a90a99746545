"""The middle of the window while drafting: where one is, the format bar, and the form of the chosen part.

It edits nothing itself: every wish is told, and the window connects them. Imports models and Qt only.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import structs
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.models import tree
from app.models.kinds import Field
from app.models.nodes import KINDS, Strategy, name_of
from app.ui.desk import Desk
from app.ui.forms.node_form import NodeForm
from app.ui.keyboard import has_keyboard, stop_in
from app.ui.rich_text.bar import FormatBar
from app.ui.rich_text.editor import RichTextEdit
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.parts import Breadcrumb

if TYPE_CHECKING:
    from app.ui.pages.control import ControlPage
    from app.ui.pages.versions import VersionsPage

PARTS_A_STEP = 200
OVERVIEW = ("title", "organisation", "period", "house", "language", "body")


class Workspace(QWidget):
    """Shows the part or page chosen in the tree. A page is made when it is first chosen."""

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
        self._forms: dict[str, NodeForm] = {}
        self._begun: dict[str, Iterator[object]] = {}
        self.breadcrumb = Breadcrumb(self)
        self.bar = FormatBar(desk.ask, self)
        self._control: ControlPage | None = None
        self._versions: VersionsPage | None = None
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.breadcrumb, self.bar, self._stack):
            column.addWidget(part)
        self.breadcrumb.chosen.connect(self.go_requested)

    @property
    def control(self) -> ControlPage:
        """The page of the document control sheet."""
        if self._control is None:
            from app.ui.pages.control import ControlPage

            self._control = page = ControlPage(self._desk, gradually=True)
            page.typed.connect(self.typed)
            self._stack.addWidget(page)
        return self._control

    @property
    def versions(self) -> VersionsPage:
        """The page of saved versions; its wishes are this workspace's."""
        if self._versions is None:
            from app.ui.pages.versions import VersionsPage

            self._versions = page = VersionsPage(self._desk)
            page.typed.connect(self.typed)
            page.save_version_requested.connect(self.save_version_requested)
            page.open_version_requested.connect(self.open_version_requested)
            page.restore_requested.connect(self.restore_requested)
            page.export_requested.connect(self.export_requested)
            page.compare_requested.connect(self.compare_requested)
            self._stack.addWidget(page)
        return self._versions

    @property
    def form(self) -> NodeForm | None:
        """The form that is shown; None while a page is."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, NodeForm) else None

    def page_of(self, id: str, field: str) -> str:
        """What shows a field: the part itself, or the page on which a fact of the strategy stands."""
        if id != self._desk.id or not field:
            return id
        if field == "history":
            return VERSIONS_PAGE
        on_sheet = field in self.control.fields and (self.shown_id == CONTROL_PAGE or field not in OVERVIEW)
        return CONTROL_PAGE if on_sheet else id

    def show_change(self, name: str, old: Any, writing_in: QWidget | None) -> None:
        """Leads to where a field differs from an old value; it takes the keyboard from what was `writing_in`."""
        page = self.control if self.shown_id == CONTROL_PAGE else self.form
        field = page.fields.get(name) if page else None
        if page is None or field is None:
            return
        proxy = field.control.focusProxy()
        if writing_in is None:
            page.ensureWidgetVisible(field)
        elif proxy is not None and proxy is not writing_in:
            page.focus_field(name)
            field.control.point_at(old)

    def show_part(self, id: str) -> None:
        """Shows a part, or one of the two pages; what had the keyboard here gives it to what is shown."""
        before = self._stack.currentWidget()
        writing, in_page = has_keyboard(self), before is not None and has_keyboard(before)
        seen_last = False
        self.shown_id = id
        self.bar.set_editor(None)
        if id == CONTROL_PAGE:
            self.control.show_root(self._desk.root)
            self._stack.setCurrentWidget(self.control)
        elif id == VERSIONS_PAGE:
            self.versions.show_root(self._desk.root)
            self._stack.setCurrentWidget(self.versions)
        elif node := self._desk.node(id):
            form = self._form(node.kind)
            seen_last = form.node_id == id
            form.show_node(node, self._desk.numbers)
            self._stack.setCurrentWidget(form)
        self.bar.setVisible(id != VERSIONS_PAGE)
        self._show_path()
        if writing and not (in_page and self._stack.currentWidget() is before):
            self.take_keyboard(where_it_was=seen_last)

    def take_keyboard(self, *, where_it_was: bool) -> None:
        """Has the page on show take the keyboard, which would else be lost with the page before."""
        if self.form and not where_it_was:
            self.form.focus_first()
        elif stop := stop_in(self._stack):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, before: Strategy, after: Strategy) -> None:
        """Shows what has changed of the part on show."""
        if self.shown_id == CONTROL_PAGE:
            self.control.show_root(after)
        elif self.shown_id == VERSIONS_PAGE:
            self.versions.show_root(after)
        elif (node := self._desk.node(self.shown_id)) and self.form:
            self.form.show_node(node, self._desk.numbers)
        self._show_path()

    def made_ahead(self) -> Iterator[object]:
        """Makes step by step what was not shown yet: the pages, and a form for each kind that the strategy has.

        They are laid out as large as they will be shown, so that little is left to be done when they are.
        """
        held: defaultdict[str, set[str]] = defaultdict(set)
        for at, node in enumerate(tree.walk(self._desk.root)):
            held[node.kind].update(child.kind for child in node.children)
            if at % PARTS_A_STEP == 0:
                yield
        for kind in held.keys() - self._forms.keys():
            yield from self._making(kind)
            form = self._forms[kind]
            for below in filter(form.may_show, held[kind]):
                yield form.table(below)
            yield self._lay_out(form)
        if self._desk.is_there:
            yield from self.control.steps
            yield self.control.show_root(self._desk.root)
            yield self._lay_out(self.control)
            yield self.versions
            yield self._lay_out(self.versions)

    def _lay_out(self, page: QWidget) -> None:
        page.resize(self._stack.size())
        page.grab(QRect(0, 0, 1, 1))  # Qt lays out what is hidden only where it is to be painted

    def _form(self, kind: str) -> NodeForm:
        if kind not in self._forms:
            deque(self._making(kind), maxlen=0)
        return self._forms[kind]

    def _making(self, kind: str) -> Iterator[object]:
        """The steps that are left of making a form."""
        return self._begun.setdefault(kind, self._new_form(kind))

    def _new_form(self, kind: str) -> Iterator[object]:
        only = OVERVIEW if kind == "strategy" else ()
        form = NodeForm(
            kind, self._tools, self._stack, only=only, instead=self._instead(kind), gradually=True
        )
        yield from form.steps
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
        form.setEnabled(not self._desk.read_only)
        self._stack.addWidget(form)
        self._forms[kind] = form

    def _instead(self, kind: str) -> dict[str, Field]:
        """Declarations that know more here than the kind does: which house styles there are."""
        if kind != "strategy":
            return {}
        declared = next(field for field in KINDS[kind].fields if field.name == "house")
        return {"house": structs.replace(declared, type="choice", choices=tuple(self._desk.houses))}

    def _show_path(self) -> None:
        root = self._desk.root
        if self.shown_id in root.ids:
            path = tree.path_to(root, self.shown_id)
            names = [(node.id, self._desk.called(node)) for node in (path[1:] or path)]
            self.breadcrumb.show_path(names, self._desk.house.term(path[-1].kind).one)
        else:
            key = "control" if self.shown_id == CONTROL_PAGE else "versions"
            names = [(root.id, name_of(root)), (self.shown_id, self._desk.house.heading(key))]
            self.breadcrumb.show_path(names, self.tr("Page"))
