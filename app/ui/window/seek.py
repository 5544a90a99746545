"""The way to everything, in sight beside the menus with its keys, for who has never heard of it. Imports Qt only."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenuBar, QToolButton

AROUND_MENU = 16
"""What stands around the name of a menu, in pixels."""


class SeekButton(QToolButton):
    """Shows its words where they leave the menus their room; else its icon alone."""

    def __init__(self, action: QAction, words: str, keys: str, menus: QMenuBar) -> None:
        super().__init__(menus)  # which does not take it over from Python by itself
        self._menus = menus
        self.setObjectName("seek")
        self.setIcon(action.icon())
        self.setText(f" {words}…   {keys}")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({keys})")
        self.clicked.connect(action.trigger)
        menus.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Before the menus share the room out.
        if watched is self._menus and isinstance(event, QResizeEvent):
            self._fit(event.size().width())
        return super().eventFilter(watched, event)

    def _fit(self, room: int) -> None:
        styles, letters = Qt.ToolButtonStyle, self._menus.fontMetrics()
        names = (action.text().replace("&", "") for action in self._menus.actions())
        menus = sum(letters.horizontalAdvance(name) + AROUND_MENU for name in names)
        self.setToolButtonStyle(styles.ToolButtonTextBesideIcon)
        if menus + self.sizeHint().width() > room:
            self.setToolButtonStyle(styles.ToolButtonIconOnly)
