"""The comparison's page alone, with comparisons made beforehand."""

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.compare.changes import Change, Comparison, compare_passages
from app.compare.linked import pieces_of_links
from app.compare.passages import passages_of
from app.compare.woven import Piece
from app.document.aligned import Aligned
from app.document.change_summary import where_of
from app.document.lines import Line, Weight
from app.document.nodes import Letters, Mark, Span
from app.models.errors import Refused
from app.models.text import Cell, Table, plain
from app.ui.compare.change_list import ChangeList, ChangeModel, as_html, as_text, in_short
from app.ui.compare.change_words import HEADS
from app.ui.compare.comparing import Basis, Compared, lines_of
from app.ui.compare.folding import Fold, folded
from app.ui.compare.painting import Setter, Setting, columns_of, estimated_heights
from app.ui.compare.panel import ComparePanel
from app.ui.compare.view import SideBySide

INSERTED, DELETED = Mark("inserted"), Mark("deleted")
FIRST, DRAFT = Basis("V1", "V1"), Basis("Draft")
READING = Basis("Since I last read it", reading=True)


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


class DescribeATableRow:
    ROW = Line("row", ((Span("1"),), (Span("Flood"),), (Span("The sea wall"),)), shares=(0.2, 0.3, 0.5))

    def it_has_its_cells_beside_one_another_as_wide_as_the_table_says(self, qapp):
        setting = Setting(QFont(), QPalette())
        assert columns_of(self.ROW, 600, setting) == [(0, 112), (120, 172), (300, 292)]

    def it_has_columns_that_hold_their_longest_words_as_long_as_there_is_room(self, qapp):
        setting = Setting(QFont(), QPalette())
        row = Line(
            "row",
            ((Span("Communication"),), (Span("a word " * 20),)),
            shares=(0.1, 0.9),
            longest=("Communication", "word"),
        )
        (_, room), (left, rest) = columns_of(row, 600, setting)
        assert QFontMetricsF(setting.font).horizontalAdvance("Communication") <= room < 200
        assert left + rest == pytest.approx(592)
        assert columns_of(row, 150, setting) == []

    def it_has_them_below_one_another_where_one_would_be_too_narrow(self, qapp):
        setting = Setting(QFont(), QPalette())
        assert columns_of(self.ROW, 100, setting) == []
        rows = [Setter(self.ROW, None, width, setting, False).height for width in (100, 600)]
        assert rows[0] > 2.9 * rows[1]


class DescribeALongChangedLine:
    def it_is_gone_to_where_its_changed_words_stand(self, qtbot):
        long = Span("Words that stay. " * 400)
        line = Line("paragraph", ((long, Span("new", mark=INSERTED)),), node="n", weight="other")
        view = SideBySide()
        qtbot.addWidget(view)
        view.resize(600, 300)
        view.show()
        view.show_lines(Aligned((line,), Comparison(), (0,)), frozenset((0,)))
        view.go_to(0)
        bar = view.verticalScrollBar()
        assert bar.value() > bar.maximum() - view.viewport().height()


class DescribeTheLineThatIsLookedAt:
    @pytest.fixture
    def view(self, qtbot):
        lines = tuple(
            Line("paragraph", ((Span(f"Paragraph {at} " + "of words " * (at * 7 % 90)),),), node=f"n{at}")
            for at in range(300)
        )
        view = SideBySide()
        qtbot.addWidget(view)
        view.resize(600, 400)
        view.show()
        view.show_lines(Aligned(lines, Comparison(), (40, 200)), frozenset((40, 200)))
        view.go_to(200)
        view.grab()
        return view

    def below_the_edge(self, view):
        view.grab()
        return view._tops[view._row_of(200)] - view.verticalScrollBar().value()

    def it_stays_where_it_is_while_lines_are_unfolded_above_it(self, view):
        before = self.below_the_edge(view)
        view.unfold_all()
        assert self.below_the_edge(view) == pytest.approx(before, abs=2)

    def it_stays_where_it_is_in_another_width_and_size_of_text(self, view):
        before = self.below_the_edge(view)
        view.resize(400, 400)
        assert self.below_the_edge(view) == pytest.approx(before, abs=2)
        font = view.font()
        font.setPointSize(20)
        view.setFont(font)
        assert self.below_the_edge(view) == pytest.approx(before, abs=2)

    def it_stays_where_it_is_in_one_column_and_under_other_filters(self, view):
        before = self.below_the_edge(view)
        view.set_inline(True)
        assert self.below_the_edge(view) == pytest.approx(before, abs=2)
        view.show_lines(view._all, frozenset((100, 200)))
        assert self.below_the_edge(view) == pytest.approx(before, abs=2)


