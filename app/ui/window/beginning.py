"""A new strategy: asked for, put into its library, shown. Imports models and Qt only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.models.content import Content
from app.ui.passing import answered
from app.ui.window.opening import place_named

if TYPE_CHECKING:
    from app.ui.sources import OpenLibrary
    from app.ui.window.main_window import MainWindow
    from app.ui.window.welcome import NewDialog


def begin_strategy(window: MainWindow) -> None:
    """Asks what a new strategy begins with, makes it, and opens it."""
    from app.ui.window.welcome import NewDialog

    dialog = NewDialog(window.services.houses(), window.place_for_new(), window, add=partial(_added, window))
    if answered(dialog) and dialog.added is not None:
        window.show_strategy(*dialog.added)


def _added(window: MainWindow, dialog: NewDialog) -> tuple[OpenLibrary, str]:
    """The library that was named, made if it is not there, and in it the new strategy's id. Raises Refused."""
    services, target = window.services, place_named(dialog.library.text())
    house = services.houses().get(str(dialog.house.currentData()))
    root = services.new_strategy(
        house, *(line.text().strip() for line in (dialog.title, dialog.organisation, dialog.period))
    )
    shared = window.sharing.find(target)
    library = shared or services.create_library(target)
    try:
        library.add(Content(root), "Begun")
    except BaseException:
        if shared is None:
            library.close()
        raise
    return library, root.id
