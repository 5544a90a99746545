"""Paragraphs of a text that became a section with the same words, and the reverse."""

import pytest

from app.compare import restyled
from app.compare.change import Change
from app.compare.changes import compare
from app.compare.taking import taken
from app.models.nodes import Section, Strategy
from app.models.text import plain

AIMS = "We want good streets."
PEOPLE = "Our people\nStaff are trained each year.\nSo are 12 members."


def strategy(body: str, *children: Section) -> Strategy:
    purpose = Section(id="p", title="Purpose", body=plain(body), children=children)
    return Strategy(
        id="s",
        title="Plan",
        children=(purpose, Section(id="m", title="Money", body=plain("Costs are shared."))),
    )


WHOLE = strategy(f"{AIMS}\n{PEOPLE}")
PARTED = strategy(AIMS, Section(id="n", title="Our people", body=plain(PEOPLE.partition("\n")[2])))


class DescribeParagraphsThatBecameASection:
    @pytest.mark.parametrize(
        ("old", "new", "how"),
        [(WHOLE, PARTED, "became a heading"), (PARTED, WHOLE, "became a paragraph")],
        ids=["heading", "paragraph"],
    )
    def they_are_one_change_of_form_that_can_be_taken(self, old: Strategy, new: Strategy, how: str):
        found = compare(old, new)
        (change,) = found.changes
        assert (change.kind, change.how, change.after) == ("formatting", how, "Our people")
        assert (found.summary.words_deleted, found.summary.words_inserted, change.substantive) == (
            0,
            0,
            False,
        )
        assert taken(old, new, found.changes, back=False).root == new
        assert taken(new, old, found.changes, back=True).root == old

    def they_are_so_each_where_several_have_the_same_words(self):
        aims, money = "We want good streets.\nNotes", "Costs are shared.\nNotes"
        old, new = (
            Strategy(
                id="s",
                title="Plan",
                children=tuple(
                    Section(id=id, title=title, body=plain(body), children=notes)
                    for id, title, body, notes in sides
                ),
            )
            for sides in (
                (("p", "Purpose", aims, ()), ("m", "Money", money, ())),
                (
                    ("p", "Purpose", "We want good streets.", (Section(id="n", title="Notes"),)),
                    ("m", "Money", "Costs are shared.", (Section(id="o", title="Notes"),)),
                ),
            )
        )
        changes = compare(old, new).changes
        assert [(each.kind, each.how) for each in changes] == [("formatting", "became a heading")] * 2
        assert taken(old, new, changes, back=False).root == new
        purpose, money = taken(old, new, changes[1:], back=False).root.children
        assert (purpose, money) == (old.children[0], new.children[1])

    def they_are_told_word_by_word_where_other_words_came_along(self):
        other = strategy(AIMS, Section(id="n", title="Our people", body=plain("Staff are trained twice.")))
        assert {change.kind for change in compare(WHOLE, other).changes} == {"deleted", "inserted"}

    def they_are_sought_by_all_their_words_where_many_begin_alike(self, monkeypatch: pytest.MonkeyPatch):
        sections = [
            Change(kind="inserted", node=f"n{at}", node_kind="section", after=f"Notes\nNote {at}")
            for at in range(50)
        ]
        paragraphs = [
            Change(kind="deleted", node="p", field="body", before=text)
            for at in reversed(range(50))
            for text in ("Notes", f"Note {at}")
        ]
        asked: list[Change] = []

        def counted(change: Change) -> list[str]:
            asked.append(change)
            return lines_of(change)

        lines_of = restyled._lines
        monkeypatch.setattr(restyled, "_lines", counted)
        found = restyled.with_new_forms([*sections, *paragraphs])
        assert [(each.node, each.how) for each in found] == [
            (f"n{at}", "became a heading") for at in range(50)
        ]
        assert len(asked) == 150
