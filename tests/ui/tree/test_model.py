"""The tree model under Qt's own tester, through every sort of change."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.document.numbering import numbers
from app.models import tree
from app.models.errors import Refused
from app.models.house import Term
from app.models.nodes import KINDS, Strategy
from app.models.text import plain
from app.ui.tree.model import BADGE_ROLE, CONTROL_PAGE, ID_ROLE, INSIDE_ROLE, VERSIONS_PAGE, StrategyModel
from app.ui.tree.view import TreePanel
from tests.ui.conftest import made


def shown_ids(model, index=None):
    """What the model shows, as nested lists of ids."""
    index = index or QModelIndex()
    below = [model.index(at, 0, index) for at in range(model.rowCount(index))]
    return [(at.data(ID_ROLE), shown_ids(model, at)) for at in below]


def ids_of(node, top=True):
    pages = [("page-control", []), ("page-versions", [])] if top else []
    return (node.id, pages + [ids_of(child, False) for child in node.children])


def watched(model):
    """Is filled with what happens to rows."""
    told = []
    model.rowsMoved.connect(lambda *_: told.append("moved"))
    model.rowsRemoved.connect(lambda *_: told.append("removed"))
    model.rowsInserted.connect(lambda *_: told.append("inserted"))
    return told


def edited(root, draw):
    """The tree after one edit drawn by chance; the same where that edit is not permitted."""
    ids = [node.id for node in tree.walk(root)]
    id, other = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
    sort = draw(st.sampled_from(("move", "move", "several", "remove", "insert", "rename", "copy", "swap")))
    try:
        if sort == "move":
            return tree.move(root, id, other, draw(st.integers(0, 3)))
        if sort == "several":
            some = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=4))
            chosen = [node.id for node in tree.topmost(root, some)]
            return tree.move_all(root, chosen, other, draw(st.integers(0, 3)))
        if sort == "remove":
            return tree.remove(root, id)
        if sort == "insert":
            kind = draw(st.sampled_from(KINDS[tree.find(root, other).kind].holds or ("section",)))
            return tree.insert(root, other, KINDS[kind].make(title="New"), draw(st.integers(0, 3)))
        if sort == "rename":
            return tree.change(root, id, title="Renamed", body=plain("words"))
        if sort == "copy":
            return tree.insert(root, other, tree.with_new_ids(tree.find(root, id)), 0)
        return swapped(root, id)
    except Refused:
        return root


def as_strategy(root):
    assert isinstance(root, Strategy)
    return root


def swapped(root, id):
    """A part and the one that holds it change places, as far as a section may."""
    parent = tree.parent_of(root, id)
    node = tree.find(root, id)
    if parent is None or parent.kind != "section" or node.kind != "section":
        return root
    above = tree.parent_of(root, parent.id)
    assert above is not None
    bare = tree.change(tree.remove(root, id), parent.id, title="Now inside")
    inner = tree.find(bare, parent.id)
    return tree.insert(
        tree.remove(bare, parent.id), above.id, KINDS["section"].make(id=id, children=(inner,)), 0
    )


class DescribeTheTreeModel:
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def it_shows_any_tree_after_any_other(self, qapp, strategy, plain_house, data):
        model = StrategyModel(plain_house)
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        root = strategy
        for _ in range(4):
            for _ in range(data.draw(st.integers(1, 3))):
                root = edited(root, data.draw)
            model.show_tree(root, plain_house, numbers(as_strategy(root), plain_house))
            assert shown_ids(model) == [ids_of(root)]
        assert tester.model() is model

    def it_moves_a_row_rather_than_making_it_anew(self, qtbot, model, tested, strategy, plain_house):
        kept = model.index_of("p1")
        with qtbot.waitSignal(model.rowsMoved):
            moved = tree.move(strategy, "p1", "t2", 0)
            model.show_tree(moved, plain_house, numbers(as_strategy(moved), plain_house))
        assert model.parent(model.index_of("p1")).data(ID_ROLE) == "t2"
        assert model.index_of("p1").internalId() == kept.internalId()

    @pytest.mark.parametrize("ids", [{"p1"}, {"p1", "p2"}, {"p2", "p3"}])
    def it_removes_rows_and_moves_none_for_them(self, qtbot, model, tested, strategy, plain_house, ids):
        told = watched(model)
        gone = tree.without(strategy, ids)
        model.show_tree(gone, plain_house, numbers(as_strategy(gone), plain_house))
        assert told == ["removed"]

    @pytest.mark.parametrize(("id", "to"), [("p1", 2), ("p1", 1), ("p3", 0), ("p3", 1)])
    def it_moves_one_row_wherever_it_goes(self, qtbot, model, tested, strategy, plain_house, id, to):
        told = watched(model)
        moved = tree.move(strategy, id, "t1", to)
        model.show_tree(moved, plain_house, numbers(as_strategy(moved), plain_house))
        assert told == ["moved"]
        assert shown_ids(model) == [ids_of(moved)]

    @pytest.mark.parametrize(
        ("ids", "to"), [(["p2", "p3"], "t2"), (["p1", "p2", "p3"], "t2"), (["p2", "p3"], "t1")]
    )
    def it_moves_neighbours_at_once(self, qtbot, model, tested, strategy, plain_house, ids, to):
        told = watched(model)
        moved = tree.move_all(strategy, ids, to, 0)
        for root in (moved, strategy):
            model.show_tree(root, plain_house, numbers(as_strategy(root), plain_house))
            assert shown_ids(model) == [ids_of(root)]
        assert told == ["moved", "moved"]

    def it_does_not_enter_what_did_not_change(self, qtbot, model, tested, strategy, plain_house):
        told = []
        model.dataChanged.connect(lambda first, last, roles: told.append(first.data(ID_ROLE)))
        renamed = tree.change(strategy, "r1", title="Supplier withdraws")
        model.show_tree(renamed, plain_house, numbers(strategy, plain_house))
        assert told == ["r1"]

    def it_shows_house_terms_and_generated_numbers(self, model, strategy, plain_house):
        number = numbers(strategy, plain_house).get("t1", "")
        assert model.index_of("t1").data() == f"{number} Digital place".strip()
        assert model.index_of("page-control").data() == plain_house.heading("control")

    def it_permits_a_drop_only_where_the_kind_may_stand(self, model, tested):
        mime = model.mimeData([model.index_of("p1")])
        move = Qt.DropAction.MoveAction
        assert model.canDropMimeData(mime, move, -1, 0, model.index_of("t2"))
        assert not model.canDropMimeData(mime, move, -1, 0, model.index_of("g"))
        assert not model.canDropMimeData(mime, move, -1, 0, model.index_of("page-control"))
        into_itself = model.mimeData([model.index_of("back")])
        assert not model.canDropMimeData(into_itself, move, -1, 0, model.index_of("sub"))

    def it_tells_of_a_drop_and_changes_nothing(self, qtbot, model, tested):
        before = shown_ids(model)
        mime = model.mimeData([model.index_of("p1")])
        with qtbot.waitSignal(model.drop_requested) as told:
            model.dropMimeData(mime, Qt.DropAction.MoveAction, 0, 0, model.index_of("t2"))
        (strategy_id, nodes), holder, at = told.args
        assert (strategy_id, [node.id for node in nodes], holder, at) == ("s", ["p1"], "t2", 0)
        assert shown_ids(model) == before

    def it_leaves_the_pages_out_of_the_count_of_places(self, qtbot, model, tested):
        mime = model.mimeData([model.index_of("back")])
        with qtbot.waitSignal(model.drop_requested) as told:
            model.dropMimeData(mime, Qt.DropAction.MoveAction, 2, 0, model.index_of("s"))
        assert told.args[2] == 0

    def it_says_of_a_part_what_has_badges_inside(self, model, tested):
        model.show_badges({"p1": "2", "t1": "4"}, lambda badges: "+".join(sorted(map(str, badges))))
        assert [id for id in ("s", "v", "t1", "t2", "p1", "rs") if model.index_of(id).data(INSIDE_ROLE)] == [
            "s", "v", "t1",
        ]  # fmt: skip
        tips = [model.index_of(id).data(Qt.ItemDataRole.ToolTipRole) for id in ("v", "t1", "p1", "rs")]
        assert tips == ["Vision, 2+4 inside", "Theme, 4, 2 inside", "Priority, 2", "Risks"]

    def it_tells_once_of_badges_beside_parts_that_stand_together(self, model, tested):
        told = []
        model.dataChanged.connect(
            lambda first, last, _: told.append((first.data(ID_ROLE), last.data(ID_ROLE)))
        )
        model.show_badges({"p3": "1", "p1": "2", "gone": "1", "t1": "1"})
        assert sorted(told) == [("p1", "p3"), ("t1", "t1")]

    def it_tells_in_turns_of_badges_beside_many_parts_and_of_none_that_went_meanwhile(
        self, qtbot, model, tested, strategy, plain_house
    ):
        told = []
        model.dataChanged.connect(lambda first, _, roles: told.append(first.data(ID_ROLE)) if roles else None)
        model._telling._budget = 0
        model.show_badges({"p1": "1", "r1": "2", "o1": "3", "t1": "4"})
        assert len(told) == 1
        assert [model.index_of(id).data(BADGE_ROLE) for id in ("p1", "r1", "o1", "t1")] == list("1234")
        model.show_badges({"p1": "1", "r1": "2", "o1": "3"})
        left = as_strategy(tree.remove(strategy, "r1" if told != ["r1"] else "o1"))
        model.show_tree(left, plain_house, numbers(left, plain_house))
        qtbot.waitUntil(lambda: not model._telling.under_way)
        assert set(told) == {"p1", "r1", "o1", "t1"} & left.ids | {told[0]}

    def it_has_nothing_inside_where_only_the_part_itself_has_a_badge(self, model, tested):
        model.show_badges({"t1": "4"}, lambda badges: "one")
        assert not model.index_of("t1").data(INSIDE_ROLE)

    def it_has_nothing_inside_once_the_badges_have_gone(self, model, tested):
        model.show_badges({"p1": "2"}, lambda badges: "one")
        model.show_badges({}, lambda badges: "one")
        assert not model.index_of("t1").data(INSIDE_ROLE)

    def it_shows_badges_beside_parts(self, model, tested):
        model.show_badges({"p1": "2"})
        assert model.index_of("p1").data(BADGE_ROLE) == "2"
        model.show_badges({})
        assert model.index_of("p1").data(BADGE_ROLE) == ""

    def it_offers_nothing_to_change_while_read_only(self, model):
        model.read_only = True
        assert not model.flags(model.index_of("p1")) & Qt.ItemFlag.ItemIsEditable
        assert not model.canDropMimeData(
            model.mimeData([model.index_of("p1")]), Qt.DropAction.MoveAction, -1, 0, model.index_of("t2")
        )


class DescribeChoosingManyParts:
    def it_takes_neighbours_as_one_range(self, qtbot, model):
        panel = TreePanel(model)
        qtbot.addWidget(panel)
        panel.select(["p3", "p1", "p2", "g1", "p9"])
        assert panel.view.chosen_ids() == ["p1", "p2", "p3", "p9", "g1"]
        assert panel.view.selectionModel().selection().count() == 3

    def it_leaves_out_what_is_not_there(self, qtbot, model):
        panel = TreePanel(model)
        qtbot.addWidget(panel)
        panel.select(["gone", "p1"])
        assert panel.view.chosen_ids() == ["p1"]


@pytest.fixture
def panel(qtbot, model):
    panel = TreePanel(model)
    qtbot.addWidget(panel)
    panel.unfold(["s", "t2"])
    return panel


def seen_in(panel):
    panel.view.expandAll()
    below, found = panel.model.index(0, 0), []
    while below.isValid():
        if not panel.view.isRowHidden(below.row(), below.parent()):
            found.append(below.data(ID_ROLE))
        below = panel.view.indexBelow(below)
    return found


class DescribeAnotherHouseStyle:
    def it_leaves_chosen_and_unfolded_what_was(self, panel, strategy, plain_house):
        panel.choose("p9")
        unfolded = panel.unfolded()
        other = structs.replace(plain_house, name="Other")
        panel.model.show_tree(strategy, other, numbers(strategy, other))
        assert panel.unfolded() == unfolded
        assert panel.view.currentIndex().data(ID_ROLE) == "p9"
        assert panel.view.chosen_ids() == ["p9"]

    def it_is_told_of_every_row_and_makes_none_anew(self, qtbot, model, tested, strategy, plain_house):
        told: set[str] = set()

        def note(first, last):
            told.update(
                model.index(row, 0, first.parent()).data(ID_ROLE)
                for row in range(first.row(), last.row() + 1)
            )

        model.dataChanged.connect(note)
        terms = structs.replace(plain_house.terms, theme=Term("Mission", "Missions"))
        other = structs.replace(plain_house, terms=terms)
        with qtbot.assertNotEmitted(model.modelReset):
            model.show_tree(strategy, other, numbers(strategy, other))
        qtbot.waitUntil(lambda: told == {*strategy.ids, CONTROL_PAGE, VERSIONS_PAGE})
        assert str(model.index_of("t1").data(Qt.ItemDataRole.AccessibleTextRole)).endswith("Mission")


class DescribeNarrowing:
    def it_leaves_what_fits_with_all_that_hold_it(self, panel):
        panel.filter.setText("LEARN")
        assert panel.unfolded() == ["s", "v", "t2"]
        assert seen_in(panel) == ["s", "v", "t2", "p9"]

    def it_fits_numbers_and_the_names_of_pages(self, panel, plain_house):
        panel.filter.setText(plain_house.heading("control")[:8])
        assert CONTROL_PAGE in seen_in(panel)

    def it_leaves_nothing_where_nothing_fits(self, panel):
        panel.filter.setText("nowhere")
        assert seen_in(panel) == []
        assert not panel.nothing.isHidden()
        panel.filter.setText("learn")
        assert panel.nothing.isHidden()
        panel.filter.setText("nowhere")
        panel.filter.clear()
        assert panel.nothing.isHidden()

    def it_comes_back_as_it_was(self, panel):
        before = panel.unfolded()
        panel.filter.setText("priority")
        panel.filter.setText("priority 3")
        panel.filter.clear()
        assert panel.unfolded() == before
        assert "back" in seen_in(panel)

    def it_leads_on_into_the_tree(self, qtbot, panel):
        panel.show()
        panel.activateWindow()
        panel.filter.setFocus()
        qtbot.waitUntil(panel.filter.hasFocus)
        qtbot.keyClick(panel.filter, Qt.Key.Key_Down)
        assert panel.view.hasFocus()

    @pytest.fixture
    def line(self, qtbot, panel):
        panel.show()
        panel.activateWindow()
        panel.filter.setFocus()
        qtbot.waitUntil(panel.filter.hasFocus)
        return panel.filter

    @pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
    def it_leads_on_to_the_first_part_left_where_the_current_one_is_not(self, qtbot, panel, line, key):
        panel.choose("p1")
        line.setText("learn")
        qtbot.keyClick(line, key)
        assert panel.view.hasFocus()
        assert panel.view.chosen_ids() == ["p9"]

    def it_leads_nowhere_where_nothing_is_left(self, qtbot, panel, line):
        panel.choose("p1")
        line.setText("nowhere")
        qtbot.keyClick(line, Qt.Key.Key_Down)
        assert line.hasFocus()

    def it_keeps_keys_from_a_part_that_is_left_out(self, qtbot, panel, line):
        asked = []
        panel.view.sibling_requested.connect(asked.append)
        panel.choose("p1")
        line.setText("nowhere")
        panel.view.setFocus()
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
        assert asked == []
        line.setText("learn")
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
        assert (asked, panel.view.chosen_ids()) == ([], ["p9"])
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
        assert asked == ["p9"]

    def it_counts_only_what_is_left_as_chosen(self, panel):
        panel.select(["p1", "p2", "p9"])
        panel.filter.setText("learn")
        assert panel.view.chosen_ids() == ["p9"]

    def it_is_cleared_by_escape_in_the_tree(self, qtbot, panel, line):
        line.setText("learn")
        qtbot.keyClick(line, Qt.Key.Key_Down)
        qtbot.keyClick(panel.view, Qt.Key.Key_Escape)
        assert line.text() == ""

    def it_ends_where_a_part_is_chosen_that_it_leaves_out(self, panel):
        panel.filter.setText("learn")
        panel.choose("p9")
        assert panel.filter.text() == "learn"
        panel.choose("p1")
        assert panel.filter.text() == ""
        assert panel.view.chosen_ids() == ["p1"]

    def it_goes_by_the_names_as_they_are_after_an_edit(self, qtbot, panel, strategy, plain_house):
        panel.filter.setText("learn")
        root = as_strategy(tree.change(strategy, "p2", title="We learn too"))
        panel.model.show_tree(root, plain_house, numbers(root, plain_house))
        qtbot.waitUntil(lambda: seen_in(panel) == ["s", "v", "t1", "p2", "t2", "p9"])


class DescribeUnfoldingAll:
    @pytest.fixture(params=[0, 500])
    def unfolding(self, request, panel, monkeypatch):
        monkeypatch.setattr("app.ui.tree.unfolding.AT_ONCE", request.param)
        panel._unfolding._turns._budget = 0.0  # a turn for each step
        return panel._unfolding

    def everything(self, panel):
        found = panel.model.holders("")
        for id in found:
            found += panel.model.holders(id)
        return set(found)

    def it_unfolds_a_part_with_all_below_it_by_its_key(self, qtbot, panel, unfolding):
        panel.view.collapseAll()
        panel.choose("s")
        panel.view.collapseAll()
        qtbot.keyClick(panel.view, Qt.Key.Key_Asterisk)
        assert set(panel.unfolded()) != self.everything(panel)
        qtbot.waitUntil(lambda: set(panel.unfolded()) == self.everything(panel))
        rows = {id for id in panel.model._rows if panel.view.visualRect(panel.model.index_of(id)).isValid()}
        assert rows == set(panel.model._rows)

    def it_unfolds_everything_with_the_current_part_in_sight_in_the_end(self, qtbot, panel, unfolding):
        panel.view.collapseAll()
        panel.resize(300, 160)
        panel.show()
        panel.choose(list(panel.model._rows)[-1])
        panel.unfold_levels()
        assert set(panel.unfolded()) != self.everything(panel)
        qtbot.waitUntil(lambda: set(panel.unfolded()) == self.everything(panel))
        seen = panel.view.viewport().rect()
        qtbot.waitUntil(lambda: seen.contains(panel.view.visualRect(panel.view.currentIndex())))

    def it_unfolds_whole_levels_only_as_far_as_can_be_looked_over(self, qtbot, panel, unfolding, monkeypatch):
        panel.view.collapseAll()
        top = panel.model.holders("")
        below = sum(panel.model.rowCount(panel.model.index_of(id)) for id in top)
        monkeypatch.setattr("app.ui.tree.unfolding.MOST", below)
        panel.unfold_levels()
        qtbot.waitUntil(lambda: not unfolding._turns.under_way)
        assert set(panel.unfolded()) == set(top) != self.everything(panel)

    def it_leaves_what_stands_elsewhere_folded(self, qtbot, panel, unfolding):
        panel.view.collapseAll()
        panel.choose("t1")
        panel.view.collapse(panel.model.index_of("t1"))
        before = set(panel.unfolded())
        qtbot.keyClick(panel.view, Qt.Key.Key_Asterisk)
        qtbot.waitUntil(lambda: not unfolding._turns.under_way)
        assert set(panel.unfolded()) == before | {"t1"}

    def it_ends_where_the_tree_is_narrowed_meanwhile(self, qtbot, panel, unfolding):
        unfolding.below()
        panel.filter.setText("LEARN")
        panel.filter.clear()
        assert not unfolding._turns.under_way


class DescribeAPartThatGetsItsFirstPart:
    def it_is_unfolded_so_that_the_new_part_is_seen(self, panel, strategy, plain_house):
        panel.unfold(["v", "t1"])
        root = tree.insert(strategy, "p1", made("milestone", "m1", "First live"))
        assert isinstance(root, Strategy)
        panel.model.show_tree(root, plain_house, numbers(root, plain_house))
        assert "p1" in panel.unfolded()

    def it_leaves_one_folded_that_held_some_before(self, panel, strategy, plain_house):
        panel.unfold(["v"])
        root = tree.insert(strategy, "t1", made("priority", "p20", "Another"))
        assert isinstance(root, Strategy)
        panel.model.show_tree(root, plain_house, numbers(root, plain_house))
        assert "t1" not in panel.unfolded()


class DescribeAHouseThatWasReadAgain:
    def it_is_no_reason_to_fold_the_tree(self, qtbot, model, strategy, plain_house):
        again = structs.replace(plain_house)
        with qtbot.assertNotEmitted(model.modelReset):
            model.show_tree(strategy, again, numbers(strategy, again))


class DescribeAPartWithoutATitle:
    @pytest.mark.parametrize(("id", "named"), [("v", "Our vision"), ("p1", "Do thing 1 well")])
    def it_is_called_by_the_heading_it_has_in_the_document_else_by_its_words(
        self, model, strategy, plain_house, id, named
    ):
        root = tree.change(strategy, id, title="")
        root = tree.change(root, "v", body=plain("We set out how we will get there."))
        model.show_tree(root, plain_house, {})
        assert model.index_of(id).data() == named


class DescribeAFoldedPart:
    def shown(self, panel, id):
        return panel.view.viewport().grab(panel.view.visualRect(panel.model.index_of(id))).toImage()

    def it_is_marked_while_a_part_inside_has_a_badge(self, panel):
        panel.resize(300, 500)
        panel.show()
        panel.unfold(["v"])
        plain_row = self.shown(panel, "t1")
        panel.model.show_badges({"p1": "2"}, lambda badges: "two")
        assert self.shown(panel, "t1") != plain_row
        panel.model.show_badges({}, lambda badges: "none")
        assert self.shown(panel, "t1") == plain_row

    def it_is_no_longer_marked_once_it_is_unfolded(self, panel):
        panel.resize(300, 500)
        panel.show()
        panel.unfold(["v", "t1"])
        plain_row = self.shown(panel, "t1")
        panel.model.show_badges({"p1": "2"}, lambda badges: "two")
        assert self.shown(panel, "t1") == plain_row
