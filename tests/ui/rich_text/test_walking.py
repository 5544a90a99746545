"""Whatever is done in a text leaves it sound, whole, and as it is written and read again.

ENGROSS_WALKS says how many walks are taken in place of a few dozen.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WALKS = int(os.environ.get("ENGROSS_WALKS", "30"))
LONGEST = 60 + 2 * WALKS
"""Seconds, some twenty times as many as it takes: a text that became unsound may go round for ever."""


class DescribeWhateverIsDoneInAText:
    # Elsewhere, for a text that became unsound may end the program.
    @pytest.mark.parametrize("undoes", [(), ("undoes",)], ids=["plainly", "with_undo"])
    def it_leaves_the_text_sound_and_whole(self, undoes):
        command = [sys.executable, "-m", "tests.ui.rich_text.walking", "0", str(WALKS), *undoes]
        root = Path(__file__).parents[3]
        ended = subprocess.run(
            command, cwd=root, capture_output=True, text=True, timeout=LONGEST, check=False
        )
        said = ended.stdout.splitlines()
        assert said == [f"seed {seed}" for seed in range(WALKS)], said[-1]
        assert ended.returncode == 0, ended.stderr[-2000:]
