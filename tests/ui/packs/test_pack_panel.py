"""The Pack page alone, with tools in memory: real clicks and keys."""

from functools import cache
from pathlib import Path
from threading import Event

import pytest
from msgspec import structs
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton

from app.models.errors import Refused
from app.models.pack import Item, Pack, Paper, planned
from app.services.packs.reading import read_pack
from app.ui.packs import bars
from app.ui.packs.making import faults, layout, layouts, made
from app.ui.packs.panel import Counted, Finished, PackPanel, PackTools
from tests.pack_files import write_pack

START = Pack(
    "Harbourne Council", "Executive", "9 October 2017",
    items=(
        Item("Interests"),
        Item("Strategy", report="report.pdf", appendices=(Paper("a.pdf", "First"), Paper("b.pdf", "Second"))),
        Item("Finance", report="finance.pdf"),
    ),
)  # fmt: skip


class Tools:
    """Counts two pages in every file but those called bad, and makes packs by telling once."""

    def __init__(self):
        self.saved = []
        self.made = []
        self.kept = []
        self.fault = None
        self.gate = Event()
        self.gate.set()

    def measure(self, pack: Pack, folder: Path) -> Counted:
        files = {paper.report for paper in pack.items if paper.report}
        files |= {paper.file for item in pack.items for paper in item.appendices}
        counts = {file: 0 if "bad" in file else 2 for file in files}
        return Counted(
            planned(pack, counts), 1, {file: f"“{file}” is damaged." for file in files if "bad" in file}, ""
        )

    def save(self, pack, folder, path):
        self.saved.append((pack, path))
        return pack

    def make(self, pack, folder, to, tell):
        self.gate.wait(10)
        tell(0.5, "report.pdf")
        if self.fault:
            raise self.fault
        self.made.append((pack, to))
        return Finished(f"{to.name}: 8 pages, public edition.", {"public": to})

    def all(self) -> PackTools:
        return PackTools(
            lambda: [("plain", "Plain"), ("blackpool", "Blackpool")],
            lambda path: START,
            self.save,
            lambda file, folder: Path(file).name,
            self.measure,
            self.make,
            lambda: [("V2, 1 May 2017", "library#Strategy@V2")],
            keep=lambda draft: self.kept.append((draft.pack.committee, draft.is_saved)),
        )


@pytest.fixture
def tools():
    return Tools()


@pytest.fixture
def panel(qtbot, ask, tools, tmp_path):
    panel = PackPanel(tools.all(), ask, START, tmp_path)
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel._counted.placed))
    return panel


def rows(panel) -> list[tuple[str, str, str]]:
    found = []
    for at in range(panel.tree.topLevelItemCount()):
        row = panel.tree.topLevelItem(at)
        for each in (row, *(row.child(n) for n in range(row.childCount()))):
            found.append(tuple(each.text(column) for column in range(3)))
    return found


class DescribeAPackPanelMadeGradually:
    def it_shows_its_pack_once_its_steps_were_taken(self, qtbot, ask, tools, tmp_path):
        begun = []
        wanted = tools.all()._replace(begin=lambda draft: map(begun.append, [draft.pack.committee]))
        panel = PackPanel(wanted, ask, START, tmp_path, gradually=True)
        qtbot.addWidget(panel)
        assert (rows(panel), panel.forms.count(), begun) == ([], 0, [])
        steps = list(panel.steps)
        assert len(steps) == 2
        assert begun == ["Executive"]
        assert rows(panel)[0][0] == "Executive"
        assert panel.forms.currentWidget() is panel.meeting


