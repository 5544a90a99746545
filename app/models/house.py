"""A council's house style as a value: terms, order of parts, numbering, control sheet, look, calendar. Reads no files.

`services/houses.py` reads these from TOML; `docs/house-styles.md` describes the format for councils.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.models import figures as pictures
from app.models.kinds import Ids, new_id
from app.models.look import Furniture, Look, look_faults
from app.models.nodes import KINDS, Node, Strategy, may_hold

FrontPart = Literal["control", "versions", "notice", "review", "contents"]
BodyPart = Literal[
    "foreword", "council_plan", "vision", "themes", "principles", "risks", "outcomes", "architecture", "consultation",
    "glossary", "appendix",
]  # fmt: skip
SheetField = Literal[
    "title", "organisation", "period", "supersedes", "placement", "stakeholders", "equality_reference", "author",
    "department", "implementation_date", "implementation_method", "review_date", "held_at", "approved_by",
    "approved_date", "version", "version_date", "fingerprint",
]  # fmt: skip
VersionField = Literal["version", "date", "changes", "comments", "fingerprint"]
DERIVED = frozenset(("approved_by", "approved_date", "version", "version_date", "fingerprint"))


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Term(_Part, frozen=True):
    """What a council calls a kind of part: "Work stream", "Work streams"."""

    one: Annotated[str, Meta(min_length=1)]
    many: Annotated[str, Meta(min_length=1)]


class Terms(_Part, frozen=True):
    """The council's own names of kinds; those it leaves out have the names of `models/nodes.py`."""

    theme: Term | None = None
    priority: Term | None = None
    principle: Term | None = None
    objective: Term | None = None
    outcome: Term | None = None
    enabler: Term | None = None
    change: Term | None = None
    risk: Term | None = None
    milestone: Term | None = None
    measure: Term | None = None
    cost: Term | None = None
    layer: Term | None = None
    response: Term | None = None
    term: Term | None = None
    appendix: Term | None = None


class Headings(_Part, frozen=True):
    """The headings over parts whose author gave them none, and over generated parts."""

    control: str = "Document control sheet"
    versions: str = "Version control"
    contents: str = "Contents"
    foreword: str = "Foreword"
    council_plan: str = "Council plan"
    vision: str = "Our vision"
    themes: str = "Themes and priorities"
    principles: str = "Guiding principles"
    risks: str = "Risks"
    outcomes: str = "Outcomes"
    architecture: str = "Architecture"
    consultation: str = "Consultation: you said, we did"
    glossary: str = "Glossary of terms and abbreviations"
    delivery: str = "Delivery"
    milestones: str = "Milestones"
    measures: str = "How success is measured"
    costs: str = "Estimated costs"


HEADED = frozenset(Headings.__struct_fields__)


class Order(_Part, frozen=True):
    """The order of parts. `front` and `back` stand before and after the strategy's own parts, the cover before all.

    `body` ranks the strategy's own parts; empty keeps the order of the tree. A section stays behind the ranked part
    that it follows in the tree, so that an order an author chose is kept. The parts in `new_pages` start a page, and
    so do the first part of all and the first of `back`.
    """

    front: tuple[FrontPart, ...] = ("control", "versions", "notice", "review", "contents")
    body: tuple[BodyPart, ...] = ()
    back: tuple[FrontPart, ...] = ()
    themes: Literal["in the vision", "own part"] = "in the vision"
    new_pages: tuple[BodyPart, ...] = ("foreword", "themes", "glossary", "appendix")


class Numbering(_Part, frozen=True):
    """Formats of generated numbers: {n} counts, {letter} is A, B …, {parent} is the number above. Empty: no number."""

    parts: str = ""
    sections: str = ""
    theme: str = ""
    priority: str = ""
    principle: str = ""
    objective: str = ""
    risk: str = ""
    layer: str = ""
    appendix: str = "Appendix {letter} –"
    unnumbered: tuple[BodyPart, ...] = ("foreword", "glossary")


class Layout(_Part, frozen=True):
    """In what form the kinds are shown where there is a choice.

    `aims` says what the generated list of themes shows and where: their aims in the vision, their titles under the
    heading over the themes, or no list. `run_in` is what parts a bold lead-in from its text. `risks` is for risks that
    nobody has scored: scored ones always stand in a register.
    """

    aims: Literal["no list", "aims in the vision", "titles over the themes"] = "no list"
    principles: Literal["headings", "list"] = "headings"
    risks: Literal["list", "headings"] = "list"
    run_in: Literal["space", "dash", "line"] = "space"
    dates: Literal["20 June 2026", "20/06/2026"] = "20 June 2026"
    contents_depth: Annotated[int, Meta(ge=1, le=4)] = 2