class DescribeTheListOfChanges:
    def it_has_the_rows_it_had_once_large_text_is_small_again(self, qtbot):
        list = ChangeList()
        qtbot.addWidget(list)
        list.rows.show_changes([changed("n1", "all", "each")])
        list.resize(1200, 300)
        list.show()

        def sized(points):
            list.setStyleSheet(f"* {{ font-size: {points}pt; }}")
            return list.rowHeight(0), list.columnWidth(0)

        small = sized(9)
        assert sized(20) > small
        assert sized(9) == small

    def it_keeps_the_chosen_change_in_sight_in_less_room(self, qtbot):
        list = ChangeList()
        qtbot.addWidget(list)
        list.rows.show_changes([changed(f"n{at}", "all", "each") for at in range(40)])
        list.resize(600, 600)
        list.show()
        list.look_at(12)
        list.resize(240, 120)
        seen = list.visualRect(list.currentIndex())
        assert list.viewport().rect().contains(seen.center())


class DescribeHeightsNotLaidOutYet:
    @pytest.fixture
    def view(self, qtbot):
        view = SideBySide()
        qtbot.addWidget(view)
        view.resize(600, 300)
        view.show()
        view.show_lines(many_lines(), frozenset((40, 200, 390)))
        view.unfold_all()
        return view

    def it_estimates_them_anew_for_other_letters_and_another_width(self, view):
        before, font = view.shape, view.font()
        font.setPointSize(20)
        view.setFont(font)
        larger = view.shape
        view.resize(700, 300)
        assert len({before, larger, view.shape}) == 3

    def it_keeps_them_for_other_colours_and_another_height(self, view):
        before = view.shape
        view.setPalette(QPalette(Qt.GlobalColor.black))
        view.resize(600, 340)
        view.grab()
        assert view.shape == before

    def it_estimates_a_row_by_the_columns_of_its_own_table(self, qapp):
        words = ((Span("a word " * 9),), (Span("a word " * 9),))
        rows = Line("row", words, shares=(0.5, 0.5)), Line("row", words, shares=(0.1, 0.9))
        even, narrow = estimated_heights(Aligned(rows), (0, 1), 600, Setting(QFont(), QPalette()))
        assert narrow > even

    def it_estimates_lines_alike_that_have_as_many_letters_in_the_same_form_and_columns_only(self, qapp):
        short, long = ((Span("a word " * n),) for n in (3, 90))
        lines = [Line("paragraph", (each,)) for each in (short, long, short)]
        lines += [Line("heading", (short,), 1), Line("row", (short, long)), Line("row", (long, short, short))]
        setting = Setting(QFont(), QPalette())
        heights = list(estimated_heights(Aligned(tuple(lines)), range(6), 600, setting))
        alone = [next(estimated_heights(Aligned((line,)), (0,), 600, setting)) for line in lines]
        assert heights == alone
        assert heights[0] == heights[2] < heights[3] < heights[1] < heights[4] < heights[5]


class DescribeALineThatOnlyLooksOtherwise:
    LINE = Line(
        "paragraph", ((Span("They "), Span("must", bold=True, former=Letters())),), weight="formatting"
    )

    @pytest.mark.parametrize(
        ("looks", "said"), [(True, "They must – “must” became bold"), (False, "They must")]
    )
    def it_is_told_to_those_who_hear_the_window(self, qtbot, looks: bool, said: str):
        view = SideBySide()
        qtbot.addWidget(view)
        view.show_lines(Aligned((self.LINE,), Comparison(), (0,)), frozenset((0,)), looks)
        view.go_to(0)
        assert view.viewport().accessibleName() == said


class DescribeTheLinesOfSomeChanges:
    def it_counts_a_row_that_repeats_a_part_to_that_part_and_none_to_what_stands_far_above(self):
        money = changed("n1", "£1m", "£2m", ("money",))
        owner = structs.replace(
            changed("n2", "ICT", "HR"), kind="field", path=("Vision", "Tools"), field="Owner"
        )
        spans = (Span("ICT", mark=DELETED), Span("HR", mark=INSERTED))
        lines = (
            Line("paragraph", ((Span("£2m", mark=INSERTED),),), node="n1", weight="substantive"),
            Line("paragraph", ((Span("which stays", mark=INSERTED),),), weight="other"),
            Line("heading", ((Span("Delivery"),),)),
            Line("row", ((Span("Tools"),), spans), weight="other"),
            Line("row", ((Span("Other"),), spans), weight="other"),
            Line("heading", ((Span("Contents"),),)),
            Line("row", ((Span("Pages"),), spans), weight="other"),
        )
        aligned = Aligned(lines, Comparison((money, owner)), (0, -1))
        assert lines_of(aligned, [0]) == {0, 1}
        assert lines_of(aligned, [1]) == {3, 4}


