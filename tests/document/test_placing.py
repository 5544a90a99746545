"""Where in the lines of a redline each change stands."""

from collections import Counter

import pytest

from app.compare.change import Change
from app.document import placing
from app.document.lines import Line, OldOrNew, text_on
from app.document.nodes import Mark, Span
from app.document.placing import places_of


def line(gone: str, come: str, node: str = "n") -> Line:
    spans = (Span("We "), Span(gone, mark=Mark("deleted")), Span(come, mark=Mark("inserted")))
    return Line("paragraph", (spans,), node=node, weight="other")


def reworded(before: str, after: str, node: str = "n") -> Change:
    return Change(kind="reworded", node=node, field="body", before=before, after=after)


class DescribePlaces:
    def they_are_the_first_line_of_the_part_that_has_the_words(self):
        lines = [line("go", "ride", "m"), line("ran", "walk"), line("go", "ride far"), line("go", "ride")]
        changes = [
            reworded("We go", "We ride"),
            reworded("We ran", "We walk"),
            reworded("We stop", "We stay"),
        ]
        assert list(places_of(lines, changes)) == [2, 1, 1]

    def they_are_elsewhere_where_the_part_has_them_not(self):
        lines = [line("ran", "walk"), line("go", "ride", "m")]
        changes = [reworded("We go", "We ride"), reworded("We go", "We ride", "gone")]
        assert list(places_of(lines, changes)) == [1, 1]
        assert list(places_of(lines, [reworded("We stop", "We stay", "gone")])) == [-1]

    def they_are_found_without_reading_each_line_for_each_change(self, monkeypatch: pytest.MonkeyPatch):
        read = Counter[int]()

        def counted(line: Line, side: OldOrNew) -> str:
            read[id(line)] += 1
            return text_on(line, side)

        monkeypatch.setattr(placing, "text_on", counted)
        lines = [line(f"go {at}", f"ride {at}") for at in range(100, 150)]
        changes = [reworded(f"We go {at}", f"We ride {at}") for at in range(149, 99, -1)]
        assert list(places_of(lines, changes)) == list(range(49, -1, -1))
        assert set(read.values()) == {2}
