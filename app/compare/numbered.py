"""What somebody typed before a heading or a paragraph to count it: “2.1 ”, “3.2 Theme 2: ”, “Appendix B – ”, “(b) ”.

Pure; imports nothing of Engross.
"""

import re
from collections.abc import Collection

_PARTS = (
    "theme|priority|objective|aim|goal|principle|outcome|pillar|strand|mission|ambition|commitment|work ?stream|"
    "programme|project|action|risk|layer|part|chapter|section|appendix|annexe?|schedule|thema|blaenoriaeth|amcan|nod|"
    "egwyddor|risg|rhan|pennod|adran|atodiad"
)
_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*(?:[.)]\s+(?=\S)|\s+(?=[^\Wa-z]))|(?:[A-Z]|[IVX]{2,5})[.)]\s+(?=\S))?"
    rf"(?:(?P<counted>(?i:(?:(?:strategic|key|guiding|core|corporate)\s+)?(?:{_PARTS}))"
    r"\s+(?:\d{1,2}(?:\.\d{1,2})*|[A-Z]|[IVX]{2,5}))\s?(?:[:.)]|[–—-](?=\s))\s?(?=\w))?"
)


def unnumbered(heading: str) -> str:
    """A heading without what counts it; “10 streets” begins with a figure, not with a number."""
    return heading[found.end() :] if (found := _NUMBERED.match(heading)) else heading


def counted(heading: str) -> str:
    """What a heading says that it is, and which (“theme 2”), in small letters; empty where it says none."""
    found = _NUMBERED.match(heading)
    return (found["counted"] or "").casefold() if found else ""


_AMOUNT = re.compile(r"(?:[Mm]illion|[Bb]illion|[Tt]housand|[A-Z]{2,})\b")
_COUNTED_TEXT = re.compile(
    r"(?:\(?(?:[a-z]|[ivx]{1,5})\)\s+(?=\S)"
    r"|(?:\d{1,2}(?:\.\d{1,3}){1,3}[.)]?|\(?\d{1,2}[.)]|\(\d{1,2}\))\s+"
    r"(?=[“‘\"']?[^\W\d_a-zà-ÿ][a-zà-ÿŵŷ’']*\s+(?:\S+\s+){2}))"
)


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def uncounted(paragraph: str) -> str:
    """A paragraph without what may count it: “4.2 We will …”, “(b) roads”; “1.5 FTE” and “2.5 Million” begin with
    figures, so a number must lead to a sentence of some words."""
    return paragraph[len(_counting(paragraph)) :]


def count_of(paragraph: str) -> str:
    """What may count a paragraph, without what is written around it: “4.2”, “b”; empty where nothing does."""
    return _counting(paragraph).strip().strip("().")


def counts_on(count: str, counts: Collection[str]) -> bool:
    """Whether the one before or after stands among the `counts` of the same text; else it is a figure by itself."""
    over, dot, own = count.rpartition(".")
    if own.isdigit():
        return any(f"{over}{dot}{int(own) + step}" in counts for step in (-1, 1))
    near = {chr(ord(own) + step) for step in (-1, 1)} if len(own) == 1 else set[str]()
    if own in _ROMAN:
        at = _ROMAN.index(own)
        near.update(_ROMAN[max(at - 1, 0) : at + 2])
    return not (near - {own}).isdisjoint(counts)


def _counting(paragraph: str) -> str:
    if paragraph[:1].isdigit() or paragraph[:1] == "(" or paragraph[1:2] == ")":
        found = _COUNTED_TEXT.match(paragraph)
        if found and not _AMOUNT.match(paragraph, found.end()):
            return found.group()
    return ""
