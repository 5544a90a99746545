"""Parts that are only proposed, as rows of the tree, under Qt's own tester and through every sort of change."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt

from app.document.numbering import numbers
from app.models import tree
from app.models.errors import Refused
from app.models.nodes import KINDS, Strategy
from app.ui.tree.badges import Badge
from app.ui.tree.branches import BRANCHES
from app.ui.tree.model import BADGE_ROLE, ID_ROLE, PROPOSAL_ROLE
from app.ui.tree.proposed import Proposal
from app.ui.tree.view import TreePanel


def new(id, under, *behind):
    return Proposal(id, "inserted", f"node{id}", f"Part {id}", "new", "", "Ann would add this", under, behind)


def moved(id, node, under, *behind):
    return Proposal(id, "moved", node, "Moved", "here", "moves", "Ann would move this", under, behind)


def deleted(id, node):
    return Proposal(id, "deleted", node, "Deleted", "", "delete", "Ann would delete this")


def below(model, id):
    index = model.index_of(id)
    return [model.index(at, 0, index).data(ID_ROLE) for at in range(model.rowCount(index))]


class DescribeProposedRows:
    def they_stand_where_their_parts_would_come(self, model, tested, strategy):
        first = tree.find(strategy, "t1").children[0].id
        model.show_proposals([new("a", "t1"), new("b", "t1", first), new("c", "t1", "nodeb", first)])
        assert below(model, "t1")[:4] == ["proposal-a", first, "proposal-b", "proposal-c"]
        row = model.index_of("proposal-b")
        assert (row.data(), row.data(BADGE_ROLE), row.data(PROPOSAL_ROLE)) == ("Part b", "new", "b")
        assert row.data(Qt.ItemDataRole.FontRole).italic()
        assert row.data(Qt.ItemDataRole.AccessibleTextRole) == "Part b, Ann would add this"
        assert not row.flags() & (Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled)

    def they_stand_behind_no_part_that_would_leave_but_behind_where_it_would_come(
        self, model, tested, strategy
    ):
        one, other, third = (child.id for child in tree.find(strategy, "t1").children[:3])
        model.show_proposals(
            [
                moved("a", one, "t1", other),
                moved("b", third, "t1", one, other)._replace(unsettled=(one,)),
            ]
        )
        assert below(model, "t1")[:5] == [one, other, "proposal-a", "proposal-b", third]
        model.show_proposals([moved("b", third, "t1", one, other)._replace(unsettled=(one,))])
        assert below(model, "t1")[:4] == [one, other, "proposal-b", third]
        model.show_proposals([moved("b", third, "t1", one)._replace(unsettled=(one,))])
        assert below(model, "t1")[0] == "proposal-b"

    def they_follow_the_pages_at_the_top(self, model, tested, strategy):
        model.show_proposals([new("a", strategy.id)])
        assert below(model, strategy.id)[:3] == ["page-control", "page-versions", "proposal-a"]

    def they_mark_what_would_go_or_move_in_words(self, model, tested, strategy):
        one, other = (child.id for child in tree.find(strategy, "t1").children[:2])
        model.show_badges({one: Badge((("comments", 2),), "2 comments")})
        model.show_proposals([deleted("a", one), moved("b", other, "t1")])
        row = model.index_of(one)
        assert row.data(Qt.ItemDataRole.FontRole).strikeOut()
        assert row.data(BADGE_ROLE) == Badge((("comments", 2),), "Ann would delete this", "delete")
        assert "Ann would delete this" in row.data(Qt.ItemDataRole.AccessibleTextRole)
        assert model.index_of(other).data(BADGE_ROLE).tag == "moves"
        assert below(model, "t1")[0] == "proposal-b"
        model.show_proposals([])
        assert row.data(Qt.ItemDataRole.FontRole) is None
        assert below(model, "t1")[:2] == [one, other]

    def they_keep_their_places_through_every_edit(self, model, tested, strategy, plain_house):
        chance = random.Random(3)
        root = strategy
        for step in range(120):
            ids = [node.id for node in tree.walk(root)]
            proposals = [
                new(f"{step % 3}{n}", id, *ids[n : n + 4]) for n, id in enumerate(chance.sample(ids, 4))
            ]
            model.show_proposals([*proposals, moved("m", chance.choice(ids), chance.choice(ids))])
            id, other = chance.choice(ids), chance.choice(ids)
            try:
                root = chance.choice(
                    (
                        lambda root, id=id, other=other: tree.move(root, id, other, 0),
                        lambda root, id=id, other=other: tree.change(root, id, title=f"Named {other}"),
                        lambda root, other=other: tree.insert(
                            root, other, KINDS[KINDS[tree.find(root, other).kind].holds[0]].make(title="x"), 0
                        ),
                    )
                )(root)
            except (Refused, IndexError):
                continue
            assert isinstance(root, Strategy)
            model.show_tree(root, plain_house, numbers(root, plain_house))
            for node in tree.walk(root):
                pages = 2 if node.id == root.id else 0
                real = [each for each in below(model, node.id)[pages:] if not each.startswith("proposal-")]
                assert real == [child.id for child in node.children]
            shown = {each.row for each in proposals if each.under in root.ids}
            assert all(model.index_of(row).isValid() for row in shown)

    def they_are_no_places_for_what_is_dropped(self, qtbot, model, strategy):
        first = tree.find(strategy, "t1").children[0].id
        model.show_proposals([new("a", "t1"), new("b", "t1", first)])
        dropped = []
        model.drop_requested.connect(lambda branches, id, at: dropped.append((id, at)))
        last = model.index_of(tree.find(strategy, "t1").children[-1].id)
        mime = model.mimeData([last])
        assert mime.hasFormat(BRANCHES)
        model.dropMimeData(mime, Qt.DropAction.MoveAction, 3, 0, model.index_of("t1"))
        assert dropped == [("t1", 1)]


class DescribeTheViewOfThem:
    @pytest.fixture
    def panel(self, qtbot, model):
        panel = TreePanel(model)
        qtbot.addWidget(panel)
        panel.show()
        model.show_proposals([new("a", "t1")])
        panel.view.expandAll()
        return panel

    def it_tells_of_the_proposal_and_of_nothing_else(self, qtbot, panel):
        chosen, proposed = [], []
        panel.view.chosen.connect(chosen.append)
        panel.view.proposal_chosen.connect(lambda id, holder: proposed.append((id, holder)))
        at = panel.view.visualRect(panel.model.index_of("proposal-a")).center()
        panel.view.scrollTo(panel.model.index_of("proposal-a"))
        at = panel.view.visualRect(panel.model.index_of("proposal-a")).center()
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
        assert (chosen, proposed, panel.view.chosen_ids()) == ([], [("a", "t1")], [])

    def it_decides_by_the_keys_of_the_list(self, qtbot, panel):
        decided = []
        panel.view.proposal_decided.connect(lambda id, yes: decided.append((id, yes)))
        panel.view.setCurrentIndex(panel.model.index_of("proposal-a"))
        qtbot.keyClick(panel.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(panel.view, Qt.Key.Key_Delete)
        assert decided == [("a", True), ("a", False)]

    def it_stays_with_the_part_on_show_when_a_proposal_goes(self, panel):
        panel.view.setCurrentIndex(panel.model.index_of("proposal-a"))
        panel.model.show_proposals([])
        assert panel.view.currentIndex().data(ID_ROLE) == "t1"
