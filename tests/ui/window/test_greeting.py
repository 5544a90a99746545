"""The page that greets is made when it is wanted, and seen at once where nothing is to be opened."""

import pytest

from app.__main__ import services
from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.store.library import Library
from app.ui.window import greeting, session
from app.ui.window.main_window import MainWindow
from app.ui.window.reader import ReaderDialog
from app.ui.window.target import show_first
from app.ui.window.welcome import WelcomePage
from tests.store.holding import held_open


@pytest.fixture
def fresh(qtbot, look, settings, ask):
    """Makes a window that has shown nothing yet, with some of its services replaced."""
    made = []

    def make(**replaced):
        window = MainWindow(services()._replace(**replaced), look, settings, ask=ask)
        qtbot.addWidget(window)
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()


def pages(window):
    return window.findChildren(WelcomePage)


class DescribeTheFirstSight:
    def it_greets_at_once_where_nothing_is_to_be_opened(self, fresh):
        window = fresh()
        show_first(window, "")
        assert window.stack.currentWidget() is window.welcome
        assert window.welcome.isVisible()

    def it_leads_straight_to_the_strategy_that_is_named(self, qtbot, fresh, library_file):
        window = fresh()
        show_first(window, str(library_file))
        assert not pages(window)
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert window.stack.currentWidget() is window.desktop
        assert not pages(window)

    def it_leads_to_the_strategy_that_is_named_in_a_library(self, qtbot, fresh, library_file, strategy):
        later = tree.with_new_ids(tree.change(strategy, "s", title="A later one"))
        assert isinstance(later, Strategy)
        with Library.open(library_file) as library:
            library.add(Content(later))
        window = fresh()
        show_first(window, f"{library_file}#a LATER one")
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert window.desk.root.title == "A later one"

    def it_leads_to_that_strategy_also_where_the_library_can_only_be_read(
        self, qtbot, fresh, library_file, strategy, ask
    ):
        later = tree.with_new_ids(tree.change(strategy, "s", title="Works of another year"))
        assert isinstance(later, Strategy)
        with Library.open(library_file) as library:
            library.add(Content(later))
        ask.answers["choice"] = 0
        with held_open(library_file):
            window = fresh()
            show_first(window, f"{library_file}#works of another year")
            qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert window.desk.read_only
        assert window.desk.root.title == "Works of another year"

    def it_shows_the_version_that_is_named(self, qtbot, fresh, library_file):
        with Library.open(library_file) as library:
            library.save_version("s", "V3", "2026-03-02")
        window = fresh()
        show_first(window, f"{library_file}@V3")
        qtbot.waitUntil(lambda: bool(window.findChildren(ReaderDialog)), timeout=20000)
        (dialog,) = window.findChildren(ReaderDialog)
        assert dialog.windowTitle().startswith("V3: ")
        dialog.reject()

    @pytest.mark.parametrize(
        ("name", "said"), [("#Another", "There is no strategy “Another”"), ("@V9", "has no version V9")]
    )
    def it_says_what_is_not_there_and_shows_what_is(self, qtbot, fresh, library_file, ask, name, said):
        window = fresh()
        show_first(window, f"{library_file}{name}")
        qtbot.waitUntil(lambda: window.desktop is not None and bool(ask.asked), timeout=20000)
        assert said in ask.asked[-1][-1]

    def it_reads_a_document_that_is_named_to_be_imported(self, qtbot, fresh, tmp_path):
        document = tmp_path / "last.md"
        document.write_text("# Digital strategy\n\nWe will do better.\n")
        window = fresh()
        show_first(window, str(document))
        qtbot.waitUntil(lambda: window.importing.review is not None, timeout=20000)
        assert window.importing.review.isVisible()
        window.importing.review.reject()

    def it_leads_straight_to_what_was_open_last(self, qtbot, fresh, library_file, settings):
        session.keep_last(settings, str(library_file), "s")
        window = fresh()
        show_first(window, "")
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert not pages(window)

    def it_gives_the_tree_its_room_before_it_is_seen(self, qtbot, fresh, library_file):
        window = fresh()
        show_first(window, str(library_file))
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        letter = window.desktop.fontMetrics().averageCharWidth()
        assert window.desktop.tree.width() == min(letter * 38, window.stack.width() * 27 // 100)
        assert window.desktop.tree.view.hasFocus()

    def it_greets_once_the_strategy_is_closed(self, qtbot, fresh, library_file):
        window = fresh()
        show_first(window, str(library_file))
        qtbot.waitUntil(lambda: window.desktop is not None and window.desk.is_there, timeout=20000)
        window.close_strategy()
        assert window.stack.currentWidget() is window.welcome
        assert window.welcome.list.count() == 1


class DescribeALongWait:
    def it_says_what_is_being_opened(self, qtbot, fresh, monkeypatch, library_file):
        monkeypatch.setattr(greeting, "PATIENCE_MS", 1)
        window = fresh()
        window.opening.open = lambda *_, **__: None
        show_first(window, str(library_file))
        qtbot.waitUntil(lambda: bool(pages(window)))
        assert window.welcome.state.text() == "Opening council…"
        assert window.welcome.isVisible()

    def it_greets_where_the_wait_was_in_vain(self, qtbot, fresh, ask, library_file):
        def refuse(*_):
            raise Refused("The library cannot be opened today; try again.")

        window = fresh(first_read=refuse)
        ask.answers["choice"] = None
        show_first(window, str(library_file))
        qtbot.waitUntil(lambda: bool(pages(window)))
        assert window.stack.currentWidget() is window.welcome
        assert window.welcome.state.text() == ""
