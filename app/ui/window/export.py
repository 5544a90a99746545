"""Exporting: what, which version, which house, where; done in the background. Imports models and Qt only."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressDialog,
    QPushButton,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from app.models.control import VersionRow
from app.models.dates import show_date
from app.models.errors import Refused
from app.models.house import House
from app.ui.background import Work
from app.ui.choice import Choice
from app.ui.desk import Copy, Services
from app.ui.labels import in_one_place, label_of, plain_label
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.progress import progress_over
from app.ui.typed_path import file_name, is_file, is_folder, typed_path
from app.ui.window.notice import Notice, tell
from app.ui.window.signing import SigningFields

FORMATS = (
    (".docx", QT_TRANSLATE_NOOP("ExportDialog", "Word document")),
    (".pdf", QT_TRANSLATE_NOOP("ExportDialog", "PDF, accessible to everyone")),
    (".html", QT_TRANSLATE_NOOP("ExportDialog", "Web page, one file")),
    (".md", QT_TRANSLATE_NOOP("ExportDialog", "Markdown")),
    (".json", QT_TRANSLATE_NOOP("ExportDialog", "Content, to be read back by Engross")),
)
STATES = (QT_TRANSLATE_NOOP("ExportDialog", "approved"), QT_TRANSLATE_NOOP("ExportDialog", "superseded"))


class ExportDialog(QDialog):
    """Asks what is to be exported and where to. `states` says, by fingerprint, what is approved."""

    def __init__(
        self,
        title: str,
        versions: tuple[VersionRow, ...],
        houses: Mapping[str, House],
        house: str,
        folder: Path,
        version: str = "",
        parent: QWidget | None = None,
        states: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self._title = title
        self.version, self.format, self.house = Choice(), Choice(), Choice()
        self.version.addItem(self.tr("The draft as it stands"), "")
        for row in reversed(versions):
            said = (
                row.label,
                show_date(row.date),
                self.tr(state) if (state := states.get(row.fingerprint, "")) else "",
            )
            self.version.addItem(" · ".join(filter(None, said)), row.label)
        self.version.setCurrentIndex(max(self.version.findData(version), 0))
        for suffix, name in FORMATS:
            self.format.addItem(f"{self.tr(name)} ({suffix})", suffix)
        for key, style in houses.items():
            self.house.addItem(style.name, key)
        self.house.setCurrentIndex(max(self.house.findData(house), 0))
        self._proposed = self._name()
        self.place = QLineEdit(str(folder / self._proposed))
        self.browse = QPushButton(self.tr("Choose…"))
        self.opens = QCheckBox(self.tr("&Open it when done"))
        self.opens.setChecked(True)
        self.signing = SigningFields()
        self.replaces = plain_label(self.tr("The file of this name will be replaced."), "faint", wraps=True)
        self.fault = plain_label("", "fault", wraps=True)
        self._arrange()
        self._connect()
        self._check()

    @property
    def to(self) -> Path:
        """The file to be written."""
        return typed_path(self.place.text())

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        self.place.setMinimumWidth(380)
        self.place.setAccessibleName(self.tr("File"))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("&Version"), self.version)
        form.addRow(self.tr("&Format"), self.format)
        form.addRow(self.tr("&House style"), self.house)
        form.addRow(label_of(self.place, self.tr("Fi&le")), row)
        form.addRow(self.tr("&Sign PDF"), self.signing)
        form.addRow("", self.opens)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addLayout(in_one_place(self.replaces, self.fault))
        column.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.browse.clicked.connect(self._browse)
        self.place.textChanged.connect(self._check)
        for box in (self.version, self.format):
            box.activated.connect(self._rename)

    def _name(self) -> str:
        return file_name(self._title, str(self.version.currentData()), str(self.format.currentData()))

    def choose_format(self, suffix: str) -> None:
        """Proposes a format, such as ".pdf", and with it the name."""
        self.format.setCurrentIndex(self.format.findData(suffix))
        self._rename()

    def _rename(self) -> None:
        """Proposes another name; one that was typed only has its ending changed."""
        typed, self._proposed = self.to.name != self._proposed, self._name()
        named = (
            self.to.with_suffix(str(self.format.currentData())).name
            if typed and self.to.name
            else self._proposed
        )
        self.place.setText(str(self.to.parent / named))

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export to"), self.place.text())
        if chosen:
            self.place.setText(chosen)

    def _check(self) -> None:
        fault = ""
        if self.to.suffix.lower() != self.format.currentData():
            at = self.format.findData(self.to.suffix.lower())
            if at >= 0:
                self.format.setCurrentIndex(at)
            else:
                fault = self.tr("⚠ The name must end in {}.").format(self.format.currentData())
        if is_folder(self.to):
            fault = self.tr("⚠ {} is a folder; give the name of a file in it.").format(self.to)
        elif not is_folder(self.to.parent):
            fault = self.tr("⚠ There is no folder {}.").format(self.to.parent)
        pdf = self.format.currentData() == ".pdf"
        self.signing.allow(pdf)
        self.fault.setText(fault)
        self.replaces.setVisible(not fault and is_file(self.to))
        self.go.setEnabled(not fault)


class Export(QObject):
    """One export, off the window's thread. Cancelled, or failing, it leaves whatever stood at the place as it was.

    It is gone once it has told how it went: what waits for that, such as a folder kept for a print, goes with it.
    """

    done = Signal(object)
    failed = Signal(object)
    called_off = Signal(object)
    _came = Signal(int)

    def __init__(self, services: Services, over: QWidget) -> None:
        super().__init__(over)
        self._services = services
        self._over = over
        self._cancelled = False
        self._percent = 0
        self.progress: QProgressDialog | None = None

    def start(self, copy: Copy, to: Path, house: str, *, opens: bool) -> None:
        """Writes `copy` in its place, and opens it where that was asked for."""
        progress = self.progress = progress_over(
            self._over, self.tr("Export"), self.tr("Writing {}…").format(to.name), 100
        )
        work = Work(lambda: self._services.export(copy, to, house, self._tell), self)

        def end(result: object) -> None:
            self.progress = None
            progress.reset()
            progress.hide()  # a message waits in front until it is read, and nothing is freed meanwhile
            progress.deleteLater()
            self.deleteLater()
            if isinstance(result, Cancelled):
                self.called_off.emit(to)
                return
            if isinstance(result, Exception):
                self.failed.emit(result)
                return
            self.done.emit(to)
            if opens and not self._cancelled and not open_file(to):
                self.failed.emit(Refused(unopened(to)))

        progress.canceled.connect(self.cancel)
        if program := QCoreApplication.instance():
            program.aboutToQuit.connect(self.cancel)
        self._came.connect(progress.setValue)
        work.finished.connect(end)
        work.failed.connect(end)
        work.start()

    def cancel(self) -> None:
        """Ends the export; nothing is written, unless the file has just been put in its place."""
        self._cancelled = True

    def _tell(self, done: int, of: int) -> None:
        """Told in the other thread; each whole percent is passed on once."""
        if self._cancelled:
            raise Cancelled
        percent = min(100 * done // max(of, 1), 100)
        if percent > self._percent:
            self._percent = percent
            self._came.emit(percent)


class Cancelled(Exception):
    """The export was called off."""


class Written(Notice):
    """What the status bar says of a file that was written, with a button that opens it; gone after a while."""

    def __init__(self, to: Path, parent: QWidget | None = None, *, again: bool = False) -> None:
        first = QCoreApplication.translate("Export", "Written: {}")
        super().__init__(
            (QCoreApplication.translate("Export", "Written again: {}") if again else first).format(to),
            QCoreApplication.translate("Export", "Open"),
            QCoreApplication.translate("Export", "Open {}").format(to.name),
            lambda: open_file(to) or self.said.setText(unopened(to)),
            parent,
            Qt.TextElideMode.ElideMiddle,
        )


def tell_written(bar: QStatusBar, to: Path, *, again: bool = False) -> None:
    """Says in a status bar where a file was written, or written again, in place of what was told before."""
    tell(bar, Written(to, bar, again=again))


def open_file(to: Path) -> bool:
    """Opens a file with the program that the computer has for it; whether it has one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(to)))


def unopened(to: Path) -> str:
    """What is said of a file for which the computer has no program."""
    said = QCoreApplication.translate(
        "Export", "“{}” was written to {}, but no program on this computer opens it."
    )
    return said.format(to.name, to.parent)
