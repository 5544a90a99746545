"""One document on its way to the printer, page by page, so that it can be called off. Imports Qt only."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QProgressDialog, QWidget

from app.ui import printing
from app.ui.progress import progress_over
from app.ui.turns import InTurns


class PrintJob(QObject):
    """Asks for a printer and prints a PDF on it. It is gone once it has said how it went, or was given up."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, pdf: bytes, name: str, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._name = name
        self._document = printing.read_pdf(pdf, self)
        self._turns = InTurns(self)
        self.progress: QProgressDialog | None = None

    def start(self) -> None:
        """Asks for the printer, and begins."""
        printer = printing.chosen_printer(self._document, self._name, self._over)
        if printer is None:
            self.deleteLater()
            return
        count = len(printing.pages_asked_for(self._document, printer))
        progress = self.progress = progress_over(
            self._over, self.tr("Print"), self.tr("Printing {}…").format(self._name), count
        )
        progress.canceled.connect(lambda: self._give_up(printer))
        self._turns.begin(self._pages(printer, progress), lambda: self._end(printer, count), later=True)

    def _pages(self, printer: QPrinter, progress: QProgressDialog) -> Iterator[object]:
        for done in printing.painted_pages(self._document, printer):
            yield progress.setValue(done)

    def _end(self, printer: QPrinter, count: int) -> None:
        self._close()
        if printer.printerState() == QPrinter.PrinterState.Error:
            self.failed.emit(
                self.tr("The printer did not take the document. See that it is switched on, and try again.")
            )
        else:
            pages = self.tr("1 page") if count == 1 else self.tr("{} pages").format(count)
            self.said.emit(self.tr("{} sent to {}.").format(pages.capitalize(), printer.printerName()))

    def _give_up(self, printer: QPrinter) -> None:
        # Before the painting is left, which ends the document: what is ended goes to the printer.
        printer.abort()
        self._turns.leave()
        self.said.emit(self.tr("Printing was called off."))
        self._close()

    def _close(self) -> None:
        if self.progress is not None:
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None
        self.deleteLater()
