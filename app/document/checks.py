"""What is wrong or wanting in a strategy before it is published: findings, the weighty ones first.

Rules look at the content as the house style will show it. Imports models and this package only. Sources: the
accessibility regulations (SI 2018/952, through WCAG 2.2) for headings, pictures and links; `design/product.md` for
what a strategy must hold.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from app.document.arrangement import arranged, heading_of
from app.document.drafting import GoOn, unasked
from app.document.faults import Fault, Severity
from app.document.glossary import glossary_faults
from app.document.numbering import numbers
from app.document.progress import NEEDS_TEXT, is_filled
from app.document.said import Reading
from app.document.unset_words import unset_faults
from app.document.wording import pounds
from app.models.control import label_key
from app.models.dates import date_meant, day_of, end_before_start, read_date, show_date
from app.models.errors import Refused
from app.models.house import House
from app.models.money import is_no_year
from app.models.nodes import (
    KINDS,
    Cost,
    Milestone,
    Node,
    Priority,
    Risk,
    Strategy,
    Theme,
    name_of,
    rich_fields,
)
from app.models.text import Blocks, List, Run, Table, blocks_text, pictures

_ORDER: dict[str, int] = {"must": 0, "should": 1, "consider": 2}
_NUMBERED = re.compile(r"(?:[^\W\d]+\s)?(\d+(?:\.\d+)*)\.?")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_VAGUE = frozenset(("here", "click here", "link", "this link", "more", "read more"))


class Finding(Struct, frozen=True):
    """A fault of one node. `path` holds the names of the nodes above it and its own, from the top of the strategy.

    `field` is where it is mended: a field of the node, or empty for the node as a whole.
    """

    rule: str
    node: str
    path: tuple[str, ...]
    message: str
    severity: Severity
    field: str = ""


_Found = tuple[int, Fault]


class Known:
    """What was found before: the faults of each branch, and what its parts say. A branch that stays is not entered."""

    def __init__(self) -> None:
        self.reading = Reading()
        self._faults: dict[str, tuple[Node, House, Sequence[_Found]]] = {}

    @property
    def size(self) -> int:
        """How many parts are remembered."""
        return len(self._faults)

    def faults(self, branch: Node, house: House, go_on: GoOn = unasked) -> Sequence[_Found]:
        """The faults that the rules for one part find in a branch, each with the place of its rule.

        `go_on` is asked with each part.
        """
        known = self._faults.get(branch.id)
        if known is not None and known[0] is branch and known[1] is house:
            return known[2]
        go_on()
        found = [(at, fault) for at, rule in enumerate(_PART_RULES) for fault in rule(branch, house)]
        for child in branch.children:
            found += self.faults(child, house, go_on)
        self._faults[branch.id] = branch, house, found or ()
        return self._faults[branch.id][2]

    def forget_all_but(self, root: Node) -> None:
        """Parts that are gone are not kept for ever."""
        self.reading.forget_all_but(root)
        if len(self._faults) > 2 * len(root.ids):
            self._faults = {id: each for id, each in self._faults.items() if id in root.ids}


def findings(
    root: Strategy, house: House, known: Known | None = None, go_on: GoOn = unasked
) -> list[Finding]:
    """Every finding: first what must, then what should be mended, then what to consider; each in reading order.

    `known` keeps what was found, so that the next time only what changed is checked anew; also where the checking was
    ended: `go_on` is asked now and then, and what it raises ends the work.
    """
    known = known or Known()
    faults = list(known.faults(root, house, go_on))
    known.reading.all(root, go_on)
    for at, rule in enumerate(_RULES, len(_PART_RULES)):
        go_on()
        faults += [(at, fault) for fault in rule(root, house, known.reading)]
    known.forget_all_but(root)
    paths = dict(_paths(root, (), frozenset(fault.node.id for _, fault in faults)))
    places = {id: at for at, id in enumerate(paths)}
    faults.sort(key=lambda found: (_ORDER[found[1].severity], places[found[1].node.id], found[0]))
    return [Finding(f.rule, f.node.id, paths[f.node.id], f.message, f.severity, f.field) for _, f in faults]


def _paths(
    node: Node, above: tuple[str, ...], wanted: frozenset[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of the parts that are wanted, in reading order; branches without any are not entered."""
    path = (*above, name_of(node))
    if node.id in wanted:
        yield node.id, path
    for child in node.children:
        if not wanted.isdisjoint(child.ids):
            yield from _paths(child, path, wanted)


