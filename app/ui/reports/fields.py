"""The controls that answers are typed into: lines, choices, texts of several paragraphs, officers. Imports Qt only.

Values are those of a file of answers: texts, lists of texts (Markdown), tables of officers.
"""

import re
from datetime import date
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.models.dates import show_date
from app.models.report import Entry
from app.ui.choice import Choice
from app.ui.labels import plain_label
from app.ui.read_only import in_words_of, only_read
from app.ui.wrapped import WrappedCells

OFFICER = ("name", "role", "email", "phone")
_GOES_ON = re.compile(r"[-*+•]\s|\d+[.)]\s|\||\s")


class AnswerField(QWidget):
    """Edits one answer; `edited` is told of the user's own edits only."""

    edited = Signal()

    def show_value(self, value: Any) -> None:
        """Shows an answer."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        """The answer as it stands; empty for none."""
        raise NotImplementedError

    @property
    def control(self) -> QWidget:
        """What is typed into."""
        raise NotImplementedError

    def make_read_only(self) -> None:
        """Has it show answers only, from now on; their words can still be chosen and copied."""
        raise NotImplementedError

    def _hold(self, control: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(control)
        self.setFocusProxy(control)


class LineAnswer(AnswerField):
    """A text of one line, a day or a sum."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self.line = QLineEdit()
        self.line.setPlaceholderText(
            {"date": self.tr("such as 9 October 2026"), "money": self.tr("such as £7.9m")}.get(entry.type, "")
        )
        self._hold(self.line)
        self.line.textEdited.connect(lambda _: self.edited.emit())

    def show_value(self, value: Any) -> None:
        text = value.isoformat() if isinstance(value, date) else str(value or "")
        if self._entry.type == "date":
            text = show_date(text)
        if text != self.line.text():
            self.line.setText(text)

    @property
    def value(self) -> str:
        return self.line.text().strip()

    @property
    def control(self) -> QLineEdit:
        return self.line

    def make_read_only(self) -> None:
        self.line.setReadOnly(True)
        self.line.setPlaceholderText("")


class ChoiceAnswer(AnswerField):
    """Yes or no, or one of several options; the whole of a long option stands below."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = Choice()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)
        self.box.addItem(self.tr("Not answered"), "")
        words = {"yes": self.tr("Yes"), "no": self.tr("No"), "n/a": self.tr("Does not apply")}
        for key, label in words.items():
            if entry.type == "yes or no" and (key != "n/a" or entry.may_not_apply):
                self.box.addItem(label, key)
        for choice in entry.choices:
            self.box.addItem(choice.label, choice.key)
        self._words: QLineEdit | None = None
        self.whole = plain_label("", "faint", wraps=True)
        self._hold(self.box)
        cast("QVBoxLayout", self.layout()).addWidget(self.whole)
        self.box.activated.connect(lambda _: self.edited.emit())
        self.box.currentIndexChanged.connect(lambda _: self._show_whole())
        self._show_whole()

    def show_value(self, value: Any) -> None:
        key = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
        self.box.setCurrentIndex(max(self.box.findData(key or ""), 0))

    @property
    def value(self) -> str:
        return str(self.box.currentData())

    @property
    def control(self) -> QWidget:
        return self._words or self.box

    def make_read_only(self) -> None:
        self._words = in_words_of(self.box)
        self.setFocusProxy(self._words)

    def _show_whole(self) -> None:
        text = self.box.currentText()
        long = len(text) > 28 and bool(self.box.currentData())
        self.whole.setText(text if long else "")
        self.whole.setVisible(long)


class TextAnswer(AnswerField):
    """Several paragraphs, parted by empty lines, or items, one to a line."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = entry.type in ("list", "appendices")
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        lines = 4 if self._lines else 7
        self.text.setFixedHeight(self.text.fontMetrics().height() * lines + 16)
        self.text.setPlaceholderText(
            self.tr("One to a line")
            if self._lines
            else self.tr("An empty line begins the next numbered paragraph")
        )
        self._hold(self.text)
        self._shown: Any = None
        self.text.textChanged.connect(self._when_changed)

    def show_value(self, value: Any) -> None:
        listed = cast("list[Any]", value) if isinstance(value, list) else [value]
        texts = [str(each).strip() for each in listed if each]
        text = ("\n" if self._lines else "\n\n").join(texts)
        self._shown = value
        if text != self.text.toPlainText():
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)

    @property
    def value(self) -> list[str]:
        if self._shown is not None:
            return cast("list[str]", self._shown) if isinstance(self._shown, list) else [str(self._shown)]
        text = self.text.toPlainText()
        if self._lines:
            return [line.strip() for line in text.splitlines() if line.strip()]
        return paragraphs_of(text)

    @property
    def control(self) -> QPlainTextEdit:
        return self.text

    def make_read_only(self) -> None:
        only_read(self.text)
        self.text.setPlaceholderText("")

    def _when_changed(self) -> None:
        # What was loaded keeps its own division into paragraphs until it is edited.
        self._shown = None
        self.edited.emit()


