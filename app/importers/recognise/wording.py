"""The wording of headings, lists and numbers in council documents: patterns and what they mean. Pure; no lines here."""

import re
from functools import lru_cache

from msgspec import Struct

from app.models.dates import SPAN

_COUNT = (
    r"(?:\d{1,2}(?:\.\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[ivx]{1,5}|"
    r"[A-Z](?=\s*[:.)–—-]))"
)

FAMILIES: dict[str, str] = {
    "principle": r"(?:guiding |design |core |key |digital )?principle|egwyddor",
    "theme": r"(?:strategic |key |core |cross[- ]cutting )?theme|strand|focus area|area of focus|"
    r"pillar|mission|ambition|promise|pledge|thema",
    "programme": r"(?:work ?[- ]?stream|programme|work ?package|project)",
    "priority": r"(?:strategic |key |council |corporate )?priority(?: area)?|blaenoriaeth",
    "objective": r"(?:strategic |key |core |corporate )?(?:objective|aim|goal|commitment)|amcan",
    "outcome": r"(?:strategic |key )?outcome",
    "action": r"(?:key )?action",
    "risk": r"(?:key |strategic )?risk|risg",
    "layer": r"layer",
    "appendix": r"appendix|annexe?|schedule|atodiad",
    "part": r"part|section|chapter",
}
"""Nouns that are counted in headings (“Strategic objective 2: …”), by what they are a heading for."""

_FAMILY = re.compile(
    rf"\s*(?:{'|'.join(f'(?P<{family}>{noun})' for family, noun in FAMILIES.items())})"
    rf"\s+(?:no\.?\s*)?{_COUNT}(?=$|[\s:.)–—-])\s*[:.)–—-]*\s*",
    re.I,
)
_FIRST_WORDS = re.compile(
    r"\s*(?:(?:guiding|design|core|key|digital|strategic|cross[- ]cutting|council|corporate|focus|area of|work) ?-? ?)?"
    r"(?:principle|theme|strand|focus|area|pillar|mission|ambition|stream|workstream|programme|workpackage|package|"
    r"project|priority|objective|aim|goal|commitment|outcome|action|risk|layer|appendix|annexe?|schedule|part|section|chapter|"
    r"promise|pledge|egwyddor|thema|blaenoriaeth|amcan|risg|atodiad)\b",
    re.I,
)
_NUMBER = re.compile(
    r"\s*(?:(?P<deep>\d{1,2}(?:\.\d{1,3}){1,4})[.):]?|(?P<top>\d{1,2})[.):]|(?P<bare>\d{1,2})(?=\t|"
    r"\s+[-–—]\s))[\s ]*(?:[-–—]\s+)?(?=\S)"
)
_BARE_NUMBER = re.compile(r"\s*\d{1,2}\s+(?=[A-Z])")
_LETTERED = re.compile(r"\s*(?:[A-Z]|[IVX]{1,5})[.)]\s+(?=\S)")
_BULLET = re.compile(
    "[\\s\u00a0]*(?:[•●▪◦‣·∙■□➢➤✓✔»*–—\uf000-\uf0ff§-]|\\[[ x]\\]|o(?=\t| {2}| (?=[A-Z])))[\\s\u00a0]+(?=\\S)"
)
_ITEM_NUMBER = re.compile(r"\s*(?:\(?(?:[a-z]|[ivx]{1,5})\)|\(?\d{1,2}[.)])[\s ]+(?=\S)")
_LABEL = re.compile(
    r"\s*(?:(?:lead|responsible|accountable|reporting)? ?(?:owner|lead|officer)|responsib(?:le|ility)|accountable|"
    r"by when|when|timescales?|timeframe|deadline|complet(?:e|ed|ion)(?: by| date)?|"
    r"(?:start|end|finish|due|target) date|start|end|finish|due|measures?|progress|"
    r"(?:follows|answers(?: to)?|supports|contributes to|links? to|see(?: also)?))\s*:\s*(?=\S)",
    re.I,
)
_COUNTED = ("principle", "theme", "priority", "objective", "outcome", "risk", "layer", "action")
_REFERENCE = re.compile(r"^[A-Z]{0,3}[-./ ]?\d+(?:\.\d+)*[.)]?$")
_DECIMAL = re.compile(r"\d\.\d+$")
_PUNCTUATION = re.compile(r"[\W_]+")
YEARS = re.compile(SPAN, re.I)
YEAR = re.compile(r"\b20\d\d\b")
COUNCIL = re.compile(
    r"\b(?:council|borough|combined authority|county of|city of|corporation of|comhairle|cyngor|fire authority|"
    r"fire and rescue|housing (?:association|group|trust)|national park authority|homes$|(?-i:Authority|AUTHORITY)$|"
    r"police and crime commissioner|constabulary|nhs (?:foundation )?trust|(?:university )?health board|"
    r"integrated care (?:board|system|partnership))\b",
    re.I,
)


