"""Many nodes changed or taken out in one go give what one after the other gives, and share what stays."""

import pytest
from msgspec import structs

from app.models import tree
from app.models.errors import NotPermitted
from app.models.nodes import KINDS, Node, Strategy
from app.models.text import Item, List, Paragraph, Run


@pytest.fixture
def root() -> Strategy:
    def theme(n: int) -> Node:
        below = (KINDS["priority"].make(id=f"p{n}{m}", title=f"Priority {m}") for m in range(3))
        return KINDS["theme"].make(id=f"t{n}", children=tuple(below))

    return Strategy(id="s", children=(KINDS["vision"].make(id="v", children=tuple(map(theme, range(3)))),))


class DescribeFindingMany:
    @pytest.mark.parametrize("ids", [set(), {"s"}, {"p21", "t0", "p02"}, {"v", "gone"}, {"gone"}])
    def it_finds_them_in_reading_order(self, root, ids):
        assert list(tree.those(root, ids)) == [node for node in tree.walk(root) if node.id in ids]


class DescribeTakingOutMany:
    def it_is_as_one_after_the_other(self, root):
        one_by_one: Node = root
        for id in ("p01", "p12", "t2"):
            one_by_one = tree.remove(one_by_one, id)
        assert tree.without(root, {"p01", "p12", "t2", "gone"}) == one_by_one

    def it_shares_the_branches_that_stay(self, root):
        left = tree.without(root, {"p01"})
        assert tree.find(left, "t1") is tree.find(root, "t1")
        assert tree.without(root, {"gone"}) is root

    def it_leaves_the_strategy_itself(self, root):
        with pytest.raises(NotPermitted):
            tree.without(root, {"s", "p01"})


class DescribeMovingMany:
    def it_is_as_one_after_the_other(self, root):
        one_by_one: Node = root
        for at, id in enumerate(("p01", "p12", "p02")):
            one_by_one = tree.move(one_by_one, id, "t2", 1 + at)
        moved = tree.move_all(root, ["p01", "p12", "p02"], "t2", 1)
        assert moved == one_by_one
        assert moved.ids == root.ids

    def it_counts_places_once_all_have_left(self, root):
        moved = tree.move_all(root, ["p00", "p01"], "t0", 1)
        assert [node.id for node in tree.find(moved, "t0").children] == ["p02", "p00", "p01"]

    @pytest.mark.parametrize(
        ("ids", "parent"), [(["t0", "t1"], "t0"), (["t0", "p10"], "v"), (["p00", "t0"], "t2")]
    )
    def it_moves_all_or_none(self, root, ids, parent):
        with pytest.raises(NotPermitted):
            tree.move_all(root, ids, parent)


class DescribePuttingInMany:
    def it_is_as_one_after_the_other(self, root):
        made = [KINDS["priority"].make(id=f"n{n}", title=f"New {n}") for n in range(3)]
        one_by_one: Node = root
        for n, node in enumerate(made):
            one_by_one = tree.insert(one_by_one, "t1", node, 1 + n)
        at_once = tree.insert_all(root, "t1", made, 1)
        assert at_once == one_by_one
        assert at_once.ids == one_by_one.ids

    def it_takes_none_that_is_there_or_comes_twice(self, root):
        new = KINDS["priority"].make(id="n")
        for nodes in ([new, tree.find(root, "p01")], [new, new]):
            with pytest.raises(NotPermitted):
                tree.insert_all(root, "t1", nodes)


class DescribeTheTopmost:
    def they_come_in_reading_order_without_what_lies_below_them(self, root):
        found = tree.topmost(root, ["p21", "t0", "p02", "gone", "p10", "v0"])
        assert [node.id for node in found] == ["t0", "p10", "p21"]
        assert tree.topmost(root, ["p10", "s"]) == [root]
        assert tree.topmost(root, []) == []


class DescribePlaces:
    def they_sort_in_reading_order(self, root):
        ids = [node.id for node in tree.walk(root)]
        assert sorted(set(ids), key=lambda id: tree.place_in(root, id)) == ids

    def they_are_before_all_others_for_what_is_not_there(self, root):
        assert tree.place_in(root, "gone") == tree.place_in(root, "s") < tree.place_in(root, "v")

    def they_are_found_without_asking_what_is_below_parts_that_hold_nothing(self, root):
        assert tree.place_in(root, "p22") == (0, 2, 2)
        leaves = [node for node in tree.walk(root) if not node.children]
        assert len(leaves) == 9
        assert not any("ids" in vars(leaf) for leaf in leaves)


