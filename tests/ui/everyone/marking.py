"""A language in which each sentence that Qt's tool for translators finds stands between marks; no others do."""

import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, Qt, QTranslator
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLineEdit, QTabBar, QWidget

from tests.ui.everyone.test_words import SOURCES

TOOL = Path(sys.executable).parent / "pyside6-lupdate"
# Places of Qt's own words, none of which is a class that ours are made of.
OF_QT = frozenset(("QPlatformTheme", "QShortcut", "QDialogButtonBox", "QGnomeTheme"))
SAYS = ("text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText", "title", "windowTitle",
        "suffix", "prefix", "specialValueText")  # fmt: skip

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
MOST_ROWS = 40
NOBODY = QModelIndex()
BETWEEN_MARKS = re.compile("«[^«»]*»")
DATE = re.compile(r"\b(\d+ )?[A-Z][a-z]+ 20\d\d\b")
SAME = re.compile(
    r"Engross|\b(Ctrl|Shift|Alt|Del|Esc|Enter|Backspace|Menu|Space|Tab|Up|Down|Left|Right)\b"
    r"|\.(docx|pdf|html|json|md|engross)\b"
)
"""The program's name, those of keys, and endings of files."""
EDGE = r"(?:(?<!\w)|(?!\w))"
"""Before or behind words, where these do not go on."""
WORD = re.compile("[A-Za-z]{3}")


@cache
def found() -> Mapping[str, frozenset[str]]:
    """The sentences that Qt's tool finds, by the place where they are looked up."""
    with TemporaryDirectory() as folder:
        to = Path(folder) / "found.ts"
        subprocess.run([TOOL, *SOURCES, "-ts", to], check=True, capture_output=True)
        places = ElementTree.parse(to).iter("context")
        return {
            place.findtext("name", ""): frozenset(
                message.findtext("source", "") for message in place.iter("message")
            )
            for place in places
        }


class Marking(QTranslator):
    """The language; what the tool does not find stays as it stands in the source."""

    def __init__(self):
        super().__init__()
        self._found = found()

    def translate(self, context, sourceText, disambiguation=None, n=-1):
        known = context in OF_QT or sourceText in self._found.get(context, ())
        return f"«{sourceText}»" if sourceText and known else None


def unmarked(part, known=()):
    """What a part of the window says in visible widgets and their rows that did not go through the language.

    `known` are words that stand in no language of the window, such as names, the longest first.
    """
    for widget in (part, *part.findChildren(QWidget)):
        if widget.isVisible():
            for way, said in said_by(widget):
                if WORD.search(without(said, known)):
                    yield type(widget).__name__, way, said


def without(said, known):
    """The words without what stands between marks, and without what is known, the longest first."""
    while (less := BETWEEN_MARKS.sub("", said)) != said:
        said = less
    said = DATE.sub("", said)
    for words in known if WORD.search(said) else ():
        if words in said:
            said = re.sub(EDGE + re.escape(words) + EDGE, "", said)
    return SAME.sub("", said)


def said_by(widget):
    """What a widget says, each with the way in which it does."""
    for name in SAYS:
        says = getattr(widget, name, None)
        typed = name == "text" and isinstance(widget, QLineEdit)
        if not typed and callable(says) and isinstance(said := says(), str):
            yield name, said
    if isinstance(widget, QTabBar):
        yield from (("tab", widget.tabText(at)) for at in range(widget.count()))
        yield from (("tab's tooltip", widget.tabToolTip(at)) for at in range(widget.count()))
    if isinstance(widget, QComboBox):
        yield from (("choice", widget.itemText(at)) for at in range(widget.count()))
    if isinstance(widget, QAbstractItemView):
        yield from said_in_rows(widget.model())


def said_in_rows(model, parent=NOBODY):
    """What a model says in its heads and its first rows, and below these."""
    listed = isinstance(model, QAbstractListModel)
    for column in range(1 if listed else model.columnCount(parent)):
        for role in ROLES:
            yield "head", str(model.headerData(column, Qt.Orientation.Horizontal, role) or "")
        for row in range(min(model.rowCount(parent), MOST_ROWS)):
            index = model.index(row, column, parent)
            yield from (("row", str(index.data(role) or "")) for role in ROLES)
            if column == 0 and not isinstance(model, QAbstractTableModel | QAbstractListModel):
                yield from said_in_rows(model, index)
