"""Which lines of a comparison belong together because they moved."""

import pytest
from PySide6.QtCore import QPoint, Qt

from app.document.aligned import Aligned
from app.document.lines import Line
from app.document.nodes import Mark, Span
from app.ui.compare.joins import counterparts, together
from app.ui.compare.strip import ChangeMap
from app.ui.compare.view import SideBySide
from app.ui.inks import Inks

INSERTED, DELETED = Mark("inserted"), Mark("deleted")


def line(text, mark=None, node="", moved=True):
    return Line("paragraph", ((Span(text, mark=mark),),), node=node, moved=moved and mark is not None)


class DescribeJoins:
    def it_joins_where_a_part_stood_to_where_it_stands(self):
        lines = [line("One", DELETED, "a"), line("Two"), line("One", INSERTED, "a")]
        assert counterparts(lines) == {0: 2, 2: 0}

    def it_joins_an_edited_part_by_its_identity(self):
        lines = [line("One", DELETED, "a"), line("Two"), line("One more", INSERTED, "a")]
        assert counterparts(lines) == {0: 2, 2: 0}

    def it_joins_what_moved_together_once(self):
        lines = [
            line("One", DELETED),
            line("Two", DELETED),
            line("Three"),
            line("One", INSERTED),
            line("Two", INSERTED),
        ]
        assert counterparts(lines) == {0: 3, 1: 4, 3: 0, 4: 1}
        assert together(counterparts(lines)) == {0: 0, 1: 0, 3: 3, 4: 3}

    def it_joins_each_of_two_alike_to_one_of_its_own(self):
        lines = [
            line("One", DELETED),
            line("x"),
            line("One", DELETED),
            line("One", INSERTED),
            line("y"),
            line("One", INSERTED),
        ]
        assert counterparts(lines) == {0: 3, 2: 5, 3: 0, 5: 2}

    def it_joins_nothing_that_only_went(self):
        assert (
            counterparts([line("One", DELETED, "a", moved=False), line("Two", INSERTED, "b", moved=False)])
            == {}
        )


class DescribeTheMapOfNothing:
    def it_takes_a_click(self, qtbot):
        view = SideBySide()
        qtbot.addWidget(view)
        strip = ChangeMap(view)
        qtbot.addWidget(strip)
        strip.resize(16, 100)
        with qtbot.assertNotEmitted(view.line_chosen):
            qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, 50))


class DescribeALongMove:
    @pytest.fixture
    def view(self, qtbot) -> SideBySide:
        """Forty lines that moved together past forty that came."""
        gone = [line(f"Line {at} of what moved.", DELETED) for at in range(40)]
        between = [line(f"Line {at} of what came.", INSERTED, moved=False) for at in range(40)]
        come = [line(f"Line {at} of what moved.", INSERTED) for at in range(40)]
        view = SideBySide()
        qtbot.addWidget(view)
        view.resize(600, 300)
        lines = (*gone, *between, *come)
        view.show_lines(Aligned(lines), frozenset(range(len(lines))))
        view.show()
        return view

    @pytest.mark.parametrize("share", [0.0, 0.2, 0.5])
    def it_is_joined_from_its_middle_and_between_its_places(self, view, share):
        view.scroll_to(share)
        assert self.ink_between(view, 0.9)

    def it_is_not_joined_below_where_it_stands(self, view):
        view.scroll_to(0.9)
        assert not self.ink_between(view, 0.9)

    def ink_between(self, view: SideBySide, share: float) -> bool:
        """Whether a joint crosses the strip between the columns, somewhere down the viewport."""
        seen = view.viewport().grab().toImage()
        moved, middle = Inks(view.palette()).moved, seen.width() // 2
        strip = range(middle - 12, middle + 24)
        return any(seen.pixelColor(x, round(seen.height() * share)) == moved for x in strip)
