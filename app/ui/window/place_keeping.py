"""Keeps where one is in a strategy whenever one comes to rest, so that it is found again however the program ends.

Imports Qt's core only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer

from app.ui.window import session

if TYPE_CHECKING:
    from app.ui.window.desktop import Desktop

REST_MS = 700


class PlaceKeeping(QObject):
    """Watches what is scrolled, unfolded and sized of a strategy on show; goes with it."""

    def __init__(self, desktop: Desktop, settings: QSettings) -> None:
        super().__init__(desktop)
        self._desktop, self._settings = desktop, settings
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.keep)
        view = desktop.tree.view
        for moved in (view.expanded, view.collapsed, desktop.workspace.scrolled, desktop.shown_changed):
            moved.connect(lambda *_: self._rest.start())
        desktop.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._rest.start()
        return False

    def keep(self) -> None:
        """Keeps the place now, unless the strategy is not on show, or the part chosen is not there yet."""
        desktop = self._desktop
        form = desktop.workspace.form_on_show
        if not desktop.isVisible() or (form is None and desktop.workspace.shown_id in desktop.desk.root.ids):
            return
        session.keep_place(self._settings, desktop.desk.id, desktop.place())
        session.keep_geometry(self._settings, desktop.window())
