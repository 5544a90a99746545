"""An agenda pack as a value: a meeting, its items and their papers, and where each paper's pages come to stand.

Pure; imports other models only. `services/packs` reads packs and layouts from TOML.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.models.dates import DAYS, read_day, weekday
from app.models.errors import Refused
from app.models.house import Nation
from app.models.look import Furniture, Look, look_faults

Edition = Literal["public", "exempt"]
Text = Annotated[str, Meta(min_length=1)]
ITEM_ADDRESS = "https://pack.invalid/item/"
PARAGRAPHS: dict[Nation, tuple[str, ...]] = {
    "england": tuple(str(n) for n in range(1, 8)),
    "wales": tuple(str(n) for n in range(12, 19)),
    "scotland": tuple(str(n) for n in range(1, 16)),
}
"""Paragraphs of Schedule 12A to the Local Government Act 1972: Part 1 in England, Part 4 in Wales; in Scotland of
Schedule 7A, Part I, to the Local Government (Scotland) Act 1973.
"""
SCHEDULES: dict[Nation, str] = {"england": "Schedule 12A", "wales": "Schedule 12A", "scotland": "Schedule 7A"}
PLACES = (
    "council", "committee", "date", "weekday", "time", "venue", "members", "published", "access", "contact", "kind",
)  # fmt: skip
_PLACE = re.compile(r"\{([^{}]*)\}")


class _Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


class Contact(_Part, frozen=True):
    """Whom to ask about the meeting."""

    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""


class Paper(_Part, frozen=True):
    """A document of an item: `file` is a PDF or Word file, or a strategy as LIBRARY#STRATEGY@VERSION.

    An exempt paper stands in the exempt edition only; `paragraph` is that of Schedule 12A, `reason` says why.
    """

    file: Text
    title: str = ""
    exempt: bool = False
    paragraph: str = ""
    reason: str = ""


class Item(_Part, frozen=True):
    """An item of the agenda. `text` stands below its title; all of an exempt item's papers are exempt.

    `public_title` stands in the public edition where the title itself may not.
    """

    title: Text
    text: str = ""
    report: str = ""
    appendices: tuple[Paper, ...] = ()
    exempt: bool = False
    paragraph: str = ""
    reason: str = ""
    public_title: str = ""


class Pack(_Part, frozen=True):
    """A meeting and its papers. `continues` is the file of the pack whose numbers a supplementary one carries on.

    `public_phrases` are words of exempt papers that are public already, such as a name in both.
    """

    council: Text
    committee: Text
    date: Text
    layout: str = "plain"
    time: str = ""
    venue: str = ""
    members: tuple[str, ...] = ()
    published: str = ""
    access: str = ""
    supplement: str = ""
    continues: str = ""
    double_sided: bool = True
    contact: Contact = Contact()
    public_phrases: tuple[str, ...] = ()
    items: Annotated[tuple[Item, ...], Meta(min_length=1)] = ()


class Line(_Part, frozen=True):
    """A line of the front sheet, left out where a name in braces, or the one it `needs`, stands for nothing.

    What stands in square brackets is left out alone. The form "agenda" is where the items stand.
    """

    form: Literal["label", "title", "heading", "text", "strong", "agenda"]
    text: str = ""
    needs: str = ""
    editions: tuple[Edition, ...] = ("public", "exempt")


class Stamps(_Part, frozen=True):
    """How the pack numbers its pages, and what its blank ones say."""

    words: str = "Page {page}"
    place: Literal["bottom centre", "bottom right", "top right"] = "bottom centre"
    size: Annotated[float, Meta(ge=7, le=16)] = 10
    blank: str = "This page is intentionally left blank"


class PackWords(_Part, frozen=True):
    """What a pack says of itself. {first}, {last}, {item}, {letter}, {paragraph} and {reason} stand for its own."""

    public: str = "Public document pack"
    exempt: str = "Exempt papers: not for publication"
    pages: str = "(Pages {first} - {last})"
    page: str = "(Page {first})"
    appendix: str = "Appendix {item}{letter}"
    exempt_item: str = "Not for publication: exempt under paragraph {paragraph} of Schedule 12A. {reason}"
    notice: str = "NOT FOR PUBLICATION: exempt under paragraph {paragraph} of Schedule 12A"


class PackLayout(_Part, frozen=True):
    """A council's layout of front sheets and page numbers."""

    name: Text
    about: str = ""
    nation: Nation = "england"
    language: str = "en-GB"
    item_case: Literal["as typed", "capitals"] = "as typed"
    look: Look = Look()
    furniture: Furniture = Furniture(foot_right="")
    stamps: Stamps = Stamps()
    words: PackWords = PackWords()
    front: Annotated[tuple[Line, ...], Meta(min_length=1)] = (Line("agenda"),)


