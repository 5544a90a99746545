"""The two aligned columns (or the one inline): rows are laid out when they come into sight, so length costs nothing.

Imports models, documents and Qt only.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.document.aligned import Aligned
from app.document.letters import told_of
from app.document.lines import Line, text_on
from app.ui.compare.folding import Fold, Held, folded
from app.ui.compare.joins import Joint, counterparts, is_gone, paint_joins, together
from app.ui.compare.painting import ABOVE, BELOW, Setter, Setting, estimated_heights, mark_of
from app.ui.look import BASE_POINTS, BODY_POINTS
from app.ui.roles import give_role
from app.ui.scrolling import keep_bar

SIGN = 20
EDGE = 16
KEPT = 300


class SideBySide(QAbstractScrollArea):
    """Shows aligned lines. `seen_changed` says that another stretch came into sight."""

    seen_changed = Signal()
    line_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Aligned = Aligned()
        self._marked: frozenset[int] = frozenset()
        self._looks = True
        self._others: dict[int, int] = {}
        self._starts: dict[int, int] = {}
        self._reach: dict[int, tuple[int, int]] = {}
        self._opened: frozenset[int] = frozenset()
        self._inline = False
        self._current = -1
        self._rows: list[int | Fold] = []
        self._heights: list[float] = []
        self._tops: list[float] = [0.0]
        self._generation = 0
        self._estimated_in = self._first_height = 0.0
        self._exact: set[int] = set()
        self._set: dict[tuple[int, str], Setter] = {}
        self._setting = self._new_setting()
        self.setAccessibleName(self.tr("Both texts side by side"))
        give_role(self, QAccessible.Role.Document)
        self.setAccessibleDescription(
            self.tr(
                "F7 goes to the next change; Enter shows all unchanged lines, Space those nearest; "
                "M goes to where a moved part stands on the other side"
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        keep_bar(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self.seen_changed)

    def show_lines(self, lines: Aligned, marked: frozenset[int], looks: bool = True) -> None:
        """Shows a comparison; only the lines with these numbers are marked, the rest reads as the new text. Words in
        them that only look otherwise are marked with `looks`."""
        if lines is not self._all:
            self._opened, self._current = frozenset(), -1
            self._others = counterparts(lines.lines)
            self._starts = together(self._others)
        held = self._held() if lines is self._all else None
        self._all, self._marked, self._looks = lines, marked, looks
        self._begin()
        self._stay(held)

    def set_inline(self, inline: bool) -> None:
        """One column with both texts' words, or two."""
        held = self._held()
        self._inline = inline
        self._begin()
        self._stay(held)

    @property
    def inline(self) -> bool:
        """Whether one column is shown."""
        return self._inline

    def go_to(self, place: int) -> None:
        """Brings the marked words of a line into sight and marks it as the one that is looked at."""
        if not 0 <= place < len(self._all.lines):
            return
        self._current = place
        fold = next(
            (row for row in self._rows if isinstance(row, Fold) and row.first <= place < row.end), None
        )
        if fold is not None:
            self.unfold(fold)
        at = self._rows.index(place)
        self._measure(at, at + 1)
        self._describe(self._all.lines[place])
        marked = [self._setter(place, side).first_mark for side in self._sides()]
        self.verticalScrollBar().setValue(round(self._tops[at] + max(marked) - self.viewport().height() / 3))
        self.viewport().update()

    def show_part(self, node: str) -> None:
        """Brings the heading of a part into sight, or its first line; nothing else is looked at for it."""
        own = [at for at, line in enumerate(self._all.lines) if line.node == node]
        if not own:
            return
        place = next((at for at in own if self._all.lines[at].form == "heading"), own[0])
        row = self._rows[self._row_of(place)]
        if isinstance(row, Fold):
            self.unfold(row)
        self.verticalScrollBar().setValue(ceil(self._tops[self._row_of(place)]))

    def unfold_all(self) -> None:
        """Shows every unchanged line; what is looked at stays where it is."""
        held = self._held()
        self._opened |= {row.first for row in self._rows if isinstance(row, Fold)}
        self._begin()
        self._stay(held)

    def unfold_near(self) -> None:
        """Shows the unchanged lines of the first fold in sight, or of the next one below."""
        first = self._row_at(self.verticalScrollBar().value())
        if fold := next((row for row in self._rows[first:] if isinstance(row, Fold)), None):
            self.unfold(fold)

    def go_to_other_end(self) -> None:
        """Goes to where the moved line that is looked at stands on the other side."""
        if (other := self._others.get(self._current)) is not None:
            self.go_to(other)

    def unfold(self, fold: Fold) -> None:
        """Shows lines that are folded, below what stands above them."""
        held = self._held_above()
        self._opened |= {fold.first}
        self._begin()
        self._stay(held)

    def _held(self) -> Held | None:
        """The line that is looked at, or else the first in sight, and how far below the edge it stands."""
        top = self.verticalScrollBar().value()
        if self._current >= 0:
            row = self._row_of(self._current)
            if top <= self._tops[row + 1] and self._tops[row] < top + self.viewport().height():
                return Held(self._current, self._tops[row] - top)
        return self._held_above()

    def _held_above(self) -> Held | None:
        """The first line in sight."""
        if not self._rows:
            return None
        top = self.verticalScrollBar().value()
        at = self._row_at(top)
        row = self._rows[at]
        return Held(row.first if isinstance(row, Fold) else row, self._tops[at] - top)

    def _stay(self, held: Held | None) -> None:
        """Brings a line back to where it stood, though others have come, gone or changed in height around it."""
        if held is None:
            return
        row, bar = self._row_of(held.line), self.verticalScrollBar()
        for _ in range(3):  # what comes into sight above it is only measured then
            bar.setValue(round(self._tops[row] - held.below))
            self._measure(self._row_at(bar.value()), row + 1)
        bar.setValue(round(self._tops[row] - held.below))

    @property
    def shape(self) -> tuple[int, int]:
        """Differs once the marked lines stand elsewhere than they did, by more than can be seen in the change map."""
        return self._generation, round(self._tops[-1] / max(self._first_height / 200, 1))

    def marks(self) -> list[tuple[float, float, Line]]:
        """Where the marked lines stand in the whole, as shares from 0 to 1, for the change map."""
        whole = self._tops[-1] or 1.0
        return [
            (self._tops[at] / whole, self._tops[at + 1] / whole, line)
            for at, row in enumerate(self._rows)
            if isinstance(row, int) and row in self._marked and (line := self._all.lines[row])
        ]

    def seen(self) -> tuple[float, float]:
        """Which stretch of the whole is in sight, as shares."""
        whole, top = self._tops[-1] or 1.0, self.verticalScrollBar().value()
        return top / whole, min((top + self.viewport().height()) / whole, 1.0)

    def scroll_to(self, share: float) -> None:
        """Puts a place of the whole into the middle."""
        self.verticalScrollBar().setValue(round(share * self._tops[-1] - self.viewport().height() / 2))

    def choose_near(self, share: float, slack: float) -> None:
        """Looks at the marked line that stands at a place of the whole, or at most `slack` of the whole from it."""
        place = share * self._tops[-1]
        reach = slack * self._tops[-1]
        if not self._rows:
            return
        found = [
            (max(self._tops[at] - place, place - self._tops[at + 1], 0.0), row)
            for at in range(self._row_at(place - reach), self._row_at(place + reach) + 1)
            if isinstance(row := self._rows[at], int) and row in self._marked
        ]
        if found:
            self._choose(min(found)[1])

    def _choose(self, line: int) -> None:
        self._current = line
        self.line_chosen.emit(line)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._column() == self._estimated_in:
            self._sum()
            return
        held = self._held()
        self._estimate()
        self._stay(held)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            before, self._setting = self._setting, self._new_setting()
            if before.font != self._setting.font:
                held = self._held()
                self._estimate()
                self._stay(held)
            else:
                self._set.clear()
                self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height() - 40
        steps = {
            Qt.Key.Key_Down: bar.value() + 40, Qt.Key.Key_Up: bar.value() - 40,
            Qt.Key.Key_PageDown: bar.value() + page, Qt.Key.Key_PageUp: bar.value() - page,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            bar.setValue(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.unfold_all()
        elif key == Qt.Key.Key_Space:
            self.unfold_near()
        elif key == Qt.Key.Key_M:
            self.go_to_other_end()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().y() + self.verticalScrollBar().value())
        if at < len(self._rows):
            row = self._rows[at]
            if isinstance(row, Fold):
                self.unfold(row)
            else:
                self._choose(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        top, high = self.verticalScrollBar().value(), self.viewport().height()
        first = self._row_at(top)
        last = self._measure(first, len(self._rows), top + high)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), self.palette().base())
        self._paint_rule(painter)
        for at in range(first, last):
            self._paint_row(painter, at, self._tops[at] - top)
        if not self._inline:
            paint_joins(painter, self._joints(first, last), self._lefts()[1] - EDGE / 2, self._setting.inks)
        painter.end()

    def _joints(self, first: int, last: int) -> Iterator[Joint]:
        """The moved parts that have an end in sight, or that the stretch in sight lies between, in pixels."""
        joined: set[int] = set()
        for at in range(first, last):
            row = self._rows[at]
            if not isinstance(row, int) or row not in self._marked or row not in self._others:
                continue
            start, other = self._starts[row], self._others[row]
            begins_below = first <= self._row_of(self._others[start]) < last
            if start in joined or (row != start and begins_below):
                continue  # of lines that moved together one is joined, where possible the first
            joined |= {start, self._others[start]}
            yield self._joint(row, other)
        for start, (above, below) in self._reach.items():
            if above < first and below >= last and start not in joined:
                yield self._cut(start, -EDGE, self.viewport().height() + EDGE)

    def _joint(self, line: int, other: int) -> Joint:
        """A joint whose ends are cut just beyond what is in sight."""
        top, high = self.verticalScrollBar().value(), self.viewport().height()
        return self._cut(
            line, *(min(max(self._top_of(at) - top, -EDGE), high + EDGE) for at in (line, other))
        )

    def _cut(self, line: int, here: float, there: float) -> Joint:
        return Joint(here, there) if is_gone(self._all.lines[line]) else Joint(there, here)

    def _row_of(self, place: int) -> int:
        """The number of the row that shows a line, folded or not."""
        return bisect_right(self._rows, place, key=lambda row: row if isinstance(row, int) else row.first) - 1

    def _top_of(self, place: int) -> float:
        """Where the middle of a line's first row of words is, folded or not."""
        return self._tops[self._row_of(place)] + ABOVE[self._all.lines[place].form] + self._setting.height / 2

    def _begin(self) -> None:
        changed = [at in self._marked for at in range(len(self._all.lines))]
        self._rows = folded(changed, self._opened)
        self._reach = {
            start: (self._row_of(start), self._row_of(self._others[start]))
            for start in dict.fromkeys(self._starts.values())
            if start < self._others[start] and start in self._marked
        }
        self._estimate()

    def _estimate(self) -> None:
        self._estimated_in = self._column()
        shown = (row for row in self._rows if isinstance(row, int))
        heights = estimated_heights(self._all, shown, self._estimated_in, self._setting)
        fold = self._setting.height + 16
        self._heights = [fold if isinstance(row, Fold) else next(heights) for row in self._rows]
        self._exact.clear()
        self._set.clear()
        self._sum()
        self._generation += 1
        self._first_height = self._tops[-1]
        self.viewport().update()
        self.seen_changed.emit()

    def _sum(self) -> None:
        self._tops = [0.0, *accumulate(self._heights)]
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(high)
        bar.setSingleStep(round(self._setting.height))
        bar.setRange(0, max(round(self._tops[-1]) + EDGE - high, 0))

    def _measure(self, first: int, end: int, bottom: float = float("inf")) -> int:
        """Lays rows out until the bottom is reached; the number of the first row that was not needed."""
        y, found, changed = self._tops[min(first, len(self._rows))], end, False
        for at in range(first, end):
            if y > bottom:
                found = at
                break
            row = self._rows[at]
            if at not in self._exact and isinstance(row, int):
                line = self._all.lines[row]
                high = max(self._setter(row, side).height for side in self._sides())
                high += ABOVE[line.form] + BELOW[line.form]
                changed |= abs(high - self._heights[at]) > 0.5
                self._heights[at] = high
                self._exact.add(at)
            y += self._heights[at]
        if changed:
            self._sum()
        return found

    def _setter(self, place: int, side: str) -> Setter:
        key = (place, side)
        if key not in self._set:
            if len(self._set) > KEPT:
                self._set.clear()
            line = self._all.lines[place]
            which = None if side == "both" else ("old" if side == "old" else "new")
            plain = bool(line.weight) and place not in self._marked
            self._set[key] = Setter(line, which, self._column(), self._setting, plain, self._looks)
        return self._set[key]

    def _paint_row(self, painter: QPainter, at: int, y: float) -> None:
        row, width = self._rows[at], self.viewport().width()
        if isinstance(row, Fold):
            self._paint_fold(painter, row, QRectF(0, y, width, self._heights[at]))
            return
        line = self._all.lines[row]
        if row == self._current:
            painter.fillRect(QRectF(0, y, width, self._heights[at]), self._setting.inks.current)
        for side, left in zip(self._sides(), self._lefts(), strict=True):
            self._setter(row, side).paint(painter, QPointF(left, y + ABOVE[line.form]))
        if row in self._marked:
            box = QRectF(2, y + ABOVE[line.form], SIGN - 4, self._heights[at] - ABOVE[line.form])
            mark_of(painter, line, box, self._setting.inks)

    def _paint_fold(self, painter: QPainter, fold: Fold, box: QRectF) -> None:
        painter.fillRect(box, self.palette().alternateBase())
        painter.setPen(self._setting.inks.faint)
        painter.setFont(self.font())
        said = self.tr("┄┄ {} unchanged lines ┄┄").format(fold.end - fold.first)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)

    def _paint_rule(self, painter: QPainter) -> None:
        if not self._inline:
            middle = self._lefts()[1] - EDGE / 2
            painter.setPen(self._setting.inks.rule)
            painter.drawLine(QPointF(middle, 0), QPointF(middle, self.viewport().height()))

    def _sides(self) -> tuple[str, ...]:
        return ("both",) if self._inline else ("old", "new")

    def _column(self) -> float:
        room = self.viewport().width() - SIGN - EDGE
        return max(room if self._inline else (room - EDGE) / 2, 80.0)

    def _lefts(self) -> tuple[float, ...]:
        return (SIGN,) if self._inline else (SIGN, SIGN + self._column() + EDGE)

    def _row_at(self, y: float) -> int:
        return min(max(bisect_right(self._tops, y) - 1, 0), max(len(self._rows) - 1, 0))

    def _describe(self, line: Line) -> None:
        """Tells those who hear the window which words are looked at."""
        old, new = text_on(line, "old"), text_on(line, "new")
        said = new if old == new else self.tr("Before: {} After: {}").format(old or "–", new or "–")
        looks = told_of(line.cells) if self._looks else ""
        said = f"{said} – {looks}" if looks else said
        self.viewport().setAccessibleName(said)

    def _new_setting(self) -> Setting:
        font = QFont(self.font())
        font.setPointSizeF(max(font.pointSizeF(), 6) * BODY_POINTS / BASE_POINTS)
        return Setting(font, self.palette())
