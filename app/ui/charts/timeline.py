"""The timeline: priorities as bars and milestones as diamonds, by theme; both are dragged, or moved by arrow keys.

Imports services' values and Qt only.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.document.figures.series import Bar, Held, Lane, Point, dragged, year_start
from app.models.dates import long_date
from app.ui.charts.plot import StillPlot
from app.ui.charts.time_ticks import time_ticks
from app.ui.labels import tip_of
from app.ui.roles import give_role

EDGE = 7
BESIDE = 0.08
"""The room after the last year for what stands beside a bar, as a share of the years."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Strip(NamedTuple):
    """One row of the timeline: a theme's heading (no bar) or a priority; `points` are its milestones."""

    name: str
    bar: Bar | None
    points: tuple[Point, ...]


class Item(NamedTuple):
    """Something that can be chosen and moved: a bar or a milestone, its row, and the priority it belongs to, if any."""

    shown: Bar | Point
    row: int
    priority: str


class Drag(NamedTuple):
    """A bar under way: which part of it is held, and where it was taken."""

    bar: Bar
    part: Held
    day: float


def items_of(strips: Sequence[Strip]) -> list[Item]:
    """Everything that has a date, row by row: a bar before its milestones."""
    found: list[Item] = []
    for row, strip in enumerate(strips):
        priority = strip.bar.node if strip.bar else ""
        if strip.bar and (strip.bar.start or strip.bar.end):
            found.append(Item(strip.bar, row, priority))
        dated = sorted((point.day, n) for n, point in enumerate(strip.points) if point.day)
        found.extend(Item(strip.points[n], row, priority) for _, n in dated)
    return found


def strips_of(lanes: Sequence[Lane]) -> list[Strip]:
    """The rows from the top down."""
    found: list[Strip] = []
    for lane in lanes:
        found.append(Strip(lane.name, None, lane.points))
        found.extend(Strip(bar.name, bar, bar.points) for bar in lane.bars)
    return found


class Laid(NamedTuple):
    """What a timeline shows: lanes, rows, what can be chosen in them, and the first and last year."""

    lanes: Sequence[Lane]
    strips: Sequence[Strip]
    items: Sequence[Item]
    by_row: Mapping[int, Sequence[Item]]
    first: int
    last: int


def laid_out(lanes: Sequence[Lane]) -> Laid:
    """Lanes as rows; the span is that of all their dates, in whole years."""
    strips = strips_of(lanes)
    items = items_of(strips)
    by_row: dict[int, list[Item]] = {}
    for item in items:
        by_row.setdefault(item.row, []).append(item)
    days = [day for strip in strips for day in days_of(strip)]
    now = date.today()
    return Laid(lanes, strips, items, by_row, min(days, default=now).year, max(days, default=now).year)


def days_of(strip: Strip) -> Iterator[date]:
    """Every day that a row shows something on."""
    if strip.bar:
        yield from (day for day in (strip.bar.start, strip.bar.end) if day)
    yield from (point.day for point in strip.points if point.day)


def shifted(drag: Drag, to: float) -> tuple[date, date] | None:
    """Start and end once what is held has been brought to a day; never an end before its start."""
    start, end = drag.bar.start or drag.bar.end, drag.bar.end or drag.bar.start
    if start is None or end is None:
        return None
    by = round(to - drag.day)
    first = dragged(start, by) if drag.part != "end" else start
    last = dragged(end, by) if drag.part != "start" else end
    if drag.part == "start":
        first = min(first, last)
    return first, max(first, last)