class DescribeARowOfTheList:
    def it_says_which_field_was_filled_in_anew(self):
        scored = Change(
            kind="field", node="r1", path=("Risks", "Flood"), field="Impact", before="3", after="4"
        )
        assert in_short(scored) == "Impact: 3 → 4"
        restyled = Change(kind="formatting", before="Our people", after="Our people", how="became a heading")
        assert in_short(restyled) == "became a heading: Our people"
        assert as_text([restyled]).split("\n")[1].split("\t")[1] == "Formatting: became a heading"
        both = structs.replace(changed("n1", "may", "must"), how="became bold")
        assert in_short(both) == "may → must"
        assert as_text([both]).split("\n")[1].split("\t")[1] == "Reworded: became bold"
        assert as_text([scored]).split("\n")[1].split("\t")[2] == "Risks › Flood › Impact"

    def it_tells_links_by_the_whole_names_of_the_parts(self):
        def linked(before, after):
            pieces = pieces_of_links(before, after, lambda id: f"{id.title()} the bait")
            texts = [", ".join(f"{id.title()} the bait" for id in side) for side in (before, after)]
            return in_short(
                Change(kind="field", field="Answered by", before=texts[0], after=texts[1], pieces=pieces)
            )

        assert linked(["take"], ["leave"]) == "Answered by: Take the bait → Leave the bait"
        assert linked(["take"], ["take", "see"]) == "Answered by: + See the bait"
        assert linked(["take", "see"], ["see"]) == "Answered by: − Take the bait"
        assert linked([], ["see"]) == "Answered by: See the bait"

    @pytest.mark.parametrize(
        ("before", "after", "said"),
        [
            ("Vision › Place › Fibre", "Vision › Place › Fibre", "Moved: Fibre"),
            ("Vision › People › Fibre", "Vision › Place › Fibre", "Moved: Fibre, from People"),
            ("Fibre", "Vision › Place › Fibre", "Moved: Fibre, from the top level"),
        ],
    )
    def it_says_from_where_a_part_moved_for_where_to_stands_beside_it(self, before, after, said):
        assert in_short(Change(kind="moved", node="p", field="place", before=before, after=after)) == said

    def it_begins_with_what_matters_and_names_the_cell(self):
        old, new = (
            Table(tuple(tuple(Cell(plain(each)) for each in row) for row in (("Ref", "Duty"), ("A1", text))))
            for text in ("The Council will act on it.", "As it sees fit, the Council may act on it.")
        )
        found = compare_passages(passages_of((old,)), passages_of((new,)))
        (change,) = found.changes
        assert in_short(change) == "will → may; The → As it sees fit, the"
        assert where_of(change) == "row A1, column Duty"

    def it_is_copied_for_word_with_the_words_that_differ_in_bold(self):
        pieces = (Piece("equal", "Spend "), Piece("delete", "<£1m"), Piece("insert", "£2m"))
        change = structs.replace(changed("n1", "Spend <£1m", "Spend £2m"), pieces=pieces)
        assert "Spend <b>&lt;£1m</b></td>" in as_html([change])
        assert "Spend <b>£2m</b></td>" in as_html([change])
        new = Change(kind="inserted", node="n", after="New & bold", pieces=(Piece("insert", "New & bold"),))
        assert ">New &amp; bold</td>" in as_html([new])

    @pytest.mark.parametrize(
        ("said", "typed"),
        [
            ('=HYPERLINK("a")', "'=HYPERLINK(\"a\")"), ("+1+cmd", "'+1+cmd"), ("- a dash", "'- a dash"),
            ("-5.2 %", "-5.2 %"), ("+44 1253 111", "+44 1253 111"), ('"Bait" is a word', '"""Bait"" is a word"'),
            ("A “bait”", "A “bait”"),
        ],
    )  # fmt: skip
    def it_is_copied_as_words_and_not_as_sums_for_a_spreadsheet(self, said, typed):
        change = changed("n1", said, "after")
        assert as_text([change]).split("\n")[1].split("\t")[3] == typed
        assert as_html([change]).count("mso-number-format:'\\@'") == len(HEADS)

    def it_names_the_part_beside_a_field(self, qapp):
        scored = Change(
            kind="field", node="r1", path=("Risks", "Flood"), field="Impact", before="3", after="4"
        )
        model = ChangeModel()
        model.is_brief = True
        model.show_changes([scored, structs.replace(scored, path=())])
        shown = [model.data(model.index(row, 2), Qt.ItemDataRole.DisplayRole) for row in (0, 1)]
        assert shown == ["… › Flood", "Impact"]

    def it_says_that_a_part_without_headings_above_it_stands_at_the_top(self, qapp):
        model = ChangeModel()
        model.show_changes([Change(kind="moved", node="s1", node_kind="section", field="place")])
        assert model.data(model.index(0, 2), Qt.ItemDataRole.DisplayRole) == "The top level"

    @pytest.mark.parametrize(("brief", "shown"), [(False, "Vision › Place › Fibre"), (True, "… › Fibre")])
    def it_shows_the_nearest_heading_where_there_is_no_room_and_says_them_all(self, qapp, brief, shown):
        model = ChangeModel()
        model.is_brief = brief
        model.show_changes([structs.replace(changed("n1", "£1m", "£2m"), path=("Vision", "Place", "Fibre"))])
        cell = model.index(0, 2)
        assert model.data(cell, Qt.ItemDataRole.DisplayRole) == shown
        assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "Vision › Place › Fibre"


