"""What came or went by itself: one of those that are listed, a condition, a word such as “free” before a noun.

Only where nothing else was said instead, for words that were said otherwise have come and gone too. Imports the sibling
modules only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from app.compare.places import SIDES, Place, Side
from app.compare.poles import (
    CONDITIONS,
    EXCLUSIONS,
    PEOPLE,
    QUALIFIERS,
    RELATIVES,
    TELLING_APART,
)
from app.compare.remembered import remembered
from app.compare.senses import (
    ALONE,
    JOINT,
    JOINTS,
    LINK,
    NEVER_NAMES,
    Sense,
    flags_of,
    sense,
)
from app.compare.words import BREAK, opcodes

_BESIDE = 8  # words: what is listed before and after the one that came or went
_LONGEST = 5  # words: no member of a list is longer
_MOST = 120  # words; where more were rewritten at once, nothing came or went by itself
_ARTICLES = frozenset("the a an our its their your his her all any each every both".split())
"""Words of grammar that a member of a list may begin with."""
_EMPTY = NEVER_NAMES - _ARTICLES | frozenset(
    "too again almost always ever never often once perhaps rather really very quite well way further indeed instead "
    "especially else etc like who's who're".split()
)
_GRAMMAR = _EMPTY | _ARTICLES | JOINTS
_PRAISE = frozenset(
    (
        "long safe clean green clear simple plain easy open modern strong fair quick fast good better best great high "
        "lower bright new smart lean agile healthy happy friendly vibrant robust sound smooth secure sure proud warm "
        "kind honest true real full fresh proper right rich thriving growing lasting caring welcoming engaging "
        "exciting inspiring key main core major important wide broad whole complete accessible excellent efficient "
        "resilient relevant consistent coherent transparent confident vital essential crucial practical professional "
        "exceptional successful local area special general usual total digital timely sustainable ready able flexible "
        "creative ambitious bold leading complex challenging demanding difficult uncertain changing evolving pressing "
        "outstanding compelling rewarding hard tough serious deep close steady intense diverse varied basic unique "
        "busy lively bustling attractive pleasant beautiful lovely talented historic interesting convincing "
        "promising encouraging surprising far-reaching"
    ).split()
)
"""What is said of a thing and not which thing is meant."""
_PRAISING = ("ly", "able", "ible", "ive", "ful", "ous", "ed", "less", "ent", "ant", "ic")
_NOUNS = ("ment", "traffic", "public", "music", "clinic", "parent", "client", "agent", "event", "tenant", "rent",
          "student", "grant", "plant", "patient", "applicant", "consultant", "assistant", "resident", "heating",
          "disabled", "retired", "elected", "employed", "unemployed", "licensed", "married", "infant",
          "need", "seed", "bed", "shed", "food", "speed", "content", "restaurant", "merchant", "fabric")  # fmt: skip
_DOUBLETS = (
    "aim objective goal target ambition aspiration purpose vision", "policy procedure process practice rule regulation",
    "term condition", "role responsibility duty", "need requirement want", "view opinion idea thought comment",
    "issue problem challenge difficulty barrier", "tool technique method means way approach", "help advice support "
    "guidance assistance information", "plan strategy programme", "skill ability talent knowledge expertise experience "
    "capability competence", "growth prosperity success", "time effort energy attention", "system process",
    "develop deliver create make provide implement achieve produce", "monitor review track check",
    "promote encourage foster support champion celebrate", "improve enhance strengthen better raise increase "
    "develop boost", "change transformation improvement innovation", "value principle belief", "work effort",
    "lead guide drive shape", "understand know learn recognise", "engage involve work", "use enjoy", "meet exceed",
    "maintain sustain keep preserve", "people resident citizen community public user customer",
    "feedback comment complaint", "detail information", "benefit advantage opportunity", "risk threat",
    "result outcome", "part parcel", "trust confidence", "speed pace", "quality standard",
)  # fmt: skip
_KIN: dict[str, set[int]] = {}
for _at, _words in enumerate(_DOUBLETS):
    for _word in _words.split():
        _KIN.setdefault(_word, set()).add(_at)


class _Said(Struct, frozen=True, gc=False):
    """A word, and what stands between the one before it and it: a joint of a list, or the end of a sentence."""

    small: str
    stem: str
    empty: bool
    joint: bool  # “and”, “or”, or a comma
    comma: bool
    edge: bool


def narrowed(places: Sequence[Place]) -> bool:
    """Whether one of a list, a condition or what qualifies a noun came or went, and nothing else in its place."""
    return any(_narrowed(near) for near in _together(places))


def _together(places: Sequence[Place]) -> Iterator[list[Place]]:
    """Places that lie close together, where something may have come or gone by itself."""
    near: list[Place] = []
    for at, place in enumerate(places):
        near.append(place)
        if place.near and at + 1 < len(places):
            continue
        if any(each.flags & (JOINT | ALONE) for each in near):
            yield near
        near = []


def _narrowed(near: Sequence[Place]) -> bool:
    was, now = (_stems(near, side) for side in SIDES)
    if set(was).difference(now) and set(now).difference(was):
        return False  # nearly always, and told without counting
    lost, won = Counter(was) - Counter(now), Counter(now) - Counter(was)
    if bool(lost) == bool(won):
        return False
    old, new = near[0].lasts(_BESIDE), near[0].lasts(_BESIDE)
    for place in near:
        between = list(map(sense, place.after)) if place is not near[-1] else place.firsts(_BESIDE)
        old += [*place.gone, *between]
        new += [*place.come, *between]
    if max(len(old), len(new)) > _MOST:
        return False
    rich, poor = (old, new) if lost else (new, old)
    if not flags_of(rich) & (LINK | ALONE):
        return False  # for neither is anything listed nor can a word narrow what is said
    return _one_has_more(
        _said(rich), [word.small for word in poor if word.core and not _joins(word)], lost or won
    )


def _stems(places: Iterable[Place], side: Side) -> list[str]:
    small = [word.small for place in places for word in place.on(side)]
    return [_stem(word) for word in small if word and word not in _GRAMMAR]


@remembered
def _stem(small: str) -> str:
    """The word without the ending of a plural or a genitive, and without hyphens."""
    bare = small.removesuffix("'s").replace("-", "")
    if bare.endswith("ies"):
        return f"{bare[:-3]}y"
    if bare == "an":
        return "a"
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare


def _joins(word: Sense) -> bool:
    return bool(word.flags & LINK) and not word.ends


def _said(words: Iterable[Sense]) -> list[_Said]:
    found: list[_Said] = []
    joint = comma = False
    edge = True
    for word in words:
        small = word.small
        if _joins(word):
            joint = True
            continue
        if word.core:
            found.append(_Said(small, _stem(small), small in _GRAMMAR, joint or comma, comma, edge))
            joint = comma = edge = False
        comma = comma or word.token.rstrip("'\")").endswith((",", ";"))
        edge = edge or word.ends or word.token == BREAK
    return found


def _one_has_more(rich: list[_Said], poor: list[str], more: Counter[str]) -> bool:
    """Whether what only one side says is one of a list, a condition or a qualifier; `more` are the stems of it."""
    if _GRAMMAR.issuperset(poor):
        return False
    kept = [_stem(word) for word in poor]
    steps = opcodes(kept, [word.stem for word in rich])
    return any(
        _narrows(rich, *stretch, kept)
        for op, _, _, first, last in steps
        if op == "insert"
        for stretch in _turned(rich, first, last)
        if _is_more(rich[slice(*stretch)], more)
    )


def _turned(words: Sequence[_Said], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The stretches that leave the same words when they go: of “the park and the hall”, “the hall” or “park the”."""
    yield first, last
    start, end = first, last
    while start and words[start - 1].stem == words[end - 1].stem:
        start, end = start - 1, end - 1
        yield start, end
    while last < len(words) and words[first].stem == words[last].stem:
        first, last = first + 1, last + 1
        yield first, last