def renamed(root: Node, *ids: str) -> dict[str, Node]:
    return {id: structs.replace(tree.find(root, id), title="New") for id in ids}


class DescribeChangingMany:
    def it_is_as_one_after_the_other(self, root):
        one_by_one: Node = root
        for id in ("p01", "t1", "s"):
            one_by_one = tree.change(one_by_one, id, title="New")
        made = tree.with_parts(root, renamed(root, "p01", "t1", "s"))
        assert made == one_by_one
        assert tree.find(made, "t2") is tree.find(root, "t2")

    def it_is_the_same_tree_where_nothing_changes(self, root):
        assert tree.with_parts(root, {}) is root
        assert tree.with_parts(root, {"gone": root}) is root

    def it_knows_still_which_parts_there_are(self, root):
        assert root.ids
        made = tree.with_parts(root, renamed(root, "p01", "t1"))
        assert made is not root
        assert vars(made)["ids"] is root.ids

    def it_enters_no_branch_that_stays(self, root, monkeypatch):
        assert root.ids
        entered = []
        replace = structs.replace
        monkeypatch.setattr(
            structs, "replace", lambda node, **to: entered.append(node.id) or replace(node, **to)
        )
        tree.with_parts(root, {"p01": replace(tree.find(root, "p01"), title="New")})
        assert entered == ["p01", "t0", "v", "s"]


class DescribeLinksIntoAPart:
    @pytest.fixture
    def linked(self, root) -> Node:
        words = (Paragraph((Run("See "), Run("that", link="#p12"))),)
        linked = tree.change(root, "p01", body=(List((Item(words),)),))
        return tree.change(linked, "p20", objectives=("t1", "elsewhere"))

    def they_are_found_in_fields_and_texts(self, linked):
        found = [(node.id, where) for node, where in tree.links_into(linked, {"p12", "t1"})]
        assert found == [("p01", "text"), ("p20", "Answers objectives")]

    def they_are_known_by_all_that_hold_them(self, linked):
        assert linked.leads_to == {"p12", "t1", "elsewhere"}
        assert tree.find(linked, "t0").leads_to == {"p12"}
        assert tree.find(linked, "t1").leads_to == set()

    def they_are_not_looked_for_where_none_are(self, linked, monkeypatch):
        asked = []
        monkeypatch.setattr(tree, "rich_fields", lambda node: asked.append(node.id) or [])
        tree.links_into(linked, {"t1"})
        assert asked == []


class DescribeWhatATreeHolds:
    @pytest.mark.parametrize(
        "edit",
        [
            lambda root: tree.move(root, "t0", "v", 2),
            lambda root: tree.move(root, "p01", "t2", 0),
            lambda root: tree.move(root, "p01", "t0", 2),
            lambda root: tree.remove(root, "t1"),
            lambda root: tree.change(root, "p11", title="Another"),
            lambda root: tree.insert(root, "t1", KINDS["priority"].make(id="new")),
            lambda root: tree.insert(root, "v", structs.replace(tree.find(root, "t1"), id="t9", children=()), 1),
            lambda root: tree.replace(root, structs.replace(tree.find(root, "t1"), children=())),
            lambda root: tree.replace(root, structs.replace(tree.find(tree.remove(root, "p10"), "t1"), title="A")),
        ],
    )  # fmt: skip
    def it_is_known_after_each_edit_without_looking_again(self, root, edit):
        assert root.ids
        after = edit(root)
        assert "ids" in vars(after)
        assert all(node.ids == {each.id for each in tree.walk(node)} for node in tree.walk(after))
        assert root.ids == {each.id for each in tree.walk(root)}

    def it_stays_the_same_where_nothing_comes_or_goes(self, root):
        ids = root.ids
        assert tree.change(root, "p01", title="Another").ids is ids

    def it_stays_the_same_where_a_part_moves_among_its_siblings(self, root):
        ids = root.ids
        assert tree.move(root, "t0", "v", 2).ids is ids
