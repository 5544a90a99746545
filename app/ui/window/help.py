"""Help within the window: shortcuts, a short tour, about. Imports Qt only."""

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app import __version__
from app.ui.labels import plain_label
from app.ui.window.actions import bare, keys_of

TOUR = (
    "The tree at the left is your strategy. Enter adds a part after the chosen one, Alt with the arrow keys moves it, "
    "Delete removes it, and Ctrl+Z brings it back.",
    "What you write is saved as you type. There is no save button; the bar at the foot says when all is safe.",
    "Numbers, contents and the version table are made for you, so they are always right.",
    "Ctrl+K goes anywhere and does anything: type a few letters of a part or of an action.",
    "When the draft is ready to be read, save a version (Ctrl+S). It can never be altered, and the draft goes on.",
    "Ctrl+E makes the formal Word or PDF document of the draft or of any version.",
)
EDITOR_KEYS = (
    ("Ctrl+B / Ctrl+I", "Bold / italic"), ("Ctrl+L", "Link"), ("Ctrl+Shift+8 / 7", "Bulleted / numbered list"),
    ("Tab / Shift+Tab", "At the beginning of an item: deeper / out"),
    ("Ctrl+Enter", "In a table of parts: open the part"),
    ("Alt+Up / Alt+Down", "In the tree or a table of parts: move"), ("Esc", "Ends editing a cell"),
)  # fmt: skip


class SheetDialog(QDialog):
    """A sheet to read."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.page = QWidget()
        self.lines = QVBoxLayout(self.page)
        self.lines.setSpacing(12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.page)
        area.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(title, "title"))
        column.addWidget(area, 1)
        column.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 84, 520)


def shortcut_sheet(actions: Iterable[QAction], parent: QWidget) -> SheetDialog:
    """Every action that has keys, and those of the editor."""
    sheet = SheetDialog(parent.tr("Shortcuts"), parent)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    rows = [(keys_of(action), bare(action)) for action in actions if keys_of(action)]
    rows += [(keys, parent.tr(words)) for keys, words in EDITOR_KEYS]
    for at, (keys, words) in enumerate(rows):
        grid.addWidget(plain_label(keys), at, 0)
        grid.addWidget(plain_label(words), at, 1)
    grid.setColumnStretch(1, 1)
    sheet.lines.addLayout(grid)
    sheet.lines.addStretch()
    return sheet


def tour_sheet(parent: QWidget) -> SheetDialog:
    """What a newcomer has to know, in six sentences."""
    sheet = SheetDialog(parent.tr("A short tour"), parent)
    for at, words in enumerate(TOUR, 1):
        sheet.lines.addWidget(plain_label(f"{at}.  {parent.tr(words)}", wraps=True))
    sheet.lines.addStretch()
    return sheet


def about_sheet(parent: QWidget) -> SheetDialog:
    """What this program is."""
    sheet = SheetDialog(parent.tr("About Engross"), parent)
    said = (
        parent.tr("Engross {}").format(__version__),
        parent.tr("To engross (law): to write out the final, formal copy of a document."),
        parent.tr(
            "Drafts, versions, compares and approves the formal strategies of local councils. Licence: MIT."
        ),
        parent.tr("Built with Qt for Python (LGPL). Fonts: Liberation and DejaVu, under their own licences."),
    )
    for words in said:
        sheet.lines.addWidget(plain_label(words, wraps=True))
    sheet.lines.addStretch()
    return sheet