class FakeComparing:
    """Comparisons made beforehand, and what was asked for."""

    def __init__(self):
        self.read_only = False
        self.compared, self.taken, self.read, self.redlined = [], [], [], []
        self.picks = {}
        self.said = ""
        self.markings = 0
        self.lines = many_lines()
        self.authors = {"n40": ("A. Owen",), "n390": ("R. Ellis",)}

    def bases(self):
        return [READING, FIRST, DRAFT]

    def first(self):
        return FIRST.version

    def term(self, kind):
        return kind.capitalize()

    def pick(self, what):
        return self.picks.get(what)

    def moment(self, id):
        return Basis("Edit vision · 14:05", moment=id)

    def compare(self, old, new, cancelled):
        self.compared.append((old, new))
        if old.file is not None and old.file.name == "broken.docx":
            raise Refused("broken.docx is damaged; open it in Word and save it anew.")
        return Compared(self.lines, self.authors, (38, 112) if old.reading else None, "both sides")

    def take(self, compared, changes, back):
        self.taken.append(([change.node for change in changes], back))
        return "Taken."

    def mark_read(self, compared, changes):
        self.read.append(changes and [change.node for change in changes])
        self.markings += 1
        return self.said

    def unmark(self):
        self.markings -= 1
        return self.said

    def redline(self, compared, changes, suffix):
        self.redlined.append(([change.node for change in changes], suffix))
        return lambda: b"redline"


@pytest.fixture
def comparing():
    return FakeComparing()


@pytest.fixture
def panel(qtbot, ask, comparing):
    panel = ComparePanel(comparing, ask)
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    with qtbot.waitSignal(panel.shown, timeout=10000):
        panel.show()
    return panel


@pytest.fixture
def compared(comparing):
    return comparing.compared


class DescribeHiddenFormatting:
    def it_leaves_words_of_marked_lines_unmarked_that_only_look_otherwise(self, qtbot, ask, comparing):
        must = Span("must", bold=True, former=Letters())
        lines = (
            Line("paragraph", ((must, Span("now", mark=INSERTED)),), node="n1", weight="other"),
            Line("paragraph", ((must,),), node="n2", weight="formatting"),
        )
        bold = Change(kind="formatting", node="n2", before="must", after="must", how="became bold")
        comparing.lines = Aligned(lines, Comparison((changed("n1", "all", "each"), bold)), (0, 1))
        panel = ComparePanel(comparing, ask)
        qtbot.addWidget(panel)
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.show()

        def said():
            panel.view.go_to(0)
            return panel.view.viewport().accessibleName()

        panel.bar.filters["formatting"].setChecked(True)
        assert len(panel.view.marks()) == 2
        assert said().endswith("“must” became bold")
        panel.bar.filters["formatting"].setChecked(False)
        assert len(panel.view.marks()) == 1
        assert said() == "Before: must After: mustnow"

    def it_says_that_nothing_but_it_differs_until_it_is_shown(self, qtbot, ask, comparing):
        line = Line(
            "paragraph", ((Span("must", bold=True, former=Letters()),),), node="n", weight="formatting"
        )
        bold = Change(kind="formatting", node="n", before="must", after="must", how="became bold")
        comparing.lines = Aligned((line,), Comparison((bold,)), (0,))
        panel = ComparePanel(comparing, ask)
        qtbot.addWidget(panel)
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.show()
        assert panel.note.text() == "Only formatting or numbering differs. Tick “Formatting” to see how."
        panel.bar.filters["formatting"].setChecked(True)
        assert panel.note.isHidden()
        assert panel.list.rows.rowCount() == 1


