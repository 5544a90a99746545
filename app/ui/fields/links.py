"""The control for links to other parts: removable chips, and a list to choose from. Imports models and Qt only."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from app.models.kinds import Field
from app.ui.fields.control import FieldControl, FieldTools
from app.ui.flow import FlowLayout
from app.ui.icons import icon
from app.ui.labels import plain_label, shown_as_it_is, tip_of
from app.ui.model_words import kind_said

LEAST_LETTERS = 10


class LinksField(FieldControl):
    """Links as chips: a click goes to the part, × takes the link away, “Add…” offers parts to be linked to."""

    def __init__(self, field: Field, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._tools = tools
        self._ids: tuple[str, ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, centred=True)
        self.add = QToolButton()
        self.add.setIcon(icon("add"))
        self.add.setText(self.tr("Add…"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.named(self.add)
        self.add.setAccessibleName(self.tr("Add: {}").format(field.label))
        kinds = ", ".join(kind_said(kind, many=True).lower() for kind in field.links)
        self.add.setToolTip(tip_of(self.tr("Choose from {}").format(kinds)))
        self.arrangement.addWidget(self._chips, 1)
        self.add.clicked.connect(self._choose)
        self._draw()

    def value(self) -> Any:
        return self._ids

    def show_value(self, value: Any) -> None:
        self._ids = tuple(value)
        self._draw()

    def make_read_only(self) -> None:
        self.read_only = True
        self._draw()

    def _draw(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.add:
                widget.hide()
                widget.deleteLater()
        for id in self._ids:
            self._flow.addWidget(self._chip(id))
        if self.read_only and not self._ids:
            self._flow.addWidget(plain_label(self.tr("None"), "faint", self._chips))
        self._flow.addWidget(self.add)
        self.add.setVisible(not self.read_only)
        self._chips.updateGeometry()

    def _chip(self, id: str) -> QWidget:
        name = self._tools.name(id)
        chip = QWidget()
        go, remove = QToolButton(), QToolButton()
        go.setObjectName("chip")
        go.setText(shown_as_it_is(name if len(name) <= 48 else name[:47] + "…"))
        go.setMinimumWidth(self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        go.setToolTip(tip_of(self.tr("Go to {}").format(name)))
        go.setAccessibleName(self.tr("Go to {}").format(name))
        go.clicked.connect(lambda: self.link_followed.emit(id))
        remove.setIcon(icon("close"))
        remove.setObjectName("remove")
        remove.setAccessibleName(self.tr("Remove the link to {}").format(name))
        remove.setToolTip(tip_of(remove.accessibleName()))
        remove.clicked.connect(lambda: self._remove(id))
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(go)
        row.addWidget(remove)
        remove.setVisible(not self.read_only)
        return chip

    def _remove(self, id: str) -> None:
        self._ids = tuple(other for other in self._ids if other != id)
        self._draw()
        self.add.setFocus()
        self.edited.emit()

    def _choose(self) -> None:
        from app.ui.picker import Entry, Picker

        offered = [c for c in self._tools.choices(self.field.links) if c.id not in self._ids]
        picker = Picker(
            self.field.label,
            [Entry(choice.name, "", choice.icon, choice.id) for choice in offered],
            self.nothing_to_link(),
            self.window(),
        )
        if picker.exec() and picker.chosen is not None:
            self._ids = (*self._ids, str(picker.chosen.what))
            self._draw()
            self.edited.emit()

    def nothing_to_link(self) -> str:
        """What the choice says where nothing is left to choose."""
        if self._ids:
            return self.tr("All there are is linked already.")
        term = self._tools.house().term
        kinds = [term(kind) for kind in self.field.links]
        many = self.tr(" or ").join(kind.many.lower() for kind in kinds)
        return self.tr("There are no {} yet. Add one first: Ctrl+K, then “add {}”.").format(
            many, kinds[0].one.lower()
        )
