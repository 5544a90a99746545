"""A PDF's pages in a print preview, and on the printer. Imports Qt only, and QtPdf and QtPrintSupport of it."""

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPoint, QRect, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPaintEngine, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import (
    QAbstractPrintDialog,
    QPrintDialog,
    QPrinter,
    QPrinterInfo,
    QPrintPreviewDialog,
)
from PySide6.QtWidgets import QWidget

from app.ui.passing import answered

MOST_DPI = 300
SEEN_DPI = 110
"""What a preview shows in; in a printer's dots 30 pages took eight times as long, and the window waits for them."""
POINTS = 72


def has_printer() -> bool:
    """Whether the computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def read_pdf(pdf: bytes, parent: QObject) -> QPdfDocument:
    """A PDF to be painted; it has no pages where it could not be read."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def print_preview(pdf: bytes, name: str, parent: QWidget) -> QPrintPreviewDialog:
    """A preview of a PDF's pages, from which they can be printed."""
    document = read_pdf(pdf, parent)
    printer = printer_for(document, name)
    dialog = QPrintPreviewDialog(printer, parent)
    document.setParent(dialog)
    dialog.setWindowTitle(name)
    dialog.paintRequested.connect(lambda to: paint_pages(document, to))
    # Qt keeps no hold of the printer, and paints on it for as long as the dialog is open.
    dialog.destroyed.connect(lambda _=None, printer=printer: None)
    return dialog


def chosen_printer(document: QPdfDocument, name: str, parent: QWidget) -> QPrinter | None:
    """Asks on which printer which pages are to come, and how often; None where the user thought better of it."""
    printer = printer_for(document, name)
    dialog = QPrintDialog(printer, parent)
    options = QAbstractPrintDialog.PrintDialogOption
    # A file would hold pictures of the pages, which nobody could search or have read out: that is what Export is for.
    dialog.setOption(options.PrintToFile, False)
    dialog.setOption(options.PrintPageRange, True)
    dialog.setMinMax(1, document.pageCount())
    return printer if answered(dialog) else None


def printer_for(document: QPdfDocument, name: str) -> QPrinter:
    """A printer set up for a document's pages."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    if document.pageCount():
        size = document.pagePointSize(0)
        upright = size.transposed() if _across(size) else size
        printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point))
        _turn(printer, size)
    return printer


def paint_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Paints those of a document's pages that were asked for."""
    for _ in painted_pages(document, printer):
        pass


def pages_asked_for(document: QPdfDocument, printer: QPrinter) -> list[int]:
    """The numbers, from 0, of the pages that a printer is to print, such as those of “1-3, 7”."""
    asked = printer.pageRanges()
    return [page for page in range(document.pageCount()) if asked.isEmpty() or asked.contains(page + 1)]


def painted_pages(document: QPdfDocument, printer: QPrinter) -> Iterator[int]:
    """Paints the pages that were asked for, one with each step, which gives how many are done.

    None where the printer cannot begin; then its state tells of an error.
    """
    pages = pages_asked_for(document, printer)
    if pages:
        _turn(printer, document.pagePointSize(pages[0]))
    painter = QPainter()
    if not painter.begin(printer):
        return
    try:
        seen = printer.paintEngine().type() == QPaintEngine.Type.Picture  # as a preview records it
        dots = min(printer.resolution(), SEEN_DPI if seen else MOST_DPI) / POINTS
        for place, page in enumerate(pages):
            size = document.pagePointSize(page)
            if place:
                _turn(printer, size)
                printer.newPage()
            image = document.render(page, (size * dots).toSize())
            painter.drawImage(_fitted(size, painter.viewport()), image)
            yield place + 1
    finally:
        painter.end()


def _across(size: QSizeF) -> bool:
    return size.width() > size.height()


def _turn(printer: QPrinter, size: QSizeF) -> None:
    """Has the paper lie as a page of that size does."""
    ways = QPageLayout.Orientation
    printer.setPageOrientation(ways.Landscape if _across(size) else ways.Portrait)


def _fitted(size: QSizeF, paper: QRect) -> QRect:
    """Where a page comes on paper that may be of another size: as large as it fits, in the middle."""
    fitted = QRect(QPoint(), size.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio).toSize())
    fitted.moveCenter(paper.center())
    return fitted
