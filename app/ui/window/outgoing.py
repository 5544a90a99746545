"""What leaves the window as a document: exported to a file, or printed. Imports models and Qt only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTemporaryDir

from app.models.errors import Refused
from app.ui.desk import Desk
from app.ui.passing import answered
from app.ui.sentences.said import sentence_said
from app.ui.typed_path import file_name, folder_to_begin_in
from app.ui.window.notice import take_away

if TYPE_CHECKING:
    from app.ui.window.main_window import MainWindow


class LastExport(NamedTuple):
    """An export that can be repeated: of which strategy which version went where in what house style."""

    strategy: str
    version: str
    to: Path
    house: str


class Outgoing(QObject):
    """Exports and prints the strategy of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._last: LastExport | None = None

    def does(self) -> dict[str, Callable[[], object]]:
        """What the actions do that are done here."""
        return {"export": self.export, "export_again": self.export_again, "print": self.print_out}

    @property
    def _desk(self) -> Desk | None:
        return self._window.desk

    def export(self, version: str = "", format: str = "") -> None:
        """Asks what is to be exported, and does it; a version and a format (such as ".pdf") are proposed."""
        from app.models.approval import version_states
        from app.ui.window.export import ExportDialog

        desk, settings = self._desk, self._window.settings
        if desk is None or not desk.draft.ready():
            return
        version = version or desk.version_of_draft
        states = version_states(desk.decisions())
        folder = folder_to_begin_in(settings.value("export/folder"))
        dialog = ExportDialog(
            desk.root.title,
            desk.versions(),
            desk.houses,
            desk.root.house,
            folder,
            version,
            self._window,
            states,
        )
        if format:
            dialog.choose_format(format)
        dialog.opens.setChecked(bool(settings.value("export/opens", True, bool)))
        if answered(dialog):
            house = str(dialog.house.currentData())
            last = LastExport(desk.id, str(dialog.version.currentData()), dialog.to, house)
            settings.setValue("export/folder", str(dialog.to.parent))
            settings.setValue("export/opens", dialog.opens.isChecked())
            wish = dialog.signing.wish()
            self._write(desk, last, opens=dialog.opens.isChecked(), sign=wish)
            # A passphrase is not kept, so that a signed copy is asked for anew.
            self._last = None if wish else last

    def export_again(self) -> None:
        """Repeats the strategy's last export as it was asked for; asks where there was none, or it was called off."""
        desk = self._desk
        if desk is None or self._last is None or self._last.strategy != desk.id:
            self.export()
        elif desk.draft.ready():
            self._write(desk, self._last, opens=False, again=True)

    def print_out(self, version: str = "") -> None:
        """Prints a version, or else the draft, as its PDF is; where there is no printer, says so and offers the PDF."""
        from app.ui.printing import has_printer

        desk, title = self._desk, self.tr("Print")
        if desk is None or not desk.draft.ready():
            return
        version = version or desk.version_of_draft
        if not has_printer():
            said = self.tr(
                "This computer knows no printer. Add one in its settings, or export a PDF and print it elsewhere."
            )
            if self._window.ask.choice(title, said, (self.tr("Export a PDF…"), self.tr("Cancel"))) == 0:
                self.export(version, ".pdf")
            return
        folder = QTemporaryDir()
        if not folder.isValid():
            self._window.ask.tell(
                title, self.tr("There is no room for temporary files; free some and try again.")
            )
            return
        to = Path(folder.path(), file_name(desk.root.title, version, ".pdf"))
        self._write(desk, LastExport(desk.id, version, to, desk.root.house), opens=False, kept_in=folder)

    def tell_written(self, to: Path, *, again: bool = False) -> None:
        """Says at the foot where a file was written, with a button that opens it."""
        from app.ui.window.export import tell_written

        tell_written(self._window.statusBar(), to, again=again)

    def _tell_called_off(self, to: Path) -> None:
        self._last = None  # a key that asks nothing is not to begin anew what was stopped
        there, none = self.tr("Called off; {} is as it was."), self.tr("Called off; {} was not written.")
        said = there if to.exists() else none
        self._window.statusBar().showMessage(said.format(to.name), 8000)

    def _write(
        self,
        desk: Desk,
        wish: LastExport,
        *,
        opens: bool,
        sign: tuple[Path, str] | None = None,
        kept_in: QTemporaryDir | None = None,
        again: bool = False,
    ) -> None:
        """Writes a file; one that is kept in a temporary folder is printed."""
        from app.ui.window.export import Export, Written

        # What was told of a file before is no longer so while it is written anew, nor where that fails.
        take_away(self._window.statusBar(), kind=Written)
        export = Export(desk.services, self._window)
        if kept_in is None:
            export.done.connect(lambda to: self.tell_written(to, again=again))
            export.called_off.connect(self._tell_called_off)
        else:
            export.done.connect(lambda to, folder=kept_in: self._print(to, folder))
        title = self.tr("Export") if kept_in is None else self.tr("Print")
        export.failed.connect(lambda fault: self._failed(title, fault))
        export.start(desk.copy_of(wish.version)._replace(sign=sign), wish.to, wish.house, opens=opens)

    def _print(self, written: Path, folder: QTemporaryDir) -> None:
        from app.ui.window.print_job import PrintJob

        pdf = written.read_bytes()
        folder.remove()
        job = PrintJob(pdf, written.stem, self._window)
        job.said.connect(lambda said: self._window.statusBar().showMessage(said, 8000))
        job.failed.connect(lambda said: self._window.ask.tell(self.tr("Print"), said))
        job.start()

    def _failed(self, title: str, fault: Exception) -> None:
        if not isinstance(fault, Refused):
            raise fault
        self._window.ask.tell(title, sentence_said(fault))
