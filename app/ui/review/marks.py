"""Where something is open: signs in the tree, and buttons beside the fields of the form. Imports models and Qt only."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QToolButton

from app.ui.fields.control import LabelledField
from app.ui.forms.node_form import NodeForm
from app.ui.icons import icon
from app.ui.review.state import Marks
from app.ui.tree.badges import Badge

PICTURES = {"comments": "comments", "suggestions": "change", "findings": "warning"}


def badges_of(marks: Marks) -> dict[str, Badge]:
    """What stands beside the parts in the tree."""
    signs: dict[str, tuple[tuple[str, int], ...]] = {}
    for kind, found in marks._asdict().items():
        for id, count in _by_part(found).items():
            signs[id] = (*signs.get(id, ()), (kind, count))
    made = {each: _badge(each) for each in set(signs.values())}
    return {id: made[each] for id, each in signs.items()}


def _badge(signs: Iterable[tuple[str, int]]) -> Badge:
    words = ", ".join(in_words(kind, count) for kind, count in signs)
    return Badge(tuple((PICTURES[kind], count) for kind, count in signs), words)


def _by_part(counted: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Counts of fields added up by part."""
    found: dict[str, int] = {}
    for (node, _), count in counted.items():
        found[node] = found.get(node, 0) + count
    return found


def together(badges: Iterable[object]) -> str:
    """What some badges of `badges_of` say together."""
    counted: Counter[str] = Counter()
    for badge in badges:
        if isinstance(badge, Badge):
            for picture, count in badge.signs:
                counted[picture] += count
    return ", ".join(
        in_words(kind, counted[picture]) for kind, picture in PICTURES.items() if counted[picture]
    )


def in_words(kind: str, count: int) -> str:
    """So many comments, suggestions or findings, in words."""
    translate = QCoreApplication.translate
    one = {
        "comments": translate("Counted", "1 comment"),
        "suggestions": translate("Counted", "1 suggestion"),
        "findings": translate("Counted", "1 finding"),
    }
    many = {
        "comments": translate("Counted", "{} comments"),
        "suggestions": translate("Counted", "{} suggestions"),
        "findings": translate("Counted", "{} findings"),
    }
    return one[kind] if count == 1 else many[kind].format(f"{count:,}")


class FieldMarks(QObject):
    """Buttons beside the fields of the form on show; `show_requested` carries the kind, the part and the field."""

    show_requested = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[tuple[str, str], QToolButton] = {}
        self._shown: tuple[NodeForm, str, list[tuple[str, str, int]]] | None = None

    def show(self, form: NodeForm | None, marks: Marks) -> None:
        """Puts the marks beside the fields of a form, in place of those before; the same ones stay."""
        found = list(_counted(form, marks)) if form is not None else []
        shown = (form, form.node_id, found) if form is not None else None
        if shown == self._shown:
            return
        self._shown = shown
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self.buttons = {}
        if form is not None:
            for kind, name, count in found:
                self.buttons[kind, name] = self._button(kind, form.node_id, form.fields[name], name, count)

    def _button(self, kind: str, node: str, field: LabelledField, name: str, count: int) -> QToolButton:
        button = QToolButton(field)
        button.setIcon(icon(PICTURES[kind]))
        button.setText(f"{count:,}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setToolTip(QCoreApplication.translate("Counted", "{}, show").format(in_words(kind, count)))
        button.setAccessibleName(f"{field.control.field.label}: {in_words(kind, count)}")
        button.clicked.connect(lambda: self.show_requested.emit(kind, node, name))
        field.head.addWidget(button)
        button.show()
        return button


def _counted(form: NodeForm, marks: Marks) -> Iterator[tuple[str, str, int]]:
    """What is open beside the fields of a form: its kind, the field, and how many there are."""
    for name in form.fields:
        for kind, found in (("suggestions", marks.suggestions), ("comments", marks.comments)):
            if count := found.get((form.node_id, name), 0):
                yield kind, name, count
