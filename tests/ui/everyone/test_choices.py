"""The list of a choice shows whole lines, from which somebody chooses."""

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout

from tests.ui.everyone.conftest import work_done


@pytest.fixture
def box(qtbot, look):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    box = QComboBox()
    QVBoxLayout(dialog).addWidget(box)
    dialog.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    yield box
    dialog.close()


class DescribeTheListOfAChoice:
    @pytest.mark.parametrize("count", [2, 5, 6, 28])
    def it_shows_whole_lines(self, box, count):
        box.addItems([f"Choice {n}" for n in range(count)])
        box.showPopup()
        work_done()
        rows = box.view()
        assert rows.viewport().height() == min(count, box.maxVisibleItems()) * rows.sizeHintForRow(0)
        box.hidePopup()
