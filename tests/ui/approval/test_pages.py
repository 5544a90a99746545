"""Document control and version control once something was approved."""

import pytest

from app.models import tree
from app.models.approval import Decision
from app.services.approving import decide
from app.services.versions import save_version
from app.ui.pages.control import ControlPage
from app.ui.pages.versions import DESCRIPTION, VersionsPage


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


class DescribeTheVersionsPage:
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
