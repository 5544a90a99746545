"""The history lists a spell of writing as one line."""

from app.store.rows import JournalRow
from app.ui.moments import spells


def row(id, join, minute=0, who="A", state="done"):
    return JournalRow(id, "b", "a", "Edit", f"2026-06-02T09:{minute:02}:00+00:00", who, join, state)


def shown(*rows):
    return [(spell.row.id, spell.steps) for spell in spells(rows)]


class DescribeSpells:
    def it_makes_one_line_of_steps_in_one_field(self):
        assert shown(row(3, "p/body/c", 4), row(2, "p/body/b", 2), row(1, "p/body/a")) == [(3, 3)]

    def it_keeps_apart_what_is_another_field_or_no_typing(self):
        assert shown(row(3, "p/title/c"), row(2, "p/body/b"), row(1, "")) == [(3, 1), (2, 1), (1, 1)]

    def it_keeps_apart_other_hands_and_what_was_undone(self):
        assert shown(row(3, "p/body/c", state="undone"), row(2, "p/body/b"), row(1, "p/body/a", who="B")) == [
            (3, 1), (2, 1), (1, 1),
        ]  # fmt: skip

    def it_keeps_apart_what_lies_long_ago(self):
        assert shown(row(2, "p/body/b", 30), row(1, "p/body/a", 10)) == [(2, 1), (1, 1)]
