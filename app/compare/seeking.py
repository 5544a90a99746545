"""Finding figures by what they cannot do without: a digit, a sign or one of a few words. Imports nothing of Engross.

A pattern that begins with a look behind, or with words that may be missing such as “by the end of”, is tried at every
letter of a text. Here it is tried only where what it cannot do without begins, and at the words before that.
"""

import re
from collections.abc import Callable, Collection, Iterable


class Sought:
    """A pattern of which every match has a digit, begins a word with one of some `words`, as they are given, or has one
    of some `signs`.

    `before` are words that the pattern may begin with, ahead of that.
    """

    def __init__(
        self,
        pattern: re.Pattern[str],
        words: Collection[str] = (),
        signs: str = "",
        before: Iterable[str] = (),
    ) -> None:
        self._pattern = pattern
        self._core = begins_with(words, signs)
        self._wordless = begins_with((), signs)
        ahead = "|".join(sorted((word[::-1] for word in before), key=len, reverse=True))
        self._before = re.compile(rf"[^\W\d_]{{0,5}}(?:[\s.-]+(?:{ahead}))*", re.I) if ahead else None

    def sub(
        self, form: Callable[[re.Match[str]], str], text: str, worded: bool = True, before: bool = True
    ) -> str:
        """The text with a form put for all that the pattern matches: the same as of the pattern itself.

        A text that is not `worded` has none of the words, one with nothing `before` none of those, which saves time.
        """
        kept: list[str] = []
        at = 0
        backwards = text[::-1] if self._before else ""
        for core in (self._core if worded else self._wordless).finditer(text):
            start = core.start()
            if start < at:
                continue
            found = None
            if before or text[start - 1 : start].isalnum():
                begins = self._words_before(text, backwards, at, start)
                found = next(filter(None, (self._pattern.match(text, begin) for begin in begins)), None)
            if found := found or self._pattern.match(text, start):
                kept += text[at : found.start()], form(found)
                at = found.end()
        return "".join(kept) + text[at:] if kept else text

    def _words_before(self, text: str, backwards: str, at: int, start: int) -> Iterable[int]:
        """Where the words begin that the pattern may have before `start`, none of them ahead of `at`."""
        size = len(text)
        before = self._before.match(backwards, size - start, size - at) if self._before else None
        begins = size - before.end() if before else start
        if begins == start:
            return ()  # nearly always
        return [word.start() for word in _WORD.finditer(text, begins, start)]


_WORD = re.compile(r"\w+")


def any_of(words: Iterable[str], shape: Callable[[str], str] = str) -> str:
    """What matches any of the words, each in its `shape`, the longest first, trying only those that begin as
    the text does."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(shape(word))
    return "|".join(f"(?={letter})(?:{'|'.join(several)})" for letter, several in by_letter.items())


def begins_with(words: Collection[str], signs: str = "") -> re.Pattern[str]:
    """What finds runs of digits, signs, and what words begin with: the first letter as it is given, the rest in
    whatever letters.

    It begins with a set of letters, for which a text is searched several times faster than for words.
    """
    firsts = "".join(sorted({word[0] for word in words}))
    rest = "|".join(sorted({word[1:] for word in words}))
    after = [r"(?<=\d)\d*"]
    after += [f"(?<=[{signs}])"] if signs else []
    after += [rf"(?<!\w.)(?i:{rest})"] if words else []
    return re.compile(rf"[\d{signs}{firsts}](?:{'|'.join(after)})")
