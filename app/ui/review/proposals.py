"""Parts that reviewers would add, move or delete, shown in the form where they stand or would stand.

Each is a strip with its own buttons: among the rows of the table of its kind, above the form of the part itself, or,
where its kind has no table, below the form. Imports models and Qt only; it decides nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QWidget

from app.models.nodes import Node, name_of
from app.models.text import one_line
from app.ui.desk import Desk
from app.ui.forms.columns import of_kind, parts_of
from app.ui.forms.node_form import NodeForm
from app.ui.icons import icon
from app.ui.labels import plain_label
from app.ui.tree.proposed import PICTURES, Proposal
from app.ui.typed import show_date

if TYPE_CHECKING:
    from app.services.deciding import Suggested

LONGEST = 160
NARROW = 55
FIRST = -1


class Place(NamedTuple):
    """Where a strip stands: in the table of a kind (empty: in none) after a row, and what it says.

    `own` says that it is about the part whose form is shown.
    """

    kind: str
    row: int
    words: str
    own: bool = False


class ProposalStrip(QFrame):
    """One suggested part; `decided` carries its id and whether it is accepted."""

    decided = Signal(str, bool)

    def __init__(self, suggestion: Suggested, place: Place, *, read_only: bool) -> None:
        super().__init__()
        self.id, self.node = suggestion.id, suggestion.node
        self.place = place
        words = place.words
        self.setObjectName("proposal")
        self.setAutoFillBackground(True)
        self.setAccessibleName(words)
        self.said = plain_label(words, wraps=True)
        self._picture = PICTURES[suggestion.sort]
        self._sign = QLabel()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        row.addWidget(self._sign)
        row.addWidget(self.said, 1)
        self.accept = self._button(self.tr("Accept"), words, row)
        self.reject = self._button(self.tr("Reject"), words, row)
        for button, accepted in ((self.accept, True), (self.reject, False)):
            button.setEnabled(not read_only)
            button.clicked.connect(lambda _=False, yes=accepted: self.decided.emit(suggestion.id, yes))
        self._draw_sign()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_sign()

    @property
    def held(self) -> QPushButton | None:
        """The button that has the keyboard, if one has."""
        return next((button for button in (self.accept, self.reject) if button.hasFocus()), None)

    def heightForWidth(self, width: int) -> int:
        self._turn(width)
        return super().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn(event.size().width())

    def _turn(self, width: int) -> None:
        """Puts the buttons below the words where there is no room beside them."""
        narrow = width < self.fontMetrics().averageCharWidth() * NARROW
        turned = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != turned:
            self._row.setDirection(turned)

    def _draw_sign(self) -> None:
        self._sign.setPixmap(icon(self._picture).pixmap(self.fontMetrics().height()))

    def _button(self, name: str, words: str, row: QHBoxLayout) -> QPushButton:
        button = QPushButton(name)
        button.setAccessibleName(f"{name}: {words}")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(button)
        return button


class ProposedParts(QObject):
    """The strips in the form on show; `decide_requested` carries a suggestion's id and whether it is accepted."""

    decide_requested = Signal(str, bool)
    left = Signal()
    """The strip that had the keyboard is gone, and nothing beside it takes the keyboard."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: tuple[NodeForm, list[tuple[str, Place]]] | None = None
        self.strips: list[ProposalStrip] = []
        self._decided = ""

    def show(self, form: NodeForm | None, suggestions: Sequence[Suggested]) -> None:
        """Puts the open suggestions about whole parts into a form, in place of those before."""
        node = self._desk.node(form.node_id) if form is not None else None
        found = [] if node is None else list(self._placed(node, suggestions))
        shown = (form, [(s.id, place) for s, place in found]) if form is not None else None
        if shown == self._shown:
            return
        self._shown = shown
        held = next(((strip, button) for strip in self.strips if (button := strip.held)), None)
        for strip in self.strips:
            strip.hide()
            strip.deleteLater()
        self.strips = []
        if form is not None:
            self._fill(form, found)
        if held is not None:
            self._lead_on(form, *held)

    def strip(self, id: str) -> ProposalStrip | None:
        """The strip of a suggestion in the form on show."""
        return next((strip for strip in self.strips if strip.id == id), None)

    def rows(self, suggestions: Sequence[Suggested]) -> list[Proposal]:
        """What the tree shows of the open suggestions about whole parts."""
        return [self._row(each) for each in suggestions if each.state == "open" and each.sort != "text"]

    def _row(self, each: Suggested) -> Proposal:
        translate = QCoreApplication.translate
        node = self._desk.node(each.node)
        name = _short(each.after.partition("\n")[0] if node is None else self._desk.called(node))
        if each.sort == "inserted":
            return Proposal(
                each.id, each.sort, each.node, name, translate("Proposals", "new"), "",
                self._by(each, translate("Proposals", "{} would add this")), each.under, each.behind, each.unsettled,
            )  # fmt: skip
        if each.sort == "deleted":
            return Proposal(
                each.id,
                each.sort,
                each.node,
                name,
                "",
                translate("Proposals", "delete"),
                self._said(each, node),
            )
        return Proposal(
            each.id, each.sort, each.node, name, translate("Proposals", "here"), translate("Proposals", "moves"),
            self._said(each, node), each.under, each.behind, each.unsettled,
        )  # fmt: skip

    def _by(self, each: Suggested, sentence: str) -> str:
        who = each.author or QCoreApplication.translate("Proposals", "somebody")
        day = show_date(each.at[:10])
        return sentence.format(f"{who} ({day})" if day else who)

    def _fill(self, form: NodeForm, found: Sequence[tuple[Suggested, Place]]) -> None:
        rows: dict[str, dict[int, list[QWidget]]] = {kind: {} for kind in form.tables}
        rows |= {place.kind: {} for _, place in found if form.may_show(place.kind)}
        for suggestion, place in found:
            strip = ProposalStrip(suggestion, place, read_only=self._desk.read_only)
            strip.decided.connect(self._decide)
            self.strips.append(strip)
            if place.kind in rows:
                rows[place.kind].setdefault(place.row, []).append(strip)
            else:
                _add(form.above if place.own else form.below, strip)
        for kind, strips in rows.items():
            form.table(kind).show_strips(strips)
            form.table(kind).setVisible(form.shows_table(kind))

    def _decide(self, id: str, accepted: bool) -> None:
        strip = self.strip(id)
        own = strip is not None and strip.place.own and strip.held is not None
        self._decided = id
        self.decide_requested.emit(id, accepted)
        # A part that was deleted has taken its form along, and the keyboard would be on whatever comes next.
        if own and accepted:
            self.left.emit()

    def _lead_on(self, form: NodeForm | None, strip: ProposalStrip, button: QPushButton) -> None:
        """Leads the keyboard from a strip that was put away to the one in its place, or to the row it was about.

        Qt would lead it into the next text, where the same key struck once more is written.
        """
        again = self.strip(strip.id)
        if again is not None and strip.id != self._decided:
            (again.accept if button is strip.accept else again.reject).setFocus()
            return
        table = form.tables.get(strip.place.kind) if form is not None else None
        if table is None or not table.model.nodes:
            self.left.emit()
            return
        ids = [node.id for node in table.model.nodes]
        nearest = ids[min(max(strip.place.row, 0), len(ids) - 1)]
        table.choose(strip.node if strip.node in ids else nearest)

    def _placed(self, node: Node, suggestions: Sequence[Suggested]) -> Iterator[tuple[Suggested, Place]]:
        children = {child.id: child for child in node.children}
        for each in suggestions:
            if each.state != "open" or each.sort == "text":
                continue
            if each.node == node.id and each.sort != "inserted":
                yield each, Place("", FIRST, self._said(each, node), own=True)
            elif (child := children.get(each.node)) is not None and each.sort != "inserted":
                row = of_kind(node, child.kind).index(child)
                yield each, Place(child.kind, row, self._said(each, child))
            if each.sort != "deleted" and each.under == node.id:
                yield each, self._coming(each, node)

    def _coming(self, each: Suggested, node: Node) -> Place:
        """Where a part would stand under the part on show."""
        ids = [child.id for child in node.children]
        at = next((ids.index(id) for id in each.anchors if id in ids), FIRST)
        row = sum(1 for child in node.children[: at + 1] if child.kind == each.kind) - 1
        words = self._said(each, None)
        if f"children:{each.kind}" not in parts_of(node.kind):
            after = self.tr("after “{}”").format(name_of(node.children[at])) if at >= 0 else self.tr("first")
            words = f"{words} ({after})"
        return Place(each.kind, row, words)

    def _said(self, each: Suggested, part: Node | None) -> str:
        """A strip's sentence; `part` is what is to go or move away, None says that it would come here."""
        translate = QCoreApplication.translate
        who, day = each.author or translate("Proposals", "somebody"), show_date(each.at[:10])
        if each.sort == "inserted":
            by = f"{who}, {day}" if day else who
            return translate("Proposals", "Suggested by {}: {}").format(by, _short(each.after))
        by = f"{who} ({day})" if day else who
        if each.sort == "deleted":
            return translate("Proposals", "{} would delete this").format(by)
        if part is None:
            return translate("Proposals", "{} would move “{}” here").format(by, self._name(each.node))
        return translate("Proposals", "{} would move this: {}").format(by, self._whither(each))

    def _whither(self, each: Suggested) -> str:
        """Where a part would move to, in words."""
        translate = QCoreApplication.translate
        holder = self._desk.node(each.under)
        inside = {child.id: child for child in holder.children} if holder else {}
        before = next((inside[id] for id in each.anchors if id in inside and id != each.node), None)
        name = _short(name_of(holder)) if holder else ""
        if before is None:
            return translate("Proposals", "first under “{}”").format(name)
        after = translate("Proposals", "after “{}”").format(_short(name_of(before)))
        return after if each.node in inside else translate("Proposals", "{} under “{}”").format(after, name)

    def _name(self, id: str) -> str:
        node = self._desk.node(id)
        return _short(name_of(node)) if node else ""


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _add(layout: QLayout, strip: QWidget) -> None:
    layout.addWidget(strip)
    strip.show()