def _required(node: Node, house: House) -> Iterator[Fault]:
    """Fields that a kind declares as required, and the strategy's own title."""
    if isinstance(node, Strategy) and not node.title:
        yield Fault("required", node, "The strategy has no title; give it one.", "must", "title")
    for field in KINDS[node.kind].fields:
        if field.required and not getattr(node, field.name):
            label = KINDS[node.kind].label.lower()
            severity: Severity = "must" if isinstance(node, Strategy) else "should"
            yield Fault(
                "required",
                node,
                f"{field.label} of this {label} is empty; fill it in.",
                severity,
                field.name,
            )


def _empty(node: Node, house: House) -> Iterator[Fault]:
    """Parts with a heading and nothing under it, and parts with nothing at all."""
    if isinstance(node, Strategy) or node.children or is_filled(node):
        return
    if node.kind in NEEDS_TEXT:
        message = f"“{_called(node, house)}” has nothing under its heading; write it or remove it."
        yield Fault("empty", node, message, "must")
    elif not node.title:
        message = f"This {house.term(node.kind).one.lower()} is empty; write it or remove it."
        yield Fault("empty", node, message, "must")


def _called(node: Node, house: House) -> str:
    return heading_of(node, house)[0] or name_of(node)


def _links(root: Strategy, house: House, reading: Reading) -> Iterator[Fault]:
    """Links, in fields and in the text, to parts that are not there or are of the wrong kind."""
    everything = reading.all(root)
    kinds = {said.node.id: said.node.kind for said in everything}
    places: Mapping[str, str] | None = None
    for said in everything:
        node = said.node
        for field in _LINKING[node.kind]:
            for id in getattr(node, field.name):
                if kinds.get(id) not in field.links:
                    message = (
                        f"{field.label}: a link leads to a part that is gone; choose another or remove it."
                    )
                    yield Fault("link", node, message, "must", field.name)
        for name, run in said.linked:
            places = numbers(root, house) if places is None else places
            if run.link.startswith("#") and run.link[1:] not in kinds:
                message = f"The link “{run.text}” leads to a part that is gone; link it anew or make it plain words."
                yield Fault("link", node, message, "must", name)
            if (number := _old_number(run, places)) and run.link[1:] in kinds:
                message = f"The link “{run.text}” leads to what is now {number}; say its number as it is, or its name."
                yield Fault("link-number", node, message, "should", name)
            if run.text.strip().lower() in _VAGUE:
                message = f"The link “{run.text.strip()}” does not say where it leads; name what is there."
                yield Fault("link-text", node, message, "should", name)


def _old_number(run: Run, places: Mapping[str, str]) -> str:
    """The number of what a link leads to, where the link's words are nothing but another number; else empty."""
    said = _NUMBERED.fullmatch(run.text.strip())
    number = _DIGITS.search(places.get(run.link[1:], "")) if run.link.startswith("#") else None
    return number[0] if said and number and said[1] != number[0] else ""


def _pictures(node: Node, house: House) -> Iterator[Fault]:
    for name, blocks in rich_fields(node):
        for picture in pictures(blocks):
            if not picture.alt.strip():
                message = "A picture has no alternative text; say in a sentence what it shows."
                yield Fault("alternative-text", node, message, "must", name)


def _tables(node: Node, house: House) -> Iterator[Fault]:
    for name, blocks in rich_fields(node):
        if any(table.header_rows == 0 and len(table.rows) > 1 for table in _tables_in(blocks)):
            message = "A table has no row that heads its columns; mark its first row as the heading."
            yield Fault("table-head", node, message, "should", name)


def _tables_in(blocks: Blocks) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, List):
            yield from (table for item in block.items for table in _tables_in(item.blocks))


def _titles(node: Node, house: House) -> Iterator[Fault]:
    """Siblings with one title, and parts whose heading will have to be made up."""
    count = Counter(_title_key(child) for child in node.children)
    for child in node.children:
        label = house.term(child.kind).one.lower()
        if not child.title.strip():
            if child.kind in ("section", "theme", "appendix"):
                yield Fault(
                    "title-missing",
                    child,
                    f"This {label} has no heading; give it one.",
                    "should",
                    "title",
                )
        elif count[_title_key(child)] > 1 and child.kind not in ("cost", "measure", "response"):
            message = f"There is another {label} called “{child.title}” beside this one; rename one."
            yield Fault("title-twice", child, message, "should", "title")


def _title_key(node: Node) -> tuple[str, str]:
    return node.kind, node.title.casefold().strip()


