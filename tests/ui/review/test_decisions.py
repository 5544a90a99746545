"""Decisions on more suggestions than are decided on at once, over a real library."""

from threading import Event

import pytest

from app.models import tree
from app.models.errors import Refused
from app.models.text import blocks_text
from app.ui.review import decisions


def body(window, id="p1"):
    return blocks_text(tree.find(window.desk.root, id).body)


def states(window):
    return {each.author: each.state for each in window.library.suggestions("s")}


def replace_weigh(review, weigh):
    review.decisions._reviewing = review.reviewing._replace(weigh=weigh)


@pytest.fixture
def many(suggested, monkeypatch):
    """The review with more suggestions than are decided on at once."""
    monkeypatch.setattr(decisions, "AT_ONCE", 1)
    return suggested


class DescribeDecidingOnMany:
    def it_is_worked_out_in_the_background_and_one_step_of_undo(self, qtbot, opened, many):
        before = body(opened)
        many.suggestions.accept_all.click()
        assert body(opened) == before
        qtbot.waitUntil(lambda: body(opened) == "Do thing 1 better")
        assert body(opened, "p2") == "Do thing 2 soon"
        assert states(opened) == {"Ann": "accepted", "Bob": "accepted"}
        opened.desk.draft.undo()
        assert body(opened) == before
        assert states(opened) == {"Ann": "open", "Bob": "open"}

    def it_is_made_before_an_undo_that_is_asked_for_meanwhile(self, opened, many):
        before = body(opened)
        said = []
        opened.desk.draft.done.connect(said.append)
        many.suggestions.accept_all.click()
        opened.desk.draft.undo()
        assert said == ["Undone: Accept 2 suggestions"]
        assert body(opened) == before
        opened.desk.draft.redo()
        assert body(opened) == "Do thing 1 better"

    def it_is_made_before_the_strategy_is_closed(self, opened, many):
        many.suggestions.reject_all.click()
        opened.close_strategy()
        assert states(opened) == {"Ann": "rejected", "Bob": "rejected"}

    def it_decides_once_where_it_is_asked_for_twice(self, qtbot, opened, many):
        many.suggestions.accept_all.click()
        many.suggestions.accept_all.click()
        qtbot.waitUntil(lambda: many.decisions._work is None)
        entries = [row.label for row in opened.library.journal("s")]
        assert entries.count("Accept 2 suggestions") == 1

    def it_says_so_where_it_takes_a_while(self, qtbot, opened, many, monkeypatch):
        may_end = Event()
        weigh = many.reviewing.weigh
        replace_weigh(many, lambda *asked: may_end.wait(10) and weigh(*asked))
        many.decisions._patience.setInterval(0)
        try:
            many.suggestions.reject_all.click()
            notice = many.suggestions.notice
            qtbot.waitUntil(lambda: notice.text() == "Deciding on 2 suggestions…")
        finally:
            may_end.set()
        qtbot.waitUntil(lambda: notice.isHidden())
        assert states(opened) == {"Ann": "rejected", "Bob": "rejected"}

    def it_tells_what_is_in_the_way(self, qtbot, opened, many):
        def refuse(*_):
            raise Refused("The library is damaged.")

        replace_weigh(many, refuse)
        many.suggestions.accept_all.click()
        told = ("tell", "Suggestions", "The library is damaged.")
        qtbot.waitUntil(lambda: told in opened.ask.asked)
        assert opened.desk.draft.flush()
        assert states(opened) == {"Ann": "open", "Bob": "open"}
