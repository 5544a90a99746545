"""Names that came or went with a change. Imports the sibling modules only.

A word in capitals that does not merely begin a sentence is a name. One that begins a sentence is one where the grammar
says so: “Wrexham will”, “Wrexham's plan”, “Wrexham Council”. A noun that is none has an article or is in the plural.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from app.compare.senses import NAME, NEVER_NAMES, Place, Sense, Side, named, sense
from app.compare.words import Piece

MOSTLY_CAPITALS = 0.7
MOST_JUDGED = 160
_FINITE = frozenset(
    "will must shall should may might can cannot could would has is was does wants needs".split()
)
_UNCOUNTED = frozenset(
    (
        "access advice alcohol broadband business care cash change childcare community content council crime culture "
        "data debt demand design digital engagement evidence everyone everybody feedback finance food fraud growth "
        "health heritage help information insight knowledge learning leisure library mobile money nobody "
        "nothing officer participation people policy poverty power procurement progress public research residents "
        "rent risk safety scrutiny sector software hardware staff success support technology time tourism traffic "
        "transport travel trust value waste water wealth weather wellbeing well-being work youth everything something "
        "someone anyone anybody anything children women men cloud email internet connectivity infrastructure "
        "innovation delivery energy education employment equality expenditure income land law life management "
        "revenue capital spending spend resource resilience recovery recycling consultation governance ownership "
        "leadership partnership training use web wi-fi wifi action"
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
_GENITIVES = frozenset(
    (
        "today tomorrow yesterday everyone everybody people children women men nobody someone anyone year month week"
    ).split()
)


def names_differ(places: Sequence[Place], pieces: Sequence[Piece]) -> bool:
    """Whether a name came or went; one that stays as a word, only without its capital, did not.

    `pieces` are the whole text, of which the words that changed are in `places`.
    """
    gone, come = (_names_of(places, side) for side in ("old", "new"))
    if not gone and not come:
        return False
    if gone and _mostly_capitals(pieces, "insert"):
        gone = _acronyms(gone)
    if come and _mostly_capitals(pieces, "delete"):
        come = _acronyms(come)
    said, says = (_words_of(places, side) for side in ("old", "new"))
    return any(said[name] > says[name] for name in gone) or any(says[name] > said[name] for name in come)


def _names_of(places: Iterable[Place], side: Side) -> dict[str, bool]:
    """The names in what went or came, and whether each is an acronym."""
    found: dict[str, bool] = {}
    for place in places:
        if not place.flags & NAME:
            continue
        words = [sense(word) for word in place.on(side)]
        other = _joined_words(place.on("new" if side == "old" else "old"), place.on(side))
        for at, word in enumerate(words):
            if not word.flags & NAME or _joined(word) in other:
                continue
            before = words[at - 1] if at else _beside(place.last(1))
            after = words[at + 1] if at + 1 < len(words) else _beside(place.first(1))
            opens = place.on(side)[at][0] in "([" and place.on(side)[at][-1] not in ")]"
            if word.acronym or not (opens or _begins_sentence(before)) or _is_name_at_start(word, after):
                found.update(dict.fromkeys(_named(word), word.acronym))
    return found


def _joined_words(words: Sequence[str], other: Sequence[str]) -> set[str]:
    """The words as they are written without hyphens; none where neither these nor the others have a hyphen."""
    if not any("-" in word or "‑" in word for word in (*words, *other)):
        return set()
    return {_joined(sense(word)) for word in words}


def _joined(word: Sense) -> str:
    """The word as it is written without hyphens: “broadband” for “Broad-band”."""
    return word.small.replace("-", "")


def _named(word: Sense) -> Sequence[str]:
    """Of a hyphenated name the parts in capitals: “Stoke” and “Trent”."""
    parts = named(word.small)
    return [part for part in parts if part not in NEVER_NAMES] if len(parts) > 1 else parts


def _begins_sentence(before: Sense | None) -> bool:
    return before is None or before.ends


def _beside(words: Sequence[str]) -> Sense | None:
    return sense(words[0]) if words else None


def _is_name_at_start(word: Sense, after: Sense | None) -> bool:
    if word.ends or after is None:
        return False
    if word.small.endswith("'s"):
        return word.small.removesuffix("'s") not in _GENITIVES
    if after.flags & NAME and not after.acronym:
        return True
    plain = word.small not in _UNCOUNTED and not word.small.endswith(_UNCOUNTED_ENDINGS)
    return plain and not word.small.endswith("s") and after.small in _FINITE


def _acronyms(names: dict[str, bool]) -> dict[str, bool]:
    return {name: True for name, acronym in names.items() if acronym}


def _mostly_capitals(pieces: Iterable[Piece], other: str) -> bool:
    """Whether one side is set as a heading, in which capitals say nothing; a long text is judged by its beginning.

    `other` is what only the other side has.
    """
    begins = ""
    for piece in pieces:
        if piece.op != other:
            begins += piece.text
            if len(begins) >= MOST_JUDGED:
                break
    heads = [word[0] for word in begins[:MOST_JUDGED].split()]
    letters = sum(map(str.isalpha, heads))
    return letters > 3 and sum(map(str.isupper, heads)) > MOSTLY_CAPITALS * letters


def _words_of(places: Iterable[Place], side: Side) -> Counter[str]:
    return Counter(name for place in places for word in place.on(side) for name in named(sense(word).small))
