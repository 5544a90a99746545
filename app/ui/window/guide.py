"""The user guide within the window, opened at what one is doing. Imports Qt only.

The guide is the one of `docs/`; an installed program has it among its resources. Its pictures stay in `docs/`.
"""

import re
from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextOption
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
from app.ui.dialog_size import size_dialog
from app.ui.rich_text.document import SafeDocument
from app.ui.wrapped import wrap_rows

GUIDE = "user-guide.md"
MARGIN = 16
"""Around the text, in pixels."""
LINE = 130
"""The height of a line, in per cent of its letters."""
_PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\s*$", re.MULTILINE)
_HEAD = re.compile(r"^(##?) +(.+)$", re.MULTILINE)
_FENCED = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)
_PAGE = re.compile(r"\]\((guide/[^)]+\.md)\)")
# Which section tells of what one is doing, by activity; "" is the page that greets.
SECTIONS = {
    "": "Starting and opening",
    "draft": "The tree",
    "compare": "Comparing",
    "approval": "The route",
    "reports": "The report",
    "packs": "The agenda pack, with exempt papers",
    "side": "Suggestions",
    "risks": "Risks",
    "roadmap": "Roadmap",
    "costs": "Costs",
    "links": "Links",
    "preview": "Preview",
}


class Section(NamedTuple):
    """A section of the guide: its heading, its text in Markdown without pictures, and whether a page begins with it."""

    name: str
    text: str
    begins: bool = False


@cache
def sections() -> tuple[Section, ...]:
    """The sections of the guide and of the pages that it names, in order. Raises OSError where one is not there."""
    root = resource_root()
    shipped = root / GUIDE
    index = shipped if shipped.exists() else root.parent / "docs" / GUIDE
    pages = (index, *(index.parent / name for name in _PAGE.findall(index.read_text(encoding="utf-8"))))
    return tuple(section for page in pages for section in _sections_of(page.read_text(encoding="utf-8")))


def _sections_of(text: str) -> list[Section]:
    """The sections of one page; a # in an example is no heading."""
    found: list[Section] = []
    for part in _FENCED.split(_PICTURE.sub("", text)):
        heads = [part] if part.startswith("```") else _HEAD.split(part)
        if found:
            found[-1] = found[-1]._replace(text=found[-1].text + heads[0])
        marks, names, texts = heads[1::3], heads[2::3], heads[3::3]
        found += [
            Section(name, said, mark == "#") for mark, name, said in zip(marks, names, texts, strict=True)
        ]
    return [section._replace(text=section.text.strip()) for section in found]


class GuideDialog(QDialog):
    """The sections at the left, the chosen one at the right; nothing in it can be altered."""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("User guide"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Sections of the guide"))
        wrap_rows(self.list)
        self.list.addItems([section.name for section in sections()])
        heavy = self.list.font()
        heavy.setBold(True)
        for at, section in enumerate(sections()):
            if section.begins:
                self.list.item(at).setFont(heavy)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setAccessibleName(self.tr("The guide"))
        self.text.setDocument(SafeDocument(self.text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        split = QSplitter()
        self.text.setObjectName("sheet")
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
        size_dialog(self, 120, 43)
        names = [section.name for section in sections()]
        self.list.setCurrentRow(names.index(about) if about in names else 0)
        self.text.setFocus()

    def _show(self, at: int) -> None:
        shown = sections()[at]
        document = self.text.document()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(MARGIN)
        self.text.setMarkdown(f"## {shown.name}\n\n{shown.text}")
        apart = QTextBlockFormat()
        apart.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(apart)
