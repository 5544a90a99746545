"""Every action of the window in one table: name, words, icon, keys and menu. The window says what each does."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.ui.icons import menu_icon
from app.ui.window.seek import SeekButton

# menu, name, words, icon, keys; "-" parts groups. Words are translated where the menu is made.
TABLE: tuple[tuple[str, str, str, str, str], ...] = (
    ("File", "new", "&New strategy…", "new", "Ctrl+N"),
    ("File", "open", "&Open a library…", "open", "Ctrl+O"),
    ("File", "strategies", "Switch s&trategy…", "strategy", "Ctrl+Shift+O"),
    ("File", "samples", "&Look at the two samples", "samples", ""),
    ("File", "import", "&Import a document…", "import", "Ctrl+Shift+I"),
    ("File", "-", "", "", ""),
    ("File", "save", "&Save", "saved", "Ctrl+S"),
    ("File", "save_version", "Save &version…", "save_version", "Ctrl+Shift+S"),
    ("File", "export", "&Export…", "export", "Ctrl+E"),
    ("File", "export_again", "Export &again", "export", "Ctrl+Shift+E"),
    ("File", "print", "&Print…", "print", "Ctrl+P"),
    ("File", "-", "", "", ""),
    ("File", "name", "&Your name…", "", ""),
    ("File", "window", "New &window", "app", "Ctrl+Shift+N"),
    ("File", "welcome", "&Close strategy", "close", "Ctrl+W"),
    ("File", "-", "", "", ""),
    ("File", "bin_strategy", "&Delete strategy…", "delete", ""),
    ("File", "bin", "&Bin…", "", ""),
    ("File", "-", "", "", ""),
    ("File", "quit", "&Quit", "", "Ctrl+Q"),
    ("Edit", "undo", "&Undo", "undo", "Ctrl+Z"),
    ("Edit", "redo", "&Redo", "redo", "Ctrl+Shift+Z"),
    ("Edit", "-", "", "", ""),
    ("Edit", "cut", "Cu&t", "", ""),
    ("Edit", "copy", "&Copy", "copy", ""),
    ("Edit", "paste", "&Paste", "paste", ""),
    ("Edit", "-", "", "", ""),
    ("Edit", "find", "&Find and replace…", "search", "Ctrl+F"),
    ("Edit", "commands", "&Go to or do…", "search", "Ctrl+K"),
    ("View", "tree", "&Tree", "", "F9"),
    ("View", "side", "&Side panel", "", "F10"),
    ("View", "focus", "&Focus mode", "", "F11"),
    ("View", "filter", "F&ilter the tree", "search", "Ctrl+Shift+F"),
    ("View", "next_area", "&Next area", "right", "F6"),
    ("View", "previous_area", "Pre&vious area", "left", "Shift+F6"),
    ("View", "-", "", "", ""),
    ("View", "larger", "&Larger text", "", "Ctrl++"),
    ("View", "smaller", "S&maller text", "", "Ctrl+-"),
    ("View", "plain_size", "Text at &100 %", "", "Ctrl+0"),
    ("View", "-", "", "", ""),
    ("View", "system", "Look as the s&ystem does", "", ""),
    ("View", "light", "Li&ght", "", ""),
    ("View", "dark", "&Dark", "", ""),
    ("View", "contrast", "&High contrast", "", ""),
    ("Strategy", "sibling", "&Add a part after", "add", ""),
    ("Strategy", "rename", "&Rename", "", "F2"),
    ("Strategy", "duplicate", "D&uplicate", "copy", "Ctrl+D"),
    ("Strategy", "-", "", "", ""),
    ("Strategy", "up", "Move u&p", "up", ""),
    ("Strategy", "down", "Move &down", "down", ""),
    ("Strategy", "in", "Move &in", "right", ""),
    ("Strategy", "out", "Move &out", "left", ""),
    ("Strategy", "-", "", "", ""),
    ("Strategy", "delete", "D&elete", "delete", ""),
    ("Strategy", "-", "", "", ""),
    ("Strategy", "control", "Document &control", "control", ""),
    ("Strategy", "versions", "&Version control", "versions", ""),
    ("Review", "comment", "&Add a comment", "comments", "Ctrl+Alt+M"),
    ("Review", "-", "", "", ""),
    ("Review", "comments", "&Comments", "comments", "Ctrl+Shift+1"),
    ("Review", "suggestions", "S&uggestions", "change", "Ctrl+Shift+2"),
    ("Review", "checks", "Chec&ks", "checks", "Ctrl+Shift+3"),
    ("Review", "history", "&History", "history", "Ctrl+Shift+4"),
    ("Review", "-", "", "", ""),
    ("Review", "send", "&Send for review…", "export", "Ctrl+Shift+R"),
    ("Review", "take_in", "&Take in a reviewed copy…", "import", "Ctrl+Shift+T"),
    ("Review", "merge", "&Merge another copy…", "compare", ""),
    ("Approval", "approval", "&Route and seal", "approval", ""),
    ("Approval", "outcome", "Record an &outcome…", "outcome", "Ctrl+Shift+D"),
    ("Approval", "reports", "Committee re&ports", "reports", ""),
    ("Approval", "-", "", "", ""),
    ("Approval", "check_copy", "&Check a copy…", "approval", "Ctrl+Shift+K"),
    ("Approval", "ledger", "Export the &ledger…", "export", ""),
    ("Help", "guide", "&User guide", "help", "F1"),
    ("Help", "shortcuts", "&Shortcuts", "help", "Ctrl+F1"),
    ("Help", "tour", "A short &tour", "help", ""),
    ("Help", "about", "&About Engross", "app", ""),
)
# Keys that whatever has the keyboard takes itself; shown in the menu all the same.
OWN_KEYS = {
    "cut": "Ctrl+X",
    "copy": "Ctrl+C",
    "paste": "Ctrl+V",
    "sibling": "Enter",
    "up": "Alt+Up",
    "down": "Alt+Down",
    "in": "Alt+Right",
    "out": "Alt+Left",
    "delete": "Del",
}
FURTHER_KEYS = {"redo": "Ctrl+Y", "larger": "Ctrl+="}
CHECKABLE = frozenset(("tree", "side", "focus", "system", "light", "dark", "contrast"))
NEED_STRATEGY = frozenset(
    "save save_version export export_again print cut copy paste find tree side focus filter next_area previous_area "
    "sibling rename duplicate up down in out delete "
    "control versions undo redo welcome comment comments suggestions checks history send take_in merge "
    "approval outcome reports ledger bin_strategy".split()
)
WRITE = frozenset(
    "comment take_in merge outcome save_version sibling rename duplicate up down in out delete undo redo "
    "cut paste bin_strategy".split()
)


def translated(words: str) -> str:
    """Words of the table in the user's language."""
    return QCoreApplication.translate("Actions", words)