class Placed(Struct, frozen=True):
    """A paper in its place: its item counted from 0, its letter or "", its pages and the blank ones after them."""

    item: int
    paper: Paper
    letter: str
    first: int
    pages: int
    blanks: int

    @property
    def last(self) -> int:
        """The number of its last page, blank ones included."""
        return self.first + self.pages + self.blanks - 1

    @property
    def edition(self) -> Edition:
        """In which edition it stands."""
        return "exempt" if self.paper.exempt else "public"


def papers(item: Item) -> Iterator[tuple[str, Paper]]:
    """The papers of an item, each with its letter; the report has none. What the item exempts, they inherit."""
    given = ([("", Paper(item.report, item.title))] if item.report else []) + [
        (_letter(n), paper) for n, paper in enumerate(item.appendices, 1)
    ]
    for letter, paper in given:
        if not item.exempt:
            yield letter, paper
            continue
        paragraph, reason = paper.paragraph or item.paragraph, paper.reason or item.reason
        yield letter, Paper(paper.file, paper.title, True, paragraph, reason)


def planned(pack: Pack, counts: Mapping[str, int], first: int = 1) -> tuple[Placed, ...]:
    """Where every paper stands, its pages counted by file in `counts`, the first one numbered `first`.

    Exempt pages are numbered with the others, so that both editions name a page alike.
    """
    found: list[Placed] = []
    for at, item in enumerate(pack.items):
        for letter, paper in papers(item):
            pages = counts[paper.file]
            blanks = pages % 2 if pack.double_sided else 0
            found.append(Placed(at, paper, letter, first, pages, blanks))
            first += pages + blanks
    return tuple(found)


def ranges(placed: Sequence[Placed]) -> list[tuple[int, int]]:
    """The first and last pages of some papers; those that follow one another make one range."""
    found: list[tuple[int, int]] = []
    for each in placed:
        if found and found[-1][1] + 1 == each.first:
            found[-1] = (found[-1][0], each.last)
        else:
            found.append((each.first, each.last))
    return found


def pack_faults(pack: Pack, layout: PackLayout) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with a pack beside its types: the steps to the key, and a sentence."""
    meeting = published = ""
    try:
        meeting = meeting_day(pack).isoformat()
    except Refused as fault:
        yield ("date",), str(fault)
    if pack.published:
        try:
            published = read_day(pack.published)
        except Refused as fault:
            yield ("published",), str(fault)
    if meeting and published > meeting:
        yield (
            ("published",),
            f"“{pack.published}” is after the meeting on {pack.date}; correct one of the two",
        )
    for at, item in enumerate(pack.items):
        yield from _exemption(("items", at), item, layout)
        for n, paper in enumerate(item.appendices):
            if not item.exempt:
                yield from _exemption(("items", at, "appendices", n), paper, layout)


def _exemption(
    steps: tuple[str | int, ...], held: Item | Paper, layout: PackLayout
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    known = PARAGRAPHS[layout.nation]
    if not held.exempt:
        return
    if held.paragraph not in known:
        said = f"“{held.paragraph}”" if held.paragraph else "missing"
        yield (
            (*steps, "paragraph"),
            f"the paragraph of {SCHEDULES[layout.nation]} is {said}; permitted: {', '.join(known)}",
        )
    if not held.reason.strip():
        yield (*steps, "reason"), "the reason is missing; say why the public interest favours the exemption"


def layout_faults(layout: PackLayout) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with a layout beside its types: the steps to the key, and a sentence."""
    for key, said in look_faults(layout.look):
        yield ("look", key), said
    for at, line in enumerate(layout.front):
        named = [("text", name) for name in _PLACE.findall(line.text)]
        for key, name in (*named, *([("needs", line.needs)] if line.needs else [])):
            if name not in PLACES:
                yield ("front", at, key), f"{{{name}}} stands for nothing; permitted: {', '.join(PLACES)}"
    if not any(line.form == "agenda" for line in layout.front):
        yield ("front",), 'no line has form = "agenda", so the items would stand nowhere'


def meeting_day(pack: Pack) -> datetime.date:
    """The day of the meeting. Raises Refused for an impossible one, or one that is another day of the week."""
    named, _, rest = pack.date.strip().replace(",", " ").partition(" ")
    if named.capitalize() not in DAYS:
        return datetime.date.fromisoformat(read_day(pack.date))
    day = datetime.date.fromisoformat(read_day(rest))
    if weekday(day) != named.capitalize():
        raise Refused(f"{rest.strip()} is a {weekday(day)}, not a {named}; correct one of the two.")
    return day


def _letter(n: int) -> str:
    name = ""
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(ord("a") + rest) + name
    return name