def _themes(node: Node, house: House) -> Iterator[Fault]:
    if isinstance(node, Theme) and not any(isinstance(child, Priority) for child in node.children):
        message = (
            f"This {house.term('theme').one.lower()} has no {house.term('priority').one.lower()}; add one."
        )
        yield Fault("theme-without-priority", node, message, "should")
    if isinstance(node, Risk) and not blocks_text(node.response) and blocks_text(node.body):
        yield Fault(
            "risk-without-response",
            node,
            "This risk has no response; say what is done about it.",
            "must",
            "response",
        )
    if isinstance(node, Risk) and bool(node.likelihood) != bool(node.impact):
        message = "This risk has a likelihood or an impact but not both; score both or neither."
        yield Fault(
            "risk-half-scored", node, message, "should", "impact" if node.likelihood else "likelihood"
        )


def _dates(node: Node, house: House) -> Iterator[Fault]:
    """Dates that no calendar has, and an end before its start."""
    for field in KINDS[node.kind].fields:
        text: str = getattr(node, field.name) if field.type == "date" else ""
        if text and not _is_date(text) and not (field.planned and date_meant(text)):
            severity: Severity = "must" if _ISO.fullmatch(text) else "should"
            what = "there is no such day" if severity == "must" else "it cannot be reckoned with"
            message = f"{field.label} is “{text}”: {what}; write a day such as 20 June 2026."
            yield Fault("date", node, message, severity, field.name)
    if isinstance(node, Priority):
        if message := end_before_start(node.start, node.end):
            yield Fault("end-before-start", node, message, "must", "end")
        end = _day(node.end, last=True)
        for child in node.children:
            if isinstance(child, Milestone) and (day := _day(child.date)) and end and day > end:
                yield Fault(
                    "milestone-after-end",
                    child,
                    f"The milestone is due after the end, {show_date(node.end)}.",
                    "should",
                    "date",
                )


_day = lru_cache(2000)(day_of)


@lru_cache(2000)
def _is_date(text: str) -> bool:
    try:
        return bool(read_date(text))
    except Refused:
        return False


def _costs(node: Node, house: House) -> Iterator[Fault]:
    if isinstance(node, Cost) and not (node.capital or node.revenue):
        yield Fault(
            "cost-zero",
            node,
            "This cost has neither capital nor revenue; enter a sum or remove it.",
            "should",
            "capital",
        )
    if isinstance(node, Cost) and is_no_year(node.year):
        yield Fault("cost-year", node, f"“{node.year}” is no year; write it as 2026/27.", "should", "year")
    if isinstance(node, Cost) and (worst := min(node.capital, node.revenue)) < 0:
        yield Fault(
            "cost-negative",
            node,
            f"This cost is negative ({pounds(worst)}); check the sum.",
            "consider",
            "capital" if worst == node.capital else "revenue",
        )


def _depth(root: Strategy, house: House, reading: Reading) -> Iterator[Fault]:
    """Sections so deep that no heading style is left for them."""
    for place in arranged(root, house):
        yield from _too_deep(place.node, 1)


def _too_deep(node: Node, level: int) -> Iterator[Fault]:
    if node.kind == "section" and level > 6 and node.title:
        yield Fault("heading-level", node, "This section is more than six levels deep; move it up.", "should")
    for child in node.children:
        yield from _too_deep(child, level + 1)


def _approval(root: Strategy, house: House, reading: Reading) -> Iterator[Fault]:
    """An imported copy that says two things of its own approval."""
    said = root.stated_approval.strip()
    final = [
        row for row in root.history if re.search(r"\bapprov", f"{row.changes} {row.comments}", re.IGNORECASE)
    ]
    if final and re.search(r"\b(pending|not|awaiting|draft|tbc)\b", said, re.IGNORECASE):
        row = final[-1]
        message = (
            f"The imported copy says “{said}” of its approval, but its version table says of {row.version} "
            f"“{row.comments or row.changes}”; record the decision, which settles it."
        )
        yield Fault("approval-contradicted", root, message, "must")
    count = Counter(label_key(row.version) for row in root.history)
    if twice := [row.version for row in root.history if count[label_key(row.version)] > 1]:
        message = f"The imported version table has {twice[0]} more than once; correct one of the rows."
        yield Fault("version-twice", root, message, "should")


def _glossary(root: Strategy, house: House, reading: Reading) -> Iterator[Fault]:
    return glossary_faults(root, reading)


def _unset(node: Node, house: House) -> Iterator[Fault]:
    return unset_faults(node)


_PART_RULES: tuple[Callable[[Node, House], Iterator[Fault]], ...] = (
    _required, _empty, _pictures, _tables, _titles, _themes, _dates, _costs, _unset,
)  # fmt: skip
"""What one part can be at fault in, with the house and with those below it, and nothing else."""
_RULES: tuple[Callable[[Strategy, House, Reading], Iterator[Fault]], ...] = (
    _links, _depth, _glossary, _approval,
)  # fmt: skip
_LINKING = {key: [field for field in kind.fields if field.type == "links"] for key, kind in KINDS.items()}
