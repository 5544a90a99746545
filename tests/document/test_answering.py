"""Which parts answer which, and where an answer is missing."""

import pytest

from app.document.answering import Gap, Relation, as_table, matrix, relations, toggled
from app.models.nodes import KINDS, name_of

MAKE = {key: kind.make for key, kind in KINDS.items()}
ANSWERS = Relation("priority", "objectives", "objective")


@pytest.fixture
def root():
    objectives = tuple(MAKE["objective"](id=f"o{n}", title=f"Objective {n}") for n in (1, 2, 3))
    priorities = (
        MAKE["priority"](id="p1", title="One", objectives=("o1", "gone")),
        MAKE["priority"](id="p2", title="Two"),
    )
    risk = MAKE["risk"](id="r1", title="Threat", answered_by=("p1",))
    return MAKE["strategy"](
        id="s",
        children=(
            MAKE["council_plan"](id="c", children=objectives),
            MAKE["vision"](id="v", children=(MAKE["theme"](id="t", children=(*priorities, risk)),)),
        ),
    )


class DescribeRelations:
    def it_finds_every_field_that_leads_to_one_kind(self):
        found = {(each.holder, each.target) for each in relations()}
        assert found == {
            ("priority", "objective"), ("priority", "principle"), ("theme", "objective"), ("risk", "priority")
        }  # fmt: skip


class DescribeAMatrix:
    def it_tells_who_names_whom_and_forgets_links_to_what_is_gone(self, root):
        assert matrix(root, ANSWERS).links == {("p1", "o1")}

    def it_tells_gaps_on_both_sides(self, root):
        gaps = matrix(root, ANSWERS).gaps
        assert set(gaps) == {Gap("o2", "target"), Gap("o3", "target"), Gap("p2", "holder")}

    def it_counts_no_gap_where_nothing_need_be_answered(self, root):
        assert matrix(root, Relation("risk", "answered_by", "priority")).gaps == ()

    def it_can_be_turned(self, root):
        found = matrix(root, ANSWERS, turned=True)
        assert [node.id for node in found.rows] == ["o1", "o2", "o3"]
        assert found.links == {("o1", "p1")}

    @pytest.mark.parametrize("turned", [False, True])
    def it_links_and_parts_two_parts(self, root, turned):
        row, column = ("o2", "p2") if turned else ("p2", "o2")
        linked = toggled(root, matrix(root, ANSWERS, turned=turned), row, column)
        assert ("p2", "o2") in matrix(linked, ANSWERS).links
        again = toggled(linked, matrix(linked, ANSWERS, turned=turned), row, column)
        assert again.fingerprint == root.fingerprint

    def it_becomes_a_table_of_words(self, root):
        found = matrix(root, ANSWERS)
        called = {node.id: name_of(node) for node in (*found.rows, *found.columns)}
        assert as_table(found, called, "", "yes") == [
            ["", "Objective 1", "Objective 2", "Objective 3"], ["One", "yes", "", ""], ["Two", "", "", ""]
        ]  # fmt: skip
