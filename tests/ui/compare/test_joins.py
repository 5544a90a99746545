"""Which lines of a comparison belong together because they moved."""

from app.document.aligned import Line
from app.document.nodes import Mark, Span
from app.ui.compare.joins import counterparts, joins

INSERTED, DELETED = Mark("inserted"), Mark("deleted")


def line(text, mark=None, node="", moved=True):
    return Line("paragraph", ((Span(text, mark=mark),),), node=node, moved=moved and mark is not None)


class DescribeJoins:
    def it_joins_where_a_part_stood_to_where_it_stands(self):
        lines = [line("One", DELETED, "a"), line("Two"), line("One", INSERTED, "a")]
        assert joins(counterparts(lines)) == {0: 2, 2: 0}

    def it_joins_an_edited_part_by_its_identity(self):
        assert joins(
            counterparts([line("One", DELETED, "a"), line("Two"), line("One more", INSERTED, "a")])
        ) == {
            0: 2,
            2: 0,
        }

    def it_joins_what_moved_together_once(self):
        lines = [
            line("One", DELETED),
            line("Two", DELETED),
            line("Three"),
            line("One", INSERTED),
            line("Two", INSERTED),
        ]
        assert joins(counterparts(lines)) == {0: 3, 3: 0}
        assert counterparts(lines) == {0: 3, 1: 4, 3: 0, 4: 1}

    def it_joins_each_of_two_alike_to_one_of_its_own(self):
        lines = [
            line("One", DELETED),
            line("x"),
            line("One", DELETED),
            line("One", INSERTED),
            line("y"),
            line("One", INSERTED),
        ]
        assert joins(counterparts(lines)) == {0: 3, 2: 5, 3: 0, 5: 2}

    def it_joins_nothing_that_only_went(self):
        assert (
            counterparts([line("One", DELETED, "a", moved=False), line("Two", INSERTED, "b", moved=False)])
            == {}
        )
