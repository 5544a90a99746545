"""Ordinary use of the whole window, timed turn by turn: `python -m benchmarks.window_use LIBRARY SETTINGS [WORD]`.

Prints a line for each action: its name, the longest turn by the clock, and that of the thread's own work, in ms. With a
word, only what is named with it is done, after the strategy was opened.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from app.__main__ import HAND_OVER
from app.models import tree
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from benchmarks.copies import other_copy
from benchmarks.exchange import Exchange
from benchmarks.in_use import Panel, app
from benchmarks.processes import end_on_errors
from benchmarks.strategies import words

MOST_TAKEN_IN = 5_000
"""Parts of the largest strategy whose copy is taken in: 20,000 with their 700,000 words are refused as too large."""


class Use(Exchange):
    """An author's work in one window."""

    def all(self) -> None:
        """Everything, in an order in which each finds what it needs."""
        self.select()
        self.write()
        self.arrange()
        self.dialogs()
        self.show_activities()
        self.decide()
        self.save()
        self.versions()
        self.export(".docx")
        self.export(".pdf")
        if len(self.desk.root.ids) <= MOST_TAKEN_IN:
            self.take_in_a_copy()
        self.merge()
        self.change_look()
        self.rearrange()
        self.import_a_document()
        self.desk.draft.flush()
        self._do("close the strategy", self.window.close_strategy)

    def select(self) -> None:
        """Other parts and pages."""
        for kind in ("priority", "theme", "vision", "section", "risk", "risks", "strategy", "glossary"):
            ids = self._ids(kind)
            if ids:
                self._do(f"select the first {kind}", lambda ids=ids: self.desktop.go(ids[0]))
                self._do(f"select another {kind}", lambda ids=ids: self.desktop.go(ids[-1]))
        self._do("select the control sheet", lambda: self.desktop.go(CONTROL_PAGE))
        self._do("select the versions", lambda: self.desktop.go(VERSIONS_PAGE))
        view = self.desktop.tree.view
        self.desktop.go(self._ids("priority")[3])
        self._turns.go_on(0.5)
        self._do("hold Down in the tree", lambda: QTest.keyClick(view, Qt.Key.Key_Down))
        self.desktop.go(self.desk.id)
        self._turns.go_on(0.5)
        self._do("unfold the whole tree", lambda: QTest.keyClick(view, Qt.Key.Key_Asterisk))
        self._do("scroll the whole tree", lambda: view.verticalScrollBar().setValue(5000))
        many = self._ids("priority")[100:300]
        self._do("choose 200 parts", lambda: self.desktop.tree.select(many))
        self._do("fold the whole tree", view.collapseAll)
        view.expand(view.model().index(0, 0))
        self._do("filter the tree", lambda: self.desktop.tree.filter.setText("12.3"))
        self._do("end the filter", self.desktop.tree.filter.clear)

    def write(self) -> None:
        """Typing and pasting."""
        self.desktop.go(self._ids("priority")[100])
        self._turns.go_on(0.5)
        for _ in range(3):
            self._do("type a letter, then saved and checked", lambda: self._type(self._body()), 2.5)
        long = next(n.id for n in tree.walk(self.desk.root) if n.kind == "section")
        self._do("select a body of 5,000 words with lists and tables", lambda: self.desktop.go(long))
        for _ in range(3):
            self._do("type in a body of 5,000 words, then saved", lambda: self._type(self._body()), 2.5)
        self._do(
            "new line in a body of 5,000 words", lambda: self._type(self._body(), Qt.Key.Key_Return), 2.5
        )
        self._do("paste 2,000 words from Word", lambda: self._paste(self._body()), 2.5)
        self._do("undo the paste", self.desk.draft.undo, 2.5)
        self._do("paste a table of 200 rows from Word", lambda: self._paste_table(self._body()), 2.5)
        self._body().moveCursor(QTextCursor.MoveOperation.PreviousCharacter)
        self._do("type in that table", lambda: self._type(self._body()), 2.5)
        for what in ("the letter", "that table"):
            self._do(f"undo {what}", self.desk.draft.undo, 2.5)
        self.desktop.go(self._ids("theme")[1])
        self._turns.go_on(0.5)
        table = self.desktop.workspace.form.tables["priority"]
        self._do(
            "begin to edit a cell of 50 priorities", lambda: table.choose(table.model.nodes[4].id, edit=True)
        )
        other = self._ids("priority")[1]
        self._do("end that", lambda: self.desktop.go(other))

    def arrange(self) -> None:
        """Parts moved, added, deleted, pasted."""
        structure, themes, draft = self.desktop.structure, self._ids("theme"), self.desk.draft
        self._do("move a theme of 50", lambda: structure.move([themes[2]], "down"))
        self._do("add a theme", lambda: structure.add_sibling(themes[5]))
        self._do("delete a theme of 50", lambda: structure.remove([themes[7]]))
        self._do("undo", draft.undo)
        self._do("redo", draft.redo)
        many = self._ids("priority")[10:210]
        self._do("delete 200 priorities", lambda: structure.remove(many), 2.5)
        self._do("undo that", draft.undo, 2.5)
        some = self._ids("theme")[:6]
        self._do("copy parts of 500", lambda: structure.copy(some))
        where = self._ids("theme")[8]
        self._do("paste parts of 500", lambda: structure.paste(where), 2.5)
        self._do("undo the paste of 500", draft.undo, 2.5)
        nodes = tuple(node for node in tree.walk(self.desk.root) if node.id in set(many))
        self._do("drag 200 priorities", lambda: structure.drop((self.desk.id, nodes), where, 0), 2.5)
        self._do("undo the drag", draft.undo, 2.5)
        self._do("sort a theme", lambda: structure.sort(where, "priority"))
        self._do("rename a theme", lambda: structure.rename(themes[1], "Another name"))

    def dialogs(self) -> None:
        """Every dialog that is asked for by a key or from a menu."""
        commands, review = self.window.commands, self.window.review

        def palette(dialog: QDialog) -> None:
            line = dialog.findChild(QLineEdit)
            assert isinstance(line, QLineEdit)
            for key in (Qt.Key.Key_P, Qt.Key.Key_R, Qt.Key.Key_I):
                self._turns.timed(lambda key=key: QTest.keyClick(line, key))

        self._within("command palette, and type in it", commands.palette, palette)
        self._within("command palette again", commands.palette, palette)
        self._within("find, in all parts", commands.find, lambda d: self._find(d, "services"))
        self._within("replace in all parts", commands.find, self._replace, 2.0)
        self._do("undo the replacing", self.desk.draft.undo, 3.0)
        self._within("export dialog", commands.outgoing.export)
        self._within("save version dialog", commands.save_version)
        self._within("send for review dialog", review.send)
        self._within("new strategy dialog", self.window.new_strategy)
        self._within("read an earlier moment", lambda: commands.read_moment(self._moment()))
        for name in ("shortcuts", "tour", "about", "guide"):
            action = self.window.actions_by_name[name]
            self._within(f"help: {name}", action.trigger)

    def show_activities(self) -> None:
        """Every panel, the first time, again, and while the draft is edited."""
        desktop = self.desktop
        for key in [each.key for each in self.window.panels]:
            self._do(f"show {key} the first time", lambda key=key: desktop.show_activity(key), 3.0)
            self._do(f"leave {key}", lambda: desktop.show_activity("draft"), 0.3)
            self._do(f"show {key} again", lambda key=key: desktop.show_activity(key))
            if desktop.activity == key:
                self._move_theme(f"edit while {key} is on show", 2)
            desktop.show_activity("draft")
            self._turns.go_on(0.3)
        self._move_theme("all panels made: move a theme", 9)

    def decide(self) -> None:
        """Side tabs, comments and suggestions."""
        review = self.review
        for name in ("suggestions", "checks", "comments"):
            self._do(f"side tab {name}", lambda name=name: review.show_tab(name))
        self.desktop.go(self._ids("priority")[20])
        self._turns.go_on(0.3)
        self._do("begin a comment", review.begin_comment)
        self._do("add a comment", lambda: review.comments.writing.written.emit("A remark"))
        review.show_tab("suggestions")
        self._turns.go_on(0.3)
        some = [each.id for each in review.state.suggestions[:1]]
        most = [each.id for each in review.state.suggestions[1:101]]
        self._do("accept a suggestion", lambda: review.suggestions.decide_requested.emit(some, [], []))
        self._do(
            "accept 100 suggestions", lambda: review.suggestions.decide_requested.emit(most, [], []), 3.0
        )
        self._do("undo that decision", self.desk.draft.undo, 3.0)

    def save(self) -> None:
        """A version, and an edit after it."""

        def version() -> None:
            self.desk.services.save_version(self.desk.library, self.desk.id, "V1", "", "", "")
            self.desk.versions_changed.emit()

        self._do("save a version", version, 3.0)
        self._move_theme("edit after a version", 9)
        self._within("save version dialog, with changes", self.window.commands.save_version)
        self._do("compare with the version", lambda: self.window.commands.compare_version("V1"), 4.0)
        bar, view = self.desktop.panel("compare").bar, self.desktop.panel("compare").view
        self._do("filter the changes", bar.filters["other"].toggle)
        self._do("show all changes", bar.filters["other"].toggle)
        self._do("unfold the comparison", view.unfold_all)
        for share in (0.5, 1.0):
            self._do("scroll the comparison", lambda share=share: view.scroll_to(share))
        self.desktop.show_activity("draft")

    def rearrange(self) -> None:
        """The window, and how the whole strategy is shown."""
        self._do("open the history", self.window.actions_by_name["history"].trigger)
        self._do("smaller window", lambda: self.window.resize(1024, 700))
        self._do("larger window", lambda: self.window.resize(1600, 1000))
        self._do("show the risks", lambda: self.desktop.show_activity("risks"))
        table = self.desktop.panel("risks").table
        self._do("sort the risks", lambda: table.sortByColumn(1, Qt.SortOrder.DescendingOrder))
        self.desktop.show_activity("draft")
        self.desktop.go(self.desk.id)
        self._turns.go_on(0.5)
        other = next(key for key in self.desk.houses if key != self.desk.house.key)
        self._do("another house", lambda: self._change(house=other), 3.0)
        self._do("the first house again", self.desk.draft.undo, 3.0)

    def change_look(self) -> None:
        """Text size and colours."""
        self._do("larger text", lambda: self.look.step(1))
        self._do("smaller text", lambda: self.look.step(-1))
        self._do("dark", lambda: self.look.set_scheme("dark"))
        self._do("light", lambda: self.look.set_scheme("light"))

    def _body(self) -> Panel:
        return self.desktop.workspace.form.fields["body"].control.editor

    def _type(self, editor: Panel, key: Qt.Key = Qt.Key.Key_A) -> None:
        QTest.keyClick(editor, key)

    def _paste(self, editor: Panel) -> None:
        mime = QMimeData()
        mime.setHtml(
            "".join(f'<p class="MsoNormal"><b>{words(3, n)}</b> {words(97, n)}</p>' for n in range(20))
        )
        editor.moveCursor(QTextCursor.MoveOperation.End)
        editor.insertFromMimeData(mime)

    def _paste_table(self, editor: Panel) -> None:
        cells = "".join(f"<td><p>{words(6, n)}</p></td>" for n in range(5))
        mime = QMimeData()
        mime.setHtml(f'<table border="1">{f"<tr>{cells}</tr>" * 200}</table>')
        editor.moveCursor(QTextCursor.MoveOperation.End)
        editor.insertFromMimeData(mime)

    def _change(self, **fields: str) -> None:
        self.desk.draft.do(lambda root: tree.change(root, root.id, **fields), "Change the strategy")

    def _find(self, dialog: Panel, what: str) -> None:
        self._turns.timed(lambda: dialog.words.setText(what))

    def _replace(self, dialog: Panel) -> None:
        self._find(dialog, "residents")
        dialog.by.setText("citizens")
        self._turns.go_on(1.0)
        self._turns.timed(dialog.replace.click)

    def _moment(self) -> int:
        return self.desk.library.journal(self.desk.id)[0].id


def main(arguments: list[str]) -> None:
    """Uses a window on the only strategy of a library."""
    sys.setswitchinterval(HAND_OVER)
    end_on_errors()
    app()
    library = Path(arguments[0])
    other_copy(library, library.with_name("other.engross"))
    Use(*arguments).all()
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