class DescribePackPanel:
    def it_shows_items_and_papers_with_their_pages(self, panel):
        assert rows(panel) == [
            ("Executive", "", ""),
            ("1  Interests", "", ""),
            ("2  Strategy", "1–2", "public"),
            ("2a  First", "3–4", "public"),
            ("2b  Second", "5–6", "public"),
            ("3  Finance", "7–8", "public"),
        ]

    def it_moves_an_item_with_alt_and_arrows_and_takes_it_back(self, qtbot, panel):
        panel._show((1,))
        qtbot.keyClick(panel.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert [item.title for item in panel.draft.pack.items] == ["Strategy", "Interests", "Finance"]
        assert panel.tree.place == (0,)
        qtbot.mouseClick(panel.bar.undo, Qt.MouseButton.LeftButton)
        assert panel.draft.pack == START

    def it_moves_a_paper_among_its_items_papers(self, qtbot, panel):
        panel._show((1, 1))
        qtbot.mouseClick(panel.bar.up, Qt.MouseButton.LeftButton)
        assert [paper.title for paper in panel.draft.pack.items[1].appendices] == ["Second", "First"]
        assert panel.tree.place == (1, 0)

    def it_has_what_is_typed_kept_soon_and_at_once_when_it_goes(self, qtbot, panel, tools):
        panel.draft.set((), "committee", "Cabinet")
        qtbot.waitUntil(lambda: tools.kept == [("Cabinet", False)])
        panel.draft.set((), "committee", "Council")
        panel.hide()
        assert tools.kept[-1] == ("Council", False)

    def it_goes_on_with_what_was_left_unsaved(self, panel, tmp_path):
        panel.draft.resume(structs.replace(START, committee="Cabinet"), tmp_path, None)
        assert not panel.draft.is_saved
        assert rows(panel)[0][0] == "Cabinet"

    def it_takes_out_with_delete_and_undo_brings_back(self, qtbot, panel):
        panel._show((1, 0))
        qtbot.keyClick(panel.tree, Qt.Key.Key_Delete)
        assert [paper.title for paper in panel.draft.pack.items[1].appendices] == ["Second"]
        panel.tree.setFocus()
        qtbot.keyClick(panel.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert panel.draft.pack == START

    def it_says_beside_a_field_what_is_wrong_while_it_is_typed(self, qtbot, panel):
        panel._tools = panel._tools._replace(faults=faults)
        panel._show(())
        day, fault = panel.meeting.controls["date"], panel.meeting.faults["date"]
        assert not fault.isVisible()
        day.setFocus()
        day.selectAll()
        qtbot.keyClicks(day, "31 June 2017")
        assert fault.isVisible()
        assert day.accessibleDescription() in fault.text()
        day.setFocus()
        day.selectAll()
        qtbot.keyClicks(day, "30 June 2017")
        assert not fault.isVisible()
        panel._show((1, 0))
        panel.paper.controls["exempt"].click()
        assert "the reason is missing" in panel.paper.faults["reason"].text()
        assert not panel.item.faults["reason"].isVisible()

    def it_types_a_title_as_one_step(self, qtbot, panel):
        panel._show((0,))
        title = panel.item.controls["title"]
        title.setFocus()
        title.selectAll()
        qtbot.keyClicks(title, "Apologies")
        assert panel.draft.pack.items[0].title == "Apologies"
        assert rows(panel)[1][0] == "1  Apologies"
        panel.draft.undo()
        assert panel.draft.pack == START

    def it_marks_an_item_exempt_and_counts_again(self, qtbot, panel):
        panel._show((2,))
        panel.item.controls["exempt"].click()
        assert panel.draft.pack.items[2].exempt
        assert rows(panel)[5][2] == "exempt"

    def it_adds_an_item_and_leads_to_its_title(self, qtbot, panel):
        panel._show((0,))
        qtbot.mouseClick(panel.bar.add_item, Qt.MouseButton.LeftButton)
        assert panel.tree.place == (1,)
        assert panel.draft.pack.items[1] == Item("")
        assert panel.forms.currentWidget() is panel.item

    def it_adds_a_paper_and_says_when_it_cannot_be_read(self, qtbot, panel, ask):
        ask.answers["open_file"] = Path("/somewhere/bad_plan.pdf")
        panel._show((1,))
        qtbot.mouseClick(panel.bar.add_papers, Qt.MouseButton.LeftButton)
        assert panel.draft.pack.items[1].appendices[2] == Paper("bad_plan.pdf", "bad plan")
        qtbot.waitUntil(lambda: rows(panel)[5][1] == "⚠ cannot be read")

    def it_takes_dropped_files_as_an_items_papers(self, qtbot, panel, tmp_path):
        row = panel.tree.topLevelItem(1)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("one.pdf", "two.pdf")])
        where = QPointF(panel.tree.visualItemRect(row).center())
        actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        panel.tree.dropEvent(QDropEvent(where, actions, data, buttons, Qt.KeyboardModifier.NoModifier))
        item = panel.draft.pack.items[0]
        assert (item.report, [paper.file for paper in item.appendices]) == ("one.pdf", ["two.pdf"])

    def it_puts_a_version_of_the_strategy_in_as_a_report(self, qtbot, panel, ask):
        ask.answers["choice"] = 0
        panel._show((0,))
        panel.item.strategy_wanted.emit("report")
        assert panel.draft.pack.items[0].report == "library#Strategy@V2"

    def it_saves_to_a_file_asked_for_once(self, qtbot, panel, ask, tools, tmp_path):
        ask.answers["save_file"] = tmp_path / "agenda.toml"
        panel.draft.set((), "venue", "Town Hall")
        assert "(changed)" in panel.bar.name.text()
        qtbot.mouseClick(panel.bar.save, Qt.MouseButton.LeftButton)
        assert tools.saved[0][0].venue == "Town Hall"
        assert panel.bar.name.text() == "agenda.toml"
        assert not panel.bar.save.isEnabled()

    def it_asks_before_an_unsaved_pack_gives_way(self, qtbot, panel, ask):
        ask.answers["open_file"] = Path("other.toml")
        panel.draft.set((), "venue", "Town Hall")
        for kept in (None, 0):  # Escape, and the button that is proposed
            ask.answers["choice"] = kept
            panel.open()
            assert panel.draft.pack.venue == "Town Hall"
        ask.answers["choice"] = 1
        panel.open()
        assert panel.draft.pack == START

    def it_makes_the_pack_in_the_background_and_says_what_came_of_it(
        self, qtbot, panel, ask, tools, tmp_path
    ):
        ask.answers["save_file"] = tmp_path / "pack.pdf"
        qtbot.mouseClick(panel.bar.make, Qt.MouseButton.LeftButton)
        assert not panel.bar.make.isEnabled()
        qtbot.waitUntil(lambda: panel._job is None)
        assert panel.foot.said.text() == "✓ pack.pdf: 8 pages, public edition."
        assert tools.made == [(START, tmp_path / "pack.pdf")]

    def it_counts_one_page(self, panel):
        pack = Pack(
            "Harbourne Council",
            "Executive",
            "9 October 2017",
            items=(Item("One", report="one.pdf"),),
            double_sided=False,
        )
        panel._take_count(Counted(planned(pack, {"one.pdf": 1}), 1, {}, ""))
        assert panel.bar.pages.text() == "1 page"

    def it_offers_to_open_what_was_made_until_something_else_is_said(
        self, qtbot, panel, ask, tmp_path, monkeypatch
    ):
        opened = []
        monkeypatch.setattr(bars.Foot, "_open", staticmethod(opened.append))
        ask.answers["save_file"] = tmp_path / "pack.pdf"
        panel.make()
        qtbot.waitUntil(lambda: panel._job is None)
        buttons = panel.foot.opening.findChildren(QPushButton)
        assert [each.text() for each in buttons] == ["Open the public edition", "Open the folder"]
        for button in buttons:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert opened == [tmp_path / "pack.pdf", tmp_path]
        panel.foot.say("Saved.")
        assert not panel.foot.opening.isVisible()

    def it_says_why_a_pack_was_not_made(self, qtbot, panel, ask, tools, tmp_path):
        ask.answers["save_file"] = tmp_path / "pack.pdf"
        tools.fault = Refused("“report.pdf” is damaged; ask for a fresh copy of it.")
        panel.make()
        qtbot.waitUntil(lambda: panel._job is None)
        assert panel.foot.said.text() == "⚠ “report.pdf” is damaged; ask for a fresh copy of it."
        assert panel.bar.make.isEnabled()

    def it_stops_before_the_next_page(self, qtbot, panel, ask, tools, tmp_path):
        ask.answers["save_file"] = tmp_path / "pack.pdf"
        tools.gate.clear()
        panel.make()
        qtbot.mouseClick(panel.foot.stop, Qt.MouseButton.LeftButton)
        tools.gate.set()
        qtbot.waitUntil(lambda: panel._job is None)
        assert tools.made == []
        assert panel.foot.said.text() == "The pack was not made: you stopped it."

    def it_makes_no_pack_without_items(self, panel):
        for _ in range(3):
            panel.draft.remove((0,))
        assert not panel.bar.make.isEnabled()
        assert panel.forms.currentWidget() is panel.meeting


