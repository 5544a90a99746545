"""How a line of a comparison is laid out."""

from app.document.aligned import Line
from app.document.nodes import Mark, Span
from app.ui.compare.painting import with_head

OWNER = Span("Head of Place", mark=Mark("inserted"))
HEADS = ((Span("Priority"),), (Span("Lead", mark=Mark("deleted")), Span("Owner", mark=Mark("inserted"))))
ROW = Line("row", ((Span("Networks"),), (OWNER,)), heads=HEADS)


class DescribeAStackedRow:
    def it_names_the_column_of_each_value_as_that_side_has_it(self):
        assert with_head(ROW, 1, "new", (OWNER,)) == (Span("Owner: ", bold=True), OWNER)
        assert with_head(ROW, 1, "old", (Span("Nobody"),))[0].text == "Lead: "
        assert with_head(ROW, 1, None, (OWNER,))[0].text == "Owner: "

    def it_leaves_the_first_value_empty_ones_and_tables_without_heads_as_they_are(self):
        assert with_head(ROW, 0, "new", ROW.cells[0]) == ROW.cells[0]
        assert with_head(ROW, 1, "new", ()) == ()
        assert with_head(Line("row", ROW.cells), 1, "new", (OWNER,)) == (OWNER,)
