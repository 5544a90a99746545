"""What stands at the right of a row of the tree: small signs, each with a number. Imports Qt only."""

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from app.ui.icons import renderer

GAP = 6
RING = 1.5
"""How thick the ring is that says that something inside has a badge, in pixels."""


class Badge(Struct, frozen=True):
    """A word (mostly none) and signs of a part, each the name of an icon and a number; `words` say the same."""

    signs: tuple[tuple[str, int], ...]
    words: str
    tag: str = ""

    def __str__(self) -> str:
        return self.words


def draw_badge(painter: QPainter, option: QStyleOptionViewItem, badge: object) -> QRect:
    """Draws a badge, or plain words, at the right of a row, and gives back the room that is left."""
    signs = badge.signs if isinstance(badge, Badge) else ()
    metrics, side = option.fontMetrics, option.fontMetrics.ascent()
    numbers = [str(count) if count > 1 else "" for _, count in signs]
    wide = sum(side + metrics.horizontalAdvance(number) + GAP for number in numbers)
    said = badge.tag if isinstance(badge, Badge) else str(badge)
    wide += metrics.horizontalAdvance(said) + (GAP if said else 0) + (0 if said and not signs else GAP)
    whole = QRect(option.rect)
    role = QPalette.ColorRole.PlaceholderText
    if _is_selected(option):
        role = QPalette.ColorRole.HighlightedText
        painter.fillRect(
            QRect(whole.right() - wide + 1, whole.top(), wide, whole.height()), option.palette.highlight()
        )
    ink = option.palette.color(role)
    painter.save()
    painter.setPen(ink)
    across = whole.right() - wide + GAP // 2
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    if said:
        painter.drawText(QRect(across, whole.top(), wide, whole.height()), middle, said)
        across += metrics.horizontalAdvance(said) + GAP
    for (name, _), number in zip(signs, numbers, strict=True):
        top = whole.center().y() - side / 2 + 1
        renderer(name, ink.name()).render(painter, QRectF(across, top, side, side))
        across += side + 1
        advance = metrics.horizontalAdvance(number)
        painter.drawText(QRect(across, whole.top(), advance, whole.height()), middle, number)
        across += advance + GAP - 1
    painter.restore()
    return whole.adjusted(0, 0, -wide, 0)


def draw_ring(painter: QPainter, option: QStyleOptionViewItem) -> QRect:
    """Draws at the right of a folded row that something inside has a badge, and gives back the room that is left."""
    whole, side = QRect(option.rect), option.fontMetrics.ascent() * 2 // 3
    role = QPalette.ColorRole.PlaceholderText
    place = QRect(whole.right() - side - GAP + 1, whole.top(), side + GAP, whole.height())
    painter.save()
    if _is_selected(option):
        role = QPalette.ColorRole.HighlightedText
        painter.fillRect(place, option.palette.highlight())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(option.palette.color(role), RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    round = QRectF(place.left() + RING, whole.center().y() - side / 2 + 1, side, side)
    painter.drawEllipse(round.adjusted(RING, RING, -RING, -RING))
    painter.restore()
    return whole.adjusted(0, 0, -place.width(), 0)


def _is_selected(option: QStyleOptionViewItem) -> bool:
    # The first mention of Qt's styles takes a fiftieth of the program's start, before which no row has a badge.
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_Selected)