class DescribeAPackThatFails:
    def it_says_so_and_lets_the_log_be_told(self, qtbot, panel, ask, tools, tmp_path):
        ask.answers["save_file"] = tmp_path / "pack.pdf"
        tools.fault = ZeroDivisionError()
        with qtbot.captureExceptions() as shown:
            panel.make()
            qtbot.waitUntil(lambda: bool(shown), timeout=10000)
        assert [kind for kind, _, _ in shown] == [ZeroDivisionError]
        assert panel.foot.said.text() == "⚠ The pack could not be made."
        assert panel.bar.make.isEnabled()

    def it_says_that_pages_were_not_counted(self, qtbot, panel):
        panel._tools = panel._tools._replace(measure=lambda *_: 1 // 0)
        with qtbot.captureExceptions() as shown:
            panel.measure()
            qtbot.waitUntil(lambda: bool(shown), timeout=10000)
        assert panel.foot.said.text() == "⚠ The pages of the pack could not be counted."


class DescribeTheLayouts:
    def they_are_read_once_each_and_one_that_is_faulty_is_called_by_its_key(self, tmp_path, monkeypatch):
        monkeypatch.setenv("ENGROSS_HOUSES", str(tmp_path))
        (tmp_path / "packs").mkdir()
        (tmp_path / "packs" / "broken.toml").write_text("name = ")
        asked = []

        def read(key):
            asked.append(key)
            return layout(key)

        offered = dict(layouts(cache(read)))
        assert offered["broken"] == "broken"
        assert offered["plain"] == layout("plain").name
        assert sorted(asked) == sorted(offered)


class DescribeWhatWasMade:
    def it_names_each_edition_with_its_pages_and_tells_of_the_search_for_exempt_words(self, tmp_path):
        agenda = write_pack(tmp_path, exempt=True)
        finished = made(read_pack(agenda)[0], tmp_path, tmp_path / "pack.pdf", lambda *_: None)
        pages = {edition: len(PdfReader(path).pages) for edition, path in finished.files.items()}
        assert sorted(pages) == ["exempt", "public"]
        assert f"pack.pdf: {pages['public']} pages, public edition." in finished.said
        assert f"pack (exempt).pdf: {pages['exempt']} pages, exempt edition." in finished.said
        assert "Leak check: none of" in finished.said
