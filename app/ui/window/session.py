"""Where one was: window, strategy, part, scroll, what is unfolded. Kept in QSettings. Imports Qt only."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QCoreApplication, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

# About a title bar beside the height of its letters. The style knows it, but to ask the style first takes long.
TITLE_BAR_PADDING = 8
MOST_KEPT = 500
"""Parts that are unfolded again after a start."""

SAY_UNKEPT_MS = 20_000


class Place(NamedTuple):
    """Where one was in a strategy: the part, how far its page was scrolled, and what was unfolded in the tree."""

    node: str = ""
    scroll: int = 0
    unfolded: tuple[str, ...] = ()


def keep_place(settings: QSettings, strategy: str, place: Place) -> None:
    """Remembers where one was in a strategy."""
    settings.setValue(f"place/{strategy}/node", place.node)
    settings.setValue(f"place/{strategy}/scroll", place.scroll)
    settings.setValue(f"place/{strategy}/unfolded", " ".join(place.unfolded[:MOST_KEPT]))


def keep_node(settings: QSettings, strategy: str, node: str) -> None:
    """Remembers the part that is shown, at once, so that it is found again however the program ends."""
    settings.setValue(f"place/{strategy}/node", node)
    settings.setValue(f"place/{strategy}/scroll", 0)


def place_in(settings: QSettings, strategy: str) -> Place:
    """Where one was in a strategy; nowhere where it was never open."""
    text = str(settings.value(f"place/{strategy}/scroll", 0))
    unfolded = str(settings.value(f"place/{strategy}/unfolded", "") or "").split()
    node = str(settings.value(f"place/{strategy}/node", "") or "")
    return Place(node, int(text) if text.isdecimal() else 0, tuple(unfolded))


def keep_last(settings: QSettings, library: str, strategy: str) -> None:
    """Remembers what is open, at once, so that it is found again however the program ends."""
    settings.setValue("last/library", library)
    settings.setValue("last/strategy", strategy)


def last_open(settings: QSettings) -> tuple[str, str]:
    """The library and the strategy that were open last; empty where none was."""
    library, strategy = (str(settings.value(f"last/{key}", "") or "") for key in ("library", "strategy"))
    return library, strategy


def keep_own_name(settings: QSettings, name: str) -> None:
    """Remembers how the user is called; empty for as the computer knows them."""
    settings.setValue("user/name", name)


def own_name(settings: QSettings) -> str:
    """How the user said they are called; empty where they said nothing."""
    return str(settings.value("user/name", "") or "")


def tell_unkept(settings: QSettings, window: QMainWindow) -> None:
    """Says at a window's foot where nothing of all this can be remembered, for its file cannot be written."""
    if settings.isWritable():
        return
    said = QCoreApplication.translate(
        "Session",
        "Your settings are kept only until you close Engross, for {} cannot be written; ask whoever looks after this "
        "computer for permission.",
    )
    window.statusBar().showMessage(said.format(settings.fileName()), SAY_UNKEPT_MS)


def show_fitting(window: QMainWindow) -> None:
    """Shows a window, and has it fill a screen on which it would not fit: its foot would be out of sight."""
    room, frame = window.screen().availableSize(), 2 * (window.fontMetrics().height() + TITLE_BAR_PADDING)
    if window.width() > room.width() or window.height() + frame > room.height():
        window.showMaximized()
    else:
        window.show()


def keep_window(
    settings: QSettings, window: QMainWindow, splitter: QSplitter, sides: Sequence[QAction]
) -> None:
    """Remembers the window's size and its parts', and which of `sides`, the tree and the side panel, are hidden."""
    settings.setValue("window/sides", " ".join("shown" if side.isChecked() else "hidden" for side in sides))
    keep_geometry(settings, window)
    settings.setValue("window/splitter", splitter.saveState())


def keep_geometry(settings: QSettings, window: QWidget) -> None:
    """Remembers where the window stands and how large it is."""
    settings.setValue("window/geometry", window.saveGeometry())


def restore_window(
    settings: QSettings, window: QMainWindow, splitter: QSplitter, sides: Sequence[QAction]
) -> bool:
    """Gives the window the size it had, if it had one; whether its parts have theirs again too."""
    kept = str(settings.value("window/sides", "") or "").split()
    for side, state in zip(sides, kept, strict=False):
        side.setChecked(state != "hidden")
    geometry, state = settings.value("window/geometry"), settings.value("window/splitter")
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
    if isinstance(state, QByteArray):
        return splitter.restoreState(state)
    return False
