"""A rich text's editor, shown and empty."""

import pytest

from app.ui.rich_text.editor import RichTextEdit


@pytest.fixture
def editor(qtbot, pictures, ask):
    editor = RichTextEdit(pictures, ask)
    qtbot.addWidget(editor)
    editor.show()
    return editor