def paragraphs_of(text: str) -> list[str]:
    """The numbered paragraphs of a text: an empty line begins the next, but for lists, tables and below a heading."""
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
        if not block.strip():
            continue
        heads = bool(found) and found[-1].splitlines()[-1].startswith("#")
        if found and (heads or _GOES_ON.match(block)):
            found[-1] += f"\n\n{block.rstrip()}"
        else:
            found.append(block.strip("\n").rstrip())
    return found


class OfficersAnswer(AnswerField):
    """People, one to a row; there is always an empty row for the next where one can be written."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spare = 1
        self.table = QTableWidget(self._spare, len(OFFICER))
        names = (self.tr("Name"), self.tr("Post"), self.tr("E-mail"), self.tr("Telephone"))
        self.table.setHorizontalHeaderLabels(list(names))
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setItemDelegate(WrappedCells(self.table))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self._hold(self.table)
        self._fit()
        self.table.itemChanged.connect(self._when_changed)

    def show_value(self, value: Any) -> None:
        if value == self.value:
            return
        listed = cast("list[Any]", value) if isinstance(value, list) else [value]
        rows = [each if isinstance(each, dict) else {"name": str(each)} for each in listed if each]
        self.table.blockSignals(True)
        self.table.clearContents()
        self.table.setRowCount(len(rows) + self._spare)
        for at, row in enumerate(rows):
            for column, name in enumerate(OFFICER):
                self.table.setItem(at, column, QTableWidgetItem(str(row.get(name, ""))))
        self.table.blockSignals(False)
        self._fit()

    @property
    def value(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        for at in range(self.table.rowCount()):
            items = [self.table.item(at, column) for column in range(len(OFFICER))]
            said = {
                name: item.text().strip()
                for name, item in zip(OFFICER, items, strict=True)
                if item and item.text().strip()
            }
            if said:
                found.append(said)
        return found

    @property
    def control(self) -> QTableWidget:
        return self.table

    def make_read_only(self) -> None:
        self._spare = 0
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setRowCount(len(self.value))
        self._fit()

    def _when_changed(self) -> None:
        last = self.table.rowCount() - 1
        if any(
            (item := self.table.item(last, column)) and item.text().strip() for column in range(len(OFFICER))
        ):
            self.table.insertRow(last + 1)
            self._fit()
        self.edited.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows; columns are as wide as their headings at least, and else it is scrolled to the side."""
        head, count = self.table.horizontalHeader(), len(OFFICER)
        least = max(head.sectionSizeHint(at) for at in range(count))
        head.setMinimumSectionSize(least)
        rows = sum(self.table.rowHeight(at) for at in range(self.table.rowCount()))
        scrolls = least * count > self.width() - 4
        bar = self.table.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.table.setFixedHeight(rows + head.sizeHint().height() + bar + 6)


def field_for(entry: Entry) -> AnswerField:
    """The control for an answer, by the type of its entry, named for whoever cannot see it."""
    if entry.type in ("yes or no", "choice"):
        return ChoiceAnswer(entry)
    if entry.type in ("rich", "list", "appendices"):
        return TextAnswer(entry)
    return OfficersAnswer(entry) if entry.type == "officer" else LineAnswer(entry)
