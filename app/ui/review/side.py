"""The names of the side panel's tabs: the one on show in full, the others by icon, so that all have room.

Imports Qt only.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QTabWidget, QWidget

# Fusion's tabs are too wide for a side panel; the palette's own colours follow light, dark and contrast.
TABS = """
    QTabBar::tab { padding: 8px 7px 6px; border: none; border-bottom: 3px solid transparent; }
    QTabBar::tab:!selected { padding: 8px 3px 6px; }
    QTabBar::tab:hover { background: palette(button); }
    QTabBar::tab:selected { border-bottom: 3px solid palette(link); }
    QTabBar::tab:focus { border: 1px solid palette(link); border-bottom-width: 3px; }
"""

KEYS = "Ctrl+Shift+{}"
"""The keys of a tab by its place, as the menu Review has them."""
AROUND_NAME = 20
"""What stands around the name of the tab on show, in pixels."""


class TabNames(QObject):
    """Names the tabs; beside a name may stand a number, such as how many comments are open."""

    def __init__(self, side: QTabWidget) -> None:
        super().__init__(side)
        self._side = side
        self._names: dict[QWidget, str] = {}
        self._counts: dict[QWidget, int] = {}
        side.currentChanged.connect(self.show)
        side.tabBar().setStyleSheet(TABS)
        side.tabBar().setUsesScrollButtons(False)
        side.tabBar().setElideMode(Qt.TextElideMode.ElideRight)  # or they would not let the panel be narrow
        side.installEventFilter(self)
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._fit_icons()
        elif event.type() == QEvent.Type.Resize:
            self.show()
        return super().eventFilter(watched, event)

    def _fit_icons(self) -> None:
        """Icons are as high as a line of text, also when that has another size."""
        high = self._side.fontMetrics().height()
        self._side.setIconSize(QSize(high, high))

    def count(self, panel: QWidget, count: int) -> None:
        """Shows a number beside a panel's name; none where it is 0."""
        self._counts[panel] = count
        self.show()

    def show(self) -> None:
        """Names all tabs, those that have come since too."""
        self._fit_icons()
        on_show = self._side.currentIndex()
        for at in range(self._side.count()):
            panel = self._side.widget(at)
            if panel is None:
                continue
            name = self._names.setdefault(panel, self._side.tabText(at))
            number = f"{self._counts[panel]:,}" if self._counts.get(panel) else ""
            whole = f"{name} {number}".strip()
            self._side.setTabText(at, (whole if self._has_room(whole) else number) if at == on_show else "")
            self._side.setTabToolTip(at, f"{whole} ({KEYS.format(at + 1)})")
            self._side.tabBar().setAccessibleTabName(at, whole)

    def _has_room(self, words: str) -> bool:
        """Whether the tab on show can hold these words beside the others' icons; a few letters of them say nothing."""
        bar, on_show = self._side.tabBar(), self._side.currentIndex()
        others = sum(
            bar.tabRect(at).width() for at in range(bar.count()) if at != on_show and not bar.tabText(at)
        )
        own = bar.iconSize().width() + bar.fontMetrics().horizontalAdvance(words) + AROUND_NAME
        return others + own <= self._side.width()
