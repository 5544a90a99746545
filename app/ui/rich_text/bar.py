"""The bar with what can be done to the rich text that has the keyboard. Imports Qt only."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QToolButton, QWidget

from app.ui.ask import Ask
from app.ui.icons import icon
from app.ui.rich_text import tables
from app.ui.rich_text.editor import RichTextEdit


class FormatBar(QToolBar):
    """Acts on the editor last given to it; off while there is none."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._editor: RichTextEdit | None = None
        self._steps: dict[tables.Step, QAction] = {}
        self.setWindowTitle(self.tr("Format"))
        self.setAccessibleName(self.tr("Format"))
        self.setIconSize(QSize(18, 18))
        self.setMovable(False)
        self.bold = self._add("bold", self.tr("Bold"), QKeySequence("Ctrl+B"), RichTextEdit.set_bold, True)
        self.italic = self._add(
            "italic", self.tr("Italic"), QKeySequence("Ctrl+I"), RichTextEdit.set_italic, True
        )
        self._add("link", self.tr("Link"), QKeySequence("Ctrl+L"), RichTextEdit.edit_link)
        self.addSeparator()
        self._add(
            "bullets",
            self.tr("Bulleted list"),
            QKeySequence("Ctrl+Shift+8"),
            lambda e: e.set_list(ordered=False),
        )
        self._add(
            "numbers",
            self.tr("Numbered list"),
            QKeySequence("Ctrl+Shift+7"),
            lambda e: e.set_list(ordered=True),
        )
        self._add("outdent", self.tr("Item out"), QKeySequence("Ctrl+["), lambda e: e.change_level(-1))
        self._add("indent", self.tr("Item deeper"), QKeySequence("Ctrl+]"), lambda e: e.change_level(1))
        self.addSeparator()
        self._add(
            "picture",
            self.tr("Picture"),
            QKeySequence("Ctrl+Alt+P"),
            lambda e: e.edit_picture() or e.insert_picture(),
        )
        self.table_menu = self._table_menu()
        self._name_what_has_no_room()
        self.set_editor(None)

    def set_editor(self, editor: RichTextEdit | None) -> None:
        """Makes an editor the one that is acted on; one that is there to be read only is none."""
        if editor is not None and editor.isReadOnly():
            editor = None
        if self._editor is not None:
            self._editor.cursorPositionChanged.disconnect(self._follow)
            self._editor.destroyed.disconnect(self._forget)
            for action in self.actions():
                self._editor.removeAction(action)
        self._editor = editor
        if editor is not None:
            editor.cursorPositionChanged.connect(self._follow)
            editor.destroyed.connect(self._forget)
            editor.addActions([action for action in self.actions() if not action.shortcut().isEmpty()])
        for action in self.actions():
            action.setEnabled(editor is not None)
        self._follow()

    def _name_what_has_no_room(self) -> None:
        """Qt's button for what has no room in the bar has neither a name nor a picture that fits into it."""
        button = self.findChild(QToolButton, "qt_toolbar_ext_button")
        assert isinstance(button, QToolButton)
        button.setIcon(icon("more"))
        for say in (button.setAccessibleName, button.setToolTip):
            say(self.tr("What has no room here"))

    def _forget(self) -> None:
        self._editor = None
        self.set_editor(None)

    def _add(
        self,
        name: str,
        text: str,
        keys: QKeySequence,
        act: Callable[[RichTextEdit], object],
        checkable: bool = False,
    ) -> QAction:
        action = QAction(icon(name), text, self)
        action.setIconVisibleInMenu(False)  # it is tinted for the bar
        action.setCheckable(checkable)
        action.setShortcut(keys)
        # The keys are the editor's while it has the keyboard; several bars may be in one window.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({shown})" if shown else text)
        action.triggered.connect(lambda: self._do(act))
        self.addAction(action)
        button = self.widgetForAction(action)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return action

    def _table_menu(self) -> QMenu:
        """What can be done with tables: under the bar's button, in a text's menu, and by keys at the cursor."""
        menu = QMenu(self)
        action = self._add("table", self.tr("Table"), QKeySequence("Ctrl+Alt+T"), self._open_table_menu)
        action.setMenu(menu)
        button = self.widgetForAction(action)
        assert isinstance(button, QToolButton)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        insert = menu.addAction(self.tr("Insert a table…"))
        insert.triggered.connect(lambda: self._do(RichTextEdit.insert_table))
        menu.addSeparator()
        steps: tuple[tuple[str, tables.Step], ...] = (
            (self.tr("Row above"), tables.row_above),
            (self.tr("Row below"), tables.row_below),
            (self.tr("Column on the left"), tables.column_left),
            (self.tr("Column on the right"), tables.column_right),
            (self.tr("First row is the header"), tables.toggle_head),
            (self.tr("Split the cell"), tables.split_cell),
            (self.tr("Delete the row"), tables.delete_row),
            (self.tr("Delete the column"), tables.delete_column),
            (self.tr("Delete the table"), tables.delete_table),
            (self.tr("Merge the chosen cells"), tables.merge_cells),
        )
        for text, step in steps:
            entry = self._steps[step] = menu.addAction(text)
            entry.triggered.connect(lambda _=False, step=step: self._do(lambda e: e.change_table(step)))
        self._steps[tables.toggle_head].setCheckable(True)
        menu.addSeparator()
        menu.addAction(self.tr("Caption…")).triggered.connect(self._caption)
        menu.aboutToShow.connect(self._in_table)
        return menu

    def _open_table_menu(self, editor: RichTextEdit) -> None:
        self._in_table()
        here = editor.viewport().mapToGlobal(editor.cursorRect().bottomLeft())
        inside = editor.textCursor().currentTable()
        self.table_menu.popup(here)
        self.table_menu.setActiveAction(self.table_menu.actions()[2 if inside else 0])

    def _in_table(self) -> None:
        """Offers what can be done where the cursor stands."""
        cursor = self._editor.textCursor() if self._editor else None
        table = cursor.currentTable() if cursor else None
        for action in self.table_menu.actions()[1:]:
            action.setEnabled(bool(table))
        if not cursor or not table:
            return
        at = tables.area_of(cursor, table)
        cell = table.cellAt(cursor)
        rows, columns = self._steps[tables.delete_row], self._steps[tables.delete_column]
        rows.setText(self.tr("Delete the rows") if at.down > 1 else self.tr("Delete the row"))
        columns.setText(self.tr("Delete the columns") if at.across > 1 else self.tr("Delete the column"))
        self._steps[tables.toggle_head].setChecked(table.format().headerRowCount() > 0)
        self._steps[tables.split_cell].setEnabled(cell.rowSpan() > 1 or cell.columnSpan() > 1)
        self._steps[tables.merge_cells].setEnabled(cursor.hasComplexSelection())

    def _do(self, act: Callable[[RichTextEdit], object]) -> None:
        if self._editor:
            self._editor.leaping.emit()
            act(self._editor)

    def _caption(self) -> None:
        if self._editor and (table := self._editor.textCursor().currentTable()):
            old = table.format().stringProperty(tables.CAPTION)
            text = self._ask.text(self.tr("Caption"), self.tr("What the table shows"), old)
            if text is not None:
                self._do(lambda editor: editor.change_table(tables.captioned(text.strip())))

    def _follow(self) -> None:
        self.bold.setChecked(self._editor is not None and self._editor.fontWeight() >= 600)
        self.italic.setChecked(self._editor is not None and self._editor.fontItalic())
