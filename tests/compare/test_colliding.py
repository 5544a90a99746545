"""Which of reviewers' suggestions cannot both be accepted."""

from collections.abc import Iterable, Sequence

import pytest
from msgspec import structs

from app.compare import colliding as colliding_module
from app.compare.colliding import colliding
from app.compare.suggest import suggestions
from app.models import nodes, tree
from app.models.nodes import Node
from app.models.review import Suggestion
from app.models.text import Block, Item, List, Paragraph, Run, plain
from tests.edited_trees import strategy

LINES = [f"Line {at} of what the council does about matter {at}." for at in range(40)]


def made_by(old: Node, new: Node, author: str = "Ann") -> list[Suggestion]:
    return list(suggestions(old, new, author=author, at="2026-03-01T10:00:00Z", source="copy"))


def section(lines: Sequence[str]) -> Node:
    return nodes.Section(id="s", body=plain("\n".join(lines)))


def listed(lines: Sequence[str]) -> Node:
    items: Iterable[tuple[Block, ...]] = ((Paragraph((Run(line),)),) for line in lines)
    return nodes.Section(id="s", body=(List(tuple(map(Item, items))),))


def reworded(lines: Sequence[str], *ats: int, word: str = "Sentence") -> list[str]:
    return [line.replace("Line", word) if at in ats else line for at, line in enumerate(lines)]


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The suggestions that were carried out to see whether they collide."""
    ids: list[str] = []
    carry = colliding_module.carried_out

    def counted(root: Node, suggestion: Suggestion) -> Node:
        ids.append(suggestion.id)
        return carry(root, suggestion)

    monkeypatch.setattr(colliding_module, "carried_out", counted)
    return ids


class DescribeColliding:
    def it_finds_two_who_want_one_word_otherwise(self):
        old = strategy()
        (one,) = made_by(old, tree.change(old, "t2", title="Digital borough"))
        (other,) = made_by(old, tree.change(old, "t2", title="Digital town"), "Bob")
        assert colliding(old, [one, other]) == [(one.id, other.id)]

    def it_finds_an_edit_inside_what_another_deletes(self):
        old = strategy()
        (one,) = made_by(old, tree.remove(old, "t1"))
        (other,) = made_by(old, tree.change(old, "p1", owner="B. Rees"), "Bob")
        assert colliding(old, [one, other]) == [(one.id, other.id)]

    def it_lets_two_who_change_different_words_be(self):
        old = strategy()
        (one,) = made_by(
            old, tree.change(old, "p2", body=plain("Open a desk in every library of the borough."))
        )
        (other,) = made_by(
            old, tree.change(old, "p2", body=plain("Open a help desk in every library of the town.")), "Bob"
        )
        assert colliding(old, [one, other]) == []

    def it_tries_none_between_which_a_paragraph_stands_unchanged(self, tried: list[str]):
        found = made_by(section(LINES), section(reworded(LINES, *range(0, 40, 2))))
        assert len(found) == 20
        assert colliding(section(LINES), found) == []
        assert tried == []

    def it_tries_none_of_several_reviewers_at_different_items_of_a_list(self, tried: list[str]):
        old = listed(LINES)
        found = [each for at in (3, 9, 30) for each in made_by(old, listed(reworded(LINES, at)), f"Ann {at}")]
        assert len(found) == 3
        assert colliding(old, found) == []
        assert tried == []

    def it_knows_from_those_decided_where_the_others_stand(self, tried: list[str]):
        found = made_by(section(LINES), section(reworded(LINES, 2, 9, 20)))
        found[1] = structs.replace(found[1], state="accepted")
        assert colliding(section(reworded(LINES, 9)), found) == []
        assert tried == []

    def it_finds_the_one_of_many_whose_words_another_wants_otherwise(self):
        old = section(LINES)
        found = made_by(old, section(reworded(LINES, 4, 20, 31)))
        (other,) = made_by(old, section(reworded(LINES, 20, word="Clause")), "Bob")
        assert colliding(old, [*found, other]) == [(found[1].id, other.id)]

    def it_finds_two_who_add_at_one_place_behind_what_was_added_before(self):
        old = section(LINES)
        ann = section([LINES[0], "New.", *LINES[1:21], "Ann was here.", *LINES[21:]])
        bob = section([*LINES[:21], "Bob was here.", *LINES[21:]])
        first, second = made_by(old, ann)
        (other,) = made_by(old, bob, "Bob")
        assert colliding(old, [first, second, other]) == [(second.id, other.id)]

    def it_finds_two_who_add_where_a_line_was_doubled_before_or_behind_it(self):
        old, now = section(LINES), section(["A line put in since.", *LINES])
        (one,) = made_by(old, section([*LINES[:5], LINES[4], *LINES[5:]]))
        (other,) = made_by(old, section([*LINES[:4], "Bob was here.", *LINES[4:]]), "Bob")
        assert colliding(now, [one, other]) == [(one.id, other.id)]

    def it_leaves_out_those_that_are_decided(self):
        old = section(LINES)
        (one,) = made_by(old, section(reworded(LINES, 20)))
        (other,) = made_by(old, section(reworded(LINES, 20, word="Clause")), "Bob")
        assert colliding(old, [structs.replace(one, state="rejected"), other]) == []
