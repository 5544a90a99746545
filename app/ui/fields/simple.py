"""Controls for one line, a date, a sum, a number, a share, a choice, yes or no. Imports models and Qt only."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QHelpEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSlider, QToolTip, QWidget

from app.models.errors import Refused
from app.models.kinds import Field
from app.models.text import one_line
from app.ui.choice import Choice
from app.ui.fields.control import FieldControl
from app.ui.labels import repolish
from app.ui.number_box import NumberBox
from app.ui.read_only import in_words_of, read_line
from app.ui.typed import is_no_year, read_date, read_money, read_planned, show_choice, show_date, show_money
from app.ui.typing_steps import difference, utf16_length

LONGEST_DATE = "30 September 2028"
ROUND_LINE = 24
"""What stands on both sides of the words of a line, in pixels."""
SLIDER_LETTERS = 20
"""How wide a slider is at least, in letters: below it a step of a hundredth cannot be aimed at."""


class Line(QLineEdit):
    """A line whose tip begins with all of its words where some are cut off. Pasted or dropped lines become one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._join)

    def _join(self, text: str) -> None:
        if not text.isprintable():
            at = self.cursorPosition()
            self.setText("".join(letter if letter.isprintable() else " " for letter in text))
            self.setCursorPosition(at)

    def tip(self) -> str:
        """What the tip says now; markup, so that long words are wrapped."""
        from html import escape

        help, words = self.toolTip(), self.text()
        return "".join(f"<p>{escape(each)}</p>" for each in (words if self._is_cut() else "", help) if each)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(), self)
            return True
        return super().event(event)

    def _is_cut(self) -> bool:
        from PySide6.QtWidgets import QStyle, QStyleOptionFrame

        frame = QStyleOptionFrame()
        self.initStyleOption(frame)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, frame, self)
        # Qt leaves two pixels on either side of the words.
        return self.fontMetrics().horizontalAdvance(self.text()) > room.width() - 4


class LineField(FieldControl):
    """A line of text."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = Line(self)
        self.named(self.line)
        self.arrangement.addWidget(self.line)
        self.line.textEdited.connect(self.edited)

    def value(self) -> Any:
        return one_line(self.line.text())

    def show_value(self, value: Any) -> None:
        if self.value() != value:
            at = difference(self.line.text(), value).end if self.line.hasFocus() else 0
            self.line.setText(value)
            self.line.setCursorPosition(utf16_length(value[:at]))

    def make_read_only(self) -> None:
        self.read_only = True
        self.line.setReadOnly(True)
        self.line.setPlaceholderText("")

    def fault(self) -> str:
        if self.field.year and is_no_year(self.line.text()):
            return self.tr("Not a year: write it as 2026/27")
        return super().fault()

    def mark(self, wrong: bool) -> None:
        repolish(self.line, "wrong", on=wrong)


class DateField(LineField):
    """A date typed in any common form. What is no date is kept as typed, and said to be none."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setPlaceholderText(self.tr("day, month or year"))
        self.line.editingFinished.connect(lambda: self.line.setText(show_date(self.value())))

    def value(self) -> Any:
        text = super().value()
        try:
            return self._read(text)
        except Refused:
            return text

    def show_value(self, value: Any) -> None:
        if self.value() != value:
            self.line.setText(show_date(value))

    def least_width(self) -> int:
        """How wide it is at least for the longest date to be seen whole, in pixels."""
        return self.fontMetrics().horizontalAdvance(LONGEST_DATE) + ROUND_LINE

    def fault(self) -> str:
        try:
            self._read(self.line.text())
        except Refused:
            return self.tr("Not a date: write it as 9 October 2017")
        return super().fault()

    def _read(self, text: str) -> str:
        return read_planned(text) if self.field.planned else read_date(text)


