"""Help within the window: the guide, shortcuts, a short tour, about. Imports Qt only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
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
from app.ui.passing import open_once
from app.ui.turns import InTurns
from app.ui.window.actions import bare, keys_of

if TYPE_CHECKING:
    from app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate

Rows = Sequence[tuple[str, str]]
ROWS_AT_ONCE = 8
APART = 12
TOUR = (
    "The tree at the left is your strategy. Enter adds a part after the chosen one, Alt with the arrow keys moves it, "
    "Delete removes it, and Ctrl+Z brings it back.",
    "What you write is saved as you type. The bar at the foot says when all is safe; Ctrl+S saves at once.",
    "Numbers, contents and the version table are made for you, so they are always right.",
    "Ctrl+K goes anywhere and does anything: type a few letters of a part or of an action.",
    "When the draft is ready to be read, save a version (Ctrl+Shift+S). It can never be altered, and the draft "
    "goes on.",
    "The bar at the far left, or Ctrl+1 to Ctrl+9, changes what the middle shows. Compare says what differs between "
    "any two versions, what matters first; Risks, Roadmap, Costs and Links draw what the parts say.",
    "The panel at the right has comments, suggestions, checks and history. Send for review (Ctrl+Shift+R) writes a "
    "Word copy; what colleagues changed in it comes back as suggestions.",
    "Approval leads through your council's stages and its lawful dates. Reports and Packs write the committee's "
    "papers. Check a copy (Ctrl+Shift+K) says whether a file is the approved one.",
    "Ctrl+E makes the formal Word or PDF document of the draft or of any version.",
    "F1 opens the user guide at what you are doing.",
)
TREE_KEYS = (
    ("*", "Unfold a part with all below it"), ("Right / Left", "Unfold a part / fold it"),
    ("Menu", "All that can be done with a part"),
)  # fmt: skip
EDITOR_KEYS = (
    ("Ctrl+B / Ctrl+I", "Bold / italic"), ("Ctrl+L", "Link"), ("Ctrl+Shift+8 / 7", "Bulleted / numbered list"),
    ("Ctrl+Alt+P", "Picture"), ("Ctrl+Alt+T", "Table: insert one, its rows, columns, header and caption"),
    ("Ctrl+] / Ctrl+[", "Item deeper / out"),
    ("Tab / Shift+Tab", "At the beginning of an item: deeper / out; in a table: next / former cell"),
    ("Tab", "In the last cell that is written in: add a row"),
    ("Ctrl+Tab / Ctrl+Shift+Tab", "In a text: on to the next control / back, also from a table"),
    ("Ctrl+Enter", "In a table of parts: open the part; in a cell being written: add a row; on a link: go there"),
    ("Enter / F2", "In a table of parts: write in the cell"),
    ("Alt+Up / Alt+Down", "In the tree or a table of parts: move"), ("Esc", "Ends editing a cell"),
    ("Ctrl+C / X / V", "In a table of parts: copy, cut, paste rows, also those of a spreadsheet"),
    ("Ctrl+D / Del", "In a table of parts: duplicate / delete the row"),
    ("Menu", "All that can be done with a text or row"),
)  # fmt: skip
PANEL_KEYS = (
    ("Compare", (
        ("F7 / Shift+F7", "Next / previous change"), ("F5", "Compare again"), ("Esc", "Stop comparing"),
        ("Ctrl+Enter", "Take the chosen change back, or into the draft"),
        ("Ctrl+M", "Remember the chosen changes as read"),
        ("Ctrl+Shift+M", "Make what was marked as read last new again"),
        ("Enter", "In the list: go to the changed words"), ("Ctrl+C", "In the list: copy the changes as a table"),
        ("Space / Enter", "In the text: show the unchanged lines nearest / all of them"),
        ("M", "The other end of what moved"),
    )),
    ("Suggestions", (
        ("Enter", "Go to the words"), ("Ctrl+Enter", "Accept"), ("Del", "Reject"),
    )),
    ("Approval", (("Left / Right", "Another stage of the route"),)),
    ("Reports", (
        ("Alt+Backspace", "Take the last answer back"), ("Alt+Shift+Backspace", "Give it again"),
    )),
    ("Roadmap", (
        ("Up / Down", "Another bar"),
        ("Left / Right", "Move it by a month, with Shift its end only, with Ctrl its start only"),
        ("Enter", "Go to the part"),
    )),
    ("Links", (("Space", "Link or part"), ("Enter", "Go to the row's part"))),
    ("Packs", (
        ("Alt+Up / Alt+Down", "Move the item or paper"), ("Del", "Take it out"),
        ("Ctrl+Z / Ctrl+Shift+Z", "In the agenda: undo / redo"),
    )),
    ("Preview", (("F3 / Shift+F3", "Next / previous place of the words searched for"),)),
    ("Looking an import over", (
        ("F8 / Shift+F8", "Next / previous unsure paragraph"), ("Ctrl+Enter", "Right as it is"),
        ("Ctrl+J", "Merge with the part before"), ("Ctrl+B", "Begin a part here"),
        ("Ctrl+T", "Take a line back into the text"),
    )),
    ("Merging, checking a copy", (("F7 / Shift+F7", "Next / previous place"),)),
)  # fmt: skip


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
        for name, rows in (("In the tree", TREE_KEYS), ("In text and tables", EDITOR_KEYS), *PANEL_KEYS)
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
