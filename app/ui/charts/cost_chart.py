"""Capital and revenue of each year as bars; the share of the theme chosen in the table stands out of them.

Imports document and Qt only.
"""

from decimal import Decimal

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QBrush, QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.document.figures.cost_bars import short
from app.document.figures.series import CostRow, CostTable, Sums
from app.ui.charts.plot import StillPlot
from app.ui.labels import tip_of
from app.ui.roles import give_role
from app.ui.typed import show_money

BAR, BESIDE, HEADROOM, WIDEST = 0.36, 0.2, 1.3, 1.15
LEAST_HEIGHT, PALE, MOST_NAMES = 200, 90, 10
KEY_TOP, MOST_HEADROOM = 6, 0.6
NOTHING = CostTable((), (), (), Sums())


class CostChart(StillPlot):
    """Two bars for each year: capital filled, revenue outlined, its sum above each."""

    axes = ("bottom", "left")

    def __init__(self, parent: QWidget | None = None) -> None:
        self._costs = NOTHING
        super().__init__(parent)
        self._chosen: CostRow | None = None
        self.setAccessibleName(self.tr("Costs by year"))
        self.setAccessibleDescription(self.tr("The sums stand in the table above it"))
        give_role(self, QAccessible.Role.Chart)
        self.setMinimumHeight(LEAST_HEIGHT)
        for side in self.axes:
            self._plot.getAxis(side).setStyle(tickLength=0)
        self._plot.vb.sigResized.connect(lambda _: self._share_height())
        self.tint()

    def show_costs(self, costs: CostTable) -> None:
        """Shows other costs."""
        self._costs, self._chosen = costs, None
        every = -(-len(costs.years) // MOST_NAMES) or 1
        years = [(at, year or self.tr("No year")) for at, year in enumerate(costs.years) if at % every == 0]
        self._plot.getAxis("bottom").setTicks([years])
        self._share_height()

    def _share_height(self) -> None:
        """Leaves the highest bar so much room above it that its sum, of two lines, stands below the key."""
        sums = [part for each in self._costs.totals for part in (each.capital, each.revenue)]
        most, least = (float(end(sums, default=Decimal(0))) for end in (max, min))
        most, foot = max(most, 1.0), min(least, 0.0) * HEADROOM
        letters = self.fontMetrics()
        taken = KEY_TOP + letters.ascent() + 2 * letters.lineSpacing()
        share = min(taken / max(float(self._plot.vb.height()), 1.0), MOST_HEADROOM)
        top = max((most - share * foot) / (1 - share), most * HEADROOM)
        self._plot.setRange(
            xRange=(-0.5, max(len(self._costs.years), 1) - 0.5), yRange=(foot, top), padding=0
        )
        self._plot.getAxis("left").setTicks([[(n, short(Decimal(n))) for n in _steps(foot, top)]])
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._plot is not None and event.type() == QEvent.Type.FontChange:
            self._share_height()

    def choose(self, row: CostRow | None) -> None:
        """Brings out the share of one theme; None shows the sums of all."""
        if row is not self._chosen:
            self._chosen = row
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = round(self.value_at(event.position()).x())
        self.setToolTip(tip_of(self.told(at)) if 0 <= at < len(self._costs.years) else "")

    def told(self, at: int) -> str:
        """A year's sums in words, and each theme's share of them."""
        lines = [
            f"{name}: {show_money(each.capital) or '£0'} + {show_money(each.revenue) or '£0'}"
            for name, each in (
                (self._costs.years[at] or self.tr("No year"), self._costs.totals[at]),
                *((row.name or self.tr("Under no theme"), row.years[at]) for row in self._costs.rows),
            )
            if each.capital or each.revenue
        ]
        return "\n".join((*lines, self.tr("capital + revenue")))

    def paint(self, painter: QPainter) -> None:
        if not self._costs.years:
            return
        self._paint_ground(painter)
        for at, sums in enumerate(self._costs.totals):
            share = self._chosen.years[at] if self._chosen else sums
            for side, whole, part, filled in (
                (-BESIDE, sums.capital, share.capital, True),
                (BESIDE, sums.revenue, share.revenue, False),
            ):
                self._paint_bar(painter, at + side, whole, filled, pale=self._chosen is not None)
                if self._chosen is not None:
                    self._paint_bar(painter, at + side, part, filled, pale=False)
                self._name(painter, at, side, whole, part)
        self._paint_key(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.palette().mid().color(), 1))
        last = len(self._costs.years) - 0.5
        painter.drawLine(self.place_of(-0.5, 0), self.place_of(last, 0))

    def _paint_bar(self, painter: QPainter, x: float, sum: Decimal, filled: bool, pale: bool) -> None:
        if not sum:
            return
        accent = QColor(self.palette().highlight().color())
        accent.setAlpha(PALE if pale else 255)
        one, other = self.place_of(x - BAR / 2, float(sum)), self.place_of(x + BAR / 2, 0)
        painter.setPen(QPen(accent, 1.5))
        hatched = not filled and self._chosen is not None and not pale
        painter.setBrush(accent if filled else self.palette().base())
        if hatched:
            painter.setBrush(QBrush(accent, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(QRectF(one, other).normalized())

    def _name(self, painter: QPainter, at: int, side: float, whole: Decimal, part: Decimal) -> None:
        """A bar's sum above it; one that is wider than the bar reaches away from the other, which may be higher."""
        if not whole:
            return
        place = self.place_of(at + side, float(max(whole, Decimal(0))))
        of = self.tr("{}\nof {}")
        said = short(whole) if self._chosen is None else of.format(short(part), short(whole))
        wide = max(self.fontMetrics().horizontalAdvance(line) for line in said.split("\n"))
        beside, bar = (self.place_of(of, 0).x() - self.place_of(0, 0).x() for of in (2 * BESIDE, BAR))
        if wide > beside * WIDEST:
            return  # it would stand on its neighbour; pointing at the year tells the sum
        shift = max(wide - bar, 0) / 2 * (1 if side > 0 else -1)
        painter.setPen(self.palette().windowText().color())
        box = QRectF(place.x() + shift - 100, place.y() - 202, 200, 200)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, said)

    def _paint_key(self, painter: QPainter) -> None:
        letters = self.fontMetrics()
        square = letters.ascent()
        x = float(self.place_of(-0.5, 0).x()) + 8
        accent = self.palette().highlight().color()
        for filled, word in ((True, self.tr("Capital")), (False, self.tr("Revenue"))):
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(accent if filled else self.palette().base())
            painter.drawRect(QRectF(x, KEY_TOP, square, square))
            painter.setPen(self.palette().windowText().color())
            painter.drawText(QPointF(x + square + 6, KEY_TOP + square - 1), word)
            x += square + 6 + letters.horizontalAdvance(word) + 20
        if self._chosen is not None:
            called = self.tr("full colour: {}").format(self._chosen.name or self.tr("Under no theme"))
            room = self.viewport().width() - x - 8
            painter.drawText(
                QPointF(x, KEY_TOP + square - 1),
                letters.elidedText(called, Qt.TextElideMode.ElideRight, int(room)),
            )


def _steps(foot: float, top: float) -> list[int]:
    """Round sums of money between two, at most six of them."""
    step = 10 ** max(len(str(int(top - foot))) - 1, 0)
    while (top - foot) / step < 3 and step > 1:
        step = max(step // 2, 1)
    first = -int(-foot // step) * step
    return list(range(first, int(top) + 1, step))
