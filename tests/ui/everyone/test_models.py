"""Every model behind the window's lists, tables and trees keeps Qt's rules, also while the strategy is edited."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from app.ui.compare.change_list import ChangeModel
from app.ui.forms.child_model import ChildModel
from app.ui.review.suggestion_list import SuggestionList
from app.ui.tree.model import StrategyModel
from tests.ui.everyone.conftest import ACTIVITIES, part, work_done

STOPS = ("theme", "risk", "glossary", "consultation", *ACTIVITIES, "side-1")
OURS = {"StrategyModel", "ChildModel", "ChangeModel", "LinksModel", "SuggestionModel"}


@pytest.fixture
def models(at):
    """The models that are there once every stop has been visited; a broken rule is a warning, which fails the test."""
    window = at(STOPS[0])
    for stop in STOPS:
        at(stop)
    found = [*window.findChildren(StrategyModel), *window.findChildren(ChildModel)]
    found += [*window.findChildren(ChangeModel), window.desktop.panel("links").model]
    found += [view.model() for view in window.findChildren(SuggestionList)]
    warns = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = [QAbstractItemModelTester(model, warns) for model in found]
    yield found
    for tester in testers:
        tester.deleteLater()
    work_done()


class DescribeModels:
    def they_keep_the_rules_while_parts_come_and_go(self, at, models):
        window = at("links")
        assert {type(model).__name__ for model in models} == OURS
        desktop, before = window.desktop, window.desk.root
        for kind, above in (("priority", "a-theme"), ("risk", "a-risks"), ("term", "a-glossary")):
            desktop.structure.add_below(above, kind)
            work_done()
        desktop.structure.move(["a-priority"], "down")
        desktop.structure.remove(["a-theme", "a-term"])
        work_done()
        while window.desk.root != before:
            assert window.desk.draft.undo()
            work_done()
        assert part("theme").id in window.desk.root.ids
