"""What somebody typed before a heading to count it: “2.1 ”, “3.2 Theme 2: ”, “Appendix B – ”. Pure; imports nothing."""

import re

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
