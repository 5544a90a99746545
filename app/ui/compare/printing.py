"""A PDF's pages in a print preview, and on the printer. Imports Qt only, and QtPdf and QtPrintSupport of it."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

MOST_DPI = 300
POINTS = 72


def print_preview(pdf: bytes, name: str, parent: QWidget) -> QPrintPreviewDialog:
    """A preview of a PDF's pages, from which they can be printed."""
    document = QPdfDocument(parent)
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    if document.pageCount():
        size = document.pagePointSize(0)
        printer.setPageSize(QPageSize(size, QPageSize.Unit.Point))
        across = size.width() > size.height()
        printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        )
    dialog = QPrintPreviewDialog(printer, parent)
    document.setParent(dialog)
    dialog.setWindowTitle(name)
    dialog.paintRequested.connect(lambda to: paint_pages(document, to))
    # Qt keeps no hold of the printer, and paints on it for as long as the dialog is open.
    dialog.destroyed.connect(lambda _=None, printer=printer: None)
    return dialog


def paint_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Paints a document's pages, those between the first and the last that were asked for."""
    pages = range(document.pageCount())
    if printer.fromPage():
        pages = range(printer.fromPage() - 1, min(printer.toPage(), document.pageCount()))
    painter = QPainter(printer)
    for place, page in enumerate(pages):
        if place:
            printer.newPage()
        dots = min(printer.resolution(), MOST_DPI) / POINTS
        size = document.pagePointSize(page) * dots
        image = document.render(page, QSize(round(size.width()), round(size.height())))
        painter.drawImage(painter.viewport(), image)
    painter.end()