class SheetLine(_Part, frozen=True):
    """A row of the control sheet: the council's label and the field it shows."""

    label: Annotated[str, Meta(min_length=1)]
    field: SheetField

    @property
    def derived(self) -> bool:
        """Whether the value is worked out, so that nobody can type it."""
        return self.field in DERIVED


class VersionColumn(_Part, frozen=True):
    """A column of the version-control table; `width` is its share of the table."""

    label: Annotated[str, Meta(min_length=1)]
    field: VersionField
    width: Annotated[float, Meta(gt=0, le=100)] = 1


class Wording(_Part, frozen=True):
    """Sentences that a document generates. The names in braces stand for the strategy's own."""

    notice: str = (
        "Please note: the formally approved copy of this document is held here: {held_at}. "
        "A printed or saved copy is to be checked against it before use."
    )
    review: str = "Review date: {review_date}"
    not_approved: str = "Not yet approved"
    draft: str = "Draft"
    version: str = "Version {version}"
    answers: str = "Answers to:"
    follows: str = "Follows:"
    answered_by: str = "Answered by:"
    see: str = "See:"
    costs_by: str = "{costs} by {theme}"
    approved: str = "Approved by {body}, {date}"
    sealed: str = "approved {date} · seal {seal}"
    noted: str = (
        "What the rows below tell of an approval was noted at the time, of the version in the row. "
        "The standing of the text in this document: {approval}."
    )


class Columns(_Part, frozen=True):
    """The heads of generated tables and the words in them, so that a house in Welsh has no English left over."""

    owner: str = "Owner"
    start: str = "Start"
    end: str = "Finish"
    progress: str = "Progress"
    date: str = "Date"
    reached: str = "Reached"
    yes: str = "Yes"
    no: str = "No"
    baseline: str = "Baseline"
    target: str = "Target"
    what_for: str = "What for"
    year: str = "Year"
    capital: str = "Capital"
    revenue: str = "Revenue"
    source: str = "Source of funding"
    total: str = "Total"
    reference: str = "Ref"
    response: str = "Response"
    score: str = "Likelihood × impact = score"
    score_after: str = "After response"
    term: str = "Term or abbreviation"
    meaning: str = "Meaning"
    who: str = "Who"
    when: str = "When"
    said: str = "You said"
    done: str = "We did"
    in_version: str = "In version"


Nation = Literal["england", "wales", "scotland"]


class Period(_Part, frozen=True):
    """A statutory or constitutional period; `counted` says how its days are counted, `citation` who says so."""

    days: Annotated[int, Meta(ge=0, le=365)]
    counted: Literal["clear working days", "clear days", "working days", "days"]
    citation: Annotated[str, Meta(min_length=1)]


class Calendar(_Part, frozen=True):
    """The periods that follow from a meeting. None: the nation has no such rule."""

    agenda: Period
    key_decision_notice: Period | None = None
    call_in: Period | None = None
    decision_note: Period | None = None
    review_months: Annotated[int, Meta(ge=1, le=120)] = 12


class Outline(_Part, frozen=True):
    """A part that a new strategy starts with, and the parts below it."""

    kind: str
    title: str = ""
    role: str = ""
    children: "tuple[Outline, ...]" = ()


class House(_Part, frozen=True):
    """A house style. `key` is the name of its file."""

    name: Annotated[str, Meta(min_length=1)]
    nation: Nation
    calendar: Calendar
    sheet: Annotated[tuple[SheetLine, ...], Meta(min_length=1)]
    versions: Annotated[tuple[VersionColumn, ...], Meta(min_length=1)]
    key: str = ""
    about: str = ""
    language: Literal["en-GB", "cy-GB"] = "en-GB"
    held_at: str = ""
    terms: Terms = Terms()
    headings: Headings = Headings()
    order: Order = Order()
    numbering: Numbering = Numbering()
    layout: Layout = Layout()
    wording: Wording = Wording()
    columns: Columns = Columns()
    figures: pictures.Figures = pictures.Figures()
    look: Look = Look()
    furniture: Furniture = Furniture(
        head_left="{title}",
        foot_left="{version} · {approval} · {fingerprint}",
        foot_right="Page {page} of {pages}",
    )
    outline: tuple[Outline, ...] = ()

    def term(self, kind: str) -> Term:
        """What this council calls a kind of part."""
        return getattr(self.terms, kind, None) or Term(KINDS[kind].label, KINDS[kind].plural)

    def heading(self, key: str) -> str:
        """The heading over a part whose author gave it none, or over a generated part; `key` is one of HEADED."""
        return getattr(self.headings, key)


