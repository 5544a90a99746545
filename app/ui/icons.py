"""The program's icons: SVG of one stroke width, tinted by the palette whenever they are drawn. Imports Qt only."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource_root


class TintedIcon(QIconEngine):
    """Draws an SVG in the palette's text colour, so that it is right in light, dark and high contrast."""

    def __init__(
        self, name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText, *, in_menu: bool = False
    ) -> None:
        super().__init__()
        self._name = name
        self._role = role
        self._in_menu = in_menu

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        renderer(self._name, self._colour(mode).name()).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        if pixmap.isNull():  # a button that has no room yet asks for a picture of none
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return TintedIcon(self._name, self._role, in_menu=self._in_menu)

    def iconName(self) -> str:
        return self._name

    def _colour(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, self._role)
        # A menu calls its chosen line active, as a toolbar does a button under the mouse, which has no highlight.
        if mode == QIcon.Mode.Selected or (self._in_menu and mode == QIcon.Mode.Active):
            return palette.color(QPalette.ColorRole.HighlightedText)
        return palette.color(self._role)


@lru_cache(maxsize=512)
def renderer(name: str, colour: str) -> QSvgRenderer:
    """The drawing of an icon in a colour (“#rrggbb”); of one that is not there, nothing."""
    return QSvgRenderer(QByteArray(_drawing(name).replace(b"currentColor", colour.encode())))


@lru_cache(maxsize=256)
def _drawing(name: str) -> bytes:
    """An icon's SVG. In other colours all that are seen are painted in one turn, for which no file is read again."""
    try:
        return (resource_root() / "icons" / f"{name}.svg").read_bytes()
    except FileNotFoundError:
        return b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@lru_cache(maxsize=256)
def icon(name: str) -> QIcon:
    """The icon of this name, tinted by the palette."""
    return QIcon(TintedIcon(name))


@lru_cache(maxsize=256)
def menu_icon(name: str) -> QIcon:
    """The icon of this name for the line of a menu, where it takes the colour of the words also when it is chosen."""
    return QIcon(TintedIcon(name, in_menu=True))


@lru_cache(maxsize=256)
def highlighted_icon(name: str) -> QIcon:
    """The icon of this name on the highlight, where whoever draws it does not say that it is chosen."""
    return QIcon(TintedIcon(name, QPalette.ColorRole.HighlightedText))
