"""What was looked up once and is asked for again. Pure; imports nothing of Engross."""

from collections.abc import Callable
from typing import Generic, TypeVar

Found = TypeVar("Found")
MOST = 1 << 16


class Remembered(dict[str, Found], Generic[Found]):
    """What `look_up` finds for words, by the words.

    When there are many it begins anew: to note at every look which were used last took longer than the look itself.
    """

    def __init__(self, look_up: Callable[[str], Found]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> Found:
        found = self._look_up(word)
        if len(self) >= MOST:
            self.clear()
        self[word] = found
        return found


def remembered(look_up: Callable[[str], Found]) -> Callable[[str], Found]:
    """The function, which looks every word up but once."""
    return Remembered(look_up).__getitem__
