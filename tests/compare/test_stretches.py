"""Changes of one text that stand side by side, each to be decided on by itself."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.compare import stretches
from app.compare.colliding import colliding
from app.compare.suggest import carried_out, suggestions
from app.models import nodes
from app.models.nodes import Node
from app.models.review import Suggestion
from app.models.text import Block, Item, List, Paragraph, Run, plain

PRESSURES = (
    "Demand for social care has grown by 17% in five years.",
    "Government grant has fallen in eight of the past ten years.",
    "Reorganisation may join the council with one of its neighbours.",
    "Winter storms closed the sea front on 23 days last year.",
)
WORDS = "the council will put services online that residents can use at any hour in every ward".split()


def said(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def listed(*lines: str, ordered: bool = False) -> List:
    return List(tuple(Item((said(line),)) for line in lines), ordered)


def section(*blocks: Block) -> Node:
    return nodes.Section(id="s", body=blocks)


def made_by(old: Node, new: Node) -> list[Suggestion]:
    return list(suggestions(old, new, author="Ann", at="2026-03-01T10:00:00Z", source="copy"))


class DescribeChangesSideBySide:
    def they_are_told_apart_where_one_came_or_went_beside_an_edited_one(self):
        lead, items = "The pressures on the council are plain:", PRESSURES[1:]
        old = section(*plain(f"A borough of 142,600 people.\n{lead}"), listed(PRESSURES[0], *items))
        new = section(
            *plain("A borough of 142,000 people."), listed(PRESSURES[0].replace("17", "18"), *items)
        )
        found = made_by(old, new)
        assert len(found) == 3
        alone = [carried_out(old, each) for each in found]
        assert alone[0] == section(*plain(f"A borough of 142,000 people.\n{lead}"), listed(*PRESSURES))
        assert alone[1] == section(*plain("A borough of 142,600 people."), listed(*PRESSURES))
        assert colliding(old, found) == []

    @pytest.mark.parametrize("back", [False, True])
    def they_are_one_where_a_paragraph_was_divided_or_two_were_joined(self, back: bool):
        whole = section(*plain("We will mend the roads before winter. The parks stay open all night long."))
        parted = section(*plain("We will mend each road before winter.\nThe parks stay open all night long."))
        old, new = (parted, whole) if back else (whole, parted)
        (only,) = made_by(old, new)
        assert carried_out(old, only) == new

    def they_are_one_where_a_paragraph_was_written_anew_as_two(self):
        old = section(*plain("Roads.\nNothing here is kept by anybody.\nParks."))
        new = section(*plain("Roads.\nWholly other words.\nAnd a second set.\nParks."))
        (only,) = made_by(old, new)
        assert carried_out(old, only) == new

    def they_are_one_for_each_item_of_a_list(self):
        old = section(listed(*PRESSURES))
        new = section(listed(PRESSURES[0].replace("17", "18"), PRESSURES[1], "Energy costs more.",
                             PRESSURES[2].replace("may", "will")))  # fmt: skip
        found = made_by(old, new)
        wanted = [
            listed(PRESSURES[0].replace("17", "18"), *PRESSURES[1:]),
            listed(*PRESSURES[:2], "Energy costs more.", *PRESSURES[2:]),
            listed(*PRESSURES[:2], PRESSURES[2].replace("may", "will"), PRESSURES[3]),
            listed(*PRESSURES[:3]),
        ]
        assert [carried_out(old, each) for each in found] == [section(each) for each in wanted]

    def they_are_one_where_a_list_is_numbered_otherwise(self):
        numbered = [line.replace("years", "long years") for line in PRESSURES]
        (only,) = made_by(section(listed(*PRESSURES)), section(listed(*numbered, ordered=True)))
        assert carried_out(section(listed(*PRESSURES)), only) == section(listed(*numbered, ordered=True))

    def they_are_one_in_a_list_that_is_too_long_to_be_kept_with_each(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(stretches, "LONGEST_LIST", 100)
        new = section(listed(*(line.replace("years", "long years") for line in PRESSURES)))
        assert len(made_by(section(listed(*PRESSURES)), new)) == 1

    @given(st.integers(0, 100_000))
    def they_lead_to_the_new_text_in_either_order_and_none_needs_another(self, seed: int):
        chance = random.Random(seed)
        blocks = [drawn(chance) for _ in range(chance.randint(2, 7))]
        old, new = section(*blocks), section(*edited(chance, blocks))
        found = made_by(old, new)
        assert colliding(old, found) == []
        for order in (found, found[::-1]):
            root = old
            for each in order:
                root = carried_out(root, each)
            assert root == new


def drawn(chance: random.Random) -> Block:
    lines = [
        f"{' '.join(chance.choices(WORDS, k=9))} {chance.random()}." for _ in range(chance.randint(2, 6))
    ]
    return listed(*lines) if chance.random() < 0.4 else said(lines[0])


def edited(chance: random.Random, blocks: Sequence[Block]) -> list[Block]:
    found = list(blocks)
    for _ in range(chance.randint(2, 5)):
        at, deed = chance.randrange(len(found)), chance.randrange(4)
        there = found[at]
        if isinstance(there, List):
            items = list(there.items)
            place = chance.randrange(len(items))
            items[place : place + (deed != 0)] = [Item((said(f"New {chance.random()} item."),))][: deed != 1]
            found[at] = List(tuple(items)) if items else there
        elif deed == 0:
            found.insert(at, said(f"New {chance.random()} line."))
        elif deed == 1 and len(found) > 1:
            del found[at]
        elif isinstance(there, Paragraph):
            found[at] = said(there.runs[0].text.replace("the", "each").replace("at any", "otherwise at"))
    return found
