"""The window's questions as dialogs. Imports Qt only."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.ask import Ask, LinkAnswer, PictureAnswer
from app.ui.choice import Choice
from app.ui.labels import plain_label
from app.ui.number_box import NumberBox
from app.ui.passing import answered
from app.ui.picker import Entry
from app.ui.rich_text.pictures import (
    LARGEST_PICTURE,
    MOST_MEGAPIXELS,
    PICTURES,
    image_of,
    kept_of,
    picture_bytes,
)
from app.ui.typed_path import folder_to_begin_in

translate = QCoreApplication.translate

_FOLDER = "files/folder"
LINE_MM = 160.0
"""How long a line is on an upright page of A4 with usual margins."""


class Dialogs(QObject):
    """Asks in dialogs over a window. Files are looked for where the last one was, at first among the documents."""

    def __init__(self, over: QWidget, settings: QSettings | None = None) -> None:
        super().__init__(over)
        self._over = over
        self._settings = settings
        self._folder = str(settings.value(_FOLDER, "") or "") if settings else ""

    def text(self, title: str, label: str, value: str = "") -> str | None:
        """A line of text."""
        form, line = QFormLayout(), QLineEdit(value)
        line.setAccessibleName(label)
        line.selectAll()
        line.setMinimumWidth(420)
        form.addRow(plain_label(label))
        form.addRow(line)
        dialog = question(self._over, title, form)
        return line.text() if answered(dialog) else None

    def yes(self, title: str, question: str, yes: str, no: str = "") -> bool:
        """Whether to go on."""
        return self.choice(title, question, (yes, no or self.tr("Cancel"))) == 0

    def choice(self, title: str, message: str, ways: tuple[str, ...]) -> int | None:
        """Which way on to take."""
        box = _Question(self._over)
        box.setWindowTitle(title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(message)
        buttons = [box.addButton(way, QMessageBox.ButtonRole.ActionRole) for way in ways]
        box.setDefaultButton(buttons[0])
        box.setEscapeButton(buttons[-1])  # or Windows takes the cross off its frame
        answered(box)
        clicked = box.clickedButton()
        return next((at for at, button in enumerate(buttons) if button is clicked), None)

    def picture(self, data: bytes = b"", alt: str = "", width: float = 0) -> PictureAnswer | None:
        """A picture and what it shows."""
        dialog = PictureDialog(self._over, data, alt, width, ask=self)
        if not answered(dialog):
            return None
        return PictureAnswer(dialog.data, dialog.alt.text().strip(), float(dialog.width_box.currentData()))

    def link(self, words: str, to: str, parts: Sequence[Entry]) -> LinkAnswer | None:
        """Where words are to lead."""
        from app.ui.link_dialog import LinkDialog

        dialog = LinkDialog(self._over.window(), words, to, parts)
        return dialog.answer if answered(dialog) else None

    def table_size(self) -> tuple[int, int] | None:
        """Rows and columns."""
        form, rows, columns = QFormLayout(), NumberBox(), NumberBox()
        for box, most, value in ((rows, 200, 3), (columns, 12, 3)):
            box.setRange(1, most)
            box.setValue(value)
            box.selectAll()
        form.addRow(self.tr("Rows"), rows)
        form.addRow(self.tr("Columns"), columns)
        dialog = question(self._over, self.tr("Insert a table"), form)
        return (rows.value(), columns.value()) if answered(dialog) else None

    def open_file(self, title: str, filter: str, beside: Path | None = None) -> Path | None:
        """A file to read."""
        place = beside or folder_to_begin_in(self._folder)
        name, _ = QFileDialog.getOpenFileName(self._front(), title, str(place), filter)
        return self._kept(name)

    def save_file(self, title: str, name: str, filter: str) -> Path | None:
        """A file to write."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._front(), title, str(folder_to_begin_in(self._folder) / name), filter
        )
        return self._kept(chosen)

    def _front(self) -> QWidget:
        """What a file is asked for over: a dialog of the window that is in front, or the window; it has the keyboard
        again afterwards.
        """
        front = above = QApplication.activeWindow()
        while above is not None and above is not self._over:
            above = above.parentWidget()
        return front if above is not None and isinstance(front, QDialog) else self._over

    def _kept(self, name: str) -> Path | None:
        """The chosen file, whose folder is remembered."""
        if not name:
            return None
        self._folder = str(Path(name).parent)
        if self._settings is not None:
            self._settings.setValue(_FOLDER, self._folder)
        return Path(name)

    def tell(self, title: str, message: str) -> None:
        """Says a sentence."""
        self.choice(title, message, (self.tr("OK"),))


class _Question(QMessageBox):
    """Closed by Escape or at its frame it is answered by none of its buttons, the last of which may lose something.

    Qt makes it 480 pixels narrower than the screen at most: where its buttons would be cut, they stand in a column.
    """

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        buttons = self.findChild(QDialogButtonBox)
        if isinstance(buttons, QDialogButtonBox) and buttons.width() < buttons.sizeHint().width():
            buttons.setOrientation(Qt.Orientation.Vertical)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.reject()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()