def _is_more(stretch: Sequence[_Said], more: Counter[str]) -> bool:
    """Whether a stretch of words says something that only its side says, within one sentence."""
    said = [word.stem for word in stretch if not word.empty]
    return bool(said) and all(word in more for word in said) and not any(word.edge for word in stretch[1:])


def _narrows(words: Sequence[_Said], first: int, last: int, kept: Iterable[str]) -> bool:
    stretch = words[first:last]
    following = words[last] if last < len(words) else None
    opens = stretch[0].small
    if len(stretch) > 2 and (opens in CONDITIONS or (opens in RELATIVES and not stretch[0].comma)):
        return True
    if len(stretch) > 1 and opens in TELLING_APART and first and words[first - 1].small in PEOPLE:
        return not stretch[0].comma
    if len(stretch) > 1 and opens in EXCLUSIONS and (stretch[0].comma or stretch[1].small in ("than", "of")):
        return True
    if len(stretch) == 1 and opens in QUALIFIERS:
        return following is not None and not (following.empty or following.edge or following.joint)
    return _is_listed(words, first, last) and not _is_idle(stretch, kept)


def _is_listed(words: Sequence[_Said], first: int, last: int) -> bool:
    """Whether a stretch is one of those that a list names, as a whole or before the noun that they share."""
    stretch = words[first:last]
    if len(stretch) > _LONGEST or (stretch[0].small in _EMPTY):
        return False
    following = words[last] if last < len(words) else None
    after = following is not None and following.joint and not following.edge
    before = stretch[0].joint and not stretch[0].edge
    if not (before or after):
        return False
    joints = [
        word for word in words[max(first - _BESIDE, 0) : last + _BESIDE] if word.joint and not word.comma
    ]
    return bool(joints)


def _is_idle(stretch: Sequence[_Said], kept: Iterable[str]) -> bool:
    """Whether one of a list says only what the others say too, or how good a thing is."""
    last = next(word for word in reversed(stretch) if not word.empty)
    if is_praise(last.small):
        return True
    return any(not _KIN.get(last.stem, set()).isdisjoint(_KIN.get(other, ())) for other in kept)


def is_praise(small: str) -> bool:
    """Whether a word, in small letters, says how good a thing is, or how something is done, and not which is meant."""
    return small in _PRAISE or (small.endswith(_PRAISING) and not small.endswith(_NOUNS))
