"""Forms for a meeting, an item and a paper: tables of fields, shown and filled in from values. Imports Qt only."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.choice import Choice
from app.ui.labels import plain_label
from app.ui.looked_up import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

ROWS = 3


class Field(NamedTuple):
    """A field by its name ("contact.email" within another); `form` is how it is typed, `help` a hint."""

    name: str
    label: str
    form: str = "line"
    help: str = ""


MEETING = (
    Field("council", QT_TRANSLATE_NOOP("Packs", "Council")),
    Field("committee", QT_TRANSLATE_NOOP("Packs", "Committee")),
    Field(
        "date", QT_TRANSLATE_NOOP("Packs", "Date"), help=QT_TRANSLATE_NOOP("Packs", "such as 9 October 2026")
    ),
    Field("time", QT_TRANSLATE_NOOP("Packs", "Time"), help=QT_TRANSLATE_NOOP("Packs", "such as 6.00 pm")),
    Field("venue", QT_TRANSLATE_NOOP("Packs", "Venue")),
    Field(
        "published",
        QT_TRANSLATE_NOOP("Packs", "Published on"),
        help=QT_TRANSLATE_NOOP("Packs", "such as 1 October 2026"),
    ),
    Field(
        "members",
        QT_TRANSLATE_NOOP("Packs", "Members"),
        "lines",
        QT_TRANSLATE_NOOP("Packs", "One in each line"),
    ),
    Field(
        "access",
        QT_TRANSLATE_NOOP("Packs", "Access"),
        "text",
        QT_TRANSLATE_NOOP("Packs", "How to get in and what there is: a lift, a hearing loop, filming"),
    ),
    Field("contact.name", QT_TRANSLATE_NOOP("Packs", "Contact")),
    Field("contact.role", QT_TRANSLATE_NOOP("Packs", "Contact's role")),
    Field("contact.phone", QT_TRANSLATE_NOOP("Packs", "Telephone")),
    Field("contact.email", QT_TRANSLATE_NOOP("Packs", "E-mail")),
    Field("layout", QT_TRANSLATE_NOOP("Packs", "Layout"), "choice"),
    Field(
        "double_sided",
        QT_TRANSLATE_NOOP("Packs", "Printed on both sides"),
        "tick",
        QT_TRANSLATE_NOOP("Packs", "Each paper begins on a right-hand page"),
    ),
    Field(
        "supplement",
        QT_TRANSLATE_NOOP("Packs", "Supplement"),
        help=QT_TRANSLATE_NOOP("Packs", "such as Supplementary agenda 1"),
    ),
    Field(
        "continues",
        QT_TRANSLATE_NOOP("Packs", "Continues"),
        "pack",
        QT_TRANSLATE_NOOP("Packs", "The pack whose numbers go on"),
    ),
    Field(
        "public_phrases",
        QT_TRANSLATE_NOOP("Packs", "Public already"),
        "lines",
        QT_TRANSLATE_NOOP("Packs", "Words of exempt papers that anyone may read, one phrase in each line"),
    ),
)
ITEM = (
    Field("title", QT_TRANSLATE_NOOP("Packs", "Title")),
    Field("text", QT_TRANSLATE_NOOP("Packs", "Text below it"), "text"),
    Field(
        "report",
        QT_TRANSLATE_NOOP("Packs", "Report"),
        "file",
        QT_TRANSLATE_NOOP("Packs", "A PDF or Word file, or a strategy"),
    ),
    Field(
        "exempt",
        QT_TRANSLATE_NOOP("Packs", "Exempt"),
        "tick",
        QT_TRANSLATE_NOOP("Packs", "The whole item stays out of the public edition"),
    ),
    Field(
        "paragraph",
        QT_TRANSLATE_NOOP("Packs", "Paragraph"),
        help=QT_TRANSLATE_NOOP(
            "Packs",
            "Of Schedule 12A: 1 to 7 in England, 12 to 18 in Wales; of Schedule 7A: 1 to 15 in Scotland",
        ),
    ),
    Field(
        "reason",
        QT_TRANSLATE_NOOP("Packs", "Public interest"),
        "text",
        QT_TRANSLATE_NOOP("Packs", "Why the public interest favours the exemption"),
    ),
    Field(
        "public_title",
        QT_TRANSLATE_NOOP("Packs", "Public title"),
        help=QT_TRANSLATE_NOOP("Packs", "Where the title itself may not be public"),
    ),
)
PAPER = (
    Field("title", QT_TRANSLATE_NOOP("Packs", "Title")),
    Field(
        "file",
        QT_TRANSLATE_NOOP("Packs", "File"),
        "file",
        QT_TRANSLATE_NOOP("Packs", "A PDF or Word file, or a strategy"),
    ),
    Field(
        "exempt",
        QT_TRANSLATE_NOOP("Packs", "Exempt"),
        "tick",
        QT_TRANSLATE_NOOP("Packs", "This paper stays out of the public edition"),
    ),
    *ITEM[4:6],
)


def said(text: str) -> str:
    """A label or hint of a field in the user's language."""
    return QCoreApplication.translate("Packs", text)


