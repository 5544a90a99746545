"""The document control sheet as a page: what an author fills in can be edited, what is worked out says where from.

Imports models, `document.control` and Qt only.
"""

from collections import deque
from collections.abc import Iterator

from msgspec import structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.document.control import derived_facts
from app.models.approval import approval_of
from app.models.house import SheetLine
from app.models.kinds import Field
from app.models.nodes import KINDS, Strategy
from app.ui.desk import Desk
from app.ui.fields.control import FieldControl, LabelledField
from app.ui.fields.making import control_for
from app.ui.fields.wrapped_line import WrappedLineField
from app.ui.labels import plain_label
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.model_words import field_said

SOURCES = {
    "approved_by": QT_TRANSLATE_NOOP("ControlPage", "from the recorded decision"),
    "approved_date": QT_TRANSLATE_NOOP("ControlPage", "from the recorded decision"),
    "version": QT_TRANSLATE_NOOP("ControlPage", "from the last saved version"),
    "version_date": QT_TRANSLATE_NOOP("ControlPage", "from the last saved version"),
    "fingerprint": QT_TRANSLATE_NOOP("ControlPage", "worked out from the content"),
}
ELSEWHERE = ("history", "house", "stated_approval")
"""What the strategy knows that is edited on other pages, or by no field."""


def stands_here(fact: str) -> bool:
    """Whether a fact on the strategy is edited on this page."""
    return fact not in ELSEWHERE and any(field.name == fact for field in KINDS["strategy"].fields)


class ControlPage(QScrollArea):
    """The rows of the house's control sheet, then the author's other facts on the strategy.

    One that is made `gradually` is whole once its `steps` have been taken, each of which makes a field, or once it is
    asked for anything.
    """

    typed = Signal(str, str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, gradually: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._house_key = ""
        self.fields: dict[str, LabelledField] = {}
        self._derived: dict[str, QLabel] = {}
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Document control"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.steps = self._compose()
        if not gradually:
            self.show_root(desk.root)

    def show_root(self, root: Strategy) -> None:
        """Shows the strategy's facts."""
        deque(self.steps, maxlen=0)
        if self._house_key != self._desk.house.key:
            deque(self._compose(), maxlen=0)
        for name, labelled in self.fields.items():
            labelled.control.show_value(getattr(root, name))
            labelled.check()
        last = next(iter(reversed(self._desk.versions())), None)
        drafted = last is None or last.fingerprint != root.fingerprint
        version = (
            self.tr("Draft after {}").format(last.label)
            if last and drafted
            else (last.label if last else "draft")
        )
        approval = approval_of(root.fingerprint, self._desk.decisions())
        by, on = (approval.body, approval.date) if approval else ("", "")
        facts = derived_facts(root, self._desk.house, by, on, "draft", last.date if last else "")
        facts["version"] = version if last else self.tr("Draft, not saved as a version yet")
        for name, label in self._derived.items():
            label.setText(facts.get(name) or "–")

    def focus_field(self, name: str) -> None:
        """Gives the keyboard to a field and scrolls to it."""
        field = self.fields[name]
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field)

    def _compose(self) -> Iterator[None]:
        self._house_key = self._desk.house.key
        # In its place before it is filled: what is moved with all it holds is styled anew with all it holds.
        page = QWidget()
        page.setMaximumWidth(self.fontMetrics().averageCharWidth() * 110)
        self.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(16)
        column.addWidget(plain_label(self._desk.house.heading("control"), "title", wraps=True))
        note = self.tr(
            "This sheet stands in the document as you see it. What is worked out cannot be typed; "
            "below it stands where it comes from."
        )
        column.addWidget(plain_label(note, "faint", wraps=True))
        self.fields, self._derived = {}, {}
        grid = QGridLayout()
        column.addLayout(grid)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for at, line in enumerate(self._desk.house.sheet):
            yield self._row(grid, at, line)
        column.addWidget(plain_label(self.tr("Further facts"), "head"))
        for field in map(field_said, KINDS["strategy"].fields):
            if field.name not in self.fields and stands_here(field.name):
                yield column.addWidget(self._field(field, field.label))
        column.addStretch()

    def _row(self, grid: QGridLayout, at: int, line: SheetLine) -> None:
        declared = next((field_said(f) for f in KINDS["strategy"].fields if f.name == line.field), None)
        if line.field == "title":
            declared = Field("title", line.label, "line", required=True)
        if declared is not None:
            labelled = self._field(declared, line.label, headed=False)
            grid.addWidget(plain_label(line.label, wraps=True), at, 0)
            grid.addWidget(labelled, at, 1)
            return
        value = plain_label("", wraps=True)
        value.setAccessibleName(line.label)
        source = self.tr(SOURCES[line.field]) if line.field in SOURCES else self.tr("worked out")
        value.setAccessibleDescription(source)
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(value)
        cell.addWidget(plain_label(source, "faint", wraps=True))
        self._derived[line.field] = value
        grid.addWidget(plain_label(line.label, wraps=True), at, 0)
        grid.addLayout(cell, at, 1)

    def _field(self, field: Field, label: str, *, headed: bool = True) -> LabelledField:
        shown = structs.replace(field, label=label)

        # A line of the sheet may be as long as the table that it stands in is wide, and longer.
        def make(place: QWidget) -> FieldControl:
            if field.type == "line":
                return WrappedLineField(shown, place)
            return control_for(shown, self._desk.tools(), place)

        labelled = LabelledField(make, self.widget(), headed=headed)
        control = labelled.control
        if self._desk.read_only:
            control.make_read_only()
        self.fields[field.name] = labelled
        control.edited.connect(lambda: self.typed.emit(self._desk.id, field.name, control.value))
        return labelled
