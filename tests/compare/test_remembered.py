"""What was looked up once and is asked for again."""

import pytest

from app.compare import remembered as module
from app.compare.remembered import Remembered, remembered


class DescribeRemembered:
    def it_looks_every_word_up_but_once(self):
        looked: list[str] = []

        @remembered
        def length(word: str) -> int:
            looked.append(word)
            return len(word)

        assert [length(word) for word in ("one", "three", "one", "one")] == [3, 5, 3, 3]
        assert looked == ["one", "three"]

    def it_begins_anew_when_there_are_many(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(module, "MOST", 3)
        kept = Remembered(len)
        for word in ("a", "bb", "ccc", "dddd"):
            assert kept[word] == len(word)
            assert len(kept) <= 3
        assert kept == {"dddd": 4}
