"""A pyqtgraph plot that stands still: axes by pyqtgraph, the rest painted in pixels. Imports Qt and pyqtgraph."""

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from app.ui.labels import tip_of


class StillPlot(pg.PlotWidget):
    """Neither zooms nor pans; follows the palette and the text size. Subclasses say what is painted."""

    axes: tuple[str, ...] = ()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._plot: Any = None
        super().__init__(parent, enableMenu=False)
        self.setBackground(None)
        # A picture of the background would be as high as all rows: two gigabytes for 20,000.
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self._plot = self.getPlotItem()
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        # The tables beside the pictures are what keys reach.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)

    def paint(self, painter: QPainter) -> None:
        """Paints over the axes, in the widget's pixels."""
        raise RuntimeError(type(self).__name__)

    def place_of(self, x: float, y: float) -> QPointF:
        """Where a point of the plot is in the widget, in pixels."""
        return QPointF(self.mapFromScene(self._plot.vb.mapViewToScene(QPointF(x, y))))

    def value_at(self, at: QPointF) -> QPointF:
        """Which point of the plot a place in the widget is."""
        return self._plot.vb.mapSceneToView(self.mapToScene(at.toPoint()))

    def tell(self, event: QMouseEvent, words: str) -> None:
        """Says beside the pointer what letting go would mean: a tip of the widget waits until the pointer rests."""
        QToolTip.showText(event.globalPosition().toPoint(), tip_of(words), self)

    def begin_drag(self) -> None:
        """Something is dragged from here on; wherever the keyboard is, Esc abandons it."""
        if application := QCoreApplication.instance():
            application.installEventFilter(self)

    def abandon(self) -> None:
        """Nothing is dragged any more, and whatever was stands where it stood."""
        if application := QCoreApplication.instance():
            application.removeEventFilter(self)
        self.viewport().unsetCursor()
        self.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # so that no shortcut, asked first whether anything else wants the key, takes it
            if event.type() == QEvent.Type.KeyPress:
                QToolTip.hideText()
                self.abandon()
            return True
        return super().eventFilter(watched, event)

    def tint(self) -> None:
        """Gives the axes the palette's colour and the window's font."""
        for side in self.axes:
            axis = self._plot.getAxis(side)
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(pg.mkPen(self.palette().windowText().color()))
            axis.setTickFont(self.font())
            axis.label.setFont(self.font())

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        self.paint(painter)
        painter.restore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._plot is not None and event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.tint()
