"""How the window that checks a copy is made. Services are imported when they are first asked."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget

from app.services.signing import SignedBy
from app.services.verifying import Checked
from app.ui.ask import Ask
from app.ui.checking.dialog import CheckDialog
from app.ui.desk import Desk
from app.ui.sources import OpenLibrary

if TYPE_CHECKING:
    from app.store.library import Library

TRUSTED = "check/trusted"


def open_check(desk: Desk, parent: QWidget) -> CheckDialog:
    """Opens the window over an open strategy's library, from a page of the main window."""
    settings = getattr(parent.window(), "settings", None)
    return check_window(desk.library, desk.ask, parent, settings)


def check_window(
    library: OpenLibrary, ask: Ask, parent: QWidget, settings: QSettings | None = None
) -> CheckDialog:
    """Opens the window over a library; it may stay beside the work. The issuers trusted are kept in `settings`."""

    def check(path: Path) -> Checked:
        from app.services.verifying import check

        return check(path, cast("Library", library))

    def signed(path: Path, trusted: Sequence[Path]) -> Sequence[SignedBy] | None:
        from app.services.signing import signed_by

        return signed_by(path, trusted)

    def keep(trusted: Sequence[Path]) -> None:
        if settings is not None:
            settings.setValue(TRUSTED, json.dumps([str(path) for path in trusted]))

    dialog = CheckDialog(check, signed, _trusted(settings), ask, parent)
    dialog.signatures.trusted_changed.connect(keep)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    return dialog


def _trusted(settings: QSettings | None) -> Sequence[Path]:
    """The issuers whose word was taken before; nobody's where that cannot be read."""
    try:
        kept = json.loads(str(settings.value(TRUSTED, "[]"))) if settings is not None else []
        return [Path(name) for name in kept]
    except (ValueError, TypeError):
        return []
