"""The front page: title, period, organisation. Imports lines, drafts, control and wording only."""

import re
from collections import Counter

from msgspec import Struct, structs

from app.importers.recognise.control import field_of, is_control_title
from app.importers.recognise.kinds import known_title
from app.importers.recognise.lines import Grid, Image, Line, Piece, Pieces, as_text, cut
from app.importers.recognise.wording import COUNCIL, YEARS, closed, heading_front, normal

_NAMED = re.compile(r"\b(?:strategy|strategies|strategaeth|plan|policy|framework|roadmap|blueprint)\b", re.I)
_APPENDIX = re.compile(r"^\s*(?:appendix|annexe?|item)\s+\w{1,4}\s*$", re.I)
_PERIOD_ONLY = re.compile(
    r"^[\s(–-]*(?:(?:for|from|period|covering)\s*:?\s*)?(?:[a-z]{3,9}\s+)?(?:19|20)\d\d(?:/\d\d)?"
    r"(?:\s*(?:[-–—/]|to)\s*(?:[a-z]{3,9}\s+)?(?:(?:19|20)?\d\d(?:/\d\d)?))?[\s)]*$",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b((?:[A-ZŴŶ][\w'’ŵŷ-]+\s+(?:(?:and|with|upon|on|of|the)\s+(?:[Tt]he\s+)?)?){1,4}"
    r"(?:(?:County|Metropolitan|City|District|Borough|Town)\s+)*(?:Council|Combined Authority))\b"
)
_BETWEEN = re.compile(r"(?<=\w)\s+[|·•]\s+(?=\w)")
_BY = re.compile(r"(?:prepared|produced|written|approved|adopted|agreed|published|drafted|issued)\b", re.I)
_LEADING = re.compile(r"^(?:The|This|Our|In|For|Of|And|At|By|To|When|With|Both|Each|That)\s+")
_NO_COUNCIL = re.compile(
    r"^(?:(?:The|This|Our|Each|County|City|Borough|District|Local|Full|Town|Metropolitan|Any|Every)\s+)*Council$"
)
_LONGEST_PAGE = 30
_LONGEST_NAME = 10
"""No council's name has more words."""
_JOINED = 8
"""So many lines at the very top may say several things parted by bars or dots."""


class Front(Struct, frozen=True):
    """What the front page says; `rest` is the document after it, `over` the front page's other lines."""

    title: tuple[Line, ...] = ()
    period: tuple[Line, ...] = ()
    organisation: tuple[Line, ...] = ()
    over: tuple[Piece, ...] = ()
    rest: tuple[Piece, ...] = ()


def front_page(pieces: list[Piece]) -> Front:
    """The front page's lines by what they are. Nothing is taken where the document has no front page."""
    whole = pieces
    pieces = [part for piece in whole[:_JOINED] for part in _unjoined(piece)] + whole[_JOINED:]
    end = _end(pieces)
    lines = [piece for piece in pieces[:end] if isinstance(piece, Line)]
    at_title = _title_at(lines)
    if at_title is None:
        return Front(rest=tuple(whole))
    title, period = split_period(lines[at_title])
    periods, organisation = list(period), list[Line]()
    over: list[Piece] = []
    for piece in pieces[:end]:
        if piece is lines[at_title]:
            continue
        if isinstance(piece, Line) and _PERIOD_ONLY.match(piece.words) and not periods:
            periods.append(as_text(piece))
        elif isinstance(piece, Line) and not organisation and _is_organisation(piece):
            named, years = split_period(piece)
            organisation.append(named)
            (over if periods else periods).extend(years)
        else:
            over.append(structs.replace(piece, level=0) if isinstance(piece, Line) else piece)
    return Front((title,), tuple(periods), tuple(organisation), tuple(over), tuple(pieces[end:]))


def without_title(front: Front) -> Front:
    """The front page with its title as the council, where it names only that; otherwise as it is."""
    if len(front.title) != 1 or front.organisation or not _is_organisation(front.title[0]):
        return front
    return structs.replace(front, title=(), organisation=front.title)


def under_title(front: Front, blocks: Pieces) -> tuple[Front, Pieces]:
    """The front page with the council and the years that stand in short lines under a title in a heading's style."""
    left: list[Piece] = []
    for piece in [part for block in blocks[:2] for part in _unjoined(block)]:
        if isinstance(piece, Line) and not front.organisation and _is_organisation(piece) and piece.item < 0:
            front = structs.replace(front, organisation=(as_text(piece),))
        elif isinstance(piece, Line) and not front.period and _PERIOD_ONLY.match(piece.words):
            front = structs.replace(front, period=(as_text(piece),))
        else:
            left.append(piece)
    return front, (*left, *blocks[2:])


def _unjoined(piece: Piece) -> list[Piece]:
    """A line such as “Elm Council | 2026–2030 | Draft” as one line for each; the signs between are furniture."""
    result: list[Piece] = []
    while isinstance(piece, Line) and (found := _BETWEEN.search(piece.text)):
        first, rest = cut(piece, found.start())
        sign, rest = cut(rest, found.end() - found.start())
        result.append(first)
        piece = structs.replace(rest, prefix=(structs.replace(sign, prefix=()),))
    return [*result, piece]


def names_strategy(words: str) -> bool:
    """Whether a title says that the document is a strategy, a plan or the like."""
    return bool(_NAMED.search(words))


def split_period(line: Line) -> tuple[Line, tuple[Line, ...]]:
    """A title in two where it ends with the years it covers."""
    line = as_text(line)
    every = list(YEARS.finditer(line.text))
    found = every[-1] if every else None
    if found is None or line.text[found.end() :].strip(" )]") or not line.text[: found.start()].strip(" (["):
        return line, ()
    title, period = cut(line, found.start())
    return title, (period,)


def _end(pieces: list[Piece]) -> int:
    """Where the front page ends: at a page break, a heading, a list, a long paragraph or a known part's title."""
    for at, piece in enumerate(pieces[:_LONGEST_PAGE]):
        if not isinstance(piece, Image) and at and piece.breaks:
            return at
        if isinstance(piece, Grid):
            return at
        if isinstance(piece, Line) and _ends_front(piece, pieces, at):
            return at
    return min(len(pieces), _LONGEST_PAGE)


def _ends_front(line: Line, pieces: list[Piece], at: int) -> bool:
    words = line.words
    if line.look.style.startswith(("title", "subtitle")) or _APPENDIX.match(words):
        return False
    if line.look.outline or line.item >= 0 or len(words.split()) >= 25 or heading_front(line.text).depth:
        return True
    if is_control_title(words) or (known_title(normal(words)) and not _NAMED.search(words)):
        return True
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    announces = isinstance(following, Line) and len(following.words.split()) >= 20 and not following.breaks
    return bool(at) and announces and not _PERIOD_ONLY.match(words) and not COUNCIL.search(words)


def _title_at(lines: list[Line]) -> int | None:
    """Which line is the title: one that says strategy or plan, else the one in the style Title, else the largest."""
    best: tuple[float, int] | None = None
    for at, line in enumerate(lines):
        words = line.words
        count = len(words.split())
        if (
            count > 25
            or (closed(words) and count > 12)
            or _PERIOD_ONLY.match(words)
            or _APPENDIX.match(words)
        ):
            continue
        if ":" in words and field_of(words.split(":")[0]) and len(words.split(":")[0].split()) < 6:
            continue
        score = 4.0 * (line.look.style == "title") + 5.0 * bool(_NAMED.search(words)) + line.look.size / 12
        score += 1.0 * line.look.bold + 1.0 * line.look.centred + 0.5 * words.isupper() - 0.1 * at
        if line.look.style == "subtitle" or _is_organisation(line):
            score -= 1.5 if _NAMED.search(words) else 3
        if score >= 1.0 and (best is None or score > best[0]):
            best = (score, at)
    return None if best is None else best[1]


def _is_organisation(line: Line) -> bool:
    words = line.words
    return (
        len(words.split()) <= _LONGEST_NAME
        and bool(COUNCIL.search(words))
        and not _NAMED.search(words)
        and ":" not in words
        and not _BY.match(words)
    )


def council_in(title: str) -> str:
    """The council that a title names (“Stourvale County Council ICT Strategy”); empty where it names none."""
    found = _ORGANISATION.search(title)
    name = _LEADING.sub("", " ".join(found.group(1).split())) if found else ""
    return "" if _NO_COUNCIL.match(name) else name


def organisation_in(lines: list[Line]) -> str:
    """The council a document names most often, three times at least; empty where none stands out."""
    seen: Counter[str] = Counter()
    for line in lines:
        if "Council" not in line.text and "Authority" not in line.text:
            continue
        for found in _ORGANISATION.finditer(line.text):
            name = _LEADING.sub("", " ".join(found.group(1).split()))
            if not _NO_COUNCIL.match(name):
                seen[name] += 1
    if not seen:
        return ""
    name, count = seen.most_common(1)[0]
    return name if count >= 3 else ""
