"""Which of many texts can be like another, without comparing each with each. Pure; imports nothing of Engross."""

from collections import Counter
from collections.abc import Sequence
from math import ceil

_Word = tuple[str, int]
"""A word, and how often it stood in its text before."""


class Likely:
    """Texts, each under its rarest words.

    Two texts of which a share of at least `least` is the same have so many words in common that, of each, those that
    are left once as many were put aside cannot all be strange to the other. Put aside are the commonest.
    """

    def __init__(self, texts: Sequence[Sequence[str]], least: float) -> None:
        self._shared = least / (2 - least)
        told = [_told(text) for text in texts]
        self._times = Counter(word for words in told for word in words)
        self._under: dict[_Word, list[int]] = {}
        for at, words in enumerate(told):
            for word in self._rarest(words):
                self._under.setdefault(word, []).append(at)

    def like(self, text: Sequence[str]) -> list[int]:
        """The texts that can be like this one, by their places, in their order."""
        return sorted({at for word in self._rarest(_told(text)) for at in self._under.get(word, ())})

    def _rarest(self, words: list[_Word]) -> list[_Word]:
        count = len(words) - ceil(len(words) * self._shared - 1e-9) + 1
        return sorted(words, key=lambda word: (self._times[word], word))[:count]


def _told(text: Sequence[str]) -> list[_Word]:
    """The words of a text, each once; of one without any, a sign for that."""
    times = Counter[str]()
    words: list[_Word] = []
    for word in text:
        words.append((word, times[word]))
        times[word] += 1
    return words or [("", 0)]
