"""The controls of the review and where they stand. Imports models, services' values and Qt only."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.models.house import House
from app.models.nodes import KINDS, Node
from app.models.text import blocks_text
from app.services.import_review import Review
from app.ui.choice import Choice
from app.ui.dialogs import chosen_library
from app.ui.flow import FlowLayout
from app.ui.icons import icon
from app.ui.importing.source_model import PLACE_ROLE, TEXT_ROLE
from app.ui.importing.steps import ReviewSteps
from app.ui.labels import plain_label
from app.ui.sentences.said import sentence_said
from app.ui.typed_path import is_folder, typed_path

if TYPE_CHECKING:
    from app.ui.importing.review import ReviewDialog

translate = QCoreApplication.translate

DETAIL_LINES = 4
ROOMY_LINES, ROOMY_LETTERS = 34, 110
NOTE_LINES = 4
MOST_SHOWN = 20_000
"""How many characters are shown of what is chosen: Qt lays all of them out at once, a million in a second."""


class Arrangement:
    """Lays a review out in its dialog."""

    def __init__(self, dialog: "ReviewDialog", name: str, library: str) -> None:
        self._dialog = dialog
        self.title, self.library = QLineEdit(), QLineEdit(library)
        self.title.setText(dialog.desk.root.title)
        self.house, self.kind = Choice(), Choice()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.browse = QPushButton(translate("Arrangement", "Choose…"))
        self.only = QPushButton()
        self.only.setCheckable(True)
        self.back = QPushButton(icon("up"), "")
        self.forward = QPushButton(icon("down"), translate("Arrangement", "Next unsure"))
        self.right = QPushButton(translate("Arrangement", "Right as it is"))
        self.merge = QPushButton(translate("Arrangement", "Merge with the one before"))
        self.split = QPushButton(translate("Arrangement", "Begin a part here"))
        self.take = QPushButton(translate("Arrangement", "Take back"))
        self.undo, self.redo = QPushButton(icon("undo"), ""), QPushButton(icon("redo"), "")
        self.cancel, self.accept = (
            QPushButton(translate("Arrangement", "Cancel")),
            QPushButton(translate("Arrangement", "Accept")),
        )
        self.accept.setDefault(True)
        self.summary, self.said = plain_label("", "faint", wraps=True), plain_label("", wraps=True)
        self.fault = plain_label("", "fault", wraps=True)
        self.paragraph, self.words = QPlainTextEdit(), QPlainTextEdit()
        self.notes = plain_label("", "notice", wraps=True)
        self.more = QPushButton()
        self._roomy: list[QWidget] = []
        self._name_controls()
        self._fill_houses()
        self._lay_out(name)
        self.browse.clicked.connect(lambda: self.library.setText(chosen_library(dialog, self.library.text())))
        over = dialog.parentWidget()
        dialog.resize(over.size() if over else QSize(1200, 780))

    def show_review(self, review: Review, unsure: int, steps: ReviewSteps) -> None:
        """Shows how many paragraphs went where, and what can be taken back."""
        placed = len(review.placements)
        said = (
            translate("Arrangement", "1 paragraph placed")
            if placed == 1
            else translate("Arrangement", "{} paragraphs placed").format(placed)
        )
        counted = translate("Arrangement", "{} · {} unsure · {} left out").format(
            said, unsure, len(review.left_out)
        )
        self.summary.setText(counted)
        self.only.setText(translate("Arrangement", "⚠ Only unsure ({})").format(unsure))
        self.only.setEnabled(bool(unsure) or self.only.isChecked())
        for button in (self.back, self.forward):
            button.setEnabled(bool(unsure))
        self.undo.setEnabled(steps.count > 0)
        self.redo.setEnabled(steps.can_redo)
        self.notes.setText("\n".join(f"• {sentence_said(note)}" for note in review.notes))
        self._tell_notes(len(review.notes))
        lines = min(len(review.notes), NOTE_LINES)
        self._notes_area.setMaximumHeight(self.notes.fontMetrics().lineSpacing() * lines + 24)
        if not self.title.hasFocus():
            self.title.setText(review.root.title)
        self.house.setCurrentIndex(max(self.house.findData(review.root.house), 0))
        self.check()

    def show_part(self, node: Node | None, kinds: tuple[str, ...], house: House, *, left: bool) -> None:
        """Shows the chosen part's kind, those it could have, and its text; `left` is for a left-out line."""
        self.kind.clear()
        for kind in kinds:
            self.kind.addItem(icon(KINDS[kind].icon), house.term(kind).one, kind)
        self.kind.setCurrentIndex(self.kind.findData(node.kind) if node else -1)
        top = node is None or node.kind == "strategy"
        self.kind.setEnabled(len(kinds) > 1)
        self.merge.setEnabled(not top)
        self.right.setEnabled(node is not None)
        self.take.setEnabled(left)
        self.split.setEnabled(not left and self._dialog.source.row() >= 0)
        said = [node.title, blocks_text(node.body)] if node else []
        self._show(self.words, "\n\n".join(text for text in said if text))

    def show_paragraph(self, index: QModelIndex) -> None:
        """Shows a source paragraph, and where it went."""
        self._show(self.paragraph, str(index.data(TEXT_ROLE)), f"\n\n{index.data(PLACE_ROLE)}")

    def _show(self, detail: QPlainTextEdit, text: str, after: str = "") -> None:
        """Shows the beginning of a text, mostly all of it, and says how much is left out."""
        if left := len(text[MOST_SHOWN:]):
            more = translate("Arrangement", "… and {} more characters").format(f"{left:,}")
            text = f"{text[:MOST_SHOWN]}\n\n{more}"
        detail.setPlainText(text + after)

    def fit(self, size: QSize) -> None:
        """Leaves away what only explains where there is little room for the two sides themselves."""
        letters = self._dialog.fontMetrics()
        tight = size.height() < letters.lineSpacing() * ROOMY_LINES
        tight = tight or size.width() < letters.averageCharWidth() * ROOMY_LETTERS
        for part in self._roomy:
            part.setVisible(not tight)
        self._tight = tight
        self._tell_notes(len(self._dialog.review.notes))

    def _tell_notes(self, notes: int) -> None:
        self._notes_area.setVisible(bool(notes) and not self._tight)
        self.more.setVisible(bool(notes) and self._tight)
        self.more.setText(translate("Arrangement", "Notes ({})").format(notes))

    def show_busy(self, busy: bool) -> None:
        """Shows that the strategy is being stored."""
        for control in (self.accept, self.cancel, self.title, self.library, self.house, self.browse):
            control.setEnabled(not busy)
        self.accept.setText(
            translate("Arrangement", "Storing…") if busy else translate("Arrangement", "Accept")
        )

    def say(self, sentence: str) -> None:
        """Says a sentence below the two sides."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def check(self) -> None:
        """Says what is still missing."""
        place = self.library.text().strip()
        fault = "" if self.title.text().strip() else translate("Arrangement", "⚠ A strategy needs a title.")
        if not place or ("://" not in place and not is_folder(typed_path(place).absolute().parent)):
            fault = translate("Arrangement", "⚠ There is no such folder for the library; choose another.")
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.accept.setEnabled(not fault)

    def _name_controls(self) -> None:
        names: tuple[tuple[QWidget, str, str], ...] = (
            (self.title, translate("Arrangement", "Title"), ""),
            (self.library, translate("Arrangement", "Kept in library"), ""),
            (self.browse, translate("Arrangement", "Choose a library"), ""),
            (self.house, translate("Arrangement", "House style"), ""),
            (self.kind, translate("Arrangement", "Kind of the chosen part"), ""),
            (self.only, translate("Arrangement", "Show only what is unsure"), ""),
            (self.back, translate("Arrangement", "Previous unsure paragraph"), "Shift+F8"),
            (self.forward, translate("Arrangement", "Next unsure paragraph"), "F8"),
            (self.right, translate("Arrangement", "The chosen part is right as it is"), "Ctrl+Enter"),
            (self.merge, translate("Arrangement", "Merge the chosen part into the one before it"), "Ctrl+J"),
            (self.split, translate("Arrangement", "Begin a new part at the chosen paragraph"), "Ctrl+B"),
            (self.take, translate("Arrangement", "Take the chosen line back into the text"), "Ctrl+T"),
            (self.undo, translate("Arrangement", "Undo"), "Ctrl+Z"),
            (self.redo, translate("Arrangement", "Redo"), "Ctrl+Shift+Z"),
            (self.accept, translate("Arrangement", "Accept and store"), ""),
            (self.cancel, translate("Arrangement", "Cancel; nothing is stored"), "Esc"),
            (self.more, translate("Arrangement", "Notes of the reading"), ""),
            (self.paragraph, translate("Arrangement", "The chosen paragraph"), ""),
            (self.words, translate("Arrangement", "Text of the chosen part"), ""),
        )
        for control, name, keys in names:
            control.setAccessibleName(name)
            control.setToolTip(f"{name} ({keys})" if keys else name)
        for button in (
            self.back, self.forward, self.right, self.merge, self.split, self.take, self.undo, self.redo, self.only,
            self.cancel, self.browse, self.more,
        ):  # fmt: skip
            button.setAutoDefault(False)
        for text in (self.paragraph, self.words):
            text.setReadOnly(True)
            text.setTabChangesFocus(True)
            text.setMaximumHeight(text.fontMetrics().height() * DETAIL_LINES + 20)

    def _fill_houses(self) -> None:
        for key, style in self._dialog.desk.houses.items():
            self.house.addItem(style.name, key)

    def _lay_out(self, name: str) -> None:
        column = QVBoxLayout(self._dialog)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        heading = plain_label(
            translate("Arrangement", "What was read from “{}”").format(name), "title", wraps=True
        )
        column.addWidget(heading)
        head = QGridLayout()
        head.setSpacing(8)
        for at, (words, control) in enumerate(
            (
                (translate("Arrangement", "&Title"), self.title),
                (translate("Arrangement", "&House style"), self.house),
                (translate("Arrangement", "&Library"), self.library),
            )
        ):
            label = plain_label(words)
            label.setBuddy(control)
            head.addWidget(label, at // 2, at % 2 * 2)
            head.addWidget(control, at // 2, at % 2 * 2 + 1)
        last = QHBoxLayout()
        last.addWidget(self.browse)
        last.addStretch()
        last.addWidget(self.more)
        head.addLayout(last, 1, 2, 1, 2)
        head.setColumnStretch(1, 2)
        head.setColumnStretch(3, 1)
        column.addLayout(head)
        self._tight = False
        self._roomy += [heading, self.paragraph, self.words]
        self._notes_area = QScrollArea()
        self._notes_area.setWidgetResizable(True)
        self._notes_area.setWidget(self.notes)
        self._notes_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self._notes_area)
        column.addWidget(self._sides(), 1)
        column.addWidget(self.said)
        self.said.hide()
        column.addWidget(self.fault)
        column.addLayout(self._foot())

    def _sides(self) -> QSplitter:
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(1)
        left = _side(
            translate("Arrangement", "The document"), [self.only, self.back, self.forward, self.split, self.take],
            self._dialog.source, self.paragraph,
        )  # fmt: skip
        right = _side(
            translate("Arrangement", "The strategy it becomes"),
            [self.kind, self.right, self.merge], self._dialog.tree, self.words,
        )  # fmt: skip
        for side in (left, right):
            sides.addWidget(side)
            self._roomy += side.findChildren(QLabel, "head")
            sides.setStretchFactor(sides.count() - 1, 1)
        return sides

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self.summary, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.accept)
        return row


def _side(name: str, tools: list[QWidget], main: QWidget, detail: QWidget) -> QWidget:
    """One side: its name, tools in as many rows as they need, what it shows, and the whole of what is chosen."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(4, 0, 4, 0)
    column.setSpacing(8)
    column.addWidget(plain_label(name, "head"))
    row = FlowLayout(spacing=8)
    for tool in tools:
        row.addWidget(tool)
    column.addLayout(row)
    column.addWidget(main, 1)
    column.addWidget(detail)
    return side
