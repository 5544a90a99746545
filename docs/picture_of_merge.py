"""The merge window with an invented merge, for its picture."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.compare.changes import Change
from app.models.text import plain
from app.ui.desk import Desk
from app.ui.merging.deciding import Decision, Plan, Question
from app.ui.merging.window import MergeWindow

BEFORE = "Open a help desk in every library by 2027."
MINE = "Open a help desk in every library by spring 2028."
THEIRS = "Open a help desk in every library and school by 2029."


def nothing(decisions: Mapping[int, Decision]) -> str:
    """Merges nothing."""
    return ""


def merge_window(desk: Desk, parent: QWidget) -> MergeWindow:
    """The window, with one of two questions answered."""
    questions = [
        Question(
            "Our digital vision › Help where people are", "Text: changed differently in both copies.",
            BEFORE, MINE, THEIRS, ("mine", "theirs", "both", "anew"), True, plain(MINE),
        ),
        Question(
            "Risks › A supplier fails", "Here it was changed; in the other copy it was deleted.",
            "A supplier fails", "Our main supplier fails", "", ("mine", "theirs"),
        ),
    ]  # fmt: skip
    coming = [Change(kind="reworded", node="x", path=("Glossary",), before="WAN", after="Wide area network")]
    told = f"laptop.engross is another copy of “{desk.root.title}”, last edited by Tom Ellery, 14:05."
    window = MergeWindow(
        Plan("laptop.engross", told, coming, questions, nothing), desk.draft, desk.ask, parent
    )
    window.page.buttons["theirs"].click()
    # So that it closes without asking.
    window.decisions.clear()
    return window
