"""Many suggestions carried out at once: the same as one after another."""

import random

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from app.compare.carrying import all_carried_out
from app.compare.colliding import colliding
from app.compare.suggest import carried_out, suggestions
from app.models import tree
from app.models.errors import Refused
from app.models.nodes import Node, Section, Strategy
from app.models.review import Suggestion
from app.models.text import plain
from app.models.tree import walk
from tests.edited_trees import made, step, strategy


def made_by(old: Node, new: Node, author: str) -> list[Suggestion]:
    return list(suggestions(old, new, author=author, at="2026-03-01T10:00:00Z", source="copy"))


def one_by_one(root: Node, found: list[Suggestion]) -> tuple[Node, dict[str, str]]:
    refused: dict[str, str] = {}
    for each in found:
        try:
            root = carried_out(root, each)
        except Refused as reason:
            refused[each.id] = str(reason)
    return root, refused


class DescribeCarryingOutManySuggestions:
    @given(st.integers(0, 100_000), st.integers(1, 6))
    def it_does_as_one_after_another(self, seed: int, edits: int):
        chance = random.Random(seed)
        old = ann = bob = now = made(chance, "strategy")
        for _ in range(edits):
            ann, bob = step(chance, ann), step(chance, bob)
        now = step(chance, now)
        found = [*made_by(old, ann, "Ann"), *made_by(old, bob, "Bob")]
        chance.shuffle(found)
        root, refused = one_by_one(now, found)
        done = all_carried_out(now, found)
        assert (done.root.fingerprint, done.refused) == (root.fingerprint, refused)

    def it_gives_back_the_tree_itself_where_nothing_changes(self):
        old = strategy()
        new = tree.change(old, "t1", title="Digital resident")
        assert all_carried_out(new, made_by(old, new, "Ann")).root is new

    def it_says_why_a_part_that_is_gone_cannot_be_changed(self):
        old = strategy()
        found = made_by(old, tree.change(old, "p1", body=plain("Replace it.")), "Ann")
        done = all_carried_out(tree.remove(old, "p1"), found)
        assert list(done.refused) == [found[0].id]
        assert "has been deleted" in done.refused[found[0].id]


def rearranged(chance: random.Random, root: Node) -> Node:
    """A tree with siblings shuffled, some put elsewhere and some new ones among them."""
    for number in range(chance.randint(1, 5)):
        nodes = [node for node in walk(root) if node.kind in ("strategy", "section")]
        holder = chance.choice(nodes)
        what = chance.choice(("shuffle", "shuffle", "move", "insert"))
        if what == "shuffle":
            order = chance.sample(holder.children, len(holder.children))
            root = tree.replace(root, structs.replace(holder, children=tuple(order)))
        elif what == "insert":
            new = Section(id=f"new{number}", title=f"New {number}", body=plain(f"Said {number}."))
            root = tree.insert(root, holder.id, new, chance.randint(0, len(holder.children)))
        elif (node := chance.choice(nodes)).id != root.id and holder.id not in node.ids:
            root = tree.move(root, node.id, holder.id, chance.randint(0, len(holder.children)))
    return root


class DescribeTheOrderInWhichSuggestionsAreAccepted:
    @given(st.integers(0, 100_000))
    def it_does_not_change_where_siblings_come_to_stand(self, seed: int):
        chance = random.Random(seed)
        inner = [Section(id=f"b{n}", title=f"B {n}", body=plain(f"Said {n}.")) for n in range(6)]
        outer = (Section(id=f"a{n}", title=f"A {n}", children=tuple(inner[n::4])) for n in range(4))
        old = now = Strategy(id="s", title="S", children=tuple(outer))
        new = rearranged(chance, old)
        found = [structs.replace(each, source=f"copy:{n}") for n, each in enumerate(made_by(old, new, "Ann"))]
        states = {each.id: each for each in found}
        waiting = chance.sample(found, len(found))
        while waiting:
            left: list[Suggestion] = []
            for each in waiting:
                done = all_carried_out(now, [each], tuple(states.values()))
                now = done.root
                if done.refused:
                    left.append(each)
                else:
                    states[each.id] = structs.replace(each, state="accepted")
            assert len(left) < len(waiting)
            waiting = left
        assert now == new


class DescribeCollisionsAmongMany:
    @given(st.integers(0, 100_000), st.integers(1, 5))
    def it_finds_each_pair_that_is_about_one_part(self, seed: int, edits: int):
        chance = random.Random(seed)
        old = ann = bob = made(chance, "strategy")
        for _ in range(edits):
            ann, bob = step(chance, ann), step(chance, bob)
        found = [*made_by(old, ann, "Ann"), *made_by(old, bob, "Bob")]
        pairs = set(colliding(old, found))
        for at, one in enumerate(found):
            first, refused = one_by_one(old, [one])
            for other in found[at + 1 :]:
                both, alone = one_by_one(first, [other])[1], one_by_one(old, [other])[1]
                if one.node == other.node and not refused and both and not alone:
                    assert (one.id, other.id) in pairs
