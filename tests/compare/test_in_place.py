"""Bodies whose paragraphs stayed in their places: matched without aligning, as aligning would match them."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.compare import in_place
from app.compare.in_place import match_bodies
from app.compare.passages import Matched, Passage, match_passages, passages_of
from app.compare.words import Vocabulary
from app.models.text import Block, Blocks, Item, List, Picture, plain
from tests.compare.test_changes import table

SENTENCES = (
    "Residents will find what they need at the first attempt and are told what comes next.",
    "Residents will find what they want at the first attempt and are told what comes next.",
    "The council's “plan” must cost £2m - no more.",
    "We mend roads.",
    "",
)
WORDS = "must plan £3m - the".split()


def some(chance: random.Random) -> Block:
    """A paragraph, a list, a table or a picture."""
    text = chance.choice(SENTENCES)
    sort = chance.randrange(8)
    if sort == 0:
        return List(tuple(Item(plain(chance.choice(SENTENCES))) for _ in range(2)))
    if sort == 1:
        return table(("Ref", "Text"), ("1", text))
    if sort == 2:
        return Picture("0" * 64, text)
    return next(iter(plain(text)), Picture("1" * 64))


def edited(chance: random.Random, block: Block) -> Block:
    """The block with some of its text otherwise, or another block."""
    words = "\n".join(passage.text for passage in passages_of((block,))).split(" ")
    words[chance.randrange(len(words))] = chance.choice(WORDS)
    return chance.choice((*plain(" ".join(words)), some(chance)))


def told(matched: Iterable[Matched]) -> list[tuple[tuple[Passage, ...], tuple[Passage, ...], bool, bool]]:
    """What is not the same on both sides."""
    return [(m.old, m.new, m.moved, m.again) for m in matched if m.old != m.new]


def aligned(old: Blocks, new: Blocks) -> list[Matched]:
    return match_passages(passages_of(old), passages_of(new), Vocabulary())


@pytest.fixture
def unaligned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many passages were aligned, each time that they were."""
    counts: list[int] = []

    def counted(old: list[Passage], *rest: object) -> list[Matched]:
        counts.append(len(old))
        return []

    monkeypatch.setattr(in_place, "match_passages", counted)
    return counts


class DescribeMatchingInPlace:
    @given(st.integers(0, 10**9), st.integers(0, 60))
    def it_comes_to_what_aligning_comes_to(self, seed: int, blocks: int):
        chance = random.Random(seed)
        old = tuple(some(chance) for _ in range(blocks))
        new = [edited(chance, block) if chance.random() < 0.3 else block for block in old]
        if new and chance.random() < 0.3:
            new.insert(chance.randrange(len(new)), new.pop(chance.randrange(len(new))))
        assert told(match_bodies(old, tuple(new), Vocabulary())) == told(aligned(old, tuple(new)))

    def it_aligns_nothing_where_words_were_edited(self, unaligned: list[int]):
        old = plain("\n".join(SENTENCES[:3]))
        new = plain("\n".join(SENTENCES[:3]).replace("£2m", "£3m").replace("attempt", "try"))
        assert len(list(match_bodies(old, new, Vocabulary()))) == 3
        assert unaligned == []

    def it_aligns_paragraphs_that_changed_places_though_they_are_alike(self, unaligned: list[int]):
        old, new = plain("\n".join(SENTENCES[:2])), plain("\n".join(SENTENCES[1::-1]))
        list(match_bodies(old, new, Vocabulary()))
        assert unaligned == [2]
        assert any(each.moved for each in aligned(old, new))
