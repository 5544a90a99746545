"""Aligning: the same in every process, and within bounds whatever is laid side by side."""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from itertools import groupby

import pytest

from app.compare import align, units
from app.compare.align import PAIRS_IN_A_GAP, POLLED, Stopped, Unit
from app.compare.words import Vocabulary, likeness

_UNRELATED = """
import random
from app.compare.changes import compare_passages
from app.compare.passages import Passage
chance = random.Random(4)
words = [f"word{at}" for at in range(40)]
def text(): return [Passage(" ".join(chance.choices(words, k=12))) for _ in range(90)]
print(compare_passages(text(), text()))
"""


@pytest.fixture
def looked_into(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done, in order: a pair for every two passages that were looked into for their likeness."""
    done: list[str] = []

    def counted(old: Sequence[str], new: Sequence[str], least: float = 0.0) -> float:
        done.append("pair")
        return likeness(old, new, least)

    for module in (align, units):
        monkeypatch.setattr(module, "likeness", counted)
    return done


def passages(*texts: str) -> list[Unit]:
    vocabulary = Vocabulary()
    return [Unit(text, "paragraph", vocabulary) for text in texts]


class DescribeAligning:
    def it_comes_to_the_same_in_every_process(self):
        said = {
            subprocess.run(
                [sys.executable, "-c", _UNRELATED], capture_output=True, check=True,
                env={**os.environ, "PYTHONHASHSEED": seed},
            ).stdout
            for seed in "123"
        }  # fmt: skip
        assert len(said) == 1
        assert said.pop()

    def it_moves_a_lead_in_of_few_words_with_what_it_leads_to(self):
        sides = (
            passages(
                "Mend all roads by June",
                "We will:",
                "Fill each hole",
                "Open all parks till dusk",
                "We will:",
                "Cut grass",
            ),
            passages(
                "Open all parks till dusk",
                "We will:",
                "Cut grass",
                "Mend all roads by June",
                "We will:",
                "Fill each hole",
            ),
        )
        assert sorted(align.align(*sides).moved) == [(3, 0), (4, 1), (5, 2)]

    def it_looks_into_no_pair_that_shares_no_word(self, looked_into: list[str]):
        found = align.align(
            passages(*(str(at) for at in range(30))), passages(*(f"{at}.5" for at in range(40)))
        )
        assert len(found.pairs) == 70
        assert looked_into == []

    def it_asks_for_no_order_where_all_are_as_long_as_books(
        self, looked_into: list[str], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(units, "MOST_PAIRS", 100)
        old = passages("one two three four five six", "red green blue black white grey")
        new = passages("a new one", "one two three four five seven", "red green blue black brown grey")
        assert align.align(old, new).pairs == ((None, 0), (0, 1), (1, 2))
        assert looked_into == []

    def it_asks_often_whether_it_is_still_wanted(self, looked_into: list[str]):
        chance = random.Random(2)
        words = [f"word{at}" for at in range(30)]
        old, new = (passages(*(" ".join(chance.choices(words, k=5)) for _ in range(400))) for _ in range(2))
        looked_into.clear()
        align.align(old, new, lambda: bool(looked_into.append("asked")))
        longest = max(len(list(run)) for what, run in groupby(looked_into) if what == "pair")
        assert len(looked_into) > PAIRS_IN_A_GAP
        assert longest <= PAIRS_IN_A_GAP + POLLED

    def it_stops_among_what_moved(self):
        texts = [f"paragraph {at} says {at} things of {at + 1}" for at in range(3 * POLLED)]
        asked: list[int] = []
        align.align(passages(*texts), passages(*reversed(texts)), lambda: bool(asked.append(1)))

        def last() -> bool:
            asked.pop()
            return not asked

        with pytest.raises(Stopped):
            align.align(passages(*texts), passages(*reversed(texts)), last)
