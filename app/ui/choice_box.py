"""A choice of one of several, as narrow as its place allows. Imports Qt only."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QWidget

from app.ui.choice import Choice
from app.ui.labels import tip_of


class ChoiceBox(Choice):
    """A choice whose words are cut by “…” where there is too little room for them; its tip then has them whole.

    `name` says what is chosen, and is its tip where nothing is cut. It takes as many letters as are chosen, between
    `least` and `most`.
    """

    def __init__(
        self,
        name: str,
        least: int,
        most: int,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._least, self._most, self._cut = name, least, most, cut
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentTextChanged.connect(lambda _: self.fit())
        self.fit()

    def fit(self) -> None:
        """Asks for the room that what is chosen takes; to be called where signals of a choice were blocked."""
        text = self.currentText()
        self.setMinimumContentsLength(min(max(len(text), self._least), self._most))
        self.setToolTip(tip_of(f"{self._name}: {text}" if text else self._name))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        option.currentText = self.fontMetrics().elidedText(self.currentText(), self._cut, field.width() - 2)
