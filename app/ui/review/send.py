"""Sending a copy for review: which version, against which, by whom, where. Imports models and Qt only."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.models.control import VersionRow
from app.ui.choice import Choice
from app.ui.labels import in_one_place, label_of, plain_label
from app.ui.review.reviewing import Sending
from app.ui.typed import show_date
from app.ui.typed_path import file_name, is_file, is_folder, typed_path

DRAFT = "draft"


class SendDialog(QDialog):
    """Asks what copy is to be made; `sending` is the answer."""

    def __init__(
        self, title: str, versions: Sequence[VersionRow], author: str, folder: Path, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Send for review"))
        self._title = title
        self.version, self.against = Choice(), Choice()
        self.version.addItem(self.tr("The draft as it stands"), DRAFT)
        self.against.addItem(self.tr("None: a clean copy"), "")
        for row in reversed(versions):
            name = f"{row.label}, {show_date(row.date)}" if row.date else row.label
            self.version.addItem(name, row.label)
            self.against.addItem(name, row.label)
        self.author = QLineEdit(author)
        self._proposed = self._name()
        self.place = QLineEdit(str(folder / self._proposed))
        self.place.setMinimumWidth(380)
        self.browse = QPushButton(self.tr("Choose…"))
        self.browse.setAutoDefault(False)
        self.shows = QCheckBox(self.tr("Show it in its &folder, to be mailed"))
        self.shows.setChecked(True)
        self.replaces = plain_label(
            self.tr("The file of this name will be replaced, with what reviewers wrote in it."),
            "faint",
            wraps=True,
        )
        self.fault = plain_label("", "fault", wraps=True)
        self._arrange()
        self.version.activated.connect(self._rename)
        self.browse.clicked.connect(self._browse)
        for line in (self.place, self.author):
            line.textChanged.connect(self._check)
        self.against.activated.connect(self._check)
        self._check()

    @property
    def sending(self) -> Sending:
        """What was asked for."""
        return Sending(
            str(self.version.currentData()), str(self.against.currentData()), self.author.text().strip(),
            typed_path(self.place.text()),
        )  # fmt: skip

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        for control, name in (
            (self.version, self.tr("Version")),
            (self.against, self.tr("Show changes since")),
            (self.author, self.tr("Sent by")),
            (self.place, self.tr("File")),
        ):
            control.setAccessibleName(name)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("&Version"), self.version)
        form.addRow(self.tr("Show &changes since"), self.against)
        form.addRow(self.tr("Sent &by"), self.author)
        form.addRow(label_of(self.place, self.tr("Fi&le")), row)
        form.addRow("", self.shows)
        said = plain_label(
            self.tr(
                "A Word copy in which changes are tracked and comments are carried. When it comes back, take it in "
                "with Review › Take in a reviewed copy."
            ),
            "faint",
            wraps=True,
        )
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(self.tr("Make the copy"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addWidget(said)
        column.addLayout(form)
        column.addLayout(in_one_place(self.replaces, self.fault))
        column.addWidget(self.buttons)

    def _name(self) -> str:
        return file_name(self._title, str(self.version.currentData()), ".docx", self.tr("for review"))

    def _rename(self) -> None:
        """Proposes another name, unless one was typed."""
        typed, self._proposed = self.sending.to.name != self._proposed, self._name()
        if not typed:
            self.place.setText(str(self.sending.to.parent / self._proposed))
        self._check()

    def _browse(self) -> None:
        filter = self.tr("Word documents (*.docx)")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Copy for review"), self.place.text(), filter)
        if chosen:
            self.place.setText(chosen)

    def _check(self) -> None:
        sending = self.sending
        fault = ""
        if not sending.author:
            fault = self.tr("⚠ Say who sends it; tracked changes bear that name.")
        elif sending.to.suffix.lower() != ".docx":
            fault = self.tr("⚠ The name must end in .docx.")
        elif is_folder(sending.to):
            fault = self.tr("⚠ {} is a folder; give the name of a file in it.").format(sending.to)
        elif not is_folder(sending.to.parent):
            fault = self.tr("⚠ There is no folder {}.").format(sending.to.parent)
        elif sending.version == sending.against:
            fault = self.tr("⚠ A version has no changes since itself; choose an earlier one.")
        self.fault.setText(fault)
        self.replaces.setVisible(not fault and is_file(sending.to))
        self.go.setEnabled(not fault)
