"""A choice of one of several. Imports Qt only, and none of its classes that a start does without."""

from PySide6.QtWidgets import QComboBox


class Choice(QComboBox):
    """A choice whose list is as wide as the longest of its lines, however narrow the choice itself is."""

    def showPopup(self) -> None:
        list = self.view()
        around = list.verticalScrollBar().sizeHint().width() + 2 * list.frameWidth()
        list.setMinimumWidth(list.sizeHintForColumn(0) + around)
        super().showPopup()
