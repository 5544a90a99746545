"""What the foot of the window tells of parts that were deleted, and how they come back from there."""

from PySide6.QtCore import Qt

from app.models import tree
from app.ui.window.notice import Notice


def notices(window):
    return window.statusBar().findChildren(Notice)


class DescribeADeletion:
    def it_says_who_linked_to_what_was_deleted(self, qtbot, opened):
        opened.desk.draft.do(lambda root: tree.change(root, "p1", objectives=("o1",)), "Link")
        opened.desktop.structure.remove(["o1"])
        (notice,) = notices(opened)
        assert notice.said.text() == "Deleted Aim 1. 1 linked to it: “Priority 1”."

    def it_offers_to_take_a_deletion_back_until_something_else_is_done(self, qtbot, opened):
        opened.desktop.go("p2")
        view = opened.desktop.tree.view
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Delete)
        (notice,) = notices(opened)
        assert notice.isVisible()
        qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)
        assert [child.id for child in tree.find(opened.desk.root, "t1").children] == ["p1", "p2", "p3"]
        assert view.hasFocus()
        qtbot.waitUntil(lambda: not notices(opened))
        qtbot.keyClick(view, Qt.Key.Key_Delete)
        assert len(notices(opened)) == 1
        opened.desk.draft.do(lambda root: tree.change(root, "t1", title="Another"), "Rename")
        qtbot.waitUntil(lambda: not notices(opened))
