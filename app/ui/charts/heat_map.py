"""The heat map: likelihood × impact of every risk, before and after its response; a mark is dragged to rescore.

Imports document and Qt only.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFont, QMouseEvent, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.document.figures.drawing import SHADES
from app.document.figures.scores import STEPS, band, standings
from app.models.nodes import Risk
from app.ui.charts.plot import StillPlot
from app.ui.charts.sharing import Place, Room, radius_in, shared
from app.ui.forms.matrix import DARK_SHADES
from app.ui.labels import tip_of
from app.ui.roles import give_role

TALLEST = 1.0
"""How high the map is at most beside its width: squares much higher than wide are hard to read along."""
REACH = 18
FAR = 100
STAMP = 2.5
"""How wide the picture of a mark is, in radii: with room for its line."""
MOST_NAMED = 30
"""So many marks that found no room are named by a tooltip."""


class Mark(NamedTuple):
    """Where a risk stands: before its response, or after it."""

    risk: str
    reference: str
    after: bool
    likelihood: int
    impact: int


class Rest(NamedTuple):
    """The marks that found no room in their square, and where their count stands."""

    marks: tuple[Mark, ...]
    centre: QPointF


def marks_of(risks: Sequence[Risk]) -> list[Mark]:
    """A mark for each score, in the order of the risks. `reference` is the place in the list."""
    called = tuple(str(n) for n in range(1, len(risks) + 1))
    return [
        Mark(each.risk, each.reference, each.after, each.likelihood, each.impact)
        for each in standings(risks, called)
    ]


class HeatMap(StillPlot):
    """Filled marks stand before the response, rings after it; both bear the risk's place in the register.

    What finds no room in its square is counted there (“+3”); a press on the count chooses one after the other, and what
    is chosen, here or in the register, is shown in place of another.
    """

    rescore_requested = Signal(str, int, int, bool)
    risk_chosen = Signal(str)
    axes = ("bottom", "left")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read_only = False
        self._marks: list[Mark] = []
        self._chosen = ""
        self._dragged: Mark | None = None
        self._at = QPointF()
        self._zero, self._unit = QPointF(), QPointF()
        self._room, self._radius = Room(1, 1, 1, 1), 1.0
        self._placed: list[tuple[Mark, QPointF]] = []
        self._rests: list[Rest] = []
        self._taken: dict[tuple[int, int], list[QPointF]] = {}
        self._placed_for: tuple[object, ...] = ()
        self._picture = QPixmap()
        self._made: tuple[object, ...] = ()
        self._plot.setRange(xRange=(0.5, STEPS + 0.5), yRange=(0.5, STEPS + 0.5), padding=0)
        for side in self.axes:
            axis = self._plot.getAxis(side)
            axis.setTicks([[(n, str(n)) for n in range(1, STEPS + 1)]])
            axis.setStyle(tickLength=0)
        self.setAccessibleName(self.tr("Heat map of the risks"))
        give_role(self, QAccessible.Role.Chart)
        self.setAccessibleDescription(self.tr("The scores can be typed in the register beside it"))
        self.setMinimumSize(320, 240)
        self.tint()

    def show_risks(self, risks: Sequence[Risk]) -> None:
        """Shows other scores."""
        self._marks = marks_of(risks)
        self._dragged = None
        self.viewport().update()

    def choose(self, risk: str) -> None:
        """Marks a risk as the one that is looked at."""
        self._chosen = risk
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Before the plot is laid out; pyqtgraph gives it a size also when there is none yet, or none any more.
        if self._plot is not None and not self.closed:
            spare = max(self.height() - round(self.width() * TALLEST), 0)
            self._plot.layout.setContentsMargins(1, 1, 1, 1 + spare)
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._found_at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if isinstance(found, Rest):
            self.risk_chosen.emit(self._next_of(found))
            return
        self.risk_chosen.emit(found.risk)
        if not self.read_only:
            self._dragged, self._at = found, event.position()
            self.begin_drag()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._at = event.position()
            likelihood, impact = self._square_at(event.position())
            said = self.tr("{}: likelihood {}, impact {}")
            self.tell(event, said.format(self._dragged.reference, likelihood, impact))
            self.viewport().update()
            return
        near = self._found_at(event.position())
        if isinstance(near, Rest):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if near else Qt.CursorShape.ArrowCursor)
        self.setToolTip(tip_of(self._called(near)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = self._dragged
        self.abandon()
        if mark is not None:
            likelihood, impact = self._square_at(event.position())
            if (likelihood, impact) != (mark.likelihood, mark.impact):
                self.rescore_requested.emit(mark.risk, likelihood, impact, mark.after)

    def abandon(self) -> None:
        self._dragged = None
        super().abandon()

    def paint(self, painter: QPainter) -> None:
        self._measure()
        for likelihood in range(1, STEPS + 1):
            for impact in range(1, STEPS + 1):
                self._paint_square(painter, likelihood, impact)
        if self._dragged is None:
            painter.drawPixmap(0, 0, self._still())
        else:
            self._paint_risks(painter)

    def _still(self) -> QPixmap:
        """All marks while none is dragged, drawn once: thousands are too many for each time the page is shown."""
        size, scale = self.viewport().size(), self.devicePixelRatioF()
        looks = self.palette().cacheKey(), self.font().key(), scale
        made = self._placed_for, size, looks
        if made != self._made:
            self._made = made
            self._picture = QPixmap(size * scale)
            self._picture.setDevicePixelRatio(scale)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.font())
            self._paint_risks(painter)
            painter.end()
        return self._picture

    def _paint_risks(self, painter: QPainter) -> None:
        placed = [(mark, self._at if mark is self._dragged else centre) for mark, centre in self._placed]
        hidden = [(mark, rest.centre) for rest in self._rests for mark in rest.marks]
        self._paint_ways(painter, [*placed, *hidden])
        self._paint_counts(painter)
        self._paint_marks(painter, placed)

    def _paint_square(self, painter: QPainter, likelihood: int, impact: int) -> None:
        dark = self.palette().base().color().lightness() < 128
        one = self.place_of(likelihood - 0.5, impact + 0.5)
        other = self.place_of(likelihood + 0.5, impact - 0.5)
        square = QRectF(one, other).adjusted(1, 1, -1, -1)
        painter.fillRect(square, QColor((DARK_SHADES if dark else SHADES)[band(likelihood * impact)]))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        score, within = str(likelihood * impact), square.adjusted(0, 0, -4, -2)
        box, half = painter.boundingRect(within, flags, score), QPointF(self._radius, self._radius)
        taken = self._taken.get((likelihood, impact), ())
        if not any(QRectF(place - half, place + half).intersects(box) for place in taken):
            painter.setPen(self.palette().text().color())
            painter.drawText(within, flags, score)

    def _paint_ways(self, painter: QPainter, placed: Sequence[tuple[Mark, QPointF]]) -> None:
        """A line from where a risk stands to where its response brings it."""
        ink = QColor(self.palette().text().color())
        before = {mark.risk: centre for mark, centre in placed if not mark.after}
        ways = [
            (mark.risk, QLineF(before[mark.risk], centre))
            for mark, centre in placed
            if mark.after and mark.risk in before
        ]
        for chosen, strength in ((False, 160), (True, 255)):
            ink.setAlpha(strength)
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
            painter.drawLines([way for risk, way in ways if (risk == self._chosen) is chosen])

    def _paint_marks(self, painter: QPainter, placed: Sequence[tuple[Mark, QPointF]]) -> None:
        """All marks, those of the chosen risk on top. Each sort is drawn once and stamped: there may be thousands."""
        ink, base = self.palette().text().color(), self.palette().base().color()
        radius, stamps = (
            self._radius,
            {after: self._stamp(base if after else ink) for after in (False, True)},
        )
        painter.setFont(self._font_for("0" * self._digits(), 2 * radius))
        corner = QPointF(radius, radius) * (STAMP / 2)
        box = QRectF(0, 0, 2 * radius, 2 * radius)
        for mark, centre in sorted(placed, key=lambda place: place[0].risk == self._chosen):
            if mark.risk == self._chosen:
                painter.setPen(QPen(self.palette().highlight().color(), 3))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(centre, radius + 3, radius + 3)
            painter.drawPixmap(centre - corner, stamps[mark.after])
            painter.setPen(ink if mark.after else base)
            box.moveCenter(centre)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.reference)

    def _paint_counts(self, painter: QPainter) -> None:
        """How many more stand in a square than found room there, on a ground of its own among the ways."""
        for rest in self._rests:
            said = f"+{len(rest.marks)}"
            wide = min(self._room.wide / 2, max(2 * self._radius, self.fontMetrics().horizontalAdvance(said)))
            painter.setFont(self._font_for(said, wide))
            box = QRectF(0, 0, wide + 2, 2 * self._radius)
            box.moveCenter(rest.centre)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().base())
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(self.palette().text().color())
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
            painter.drawText(box, flags, said)

    def _font_for(self, said: str, wide: float) -> QFont:
        """The font in which words are no wider and no higher than a mark; its own where there is room."""
        font, letters = QFont(self.font()), self.fontMetrics()
        fits = min(wide / letters.horizontalAdvance(said), 2 * self._radius / (letters.height() * 0.99), 1.0)
        font.setPointSizeF(max(font.pointSizeF() * fits, 1.0))
        return font

    def _stamp(self, fill: QColor) -> QPixmap:
        """A mark without its number."""
        side, scale = self._radius * STAMP, self.devicePixelRatioF()
        stamp = QPixmap((QSizeF(side, side) * scale).toSize())
        stamp.setDevicePixelRatio(scale)
        stamp.fill(Qt.GlobalColor.transparent)
        painter = QPainter(stamp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().text().color(), 1.5))
        painter.setBrush(fill)
        painter.drawEllipse(QPointF(side / 2, side / 2), self._radius, self._radius)
        painter.end()
        return stamp

    def centre_of(self, mark: Mark) -> QPointF:
        """Where a mark stands on the map; one that found no room, where such are counted."""
        self._measure()
        counted = [(each, rest.centre) for rest in self._rests for each in rest.marks]
        return next(centre for each, centre in [*self._placed, *counted] if each == mark)

    def _measure(self) -> None:
        """Where marks stand: for two thousand of them one by one, pyqtgraph would take a tenth of a second."""
        self._zero, far = self.place_of(0, 0), self.place_of(FAR, FAR)
        self._unit = (far - self._zero) / FAR
        wanted = self._marks, self._chosen, self._zero, self._unit, self.font().key()
        if wanted != self._placed_for:
            self._placed_for = wanted
            self._place()

    def _place(self) -> None:
        """Gives each square's marks their places in it, and all marks the radius with which they stand apart."""
        high = self.fontMetrics().height()
        most = high * 0.72
        least = min(max(high * 0.5, self.fontMetrics().horizontalAdvance("0" * self._digits()) / 2 + 1), most)
        self._room = room = Room(abs(self._unit.x()) - 2, abs(self._unit.y()) - 2, least, most)
        squares: dict[tuple[int, int], list[Mark]] = {}
        for mark in self._marks:
            squares.setdefault((mark.likelihood, mark.impact), []).append(mark)
        self._radius = max(radius_in(room, max(map(len, squares.values()), default=1)), 1.0)
        self._placed, self._rests, self._taken = [], [], {}
        for square, marks in squares.items():
            found = shared(room, [mark.risk == self._chosen for mark in marks])
            placed = [(marks[n], self._put(square, place)) for n, place in found.places.items()]
            self._placed += placed
            self._taken[square] = [centre for _, centre in placed]
            if found.rest:
                rest = Rest(tuple(marks[n] for n in found.rest), self._put(square, found.counted))
                self._rests.append(rest)
                self._taken[square].append(rest.centre)

    def _put(self, square: tuple[int, int], place: Place) -> QPointF:
        x, y = square
        return self._zero + QPointF(x * self._unit.x() + place.x, y * self._unit.y() + place.y)

    def _digits(self) -> int:
        return max((len(mark.reference) for mark in self._marks), default=1)

    def _found_at(self, at: QPointF) -> Mark | Rest | None:
        self._measure()
        placed = [*self._placed, *((rest, rest.centre) for rest in self._rests)]
        near = [((centre - at).manhattanLength(), n) for n, (_, centre) in enumerate(placed)]
        far, n = min(near, default=(REACH + 1.0, -1))
        return placed[n][0] if far <= REACH else None

    def _next_of(self, rest: Rest) -> str:
        """The risk to be chosen by a press on a count: after the one that is chosen, or else the first."""
        order = {mark.risk: n for n, mark in enumerate(self._marks)}
        now = order.get(self._chosen, -1)
        return next((mark.risk for mark in rest.marks if order[mark.risk] > now), rest.marks[0].risk)

    def _called(self, found: Mark | Rest | None) -> str:
        """What a tooltip says of a mark or a count."""
        if isinstance(found, Rest):
            names = [mark.reference for mark in found.marks]
            said = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
            return self.tr("Also here: {}. Press to show one after the other.").format(said)
        return found.reference if found else ""

    def _square_at(self, at: QPointF) -> tuple[int, int]:
        point = self.value_at(at)
        likelihood, impact = (min(max(round(part), 1), STEPS) for part in (point.x(), point.y()))
        return likelihood, impact

    def tint(self) -> None:
        super().tint()
        ink = self.palette().windowText().color().name()
        self._plot.getAxis("bottom").setLabel(self.tr("Likelihood →"), color=ink)
        self._plot.getAxis("left").setLabel(self.tr("Impact →"), color=ink)