class PictureDialog(QDialog):
    """Asks for a picture's file and for what it shows; without words for those who cannot see it, it is not taken."""

    def __init__(
        self, parent: QWidget, data: bytes, alt: str, width: float = 0, *, ask: Ask | None = None
    ) -> None:
        super().__init__(parent)
        self.data = data
        self._ask = ask or Dialogs(self)
        self.setWindowTitle(self.tr("Picture"))
        self.shown = plain_label(self.tr("No picture chosen yet."), "faint")
        self.shown.setMinimumSize(320, 160)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton(self.tr("Choose a file…"))
        self.alt = QLineEdit(alt)
        self.alt.setAccessibleName(self.tr("What it shows"))
        self.alt.setPlaceholderText(self.tr("For readers who cannot see it"))
        self.width_box = self._widths(width)
        self.fault = plain_label("", "fault", wraps=True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        column = QVBoxLayout(self)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addStretch()
        what, wide = plain_label(self.tr("What it shows")), plain_label(self.tr("Width on the page"))
        what.setBuddy(self.alt)
        wide.setBuddy(self.width_box)
        for part in (self.shown, what, self.alt, wide, self.width_box, self.fault):
            column.addWidget(part)
        column.insertLayout(1, row)
        column.addWidget(self.buttons)
        self.choose.clicked.connect(self._choose)
        self.alt.textChanged.connect(self._check)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._show()
        self._check()
        (self.alt if data else self.choose).setFocus()

    def _widths(self, width: float) -> QComboBox:
        """How wide it may be printed; a width that was set elsewhere is one of the choices."""
        box = Choice()
        box.setAccessibleName(self.tr("Width on the page"))
        box.addItem(self.tr("As it is, at most the whole line"), 0.0)
        for words, wide in (
            (self.tr("A third of the line"), LINE_MM / 3), (self.tr("Half the line"), LINE_MM / 2),
            (self.tr("Two thirds of the line"), LINE_MM * 2 / 3), (self.tr("The whole line"), LINE_MM),
        ):  # fmt: skip
            box.addItem(words, round(wide, 1))
        at = box.findData(width)
        if at < 0:
            box.addItem(self.tr("As now: {} mm").format(f"{width:.0f}"), width)
        box.setCurrentIndex(at if at >= 0 else box.count() - 1)
        return box

    def take(self, data: bytes) -> None:
        """Takes the bytes of a picture; what is none is refused beside the button."""
        kept = kept_of(data) if len(data) <= LARGEST_PICTURE else b""
        if not kept:
            said = self.tr(
                "⚠ This is no picture that can be shown; choose a PNG or JPEG under {} MB and {} megapixels."
            )
            self.fault.setText(said.format(LARGEST_PICTURE // 1_000_000, MOST_MEGAPIXELS))
            return
        self.data = kept
        self._show()
        self._check()
        self.alt.setFocus()

    def _choose(self) -> None:
        filter = self.tr("Pictures ({})").format(" ".join(f"*{ending}" for ending in sorted(PICTURES)))
        if path := self._ask.open_file(self.tr("Choose a picture"), filter):
            self.take(picture_bytes(path))

    def _show(self) -> None:
        if not self.data:
            return
        room = self.shown.minimumSize()
        image = image_of(self.data, 2 * room.width())
        if not image.isNull():
            keep = Qt.AspectRatioMode.KeepAspectRatio
            self.shown.setPixmap(
                QPixmap.fromImage(image).scaled(room, keep, Qt.TransformationMode.SmoothTransformation)
            )
        else:
            self.shown.setText(self.tr("A picture of a kind that cannot be shown here."))

    def _check(self) -> None:
        words, there = bool(self.alt.text().strip()), bool(self.data)
        self.fault.setText(
            self.tr("⚠ Needed: say in words what the picture shows.") if there and not words else ""
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(words and there)


def chosen_library(over: QWidget, place: str) -> str:
    """Asks where a library is or is to be, an existing one too; `place` as it was where nothing is chosen."""
    chosen, _ = QFileDialog.getSaveFileName(
        over, translate("Dialogs", "Library"), place, translate("Dialogs", "Libraries (*.engross)"),
        options=QFileDialog.Option.DontConfirmOverwrite,
    )  # fmt: skip
    if not chosen:
        return place
    return chosen if "." in Path(chosen).name else f"{chosen}.engross"


def question(parent: QWidget, title: str, form: QFormLayout) -> QDialog:
    """A dialog with a form, whose first field has the keyboard, then OK and Cancel."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    column = QVBoxLayout(dialog)
    form.setSpacing(8)
    column.addLayout(form)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    column.addWidget(buttons)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return dialog
