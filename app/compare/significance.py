"""Why a change matters: a number, a sum of money, a date, a name or an obligation differs. Imports nothing of Engross.

What a text says of each is taken from the whole passage before and after, so a figure that only moved within its
sentence does not count, and "will" that became "will seek to" does. A negation counts as an obligation.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from app.compare.words import Piece, normal

Why = Literal["number", "money", "date", "name", "obligation"]

_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).split()
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_MONEY = re.compile(
    r"[£$€]\s?\d[\d,]*(?:\.\d+)?\s?(?:k|m|bn|million|billion|thousand|pence|p)?\b"
    r"|\b\d[\d,]*(?:\.\d+)?\s?(?:pounds|pence|p)\b",
    re.I,
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b(?:,?\s+\d{{4}})?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b"
    rf"|\b(?!may\b){_MONTH}\b(?:\s+\d{{4}})?|\bMay\s+\d{{4}}\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b(?:19|20)\d{2}(?:\s?[-/]\s?(?:19|20)?\d{2})?\b"
    r"|\b(?:Q[1-4]|quarter (?:one|two|three|four)|spring|summer|autumn|winter)\b"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    re.I,
)
_NUMBER = re.compile(
    r"\b\d[\d,]*(?:\.\d+)*\s?(?:%|per ?cent|percent)?"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|"
    r"trillion|dozen|half|third|quarter|twice|double|treble|triple|second|fourth|fifth)\b",
    re.I,
)
_OBLIGATION = re.compile(  # for small letters
    r"\b(?=[mswconiathetbruf])(?:must|shall|will|should|may|might|can|could|would|cannot|ought to|seeks? to|seeking to|"
    r"needs? to|aims? to|intends? to|endeavours? to|strives? to|tr(?:y|ies) to|ha(?:s|ve) to|(?:is|are|be) required to|"
    r"required|mandatory|optional|where possible|where practicable|if possible|consider|not|no|never|without|unless)\b"
)
_FIGURES: tuple[Why, ...] = ("number", "money", "date")
# A text without any of these words, in small letters, and without a digit has no figure or no obligation in it, which
# is quickly seen; nearly every change is of that sort.
_FIGURE_WORDS = frozenset(
    (
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
        "trillion dozen half third quarter twice double treble triple second fourth fifth spring summer autumn winter "
        "monday tuesday wednesday thursday friday saturday sunday"
    ).split()
) | frozenset(_MONTHS)
# A change of such letters only, that does not follow the end of a sentence, takes and brings no name.
_NAMELESS = re.compile(r"[a-z0-9 ,;()£%/-]*")
_ENDS = ".!?:\n"
_AFTER_END = " \t'\"()[]‘’“”"
_DATE_WORDS = frozenset(
    (
        "spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday quarter "
        + " ".join(_MONTHS)
    ).split()
)
_OBLIGATION_WORDS = frozenset(
    (
        "must shall will should may might can could would cannot ought seek seeks seeking need needs aim aims intend "
        "intends endeavour endeavours strive strives try tries has have required mandatory optional possible "
        "practicable consider not no never without unless t ll"
    ).split()
)
_LETTERS = re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")
_CONTRACTIONS = (
    (re.compile(r"\bwon't\b", re.I), "will not"),
    (re.compile(r"\bcan't\b|\bcannot\b", re.I), "can not"),
    (re.compile(r"n't\b", re.I), " not"),
    (re.compile(r"'ll\b", re.I), " will"),
    (re.compile(r"\b(?:is|are|be) required to\b", re.I), "required to"),
)
_CONTRACTED = re.compile(r"'|cannot|required to", re.I)
_WORD = re.compile(r"[^\W\d_][\w'&-]*")
_CAPITALISED = re.compile(r"(?<![^\W\d_])[^\W\d_a-z][\w'&-]*")
_WORD_BEFORE = re.compile(r"[^\W\d_][\w'&-]*$")
_LONGEST_GAP = 40
_BESIDE = 32  # letters: longer than any date or sum that a change could be part of
_SENTENCE_END = re.compile(r"(?:(?<!\b[A-Z])[.!?:]['\")\]]*\s+|^|\n)\s*['\"(\[]*$")


def why(before: str, after: str, heading: bool = False) -> tuple[Why, ...]:
    """The classes in which two texts differ; for a text that came or went, the classes it speaks of.

    In a heading every word may stand in capitals, so only acronyms could be names and none are sought.
    """
    return _why(normal(before), normal(after), (before, after), heading)


def why_of(pieces: Iterable[Piece], heading: bool = False) -> tuple[Why, ...]:
    """The classes in which a text differs that is given as the words that stayed, went and came.

    What stayed says the same on both sides, so of it only the words beside a change are looked at.
    """
    near: tuple[list[str], list[str]] = [], []
    whole: tuple[list[str], list[str]] = [], []
    names, last = False, "."
    for piece in pieces:
        if piece.op != "equal":
            names = names or last in _ENDS or _NAMELESS.fullmatch(piece.text) is None
        elif piece.text.strip():
            last = "\n" if piece.text[-1] == "\n" else piece.text.rstrip(_AFTER_END)[-1:] or "."
        text = _beside(piece.text) if piece.op == "equal" else piece.text
        for side, other in ((0, "insert"), (1, "delete")):
            if piece.op != other:
                near[side].append(text)
                whole[side].append(piece.text)
    before, after = ("".join(texts) for texts in near)
    texts = ("".join(whole[0]), "".join(whole[1]))
    return _why(normal(before), normal(after), texts, heading or not names)


def _why(old: str, new: str, whole: tuple[str, str], nameless: bool) -> tuple[Why, ...]:
    spoken = {*_LETTERS.findall(old.lower()), *_LETTERS.findall(new.lower())}
    found: list[Why] = []
    left, right = old, new
    if not spoken.isdisjoint(_FIGURE_WORDS) or _DIGIT.search(old) or _DIGIT.search(new):
        (was, left), (now, right) = _figures(old), _figures(new)
        found.extend(kind for kind in _FIGURES if was[kind] != now[kind])
    if not nameless and _name_differs(left, right, whole):
        found.append("name")
    if not spoken.isdisjoint(_OBLIGATION_WORDS) and _obligations(old) != _obligations(new):
        found.append("obligation")
    return tuple(found)


def _figures(text: str) -> tuple[dict[Why, Counter[str]], str]:
    """The numbers, sums and dates of a text, counted, and the text without sums and dates."""
    money, rest = _taken(_MONEY, text)
    date, rest = _dates(rest)
    return {"number": _taken(_NUMBER, rest)[0], "money": money, "date": date}, rest


def _beside(text: str) -> str:
    """A stretch that stayed with its middle left out."""
    if len(text) < 2 * _BESIDE + 20:
        return text
    start, end = text.find(" ", _BESIDE), text.rfind(" ", 0, len(text) - _BESIDE)
    return f"{text[:start]} § {text[end:]}" if 0 < start < end else text


def _taken(pattern: re.Pattern[str], text: str) -> tuple[Counter[str], str]:
    """What the pattern finds, put in one form and counted, and the text without it."""
    if not pattern.search(text):
        return Counter(), text
    found = Counter(_one_form(match) for match in pattern.findall(text))
    return found, pattern.sub(" ", text)


def _one_form(figure: str) -> str:
    figure = re.sub(r"[\s,]", "", figure.lower()).rstrip(".")
    figure = re.sub(r"percent$", "%", figure)
    figure = re.sub(r"million$", "m", figure) if figure[:1] in "£$€" else figure
    figure = re.sub(r"billion$", "bn", figure) if figure[:1] in "£$€" else figure
    return re.sub(r"\.(\d*?)0+(?!\d)", r".\1", figure).replace(".m", "m").removesuffix(".")


def _dates(text: str) -> tuple[Counter[str], str]:
    """Dates, where the month May is told from the verb by its capital or a day before it."""
    found: Counter[str] = Counter()

    def take(match: re.Match[str]) -> str:
        date = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", match.group().lower())
        found[re.sub(r"[\s,]+|\bof\b", " ", date).strip()] += 1
        return " § "

    return found, _DATE.sub(take, text)


def _obligations(text: str) -> Counter[str]:
    if _CONTRACTED.search(text):
        for pattern, full in _CONTRACTIONS:
            text = pattern.sub(full, text)
    small = text.lower()
    if "May" not in text or len(small) != len(text):
        return Counter(map(_one_verb, _OBLIGATION.findall(small)))
    return Counter(
        _one_verb(match.group())
        for match in _OBLIGATION.finditer(small)
        if text[match.start() : match.end()] != "May" or _begins_sentence(text, match.start())
    )


def _one_verb(word: str) -> str:
    """“seeks to” and “seek to” as one."""
    verb, to, _ = word.partition(" to")
    return verb.removesuffix("s") + to if to and " " not in verb else word


def _begins_sentence(text: str, at: int) -> bool:
    if at > 1 and text[at - 1] == " " and (text[at - 2].isalnum() or text[at - 2] == ","):
        return False  # nearly always so
    return _SENTENCE_END.search(text, max(0, at - _LONGEST_GAP), at) is not None


def _names(text: str, most: float = 0.7) -> Counter[str]:
    """Words in capitals that do not merely begin a sentence; acronyms only where more than `most` have capitals."""
    capital = [
        m for m in _CAPITALISED.finditer(text) if m.group()[0].isupper() and not _inside_word(text, m.start())
    ]
    if not capital:
        return Counter()
    if most < 1 and (words := len(_WORD.findall(text))) > 3 and len(capital) > most * words:
        return Counter(m.group().lower() for m in capital if m.group().isupper() and len(m.group()) > 1)
    return Counter(
        m.group().lower().removesuffix("'s")
        for m in capital
        if m.group() != "I"
        and ((m.group().isupper() and len(m.group()) > 1) or not _begins_sentence(text, m.start()))
    )


def _inside_word(text: str, at: int) -> bool:
    """Whether a capital stands in a word that began before it, as in “e-Learning”."""
    return at > 0 and text[at - 1] in "'&-_0123456789" and _WORD_BEFORE.search(text, 0, at) is not None


def _name_differs(old: str, new: str, whole: tuple[str, str]) -> bool:
    """A name that came or went: one that stays as a word, only without its capital, did not.

    Most changes are cleared by the words beside them; where these differ, the `whole` texts say.
    """
    if _names(old, 1) == _names(new, 1):
        return False
    before, after = (normal(text) for text in whole)
    gone, come = (_names(_without_dates(text)) for text in (before, after))
    if gone == come:
        return False
    said, says = _words(before), _words(after)
    return any(count > says[name] for name, count in gone.items()) or any(
        count > said[name] for name, count in come.items()
    )


def _without_dates(text: str) -> str:
    """The text without its dates and sums, of whose words only the names of months, days and quarters have capitals."""
    if "£" in text:
        text = _MONEY.sub(" ", text)
    named = "Q" in text or not _DATE_WORDS.isdisjoint(_LETTERS.findall(text.lower()))
    return _DATE.sub(" § ", text) if named else text


def _words(text: str) -> Counter[str]:
    return Counter(word.lower().removesuffix("'s") for word in _WORD.findall(text))
