"""Lists whose words wrap lose none of them: each measures its rows in the width in which they are painted."""

import pytest
from PySide6.QtWidgets import QListView

from app.ui.window.guide import GuideDialog
from app.ui.wrapped import WrappedCells
from tests.ui.everyone.test_names import name_of


def wrapping(over):
    return [view for view in over.findChildren(QListView) if view.wordWrap()]


def badly_measured(over):
    return [name_of(view) for view in wrapping(over) if not isinstance(view.itemDelegate(), WrappedCells)]


class DescribeAListWhoseWordsWrap:
    @pytest.mark.parametrize("stop", ["reports", "links", "side-2", "side-3"])
    def it_measures_its_rows_as_they_are_painted(self, at, stop):
        window = at(stop)
        assert wrapping(window.desktop) != []
        assert badly_measured(window.desktop) == []

    def it_does_so_in_the_guide_too(self, at):
        guide = GuideDialog("Comparing", at("theme"))
        assert len(wrapping(guide)) == 1
        assert badly_measured(guide) == []
        guide.deleteLater()