class Timeline(StillPlot):
    """Days run to the right, rows down. Dragging moves a bar, one of its ends or a milestone.

    Up and Down choose, Left and Right move what is chosen by a month; with Shift the end of a bar, with Ctrl its start.
    """

    reschedule_requested = Signal(str, str, str)
    redate_requested = Signal(str, str)
    step_requested = Signal(str, str, int)
    go_requested = Signal(str)
    bar_chosen = Signal(str)
    axes = ("top",)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read_only = False
        self._strips: Sequence[Strip] = ()
        self._drag: Drag | None = None
        self._held: Point | None = None
        self._items: Sequence[Item] = ()
        self._by_row: Mapping[int, Sequence[Item]] = {}
        self._to = self._taken = 0.0
        self._years: list[int] = []
        self._span = date.today().year, date.today().year
        self._chosen = ""
        self._plot.hideAxis("left")
        self._plot.hideAxis("bottom")
        self._plot.showAxis("top")
        self._plot.invertY(True)
        self.setAccessibleName(self.tr("Timeline of priorities and milestones"))
        give_role(self, QAccessible.Role.Chart)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._describe()
        self.tint()

    def show_laid(self, laid: Laid) -> None:
        """Shows rows that were laid out; the span is that of all their dates, in whole years."""
        self._drag, self._held = None, None
        _, self._strips, self._items, self._by_row, first, last = laid
        start, end = year_start(first), year_start(last + 1)
        share = 0.36 * (end - start) / 0.64
        beside = (end - start) * BESIDE
        self._plot.setRange(xRange=(start - share, end + beside), yRange=(-0.2, len(self._strips)), padding=0)
        self._span = first, last
        self._show_ticks()
        self._fit_height()
        self._describe()
        self.viewport().update()

    def tint(self) -> None:
        super().tint()
        self._show_ticks()
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._plot is not None:  # pyqtgraph gives it a size before it is one
            self._show_ticks()

    def _show_ticks(self) -> None:
        first, last = self._span
        start, end = year_start(first), year_start(last + 1)
        a_day = (self.place_of(end, 0).x() - self.place_of(start, 0).x()) / (end - start)
        years, quarters = time_ticks(first, last, self.fontMetrics(), a_day)
        self._plot.getAxis("top").setTicks([years, quarters])
        self._years = [day for day, _ in years]

    def _fit_height(self) -> None:
        """As high as its rows, each with room for a line of text."""
        self.setFixedHeight(round(len(self._strips) * self._row_height() + 44))

    def choose(self, node: str) -> None:
        """Marks a priority as the one that is looked at; a milestone of it that is chosen stays so."""
        now = self.chosen()
        if now is None or now.priority != node:
            self._mark(node)

    def chosen(self) -> Item | None:
        """What is chosen."""
        return next((item for item in self._items if item.shown.node == self._chosen), None)

    def height_of_chosen(self) -> int:
        """How far down the middle of the chosen row is, in pixels."""
        item = self.chosen()
        return round(self.place_of(0, item.row + 0.5).y()) if item else 0

    def _mark(self, node: str) -> None:
        self._chosen = node
        self._describe()
        self.viewport().update()

    def _take(self, item: Item) -> None:
        """Chooses something here, and tells of the priority it belongs to."""
        self._mark(item.shown.node)
        self.bar_chosen.emit(item.priority)

    def _describe(self) -> None:
        keys = self.tr(
            "Up and Down choose, Left and Right move by a month; dates can be typed in the table below"
        )
        item = self.chosen()
        if item is None:
            self.setAccessibleDescription(keys)
            return
        shown = item.shown
        days = (shown.start, shown.end) if isinstance(shown, Bar) else (shown.day,)
        said = " – ".join(long_date(day) for day in days if day)
        self.setAccessibleDescription(f"{shown.name}: {said}. {keys}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, item = Qt.Key(event.key()), self.chosen()
        if key in ROWS and self._items:
            at = self._items.index(item) + ROWS[key] if item else 0
            self._take(self._items[min(max(at, 0), len(self._items) - 1)])
        elif item and key in STEPS and not self.read_only:
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.step_requested.emit(
                item.shown.node, "end" if shift else "start" if control else "whole", STEPS[key]
            )
        elif item and key in ENTER:
            self.go_requested.emit(item.shown.node)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if (item := self._point_at(event.position())) and isinstance(item.shown, Point):
            self._take(item)
            self._taken = self._to = self._day_at(event.position())
            if not self.read_only:
                self._held = item.shown
                self.begin_drag()
            return
        found = self._held_at(event.position())
        if found is None:
            return
        bar, part = found
        self._mark(bar.node)
        self.bar_chosen.emit(bar.node)
        if not self.read_only:
            self._to = self._day_at(event.position())
            self._drag = Drag(bar, part, self._to)
            self.begin_drag()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._held or (item.shown if (item := self._point_at(event.position())) else None)
        if self._drag is None and isinstance(point, Point) and point.day:
            self._to = self._day_at(event.position())
            day = self._day_of(point) if self._held else point.day
            said = f"{point.name}: {long_date(day)}"
            self.setToolTip(tip_of(said))
            if self._held:
                self.tell(event, said)
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
            self.viewport().update()
            return
        if self._drag is not None:
            self._to = self._day_at(event.position())
            moved = shifted(self._drag, self._to)
            self.tell(event, " – ".join(map(long_date, moved or ())))
            self.viewport().update()
            return
        found = self._held_at(event.position())
        self.setToolTip(tip_of(found[0].name) if found else "")
        shapes = {"whole": Qt.CursorShape.OpenHandCursor}
        part = found[1] if found else ""
        none = Qt.CursorShape.ArrowCursor if not part else Qt.CursorShape.SizeHorCursor
        self.viewport().setCursor(shapes.get(part, none))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, point = self._drag, self._held
        self.abandon()
        if point is not None and point.day:
            self._to = self._day_at(event.position())
            day = self._day_of(point)
            if day != point.day:
                self.redate_requested.emit(point.node, day.isoformat())
            return
        moved = shifted(drag, self._day_at(event.position())) if drag else None
        if drag and moved and moved != (drag.bar.start, drag.bar.end):
            self.reschedule_requested.emit(drag.bar.node, moved[0].isoformat(), moved[1].isoformat())

    def abandon(self) -> None:
        self._drag, self._held = None, None
        super().abandon()

    def _day_of(self, held: Point) -> date:
        """The day of a milestone that is being dragged, where it would be let go."""
        return dragged(held.day or date.today(), round(self._to - self._taken))

    def paint(self, painter: QPainter) -> None:
        self._paint_years(painter)
        # Half a million pixels of rows are there to be painted where a strategy has 20,000 parts.
        seen = self.viewport().visibleRegion().boundingRect()
        seen = self.viewport().rect() if seen.isEmpty() else seen
        first, last = (self._row_of(edge) for edge in (seen.top(), seen.bottom()))
        for row in range(max(first - 1, 0), min(last + 2, len(self._strips))):
            self._paint_strip(painter, row, self._strips[row])

    def _paint_years(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.palette().mid().color(), 1))
        for day in self._years if self._strips else ():
            top, foot = self.place_of(day, 0), self.place_of(day, len(self._strips))
            painter.drawLine(top, foot)

    def _paint_strip(self, painter: QPainter, row: int, strip: Strip) -> None:
        middle = self.place_of(0, row + 0.5).y()
        high = self._row_height()
        font = self.font()
        font.setBold(strip.bar is None)
        painter.setFont(font)
        painter.setPen(self.palette().windowText().color())
        left = 0 if strip.bar is None else 14
        room = self.place_of(self._years[0], 0).x() - left - 10
        name = QFontMetricsF(font).elidedText(strip.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, middle - high / 2, room, high), Qt.AlignmentFlag.AlignVCenter, name)
        if strip.bar is not None:
            self._paint_bar(painter, strip.bar, row)
        for point in strip.points:
            if point.day:
                day = (self._day_of(point) if point == self._held else point.day).toordinal()
                self._paint_point(painter, point, self.place_of(day, row + 0.5))

    def _paint_bar(self, painter: QPainter, bar: Bar, row: int) -> None:
        box = self._box_of(bar, row)
        if box is None:
            return
        accent = self.palette().highlight().color()
        light = QColor(accent)
        light.setAlpha(70)
        if bar.node == self._chosen and self.hasFocus():
            painter.setPen(QPen(self.palette().windowText().color(), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 5, 5)
        painter.setPen(QPen(accent, 2.5 if bar.node == self._chosen else 1))
        painter.setBrush(light)
        painter.drawRoundedRect(box, 3, 3)
        done = QRectF(box.left(), box.top(), box.width() * bar.progress / 100, box.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(done, 3, 3)
        if bar.progress:
            painter.setFont(self.font())
            painter.setPen(self.palette().windowText().color())
            said = f"{bar.progress} %"
            painter.drawText(self._beside(box, said), Qt.AlignmentFlag.AlignVCenter, said)

    def _beside(self, box: QRectF, words: str) -> QRectF:
        """Where words of a bar stand: right of it and of a milestone at its end, as far as there is room."""
        wide = QFontMetricsF(self.font()).horizontalAdvance(words) + 2
        left = min(box.right() + self._row_height() * 0.24 + 6, self.width() - wide)
        return QRectF(left, box.top() - 4, wide, box.height() + 8)

    def _paint_point(self, painter: QPainter, point: Point, at: QPointF) -> None:
        half = self._row_height() * 0.24
        ink = self.palette().windowText().color()
        if point.node == self._chosen:
            painter.setPen(QPen(self.palette().highlight().color(), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, half + 4, half + 4)
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(ink if point.done else self.palette().window().color())
        ways = ((0, -half), (half, 0), (0, half), (-half, 0))
        painter.drawPolygon(QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in ways]))

    def _box_of(self, bar: Bar, row: int) -> QRectF | None:
        start, end = bar.start or bar.end, bar.end or bar.start
        if self._drag is not None and self._drag.bar.node == bar.node:
            start, end = shifted(self._drag, self._to) or (start, end)
        if start is None or end is None:
            return None
        one = self.place_of(start.toordinal(), row + 0.26)
        other = self.place_of(end.toordinal() + 1, row + 0.74)
        return QRectF(one, QPointF(max(other.x(), one.x() + 8), other.y()))

    def _point_at(self, at: QPointF) -> Item | None:
        """The milestone under a point of the widget; the last one drawn where several meet."""
        half = self._row_height() * 0.24 + 2
        for item in reversed(self._by_row.get(self._row_of(at.y()), ())):
            if isinstance(item.shown, Point) and item.shown.day:
                middle = self.place_of(item.shown.day.toordinal(), item.row + 0.5)
                if abs(middle.x() - at.x()) + abs(middle.y() - at.y()) <= half:
                    return item
        return None

    def _held_at(self, at: QPointF) -> tuple[Bar, Held] | None:
        row = self._row_of(at.y())
        bar = self._strips[row].bar if 0 <= row < len(self._strips) else None
        box = self._box_of(bar, row) if bar else None
        if bar is None or box is None or not box.adjusted(-EDGE, 0, EDGE, 0).contains(at):
            return None
        inside = min(EDGE, box.width() / 4)
        if at.x() < box.left() + inside:
            return bar, "start"
        return bar, "end" if at.x() > box.right() - inside else "whole"

    def _row_of(self, y: float) -> int:
        """The row at a height of the widget, in pixels; rows above and below all others have numbers too."""
        return floor(self.value_at(QPointF(0, y)).y())

    def _day_at(self, at: QPointF) -> float:
        return self.value_at(at).x()

    def _row_height(self) -> float:
        return QFontMetricsF(self.font()).height() + 10
