"""How the window that checks a copy is made. Services are imported when they are first asked."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.services.verifying import Checked
from app.ui.ask import Ask
from app.ui.checking.dialog import CheckDialog
from app.ui.desk import Desk
from app.ui.sources import OpenLibrary

if TYPE_CHECKING:
    from app.store.library import Library


def open_check(desk: Desk, parent: QWidget) -> CheckDialog:
    """Opens the window over an open strategy's library."""
    return check_window(desk.library, desk.ask, parent)


def check_window(library: OpenLibrary, ask: Ask, parent: QWidget) -> CheckDialog:
    """Opens the window over a library; it may stay beside the work."""

    def check(path: Path) -> Checked:
        from app.services.verifying import check

        return check(path, cast("Library", library))

    dialog = CheckDialog(check, ask, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog
