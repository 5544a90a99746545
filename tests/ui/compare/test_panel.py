"""The comparison's page alone, with comparisons made beforehand."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from app.compare.changes import Change, Comparison
from app.compare.words import Piece
from app.document.aligned import Aligned, Line, Weight
from app.document.nodes import Mark, Span
from app.models.errors import Refused
from app.ui.compare.panel import Basis, ComparePanel, Comparing
from app.ui.compare.view import Fold, folded

INSERTED, DELETED = Mark("inserted"), Mark("deleted")
FIRST, DRAFT = Basis("V1", "V1"), Basis("Draft")


def changed(node, old, new, why=()):
    pieces = (Piece("delete", old), Piece("insert", new))
    return Change(kind="reworded", node=node, path=("Theme",), before=old, after=new, pieces=pieces, why=why)


def many_lines() -> Aligned:
    lines = [Line("paragraph", ((Span(f"Words that stay {n} " * 9),),), node=f"n{n}") for n in range(400)]
    weights: tuple[tuple[int, Weight], ...] = ((40, "substantive"), (200, "other"), (390, "substantive"))
    for at, weight in weights:
        spans = (Span("Spend "), Span("£1m", mark=DELETED), Span("£2m", mark=INSERTED))
        lines[at] = Line("paragraph", (spans,), node=f"n{at}", weight=weight)
    changes = (
        changed("n40", "£1m", "£2m", ("money",)), changed("n200", "all", "each"),
        changed("n390", "£1m", "£2m", ("money",)),
    )  # fmt: skip
    return Aligned(tuple(lines), Comparison(changes), (40, 200, 390))


@pytest.fixture
def compared():
    return []


@pytest.fixture
def panel(qtbot, ask, compared):
    def compare(old, new, cancelled):
        compared.append((old, new))
        if old.file is not None and old.file.name == "broken.docx":
            raise Refused("broken.docx is damaged; open it in Word and save it anew.")
        return many_lines()

    panel = ComparePanel(Comparing(lambda: [FIRST, DRAFT], compare, ask))
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    with qtbot.waitSignal(panel.shown, timeout=10000):
        panel.show()
    return panel


class DescribeComparePanel:
    def it_compares_the_last_version_with_the_draft_when_it_is_first_seen(self, panel, compared):
        assert compared == [(FIRST, DRAFT)]
        assert panel.list.rows.rowCount() == 3

    def it_goes_from_change_to_change_by_key(self, qtbot, panel):
        panel.view.setFocus()
        for said in ("1 of 3", "2 of 3", "3 of 3", "1 of 3"):
            qtbot.keyClick(panel.view, Qt.Key.Key_F7)
            assert panel.place.text() == said
        qtbot.keyClick(panel.view, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
        assert panel.place.text() == "3 of 3"
        first, last = panel.view.seen()
        assert last > 0.9
        assert first > 0

    def it_shows_only_what_is_wanted(self, panel):
        panel.filters["other"].setChecked(False)
        assert [change.node for change in panel.list.rows.changes] == ["n40", "n390"]
        assert [line.node for _, _, line in panel.view.marks()] == ["n40", "n390"]

    def it_copies_the_list_as_a_table(self, panel):
        panel.copy.click()
        rows = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
        assert len(rows) == 4
        assert rows[1] == ["substantive", "Reworded", "Theme", "£1m", "£2m", "money"]

    def it_compares_with_a_file(self, qtbot, panel, ask, compared, tmp_path):
        ask.answers["open_file"] = tmp_path / "returned.docx"
        panel.old.setCurrentIndex(panel.old.count() - 1)
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.old.activated.emit(panel.old.currentIndex())
        assert compared[-1][0].file == tmp_path / "returned.docx"
        assert panel.old.currentText() == "returned.docx"

    def it_says_why_a_file_cannot_be_compared(self, qtbot, panel, tmp_path):
        panel.choose(Basis("broken.docx", file=tmp_path / "broken.docx"))
        qtbot.waitUntil(lambda: "damaged" in panel.note.text(), timeout=10000)
        assert panel.list.rows.rowCount() == 0

    def it_swaps_the_sides(self, qtbot, panel, compared):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.swap.click()
        assert compared[-1] == (DRAFT, FIRST)

    def it_compares_a_version_that_is_asked_for(self, qtbot, panel, compared):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose_version("V1")
        assert compared[-1] == (FIRST, DRAFT)

    def it_puts_the_list_above_the_text_where_it_is_narrow(self, panel):
        panel.resize(480, 700)
        assert panel.splitter.orientation() == Qt.Orientation.Vertical
        panel.resize(1200, 700)
        assert panel.splitter.orientation() == Qt.Orientation.Horizontal

    def it_shows_both_texts_in_one_column(self, panel):
        panel.inline.setChecked(True)
        panel.grab()
        assert panel.view.inline

    def it_lays_out_only_what_is_in_sight(self, panel):
        panel.view.unfold_all()
        panel.view.grab()
        assert len(panel.view._rows) == 400
        assert len(panel.view._exact) < 120

    def it_unfolds_what_did_not_change_by_a_click(self, qtbot, panel):
        before = len(panel.view._rows)
        assert isinstance(panel.view._rows[0], Fold)
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 12))
        assert len(panel.view._rows) == before + 38

    def it_unfolds_everything_by_key(self, qtbot, panel):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
        assert panel.view._rows == list(range(400))


class DescribeFolding:
    def it_leaves_a_line_on_either_side_of_a_change(self):
        changed = [False] * 10 + [True] + [False] * 10
        assert folded(changed, frozenset()) == [Fold(0, 9), 9, 10, 11, Fold(12, 21)]

    def it_folds_no_run_that_is_short(self):
        assert folded([True, False, False, True], frozenset()) == [0, 1, 2, 3]

    def it_shows_what_was_unfolded(self):
        assert folded([False] * 5, frozenset({0})) == [0, 1, 2, 3, 4]