_PLACES: dict[str, frozenset[str]] = {
    "numbering": frozenset(("n", "letter", "parent")),
    "furniture": frozenset(
        ("title", "organisation", "period", "version", "date", "approval", "fingerprint", "page", "pages")
    ),
    "wording.notice": frozenset(("held_at",)),
    "wording.review": frozenset(("review_date",)),
    "wording.version": frozenset(("version",)),
    "wording.costs_by": frozenset(("costs", "theme")),
    "wording.approved": frozenset(("body", "date")),
    "wording.sealed": frozenset(("date", "seal")),
    "wording.noted": frozenset(("approval",)),
    **{f"figures.{name}": names for name, names in pictures.PLACES.items()},
}


def outlined(
    house: House, title: str, *, organisation: str = "", period: str = "", ids: Ids = new_id
) -> Strategy:
    """A new strategy with the parts that the house style starts one with."""

    def made(line: Outline) -> Node:
        fields: dict[str, object] = {
            "id": ids(),
            "title": line.title,
            "children": tuple(map(made, line.children)),
        }
        if line.role:
            fields["role"] = line.role
        return KINDS[line.kind].make(**fields)

    return Strategy(
        id=ids(), title=title, organisation=organisation, period=period, house=house.key or "plain",
        language=house.language, held_at=house.held_at, children=tuple(map(made, house.outline)),
    )  # fmt: skip


def house_faults(house: House) -> Iterator[tuple[str, str]]:
    """The key and the fault of every value that the types alone cannot refuse, each with what is permitted."""
    yield from ((f"look.{key}", fault) for key, fault in look_faults(house.look))
    yield from _place_faults(house)
    for name in ("front", "body", "back"):
        listed: tuple[str, ...] = getattr(house.order, name)
        for part in listed:
            if listed.count(part) > 1 or (name == "back" and part in house.order.front):
                yield f"order.{name}", f"“{part}” is named twice; permitted: each part once"
                break
    for part in ("control", "versions"):
        if part not in (*house.order.front, *house.order.back):
            yield "order.front", f"“{part}” is missing; permitted: in front or in back, but not left out"
    for at, line in enumerate(house.outline):
        yield from _outline_faults(line, "strategy", f"outline[{at + 1}]")


def _place_faults(house: House) -> Iterator[tuple[str, str]]:
    for group in ("numbering", "furniture", "wording", "figures"):
        part = getattr(house, group)
        for name in part.__struct_fields__:
            text = getattr(part, name)
            permitted = _PLACES.get(f"{group}.{name}", _PLACES.get(group, frozenset()))
            for place in re.findall(r"[{}][^{}]*}?", text) if isinstance(text, str) else ():
                if place[1:-1] not in permitted or place[0] + place[-1] != "{}":
                    names = ", ".join(f"{{{p}}}" for p in sorted(permitted)) or "none"
                    yield f"{group}.{name}", f"“{place}” stands for nothing; permitted: {names}"


def _outline_faults(line: Outline, parent: str, key: str) -> Iterator[tuple[str, str]]:
    if line.kind not in KINDS or not may_hold(parent, line.kind):
        permitted = ", ".join(KINDS[parent].holds) or "nothing"
        yield f"{key}.kind", f"“{line.kind}” cannot stand under {parent}; permitted: {permitted}"
        return
    roles = next((f.choices for f in KINDS[line.kind].fields if f.name == "role"), ("",))
    if line.kind != "signatory" and line.role not in roles:
        yield (
            f"{key}.role",
            f"“{line.role}” is no role of a {line.kind}; permitted: {', '.join(filter(None, roles)) or 'none'}",
        )
    for at, child in enumerate(line.children):
        yield from _outline_faults(child, line.kind, f"{key}.children[{at + 1}]")