class Front(Struct, frozen=True):
    """What stands before a heading's own words: `end` is where they begin, `depth` that of a typed number (0: none)."""

    end: int = 0
    depth: int = 0
    family: str = ""


@lru_cache(maxsize=8_192)
def heading_front(text: str, bare_numbers: bool = False) -> Front:
    """What a heading's typed number or counted noun takes up: “2.1 ”, “3. ”, “Principle 3 – ”, “4.2 Theme 2: ”.

    `bare_numbers` lets “3 Themes” count as numbered, which is sure only where several headings look so.
    """
    end = depth = 0
    if found := _NUMBER.match(text):
        end = found.end()
        depth = number_depth(found.group("deep") or found.group("top") or found.group("bare"))
    elif bare_numbers and (found := _BARE_NUMBER.match(text)):
        end, depth = found.end(), 1
    elif found := _LETTERED.match(text):
        end = found.end()
    rest = text[end:]
    if _FIRST_WORDS.match(rest) and (found := _FAMILY.match(rest)):
        end, family = end + found.end(), found.lastgroup or ""
        if text[end : end + 1] == "/" and (again := _FAMILY.match(text, end + 1)):
            end = again.end()  # said in two languages: “Appendix 1 / Atodiad 1: …”
        return Front(end, depth, family)
    return Front(end, depth)


def counted_end(text: str) -> int:
    """Where the words of an entry that is plainly counted (“Risk 3: …”, “Objective 1.2 …”) begin; 0 for any other."""
    front = heading_front(text)
    said = text[: front.end].rstrip()
    if front.family not in _COUNTED or not text[front.end :].strip():
        return 0
    return front.end if said.endswith((":", ".", ")", "–", "—", "-")) or _DECIMAL.search(said) else 0


def names_family(text: str, family: str) -> bool:
    """Whether a heading announces things of a family: “Our themes”, “Strategic priorities”."""
    return bool(_announcing(family).search(text))


@lru_cache(maxsize=16)
def _announcing(family: str) -> re.Pattern[str]:
    noun = FAMILIES[family]
    return re.compile(rf"\b(?:{noun})(?:s|es)?\b".replace("priority", "priorit(?:y|ie)"), re.I)


def has_bare_number(text: str) -> bool:
    """Whether a text starts like “3 Themes”."""
    return bool(_BARE_NUMBER.match(text))


def number_depth(number: str) -> int:
    """How deep a typed number stands: 1 for “2”, “2.” and “2.0”, 2 for “2.1”."""
    parts = number.rstrip(".").split(".")
    return 1 if len(parts) == 2 and parts[1] == "0" else len(parts)


def bullet_end(text: str) -> int:
    """Where the words of a typed bullet begin; 0 where there is no typed bullet."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def item_number_end(text: str) -> int:
    """Where the words of a typed “(a)”, “iv)” or “2.” begin; 0 where there is none."""
    found = _ITEM_NUMBER.match(text)
    return found.end() if found else 0


def label_end(text: str) -> int:
    """Where the words after a label such as “Owner:” or “By when:” begin; 0 where there is no such label."""
    found = _LABEL.match(text)
    return found.end() if found else 0


@lru_cache(maxsize=8_192)
def normal(text: str) -> str:
    """A heading's words for comparing: lower case, without number, counted noun and punctuation."""
    front = heading_front(text)
    rest = text[front.end :]
    return _PUNCTUATION.sub(" ", (rest or text).replace("&", " and ").lower()).strip()


def is_reference(words: str) -> bool:
    """Whether some words are only a typed reference (“R4”, “1.2”), which the program makes itself."""
    return bool(_REFERENCE.match(words))


def closed(text: str) -> bool:
    """Whether a text ends as a sentence or clause does."""
    return text.rstrip().rstrip("”\"’')]").endswith((".", "!", "?", ";", ":", "…"))


def is_capitals(text: str) -> bool:
    """Whether all letters are capitals, and there are at least three of them."""
    return text.isupper() and sum(letter.isalpha() for letter in text) >= 3
