"""The one document class that shows an author's words. It opens no file and no address. Imports models and Qt only.

Qt's own class loads whatever an image names, and where that fails its image handler tries the name as a file; on
Windows `//host/share/x.png` then gives the user's password hash away. So a picture is named by its digest only, and
every name is answered with a picture: the library's, or an empty frame.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextCursor, QTextDocument, QTextFormat, QTextOption

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QImage

PICTURE = "picture:"
PICTURE_LETTER = "\ufffc"
MM_TO_PX = 96 / 25.4
WIDEST_PX = 560
MOST_POINTS = 2 * WIDEST_PX
"""How many points wide a picture is painted from: one of a camera's millions took longer to paint than a key may."""

MISSING = (160, 90)
"""Width and height of the frame that stands for a picture that is missing."""

Pictures = Callable[[str], bytes | None]

_OWN = int(QTextFormat.Property.UserProperty)
LEVEL = _OWN + 1  # how deep in lists a paragraph, picture or table lies that is no item's first block
FILLER = _OWN + 2  # made by Qt's rules or ours, not by the author: not part of the text while empty
KEPT = _OWN + 3  # an empty paragraph that was in the text
CAPTION = _OWN + 4
DIGEST = _OWN + 5
ALT = _OWN + 6
WIDTH = _OWN + 7
LINK = _OWN + 8


def no_pictures(digest: str) -> None:
    """The source of pictures where there is none."""


class SafeDocument(QTextDocument):
    """A document that asks nobody but `pictures` for what it shows."""

    def __init__(self, parent: QObject | None = None, pictures: Pictures = no_pictures) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self.setUndoRedoEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(option)

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        if (
            type != QTextDocument.ResourceType.ImageResource.value
            and type != QTextDocument.ResourceType.ImageResource
        ):
            return None
        text = name if isinstance(name, str) else name.toString()
        return self.picture(text.removeprefix(PICTURE)) if text.startswith(PICTURE) else empty_frame()

    def picture(self, digest: str) -> QImage:
        """The picture with this digest, with as many points as a screen shows; an empty frame where there is none."""
        from app.ui.rich_text.pictures import image_of

        image = image_of(self._pictures(digest) or b"", MOST_POINTS)
        return empty_frame() if image.isNull() else image

    def shown_size(self, digest: str, width_mm: float) -> tuple[int, int]:
        """Width and height in pixels at which a picture is shown: as wide as asked for, never wider than a line."""
        from app.ui.rich_text.pictures import size_of

        size = size_of(self._pictures(digest) or b"")
        natural, high = (size.width(), size.height()) if not size.isEmpty() else MISSING
        width = min(round(width_mm * MM_TO_PX) if width_mm else natural, WIDEST_PX)
        return max(width, 8), max(round(width * high / natural), 8)


def picture_at(document: QTextDocument, position: int) -> QTextCursor | None:
    """A cursor right after the picture that stands before or behind a place; None where there is none."""
    for at in (position, position + 1):
        if at > 0 and document.characterAt(at - 1) == PICTURE_LETTER:
            found = QTextCursor(document)
            found.setPosition(at)
            return found
    return None


def empty_frame() -> QImage:
    """What stands where a picture is missing."""
    from PySide6.QtGui import QImage

    image = QImage(*MISSING, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setPen(QPen(QColor(128, 128, 128), 1, Qt.PenStyle.DashLine))
    painter.drawRect(1, 1, 157, 87)
    painter.drawLine(1, 1, 158, 88)
    painter.drawLine(158, 1, 1, 88)
    painter.end()
    return image
