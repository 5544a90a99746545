"""A disk that is full while an author types: the words stay, what to do is said, and they are saved in the end."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import event

from app.models import tree
from app.models.content import Content
from app.models.nodes import Strategy
from app.models.text import blocks_text
from app.store import databases
from app.store.library import Library
from app.ui.pages.versions import SaveVersionDialog
from tests.ui.window.person import in_dialog

ROOM = "PRAGMA max_page_count={}"


def limit(library, pages: str) -> None:
    """Limits every connection: others may be at work in the background."""
    engine = library._connections._opened.engine  # pyright: ignore[reportPrivateUsage]
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(ROOM.format(pages)))


def pages_of(library) -> int:
    with databases.reading(library._connections._opened.engine) as connection:  # pyright: ignore[reportPrivateUsage]
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


@pytest.fixture
def unsaved(qtbot, opened):
    """A window with words for which there is no room on the disk."""
    opened.desktop.go("p1")
    body = opened.desktop.workspace.form.fields["body"].control.editor
    limit(opened.library, str(pages_of(opened.library)))
    with qtbot.waitSignal(
        opened.desk.draft.state_changed, check_params_cb=lambda state, _: state == "unsaved"
    ):
        body.insertPlainText("Fibre to every school. " * 2000)
    yield opened
    if opened.library is not None:
        limit(opened.library, "1000000")


class DescribeAFullDisk:
    def it_keeps_what_was_typed_says_what_to_do_and_saves_it_once_there_is_room(
        self, qtbot, opened, library_file
    ):
        desktop, draft, library = opened.desktop, opened.desk.draft, opened.library
        desktop.go("p1")
        body = desktop.workspace.form.fields["body"].control.editor
        limit(library, str(pages_of(library)))
        words = "Fibre to every school. " * 2000
        with qtbot.waitSignal(draft.state_changed, check_params_cb=lambda state, _: state == "unsaved"):
            body.selectAll()
            body.insertPlainText(words)
        assert "no room left" in opened.state.state.text()
        assert body.toPlainText() == words
        qtbot.keyClick(body, Qt.Key.Key_X)
        assert not draft.flush()
        limit(library, "1000000")
        assert draft.flush()
        assert opened.state.state.text() == "Saved"
        with Library.open(library_file, read_only=True) as stored:
            assert blocks_text(tree.find(stored.head("s"), "p1").body).startswith("Fibre to every school.")

    def it_says_why_nothing_is_done_that_would_go_without_the_last_words(self, unsaved, ask):
        for name in ("save_version", "export", "undo", "sibling", "merge"):
            ask.asked.clear()
            ask.answers["open_file"] = Path("copy.engross")
            unsaved.desktop.tree.choose("p1")
            unsaved.actions_by_name[name].trigger()
            assert [why for question, _, why in ask.asked if question == "tell" and "no room left" in why], (
                name
            )

    @pytest.mark.parametrize("way", ["close", "another library", "another strategy", "an import"])
    def it_asks_before_the_last_words_are_given_up_however_one_leaves(self, unsaved, ask, tmp_path, way):
        with Library.create(tmp_path / "other.engross") as other:
            other.add(Content(Strategy(id="o", title="Other")))
        imported = Library.open(tmp_path / "other.engross")
        leave = {
            "close": unsaved.actions_by_name["welcome"].trigger,
            "another library": lambda: unsaved.open_library(str(tmp_path / "other.engross")),
            "another strategy": lambda: unsaved.open_strategy("s"),
            "an import": lambda: unsaved.show_strategy(imported, "o"),
        }
        leave[way]()
        questions = [message for question, _, message, *_ in ask.asked if question == "choice"]
        assert len(questions) == 1
        assert "no room left" in questions[0]
        assert questions[0].endswith("copy them to a safe place?")
        assert unsaved.desk.id == "s"
        assert unsaved.desk.draft.state == "unsaved"
        imported.close()

    def it_lets_them_go_where_that_is_wished(self, unsaved, ask):
        ask.answers["choice"] = 1
        unsaved.actions_by_name["welcome"].trigger()
        assert unsaved.desk is None

    def it_keeps_what_was_typed_of_a_version_until_there_is_room(self, opened):
        limit(opened.library, str(pages_of(opened.library)))

        def save(dialog):
            dialog.changes.setPlainText("What was agreed on 3 June. " * 2000)
            dialog.accept_button.click()
            assert dialog.isVisible()
            assert "no room left" in dialog.fault.text()
            assert dialog.changes.toPlainText().startswith("What was agreed on 3 June.")
            limit(opened.library, "1000000")
            dialog.accept_button.click()

        in_dialog(SaveVersionDialog, save)
        opened.actions_by_name["save_version"].trigger()
        assert opened.desk.versions()[-1].changes.startswith("What was agreed on 3 June.")
