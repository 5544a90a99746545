import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.compare.suggest import Collides, carried_out, in_effect, same_parts, suggestions
from app.models import nodes, tree
from app.models.nodes import Node
from app.models.review import Suggestion, spot_of, value_json
from app.models.text import Cell, Paragraph, Run, Table, plain
from tests.edited_trees import made, step, strategy


def made_by(old: Node, new: Node, author: str = "Ann") -> list[Suggestion]:
    return list(suggestions(old, new, author=author, at="2026-03-01T10:00:00Z", source="copy"))


def all_carried_out(root: Node, found: list[Suggestion]) -> Node:
    for each in found:
        root = carried_out(root, each)
    return root


class DescribeSuggestions:
    def they_are_one_for_each_thing_changed(self):
        old = strategy()
        new = tree.change(old, "p1", body=plain("Replace the website with one for every phone."))
        new = tree.change(new, "t1", title="Digital resident")
        new = tree.remove(new, "p3")
        new = tree.insert(
            new, "t2", nodes.Priority(id="p9", body=plain("Lay ducts wherever a road is dug up."))
        )
        found = made_by(old, new)
        assert {(each.sort, each.node, each.field) for each in found} == {
            ("text", "p1", "body"),
            ("text", "t1", "title"),
            ("deleted", "p3", ""),
            ("inserted", "p9", ""),
        }
        assert len({each.id for each in found}) == 4

    def they_part_a_body_at_what_stayed_the_same(self):
        old = nodes.Section(id="s", body=plain("One stands here.\nTwo stays as it was.\nThree stands here."))
        new = nodes.Section(id="s", body=plain("One stood here.\nTwo stays as it was.\nThree stood here."))
        first, second = made_by(old, new)
        only_second = carried_out(old, second)
        assert only_second.body == plain("One stands here.\nTwo stays as it was.\nThree stood here.")
        assert carried_out(only_second, first).body == new.body

    def they_write_each_state_of_a_body_as_its_value_is_written(self):
        tables = [Table(((Cell(plain("Cost")), Cell(plain(cost))),)) for cost in ("£5", "£6")]
        old = nodes.Section(id="s", body=(*plain("One & two.\nThree stays.\nFour."), tables[0]))
        new = nodes.Section(id="s", body=(*plain("One “&” two.\nThree stays."), tables[1]))
        first, *_, last = made_by(old, new)
        assert first.before == value_json(old.body)
        assert last.after == value_json(new.body)

    def they_take_a_new_branch_as_one(self):
        old = strategy()
        branch = nodes.Theme(
            id="t3", title="Data", children=(nodes.Priority(id="p8", body=plain("Share it.")),)
        )
        (only,) = made_by(old, tree.insert(old, "v", branch, 1))
        assert spot_of(only.after).node == branch
        assert [child.id for child in tree.find(carried_out(old, only), "v").children] == ["t1", "t3", "t2"]

    @given(st.integers(0, 100_000), st.integers(1, 6))
    def they_lead_to_the_reviewers_text(self, seed: int, edits: int):
        chance = random.Random(seed)
        old = new = made(chance, "strategy")
        for _ in range(edits):
            new = step(chance, new)
        found = made_by(old, new)
        assert all_carried_out(old, found).fingerprint == new.fingerprint
        assert all(in_effect(new, each) for each in found if each.sort != "text")

    @given(st.integers(0, 100_000))
    def they_are_the_same_when_worked_out_again(self, seed: int):
        chance = random.Random(seed)
        old = made(chance, "strategy")
        new = step(chance, step(chance, old))
        again = same_parts(old, new)
        once, twice = made_by(old, again), made_by(old, same_parts(old, tree.with_new_ids(new)))
        assert all_carried_out(old, once).fingerprint == again.fingerprint
        assert len(once) <= len(twice) or once == twice


class DescribeCarryingOut:
    def it_merges_by_word_into_a_text_that_has_changed_since(self):
        old = strategy()
        (only,) = made_by(
            old, tree.change(old, "p2", body=plain("Open a help desk in every school of the borough."))
        )
        now = tree.change(old, "p2", body=plain("We open a help desk in every library of the borough."))
        merged = carried_out(now, only)
        assert tree.text_of(tree.find(merged, "p2")) == "We open a help desk in every school of the borough."

    def it_overwrites_nobodys_words(self):
        old = strategy()
        (only,) = made_by(old, tree.change(old, "t2", title="Digital borough"))
        with pytest.raises(Collides):
            carried_out(tree.change(old, "t2", title="Digital town"), only)

    def it_does_not_delete_what_was_changed_since(self):
        old = strategy()
        (only,) = made_by(old, tree.remove(old, "t1"))
        with pytest.raises(Collides):
            carried_out(tree.change(old, "p1", owner="B. Rees"), only)

    def it_does_not_bring_a_deleted_part_back_by_changing_it(self):
        old = strategy()
        (only,) = made_by(old, tree.change(old, "p1", owner="B. Rees"))
        with pytest.raises(Collides):
            carried_out(tree.remove(old, "p1"), only)

    def it_does_nothing_twice(self):
        old = strategy()
        new = tree.remove(tree.insert(old, "t2", nodes.Priority(id="p9", body=plain("Lay ducts."))), "p3")
        for each in made_by(old, new):
            assert carried_out(carried_out(old, each), each) == carried_out(old, each)

    def it_merges_cells_of_one_table(self):
        def with_table(first: str, second: str) -> Node:
            cells = tuple(Cell((Paragraph((Run(text),)),)) for text in (first, second))
            return nodes.Section(id="s", body=(Table((cells,)),))

        old = with_table("a cost", "a date")
        (only,) = made_by(old, with_table("a cost", "another date"))
        assert carried_out(with_table("one cost", "a date"), only) == with_table("one cost", "another date")