def make_actions(window: QMainWindow, does: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions by name, put into the window's menus; `does` says what each name does."""
    window.menuBar().setAccessibleName(translated("Menus"))
    menus: dict[str, QMenu] = {}
    actions: dict[str, QAction] = {}
    for menu, name, words, picture, keys in TABLE:
        if menu not in menus:
            menus[menu] = window.menuBar().addMenu(f"&{translated(menu)}")
        if name == "-":
            menus[menu].addSeparator()
            continue
        action = QAction(translated(words), window)
        if picture:
            action.setIcon(menu_icon(picture))
        if keys:
            action.setShortcut(QKeySequence(keys))
        elif name in OWN_KEYS:
            action.setText(f"{translated(words)}\t{OWN_KEYS[name]}")
        action.setCheckable(name in CHECKABLE)
        action.triggered.connect(lambda _=False, do=does[name]: do())
        menus[menu].addAction(action)
        actions[name] = action
    for name, further in FURTHER_KEYS.items():
        if name in actions:
            actions[name].setShortcuts([actions[name].shortcut(), QKeySequence(further)])
    if "commands" in actions:
        seek = actions["commands"]
        menus_bar = window.menuBar()
        menus_bar.setCornerWidget(SeekButton(seek, bare(seek), keys_of(seek), menus_bar))
    return actions


def words_of(name: str) -> str:
    """An action's words as the table has them."""
    return next(words for _, each, words, _, _ in TABLE if each == name)


def menu_of(action: QAction) -> QMenu:
    """The menu in which an action stands."""
    return next(each for each in action.associatedObjects() if isinstance(each, QMenu))


def bare(action: QAction) -> str:
    """An action's words without marks for keys."""
    return re.sub("&(&?)", r"\1", action.text().partition("\t")[0]).rstrip("…")


def keys_of(action: QAction) -> str:
    """An action's keys, as they are written here."""
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return shown or action.text().partition("\t")[2]
