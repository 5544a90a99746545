"""A risk's likelihood and impact on a little five by five matrix. Imports document and Qt only."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.document.figures.drawing import SHADES
from app.document.figures.scores import STEPS, band
from app.ui.roles import give_role

# From low to high; every square also bears its score, so that nothing is told by colour alone.
DARK_SHADES = ("#23402b", "#3e4423", "#55431f", "#5a3620", "#5e2a25")


class RiskMatrix(QWidget):
    """Shows where a risk stands: a filled dot before the response, a ring after it. A click scores it."""

    scored = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = (0, 0)
        self._after = (0, 0)
        self._read_only = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("Click to score likelihood and impact"))
        give_role(self, QAccessible.Role.Chart)
        self._describe()

    def make_read_only(self) -> None:
        """Has it show scores only."""
        self._read_only = True
        self.setToolTip("")

    def show_scores(self, before: tuple[int, int], after: tuple[int, int]) -> None:
        """Shows likelihood and impact, each 1 to 5 or 0 for none, before and after the response."""
        if (before, after) != (self._before, self._after):
            self._before, self._after = before, after
            self._describe()
            self.update()

    def sizeHint(self) -> QSize:
        side = max(20, round(self.fontMetrics().height() * 1.5))
        return QSize(side * STEPS + self._margin() + 2, side * STEPS + self._margin() + 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._read_only:
            return
        for likelihood in range(1, STEPS + 1):
            for impact in range(1, STEPS + 1):
                if self._square(likelihood, impact).contains(event.position()):
                    self.scored.emit(likelihood, impact)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dark = self.palette().base().color().lightness() < 128
        for likelihood in range(1, STEPS + 1):
            for impact in range(1, STEPS + 1):
                self._paint_square(painter, likelihood, impact, DARK_SHADES if dark else SHADES)
        self._paint_axes(painter)
        self._paint_marks(painter)
        painter.end()

    def _paint_square(self, painter: QPainter, likelihood: int, impact: int, shades: tuple[str, ...]) -> None:
        square = self._square(likelihood, impact)
        painter.setPen(QPen(self.palette().window().color(), 1))
        painter.setBrush(QColor(shades[band(likelihood * impact)]))
        painter.drawRect(square)
        painter.setPen(self.palette().text().color())
        font = self.font()
        font.setPointSizeF(max(font.pointSizeF() * 0.8, 6))
        painter.setFont(font)
        if (likelihood, impact) not in (self._before, self._after):
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(likelihood * impact))

    def _paint_axes(self, painter: QPainter) -> None:
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.font())
        margin = self._margin()
        foot = QRectF(margin, self.height() - margin, self.width() - margin, margin)
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, self.tr("Likelihood →"))
        painter.save()
        painter.translate(0, self.height() - margin)
        painter.rotate(-90)
        side = QRectF(0, 0, self.height() - margin, margin)
        painter.drawText(side, Qt.AlignmentFlag.AlignCenter, self.tr("Impact →"))
        painter.restore()

    def _paint_marks(self, painter: QPainter) -> None:
        ink = self.palette().text().color()
        for (likelihood, impact), filled in ((self._after, False), (self._before, True)):
            if likelihood and impact:
                square = self._square(likelihood, impact)
                radius = square.width() * (0.24 if filled else 0.36)
                painter.setPen(QPen(ink, 2))
                painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(square.center(), radius, radius)

    def _square(self, likelihood: int, impact: int) -> QRectF:
        margin = self._margin()
        side = min(self.width() - margin, self.height() - margin) / STEPS
        return QRectF(margin + (likelihood - 1) * side, (STEPS - impact) * side, side, side)

    def _margin(self) -> int:
        return self.fontMetrics().height() + 4

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Risk matrix"))
        before, after = (self._score(pair) for pair in (self._before, self._after))
        self.setAccessibleDescription(self.tr("Before the response: {}. After it: {}.").format(before, after))

    def _score(self, pair: tuple[int, int]) -> str:
        likelihood, impact = pair
        if not likelihood or not impact:
            return self.tr("not scored")
        return self.tr("likelihood {} × impact {} = {}").format(likelihood, impact, likelihood * impact)
