"""Every action of the window in one table: name, words, icon, keys and menu. The window says what each does."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.ui.icons import menu_icon
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.window.seek import SeekButton

MENUS = (
    QT_TRANSLATE_NOOP("Actions", "File"),
    QT_TRANSLATE_NOOP("Actions", "Edit"),
    QT_TRANSLATE_NOOP("Actions", "View"),
    QT_TRANSLATE_NOOP("Actions", "Strategy"),
    QT_TRANSLATE_NOOP("Actions", "Review"),
    QT_TRANSLATE_NOOP("Actions", "Approval"),
    QT_TRANSLATE_NOOP("Actions", "Help"),
)
# menu, name, words, icon, keys; "-" parts groups. Words are translated where the menu is made.
TABLE: tuple[tuple[str, str, str, str, str], ...] = (
    ("File", "new", QT_TRANSLATE_NOOP("Actions", "&New strategy…"), "new", "Ctrl+N"),
    ("File", "open", QT_TRANSLATE_NOOP("Actions", "&Open a library…"), "open", "Ctrl+O"),
    ("File", "strategies", QT_TRANSLATE_NOOP("Actions", "Switch s&trategy…"), "strategy", "Ctrl+Shift+O"),
    ("File", "samples", QT_TRANSLATE_NOOP("Actions", "&Look at the two samples"), "samples", ""),
    ("File", "import", QT_TRANSLATE_NOOP("Actions", "&Import a document…"), "import", "Ctrl+Shift+I"),
    ("File", "-", "", "", ""),
    ("File", "save", QT_TRANSLATE_NOOP("Actions", "&Save"), "saved", "Ctrl+S"),
    ("File", "save_version", QT_TRANSLATE_NOOP("Actions", "Save &version…"), "save_version", "Ctrl+Shift+S"),
    ("File", "export", QT_TRANSLATE_NOOP("Actions", "&Export…"), "export", "Ctrl+E"),
    ("File", "export_again", QT_TRANSLATE_NOOP("Actions", "Export &again"), "export", "Ctrl+Shift+E"),
    ("File", "print", QT_TRANSLATE_NOOP("Actions", "&Print…"), "print", "Ctrl+P"),
    ("File", "-", "", "", ""),
    ("File", "name", QT_TRANSLATE_NOOP("Actions", "&Your name…"), "", ""),
    ("File", "window", QT_TRANSLATE_NOOP("Actions", "New &window"), "app", "Ctrl+Shift+N"),
    ("File", "welcome", QT_TRANSLATE_NOOP("Actions", "&Close strategy"), "close", "Ctrl+W"),
    ("File", "-", "", "", ""),
    ("File", "bin_strategy", QT_TRANSLATE_NOOP("Actions", "&Delete strategy…"), "delete", ""),
    ("File", "bin", QT_TRANSLATE_NOOP("Actions", "&Bin…"), "", ""),
    ("File", "-", "", "", ""),
    ("File", "quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "", "Ctrl+Q"),
    ("Edit", "undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", "Ctrl+Z"),
    ("Edit", "redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "redo", "Ctrl+Shift+Z"),
    ("Edit", "-", "", "", ""),
    ("Edit", "cut", QT_TRANSLATE_NOOP("Actions", "Cu&t"), "", ""),
    ("Edit", "copy", QT_TRANSLATE_NOOP("Actions", "&Copy"), "copy", ""),
    ("Edit", "paste", QT_TRANSLATE_NOOP("Actions", "&Paste"), "paste", ""),
    ("Edit", "-", "", "", ""),
    ("Edit", "find", QT_TRANSLATE_NOOP("Actions", "&Find and replace…"), "search", "Ctrl+F"),
    ("Edit", "commands", QT_TRANSLATE_NOOP("Actions", "&Go to or do…"), "search", "Ctrl+K"),
    ("View", "tree", QT_TRANSLATE_NOOP("Actions", "&Tree"), "", "F9"),
    ("View", "side", QT_TRANSLATE_NOOP("Actions", "&Side panel"), "", "F10"),
    ("View", "focus", QT_TRANSLATE_NOOP("Actions", "&Focus mode"), "", "F11"),
    ("View", "filter", QT_TRANSLATE_NOOP("Actions", "F&ilter the tree"), "search", "Ctrl+Shift+F"),
    ("View", "next_area", QT_TRANSLATE_NOOP("Actions", "&Next area"), "right", "F6"),
    ("View", "previous_area", QT_TRANSLATE_NOOP("Actions", "Pre&vious area"), "left", "Shift+F6"),
    ("View", "-", "", "", ""),
    ("View", "larger", QT_TRANSLATE_NOOP("Actions", "&Larger text"), "", "Ctrl++"),
    ("View", "smaller", QT_TRANSLATE_NOOP("Actions", "S&maller text"), "", "Ctrl+-"),
    ("View", "plain_size", QT_TRANSLATE_NOOP("Actions", "Text at &100 %"), "", "Ctrl+0"),
    ("View", "-", "", "", ""),
    ("View", "system", QT_TRANSLATE_NOOP("Actions", "Look as the s&ystem does"), "", ""),
    ("View", "light", QT_TRANSLATE_NOOP("Actions", "Li&ght"), "", ""),
    ("View", "dark", QT_TRANSLATE_NOOP("Actions", "&Dark"), "", ""),
    ("View", "contrast", QT_TRANSLATE_NOOP("Actions", "&High contrast"), "", ""),
    ("Strategy", "sibling", QT_TRANSLATE_NOOP("Actions", "&Add a part after"), "add", ""),
    ("Strategy", "rename", QT_TRANSLATE_NOOP("Actions", "&Rename"), "", "F2"),
    ("Strategy", "duplicate", QT_TRANSLATE_NOOP("Actions", "D&uplicate"), "copy", "Ctrl+D"),
    ("Strategy", "-", "", "", ""),
    ("Strategy", "up", QT_TRANSLATE_NOOP("Actions", "Move u&p"), "up", ""),
    ("Strategy", "down", QT_TRANSLATE_NOOP("Actions", "Move &down"), "down", ""),
    ("Strategy", "in", QT_TRANSLATE_NOOP("Actions", "Move &in"), "right", ""),
    ("Strategy", "out", QT_TRANSLATE_NOOP("Actions", "Move &out"), "left", ""),
    ("Strategy", "-", "", "", ""),
    ("Strategy", "delete", QT_TRANSLATE_NOOP("Actions", "D&elete"), "delete", ""),
    ("Strategy", "-", "", "", ""),
    ("Strategy", "control", QT_TRANSLATE_NOOP("Actions", "Document &control"), "control", ""),
    ("Strategy", "versions", QT_TRANSLATE_NOOP("Actions", "&Version control"), "versions", ""),
    ("Review", "comment", QT_TRANSLATE_NOOP("Actions", "&Add a comment"), "comments", "Ctrl+Alt+M"),
    ("Review", "-", "", "", ""),
    ("Review", "comments", QT_TRANSLATE_NOOP("Actions", "&Comments"), "comments", "Ctrl+Shift+1"),
    ("Review", "suggestions", QT_TRANSLATE_NOOP("Actions", "S&uggestions"), "change", "Ctrl+Shift+2"),
    ("Review", "checks", QT_TRANSLATE_NOOP("Actions", "Chec&ks"), "checks", "Ctrl+Shift+3"),
    ("Review", "history", QT_TRANSLATE_NOOP("Actions", "&History"), "history", "Ctrl+Shift+4"),
    ("Review", "-", "", "", ""),
    ("Review", "send", QT_TRANSLATE_NOOP("Actions", "&Send for review…"), "export", "Ctrl+Shift+R"),
    (
        "Review",
        "take_in",
        QT_TRANSLATE_NOOP("Actions", "&Take in a reviewed copy…"),
        "import",
        "Ctrl+Shift+T",
    ),
    ("Review", "merge", QT_TRANSLATE_NOOP("Actions", "&Merge another copy…"), "compare", ""),
    ("Approval", "approval", QT_TRANSLATE_NOOP("Actions", "&Route and seal"), "approval", ""),
    ("Approval", "outcome", QT_TRANSLATE_NOOP("Actions", "Record an &outcome…"), "outcome", "Ctrl+Shift+D"),
    ("Approval", "reports", QT_TRANSLATE_NOOP("Actions", "Committee re&ports"), "reports", ""),
    ("Approval", "-", "", "", ""),
    ("Approval", "check_copy", QT_TRANSLATE_NOOP("Actions", "&Check a copy…"), "approval", "Ctrl+Shift+K"),
    ("Approval", "ledger", QT_TRANSLATE_NOOP("Actions", "Export the &ledger…"), "export", ""),
    ("Help", "guide", QT_TRANSLATE_NOOP("Actions", "&User guide"), "help", "F1"),
    ("Help", "shortcuts", QT_TRANSLATE_NOOP("Actions", "&Shortcuts"), "help", "Ctrl+F1"),
    ("Help", "tour", QT_TRANSLATE_NOOP("Actions", "A short &tour"), "help", ""),
    ("Help", "about", QT_TRANSLATE_NOOP("Actions", "&About Engross"), "app", ""),
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
FURTHER_KEYS = {"redo": "Ctrl+Y", "find": "Ctrl+H", "larger": "Ctrl+="}
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
    window.menuBar().setAccessibleName(QCoreApplication.translate("Actions", "Menus"))
    menus = {menu: window.menuBar().addMenu(f"&{translated(menu)}") for menu in MENUS}
    actions: dict[str, QAction] = {}
    for menu, name, words, picture, keys in TABLE:
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
