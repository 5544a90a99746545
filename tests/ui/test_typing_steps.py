"""How much of what was typed one step of undo takes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.nodes import HistoryRow
from app.models.text import plain
from app.ui.typing_steps import LONGEST, PAUSE, TypingSteps, difference, utf16_length


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Writer:
    """Types into one field, a saving at a time, and remembers the step of each."""

    def __init__(self):
        self.clock = Clock()
        self.steps = TypingSteps(self.clock)
        self.text = ""
        self.names = []

    def writes(self, text, *, after=0.2, key="p1/body", rich=False):
        self.clock.now += after
        self.steps.begin()
        self.clock.now += 0.3
        old, self.text = self.text, text
        values = (plain(old), plain(text)) if rich else (old, text)
        self.names.append(self.steps.name_of(key, *values))
        return self

    @property
    def count(self):
        return len(set(self.names))


@pytest.fixture
def writer():
    return Writer()


class DescribeTypingSteps:
    def it_goes_on_while_one_writes(self, writer):
        assert writer.writes("The qu").writes("The quay is").writes("The quay is reached").count == 1

    def it_tells_whose_typing_a_step_is(self, writer):
        assert writer.writes("The quay").names[0].startswith("p1/body/")

    def it_ends_where_one_pauses(self, writer):
        assert writer.writes("The quay").writes("The quay is", after=PAUSE + 0.1).count == 2

    @pytest.mark.parametrize("end", [". ", "! ", "? ", "\n"])
    def it_ends_with_a_sentence_or_paragraph(self, writer, end):
        assert writer.writes(f"It is{end}").writes(f"It is{end}And").count == 2

    def it_ends_after_a_lines_worth_of_letters(self, writer):
        for letters in range(10, 10 * LONGEST, 10):
            writer.writes("x" * letters)
        longest = max(writer.names.count(name) for name in set(writer.names))
        assert longest * 10 <= LONGEST

    def it_ends_on_turning_from_writing_to_deleting_and_back(self, writer):
        writer.writes("The quay").writes("The quayy").writes("The quay").writes("The qua").writes("The quays")
        assert writer.count == 3

    def it_joins_one_deletion_after_another(self, writer):
        assert (
            writer.writes("The quay is").writes("The quay").writes("The q").names[1:] == [writer.names[1]] * 2
        )

    def it_ends_on_going_to_another_place(self, writer):
        writer.writes("The quay is where boats are moored overnight")
        assert writer.writes("Now the quay is where boats are moored overnight").count == 2

    def it_ends_on_going_to_another_field(self, writer):
        assert writer.writes("The quay").writes("The quay is", key="p1/title").count == 2

    def it_ends_when_told_to(self, writer):
        writer.writes("The quay").steps.end()
        assert writer.writes("The quay is").count == 2

    def it_makes_a_step_of_what_changes_no_word(self, writer):
        assert writer.writes("Bold").writes("Bold").writes("Bolder").count == 3

    def it_takes_rich_text_by_its_words(self, writer):
        assert writer.writes("The quay", rich=True).writes("The quay is", rich=True).count == 1

    def it_takes_rows_and_numbers_as_they_are(self):
        steps = TypingSteps()
        assert steps.name_of("s/history", (), (HistoryRow(version="V1"),))
        assert steps.name_of("r/impact", 0, 3)


class DescribeADifference:
    @given(st.text("ab.", max_size=8), st.text("ab.", max_size=8))
    def it_leads_from_one_text_to_the_other(self, old, new):
        at, was, made = difference(old, new)
        assert old[at : at + len(was)] == was
        assert old[:at] + made + old[at + len(was) :] == new

    def it_is_as_short_as_it_can_be(self):
        assert difference("one two three", "one 2 three") == (4, "two", "2")

    def it_counts_letters_as_qt_does(self):
        assert utf16_length("a😀b") == 4
