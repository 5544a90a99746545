"""Names that came or went with a change. Imports the sibling modules only.

A word in capitals that does not merely begin a sentence is a name. One that begins a sentence is one where the grammar
says so: “Wrexham will”, “Wrexham hosts the hub”, “Wrexham's plan”, “Wrexham Council”. A noun that is none has an
article or is in the plural.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from app.compare import measures
from app.compare.places import NOTHING, SIDES, Place, Side
from app.compare.senses import ACRONYM, FIGURE, HYPHENED, NAME, NEVER_NAMES, Sense, named
from app.compare.words import Op
from app.compare.woven import Piece

MOSTLY_CAPITALS = 0.7
MOST_JUDGED = 160
_FEW = 3
_FINITE = frozenset(
    "will must shall should may might can cannot could would has is was does wants needs".split()
)
_ACTS = frozenset(
    (
        "accepts adopts agrees appoints approves becomes builds buys contributes decides delivers employs ensures "
        "expects gives holds intends joins keeps maintains makes manages meets operates oversees owns pays provides "
        "publishes receives remains runs sells serves supplies takes withdraws"
    ).split()
)
"""Verbs that hardly any plural is written like."""
_DETERMINERS = frozenset(
    "the a an its their our his her this that these those all both half each every no".split()
)
_UNCOUNTED = frozenset(
    (
        "access advice alcohol anybody anyone broadband capital care cash change childcare children choice cloud "
        "content council courage crime data debate debt delivery demand design detail digital drive effort email "
        "energy everybody everyone evidence faith feedback focus food fraud freedom fuel gas growth hardware health "
        "heat help history honesty hope income insight interest internet joy knowledge land law library life light "
        "love loyalty luck machinery men merit mobile momentum money nobody noise officer passion patience peace "
        "people policy poverty power practice pride privacy progress public purpose recovery rent research residents "
        "resource respect revenue risk room safety scrutiny sector skill software someone space speed spend spirit "
        "sport staff strength success support talent teamwork time trade traffic transport travel trust use value "
        "waste water wealth weather web wi-fi wifi wisdom women work youth"
    ).split()
)
_UNCOUNTED_ENDINGS = (
    "ing",
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ance",
    "ence",
    "ology",
    "ship",
    "ism",
    "ure",
    "ly",
    "age",
)
_BEFORE_PEOPLE = re.compile(
    r"\b(?:councillors?|cllrs?|alderman|mayor|mrs?|ms|miss|dr|prof|professor|sir|dame|rev|reverend|cynghor(?:ydd|wyr)|"
    r"cyng|maer|(?:led|owned|prepared|written|signed|approved|agreed|reviewed|chaired|sponsored|managed) by)\b",
    re.IGNORECASE,
)
"""What stands before people's names, also where each word of a line begins with a capital."""
_GENITIVES = frozenset(
    (
        "today tomorrow yesterday everyone everybody people children women men nobody someone anyone year month week"
    ).split()
)


def names_differ(places: Sequence[Place], pieces: Sequence[Piece]) -> bool:
    """Whether a name came or went; one that stays as a word, only without its capital, did not.

    `pieces` are the whole text, of which the words that changed are in `places`.
    """
    names = _names_of(places)
    if not any(names):
        return False
    if any((place.flags | place.last.flags | place.first.flags) & ACRONYM for place in places):
        spelled = _spelled_out(places)
        names = [{name: short for name, short in each.items() if name not in spelled} for each in names]
    counts = [_said(places, side) for side in SIDES]
    return _some_differ(names[0], counts[0], counts[1], pieces, "insert") or _some_differ(
        names[1], counts[1], counts[0], pieces, "delete"
    )


def _spelled_out(places: Iterable[Place]) -> set[str]:
    """The names that only one side spells out, the other having the acronym alone, and these acronyms."""
    found: set[str] = set()
    for place in places:
        stayed = _acronyms((place.last, place.first))
        for side, other in (SIDES, SIDES[::-1]):
            acronyms = stayed | _acronyms(place.on(other))
            spoken = _spoken(place.on(side)) if acronyms else ()
            for acronym in acronyms:
                if spelled := _spelling(spoken, acronym):
                    found.update(name for word in spelled for name in named(word))
                    found.update(named(acronym))
    return found


def _acronyms(words: Iterable[Sense]) -> set[str]:
    return {word.small.removesuffix("'s") for word in words if word.flags & ACRONYM}


def _spoken(words: Iterable[Sense]) -> list[tuple[str, list[str]]]:
    """Words with and without the small ones among them, each time after their first letters."""
    small = [word.small for word in words]
    ways = (small, [word for word in small if word not in NEVER_NAMES])
    return [("".join(word[:1] or " " for word in way), way) for way in ways]


