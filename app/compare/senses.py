"""What a word may mean for a change that it is part of: a figure, an obligation, a name. Imports siblings only.

A word is looked up once and then remembered, for nearly all words of a change are those of many others.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from unicodedata import numeric

from msgspec import Struct

from app.compare import duties, figure_words, frequency, measures
from app.compare.figures import NOTE_MARK
from app.compare.marks import marks_of
from app.compare.opposites import OPPOSED
from app.compare.poles import (
    CONDITIONS,
    EXCLUSIONS,
    PARTIES,
    PEOPLE,
    PHRASES,
    POLES,
    PORTIONS,
    QUALIFIERS,
    RELATIVES,
    RULING,
    TELLING_APART,
    TURNS,
)
from app.compare.remembered import remembered
from app.compare.words import normal
from app.compare.woven import tokens

FIGURE, LIMIT, DUTY, PART, NAME, CONTRAST, ACRONYM, PARTY, HELP = (1 << at for at in range(9))
LINK, JOINT, ALONE, TELLING, HYPHENED, OFTEN, RULE, DASHED = (1 << at for at in range(9, 17))

NEVER_NAMES = frozenset(
    (
        "i we our us you your he she it its they them their this that these those the a an and or but nor so yet if "
        "as at by for from in into of off on onto out over to under up upon with within without while when where "
        "which who whom whose why how what all any both each every either few many more most much neither no none "
        "not one other some such than then there here although because before after since until unless during "
        "through throughout between among against about above below across along around behind beyond despite "
        "following including regarding per via also however therefore thus moreover furthermore finally first "
        "second third next last only even just still already now today tomorrow soon currently together overall "
        "must shall will should may might can could would do does did is are was were be been being has have had "
        "ok yes please see note gbp eur usd "
        "rhaid bydd byddwn byddant byddai dylai dylid dylem gallwn gallai gellir mae nid ni fydd lle pob bob rhai holl"
    ).split()
)
_SHORT = {
    "cllr": "councillor", "cllrs": "councillors", "dr": "doctor", "ltd": "limited", "dept": "department",
    "govt": "government", "st": "saint", "&": "and", "well-being": "wellbeing", "e-mail": "email", "on-line": "online",
    "co-operation": "cooperation", "co-operative": "cooperative",
}  # fmt: skip
_NO_END = re.compile(r"(?:[A-Z]|(?:e\.g|i\.e|Cllrs?|Dr|Mrs?|Ms|St|Nos?|vs|approx|Rev|Prof|etc))\.$")
_ENDS = re.compile(r"(?:[.!?:]['\")\]]*|^\(?\w{1,3}\)|^[•◦▪●·*¶])$")
_EDGES = (
    "".join(chr(at) for at in range(33, 127) if not chr(at).isalnum() and chr(at) not in "£$€") + "•◦▪●·¶§"
)
_CONTRASTED = frozenset(
    (
        *POLES,
        *TURNS,
        *(pair[1] for pair in PHRASES),
        "off",
        "behind",
        "ahead",
        "above",
        "below",
        "per",
        "by",
        "to",
        "every",
        "other",
        "second",
        "alternate",
        *PORTIONS,
    )
)
SPANS = frozenset(word for word, groups in POLES.items() if any(group == "span" for group, _ in groups))
"""What a span of time is counted in, as in “five-year”."""
JOINTS = frozenset(("and", "or", "and/or", "&", "neu", "a/neu"))
"""What joins two of a list."""
_ALONE = CONDITIONS | EXCLUSIONS | TELLING_APART | RELATIVES | QUALIFIERS
HELPS = frozenset("help helps helping assist assists".split())
_DIGIT = re.compile(r"\d")
_LONGEST = 30  # letters: hardly any word is longer
_PARTS = re.compile(r"[-/]")
_SEAM = re.compile(r"\.(?<=[a-z]\.)(?=[A-Z])")  # where two sentences were joined without a space
_FIRST = re.compile(r"(?:^|[-/&])([^\W\d_])")

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(f"⁻{_RAISED}", "-0123456789")
_RAISED_DIGITS = re.compile(f"(?<=[^{_RAISED}])[{_RAISED}]+")
_POWER_OF_TEN = re.compile(rf"(?<![\d.,£$€])10(⁻¹|⁻?[²³⁴⁵⁶⁷⁸⁹]|⁻?¹[{_RAISED}])(?![{_RAISED}])")
_RAISED_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcm]?m|ft)[²³](?!\w)")
_IS_RAISED = re.compile(f"{_POWER_OF_TEN.pattern}|{_RAISED_UNIT.pattern}")
_FRACTION = re.compile(r"(£|€|\$)?(\d*)([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])(?=([%a-zA-Z])?)")
_DASHES = frozenset("-‐‑‒–—―−")
_FRACTIONS = frozenset("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")


class Sense(Struct, frozen=True, gc=False):
    """A word as it stands in the text, without the punctuation about it, the same in small letters, and what it may
    be (`flags`).

    `ends` says that a sentence may begin after it. `plain` is how figures are sought in it, `marks` tells which;
    `names` is what it may name.
    """

    token: str
    core: str
    small: str
    flags: int
    ends: bool
    plain: str
    marks: int
    names: tuple[str, ...]


@remembered
def sense(token: str) -> Sense:
    """What a word may mean; `token` is as it stands in the text, between white space."""
    plain = normal(token)
    core = _without_note(plain.strip(_EDGES))
    small = core.lower()
    flags = LIMIT if small in figure_words.JOINERS or small in measures.WORDS else 0
    if not NOTE_MARK.fullmatch(plain) and _may_be_figure(plain, small):
        flags |= FIGURE
    if small in duties.WORDS or small.endswith(("n't", "'ll")):
        flags |= DUTY
    if small in duties.PARTS:
        flags |= PART
    if small in _CONTRASTED or (flags & FIGURE and small.rpartition("-")[2] in SPANS):
        flags |= CONTRAST
    if small in PARTIES:
        flags |= PARTY
    if small in HELPS:
        flags |= HELP
    if small in JOINTS:
        flags |= LINK | JOINT
    if plain.rstrip("'\")").endswith((",", ";")):
        flags |= JOINT
    if small in _ALONE:
        flags |= ALONE
    if small in PEOPLE or small in OPPOSED:
        flags |= TELLING
    if small in RULING:
        flags |= RULE
    if small in frequency.WORDS:
        flags |= OFTEN
    if "-" in token or "‑" in token:
        flags |= HYPHENED
    if not _DASHES.isdisjoint(token):
        flags |= DASHED
    if (
        small.removesuffix("'r") not in NEVER_NAMES
        and any(map(str.isupper, _FIRST.findall(core)))
        and not _DIGIT.search(core)
        and not _is_date_word(small)
    ):
        flags |= NAME | (ACRONYM if _in_capitals(core) else 0)
    ends = _ENDS.search(plain) is not None and not _NO_END.search(plain.lstrip("'\"(["))
    plain = _SEAM.sub(". ", _fractions_written_out(_raised_written_out(plain)))
    return Sense(token, core, small, flags, ends, plain, marks_of(plain), named(small))


@remembered
def named(small: str) -> tuple[str, ...]:
    """What a word in small letters names: without the genitive's ending, the parts of a hyphenated name apart."""
    bare = small.removesuffix("'s").rstrip("'")
    return tuple(_SHORT.get(part, part) for part in _SHORT.get(bare, bare).split("-") if part)


