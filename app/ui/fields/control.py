"""What every field control is, and what it is given. Imports models and Qt only."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.house import House
from app.models.kinds import Field
from app.ui.ask import Ask
from app.ui.labels import plain_label, repolish
from app.ui.own_keys import LeavesToWindow
from app.ui.sources import PictureSource


class Choice(NamedTuple):
    """A part that may be linked to: its id, what it is called, its kind and that one's icon, and its bare name."""

    id: str
    name: str
    icon: str
    kind: str
    title: str


class FieldTools(NamedTuple):
    """What controls are given of the strategy they belong to."""

    pictures: PictureSource
    ask: Ask
    choices: Callable[[tuple[str, ...]], list[Choice]]
    name: Callable[[str], str]
    house: Callable[[], House]


class FieldControl(QWidget):
    """Edits one value. Values are shown without telling of an edit; only the user's own edits are told.

    `leaping` tells that something is about to be done that is undone by itself, such as a paste; `refused`, that what
    was typed was not taken, for a fault that is said from now on.
    """

    edited = Signal()
    refused = Signal()
    leaping = Signal()
    link_followed = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.read_only = False
        self.arrangement = QHBoxLayout(self)
        self.arrangement.setContentsMargins(0, 0, 0, 0)
        self.arrangement.setSpacing(4)

    def value(self) -> Any:
        """The value as it stands."""
        raise AssertionError("each control reads its own value")

    def show_value(self, value: Any) -> None:
        """Shows another value."""
        raise AssertionError("each control shows its own value")

    def takes_long(self, value: Any) -> bool:
        """Whether a value is so long that the window would stand still while it is shown."""
        return False

    def showing(self, value: Any) -> Iterator[object]:
        """The steps of showing another value, out of sight: one unless it takes long."""
        yield self.show_value(value)

    def make_read_only(self) -> None:
        """Has it show values only, from now on. Where words are shown they can still be chosen and copied."""
        self.read_only = True
        self.setEnabled(False)

    def point_at(self, old: Any) -> None:
        """Puts the cursor where the value differs from an old one, where there is a cursor."""

    def fault(self) -> str:
        """What is wrong with the value, as a short sentence; empty for nothing."""
        return self.tr("Needed here") if self.is_wanting() else ""

    def is_wanting(self) -> bool:
        """Whether the field needs a value and has none."""
        return self.field.required and not self.value()

    def mark(self, wrong: bool) -> None:
        """Shows by its frame that the value is wrong, or no longer."""

    def named(self, widget: QWidget) -> None:
        """Makes a widget the one that stands for the control: it takes its focus, name and help."""
        self.setFocusProxy(widget)
        LeavesToWindow(widget)
        widget.setAccessibleName(self.field.label)
        widget.setAccessibleDescription(self.field.help)
        widget.setToolTip(self.field.help)
        widget.setObjectName(f"field-{self.field.name}")


class LabelledField(QWidget):
    """A control under its label, with what is wrong said beside it; not `headed`, its label stands elsewhere.

    `make` makes the control in its place here, for one that is moved is styled anew with all it holds.
    """

    def __init__(
        self, make: Callable[[QWidget], FieldControl], parent: QWidget | None = None, *, headed: bool = True
    ) -> None:
        super().__init__(parent)
        self.control = control = make(self)
        self.label = plain_label(control.field.label, parent=self if headed else None)
        self.label.setBuddy(control.focusProxy() or control)
        if control.field.help:
            self.label.setToolTip(control.field.help)
        self.wrong = plain_label("", "fault", self)
        self.head = head = QHBoxLayout()
        head.setSpacing(8)
        if headed:
            head.addWidget(self.label)
            head.addWidget(self.wrong, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(control)
        if headed and control.field.scale:
            column.addWidget(plain_label(control.field.scale, "faint", self))
        if not headed:
            column.addWidget(self.wrong)
        column.addStretch()
        self._headed = headed
        self._touched = False
        self._beside = ""
        control.edited.connect(self._when_edited)
        control.refused.connect(self._when_edited)

    def rest(self) -> None:
        """Another value is on show, which nobody has touched here yet: that it is wanting is said, but is no fault."""
        self._touched = False
        self.check()

    def say_beside(self, fault: str) -> None:
        """Says what is wrong with the value beside that of another field; empty for nothing."""
        if fault != self._beside:
            self._beside = fault
            self.check()

    def check(self) -> None:
        """Says beside the field what is wrong with it."""
        fault = self.control.fault() or self._beside
        wrong = bool(fault) and (self._touched or not self.control.is_wanting())
        self.wrong.setText(f"⚠ {fault}" if wrong else fault)
        self.wrong.setVisible(bool(fault) or self._headed)
        repolish(self.wrong, "calm", on=bool(fault) and not wrong)
        self.control.mark(wrong)

    def _when_edited(self) -> None:
        self._touched = True
        self.check()
