"""The one place in which a strategy became another, to which an undo leads."""

import pytest

from app.models import tree
from app.models.nodes import KINDS
from app.models.text import plain
from app.models.tree import ChangedPlace, changed_place


@pytest.fixture
def root():
    themes = tuple(
        KINDS["theme"].make(id=f"t{n}", title=f"Theme {n}", children=(KINDS["priority"].make(id=f"p{n}"),))
        for n in (1, 2)
    )
    return KINDS["strategy"].make(
        id="s", title="Plan", children=(KINDS["vision"].make(id="v", children=themes),)
    )


class DescribeTheChangedPlace:
    def it_is_the_field_that_differs(self, root):
        after = tree.change(root, "p1", body=plain("Words."))
        assert changed_place(root, after) == ChangedPlace("p1", "body")

    def it_is_the_part_where_several_fields_differ(self, root):
        after = tree.change(root, "p1", title="A", owner="B")
        assert changed_place(root, after) == ChangedPlace("p1")

    def it_is_what_was_added_or_what_held_what_was_taken_out(self, root):
        less = tree.remove(root, "p1")
        assert changed_place(root, less) == ChangedPlace("t1")
        assert changed_place(less, root) == ChangedPlace("p1")

    def it_is_none_where_parts_only_changed_places(self, root):
        assert changed_place(root, tree.move(root, "t2", "v", 0)) is None

    def it_is_none_for_several_places_or_none(self, root):
        both = tree.change(tree.change(root, "p1", title="A"), "p2", title="B")
        assert changed_place(root, both) is None
        assert changed_place(root, root) is None
