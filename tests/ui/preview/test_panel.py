"""The preview alone, given PDFs made beforehand; and with a real strategy."""

import threading
from io import BytesIO
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from reportlab.pdfgen.canvas import Canvas

from app.exporters.progress import untold
from app.models import tree
from app.models.errors import Refused
from app.models.text import Picture
from app.ui.background import Left, Work
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.preview.making import lineage, make_panel, prepared
from app.ui.preview.panel import PreviewPanel
from app.ui.preview.places import Pages
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
        return lambda told: Pages(
            pdf(*now),
            {"v": (0, 90.0), "t1": (1, 90.0), "t2": (2, 400.0), "p3": (2, 500.0)},
            (("v", (2, 600.0)),),
        )

    panel = PreviewPanel(prepare, lambda id: {"p9": ("p9", "t2")}.get(id, (id,)))
    qtbot.addWidget(panel)
    panel.resize(700, 600)
    with qtbot.waitSignal(panel.shown, timeout=10000):
        panel.show()
    return panel


class DescribeAPreviewThatFails:
    def it_says_so_and_tells_the_log_once_until_it_is_made_again(self, qtbot):
        made: list[Pages] = []
        panel = PreviewPanel(lambda: lambda told: made[0])
        qtbot.addWidget(panel)

        def make():
            panel.make()
            qtbot.waitUntil(lambda: panel._work is None, timeout=10000)

        with qtbot.captureExceptions() as shown:
            make()
            assert panel.note.text() == "⚠ The preview could not be made."
            make()
            assert [kind for kind, _, _ in shown] == [IndexError]
            made.append(Pages(pdf("Vision"), {}, ()))
            with qtbot.waitSignal(panel.shown, timeout=10000):
                panel.make()
            made.clear()
            make()
            assert len(shown) == 2


class DescribePreview:
    def it_shows_every_page_and_which_one_is_seen(self, panel):
        assert panel.pages.text() == "of 4"
        panel.page.setValue(3)
        assert panel.view.pageNavigator().currentPage() == 2

    def it_keeps_the_chosen_part_in_sight_while_the_pages_grow(self, qtbot, panel):
        panel.resize(200, 700)
        bar = panel.view.verticalScrollBar()

        def place():
            return panel.layout_of_pages().y_of(1, 90.0) - bar.value()

        qtbot.waitUntil(lambda: 0 <= place() < 300)
        panel.follow("t1")
        assert bar.value() == 0
        panel.resize(900, 700)
        qtbot.waitUntil(lambda: panel.view.viewport().width() > 800 and 0 <= place() < 300)

    def it_is_made_again_after_an_edit_and_stays_where_it_was(self, qtbot, panel, pages):
        panel.page.setValue(2)
        before = panel.view.verticalScrollBar().value()
        pages.append("Glossary")
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.when_changed()
        assert panel.pages.text() == "of 5"
        assert before > 0
        assert panel.view.verticalScrollBar().value() == before

    def it_gives_up_pages_that_an_edit_made_old(self, qtbot, panel, pages):
        panel.make()
        work = panel._work
        pages.append("Glossary")
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.when_changed()
            with pytest.raises(Left):
                work.go_on()
            assert panel.busy.isVisible()
        assert panel.pages.text() == "of 5"

    def it_shows_pages_to_whoever_writes_on_and_on(self, qtbot, panel, pages, monkeypatch):
        monkeypatch.setattr("app.ui.preview.panel.BEHIND_MS", 0)
        panel.when_changed()
        pages.append("Glossary")
        panel.make()
        work = panel._work
        pages.append("Sources")
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.when_changed()
            work.go_on()
        assert panel.pages.text() == "of 5"
        qtbot.waitUntil(lambda: panel.pages.text() == "of 6", timeout=10000)
        assert not panel._stale

    def it_waits_for_no_pause_once_the_pages_are_well_behind(self, qtbot, panel, monkeypatch):
        begun: list[str] = []
        panel.when_changed()
        monkeypatch.setattr(panel._again, "start", lambda: begun.append("anew"))
        panel.when_changed()
        assert begun == ["anew"]
        monkeypatch.setattr("app.ui.preview.panel.BEHIND_MS", 0)
        panel.when_changed()
        assert begun == ["anew"]

    def it_says_that_it_is_busy(self, qtbot, panel):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.make()
            assert panel.busy.isVisible()
        assert not panel.busy.isVisible()

    def it_shows_the_last_pages_until_the_size_of_each_new_one_is_known(
        self, qtbot, panel, pages, monkeypatch
    ):
        begun: list[Any] = []
        monkeypatch.setattr(panel._sizing, "begin", lambda steps, then: begun.append((steps, then)))
        pages.append("Glossary")
        panel.make()
        qtbot.waitUntil(lambda: bool(begun), timeout=10000)
        assert panel.busy.isVisible()
        assert panel.document.pageCount() == 4
        sizes, then = begun[0]
        assert len(list(sizes)) == 5
        then()
        assert panel.pages.text() == "of 5"
        qtbot.keyClicks(panel.search, "Glossary")
        qtbot.waitUntil(lambda: panel.hits.text() == "1 of 1", timeout=10000)

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