class DescribeComparePanel:
    def it_compares_the_last_version_with_the_draft_when_it_is_first_seen(self, panel, compared):
        assert compared == [(FIRST, DRAFT)]
        assert panel.list.rows.rowCount() == 3

    def it_gives_up_at_an_edit_what_that_makes_old_and_compares_anew(self, qtbot, panel, compared):
        panel.compare()
        stop = panel._stop
        panel.when_changed()
        assert stop == [True]
        with qtbot.waitSignal(panel.shown, timeout=10000):
            pass
        assert compared[-1] == (FIRST, DRAFT)

    def it_stops_by_esc_also_what_an_edit_is_about_to_begin(self, qtbot, panel):
        panel.compare()
        panel.when_changed()
        qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
        assert panel.note.text().startswith("Stopped.")
        assert not panel._later.isActive()

    def it_goes_on_comparing_versions_after_an_edit(self, qtbot, panel):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(FIRST, Basis("V2", "V2"))
            panel.when_changed()
            assert panel._stop == []

    def it_lists_what_matters_first_each_in_the_documents_order(self, panel):
        assert [change.node for change in panel.list.rows.changes] == ["n40", "n390", "n200"]
        panel.list.look_at(1)
        assert panel.view.seen()[1] > 0.9

    def it_goes_to_the_last_and_the_first_change_by_end_and_home(self, qtbot, panel):
        qtbot.keyClick(panel.list, Qt.Key.Key_End)
        assert panel.list.chosen_rows() == [2]
        qtbot.keyClick(panel.list, Qt.Key.Key_Home)
        assert panel.list.chosen_rows() == [0]
        qtbot.keyClick(panel.list, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
        assert panel.list.chosen_rows() == [0, 1, 2]

    def it_goes_to_the_other_end_of_a_move_from_the_list_too(self, qtbot, panel, comparing):
        ends = (Line("paragraph", ((Span("Fibre", mark=mark),),), node="n", weight="other", moved=True)
                for mark in (DELETED, INSERTED))  # fmt: skip
        stays = tuple(Line("paragraph", ((Span("Words that stay " * 40),),)) for _ in range(40))
        change = Change(kind="moved", node="n", before="Fibre", after="Fibre")
        gone, come = ends
        comparing.lines = Aligned((gone, *stays, come), Comparison((change,)), (0,))
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.compare()
        panel.view.unfold_all()
        panel.list.look_at(0)
        assert panel.view.seen()[1] < 0.9
        qtbot.keyClick(panel.list, Qt.Key.Key_M)
        assert panel.view.seen()[1] > 0.9

    def it_goes_from_change_to_change_by_key(self, qtbot, panel):
        panel.view.setFocus()
        for said in ("1 of 3", "2 of 3", "3 of 3", "1 of 3"):
            qtbot.keyClick(panel.view, Qt.Key.Key_F7)
            assert panel.bar.place.text() == said
        qtbot.keyClick(panel.view, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
        assert panel.bar.place.text() == "3 of 3"
        assert panel.list.chosen_rows() == [2]  # and not all three, though Shift was held
        first, last = panel.view.seen()
        start, end, _ = panel.view.marks()[1]  # the last in the list stands between the two that matter
        assert 0 < first <= start < end <= last

    def it_looks_at_the_change_whose_mark_is_clicked_in_the_map(self, qtbot, panel):
        begins, ends, _ = panel.view.marks()[-1]
        middle = round((begins + ends) / 2 * panel.map.height())
        qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(8, middle))
        assert panel.list.chosen()[0].node == "n390"
        panel.view.scroll_to(0.0)
        far = round((panel.view.marks()[0][1] + panel.view.marks()[1][0]) / 2 * panel.map.height())
        qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(8, far))
        assert panel.list.chosen()[0].node == "n390"
        assert panel.view.seen()[0] <= far / panel.map.height() <= panel.view.seen()[1]

    def it_shows_the_text_of_a_part_that_is_chosen_in_the_tree(self, panel):
        panel.list.look_at(0)
        panel.follow("n300")
        first = panel.view.verticalScrollBar().value()
        panel.view.grab()
        assert 0 <= first - panel.view._tops[panel.view._rows.index(300)] < 1
        assert panel.list.chosen_rows() == [0]
        panel.follow("nowhere")
        assert panel.view.verticalScrollBar().value() == first

    def it_shows_a_part_from_its_heading_where_its_name_stands_elsewhere_before(
        self, qtbot, panel, comparing
    ):
        lines = list(many_lines().lines)
        lines[100] = structs.replace(lines[100], node="n300")
        lines[300] = structs.replace(lines[300], form="heading", level=2)
        comparing.lines = structs.replace(comparing.lines, lines=tuple(lines))
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.compare()
        panel.follow("n300")
        assert panel.view._rows[panel.view._row_at(panel.view.verticalScrollBar().value())] == 300

    def it_leaves_the_text_where_it_is_while_the_same_part_is_on_show_or_it_is_not_seen(self, panel):
        panel.follow("n300")
        panel.view.scroll_to(0)
        panel.follow("n300")
        assert panel.view.verticalScrollBar().value() == 0
        panel.hide()
        panel.follow("n200")
        assert panel.view.verticalScrollBar().value() == 0

    def it_keeps_the_change_that_is_looked_at_while_others_are_hidden(self, panel):
        panel.list.selectRow(1)
        panel.bar.filters["other"].setChecked(False)
        assert panel.list.chosen() == [panel.list.rows.changes[1]]
        assert panel.bar.place.text() == "2 of 2"

    def it_keeps_the_change_that_is_looked_at_in_sight_in_one_column(self, panel):
        panel.list.selectRow(0)
        panel.view.scroll_to(1.0)
        panel.bar.inline.setChecked(True)
        first, last = panel.view.seen()
        assert first <= 40 / 400 <= last

    def it_shows_more_of_each_change_where_the_list_is_narrow(self, panel):
        panel.list.resize(panel.fontMetrics().averageCharWidth() * 120, 200)
        wide = panel.list.rowHeight(0)
        panel.list.resize(panel.fontMetrics().averageCharWidth() * 40, 200)
        assert panel.list.rowHeight(0) - wide == panel.fontMetrics().lineSpacing()

    def it_shows_only_what_is_wanted(self, panel):
        panel.bar.filters["other"].setChecked(False)
        assert [change.node for change in panel.list.rows.changes] == ["n40", "n390"]
        assert [line.node for _, _, line in panel.view.marks()] == ["n40", "n390"]

    def it_says_that_nothing_is_listed_because_of_what_is_ticked(self, panel):
        for weight in ("substantive", "other"):
            panel.bar.filters[weight].setChecked(False)
        assert panel.note.text() == "What is ticked and chosen above hides every change there is."
        panel.bar.filters["other"].setChecked(True)
        assert panel.note.isHidden()

    def it_marks_the_line_of_each_change_that_is_listed_also_where_others_weigh_more_there(
        self, qtbot, panel, comparing
    ):
        found = comparing.lines
        renumbered = Change(kind="renumbered", node="n200", field="number", before="2 All", after="3 All")
        comparing.lines = structs.replace(
            found, comparison=Comparison((*found.comparison.changes, renumbered)), places=(*found.places, 200)
        )
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.compare()
        for weight, box in panel.bar.filters.items():
            box.setChecked(weight == "formatting")
        assert list(panel.list.rows.changes) == [renumbered]
        assert [line.node for _, _, line in panel.view.marks()] == ["n200"]

    def it_copies_the_list_as_a_table(self, panel):
        panel.bar.copy.click()
        rows = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
        assert len(rows) == 4
        assert rows[1] == ["substantive", "Reworded", "Theme", "£1m", "£2m", "money"]

    def it_says_what_was_copied_by_key_too(self, qtbot, panel):
        qtbot.keyClick(panel.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert panel.note.text() == "Copied as a table of 3 rows, for a spreadsheet or Word."

    def it_shows_other_texts_and_what_else_is_wanted_from_the_top(self, qtbot, panel):
        panel.resize(1000, 400)
        panel.list.setMaximumHeight(60)
        bars = panel.list.verticalScrollBar(), panel.view.verticalScrollBar()

        def scrolled():
            for bar in bars:
                bar.setValue(bar.maximum())
            return [bar.value() > 0 for bar in bars] == [True, True]

        assert scrolled()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(FIRST, Basis("V2", "V2"))
        assert [bar.value() for bar in bars] == [0, 0]
        assert scrolled()
        panel.bar.filters["formatting"].setChecked(True)
        assert [bar.value() for bar in bars] == [0, 0]
        assert scrolled()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.compare()
        assert [bar.value() > 0 for bar in bars] == [True, True]

    def it_compares_with_a_file(self, qtbot, panel, comparing, compared, tmp_path):
        comparing.picks["file"] = Basis("returned.docx", file=tmp_path / "returned.docx")
        panel.bar.old.setCurrentIndex(panel.bar.old.count() - 1)
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.bar.old.activated.emit(panel.bar.old.currentIndex())
        assert compared[-1][0].file == tmp_path / "returned.docx"
        assert panel.bar.old.currentText() == "returned.docx"

    def it_stays_where_it_was_where_nothing_is_picked(self, panel, compared):
        panel.bar.old.setCurrentIndex(panel.bar.old.count() - 3)
        panel.bar.old.activated.emit(panel.bar.old.currentIndex())
        assert panel.bar.old.currentText() == "V1"
        assert len(compared) == 1

    def it_compares_an_earlier_moment(self, qtbot, panel, compared):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose_moment(7)
        assert compared[-1] == (Basis("Edit vision · 14:05", moment=7), DRAFT)
        assert panel.bar.old.currentText() == "Edit vision · 14:05"
        assert panel.bar.old.toolTip() == "Older text: Edit vision · 14:05"

    def it_says_when_it_goes_round_the_end(self, qtbot, panel):
        panel.list.selectRow(2)
        qtbot.keyClick(panel.view, Qt.Key.Key_F7)
        assert "this is the first" in panel.note.text()
        qtbot.keyClick(panel.view, Qt.Key.Key_F7)
        assert panel.note.text() == ""

    def it_takes_the_chosen_changes_back(self, qtbot, panel, comparing):
        assert not panel.bar.take.isEnabled()
        panel.list.selectRow(0)
        qtbot.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert panel.bar.take.text() == "Take back 2 changes"
        qtbot.mouseClick(panel.bar.take, Qt.MouseButton.LeftButton)
        assert comparing.taken == [(["n40", "n390"], True)]
        assert panel.note.text() == "Taken."

    def it_takes_changes_of_the_other_side_into_the_draft(self, qtbot, panel, comparing, tmp_path):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(DRAFT, Basis("returned.docx", file=tmp_path / "returned.docx"))
        panel.list.look_at(2)
        panel.list.setFocus()
        qtbot.waitUntil(panel.list.hasFocus)
        qtbot.keyClick(panel.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(comparing.taken))
        assert comparing.taken == [(["n200"], False)]

    def it_offers_to_take_nothing_where_the_draft_is_on_neither_side(self, qtbot, panel):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(FIRST, FIRST)
        assert not panel.bar.take.isVisible()

    def it_takes_nothing_back_by_key_while_what_is_new_to_a_reader_is_shown(self, qtbot, panel, comparing):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(READING)
        panel.list.look_at(0)
        panel.list.setFocus()
        qtbot.waitUntil(panel.list.hasFocus)
        qtbot.keyClick(panel.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert comparing.taken == []

    def it_marks_as_read(self, qtbot, panel, comparing):
        assert not panel.bar.mark.isVisible()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(READING)
        assert panel.bar.progress.text() == "38 of 112 read"
        panel.list.selectRow(2)
        with qtbot.waitSignal(panel.shown, timeout=10000):
            qtbot.mouseClick(panel.bar.mark, Qt.MouseButton.LeftButton)
        assert comparing.read == [["n200"]]
        assert panel.list.currentIndex().row() == 2
        with qtbot.waitSignal(panel.shown, timeout=10000):
            qtbot.mouseClick(panel.bar.mark_all, Qt.MouseButton.LeftButton)
        assert comparing.read == [["n200"], None]

    def it_offers_to_undo_a_marking_until_there_is_none_left(self, qtbot, panel, comparing):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(READING)
        assert not panel.bar.unmark.isVisible()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            qtbot.mouseClick(panel.bar.mark_all, Qt.MouseButton.LeftButton)
        with qtbot.waitSignal(panel.shown, timeout=10000):
            qtbot.mouseClick(panel.bar.unmark, Qt.MouseButton.LeftButton)
        assert comparing.markings == 0
        assert not panel.bar.unmark.isVisible()

    def it_undoes_a_marking_by_keys_and_leaves_the_keyboard_in_the_list(self, qtbot, panel, comparing):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(READING)
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.mark_chosen_read(everything=True)
        panel.bar.unmark.setFocus()
        qtbot.waitUntil(panel.bar.unmark.hasFocus)
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        with qtbot.waitSignal(panel.shown, timeout=10000):
            qtbot.keyClick(panel.bar.unmark, Qt.Key.Key_M, both)
        assert comparing.markings == 0
        assert panel.list.hasFocus()

    def it_leaves_the_keyboard_on_what_was_pressed_for_the_next_button_does_more(
        self, qtbot, panel, comparing
    ):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(READING)
        panel.list.look_at(0)
        panel.bar.mark.setFocus()
        qtbot.waitUntil(panel.bar.mark.hasFocus)
        for _ in range(2):
            with qtbot.waitSignal(panel.shown, timeout=10000):
                qtbot.keyClick(panel.window().focusWidget(), Qt.Key.Key_Space)
        assert comparing.read == [["n40"], ["n40"]]
        comparing.lines = Aligned()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            qtbot.keyClick(panel.bar.mark, Qt.Key.Key_Space)
        assert panel.list.hasFocus()

    def it_marks_nothing_where_all_is_read(self, qtbot, panel, comparing):
        comparing.lines = Aligned()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(READING)
        assert panel.note.text() == "You have read everything as it now is."
        assert not panel.bar.mark_all.isEnabled()

    def it_goes_on_saying_what_could_not_be_marked_or_taken_when_it_was_compared_again(
        self, qtbot, panel, comparing
    ):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(READING)
        comparing.said = "⚠ A change hangs together with others."
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.mark_chosen_read(everything=True)
        assert panel.note.text() == comparing.said
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(FIRST)
        assert panel.note.text() == ""
        panel.list.selectRow(0)
        panel.when_changed()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.take_chosen()
        assert panel.note.text() == "Taken."

    def it_shows_one_authors_changes(self, panel):
        panel.bar.author.setCurrentIndex(panel.bar.author.findText("R. Ellis"))
        assert [change.node for change in panel.list.rows.changes] == ["n390"]
        assert [line.node for _, _, line in panel.view.marks()] == ["n390"]

    def it_shows_one_kind_of_part_or_one_part(self, qtbot, panel, comparing):
        lines = comparing.lines
        kinds = ("theme", "priority", "priority")
        paths = (("Vision", "Place"), ("Vision", "Place"), ("Risks",))
        changes = tuple(
            structs.replace(change, node_kind=kind, path=path)
            for change, kind, path in zip(lines.comparison.changes, kinds, paths, strict=True)
        )
        comparing.lines = structs.replace(lines, comparison=Comparison(changes))
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.compare()
        panel.bar.kind.setCurrentIndex(panel.bar.kind.findText("Priority"))
        assert [change.node for change in panel.list.rows.changes] == ["n390", "n200"]
        assert [line.node for _, _, line in panel.view.marks()] == ["n200", "n390"]
        panel.bar.part.setCurrentIndex(panel.bar.part.findText("Vision"))
        assert [change.node for change in panel.list.rows.changes] == ["n200"]
        assert panel.bar.place.text() == "1 change"

    def it_writes_a_redline_of_what_is_shown(self, qtbot, panel, comparing, ask, tmp_path):
        panel.bar.filters["other"].setChecked(False)
        ask.answers["save_file"] = tmp_path / "redline"
        with qtbot.waitSignal(panel.written, timeout=10000) as told:
            panel.bar.exports[".pdf"].trigger()
        assert told.args == [tmp_path / "redline.pdf"]
        assert (tmp_path / "redline.pdf").exists()
        assert comparing.redlined == [(["n40", "n390"], ".pdf")]
        assert panel.note.text() == ""

    def it_says_why_a_file_cannot_be_compared(self, qtbot, panel, tmp_path):
        panel.choose(Basis("broken.docx", file=tmp_path / "broken.docx"))
        qtbot.waitUntil(lambda: "damaged" in panel.note.text(), timeout=10000)
        assert panel.list.rows.rowCount() == 0

    def it_says_that_comparing_or_a_redline_failed_and_lets_the_log_be_told(
        self, qtbot, panel, comparing, ask, tmp_path, monkeypatch
    ):
        ask.answers["save_file"] = tmp_path / "redline"
        monkeypatch.setattr(comparing, "redline", lambda *_: lambda: 1 // 0)
        with qtbot.captureExceptions() as shown:
            panel.bar.exports[".pdf"].trigger()
            qtbot.waitUntil(lambda: bool(shown), timeout=10000)
        assert panel.note.text() == "⚠ The redline could not be made."
        monkeypatch.setattr(comparing, "compare", lambda *_: 1 // 0)
        with qtbot.captureExceptions() as shown:
            panel.compare()
            qtbot.waitUntil(lambda: bool(shown), timeout=10000)
        assert [kind for kind, _, _ in shown] == [ZeroDivisionError]
        assert panel.note.text() == "⚠ The comparison failed. Press F5 to try it again."
        assert panel.bar.place.text() == ""

    def it_swaps_the_sides(self, qtbot, panel, compared):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.bar.swap.click()
        assert compared[-1] == (DRAFT, FIRST)

    def it_compares_a_version_that_is_asked_for(self, qtbot, panel, compared):
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose_version("V1")
        assert compared[-1] == (FIRST, DRAFT)

    def it_compares_nothing_else_where_that_is_said_as_it_is_shown(self, qtbot, ask, comparing, compared):
        panel = ComparePanel(comparing, ask)
        qtbot.addWidget(panel)
        panel.show()
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.choose(READING)
        assert compared == [(READING, DRAFT)]
        assert panel._work is None

    def it_waits_to_be_seen_where_it_was_shown_for_a_moment_only(self, qtbot, ask, comparing, compared):
        panel = ComparePanel(comparing, ask)
        qtbot.addWidget(panel)
        panel.show()
        panel.hide()
        QApplication.processEvents()
        assert compared == []
        with qtbot.waitSignal(panel.shown, timeout=10000):
            panel.show()
        assert compared == [(FIRST, DRAFT)]

    def it_puts_the_list_above_the_text_where_it_is_narrow(self, panel):
        letter = panel.fontMetrics().averageCharWidth()
        panel.resize(letter * 140, 700)
        assert panel.splitter.orientation() == Qt.Orientation.Vertical
        panel.resize(letter * 170, 700)
        assert panel.splitter.orientation() == Qt.Orientation.Horizontal

    def it_keeps_its_controls_to_three_rows_on_a_laptop(self, panel):
        bar = panel.bar
        bar.take.setVisible(True)
        assert (
            bar.heightForWidth(bar.fontMetrics().averageCharWidth() * 140) <= 4 * bar.old.sizeHint().height()
        )

    def it_shows_both_texts_in_one_column(self, panel):
        panel.bar.inline.setChecked(True)
        panel.grab()
        assert panel.view.inline

    def it_unfolds_the_nearest_by_key(self, qtbot, panel):
        qtbot.keyClick(panel.view, Qt.Key.Key_Space)
        assert sum(isinstance(row, Fold) for row in panel.view._rows) == 3

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
