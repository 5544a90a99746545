"""What the actions of the Strategy menu do, with rows or with parts. Imports Qt only."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.ui.tree.model import PAGES
from app.ui.window.desktop import Desktop

translate = QCoreApplication.translate


def act(desktop: Desktop, name: str) -> None:
    """Does what an action of the Strategy menu says: with the rows chosen where a table of parts has the keyboard, else
    with the parts chosen in the tree.
    """
    form, structure = desktop.workspace.form_on_show, desktop.structure
    table, ids = (form and form.rows_in_hand()) or (None, desktop.tree.view.chosen_ids())
    if not ids:
        return
    if name == "rename" and ids[-1] in PAGES:
        desktop.said.emit(translate("Acting", "The house style names this page, so it cannot be renamed."))
        return
    does: dict[str, Callable[[], object]] = {
        "sibling": lambda: structure.add_sibling(ids[-1]),
        "rename": lambda: (table or desktop.tree).choose(ids[-1], edit=True),
        "duplicate": lambda: structure.duplicate(ids),
        "delete": lambda: structure.remove(ids),
    }
    does.get(name, lambda: structure.move(ids, name))()
