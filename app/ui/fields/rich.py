"""The control for rich text. Imports models and Qt only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.models.kinds import Field
from app.models.nodes import KINDS
from app.models.text import blocks_text
from app.ui.ask import LinkedPart
from app.ui.fields.control import FieldControl, FieldTools
from app.ui.labels import repolish
from app.ui.read_only import only_read
from app.ui.rich_text.editor import RichTextEdit
from app.ui.rich_text.frame import RichFrame
from app.ui.rich_text.writing import PART, length_of

if TYPE_CHECKING:
    from app.ui.picker import Entry

LONG = 2 * PART
LINES = {"body": 3, "answer": 2, "response": 2}


class RichField(FieldControl):
    """Rich text in a frame that shows where the keyboard is."""

    def __init__(self, field: Field, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.frame = RichFrame(self)
        self._tools = tools
        self.editor = RichTextEdit(
            tools.pictures,
            tools.ask,
            self.frame,
            least_lines=LINES.get(field.name, 1),
            undoes=False,
            parts=self._parts,
        )
        self.frame.hold(self.editor)
        self.named(self.editor)
        self.editor.setPlaceholderText(field.help)
        self.arrangement.addWidget(self.frame)
        self.editor.edited.connect(self.edited)
        self.editor.leaping.connect(self.leaping)
        self.editor.link_followed.connect(self.link_followed)

    def _parts(self) -> list[Entry]:
        """What a link in the text may lead to: every part of the strategy, by number and name."""
        from app.ui.picker import Entry

        house = self._tools.house()
        choices = self._tools.choices(tuple(kind for kind in KINDS if kind != "strategy"))
        return [
            Entry(each.name, house.term(each.kind).one, each.icon, LinkedPart(each.id, each.title))
            for each in choices
        ]

    def value(self) -> Any:
        return self.editor.blocks()

    def is_wanting(self) -> bool:
        return self.field.required and self.editor.document().isEmpty()

    def show_value(self, value: Any) -> None:
        if self.editor.blocks() != value:
            show = self.editor.show_change if self.editor.hasFocus() else self.editor.become
            show(value)

    def make_read_only(self) -> None:
        self.read_only = True
        only_read(self.editor)
        self.editor.setPlaceholderText("")
        repolish(self.frame, "still", on=True)

    def takes_long(self, value: Any) -> bool:
        return sum(map(length_of, value)) > LONG

    def showing(self, value: Any) -> Iterator[object]:
        return self.editor.fill(value) if self.takes_long(value) else super().showing(value)

    def point_at(self, old: Any) -> None:
        self.editor.point_at(blocks_text(old), blocks_text(self.value()))

    def mark(self, wrong: bool) -> None:
        repolish(self.frame, "wrong", on=wrong)
