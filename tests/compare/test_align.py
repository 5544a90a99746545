"""Aligning: the same in every process, and within bounds whatever is laid side by side."""

import os
import subprocess
import sys

_UNRELATED = """
import random
from app.compare.changes import compare_passages
from app.compare.passages import Passage
chance = random.Random(4)
words = [f"word{at}" for at in range(40)]
def text(): return [Passage(" ".join(chance.choices(words, k=12))) for _ in range(90)]
print(compare_passages(text(), text()))
"""


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
