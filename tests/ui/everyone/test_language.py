"""Another language reaches the whole window: in one that marks what translators are given, nothing is left unmarked."""

import ast
import inspect
import tomllib
from functools import cache

import pytest
from msgspec import to_builtins
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QTextEdit

from app.__main__ import services
from app.compare.changes import Change
from app.document.change_summary import KIND_NAMES
from app.models.nodes import KINDS
from app.resources import resource_root
from app.ui.compare.change_list import as_text, in_short
from app.ui.forms.row_menu import row_menu
from app.ui.panels import panels
from app.ui.picker import Picker
from app.ui.rich_text.menu import text_menu
from app.ui.typed import show_choice
from app.ui.window.guide import sections
from app.ui.window.main_window import MainWindow
from app.ui.window.part_menu import part_menu
from docs import picture_of_merge
from tests.ui.everyone import test_dialogs
from tests.ui.everyone.conftest import STOPS, arrive, open_in, work_done
from tests.ui.everyone.marking import TOOL, WORD, Marking, unmarked, without
from tests.ui.everyone.test_dialogs import DIALOGS
from tests.ui.fakes import FakeAsk

pytestmark = pytest.mark.skipif(not TOOL.exists(), reason="needs pyside6-lupdate, which comes with PySide6")


@pytest.fixture(scope="module")
def marked(qapp, look, library, tmp_path_factory):
    language = Marking()
    qapp.installTranslator(language)
    settings = QSettings(str(tmp_path_factory.mktemp("marked") / "w.ini"), QSettings.Format.IniFormat)
    window = MainWindow(services(), look, settings, panels(), ask=FakeAsk())
    window.show()
    open_in(window, library)
    yield window
    qapp.removeTranslator(language)
    window.close()
    work_done()
    window.deleteLater()
    work_done()


def content(desk):
    """What is said in the words of the strategy, its house or its kinds, in whichever language; the longest first."""
    written = set(strings(to_builtins(desk.house))) | set(strings(to_builtins(desk.root)))
    written |= {desk.house.heading(page) for page in ("control", "versions")}
    terms = {many for kind in KINDS for many in (desk.house.term(kind).one, desk.house.term(kind).many)}
    written |= (
        terms
        | set(map(str.lower, terms))
        | {house.name for house in desk.houses.values()}
        | set(map(show_choice, desk.houses))
    )
    found = {words for words in (*written, *resources(), *asked(), *PUT_IN) if WORD.search(words)}
    return sorted(found | set(map(str.upper, found)), key=len, reverse=True)


@cache
def resources():
    """What routes, reports, pack layouts and the guide say, each in its own language."""
    files = [
        file
        for folder in ("routes", "reports", "packs")
        for file in (resource_root() / folder).glob("*.toml")
    ]
    said = (each for file in files for each in strings(tomllib.loads(file.read_text(encoding="utf-8"))))
    return {*(each.strip("*: ") for each in said), *(section.name for section in sections())}


@cache
def asked():
    """What the tests themselves put into dialogs."""
    sources = (test_dialogs, picture_of_merge)
    trees = (ast.parse(inspect.getsource(source)) for source in sources)
    said: set[object] = {
        each.value for tree in trees for each in ast.walk(tree) if isinstance(each, ast.Constant)
    }
    return {each.strip() for each in said if isinstance(each, str)}


def strings(value):
    """All strings within a value of lists and dicts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


PUT_IN = ("First", "Why we write.", "English", "Cymraeg")
"""A version's description, the words of a document, and languages, each of which has its own name."""


class DescribeAnotherLanguage:
    @pytest.mark.parametrize("stop", [stop for stop in STOPS if stop != "welcome"])
    def it_reaches_every_panel(self, marked, stop):
        desktop = marked.desktop
        arrive(desktop, stop)
        work_done()
        panel = desktop.side if stop.startswith("side") else desktop.middle.currentWidget()
        assert [*unmarked(panel, content(desktop.desk))] == []

    @pytest.mark.parametrize("name", DIALOGS)
    def it_reaches_every_dialog(self, marked, name):
        arrive(marked.desktop, "theme")
        dialog = DIALOGS[name](marked)
        dialog.show()
        work_done()
        left = [*unmarked(dialog, content(marked.desktop.desk))]
        dialog.close()
        dialog.setParent(None)
        dialog.deleteLater()
        work_done()
        assert left == []

    def it_reaches_menus_the_tree_the_palette_and_the_status_bar(self, marked):
        arrive(marked.desktop, "theme")
        known = content(marked.desktop.desk)
        parts = (marked.menuBar(), marked.statusBar(), marked.desktop.tree, marked.desktop.activities)
        assert [each for part in parts for each in unmarked(part, known)] == []
        actions = [action.text() for action in marked.actions_by_name.values()]
        assert [words for words in actions if WORD.search(without(words, ()))] == []

    def it_reaches_the_menus_of_a_part_a_row_and_a_text(self, marked):
        desktop = marked.desktop
        arrive(desktop, "theme")
        form = desktop.workspace.form
        menus = (
            part_menu(desktop, ["a-theme"]),
            *map(row_menu, form.tables.values()),
            *map(text_menu, form.findChildren(QTextEdit)),
        )
        known = content(desktop.desk)
        said = [action.text() for menu in menus for action in menu.actions()]
        assert len(said) > 20
        assert [words for words in said if WORD.search(without(words, known))] == []

    @pytest.mark.parametrize("kind", [*KIND_NAMES])
    def it_reaches_the_list_of_changes(self, marked, kind):
        change = Change(
            kind=kind,
            node="p",
            field="Owner",
            cell=("1", "2"),
            before="a1",
            after="b2",
            why=("money", "date"),
        )
        said = [in_short(change), *as_text([change]).split("\t")]
        assert [words for words in said if WORD.search(without(words, ()))] == []

    def it_reaches_the_palette(self, marked, monkeypatch):
        offered = []
        monkeypatch.setattr(Picker, "__init__", lambda _, title, entries, *others: offered.extend(entries))
        monkeypatch.setattr(Picker, "exec", lambda picker: 0)
        marked.commands.palette()
        known = content(marked.desktop.desk)
        said = [words for entry in offered for words in (entry.name, entry.remark)]
        assert len(said) > 60
        assert [words for words in said if WORD.search(without(words, known))] == []

    def it_reaches_the_page_that_greets(self, marked):
        known = content(marked.desktop.desk)
        marked.close_strategy()
        work_done()
        assert [each for each in unmarked(marked, known) if "council.engross" not in each[2]] == []
