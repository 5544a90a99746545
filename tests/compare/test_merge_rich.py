"""Three-way merging of strategies with texts, lists and tables, edited by chance: no word of either side is lost."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import pytest
from msgspec import structs

from app.compare.merge import Merged, decide, merge
from app.models import tree
from app.models.nodes import KINDS, Node, may_hold
from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Run, Table, joined, plain
from tests.full_trees import Growing

_WORD = re.compile(r"\b(?:w|mine|theirs)\d+")


class Hand:
    """Somebody who edits: each word that this hand writes stands nowhere else. Most edits are of the parts `busy`."""

    def __init__(self, chance: random.Random, name: str, busy: Iterable[str]) -> None:
        self.chance = chance
        self.name = name
        self.busy = set(busy)
        self.count = 0

    def word(self) -> str:
        self.count += 1
        return f"{self.name}{self.count}"

    def edit(self, root: Node) -> Node:
        everywhere = list(tree.walk(root))
        nodes = [node for node in everywhere if node.id in self.busy] or everywhere
        node = self.chance.choice(nodes if self.chance.random() < 0.85 else everywhere)
        how = self.chance.choice(("move", "move", "remove", "add", "title", *["body"] * 5))
        if how == "move" and node is not root:
            homes = [
                each for each in everywhere if may_hold(each.kind, node.kind) and each.id not in node.ids
            ]
            return tree.move(root, node.id, self.chance.choice(homes).id, self.chance.randint(0, 3))
        if how == "remove" and node is not root:
            return tree.remove(root, node.id)
        if how == "add" and KINDS[node.kind].holds:
            made = KINDS[self.chance.choice(KINDS[node.kind].holds)].make(id=self.word(), title=self.word())
            return tree.insert(root, node.id, made, self.chance.randint(0, 3))
        if how == "title":
            return tree.change(root, node.id, title=self.text(node.title))
        return tree.change(root, node.id, body=self.blocks(node.body))

    def text(self, text: str) -> str:
        """The text with a word written anew, put in or taken out, or some words moved."""
        words = re.findall(r"\S+\s*", text)
        at = self.chance.randrange(len(words) + 1)
        how = self.chance.choice(("replace", "put", "take", "move"))
        if how == "put" or not words[at:]:
            words.insert(at, f"{self.word()} ")
        elif how == "move" and len(words) > 6:
            taken, words = words[:5], words[5:]
            at = self.chance.choice((len(words), at % len(words)))
            words[at:at] = [f"{word.rstrip()} " for word in taken]
        else:
            words[at : at + 1] = [f"{self.word()} "] if how == "replace" else []
        return "".join(words)

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(self.sequence(list(blocks), self.block, lambda: Paragraph((Run(self.word()),))))

    def sequence(self, members: list[Any], edited: Any, made: Any) -> Sequence[Any]:
        """Some members with one edited, moved to the end, put in or taken out."""
        at = self.chance.randrange(len(members)) if members else 0
        how = self.chance.choice((*["edit"] * 5, "put", "take", "move"))
        if not members or how == "put":
            members.insert(at, made())
        elif how == "edit":
            members[at] = edited(members[at])
        else:
            taken = members.pop(at)
            members += [taken] if how == "move" or not members else []
        return members

    def block(self, block: Block) -> Block:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        if isinstance(block, List):
            if self.chance.random() < 0.1:
                return structs.replace(block, ordered=not block.ordered)
            items = self.sequence(
                [*block.items], lambda item: Item(self.blocks(item.blocks)), lambda: Item(plain(self.word()))
            )
            return structs.replace(block, items=tuple(items))
        if isinstance(block, Table):
            if self.chance.random() < 0.1:
                return structs.replace(block, caption=self.text(block.caption))
            rows = self.sequence([*block.rows], self.row, lambda: (Cell(plain(self.word())), Cell()))
            return structs.replace(block, rows=tuple(rows))
        return structs.replace(block, alt=self.text(block.alt))

    def row(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        at = self.chance.randrange(len(row))
        return (
            *row[:at],
            structs.replace(row[at], blocks=self.blocks(row[at].blocks)),
            *row[at + 1 :],
        )

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        runs = [*paragraph.runs] or [Run("")]
        at = self.chance.randrange(len(runs))
        if self.chance.random() < 0.25:
            runs[at] = structs.replace(runs[at], bold=not runs[at].bold)
        else:
            runs[at] = structs.replace(runs[at], text=self.text(runs[at].text))
        return Paragraph(joined(run for run in runs if run.text))


def written(value: Any) -> Counter[str]:
    return Counter(_WORD.findall(msgspec.json.encode(value).decode())) if value is not None else Counter()


def sides(seed: int) -> tuple[Node, Node, Node]:
    chance = random.Random(seed)
    base: Node = Growing(chance).strategy()
    ids = [node.id for node in tree.walk(base)]
    busy = chance.sample(ids, chance.choice((1, 2, 4)))
    for number, id in enumerate(busy[:2]):
        lines = [" ".join(f"w9{number}{line}{at}" for at in range(9)) for line in range(5)]
        base = tree.change(base, id, body=(*plain("\n".join(lines[:2])), List(tuple(map(_item, lines[2:])))))
    mine = theirs = base
    hands = Hand(chance, "mine", busy), Hand(chance, "theirs", busy)
    for _ in range(chance.randint(1, 6)):
        mine = hands[0].edit(mine)
    for _ in range(chance.randint(1, 6)):
        theirs = hands[1].edit(theirs)
    return base, mine, theirs


def _item(line: str) -> Item:
    return Item(plain(line))


def asked(merged: Merged) -> list[tuple[str, str, str]]:
    return sorted((each.kind, each.node, each.field) for each in merged.collisions)


@pytest.mark.parametrize("seed", range(120))
class DescribeMergingWhatTwoHandsEdited:
    def it_takes_no_side_and_loses_no_word(self, seed: int):
        base, mine, theirs = sides(seed)
        found, mirrored = merge(base, mine, theirs), merge(base, theirs, mine)
        assert asked(found) == asked(mirrored)
        assert found.collisions or found.root == mirrored.root
        assert not list(tree.problems(found.root))
        told: Counter[str] = Counter()
        for each in found.collisions:
            told += written(each.mine) + written(each.theirs)
        was, here, there, now = map(written, (base, mine, theirs, found.root))
        for word in {*here, *there}:
            if word not in was or (here[word] and there[word]):
                assert now[word] or told[word], word
            assert now[word] <= max(here[word], there[word]), word

    def it_can_be_decided_either_way(self, seed: int):
        base, mine, theirs = sides(seed)
        found = merge(base, mine, theirs)
        for each in found.collisions:
            for choice in ("mine", "theirs", "both"):
                assert not list(tree.problems(decide(found, each, choice)))
