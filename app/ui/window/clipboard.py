"""Cut, copy and paste from the menu: in what is being written, else of the chosen rows or parts. Imports Qt only."""

from typing import Literal

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from app.ui.keyboard import held_in
from app.ui.window.desktop import Desktop

Deed = Literal["cut", "copy", "paste"]
DEEDS: tuple[Deed, ...] = ("cut", "copy", "paste")


def on_clipboard(deed: Deed, desktop: Desktop | None) -> None:
    """Does as the keys would where the keyboard is: in a text or line, else with the chosen rows or parts."""
    writing = held_in(desktop.window()) if desktop is not None else None
    if isinstance(writing, QLineEdit | QTextEdit | QPlainTextEdit):
        {"cut": writing.cut, "copy": writing.copy, "paste": writing.paste}[deed]()
        return
    from app.ui.forms.child_table import RowsView

    if isinstance(writing, RowsView):
        writing.clipboard_asked.emit(deed)
    elif desktop is not None and (ids := desktop.tree.view.chosen_ids()):
        structure = desktop.structure
        if deed == "paste":
            structure.paste(ids[-1])
        else:
            {"cut": structure.cut, "copy": structure.copy}[deed](ids)
