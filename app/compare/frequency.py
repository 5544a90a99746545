"""How often something is done, in one word: “quarterly” for “four times a year”. Pure; imports nothing."""

import re

_NUMBERS = {"two": 2, "second": 2, "other": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_TIMES = re.compile(rf"\b(once|twice|({_COUNT}) times) (?:a|each|every|per) (week|month|year)\b", re.I)
_EVERY = re.compile(rf"\b(?:once )?every ({_COUNT}) (day|week|month|year)s?\b", re.I)
_HALF_YEARLY = re.compile(r"\b(?:six-monthly|biannual(?:ly)?)\b", re.I)
_WITHIN = {
    ("year", 1): "yearly", ("year", 2): "half-yearly", ("year", 4): "quarterly", ("year", 12): "monthly",
    ("month", 1): "monthly", ("week", 1): "weekly",
}  # fmt: skip
_APART = {
    ("day", 2): "alternate-days", ("day", 7): "weekly", ("week", 2): "fortnightly", ("month", 3): "quarterly",
    ("month", 6): "half-yearly", ("month", 12): "yearly", ("year", 2): "biennially",
}  # fmt: skip
_SKIPPING = frozenset("other second alternate third fourth fifth sixth".split())
WORDS = frozenset(("once", "twice", "times", "every", "monthly", "six-monthly", "biannual", "biannually"))
"""Words, in small letters, without which nothing is said here."""


def in_one_word(text: str) -> str:
    """The text with one word for how often something is done, wherever there is one."""
    small = text.lower()
    if "monthly" in small or "biannual" in small:
        text = _HALF_YEARLY.sub("half-yearly", text)
    if "once" in small or "twice" in small or "times" in small:
        text = _TIMES.sub(_within, text)
    return _EVERY.sub(_apart, text) if "every" in small else text


def is_skipping(small: str) -> bool:
    """Whether a word between “every” and a span of time leaves some out: “every other day”, “every second week”."""
    return small in _SKIPPING


def _within(match: re.Match[str]) -> str:
    times = _number(match[2]) if match[2] else ("once", "twice").index(match[1].lower()) + 1
    return _WITHIN.get((match[3].lower(), times), match.group())


def _apart(match: re.Match[str]) -> str:
    return _APART.get((match[2].lower(), _number(match[1])), match.group())


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]
