"""Obligations that a text lays down: must, shall, will, may, seek to, where possible, and their negation.

“will” that became “will seek to” differs, and so does “shall” that became “should”. Imports nothing of Engross.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

_VERBS = {
    "must": "must", "shall": "shall", "will": "will", "should": "should", "may": "may", "might": "might",
    "can": "can", "could": "could", "would": "would", "never": "never", "without": "without", "unless": "unless",
    "none": "none", "neither": "neither", "except": "except", "excepting": "except", "excluding": "except",
    "discretion": "discretion", "pending": "subject to",
    **dict.fromkeys(("part-fund", "part-funds", "part-funded", "part-funding", "part-finance"), "in part"),
    "mandatory": "mandatory", "compulsory": "mandatory", "optional": "optional", "no": "no", "not": "not",
    "rhaid": "must", "bydd": "will", "byddwn": "will", "byddant": "will", "byddai": "would", "dylai": "should",
    "dylid": "should", "dylem": "should", "gallwn": "can", "gallai": "could", "nid": "not", "peidio": "not",
    "ceisio": "seek to",
}  # fmt: skip
_CONTRACTED = {
    "won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "shan't": ("shall", "not"),
}  # fmt: skip
_BEFORE_TO = {
    **dict.fromkeys(("seek", "seeks", "seeking", "ceisio"), "seek to"),
    **dict.fromkeys(("need", "needs"), "need to"),
    **dict.fromkeys(("aim", "aims", "aiming"), "aim to"),
    **dict.fromkeys(("intend", "intends", "intending", "plan", "plans", "planning"), "intend to"),
    **dict.fromkeys(("endeavour", "endeavours", "strive", "strives", "striving"), "try to"),
    **dict.fromkeys(("try", "tries", "trying", "attempt", "attempts"), "try to"),
    **dict.fromkeys(("hope", "hopes", "hoping"), "hope to"),
    **dict.fromkeys(("has", "have", "required", "obliged"), "must"),
    **dict.fromkeys(("ought",), "ought to"),
    **dict.fromkeys(("expected", "encouraged", "entitled", "permitted", "allowed", "committed")),
    "able": "can",
}
_NOUNS = {
    "need",
    "needs",
    "aim",
    "aims",
    "plan",
    "plans",
    "hope",
    "hopes",
    "attempt",
    "attempts",
    "endeavour",
}
_BEFORE_NOUN = {
    "the",
    "a",
    "an",
    "our",
    "its",
    "their",
    "this",
    "that",
    "these",
    "any",
    "no",
    "every",
    "such",
    "new",
}
_TOWARDS = {"work", "works", "working", "move", "moving"}
_RESERVED = {
    ("if", "possible"), ("if", "practicable"), ("as", "far"), ("so", "far"), ("best", "endeavours"),
    ("reasonable", "endeavours"), ("reasonable", "efforts"), ("in", "principle"), ("as", "appropriate"),
    ("provided", "that"), ("providing", "that"), ("exceptional", "circumstances"), ("exceptional", "cases"),
    ("bo", "modd"), ("oni", "bai"), ("amodol", "ar"), ("yn", "unig"), ("in", "part"), ("all", "but"),
    ("every", "effort"), ("best", "efforts"), ("due", "course"),
    *((seek, what) for seek in ("seek", "seeks", "seeking") for what in ("funding", "funds", "money", "grants")),
    *((when, what) for when in ("where", "wherever", "when", "whenever") for what in (
        "possible", "practicable", "practical", "appropriate", "feasible", "necessary", "reasonable", "reasonably",
        "viable", "affordable", "needed", "lawful", "legal", "safe", "suitable", "permitted", "allowed",
    )),
}  # fmt: skip
_CONSENT = {"approval", "consent", "permission", "authorisation"}
_BEFORE_CONSENT = frozenset(
    "the a an my our your his her its their prior written express formal full".split()
)
_SUBJECT_TO = {("subject", "to"), *(("with", consent) for consent in _CONSENT),
               *((word, on) for word in ("depending", "dependent", "conditional", "contingent")
               for on in ("on", "upon"))}  # fmt: skip
_APART_FROM = {("apart", "from"), ("other", "than"), ("save", "for"), ("save", "that"), ("exception", "of")}
_PAID = ("fund", "funded", "financed", "paid")
_PAIRS = {
    **{pair: f"{pair[0].removesuffix('ever')} {pair[1]}" for pair in _RESERVED},
    **{(part, paid): "in part" for part in ("part", "partly", "partially") for paid in _PAID},
    **dict.fromkeys(_SUBJECT_TO, "subject to"),
    **dict.fromkeys(_APART_FROM, "apart from"),
}
_TOGETHER = {
    *_PAIRS,
    *((word, "to") for word in _BEFORE_TO),
    *((word, "towards") for word in _TOWARDS),
}
_PONDERED = {"consider", "explore", "investigate"}
_PONDERED_AFTER = {"will", "shall", "must", "should", "may", "to", "and"}
_FIRSTS = {pair[0] for pair in _PAIRS}
_NO_DENIAL = {"only", "more", "less", "fewer", "later", "exceeding", "least", "before"}
_BE = {"is", "are", "be", "been", "was", "were"}
_ONLY = {"only", "solely", "exclusively"}
_NOT_ONLY_AFTER = {"not", "the", "if", "an", "our", "its", "their", "his", "her"}
_NOT_ONLY_BEFORE = {"recently", "just", "now", "then"}
_SAID = frozenset(
    "noted said remembered stressed recognised emphasised acknowledged borne added clear".split()
)
_HEDGES = {"normally", "usually", "generally", "ordinarily", "typically"}
_MODALS = {"will", "shall", "must", "should"}
_GRANTED = {"allow", "allows", "permit", "permits", "available", "secured"}
_IF = {"if", "when", "where", "whenever", "wherever", "as", "once", "should", "provided", "providing"}
_AS_A = {("as", "a"), ("at", "a")}
_LEAST = {"minimum": "at least", "maximum": "at most"}
_REACH = 5  # words from “if” to what it asks for
WORDS = frozenset(
    (
        *_VERBS,
        *_ONLY,
        *_HEDGES,
        *_GRANTED,
        "permitting",
        *_LEAST,
        *_CONTRACTED,
        *_BEFORE_TO,
        *_TOWARDS,
        *_PONDERED,
        "required",
        *_CONSENT,
    )
)
"""Words, in small letters, that lay down an obligation, alone or with what follows."""
_BEGINNINGS = WORDS | _FIRSTS
PARTS = frozenset(("to", "towards", *(word for pair in _PAIRS for word in pair)))
"""Words, in small letters, that with another may lay down an obligation."""


def together(words: Iterable[str]) -> bool:
    """Whether two words side by side lay down an obligation that neither does alone."""
    return not _TOGETHER.isdisjoint(pairwise(words))


def obligations(words: Sequence[str], where: Iterable[int] | None = None) -> list[str]:
    """The obligations in a row of words, which are in small letters and without punctuation; sorted, each as often as
    it is laid down.

    `where` those of `WORDS` and `PARTS` stand, and those that end like “don't” and “we'll”, saves looking for them.
    """
    found: list[str] = []
    for at in range(len(words)) if where is None else where:
        word = words[at]
        if word in _BEGINNINGS or word.endswith(("n't", "'ll")):
            after = words[at + 1] if at + 1 < len(words) else ""
            if (
                after == "be"
                and words[at - 1 : at] == ["it"]
                and not _SAID.isdisjoint(words[at + 2 : at + 3])
            ):
                continue  # “it should be noted that” only introduces what is said
            found += _said(word, words[at - 1] if at else "", after)
            if word == "permitting" or (
                word in _GRANTED and not _IF.isdisjoint(words[max(at - _REACH, 0) : at])
            ):
                found.append("condition")
            if word in _LEAST and tuple(words[max(at - 2, 0) : at]) in _AS_A:
                found.append(_LEAST[word])
            if word in _CONSENT and _is_asked_for(words[max(at - _REACH, 0) : at]):
                found.append("subject to")
    return sorted(found)


def _is_asked_for(before: Sequence[str]) -> bool:
    """Whether the words before “approval” make it a condition, as “with the director's” do; a bare “with” is a pair."""
    told = list(
        takewhile(lambda word: word in _BEFORE_CONSENT or word.endswith(("'s", "s'")), reversed(before))
    )
    return bool(told) and before[: -len(told)][-1:] == ["with"]


def _said(word: str, before: str, after: str) -> tuple[str, ...]:
    """What one word says, between the words beside it."""
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    if word.endswith("n't"):
        base = word.removesuffix("n't")
        return (base, "not") if base in _VERBS else ("not",)
    if word.endswith("'ll"):
        return ("will",)
    if said := _PAIRS.get((word, after)):
        return (said,)
    if after == "to" and word in _BEFORE_TO and not (word in _NOUNS and before in _BEFORE_NOUN):
        return (_BEFORE_TO[word] or f"{word} to",)
    if word == "would" and after == "like":
        return ()
    if word in _VERBS:
        denies = word not in ("not", "no") or (after not in _NO_DENIAL and not after[:1].isdigit())
        return (_VERBS[word],) if denies else ()
    if word in _ONLY:
        return () if before in _NOT_ONLY_AFTER or after in _NOT_ONLY_BEFORE else ("only",)
    if word in _HEDGES:
        return ("normally",) if before in _MODALS else ()
    if word == "required":
        return ("required",) if before in _BE else ()
    if after == "towards" and word in _TOWARDS:
        return ("work towards",)
    return (word,) if word in _PONDERED and before in _PONDERED_AFTER else ()
