"""The side tabs of the review and its dialogs, with a few suggestions and comments made for the picture."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.compare.suggest import suggestions
from app.models import tree
from app.models.nodes import Priority, Theme
from app.models.text import blocks_text, plain
from app.services.deciding import answer, comment
from app.services.reviewing import TakenIn
from app.store.library import Library
from app.ui.review.send import SendDialog
from app.ui.review.taking_in import TakenInDialog
from app.ui.window.main_window import MainWindow

Grab = Callable[[QWidget, str], None]
Until = Callable[[Callable[[], bool]], None]


def draw_review(window: MainWindow, grab: Grab, until: Until) -> None:
    """Grabs each tab, and the dialogs, once there is something to show."""
    assert window.desktop is not None
    until(lambda: window.review.open is not None)
    review, desk = window.review.open, window.desk
    assert review is not None
    assert desk is not None
    library = desk.library
    assert isinstance(library, Library)
    theme = next(node for node in tree.walk(desk.root) if isinstance(node, Theme))
    said(library, desk.id, theme)
    review.state.reviewed()
    until(lambda: len(review.state.suggestions) > 1)
    window.desktop.show_activity("draft")
    window.desktop.go(theme.id)
    window.desktop.workspace.finish()
    late = next(node for node in theme.children if isinstance(node, Priority))
    desk.draft.do(lambda root: tree.change(root, late.id, end="2026-01-31"), "Edit priority")
    until(lambda: window.state.findings.text()[:1].isdigit())
    for tab in ("comments", "suggestions", "checks"):
        review.show_tab(tab)
        review.suggestions.list.choose_near(0)
        review.checks.list.setCurrentRow(0)
        grab(window, f"review-{tab}")
    send = SendDialog(desk.root.title, desk.versions(), "A. Owen", Path(), window)
    lost = ("B. Reed inserted “subject to funding” in “Page 3 of 21”.",)
    for name, dialog in (
        ("send", send),
        ("taken-in", TakenInDialog("Strategy for review.docx", TakenIn(3, 2, lost), window)),
    ):
        dialog.show()
        grab(dialog, f"dialog-{name}")
        dialog.close()
    review.show_tab("comments")


def said(library: Library, strategy: str, theme: Theme) -> None:
    """Two reviewers' suggestions, of which two collide, and a thread of comments."""
    root = library.head(strategy)
    priority = next(node for node in theme.children if isinstance(node, Priority))
    for author, day, words in (("R. Ellis", "02", "every quarter"), ("B. Reed", "04", "once a year")):
        body = plain(f"{blocks_text(theme.body)} We report on it {words}.")
        new = tree.change(root, theme.id, body=body)
        if author == "R. Ellis":
            new = tree.change(new, priority.id, owner="Assistant Director, Customers")
        made = suggestions(root, new, author=author, at=f"2026-06-{day}T10:00:00Z", source=f"{author}:0")
        library.take_in(strategy, tuple(made), ())
    asked = comment(library, strategy, priority.id, "Who does this once the programme ends?", who="R. Ellis")
    answer(library, strategy, asked, "The service itself; it is in their plan.", who="A. Owen")
