"""How a line of a comparison is laid out."""

import pytest
from PySide6.QtGui import QFont, QPalette, QTextCharFormat

from app.document.lines import Line
from app.document.nodes import Letters, Mark, Span
from app.ui.compare.painting import Setter, Setting, below_one_another

OWNER = Span("Head of Place", mark=Mark("inserted"))
HEADS = ((Span("Priority"),), (Span("Lead", mark=Mark("deleted")), Span("Owner", mark=Mark("inserted"))))
ROW = Line("row", ((Span("Networks"),), (OWNER,)), heads=HEADS)


def shown(line: Line, side, *values):
    return below_one_another(line, side, values)


def underlined(line: Line, side, looks=True) -> list[str]:
    """The words of a side under which there are dots."""
    setter = Setter(line, side, 600, Setting(QFont(), QPalette()), False, looks)
    layout = setter.layouts[0]
    dotted = QTextCharFormat.UnderlineStyle.DotLine
    return [
        layout.text()[each.start : each.start + each.length]
        for each in layout.formats()
        if each.format.underlineStyle() == dotted
    ]


class DescribeWordsThatOnlyLookOtherwise:
    LINE = Line(
        "paragraph",
        ((Span("They "), Span("must", bold=True, former=Letters()), Span("now", mark=Mark("inserted"))),),
        weight="other",
    )

    @pytest.mark.parametrize("side", ["old", "new", None])
    def they_have_dots_under_them_unless_formatting_is_hidden(self, qapp, side):
        assert underlined(self.LINE, side) == ["must"]
        assert underlined(self.LINE, side, looks=False) == []


class DescribeAStackedRow:
    def it_names_the_column_of_each_value_as_that_side_has_it(self):
        assert shown(ROW, "new", *ROW.cells) == [ROW.cells[0], (Span("Owner: ", bold=True), OWNER)]
        assert shown(ROW, "old", ROW.cells[0], (Span("Nobody"),))[1][0].text == "Lead: "
        assert shown(ROW, None, *ROW.cells)[1][0].text == "Owner: "

    def it_leaves_empty_values_and_tables_without_heads_as_they_are(self):
        assert shown(ROW, "new", ROW.cells[0], ()) == [ROW.cells[0], ()]
        assert shown(Line("row", ROW.cells), "new", *ROW.cells) == list(ROW.cells)

    def it_has_the_heads_themselves_in_one_line(self):
        heads = Line("row", ((Span("Priority"),), (), (Span("Owner"),)), level=1)
        assert shown(heads, "new", *heads.cells) == [(Span("Priority"), Span(" · "), Span("Owner"))]
