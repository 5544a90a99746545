"""Printing: the pages of the PDF on a printer, a part of them, called off, and where there is no printer."""

from itertools import count
from threading import Event

import pytest
from msgspec import structs
from PySide6.QtCore import QBuffer, QIODevice, QSizeF
from PySide6.QtGui import QPageLayout, QPageRanges, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget

from app.models.content import Content
from app.ui import printing
from app.ui.printing import SEEN_DPI, painted_pages, printer_for, read_pdf
from app.ui.window.export import Export, ExportDialog, Written
from app.ui.window.print_job import PrintJob
from app.ui.window.reader import ReaderDialog

ACROSS, UPRIGHT = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait


def pdf_of(*ways):
    """A PDF of A4 pages that lie these ways."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageOrientation(ways[0])
    painter = QPainter(writer)
    for at, way in enumerate(ways):
        if at:
            writer.setPageOrientation(way)
            writer.newPage()
        painter.drawText(200, 200, f"Page {at + 1}")
    painter.end()
    return bytes(buffer.data().data())


def on_paper(path):
    """The size in points of each page that came out of a printer."""
    document = QPdfDocument()
    document.load(str(path))
    return [document.pagePointSize(at).toSize() for at in range(document.pageCount())]


@pytest.fixture
def paper(tmp_path):
    return tmp_path / "paper.pdf"


@pytest.fixture
def printer(monkeypatch, paper):
    """A printer that is chosen whatever is to be printed, and whose paper is a file."""
    printers = []

    def chosen(document, name, parent):
        made = printer_for(document, name)
        made.setOutputFileName(str(paper))
        printers.append(made)
        return made

    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "chosen_printer", chosen)
    return printers


@pytest.fixture
def no_printer(monkeypatch):
    monkeypatch.setattr(printing, "has_printer", lambda: False)


def print_action(window):
    window.actions_by_name["print"].trigger()


class DescribePaintingPages:
    def it_has_the_paper_lie_as_each_page_does(self, qapp, paper):
        document = read_pdf(pdf_of(UPRIGHT, ACROSS, UPRIGHT), qapp)
        to = printer_for(document, "mixed")
        to.setOutputFileName(str(paper))
        assert list(painted_pages(document, to)) == [1, 2, 3]
        assert [size.width() > size.height() for size in on_paper(paper)] == [False, True, False]

    def it_paints_the_pages_that_were_asked_for(self, qapp, paper):
        document = read_pdf(pdf_of(UPRIGHT, UPRIGHT, UPRIGHT, ACROSS), qapp)
        to = printer_for(document, "some")
        to.setOutputFileName(str(paper))
        to.setFromTo(3, 9)
        assert list(painted_pages(document, to)) == [1, 2]
        assert [size.width() > size.height() for size in on_paper(paper)] == [False, True]

    def it_leaves_out_pages_between_those_that_were_asked_for(self, qapp, paper):
        document = read_pdf(pdf_of(UPRIGHT, UPRIGHT, ACROSS, UPRIGHT), qapp)
        to = printer_for(document, "some")
        to.setOutputFileName(str(paper))
        to.setPageRanges(QPageRanges.fromString("1-2,4"))
        assert list(painted_pages(document, to)) == [1, 2, 3]
        assert [size.width() > size.height() for size in on_paper(paper)] == [False] * 3

    @pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", extend=True)
    def it_paints_nothing_on_a_printer_that_cannot_begin(self, qapp, tmp_path):
        document = read_pdf(pdf_of(UPRIGHT), qapp)
        to = printer_for(document, "lost")
        to.setOutputFileName(str(tmp_path / "no folder" / "paper.pdf"))
        assert list(painted_pages(document, to)) == []
        assert to.printerState() == QPrinter.PrinterState.Error

    def it_paints_a_preview_no_finer_than_it_is_seen(self, qtbot):
        class Seen:
            def __init__(self, document):
                self.document, self.widths = document, []

            def __getattr__(self, name):
                return getattr(self.document, name)

            def render(self, page, size):
                self.widths.append(size.width())
                return self.document.render(page, size)

        preview = QPrintPreviewWidget(printer := QPrinter(QPrinter.PrinterMode.HighResolution))
        qtbot.addWidget(preview)
        document = Seen(read_pdf(pdf_of(UPRIGHT), preview))
        preview.paintRequested.connect(lambda to: list(painted_pages(document, to)))  # type: ignore[arg-type]
        preview.updatePreview()
        assert printer.resolution() > SEEN_DPI
        wide = QSizeF(document.pagePointSize(0)).width() * SEEN_DPI / 72
        assert document.widths
        assert all(width <= wide + 1 for width in document.widths)


class DescribePrint:
    def it_prints_the_pages_of_the_document(self, qtbot, opened, printer, paper):
        print_action(opened)
        qtbot.waitUntil(lambda: "sent to" in opened.statusBar().currentMessage(), timeout=20000)
        pages = on_paper(paper)
        assert pages
        assert opened.statusBar().currentMessage().startswith(f"{len(pages)} page")
        assert [each.docName() for each in printer] == ["Harbourne Digital Strategy draft"]

    def it_prints_a_strategy_whose_title_is_too_long_for_a_file(self, qtbot, opened, printer, strategy):
        title = "A strategy for all that a council does, " * 8
        opened.library.add(Content(structs.replace(strategy, id="long", title=title, children=())))
        opened.open_strategy("long")
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id == "long", timeout=20000)
        print_action(opened)
        qtbot.waitUntil(lambda: "sent to" in opened.statusBar().currentMessage(), timeout=20000)
        assert [each.docName().startswith("A strategy for all") for each in printer] == [True]

    def it_prints_a_version_that_is_read(self, qtbot, opened, printer):
        opened.desk.library.save_version("s", "V1", "2026-06-02")
        opened.desk.versions_changed.emit()
        opened.desktop.structure.remove(["p1"])
        opened.commands.read_version("V1")
        (reader,) = opened.findChildren(ReaderDialog)
        reader.print.click()
        qtbot.waitUntil(lambda: "sent to" in opened.statusBar().currentMessage(), timeout=20000)
        assert [each.docName() for each in printer] == ["Harbourne Digital Strategy V1"]

    def it_says_that_there_is_no_printer_and_leads_to_a_pdf(self, opened, ask, no_printer, monkeypatch):
        asked = []
        monkeypatch.setattr(ExportDialog, "exec", lambda dialog: asked.append(dialog.to.suffix) or 0)
        ask.answers["choice"] = 0
        print_action(opened)
        assert "knows no printer" in str(ask.asked[-1])
        assert asked == [".pdf"]

    def it_does_nothing_where_one_thinks_better_of_it(self, qtbot, opened, monkeypatch):
        asked = []
        monkeypatch.setattr(printing, "has_printer", lambda: True)
        monkeypatch.setattr(printing, "chosen_printer", lambda *given: asked.append(given) and None)
        print_action(opened)
        qtbot.waitUntil(lambda: bool(asked), timeout=20000)
        qtbot.waitUntil(lambda: not opened.findChildren(PrintJob))

    def it_can_be_called_off(self, qtbot, opened, printer):
        job = PrintJob(pdf_of(*[UPRIGHT] * 40), "long", opened)
        with qtbot.waitSignal(job.said) as said:
            job.start()
            assert job.progress is not None
            job.progress.canceled.emit()
        assert said.args == ["Printing was called off."]
        assert job.progress is None
        assert printer[0].printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Idle)

    def it_calls_off_what_was_painted_before_its_document_is_ended(self, qtbot, opened, printer, monkeypatch):
        told: list[str] = []

        def painted(*_):
            try:
                for page in count(1):
                    told.append("painted")
                    yield page
            finally:
                told.append("ended")

        monkeypatch.setattr(printing, "painted_pages", painted)
        job = PrintJob(pdf_of(UPRIGHT), "long", opened)
        monkeypatch.setattr(job._turns, "_budget", 0)
        job.start()
        assert job.progress is not None
        monkeypatch.setattr(printer[0], "abort", lambda: told.append("called off"))
        qtbot.waitUntil(lambda: "painted" in told)
        job.progress.canceled.emit()
        assert told[-2:] == ["called off", "ended"]


class DescribeExportAgain:
    def it_asks_where_another_strategy_was_exported_last(
        self, qtbot, opened, monkeypatch, tmp_path, strategy
    ):
        asked = []

        def answer(dialog):
            asked.append(dialog.to)
            dialog.place.setText(str(tmp_path / "mine.md"))
            dialog.opens.setChecked(False)
            return len(asked) == 1

        monkeypatch.setattr(ExportDialog, "exec", answer)
        opened.commands.outgoing.export()
        qtbot.waitUntil((tmp_path / "mine.md").exists, timeout=20000)
        before = (tmp_path / "mine.md").read_text()
        opened.library.add(Content(structs.replace(strategy, id="other", title="Another", children=())))
        opened.open_strategy("other")
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.id == "other", timeout=20000)
        opened.commands.outgoing.export_again()
        assert len(asked) == 2
        assert (tmp_path / "mine.md").read_text() == before

    def it_asks_where_the_last_export_was_called_off(self, qtbot, opened, monkeypatch, tmp_path):
        asked, written, go = [], [], Event()

        def answer(dialog):
            asked.append(dialog.to)
            dialog.place.setText(str(tmp_path / "mine.md"))
            return len(asked) == 1

        def write(copy, to, house, progress):
            written.append(to)
            go.wait(10)
            progress(1, 2)

        (tmp_path / "mine.md").write_text("as it was")
        monkeypatch.setattr(ExportDialog, "exec", answer)
        monkeypatch.setattr(opened.desk, "services", opened.desk.services._replace(export=write))
        opened.commands.outgoing.export()
        opened.findChild(Export).cancel()
        go.set()
        qtbot.waitUntil(lambda: "mine.md is as it was" in opened.statusBar().currentMessage())
        opened.commands.outgoing.export_again()
        assert len(asked) == 2
        assert written == [tmp_path / "mine.md"]

    def it_says_that_the_file_was_written_again(self, qtbot, opened, monkeypatch, tmp_path):
        def answer(dialog):
            dialog.place.setText(str(tmp_path / "mine.md"))
            dialog.opens.setChecked(False)
            return True

        def told():
            said = opened.statusBar().findChildren(Written)
            return [each.said.text() for each in said if not each.isHidden()]

        monkeypatch.setattr(ExportDialog, "exec", answer)
        opened.commands.outgoing.export()
        qtbot.waitUntil(lambda: told() == [f"Written: {tmp_path / 'mine.md'}"], timeout=20000)
        opened.commands.outgoing.export_again()
        assert told() == []  # while it is written, nothing is said of the copy before
        qtbot.waitUntil(lambda: told() == [f"Written again: {tmp_path / 'mine.md'}"], timeout=20000)
