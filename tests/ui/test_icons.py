"""Icons take the colour they are painted in."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.ui import icons
from app.ui.icons import renderer

SIDE = 32


def inks(name, colour):
    """The colours of all that an icon paints at all strongly."""
    image = QImage(QSize(SIDE, SIDE), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer(name, colour).render(painter, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    seen = [image.pixelColor(x, y) for x in range(SIDE) for y in range(SIDE)]
    return {QColor(each.rgb()).name() for each in seen if each.alpha() == 255}


class DescribeTheDrawingOfAnIcon:
    def it_has_the_colour_that_is_asked_for(self, qapp):
        assert inks("history", "#ff0000") == {"#ff0000"}
        assert inks("history", "#0000ff") == {"#0000ff"}

    def it_is_nothing_where_there_is_no_such_icon(self, qapp):
        assert inks("no-such-icon", "#ff0000") == set()

    def it_is_read_from_its_file_once_for_all_colours(self, qapp, monkeypatch):
        renderer("history", "#00ff01")
        monkeypatch.setattr(icons, "resource_root", lambda: 1 // 0)
        assert inks("history", "#00ff02") == {"#00ff02"}
