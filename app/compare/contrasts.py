"""One word in the place of another that it contrasts with: some for all, after for before, a week for a month.

By itself none of them says much, so one that came or went alone does not count. Imports the sibling modules only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import structs

from app.compare import frequency
from app.compare.figures import figures
from app.compare.places import Place
from app.compare.poles import PHRASES, POLES, PORTIONS, TURNS
from app.compare.senses import (
    CONTRAST,
    FIGURE,
    HYPHENED,
    JOINTS,
    LINK,
    OFTEN,
    SPANS,
    Sense,
    flags_of,
    sense,
    senses,
    written,
)

Contrast = Literal["number", "money", "date", "obligation"]
Pole = tuple[str, str]
_PAIRED = ("both", "either")  # what goes before two that are joined
_NEAR = 6  # words beside a place among which a figure or a sum is sought
_BETWEEN = 1  # words that stayed between two places that are one
_MOST = 60  # words; where more were rewritten at once, no word is in the place of another
_SORTS = ("kinds", "sorts", "manner")
_AIMED_AT = ("schedule", "plan", "time", "target", "programme")
_STANDS = ("is", "are", "now", "remains", "still")
_CHARGES = (
    "charge",
    "fee",
    "fare",
    "fine",
    "levy",
    "toll",
    "tax",
    "rent",
    "penalty",
    "price",
    "subscription",
)
_SHARE = re.compile(r"\d[\d.]*%")
_KINDS: dict[str, Contrast] = {
    **dict.fromkeys(("span", "week", "part of day", "edge", "turn", "sort of year"), "date"),
    **dict.fromkeys(("rank", "length", "extent", "level", "rating", "amount", "several", "cap"), "number"),
    **dict.fromkeys(("fund", "source", "sum", "charge", "tax", "left over", "charge made"), "money"),
}


def contrasts(places: Iterable[Place]) -> set[Contrast]:
    """The classes of change in which a word took the place of one that it contrasts with."""
    found: set[Contrast] = set()
    for place in _joined(places):
        if place.flags & (CONTRAST | LINK):
            found.update(_at(place) if place.gone and place.come else _alone(place))
    return found


def _joined(places: Iterable[Place]) -> Iterator[Place]:
    """The places, and two as one where each has words on one side only and hardly a word stands between.

    So “in consultation with” and “with the agreement of” are found in the place of one another.
    """
    last: Place | None = None
    for place in places:
        yield place
        if last is not None and len(last.after) <= _BETWEEN and _is_turned(last, place):
            between = list(map(sense, last.after))
            gone, come = (
                [*one, *between, *other] for one, other in ((last.gone, place.gone), (last.come, place.come))
            )
            yield structs.replace(
                place, before=last.before, last=last.last, begins=last.begins, gone=gone, come=come,
                was=flags_of(gone), now=flags_of(come), flags=flags_of(gone) | flags_of(come),
            )  # fmt: skip
        last = place


def _is_turned(first: Place, second: Place) -> bool:
    """Whether words only went at one of two places and only came at the other."""
    return bool(first.gone) != bool(second.gone) and bool(first.come) != bool(second.come)


def _is_settled(word: Sense) -> bool:
    """Whether a word says what became of something: “approved”, which “for consultation” makes less of."""
    return any(group == "outcome" for group, _ in POLES.get(word.small, ()))


def _alone(place: Place) -> Iterator[Contrast]:
    """What a few words tell that came or went by themselves: “every other day”, “a summary of the minutes”,
    “approved for consultation”.
    """
    said = [word.small for word in place.gone or place.come]
    if (
        place.last.small == "every"
        and len(said) == 1
        and frequency.is_skipping(said[0])
        and _is_span(place.first)
    ):
        yield "date"
    if len(said) == 2 and PHRASES.get((said[0], said[1]), ("",))[0] == "purpose" and _is_settled(place.last):
        yield "obligation"
    bare = said[1:] if said and said[0] in ("a", "an", "the", "only") else said
    if len(bare) == 2 and bare[0] in PORTIONS and bare[1] in ("of", "from") and not place.last.ends:
        yield "obligation"


def _at(place: Place) -> Iterator[Contrast]:
    if not (place.gone and place.come) or min(len(place.gone), len(place.come)) > _MOST:
        return
    if place.was & place.now & LINK and _other_joint(place):
        yield "obligation"
    after = place.firsts(2)
    near = place.last.flags | flags_of(after)
    if not (place.was | near) & (place.now | near) & CONTRAST:
        return
    beside = [place.last] if place.before else [], after
    poles = _poles(place.gone, *beside)
    others = _poles(place.come, *beside) if poles else poles
    if not others or poles == others:
        return  # at nearly every place
    old, new = Counter(poles), Counter(others)
    gone, come = _by_group(old - new), _by_group(new - old)
    for group in gone:
        if not come.get(group, gone[group]) <= gone[group] and _is_told_of(group, place):
            yield _kind(group, place)


def _other_joint(place: Place) -> bool:
    """Whether “and” became “or”, and nothing else changed there."""
    said = [[word.small for word in words] for words in (place.gone, place.come)]
    bare = [["&" if word in JOINTS else word for word in words if word not in _PAIRED] for words in said]
    joints = [[word for word in words if word in JOINTS] for words in said]
    return joints[0] != joints[1] and bare[0] == bare[1]


def _poles(said: Sequence[Sense], before: Sequence[Sense], after: Sequence[Sense]) -> list[Pole]:
    """The poles that some words stand for, the words beside them helping to tell."""
    words = [*before, *said, *after]
    flags = flags_of(words)
    if flags & OFTEN:
        words = senses(frequency.in_one_word(written(words)))
    if flags & HYPHENED:  # “5-year” is “5 year”
        words = [part for word in words for part in _unhyphened(word)]
    return [pole for at, word in enumerate(words) if word.flags & CONTRAST for pole in _poles_of(words, at)]


def _unhyphened(word: Sense) -> Sequence[Sense]:
    """The word, or the figure and the span of time that it joins."""
    joins = word.flags & FIGURE and word.small not in POLES and word.small.rpartition("-")[2] in SPANS
    return senses(word.token.replace("-", " ")) if joins else (word,)


def _poles_of(words: Sequence[Sense], at: int) -> Iterator[Pole]:
    """The poles that one of some words stands for."""
    word = words[at]
    following = words[at + 1 : at + 3]
    if following and word.small == "per":
        yield "per", following[0].small
    elif word.small in ("by", "to") and following and _SHARE.match(following[0].token):
        yield "extent", word.small
    elif word.small in TURNS and _is_before_span(following):
        yield "turn", TURNS[word.small]
    if (phrase := PHRASES.get((words[at - 1].small if at else "", word.small))) and _is_said(words, at):
        yield phrase
    for group, pole in POLES.get(word.small, ()):
        if not _is_idle(group, following):
            yield group, pole


def _is_said(words: Sequence[Sense], at: int) -> bool:
    """Whether a phrase that ends at a word tells how something stands: “children at risk”, “ahead of it” do not."""
    if words[at].small == "of":
        return at + 1 < len(words) and words[at + 1].small in _AIMED_AT
    before = words[at - 2] if at > 1 else None
    return words[at].small != "risk" or before is None or before.ends or before.small in _STANDS


def _is_idle(group: str, following: Sequence[Sense]) -> bool:
    """Whether a word says nothing of its group before what follows: “after” before a date, “all” in “all kinds of”."""
    if group == "cap":
        return not (following and following[0].small in ("at", "to", "from"))
    if group == "order":
        return _is_dated(following)
    if group == "term":  # “after receipt” is where a term begins
        return not (following and following[0].flags & FIGURE) or _is_dated(following)
    return group == "reach" and bool(following) and following[0].small in _SORTS


def _is_before_span(following: Sequence[Sense]) -> bool:
    """Whether a span of time follows, also one with its number: “next year”, “next five years”."""
    spans = [_is_span(word) for word in following]
    return spans[:1] == [True] or (len(spans) > 1 and spans[1] and bool(following[0].flags & FIGURE))


def _is_span(word: Sense) -> bool:
    return any(group == "span" for group, _ in POLES.get(word.small, ()))


def _is_dated(words: Sequence[Sense]) -> bool:
    """Whether a date or a time of day follows, to which “before” and “after” then belong."""
    said = figures(" ".join(word.core for word in words))
    return bool(said["date"].figures) or any(":" in figure for figure in said["number"].figures)


def _by_group(poles: Counter[Pole]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for group, pole in poles:
        found.setdefault(group, set()).add(pole)
    return found


def _is_told_of(group: str, place: Place) -> bool:
    """Whether a place is about what a group is: “reduced” and “introduced” are of charges only beside a charge."""
    if group != "charge made":
        return True
    return any(word.small.removesuffix("s") in _CHARGES for word in _about(place))


def _about(place: Place) -> Sequence[Sense]:
    return [*place.lasts(_NEAR), *place.gone, *place.come, *place.firsts(_NEAR)]


def _kind(group: str, place: Place) -> Contrast:
    if group in _KINDS:
        return _KINDS[group]
    near = _about(place)
    if group in ("direction", "per") and any(word.flags & FIGURE for word in near):
        return "money" if any(word.core[:1] in "£$€" for word in near if word.core) else "number"
    return "date" if group == "per" else "obligation"
