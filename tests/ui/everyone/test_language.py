"""Another language reaches the whole window: in one that marks each sentence, panels show none without marks."""

import re

import pytest
from msgspec import to_builtins
from PySide6.QtCore import QSettings, QTranslator
from PySide6.QtWidgets import QWidget

from app.__main__ import services
from app.models import tree
from app.models.dates import show_date
from app.models.nodes import KINDS
from app.ui.panels import panels
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.main_window import MainWindow
from tests.ui.everyone.conftest import SIDES, arrive, open_in, work_done
from tests.ui.fakes import FakeAsk

# The route and the report are data.
STOPS = (
    *KINDS,
    CONTROL_PAGE,
    VERSIONS_PAGE,
    "compare",
    "risks",
    "roadmap",
    "costs",
    "links",
    "packs",
    "preview",
    *(f"side-{n}" for n in SIDES),
)
SAYS = ("text", "toolTip", "accessibleName", "placeholderText", "title")


class Marking(QTranslator):
    """A language in which each sentence stands between marks."""

    def translate(self, context, sourceText, disambiguation=None, n=-1):
        return f"«{sourceText}»" if sourceText else ""


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
    """What is said in the words of the strategy, its house or its kinds, in whichever language these are."""
    names = {node.title for node in tree.walk(desk.root)} | {desk.house.name, desk.root.organisation}
    names |= {words for kind in KINDS for words in (KINDS[kind].label, KINDS[kind].plural)}
    names |= {desk.called(node) for node in tree.walk(desk.root)} | {row.label for row in desk.versions()}
    terms = map(desk.house.term, KINDS)
    names |= {words for term in terms for words in (term.one, term.many)}
    written = set(strings(to_builtins(desk.house))) | set(strings(to_builtins(desk.root)))
    return names | written | set(map(show_date, written))


def strings(value):
    """All strings within a value of lists and dicts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def unmarked(panel):
    """What a panel says, by its visible widgets, that did not go through the language."""
    for part in (panel, *panel.findChildren(QWidget)):
        for name in SAYS if part.isVisible() else ():
            said = getattr(part, name)() if hasattr(part, name) else ""
            if isinstance(said, str) and re.search("[A-Za-z]{3}", said) and "«" not in said:
                yield type(part).__name__, name, said


class DescribeAnotherLanguage:
    @pytest.mark.parametrize("stop", STOPS)
    def it_reaches_every_panel(self, marked, stop):
        desktop = marked.desktop
        arrive(desktop, stop)
        work_done()
        panel = desktop.side if stop.startswith("side") else desktop.middle.currentWidget()
        known = content(desktop.desk)
        assert [each for each in unmarked(panel) if each[2] not in known] == []

    def it_reaches_menus_and_the_status_bar(self, marked):
        actions = [action.text() for action in marked.actions_by_name.values()]
        assert [words for words in actions if "«" not in words] == []
        known = content(marked.desktop.desk)
        bars = (*unmarked(marked.menuBar()), *unmarked(marked.statusBar()))
        assert [each for each in bars if each[2] not in known] == []
