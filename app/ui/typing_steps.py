"""Which step of undo typing belongs to: one goes on for about a sentence, as in Word. Imports models only.

A step ends where a writer pauses, at the end of a sentence or paragraph, after a line's worth of letters, on turning
from writing to deleting or the other way, on going to another place or field, and before and after anything that is no
typing, such as a paste or words made bold.
"""

from bisect import bisect_left
from collections.abc import Callable
from time import monotonic
from typing import Any, NamedTuple

from app.models.kinds import new_id
from app.models.text import List, Paragraph, Picture, Table, blocks_text

PAUSE = 1.5
"""Seconds without a key after words were saved that end a step."""
LONGEST = 80
"""Letters after which a step ends at the next saving."""
FARTHEST = 12
"""How many letters from where the last change ended the next may begin; letters that repeat blur where it was."""
_BLOCKS = (Paragraph, List, Table, Picture)
_ENDS = (".", "!", "?", "\n")
_SENTENCE_ENDS = (". ", "! ", "? ", ": ", "; ")


class Change(NamedTuple):
    """What differs between two texts: where it begins, what was there, and what is there now."""

    at: int
    old: str
    new: str

    @property
    def end(self) -> int:
        """Where what is there now ends."""
        return self.at + len(self.new)


class TypingSteps:
    """Gives each saving of what was typed the name of its step; savings of one name are undone as one."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._name = ""
        self._key = ""
        self._began = 0.0
        self._saved = 0.0
        self._letters = 0
        self._last = Change(0, "", "")

    def begin(self) -> None:
        """The first key since the last saving was struck."""
        self._began = self._clock()

    def end(self) -> None:
        """What is typed next is another step."""
        self._name = ""

    def name_of(self, key: str, before: Any, after: Any) -> str:
        """The name of the step in which a value of the field `key` became another."""
        change = difference(_text(before), _text(after))
        if not self._name or key != self._key or not self._goes_on(change):
            self._name, self._key, self._letters = f"{key}/{new_id()}", key, 0
        self._letters += len(change.old) + len(change.new)
        self._last, self._saved = change, self._clock()
        return self._name

    def _goes_on(self, change: Change) -> bool:
        last = self._last
        typed = bool(last.old or last.new) and bool(change.old or change.new)
        return (
            typed
            and self._began - self._saved < PAUSE
            and self._letters < LONGEST
            and bool(last.new) == bool(change.new)
            and abs(change.at + len(change.old) - last.end) <= FARTHEST
            and not any(sign in last.new for sign in _ENDS)
        )


def ends_a_sentence(written: str) -> bool:
    """Whether a sentence, or the paragraph before, ended with the last letter of what a paragraph holds so far."""
    return not written or written.endswith(_SENTENCE_ENDS)


def difference(old: str, new: str) -> Change:
    """The one stretch in which two texts differ."""
    least = min(len(old), len(new))
    at = _most(least, lambda n: old[:n] == new[:n])
    back = _most(least - at, lambda n: old[len(old) - n :] == new[len(new) - n :])
    return Change(at, old[at : len(old) - back], new[at : len(new) - back])


def utf16_length(text: str) -> int:
    """How many of Qt's letters a text is: one beyond the basic plane counts as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _most(limit: int, holds: Callable[[int], bool]) -> int:
    """The greatest number up to `limit` for which something holds that holds for all below it."""
    return bisect_left(range(1, limit + 1), True, key=lambda n: not holds(n))


def _text(value: Any) -> str:
    """A value as text: the words of a rich one."""
    rich = isinstance(value, tuple) and all(isinstance(each, _BLOCKS) for each in value)
    return blocks_text(value) if rich else str(value)
