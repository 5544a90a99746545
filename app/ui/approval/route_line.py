"""The route as a line of stages: done ●, now ◐, to come ○, left out –; each with its words and date. Imports Qt only.

It stands in a row where there is room for every stage's words, or else in a column.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.services.standing import StageSeen
from app.ui.labels import tip_of
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.roles import give_role
from app.ui.typed import show_date

GAP = 8
LEAST_LETTERS = 15
WRAPS = Qt.TextFlag.TextWordWrap


class Words(NamedTuple):
    """What stands at a stage."""

    name: str
    said: str
    note: str


OUTCOMES = (
    QT_TRANSLATE_NOOP("Outcomes", "supported"),
    QT_TRANSLATE_NOOP("Outcomes", "supported with conditions"),
    QT_TRANSLATE_NOOP("Outcomes", "referred back"),
    QT_TRANSLATE_NOOP("Outcomes", "approved"),
    QT_TRANSLATE_NOOP("Outcomes", "approved with conditions"),
    QT_TRANSLATE_NOOP("Outcomes", "rejected"),
    QT_TRANSLATE_NOOP("Outcomes", "noted"),
    QT_TRANSLATE_NOOP("Outcomes", "called in"),
    QT_TRANSLATE_NOOP("Outcomes", "now"),
    QT_TRANSLATE_NOOP("Outcomes", "planned"),
    QT_TRANSLATE_NOOP("Outcomes", "not recorded"),
    QT_TRANSLATE_NOOP("Outcomes", "to come"),
    QT_TRANSLATE_NOOP("Outcomes", "over"),
    QT_TRANSLATE_NOOP("Outcomes", "none applies"),
    QT_TRANSLATE_NOOP("Outcomes", "ends"),
    QT_TRANSLATE_NOOP("Outcomes", "from"),
    QT_TRANSLATE_NOOP("Outcomes", "since"),
)
STATES = (
    QT_TRANSLATE_NOOP("Stages", "done"),
    QT_TRANSLATE_NOOP("Stages", "now"),
    QT_TRANSLATE_NOOP("Stages", "to come"),
    QT_TRANSLATE_NOOP("Stages", "left out"),
)


def outcome_in_words(said: str) -> str:
    """An outcome, or what is said of a stage without one, as it is read within a sentence."""
    return QCoreApplication.translate("Outcomes", said)


def capital(words: str) -> str:
    """The words as they begin a line."""
    return words[:1].upper() + words[1:]


def words_of(seen: StageSeen) -> Words:
    """A stage's name, its state with the date, and what there is to note."""
    said = outcome_in_words(seen.said)
    dated = f"{said} {show_date(seen.date)}" if seen.date else said
    return Words(seen.stage.name, dated, seen.note)


def state_in_words(seen: StageSeen) -> str:
    """The state as a reader who sees no marks is told it."""
    return QCoreApplication.translate("Stages", seen.state)


def told_of(seen: StageSeen) -> str:
    """How a stage stands, for a reader who sees no marks: its state, what is said of it, and what there is to note."""
    words = words_of(seen)
    return ", ".join(dict.fromkeys(filter(None, (state_in_words(seen), words.said, words.note))))