def place_in_view(panel: PreviewPanel, page: int, below: float):
    y = panel.layout_of_pages().y_of(page, below) - panel.view.verticalScrollBar().value()
    return QPoint(panel.view.viewport().width() // 2, round(y))


class DescribeFollowing:
    @pytest.mark.parametrize("fits", [True, False])
    def it_knows_where_the_view_sets_its_pages(self, panel, fits):
        if not fits:
            panel.larger.click()
        bar = panel.view.verticalScrollBar()
        whole = bar.maximum() + panel.view.viewport().height()
        last = panel.layout_of_pages().boxes[-1]
        below = panel.view.pageSpacing() + panel.view.documentMargins().bottom()
        assert abs(last.bottom() + below - whole) <= 2

    def it_brings_a_chosen_part_into_view(self, panel):
        panel.follow("t2")
        assert 0 <= place_in_view(panel, 2, 400).y() <= panel.view.viewport().height()
        assert panel.view.verticalScrollBar().value() > 0

    def it_leaves_the_view_where_the_part_is_seen_already(self, panel):
        panel.follow("t2")
        before = panel.view.verticalScrollBar().value()
        panel.follow("p3")
        assert panel.view.verticalScrollBar().value() == before

    def it_goes_to_what_holds_a_part_that_stands_nowhere(self, panel):
        panel.follow("p9")
        assert 0 <= place_in_view(panel, 2, 400).y() <= panel.view.viewport().height()

    def it_waits_with_a_part_that_was_chosen_while_it_was_not_seen(self, panel):
        panel.hide()
        panel.follow("t2")
        panel.show()
        assert 0 <= place_in_view(panel, 2, 400).y() <= panel.view.viewport().height()

    @pytest.mark.parametrize(("below", "id"), [(450, "t2"), (520, "p3"), (100, "t1"), (640, "v")])
    def it_picks_what_is_clicked(self, qtbot, panel, below, id):
        panel.view.verticalScrollBar().setValue(round(panel.layout_of_pages().y_of(2, below)) - 200)
        with qtbot.waitSignal(panel.pick_requested) as picked:
            where = place_in_view(panel, 2, below)
            qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert picked.args == [id]

    def it_picks_by_enter_what_stands_at_the_top(self, qtbot, panel):
        panel.view.verticalScrollBar().setValue(round(panel.layout_of_pages().y_of(2, 450)))
        with qtbot.waitSignal(panel.pick_requested) as picked:
            qtbot.keyClick(panel.view, Qt.Key.Key_Return)
        assert picked.args == ["t2"]

    def it_does_not_jump_to_what_it_was_itself_asked_for(self, qtbot, panel):
        panel.pick_requested.connect(panel.follow)
        panel.view.verticalScrollBar().setValue(round(panel.layout_of_pages().y_of(3, 100)))
        before = panel.view.verticalScrollBar().value()
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place_in_view(panel, 3, 300))
        assert panel.view.verticalScrollBar().value() == before


class DescribePagesThatNobodyWaitsFor:
    @pytest.mark.parametrize("given_up", [PreviewPanel.hide, PreviewPanel.make])
    def they_are_made_no_further(self, qtbot, given_up):
        gate, ended = threading.Event(), []

        def make(told):
            gate.wait(10)
            try:
                told(1, 9)
            except Exception as fault:
                ended.append(type(fault))
                raise
            return Pages(pdf("Vision"))

        panel = PreviewPanel(lambda: make)
        qtbot.addWidget(panel)
        panel.show()
        given_up(panel)
        gate.set()
        qtbot.waitUntil(lambda: ended == [Left])

    def they_are_not_set_to_their_end(self, editing, ask, plain_house):
        library: Any = MemoryLibrary(editing)
        desk = Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)
        work = Work(lambda: None)
        work.leave()
        with pytest.raises(Left):
            prepared(desk)(work.go_on)

    def they_are_not_drawn_up_as_a_document_to_its_end(self, editing, ask, plain_house, monkeypatch):
        library: Any = MemoryLibrary(editing)
        desk = Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)
        asked = []

        def told(*_):
            asked.append(True)
            if len(asked) > 2:
                raise Left

        monkeypatch.setattr("app.exporters.pdf.pdf_to_look_at", lambda *_: pytest.fail("nobody waits"))
        with pytest.raises(Left):
            prepared(desk)(told)


class DescribePreviewOfAStrategy:
    def it_knows_where_parts_stand(self, editing, ask, plain_house):
        library: Any = MemoryLibrary(editing)
        desk = Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)
        pages = prepared(desk)(untold)
        order = [pages.places[id] for id in ("fore", "back", "v", "t1", "p1", "t2", "rs", "r1", "g")]
        assert order == sorted(order)
        assert set(pages.places) <= desk.root.ids
        assert lineage(desk, "p1") == ("p1", "t1", "v", "s")

    def it_looks_for_pictures_only_behind_the_window(self, editing, ask, plain_house, monkeypatch):
        asked = []
        library: Any = MemoryLibrary(editing)
        desk = Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)
        desk.draft.do(lambda root: tree.change(root, "t1", body=(Picture("a" * 64, "A map"),)), "Picture")
        monkeypatch.setattr(desk.draft, "picture", asked.append)
        making = prepared(desk)
        assert asked == []
        making(untold)
        assert asked == ["a" * 64]

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
