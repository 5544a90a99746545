"""Document control and version control once something was approved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.models import tree
from app.models.approval import Decision
from app.models.content import Content
from app.services.approving import decide
from app.services.editing import Editing
from app.services.houses import load_houses
from app.services.versions import save_version
from app.store.library import Library
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.pages.control import ControlPage
from app.ui.pages.versions import DESCRIPTION, VersionsPage
from tests.ui.fakes import fake_services


def approve(library, version, day):
    decide(library, "s", version, Decision("Executive", day, "approved", "decision", minute="EX/57"))


def derived(page):
    return {name: label.text() for name, label in page._derived.items()}


def words(page, at):
    """What the last column of a version's row says."""
    item = page.table.item(at, 4)
    assert item is not None
    return item.text()


class DescribeTheControlPage:
    def it_takes_who_approved_and_when_from_the_decision_alone(self, qtbot, desk, library):
        page = ControlPage(desk)
        qtbot.addWidget(page)
        assert derived(page)["approved_by"] == desk.house.wording.not_approved
        approve(library, "V1", "2026-07-09")
        page.show_root(desk.root)
        assert (derived(page)["approved_by"], derived(page)["approved_date"]) == ("Executive", "9 July 2026")
        desk.draft.do(lambda root: tree.change(root, "p1", title="Other"), "Edit")
        page.show_root(desk.root)
        assert derived(page)["approved_by"] == desk.house.wording.not_approved

    def it_says_below_what_is_worked_out_where_that_comes_from(self, qtbot, desk):
        page = ControlPage(desk)
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        labels = [each for each in page.findChildren(QLabel) if each.isVisible()]
        for name, said in (
            ("approved_by", "from the recorded decision"), ("approved_date", "from the recorded decision")
        ):  # fmt: skip
            value = page._derived[name]
            (below,) = (
                each
                for each in labels
                if each.text() == said and 0 <= each.y() - value.geometry().bottom() <= 8
            )
            assert below.x() == value.x()
            assert value.accessibleDescription() == said
            assert name not in page.fields

    def it_names_each_line_once(self, qtbot, desk):
        page = ControlPage(desk)
        qtbot.addWidget(page)
        page.show()
        seen = [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.text()]
        assert seen.count(desk.house.sheet[0].label) == 1


class DescribeTheVersionsPage:
    @pytest.mark.parametrize(
        ("button", "wish"),
        [
            ("open", "open_version_requested"), ("compare", "compare_requested"),
            ("export", "export_requested"), ("restore", "restore_requested"),
        ],
    )  # fmt: skip
    def it_asks_by_its_buttons_for_the_version_that_is_chosen(self, qtbot, desk, library, button, wish):
        desk.draft.do(lambda root: tree.change(root, "p1", title="Other"), "Edit")
        save_version(library, "s", "V2", "2026-07-02")
        page = VersionsPage(desk)
        qtbot.addWidget(page)
        page.resize(900, 700)
        page.show()
        place = page.table.visualRect(page.table.model().index(0, 0)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        with qtbot.waitSignal(getattr(page, wish)) as asked:
            qtbot.mouseClick(getattr(page, button), Qt.MouseButton.LeftButton)
        assert asked.args == ["V1"]

    def it_goes_on_with_a_version_that_was_just_saved(self, qtbot, desk, library):
        page = VersionsPage(desk)
        qtbot.addWidget(page)
        save_version(library, "s", "V2", "2026-07-02")
        page.show_root(desk.root)
        with qtbot.waitSignal(page.export_requested) as asked:
            page.export.click()
        assert asked.args == ["V2"]
        page.table.selectRow(0)
        page.show_root(desk.root)
        assert page.table.currentRow() == 0

    def it_tells_the_approved_version_from_the_superseded_one(self, qtbot, desk, library):
        page = VersionsPage(desk)
        qtbot.addWidget(page)
        approve(library, "V1", "2026-07-01")
        desk.draft.do(lambda root: tree.change(root, "p1", title="Other"), "Edit")
        save_version(library, "s", "V2", "2026-07-02")
        save_version(library, "s", "V3", "2026-07-03")
        page.show_root(desk.root)
        assert [words(page, at) for at in range(3)] == ["● approved", "", ""]
        approve(library, "V2", "2026-07-09")
        page.show_root(desk.root)
        assert [words(page, at) for at in range(2)] == ["○ superseded", "● approved"]

    def it_gives_most_of_the_room_to_what_changed_and_cuts_no_heading(self, qtbot, desk):
        page = VersionsPage(desk)
        qtbot.addWidget(page)
        page.resize(700, 600)
        page.show()
        wide = [page.table.columnWidth(column) for column in range(page.table.columnCount())]
        assert max(wide) == wide[DESCRIPTION]
        assert sum(wide) <= page.table.viewport().width()
        head = page.table.horizontalHeader()
        page.resize(300, 600)
        assert all(page.table.columnWidth(at) >= head.sectionSizeHint(at) for at in range(len(wide)))

    @pytest.mark.parametrize("words", [4, 400], ids=["lower than the table", "higher than the table"])
    def it_has_the_chosen_version_in_sight_from_its_beginning(self, qtbot, desk, library, words):
        for at in range(2, 9):
            save_version(library, "s", f"V{at}", f"2026-07-0{at}", "changed " * words)
        page = VersionsPage(desk)
        qtbot.addWidget(page)
        page.resize(700, 400)
        page.show()
        cell = page.table.visualRect(page.table.model().index(7, 0))
        assert page.table.currentRow() == 7
        assert page.table.viewport().rect().contains(cell.topLeft())
        assert cell.top() == 0 or page.table.viewport().rect().contains(cell)


@pytest.fixture
def bare_desk(qapp, tmp_path, strategy, ask):
    with Library.create(tmp_path / "bare.engross", who="R. Ellis") as library:
        library.add(Content(strategy))
        desk = Desk(library, Draft(Editing(library, "s"), {}), load_houses(), fake_services(), ask)
        yield desk
        desk.deleteLater()


class DescribeTheVersionsPageWithoutAVersion:
    def it_says_what_belongs_there_and_offers_only_the_first_step(self, qtbot, bare_desk):
        page = VersionsPage(bare_desk)
        qtbot.addWidget(page)
        page.show()
        assert "A version keeps the draft as it stands" in page.note.text()
        assert page.save.isVisible()
        assert page.save.isEnabled()
        needing = (page.table, page.open, page.compare, page.export, page.restore)
        assert not any(each.isVisible() for each in needing)

    def it_shows_the_table_and_its_deeds_once_one_is_saved(self, qtbot, bare_desk):
        page = VersionsPage(bare_desk)
        qtbot.addWidget(page)
        page.show()
        save_version(bare_desk.library, "s", "V1", "2026-07-02")
        page.show_root(bare_desk.root)
        needing = (page.table, page.open, page.compare, page.export, page.restore)
        assert all(each.isVisible() for each in needing)

    def it_says_only_that_there_is_none_where_none_can_be_saved(self, qtbot, bare_desk):
        bare_desk.library.read_only = True
        page = VersionsPage(bare_desk)
        qtbot.addWidget(page)
        page.show()
        assert page.note.text() == "No version has been saved yet."
        assert not page.save.isVisible()
        assert not page.earlier_heading.isVisible()