def _without_note(core: str) -> str:
    """The word without a note's mark that is set above the line, as in “Serco²”; “m²” and “10⁶” are no such words."""
    bare = core.rstrip(_RAISED)
    return core if bare == core or not bare or _IS_RAISED.search(core) else bare


def _raised_written_out(plain: str) -> str:
    """The word with powers of ten and square or cubic units in common digits, and without notes' marks."""
    if plain.isascii() or not _RAISED_DIGITS.search(plain):
        return plain
    plain = _POWER_OF_TEN.sub(lambda match: f"{Decimal(10) ** int(match[1].translate(_LOWERED)):f}", plain)
    plain = _RAISED_UNIT.sub(lambda match: match.group().translate(_LOWERED), plain)
    return _RAISED_DIGITS.sub("", plain)


def _fractions_written_out(plain: str) -> str:
    """The word with “2½” as “2.5”, and a fraction alone as a share of all, such as “half” or “25%”."""
    return plain if _FRACTIONS.isdisjoint(plain) else _FRACTION.sub(_fraction, plain)


def _fraction(match: re.Match[str]) -> str:
    sign, whole, fraction, unit = match.groups("")
    if sign or whole or unit:
        return f"{sign}{whole or 0}{f'{numeric(fraction):.4g}'.lstrip('0')}"
    return "half" if fraction == "½" else f"{100 * numeric(fraction):.4g}%"


def _in_capitals(core: str) -> bool:
    return sum(map(str.isupper, core)) > 1 and core.upper() == core


def _may_be_figure(plain: str, small: str) -> bool:
    if small in figure_words.WORDS or any(c.isdigit() or c in "£$€%" or c in _FRACTIONS for c in plain):
        return True
    return not figure_words.WORDS.isdisjoint(_PARTS.split(small))


def _is_date_word(small: str) -> bool:
    return small.removesuffix("s") in figure_words.WORDS or small in figure_words.WORDS


def senses(text: str) -> list[Sense]:
    """The words of a text."""
    return list(map(sense, tokens(text)))


def written(words: Iterable[Sense]) -> str:
    """The words as a text."""
    return " ".join([word.token for word in words])


def flags_of(words: Iterable[Sense]) -> int:
    """What any of some words may be."""
    flags = 0
    for word in words:
        flags |= word.flags
    return flags
