"""The preview alone, given PDFs made beforehand; and with a real strategy."""

from io import BytesIO
from typing import Any

import pytest
from PySide6.QtCore import Qt
from reportlab.pdfgen.canvas import Canvas

from app.models import tree
from app.models.errors import Refused
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.preview.making import make_panel
from app.ui.preview.panel import PreviewPanel
from tests.ui.fakes import MemoryLibrary, fake_services


def pdf(*pages):
    file = BytesIO()
    canvas = Canvas(file)
    for words in pages:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def pages():
    return ["Vision", "Digital place", "Digital workforce", "Digital place again"]


@pytest.fixture
def panel(qtbot, pages):
    def prepare():
        if not pages:
            raise Refused("The house style “x” is not on this computer; choose another.")
        now = tuple(pages)
        return lambda: pdf(*now)

    panel = PreviewPanel(prepare)
    qtbot.addWidget(panel)
    panel.resize(700, 600)
    with qtbot.waitSignal(panel.shown, timeout=10000):
        panel.show()
    return panel


class DescribePreview:
    def it_shows_every_page_and_which_one_is_seen(self, panel):
        assert panel.pages.text() == "of 4"
        panel.page.setValue(3)
        assert panel.view.pageNavigator().currentPage() == 2

    def it_is_made_again_after_an_edit_and_stays_where_it_was(self, qtbot, panel, pages):
        panel.page.setValue(2)
        before = panel.view.verticalScrollBar().value()
        pages.append("Glossary")
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.when_changed()
        assert panel.pages.text() == "of 5"
        assert before > 0
        assert panel.view.verticalScrollBar().value() == before

    def it_says_that_it_is_busy(self, qtbot, panel):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.make()
            assert panel.busy.isVisible()
        assert not panel.busy.isVisible()

    def it_finds_words_and_goes_from_place_to_place(self, qtbot, panel):
        qtbot.keyClicks(panel.search, "place")
        qtbot.waitUntil(lambda: panel.hits.text() == "1 of 2", timeout=10000)
        qtbot.keyClick(panel.search, Qt.Key.Key_Return)
        assert panel.hits.text() == "2 of 2"
        assert panel.view.pageNavigator().currentPage() == 3

    def it_says_what_is_wrong_and_keeps_the_last_pages(self, panel, pages):
        pages.clear()
        panel.make()
        assert "choose another" in panel.note.text()
        assert not panel.busy.isVisible()
        assert panel.document.pageCount() == 4

    def it_makes_nothing_while_it_is_not_seen(self, qtbot, panel, pages):
        panel.hide()
        pages.append("Glossary")
        panel.when_changed()
        assert not panel._again.isActive()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.show()
        assert panel.pages.text() == "of 5"


class DescribePreviewOfAStrategy:
    def it_follows_the_draft(self, qtbot, editing, ask, plain_house):
        library: Any = MemoryLibrary(editing)
        desk = Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)
        panel = make_panel(desk)
        qtbot.addWidget(panel)
        with qtbot.waitSignal(panel.shown, timeout=20000):
            panel.show()
        with qtbot.waitSignal(panel.shown, timeout=20000):
            desk.draft.do(lambda root: tree.change(root, "t1", title="Zephyr"), "Rename")
        qtbot.keyClicks(panel.search, "Zephyr")
        qtbot.waitUntil(lambda: panel.hits.text().startswith("1 of"), timeout=10000)
