"""Many nodes changed or taken out in one go give what one after the other gives, and share what stays."""

import pytest
from msgspec import structs

from app.models import tree
from app.models.errors import NotPermitted
from app.models.nodes import KINDS, Node, Strategy


@pytest.fixture
def root() -> Strategy:
    def theme(n: int) -> Node:
        below = (KINDS["priority"].make(id=f"p{n}{m}", title=f"Priority {m}") for m in range(3))
        return KINDS["theme"].make(id=f"t{n}", children=tuple(below))

    return Strategy(id="s", children=(KINDS["vision"].make(id="v", children=tuple(map(theme, range(3)))),))


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


class DescribePlaces:
    def they_sort_in_reading_order(self, root):
        ids = [node.id for node in tree.walk(root)]
        assert sorted(set(ids), key=lambda id: tree.place_in(root, id)) == ids

    def they_are_before_all_others_for_what_is_not_there(self, root):
        assert tree.place_in(root, "gone") == tree.place_in(root, "s") < tree.place_in(root, "v")


class DescribeChangingMany:
    def it_is_as_one_after_the_other(self, root):
        def renamed(node: Node) -> Node:
            return structs.replace(node, title="New") if node.id in ("p01", "t1", "s") else node

        one_by_one: Node = root
        for id in ("p01", "t1", "s"):
            one_by_one = tree.change(one_by_one, id, title="New")
        made = tree.each_changed(root, renamed)
        assert made == one_by_one
        assert tree.find(made, "t2") is tree.find(root, "t2")

    def it_is_the_same_tree_where_nothing_changes(self, root):
        assert tree.each_changed(root, lambda node: node) is root
