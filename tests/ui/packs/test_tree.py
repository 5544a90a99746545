"""The agenda as a tree."""

from app.models.pack import Item, Pack
from app.ui.packs.tree import AgendaTree


class DescribeALongTitle:
    def it_takes_as_many_lines_as_it_needs(self, qtbot):
        tree = AgendaTree()
        qtbot.addWidget(tree)
        items = (Item("Minutes"), Item("Declarations of interest by members and officers of the council"))
        tree.resize(900, 300)
        tree.show()
        tree.show_pack(Pack("Harbourne", "Executive", "2026-07-09", items=items), (), 1, {}, ())

        def heights():
            return [tree.visualRect(tree.model().index(at, 0)).height() for at in (1, 2)]

        qtbot.waitUntil(lambda: heights()[0] == heights()[1] > 0)
        tree.resize(320, 300)
        qtbot.waitUntil(lambda: heights()[1] > 1.5 * heights()[0])
