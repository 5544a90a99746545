"""What comes into a window and what leaves it: exports, copies for review, other drafts, documents, versions."""

from collections.abc import Callable
from pathlib import Path

from msgspec import structs
from PySide6.QtWidgets import QDialog

from app.models import tree
from app.models.text import plain
from app.ui.merging.window import MergeWindow
from app.ui.review.taking_in import TakenInDialog
from benchmarks.copies import COLLIDING, reviewed, written_document
from benchmarks.in_use import InUse, Panel

SOON = 2.0


class Exchange(InUse):
    """A window that exchanges its strategy with others."""

    def export(self, suffix: str) -> None:
        """Exports the draft as a file."""
        to = self.place.with_suffix(suffix)

        def fill(dialog: Panel) -> None:
            dialog.opens.setChecked(False)
            self._turns.timed(lambda: dialog.place.setText(str(to)))

        outgoing = self.window.commands.outgoing
        self._written(f"export as {suffix}", to, outgoing.export, fill)
        self._do(f"export as {suffix} again", outgoing.export_again, SOON)

    def take_in_a_copy(self) -> None:
        """Sends a copy for review, and takes it in as it comes back."""
        copy = self.place.with_name("sent.docx")

        def fill(dialog: Panel) -> None:
            dialog.shows.setChecked(False)
            self._turns.timed(lambda: dialog.place.setText(str(copy)))

        self._written("send a copy for review", copy, self.window.review.send, fill)
        reviewed(copy)
        self._do(
            "take in a reviewed copy",
            lambda: self.window.review.take_in(copy),
            SOON,
            lambda: self._child(TakenInDialog) is not None,
        )
        self._do("close what is told of it", lambda: self._child(TakenInDialog).reject(), SOON)
        open, draft = self.review, self.desk.draft
        self._do("accept all suggestions", open.suggestions.accept_all.click, 3.0)
        self._do("undo accepting all", draft.undo, 3.0)
        self._do("reject all suggestions", open.suggestions.reject_all.click, 3.0)
        self._do("undo rejecting all", draft.undo, 3.0)

    def merge(self) -> None:
        """Merges another copy of the library, in which the same parts were changed otherwise."""
        draft, here = self.desk.draft, plain("Here it is said otherwise.")
        some = [node for node in tree.walk(self.desk.root) if node.kind == "priority"][:COLLIDING]
        changed = {node.id: structs.replace(node, body=here) for node in some}
        draft.do(lambda root: tree.with_parts(root, changed), "Change many")
        self._turns.go_on(SOON)
        self.answers.file = self.place.with_name("other.engross")
        self._do(
            "compare with another copy to merge it",
            self.window.commands.merge,
            SOON,
            lambda: self._child(MergeWindow) is not None,
        )
        deciding = self._child(MergeWindow)
        self._do("next collision", lambda: deciding.step(1))
        for at in range(deciding.list.count()):
            self._do("next collision", lambda at=at: deciding.list.setCurrentRow(at), 0.1)
            self._do("decide a collision", deciding.page.buttons["theirs"].click, 0.1)
        self._do("see what merges by itself", lambda: deciding.tabs.setCurrentIndex(1))
        self._do("merge", deciding.merge.click, 4.0)
        self._do("undo the merge", draft.undo, 4.0)

    def versions(self) -> None:
        """Reads a version, restores it, and takes that back."""
        commands = self.window.commands
        self._within("read a version", lambda: commands.read_version("V1"))
        self._do("restore a version", lambda: commands.restore_version("V1"), 4.0)
        self._do("undo the restoring", self.desk.draft.undo, 4.0)

    def import_a_document(self) -> None:
        """Reads a document as large as the strategy, looks it over, and stores it; the first strategy is back then."""
        first, importing = self.desk.id, self.window.importing
        self.answers.file = written_document(self.place.with_suffix(".md"), len(self.desk.root.ids))
        self._do("read a document to import", importing.choose, SOON, lambda: importing.review is not None)
        dialog: Panel = importing.review
        if not dialog.source_model.unsure_rows():
            raise RuntimeError("nothing in the document to be imported is unsure")
        self._do("next unsure paragraph", lambda: dialog.next_unsure(1))
        self._do("confirm a part", dialog.confirm)
        some = [node.id for node in tree.walk(dialog.desk.root) if node.kind == "priority"]
        self._do("choose a part of the import", lambda: dialog.tree.choose(some[-3]))
        self._do("another kind for a part of the import", lambda: dialog.set_kind("outcome"))
        self._do("merge it with the one before", dialog.merge)
        self._do("undo that step", dialog.undo)
        self._do("begin a part at a paragraph", dialog.split)
        self._do("move a part of the import", lambda: dialog.structure.move([some[5]], "down"))
        self._do("only what is unsure", lambda: dialog.parts.only.click())
        self._do("all paragraphs again", lambda: dialog.parts.only.click())
        self._do(
            "accept the import",
            dialog.parts.accept.click,
            SOON,
            lambda: self._is_open(lambda id: id != first),
        )
        self._do(
            "back to the first strategy",
            lambda: self.window.open_strategy(first),
            SOON,
            lambda: self._is_open(lambda id: id == first),
        )

    def _written(
        self, name: str, to: Path, open: Callable[[], object], fill: Callable[[QDialog], object]
    ) -> None:
        """Asks for a file in a dialog, which is accepted once filled, and goes on until it is there."""

        def end(dialog: Panel) -> None:
            dialog.go.click()

        self._within(name, open, fill, end=end, there=to.exists)

    def _is_open(self, fits: Callable[[str], bool]) -> bool:
        desk = self.window.desk
        return desk is not None and fits(desk.id)

    def _child(self, kind: type[QDialog]) -> Panel:
        return self.window.findChild(kind)