class MoneyField(LineField):
    """A sum in pounds. While what is typed is no sum, the last sum counts and the field says so."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._last = Decimal(0)
        self.line.setPlaceholderText("£0")
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> Any:
        try:
            self._last = read_money(self.line.text())
        except Refused:
            return self._last
        return self._last

    def show_value(self, value: Any) -> None:
        if self.value() != value or not self.line.hasFocus():
            self._last = value
            self.line.setText(show_money(value))

    def fault(self) -> str:
        try:
            read_money(self.line.text())
        except Refused:
            return self.tr("Not a sum: write it as £1,250 or £1.2m")
        return super().fault()

    def _tidy(self) -> None:
        if not self.fault():
            self.line.setText(show_money(self.value()))


class CalmSlider(QSlider):
    """A slider that leaves the wheel to the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CalmComboBox(Choice):
    """A choice that leaves the wheel to the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CalmSpinBox(NumberBox):
    """A number that the wheel changes only once it has the keyboard, so that scrolling past it does no harm."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberField(FieldControl):
    """A whole number between the bounds of its declaration; where they begin at 0, 0 means none."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = CalmSpinBox(self)
        self._said: QLineEdit | None = None
        self._left: str | None = None  # what a key that was not taken left standing
        self._below_nought = False  # whether that key was a minus, for digits that are still to come
        self.box.setRange(field.low, field.high or 1_000_000)
        if field.low == 0 and field.type == "number":
            self.box.setSpecialValueText(self.tr("not scored"))
        self.named(self.box)
        self.arrangement.addWidget(self.box)
        self.arrangement.addStretch()
        self.box.not_taken.connect(self._refuse)
        self.box.valueChanged.connect(self._take)

    def shorten(self) -> None:
        """Has it say “–” for none, as the cells of a table do: they have no room for words."""
        if self.box.specialValueText():
            self.box.setSpecialValueText("–")
            self.box.setToolTip(self.field.help or self.tr("– is not scored"))

    def value(self) -> Any:
        return self.box.value()

    def show_value(self, value: Any) -> None:
        self._left, self._below_nought = None, False
        with QSignalBlocker(self.box):
            self.box.setValue(value)
        if self._said is not None:
            self._said.setText(self.box.text())

    def make_read_only(self) -> None:
        self.read_only = True
        self._said = read_line(self.box.text(), self.field.label)
        self.arrangement.replaceWidget(self.box, self._said)
        self.box.hide()
        self.named(self._said)

    def fault(self) -> str:
        if self._left is not None:
            return self.tr("A whole number from {} to {}").format(
                self.box.minimum(), f"{self.box.maximum():,}"
            )
        return super().fault()

    def _take(self) -> None:
        """What is typed on after a key that was not taken is not what was meant: “1.5” and “-15” became 15."""
        if self._below_nought:
            self._left, self._below_nought = self.box.cleanText(), False
        elif self._left is not None and not (self._left and self.box.cleanText().startswith(self._left)):
            self._left = None
        self.edited.emit()

    def _refuse(self, minus: bool) -> None:
        self._left, self._below_nought = self.box.cleanText(), minus
        self.refused.emit()


class PercentField(NumberField):
    """A share of a hundred, typed, or by a slider where there is room for one; the keyboard is the number's."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box.setSuffix(" %")
        self.slider = CalmSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(field.low, field.high)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.setAccessibleName(self.tr("{}, as a slider").format(field.label))
        self.slider.valueChanged.connect(self.box.setValue)
        self.box.valueChanged.connect(self.slider.setValue)
        self.arrangement.insertWidget(0, self.slider, 1)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self._least_with_slider(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In the cell of a table it would be a handle without a way to go.
        self.slider.setVisible(event.size().width() >= self._least_with_slider())

    def make_read_only(self) -> None:
        super().make_read_only()
        self.slider.setEnabled(False)

    def _least_with_slider(self) -> int:
        wide = self.fontMetrics().averageCharWidth() * SLIDER_LETTERS
        return wide + self.arrangement.spacing() + self.box.sizeHint().width()

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(value)
        super().show_value(value)


class ChoiceField(FieldControl):
    """One of the values of its declaration."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = CalmComboBox(self)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for choice in field.choices:
            self.box.addItem(show_choice(choice) or self.tr("None"), choice)
        self.named(self.box)
        self.arrangement.addWidget(self.box)
        self.arrangement.addStretch()
        self.box.activated.connect(self.edited)

    def value(self) -> Any:
        return self.box.currentData()

    def show_value(self, value: Any) -> None:
        self.box.setCurrentIndex(max(self.box.findData(value), 0))

    def make_read_only(self) -> None:
        self.read_only = True
        self.named(in_words_of(self.box))


class YesNoField(FieldControl):
    """Yes or no."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = QCheckBox(self.tr("Yes"), self)
        self.named(self.box)
        self.arrangement.addWidget(self.box)
        self.box.clicked.connect(self.edited)

    def value(self) -> Any:
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        self.box.setChecked(value)

    def make_read_only(self) -> None:
        self.read_only = True
        line = read_line(self._said(), self.field.label)
        self.box.toggled.connect(lambda _: line.setText(self._said()))
        self.box.hide()
        self.arrangement.addWidget(line)
        self.named(line)

    def _said(self) -> str:
        return self.tr("Yes") if self.box.isChecked() else self.tr("No")