class RouteLine(QWidget):
    """The stages of a route; one is chosen by a click or by the arrow keys."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: Sequence[StageSeen] = ()
        self._at = 0
        self._boxes: list[QRectF] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Stages of the route"))
        give_role(self, QAccessible.Role.List)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def at(self) -> int:
        """The place of the chosen stage."""
        return self._at

    def show_stages(self, stages: Sequence[StageSeen], at: int) -> None:
        """Shows a route with the stage `at` chosen."""
        self._stages = stages
        self._at = min(max(at, 0), max(len(stages) - 1, 0))
        self._lay_out()
        self._describe()

    def choose(self, at: int) -> None:
        """Chooses a stage."""
        if 0 <= at < len(self._stages) and at != self._at:
            self._at = at
            self._describe()
            self.update()
            self.chosen.emit(at)

    def box(self, at: int) -> QRectF:
        """Where a stage stands."""
        return self._boxes[at]

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(max(self.width(), 240)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._places(width)
        return round(max((box.bottom() for box in boxes), default=0.0)) + 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at, box in enumerate(self._boxes):
            if box.contains(event.position()):
                self.choose(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
            Qt.Key.Key_Home: -len(self._stages), Qt.Key.Key_End: len(self._stages),
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.choose(min(max(self._at + step, 0), len(self._stages) - 1))

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter)
        for at, box in enumerate(self._boxes):
            self._paint_stage(painter, self._stages[at], box, at == self._at)
        painter.end()

    @property
    def _across(self) -> bool:
        return self._fits(self.width())

    def _fits(self, width: int) -> bool:
        letter = self.fontMetrics().averageCharWidth()
        return width >= len(self._stages) * letter * LEAST_LETTERS

    @property
    def _radius(self) -> float:
        return self.fontMetrics().height() * 0.42

    def _places(self, width: int) -> list[QRectF]:
        """Where each stage stands in so many pixels."""
        if not self._stages:
            return []
        mark = 2 * self._radius + GAP
        if self._fits(width):
            wide = width / len(self._stages)
            high = max(self._text_height(each, wide - GAP) for each in self._stages)
            return [QRectF(at * wide, 0, wide, mark + GAP + high + GAP) for at in range(len(self._stages))]
        boxes: list[QRectF] = []
        top = 0.0
        for each in self._stages:
            high = max(self._text_height(each, width - mark - 2 * GAP), mark) + GAP
            boxes.append(QRectF(0, top, width, high))
            top += high
        return boxes

    def _text_height(self, seen: StageSeen, width: float) -> float:
        return sum(
            QFontMetricsF(font).boundingRect(QRectF(0, 0, max(width, 20), 1e4), WRAPS, text).height()
            for text, font in self._lines(seen)
        )

    def _lines(self, seen: StageSeen) -> list[tuple[str, QFont]]:
        words = words_of(seen)
        bold = QFont(self.font())
        bold.setBold(seen.state == "now")
        lines = [(words.name, bold), (words.said, self.font()), (words.note, self.font())]
        return [(text, font) for text, font in lines if text]

    def _lay_out(self) -> None:
        self._boxes = self._places(self.width())
        self.setFixedHeight(self.heightForWidth(max(self.width(), 240)))
        self.update()

    def _centre(self, box: QRectF) -> QPointF:
        radius = self._radius
        if self._across:
            return QPointF(box.center().x(), box.top() + radius + GAP / 2)
        return QPointF(box.left() + radius + GAP / 2, box.top() + radius + GAP / 2)

    def _paint_line(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 2))
        for one, other in zip(self._boxes, self._boxes[1:], strict=False):
            painter.drawLine(self._centre(one), self._centre(other))

    def _paint_stage(self, painter: QPainter, seen: StageSeen, box: QRectF, chosen: bool) -> None:
        palette = self.palette()
        ink = palette.color(QPalette.ColorRole.WindowText)
        if chosen:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 2 if self.hasFocus() else 1))
            painter.setBrush(palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 4, 4)
            self._paint_stub(painter, box)
        self._paint_mark(painter, seen.state, self._centre(box))
        text = self._text_box(box)
        align = Qt.AlignmentFlag.AlignHCenter if self._across else Qt.AlignmentFlag.AlignLeft
        for n, (words, font) in enumerate(self._lines(seen)):
            faint = n and seen.state in ("to come", "left out")
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText) if faint else ink)
            painter.setFont(font)
            high = QFontMetricsF(font).boundingRect(QRectF(0, 0, text.width(), 1e4), WRAPS, words).height()
            painter.drawText(QRectF(text.left(), text.top(), text.width(), high), WRAPS | align, words)
            text.setTop(text.top() + high)

    def _paint_stub(self, painter: QPainter, box: QRectF) -> None:
        """The line goes on across the ground of the chosen stage."""
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 2))
        at, centre = self._boxes.index(box), self._centre(box)
        if self._across and at:
            painter.drawLine(QPointF(box.left() + 3, centre.y()), centre)
        if self._across and at < len(self._boxes) - 1:
            painter.drawLine(centre, QPointF(box.right() - 3, centre.y()))

    def _text_box(self, box: QRectF) -> QRectF:
        mark = 2 * self._radius + GAP
        if self._across:
            return box.adjusted(GAP / 2, mark + GAP / 2, -GAP / 2, 0)
        return box.adjusted(mark + GAP, GAP / 4, -GAP, 0)

    def _paint_mark(self, painter: QPainter, state: str, centre: QPointF) -> None:
        radius = self._radius
        ink = self.palette().color(QPalette.ColorRole.Link)
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if state == "done" else self.palette().color(QPalette.ColorRole.Base))
        painter.drawEllipse(centre, radius, radius)
        inner = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        if state == "now":
            painter.setBrush(ink)
            painter.drawPie(inner, 90 * 16, 180 * 16)
        elif state == "left out":
            painter.drawLine(centre - QPointF(radius / 2, 0), centre + QPointF(radius / 2, 0))

    def _describe(self) -> None:
        """Tells the chosen stage to whoever cannot see it."""
        if not self._stages:
            return
        seen = self._stages[self._at]
        place = self.tr("Stage {} of {}").format(self._at + 1, len(self._stages))
        said = ", ".join((place, seen.stage.name, told_of(seen)))
        self.setAccessibleDescription(said)
        self.setToolTip(tip_of(said))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