class RecordForm(QScrollArea):
    """The fields of one kind of record. `edited` carries a field's name and its new value."""

    edited = Signal(str, object)
    file_wanted = Signal(str)
    strategy_wanted = Signal(str)

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        choices: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.controls: dict[str, QWidget] = {}
        self.faults: dict[str, QLabel] = {}
        self._fields = fields
        self._choices = choices
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        self.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 16, 16)
        column.addWidget(plain_label(title, "head"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(6)
        for field in fields:
            self._add(form, field)
        column.addLayout(form)
        column.addStretch()
        self.setAccessibleName(title)

    def show_record(self, record: Any) -> None:
        """Shows a record's values; what is being typed is left alone where it says the same."""
        for field in self._fields:
            value = record
            for name in field.name.split("."):
                value = getattr(value, name)
            self._show(self.controls[field.name], value)

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Says below each field what is wrong with it, by the field's name; of all others nothing."""
        for name, label in self.faults.items():
            words = f"⚠ {faults[name]}" if name in faults else ""
            label.setText(words)
            label.setVisible(bool(words))
            self.controls[name].setAccessibleDescription(faults.get(name, ""))

    def _add(self, form: QFormLayout, field: Field) -> None:
        control = self._control(field)
        label = said(field.label)
        control.setAccessibleName(label)
        control.setToolTip(said(field.help) if field.help else "")
        if field.form == "tick":
            control.setAccessibleDescription(control.toolTip())
        self.controls[field.name] = control
        if field.form == "tick":
            form.addRow(control)
            return
        caption = plain_label(label)
        caption.setBuddy(control)
        form.addRow(
            caption, self._with_choosers(field, control) if field.form in ("file", "pack") else control
        )
        fault = self.faults[field.name] = plain_label("", "fault", wraps=True)
        fault.hide()
        form.addRow(fault)

    def _control(self, field: Field) -> QWidget:
        name = field.name
        if field.form == "tick":
            tick = QCheckBox(said(field.label))
            tick.toggled.connect(lambda on: self.edited.emit(name, on))
            return tick
        if field.form == "choice":
            box = Choice()
            for key, label in self._choices:
                box.addItem(label, key)
            box.activated.connect(lambda at: self.edited.emit(name, box.itemData(at)))
            return box
        if field.form in ("text", "lines"):
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setPlaceholderText(said(field.help) if field.help else "")
            text.setFixedHeight(text.fontMetrics().lineSpacing() * ROWS + 24)
            text.textChanged.connect(lambda: self.edited.emit(name, _value(text.toPlainText(), field.form)))
            return text
        line = QLineEdit()
        line.setPlaceholderText(said(field.help) if field.help else "")
        line.textEdited.connect(lambda typed: self.edited.emit(name, typed))
        return line

    def _with_choosers(self, field: Field, control: QWidget) -> QWidget:
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(control)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        choose = QPushButton(translate("Packs", "File…"))
        choose.setAccessibleName(translate("Packs", "Choose a file: {}").format(said(field.label)))
        choose.clicked.connect(lambda: self.file_wanted.emit(field.name))
        row.addWidget(choose)
        if field.form == "file":
            strategy = QPushButton(translate("Packs", "Strategy…"))
            strategy.setAccessibleName(
                translate("Packs", "Choose a version of this strategy: {}").format(said(field.label))
            )
            strategy.clicked.connect(lambda: self.strategy_wanted.emit(field.name))
            row.addWidget(strategy)
        row.addStretch()
        return holder

    @staticmethod
    def _show(control: QWidget, value: Any) -> None:
        with QSignalBlocker(control):
            if isinstance(control, QCheckBox):
                control.setChecked(bool(value))
            elif isinstance(control, QComboBox):
                control.setCurrentIndex(control.findData(value))
            elif isinstance(control, QPlainTextEdit):
                form = "lines" if isinstance(value, tuple) else "text"
                if _value(control.toPlainText(), form) != value:
                    control.setPlainText("\n".join(value) if form == "lines" else str(value))
            elif isinstance(control, QLineEdit) and control.text() != value:
                control.setText(str(value))


def _value(typed: str, form: str) -> Any:
    if form == "text":
        return typed
    return tuple(line.strip() for line in typed.splitlines() if line.strip())
