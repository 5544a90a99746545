"""The user guide within the window, opened at what one is doing. Imports Qt only.

The guide is the one of `docs/`; an installed program has it among its resources. Its pictures stay in `docs/`.
"""

import re
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.resources import resource_root
from app.ui.rich_text.document import SafeDocument

GUIDE = "user-guide.md"
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\s*$", re.MULTILINE)
_HEAD = re.compile(r"^## +(.+)$", re.MULTILINE)
# Which section tells of what one is doing, by activity; "" is the page that greets.
SECTIONS = {
    "": "In the window: starting",
    "draft": "In the window: drafting",
    "compare": "Comparing",
    "approval": "In the window: from draft to approved copy",
    "reports": "In the window: from draft to approved copy",
    "packs": "Agenda packs",
    "side": "In the window: reviewing",
    "risks": "Links, roadmap and preview in the window",
    "roadmap": "Links, roadmap and preview in the window",
    "costs": "Links, roadmap and preview in the window",
    "links": "Links, roadmap and preview in the window",
    "preview": "Links, roadmap and preview in the window",
}


class Section(NamedTuple):
    """A section of the guide: its heading and its text in Markdown, without pictures."""

    name: str
    text: str


@cache
def sections() -> tuple[Section, ...]:
    """The sections of the guide, in order. Raises OSError where it is not there."""
    root = resource_root()
    shipped = root / GUIDE
    path = shipped if shipped.exists() else root.parent / "docs" / GUIDE
    parts = _HEAD.split(_PICTURE.sub("", path.read_text(encoding="utf-8")))
    return tuple(Section(parts[at], parts[at + 1].strip()) for at in range(1, len(parts), 2))


class GuideDialog(QDialog):
    """The sections at the left, the chosen one at the right; nothing in it can be altered."""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("User guide"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sections of the guide"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([section.name for section in sections()])
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setAccessibleName(self.tr("The guide"))
        self.text.setDocument(SafeDocument(self.text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setChildrenCollapsible(False)
        letter = self.fontMetrics().averageCharWidth()
        split.setSizes([letter * 30, letter * 84])
        split.setStretchFactor(1, 1)
        row = QHBoxLayout()
        row.addWidget(split)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(buttons)
        self.list.currentRowChanged.connect(self._show)
        self.resize(min(letter * 120, 1000), 640)
        names = [section.name for section in sections()]
        self.list.setCurrentRow(names.index(about) if about in names else 0)
        self.text.setFocus()

    def _show(self, at: int) -> None:
        shown = sections()[at]
        self.text.document().setDefaultFont(self.font())
        self.text.setMarkdown(f"## {shown.name}\n\n{shown.text}")
