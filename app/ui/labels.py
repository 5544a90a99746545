"""Labels, menus and buttons that show a user's words as they stand. Imports Qt only."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtGui import Qt as Markup
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

LEAST_LETTERS = 8
SAID_LINES = 2


def plain_label(text: str, name: str = "", parent: QWidget | None = None, *, wraps: bool = False) -> QLabel:
    """A label that shows its text as it stands, never as rich text; `name` chooses its look."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wraps)
    if name:
        label.setObjectName(name)
    return label


def shown_as_it_is(text: str) -> str:
    """A user's words as a menu or button shows them: their ampersands are no marks for keys."""
    return text.replace("&", "&&")


def tip_of(text: str) -> str:
    """A user's words as a tip shows them: as they stand. Qt takes what looks like markup for it, and opens the files it
    names, also those on other computers."""
    if not Markup.mightBeRichText(text):
        return text
    return Markup.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal)


def label_of(control: QWidget, words: str) -> QLabel:
    """The label of a control that does not stand alone in its row; the letter after “&” leads to the control."""
    label = plain_label(words)
    label.setBuddy(control)
    return label


class ElidedLabel(QLabel):
    """A line that is cut by “…” where there is too little room for it, at its end; its tip then has it whole.

    Of `least` letters nothing is cut.
    """

    def __init__(
        self,
        text: str = "",
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
        *,
        least: int = LEAST_LETTERS,
    ) -> None:
        super().__init__(parent)
        self._cut, self._least = cut, least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(self.fontMetrics().averageCharWidth() * self._least, whole.width()), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        said = self.fontMetrics().elidedText(self.text(), self._cut, self.width())
        self.setToolTip(tip_of(self.text()) if said != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, said)


def repolish(widget: QWidget, name: str, *, on: bool) -> None:
    """Sets or unsets a property that the style sheet asks for, and has the widget drawn anew where that changed."""
    if (widget.property(name) == "true") != on:
        widget.setProperty(name, "true" if on else "false")
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def in_one_place(*said: QLabel) -> QGridLayout:
    """Labels of which one at a time has something to say, in a place kept free, lest all below jump while one types."""
    place = QGridLayout()
    for each in said:
        place.addWidget(each, 0, 0, Qt.AlignmentFlag.AlignTop)
    place.setRowMinimumHeight(0, SAID_LINES * said[0].fontMetrics().lineSpacing())
    return place