def _spelling(spoken: Iterable[tuple[str, list[str]]], acronym: str) -> Sequence[str]:
    """The words in a row whose first letters are an acronym."""
    letters = acronym.replace("&", "")
    for firsts, words in spoken:
        at = firsts.find(letters)
        spelled = words[at : at + len(letters)] if at >= 0 else ()
        if spelled and NEVER_NAMES.isdisjoint((spelled[0], spelled[-1])):
            return spelled
    return ()


def _some_differ(
    names: Mapping[str, bool],
    here: Mapping[str, int],
    there: Mapping[str, int],
    pieces: Iterable[Piece],
    other: Op,
) -> bool:
    """Whether one side says some of its names more often than the other: in a heading, some of its acronyms.

    `other` is what only the other side has.
    """
    more = [name for name in names if here[name] > there.get(name, 0)]
    return bool(more) and (any(names[name] for name in more) or not _mostly_capitals(pieces, other))


def _names_of(places: Iterable[Place]) -> list[dict[str, bool]]:
    """The names in what went and in what came, and whether each is an acronym."""
    gone: dict[str, bool] = {}
    come: dict[str, bool] = {}
    for place in places:
        if place.was & NAME:
            _add_names(place, place.gone, place.come, gone)
        if place.now & NAME:
            _add_names(place, place.come, place.gone, come)
    return [gone, come]


def _add_names(place: Place, words: Sequence[Sense], others: Iterable[Sense], found: dict[str, bool]) -> None:
    """Adds the names in the words of one side of a place, of which `others` are those of the other side."""
    joined = _joined_words(others) if place.flags & HYPHENED else ()
    for at, word in enumerate(words):
        if not word.flags & NAME or (joined and _joined(word) in joined):
            continue
        if _is_name(place, words, at):
            for name in _named(word):
                found[name] = bool(word.flags & ACRONYM)


def _is_name(place: Place, words: Sequence[Sense], at: int) -> bool:
    """Whether a word in capitals among those that went or came at a place does not merely begin a sentence."""
    word = words[at]
    before = words[at - 1] if at else place.last
    if before.flags & FIGURE and word.small in measures.WORDS:
        return False
    if word.flags & ACRONYM:
        return True
    opens = word.token[0] in "([" and word.token[-1] not in ")]"
    if before is not NOTHING and not before.ends and not opens:
        return True
    return _is_name_at_start(word, [*words[at + 1 : at + 3], *place.firsts(2)])


def _joined_words(words: Iterable[Sense]) -> set[str]:
    """The words as they are written without hyphens."""
    return set(map(_joined, words))


def _joined(word: Sense) -> str:
    """The word as it is written without hyphens: “broadband” for “Broad-band”."""
    return word.small.replace("-", "")


def _named(word: Sense) -> Sequence[str]:
    """Of a hyphenated name the parts in capitals: “Stoke” and “Trent”."""
    parts = word.names
    return [part for part in parts if part not in NEVER_NAMES] if len(parts) > 1 else parts


def _is_name_at_start(word: Sense, following: Sequence[Sense]) -> bool:
    if word.ends or not following:
        return False
    after = following[0]
    if word.small.endswith("'s"):
        return word.small.removesuffix("'s") not in _GENITIVES
    if after.flags & NAME and not after.flags & ACRONYM:
        return True
    plain = word.small not in _UNCOUNTED and not word.small.endswith(_UNCOUNTED_ENDINGS)
    return plain and not word.small.endswith("s") and _is_verb(after, following[1:])


def _is_verb(word: Sense, following: Sequence[Sense]) -> bool:
    """Whether a word says what one does, which a plural such as “tools” in “New tools help” does not."""
    if word.small in _FINITE:
        return True
    acts = word.small.endswith("s") and not word.ends and bool(following)
    return acts and (word.small in _ACTS or following[0].small in _DETERMINERS)


def _mostly_capitals(pieces: Iterable[Piece], other: Op) -> bool:
    """Whether one side is set as a heading, in which capitals say nothing; a long text is judged by its beginning."""
    begins = ""
    for piece in pieces:
        if piece.op != other:
            begins += piece.text
            if len(begins) >= MOST_JUDGED:
                break
    begins = begins[:MOST_JUDGED]
    if _BEFORE_PEOPLE.search(begins):
        return False
    heads = [word[0] for word in begins.split()]
    capitals = sum(map(str.isupper, heads))
    if not capitals > MOSTLY_CAPITALS * _FEW:
        return False
    letters = sum(map(str.isalpha, heads))
    return letters > _FEW and capitals > MOSTLY_CAPITALS * letters


def _said(places: Iterable[Place], side: Side) -> dict[str, int]:
    """How often each word that one side alone has is said there."""
    counts: dict[str, int] = {}
    for place in places:
        for word in place.on(side):
            for name in word.names:
                counts[name] = counts.get(name, 0) + 1
    return counts
