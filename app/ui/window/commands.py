"""What the window's actions ask about before they are done: versions, going and doing by name.

Imports models and Qt only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.document.arrangement import as_printed
from app.document.numbering import numbers
from app.models import tree
from app.models.errors import Refused
from app.models.nodes import KINDS, Strategy
from app.models.text import Blocks
from app.ui.desk import Desk
from app.ui.edit_words import edit_said
from app.ui.labels import shown_as_it_is
from app.ui.passing import answered, open_once
from app.ui.sentences.said import sentence_said
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.actions import bare, keys_of, translated, words_of
from app.ui.window.additions import Addition, elsewhere, nearest
from app.ui.window.finding import Finding
from app.ui.window.opening import title_of
from app.ui.window.outgoing import Outgoing
from app.ui.window.recent import Recent, recent_besides
from app.ui.window.session import keep_own_name

if TYPE_CHECKING:
    from app.ui.picker import Entry
    from app.ui.window.desktop import Desktop
    from app.ui.window.main_window import MainWindow
    from app.ui.window.reader import ReaderDialog


STEPS_LOOKED_AT = 300
OFFERED_ALREADY = frozenset(("commands", "control", "versions"))
"""Actions that the palette has no need of: itself, and the pages that stand among the parts."""


class Commands(QObject):
    """The window's commands that need a dialog."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.finding = Finding(self)
        self.outgoing = Outgoing(window)

    @property
    def _desk(self) -> Desk | None:
        return self._window.desk

    def hear(self, desktop: Desktop) -> None:
        """Does what is wished for on the page of versions and in the history of a strategy."""
        versions, history = desktop.workspace, desktop.history
        versions.save_version_requested.connect(self.save_version)
        versions.open_version_requested.connect(self.read_version)
        versions.restore_requested.connect(self.restore_version)
        versions.export_requested.connect(self.outgoing.export)
        versions.compare_requested.connect(self.compare_version)
        history.view_requested.connect(self.read_moment)
        history.restore_requested.connect(self.restore_moment)
        history.compare_requested.connect(self.compare_moment)
        desktop.structure.deleted.connect(lambda said: self._tell_deleted(desktop.desk, said))

    # Versions

    def save(self) -> None:
        """Saves what was typed, now; as everything is saved by itself, it says above all that it is."""
        if (desk := self._desk) is None:
            return
        if desk.read_only:
            said = self.tr("Read-only: nothing can be changed here, so there is nothing to save.")
        elif desk.draft.ready():
            keys = keys_of(self._window.actions_by_name["save_version"])
            said = self.tr("All is saved. Save version… is {}.").format(keys)
        else:
            return
        self._window.statusBar().showMessage(said, 6000)

    def save_version(self) -> None:
        """Proposes label and description, and saves the version."""
        from app.ui.pages.versions import SaveVersionDialog

        desk = self._desk
        if desk is None or not desk.draft.ready():
            return
        services = desk.services
        saved = desk.versions()
        library, id, root = desk.library, desk.id, desk.root

        def describe() -> str:
            return services.describe_changes(library.content(id, saved[-1].label).root, root)

        label = services.proposed_label(library, id)
        changes = describe if saved else self.tr("First draft")
        answered(SaveVersionDialog(label, changes, self._window, partial(self._save, desk)))

    def _save(self, desk: Desk, *asked: str) -> None:
        row = desk.services.save_version(desk.library, desk.id, *asked)
        desk.versions_changed.emit()
        self._window.statusBar().showMessage(
            self.tr("{} is saved. Version control lists it, to be read and compared.").format(row.label), 6000
        )

    def read_version(self, label: str) -> None:
        """Shows a version to be read."""
        if (desk := self._desk) and label:
            library, id = desk.library, desk.id
            title = self.tr("{}: {}").format(label, desk.root.title)
            dialog = self._reader(title, lambda: library.content(id, label).root, exports=True)
            dialog.restore_requested.connect(lambda: self.restore_version(label))
            dialog.compare_requested.connect(lambda: self.compare_version(label))
            dialog.export_requested.connect(lambda: self.outgoing.export(label))
            dialog.print_requested.connect(lambda: self.outgoing.print_out(label))
            dialog.open()

    def restore_version(self, label: str) -> None:
        """Makes a version the draft again; that can be undone."""
        if (desk := self._desk) and label:
            self._restore(desk, desk.library.content(desk.id, label).root, f"Restore {label}")

    def compare_version(self, label: str) -> None:
        """Shows what differs between a version and the draft."""
        desk, desktop = self._desk, self._window.desktop
        if desk and desktop and desktop.offers("compare"):
            desktop.show_activity("compare", lambda panel: panel.choose_version(label))
        elif desk:
            old = desk.library.content(desk.id, label).root
            self._tell_differences(label, old, desk.root)

    # History

    def read_moment(self, id: int) -> None:
        """Shows the strategy as it was after an edit."""
        if (desk := self._desk) and id:
            library, strategy = desk.library, desk.id
            title = self.tr("As it was after {}").format(self._edit_said(id))
            dialog = self._reader(title, lambda: library.moment(strategy, id))
            dialog.restore_requested.connect(lambda: self.restore_moment(id))
            dialog.compare_requested.connect(lambda: self.compare_moment(id))
            dialog.open()

    def restore_moment(self, id: int) -> None:
        """Makes the strategy as it was after an edit the draft again."""
        if (desk := self._desk) and id:
            desktop = self._window.desktop
            kept = (desktop.history.kept_name(id) if desktop else "") or f"edit {id}"
            self._restore(desk, desk.library.moment(desk.id, id), f"Go back to {kept}")

    def compare_moment(self, id: int) -> None:
        """Shows what differs between an earlier moment and the draft."""
        desk, desktop = self._desk, self._window.desktop
        if not desk or not id:
            return
        if desktop and desktop.offers("compare"):
            desktop.show_activity("compare", lambda panel: panel.choose_moment(id))
        else:
            self._tell_differences(self._edit_said(id), desk.library.moment(desk.id, id), desk.root)

    def _edit_said(self, id: int) -> str:
        desktop = self._window.desktop
        return (desktop.history.named(id) if desktop else "") or self.tr("edit {}").format(id)

    def merge(self) -> None:
        """Merges the draft with another copy of the library."""
        if desk := self._desk:
            from app.ui.merging.flow import MergeFlow

            flow = MergeFlow(desk, self._window)
            flow.said.connect(lambda said: self._window.statusBar().showMessage(said, 8000))
            flow.reviewed.connect(self._window.review.look_again)
            flow.start()

    def name_oneself(self) -> None:
        """Asks how the user is called, and opens the library anew under that name."""
        window = self._window
        now = window.services.who()
        about = self.tr("Edits, comments, versions and decisions are kept under this name:")
        name = window.ask.text(self.tr("Your name"), about, now)
        if name is None or name.strip() == now or (window.desk and not window.desk.draft.ready()):
            return
        keep_own_name(window.settings, " ".join(name.split()))
        if (library := window.library) is not None:
            strategy = window.desk.id if window.desk else ""
            window.open_library(library.path_or_url, strategy, read_only=library.read_only, anew=True)

    # Undoing

    def name_steps(self) -> None:
        """Has the Edit menu say what undo takes back and redo brings back; asked when the menu is opened."""
        desk = self._desk
        if desk is None or not desk.is_there or not desk.draft.flush():
            return
        rows = desk.library.journal(desk.id, STEPS_LOOKED_AT)
        undone = next((row.label for row in reversed(rows) if row.state == "done" and row.before), "")
        redone = next((row.label for row in rows if row.undone), "")
        for name, label in (("undo", undone), ("redo", redone)):
            words = translated(words_of(name))
            self._window.actions_by_name[name].setText(
                f"{words}: {shown_as_it_is(edit_said(label))}" if label else words
            )

    def forget_steps(self) -> None:
        """The menu is closed: elsewhere undo and redo go by their plain names."""
        for name in ("undo", "redo"):
            self._window.actions_by_name[name].setText(translated(words_of(name)))

    def _tell_deleted(self, desk: Desk, sentence: str) -> None:
        """Tells at the foot what was deleted, with a way to take it back for as long as it is what was done last."""
        from app.ui.window.notice import Notice, tell

        bar = self._window.statusBar()
        bar.clearMessage()
        notice = Notice(sentence, self.tr("Undo"), self.tr("Undo the deletion"), desk.draft.undo, bar)
        for over in (desk.changed, desk.destroyed):
            over.connect(notice.deleteLater)
        tell(bar, notice)

    # Going and doing

    def palette(self) -> None:
        """Every action and every part, by a few letters."""
        from app.ui.picker import Entry, Picker

        window = self._window
        entries: list[Entry] = []
        for name, action in window.actions_by_name.items():
            if action.isEnabled() and name not in OFFERED_ALREADY:
                entries.append(Entry(bare(action), keys_of(action), "right", action))
        if window.desktop is not None:
            shown = self.tr("Show {}")
            activities = window.desktop.activities.listed
            # The ways come before the additions, for to look for “Risks” must not add any.
            ways = [
                Entry(shown.format(activity.name), "", activity.icon, activity) for activity in activities
            ]
            entries = [*ways, *self._additions(nearest), *entries]
        said = self.tr("Open {}")
        recents = (
            Entry(said.format(each.title), title_of(each.library), "strategy", each)
            for each in recent_besides(window.settings, self._desk)
        )
        offered = chain(self._parts(), entries, self._additions(elsewhere), recents)
        picker = Picker(self.tr("Go to or do"), offered, self.tr("Nothing is called that."), window)
        if picker.exec() and picker.chosen is not None:
            self._do(picker.chosen.what)

    def find(self) -> None:
        """Opens find and replace, which stays open beside the work."""
        if (desk := self._desk) and (desktop := self._window.desktop):
            desk.draft.flush()
            self.finding.start(desktop)

    def choose_strategy(self) -> None:
        """Asks which strategy of the open library is to be shown."""
        from app.ui.picker import Entry, Picker

        if self._window.library is None:
            return
        rows = self._window.library.strategies()
        entries = [
            Entry(row.title, row.versions[-1].label if row.versions else "", "strategy", row.id)
            for row in rows
        ]
        picker = Picker(
            self.tr("Switch strategy"), entries, self.tr("The library holds no strategy."), self._window
        )
        if picker.exec() and picker.chosen is not None:
            self._window.open_strategy(str(picker.chosen.what))

    # Help

    def guide(self) -> None:
        """Opens the user guide at what the window is being used for."""
        from app.ui.window.help import show_guide

        show_guide(self._window)

    def shortcuts(self) -> None:
        """Shows every key."""
        from app.ui.window.help import shortcut_sheet

        open_once(shortcut_sheet(self._window.actions_by_name.values(), self._window))

    def tour(self) -> None:
        """Shows what a newcomer has to know."""
        from app.ui.window.help import tour_sheet

        open_once(tour_sheet(self._window))

    def about(self) -> None:
        """Shows what this program is."""
        from app.ui.window.help import about_sheet

        open_once(about_sheet(self._window))

    def _parts(self) -> Iterator[Entry]:
        from app.ui.picker import Entry

        desk = self._desk
        if desk is None:
            return
        house = desk.house
        for key, page in (("control", CONTROL_PAGE), ("versions", VERSIONS_PAGE)):
            # Found by the menu's words also where the house has quite others.
            name, offered = house.heading(key), bare(self._window.actions_by_name[key])
            yield Entry(name, "" if offered.casefold() in name.casefold() else offered, key, page)
        for node in tree.walk(desk.root):
            yield Entry(desk.called(node), house.term(node.kind).one, KINDS[node.kind].icon, node.id)

    def _additions(self, found: Callable[[Strategy, str], Iterable[Addition]]) -> Iterator[Entry]:
        """A new part of each kind that has a place, as `found` for the part on show."""
        from app.ui.picker import Entry

        desk, desktop = self._desk, self._window.desktop
        if desk is None or desktop is None or desk.read_only:
            return
        for addition in found(desk.root, desktop.workspace.shown_id):
            kind, holder, within = addition
            made = self.tr("new {}").format(desk.house.term(within).one.lower()) if within else ""
            yield Entry(
                self.tr("Add {}").format(desk.house.term(kind).one.lower()),
                made or desk.called(holder),
                KINDS[kind].icon,
                addition,
            )

    def _do(self, what: object) -> None:
        desktop = self._window.desktop
        if isinstance(what, str):
            if desktop is not None:
                desktop.go(what)
                desktop.lead_in()
        elif isinstance(what, Recent):
            self._window.open_library(what.library, what.strategy)
        elif isinstance(what, Addition):
            if desktop is not None:
                desktop.add(what.holder.id, what.kind, what.within)
        elif hasattr(what, "key"):
            if desktop is not None:
                desktop.show_activity(what.key)  # type: ignore[attr-defined]
        else:
            what.trigger()  # type: ignore[attr-defined]

    def _restore(self, desk: Desk, root: Strategy, label: str) -> None:
        if desk.draft.do(lambda _: root, label):
            self._window.statusBar().showMessage(self.tr("Restored. Ctrl+Z brings the draft back."), 8000)

    def _tell_differences(self, what: str, old: Strategy, new: Strategy) -> None:
        from PySide6.QtWidgets import QMessageBox

        described = self._window.services.describe_changes(old, new)
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Since {}").format(what))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(described.replace("; ", ";\n") or self.tr("Nothing differs."))
        open_once(box)

    def _reader(self, title: str, read: Callable[[], Strategy], *, exports: bool = False) -> ReaderDialog:
        from app.ui.window.earlier import as_blocks
        from app.ui.window.reader import ReaderDialog, reading_words

        desk = self._desk
        assert desk is not None
        house, words = desk.house, reading_words(self)

        def text() -> Blocks:
            root = read()
            return as_blocks(as_printed(root, house), numbers(root, house), house, words)

        dialog = ReaderDialog(
            title, text, desk.draft, desk.ask, restores=not desk.read_only, exports=exports, parent=self._window
        )  # fmt: skip
        dialog.failed.connect(lambda fault: self._not_read(dialog, fault))
        return dialog

    def _not_read(self, dialog: ReaderDialog, fault: Exception) -> None:
        dialog.reject()
        self._window.ask.tell(dialog.windowTitle(), self._said(fault))

    @staticmethod
    def _said(fault: Exception) -> str:
        """The sentence of a refusal; a fault that is none is raised."""
        if not isinstance(fault, Refused):
            raise fault
        return sentence_said(fault)
