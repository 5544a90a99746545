"""What is not begun is no fault: it is counted, and held back from the findings."""

from typing import cast

import pytest

from app.document import progress
from app.document.checks import findings
from app.document.progress import is_untouched, parted, progress_of
from app.models import tree
from app.models.nodes import KINDS, Strategy
from app.models.text import plain
from app.services.houses import load_houses


@pytest.fixture
def house():
    return load_houses()["plain"]


@pytest.fixture
def outline():
    """A strategy as a house's outline begins it: parts with nothing in them."""
    theme = KINDS["theme"].make(id="t", children=(KINDS["priority"].make(id="p"),))
    vision = KINDS["vision"].make(id="v", children=(theme,))
    parts = (KINDS["foreword"].make(id="f"), vision, KINDS["glossary"].make(id="g"))
    return KINDS["strategy"].make(id="s", title="Plan", organisation="Council", children=parts)


def changed(root, id, **fields):
    """The strategy with some fields of a part set to other values."""
    return cast("Strategy", tree.change(root, id, **fields))


def told(root, house):
    faults, waiting = parted(root, findings(root, house))
    return [(each.rule, each.node) for each in faults], [each.node for each in waiting]


class DescribeFindingsWhileWriting:
    def it_finds_no_fault_in_an_outline(self, outline, house):
        assert told(outline, house) == ([], ["s", "f", "v", "t", "p", "g"])

    def it_takes_a_row_as_it_was_made_for_one_still_to_write(self, outline, house):
        theme = tree.find(outline, "t")
        rows = KINDS["cost"].make(id="c"), KINDS["cost"].make(id="d", title="Devices")
        costed = changed(outline, "t", children=(*theme.children, *rows))
        faults, waiting = told(costed, house)
        assert "c" in waiting
        assert {node for _, node in faults} == {"d"}

    def it_reads_only_parts_of_which_something_was_found(self, outline, house, monkeypatch):
        found = [each for each in findings(outline, house) if each.node == "g"]
        read = []
        monkeypatch.setattr(progress, "is_filled", lambda node: read.append(node.id))
        parted(outline, found)
        assert read == ["g"]

    def it_leaves_all_of_them_to_who_checks_the_document(self, outline, house):
        assert {each.node for each in findings(outline, house)} == {"s", "f", "v", "t", "p", "g"}

    def it_tells_what_is_wanting_of_a_part_that_was_begun(self, outline, house):
        begun = tree.change(outline, "v", slogan="Online first")
        faults, waiting = told(begun, house)
        assert faults == [("required", "v")]
        assert "v" not in waiting

    def it_tells_of_a_strategy_without_a_title(self, outline, house):
        faults, _ = told(tree.change(outline, "s", title=""), house)
        assert faults == [("required", "s")]

    def it_tells_of_what_is_wrong_in_a_part_that_holds_something(self, outline, house):
        risk = KINDS["risk"].make(id="r", body=plain("A quay is lost."))
        risks = KINDS["risks"].make(id="rs", children=(risk,))
        faults, _ = told(tree.insert(outline, "s", risks), house)
        assert faults == [("risk-without-response", "r")]


class DescribeAnUntouchedPart:
    def it_is_as_it_was_made(self):
        bare = KINDS["priority"].make(id="p")
        assert is_untouched(bare)
        assert not is_untouched(KINDS["priority"].make(id="p", end="2028-03"))
        assert not is_untouched(KINDS["theme"].make(id="t", children=(bare,)))


class DescribeProgress:
    def it_counts_the_parts_that_say_something(self, outline):
        assert progress_of(outline).written == 0
        begun = progress_of(changed(outline, "f", body=plain("Welcome.")))
        assert (begun.written, begun.parts) == (1, 5)

    def it_counts_what_holds_a_written_part(self, outline):
        begun = progress_of(changed(outline, "p", title="Learn"))
        assert begun.waiting == ("f", "g")

    def it_does_not_take_a_heading_for_text(self, outline):
        assert "t" in progress_of(changed(outline, "t", title="Digital place")).waiting
