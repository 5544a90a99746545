"""Help within the window: the guide, shortcuts, a short tour, about. Imports Qt only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.ui.dialog_size import size_dialog
from app.ui.keyboard import has_keyboard
from app.ui.labels import plain_label
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.passing import open_once
from app.ui.roles import give_role
from app.ui.turns import InTurns
from app.ui.window.actions import bare, keys_of
from app.ui.window.help_words import EDITOR_KEYS, PANEL_KEYS, TOUR, TREE_KEYS

if TYPE_CHECKING:
    from app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate

Rows = Sequence[tuple[str, str]]
ROWS_AT_ONCE = 8
APART = 12


class SheetDialog(QDialog):
    """A sheet to read."""

    def __init__(self, title: str, parent: QWidget | None = None, *, lines: int = 35) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.page = QWidget()
        self.lines = QVBoxLayout(self.page)
        self.lines.setSpacing(APART)
        self.filling = InTurns(self)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.page)
        area.setAccessibleName(title)
        give_role(area, QAccessible.Role.Document)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(title, "title"))
        column.addWidget(area, 1)
        column.addWidget(buttons)
        size_dialog(self, 84, lines)

    def fill(self, parts: Iterable[QWidget]) -> None:
        """Puts parts below one another: at once what there is time for in this turn, the others in further turns."""
        column = QVBoxLayout()
        self.lines.addLayout(column)
        self.lines.addStretch()

        def put() -> Iterator[object]:
            for part in parts:
                column.addWidget(part)
                yield part.show()

        self.filling.begin(put())


def shortcut_sheet(actions: Iterable[QAction], parent: QWidget) -> SheetDialog:
    """Every action that has keys, those of the tree and the editor, and what each panel has for itself."""
    sheet = SheetDialog(translate("Help", "Shortcuts"), parent)
    everywhere = [(keys_of(action), bare(action)) for action in actions if keys_of(action)]
    everywhere.append(("Ctrl+1 … Ctrl+9", translate("Help", "Show the activities of the bar at the left")))
    groups = [(translate("Help", "Everywhere"), everywhere)]
    groups += [
        (translate("Help", name), [(keys, translate("Help", words)) for keys, words in rows])
        for name, rows in (
            (QT_TRANSLATE_NOOP("Help", "In the tree"), TREE_KEYS),
            (QT_TRANSLATE_NOOP("Help", "In text and tables"), EDITOR_KEYS),
            *PANEL_KEYS,
        )
    ]
    letters = sheet.fontMetrics()
    wide = max(letters.horizontalAdvance(keys) for _, rows in groups for keys, _ in rows)
    sheet.fill(part for name, rows in groups for part in _listed(name, rows, wide))
    return sheet


def _listed(name: str, rows: Rows, wide: int) -> Iterator[QWidget]:
    """A group's heading, and its rows, a few at a time, with the keys in a column of one width for all groups."""
    yield plain_label(name, "head")
    for first in range(0, len(rows), ROWS_AT_ONCE):
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(APART)
        grid.setColumnMinimumWidth(0, wide)
        grid.setColumnStretch(1, 1)
        for at, (keys, words) in enumerate(rows[first : first + ROWS_AT_ONCE]):
            grid.addWidget(plain_label(keys), at, 0)
            grid.addWidget(plain_label(words, wraps=True), at, 1)
        yield part


def show_guide(window: MainWindow) -> None:
    """Opens the user guide at what the window is being used for."""
    from app.ui.window.guide import SECTIONS, GuideDialog

    desktop = window.desktop
    doing = desktop.activity if desktop is not None else ""
    if desktop is not None and has_keyboard(desktop.side):
        doing = "side"
    open_once(GuideDialog(SECTIONS[doing], window))


def tour_sheet(parent: QWidget) -> SheetDialog:
    """What a newcomer has to know, in ten short paragraphs."""
    sheet = SheetDialog(translate("Help", "A short tour"), parent)
    for at, words in enumerate(TOUR, 1):
        sheet.lines.addWidget(plain_label(f"{at}.  {translate('Help', words)}", wraps=True))
    sheet.lines.addStretch()
    return sheet


def about_sheet(parent: QWidget) -> SheetDialog:
    """What this program is."""
    sheet = SheetDialog(translate("Help", "About Engross"), parent, lines=17)
    said = (
        translate("Help", "Engross {}").format(__version__),
        translate("Help", "To engross (law): to write out the final, formal copy of a document."),
        translate(
            "Help",
            "Drafts, versions, compares and approves the formal strategies of local councils. Licence: MIT.",
        ),
        translate(
            "Help", "Built with Qt for Python (LGPL). Fonts: Liberation and DejaVu, under their own licences."
        ),
    )
    for words in said:
        sheet.lines.addWidget(plain_label(words, wraps=True))
    sheet.lines.addStretch()
    return sheet
