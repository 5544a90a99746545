"""What is wrong or wanting in a strategy before it is published: findings, the weighty ones first.

Rules look at the content as the house style will show it. Imports models and this package only. Sources: the
accessibility regulations (SI 2018/952, through WCAG 2.2) for headings, pictures and links; `design/product.md` for
what a strategy must hold.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Literal

from msgspec import Struct

from app.document.arrangement import arranged, heading_of
from app.document.numbering import numbers
from app.document.progress import NEEDS_TEXT, is_filled
from app.document.wording import pounds
from app.models.control import label_key
from app.models.dates import read_date, show_date
from app.models.errors import Refused
from app.models.house import House
from app.models.nodes import (
    KINDS,
    Cost,
    Glossary,
    Milestone,
    Node,
    Priority,
    Risk,
    Strategy,
    Theme,
    name_of,
    rich_fields,
)
from app.models.text import Block, Blocks, List, Paragraph, Run, Table, blocks_text, pictures
from app.models.tree import walk

Severity = Literal["must", "should", "consider"]
_ORDER: dict[str, int] = {"must": 0, "should": 1, "consider": 2}
_ACRONYM = re.compile(r"\b(?:[A-Z][A-Z0-9]+s?|[A-Z][a-z]{1,2}[A-Z]{1,2})\b")
_NUMBERED = re.compile(r"(?:[^\W\d]+\s)?(\d+(?:\.\d+)*)\.?")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"[IVXLC]+")
_KNOWN_SHORT = frozenset("UK US USA EU BBC NHS TV PDF VAT PM AM OK PO CV ID IT".split())
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


class _Fault(Struct, frozen=True):
    """A finding that does not know its path yet."""

    rule: str
    node: Node
    message: str
    severity: Severity
    field: str = ""


def findings(root: Strategy, house: House) -> list[Finding]:
    """Every finding: first what must, then what should be mended, then what to consider; each in reading order."""
    paths = dict(_paths(root, ()))
    faults = [fault for rule in _RULES for fault in rule(root, house)]
    places = {id: at for at, id in enumerate(paths)}
    faults.sort(key=lambda fault: (_ORDER[fault.severity], places[fault.node.id]))
    return [Finding(f.rule, f.node.id, paths[f.node.id], f.message, f.severity, f.field) for f in faults]


def _paths(node: Node, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    path = (*above, name_of(node))
    yield node.id, path
    for child in node.children:
        yield from _paths(child, path)


def _required(root: Strategy, house: House) -> Iterator[_Fault]:
    """Fields that a kind declares as required, and the strategy's own title."""
    if not root.title:
        yield _Fault("required", root, "The strategy has no title; give it one.", "must", "title")
    for node in walk(root):
        for field in KINDS[node.kind].fields:
            if field.required and not getattr(node, field.name):
                label = KINDS[node.kind].label.lower()
                severity: Severity = "must" if node is root else "should"
                yield _Fault(
                    "required",
                    node,
                    f"{field.label} of this {label} is empty; fill it in.",
                    severity,
                    field.name,
                )


def _empty(root: Strategy, house: House) -> Iterator[_Fault]:
    """Parts with a heading and nothing under it, and parts with nothing at all."""
    for node in walk(root):
        if node is root or node.children or is_filled(node):
            continue
        if node.kind in NEEDS_TEXT:
            message = f"“{_called(node, house)}” has nothing under its heading; write it or remove it."
            yield _Fault("empty", node, message, "must")
        elif not node.title:
            message = f"This {house.term(node.kind).one.lower()} is empty; write it or remove it."
            yield _Fault("empty", node, message, "must")


def _called(node: Node, house: House) -> str:
    return heading_of(node, house)[0] or name_of(node)


def _links(root: Strategy, house: House) -> Iterator[_Fault]:
    """Links, in fields and in the text, to parts that are not there or are of the wrong kind."""
    kinds = {node.id: node.kind for node in walk(root)}
    places = numbers(root, house)
    for node in walk(root):
        for field in KINDS[node.kind].fields:
            if field.type == "links":
                for id in getattr(node, field.name):
                    if kinds.get(id) not in field.links:
                        message = f"{field.label}: a link leads to a part that is gone; choose another or remove it."
                        yield _Fault("link", node, message, "must", field.name)
        for name, run in ((name, run) for name, blocks in rich_fields(node) for run in _runs(blocks)):
            if run.link.startswith("#") and run.link[1:] not in kinds:
                message = f"The link “{run.text}” leads to a part that is gone; link it anew or make it plain words."
                yield _Fault("link", node, message, "must", name)
            if (number := _old_number(run, places)) and run.link[1:] in kinds:
                message = f"The link “{run.text}” leads to what is now {number}; say its number as it is, or its name."
                yield _Fault("link-number", node, message, "should", name)
            if run.link and run.text.strip().lower() in _VAGUE:
                message = f"The link “{run.text.strip()}” does not say where it leads; name what is there."
                yield _Fault("link-text", node, message, "should", name)


def _old_number(run: Run, places: Mapping[str, str]) -> str:
    """The number of what a link leads to, where the link's words are nothing but another number; else empty."""
    said = _NUMBERED.fullmatch(run.text.strip())
    number = _DIGITS.search(places.get(run.link[1:], "")) if run.link.startswith("#") else None
    return number[0] if said and number and said[1] != number[0] else ""


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, List):
            yield from (run for item in block.items for run in _runs(item.blocks))
        elif isinstance(block, Table):
            yield from (run for row in block.rows for cell in row for run in _runs(cell.blocks))


def _pictures(root: Strategy, house: House) -> Iterator[_Fault]:
    for node in walk(root):
        for name, blocks in rich_fields(node):
            for picture in pictures(blocks):
                if not picture.alt.strip():
                    message = "A picture has no alternative text; say in a sentence what it shows."
                    yield _Fault("alternative-text", node, message, "must", name)


def _tables(root: Strategy, house: House) -> Iterator[_Fault]:
    for node in walk(root):
        for name, blocks in rich_fields(node):
            if any(table.header_rows == 0 and len(table.rows) > 1 for table in _tables_in(blocks)):
                message = "A table has no row that heads its columns; mark its first row as the heading."
                yield _Fault("table-head", node, message, "should", name)


def _tables_in(blocks: Blocks) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, List):
            yield from (table for item in block.items for table in _tables_in(item.blocks))


def _titles(root: Strategy, house: House) -> Iterator[_Fault]:
    """Siblings with one title, and parts whose heading will have to be made up."""
    for node in walk(root):
        count = Counter(_title_key(child) for child in node.children)
        for child in node.children:
            label = house.term(child.kind).one.lower()
            if not child.title.strip():
                if child.kind in ("section", "theme", "appendix"):
                    yield _Fault(
                        "title-missing",
                        child,
                        f"This {label} has no heading; give it one.",
                        "should",
                        "title",
                    )
            elif count[_title_key(child)] > 1 and child.kind not in ("cost", "measure", "response"):
                message = f"There is another {label} called “{child.title}” beside this one; rename one."
                yield _Fault("title-twice", child, message, "should", "title")


def _title_key(node: Node) -> tuple[str, str]:
    return node.kind, node.title.casefold().strip()


def _themes(root: Strategy, house: House) -> Iterator[_Fault]:
    for node in walk(root):
        if isinstance(node, Theme) and not any(isinstance(child, Priority) for child in node.children):
            message = f"This {house.term('theme').one.lower()} has no {house.term('priority').one.lower()}; add one."
            yield _Fault("theme-without-priority", node, message, "should")
        if isinstance(node, Risk) and not blocks_text(node.response) and blocks_text(node.body):
            yield _Fault(
                "risk-without-response",
                node,
                "This risk has no response; say what is done about it.",
                "must",
                "response",
            )
        if isinstance(node, Risk) and bool(node.likelihood) != bool(node.impact):
            message = "This risk has a likelihood or an impact but not both; score both or neither."
            yield _Fault(
                "risk-half-scored", node, message, "should", "impact" if node.likelihood else "likelihood"
            )


def _dates(root: Strategy, house: House) -> Iterator[_Fault]:
    """Dates that no calendar has, and an end before its start."""
    for node in walk(root):
        for field in KINDS[node.kind].fields:
            text: str = getattr(node, field.name) if field.type == "date" else ""
            if text and not _is_date(text):
                severity: Severity = "must" if _ISO.fullmatch(text) else "should"
                what = "there is no such day" if severity == "must" else "it cannot be reckoned with"
                message = f"{field.label} is “{text}”: {what}; write a day such as 2026-06-20."
                yield _Fault("date", node, message, severity, field.name)
        if isinstance(node, Priority):
            start, end = _day(node.start), _day(node.end)
            if start and end and end < start:
                days = show_date(node.end), show_date(node.start)
                message = "The end, {}, is before the start, {}; correct one of them.".format(*days)
                yield _Fault("end-before-start", node, message, "must", "end")
            for child in node.children:
                if isinstance(child, Milestone) and (day := _day(child.date)) and end and day > end:
                    yield _Fault(
                        "milestone-after-end",
                        child,
                        f"The milestone is due after the end, {show_date(node.end)}.",
                        "should",
                        "date",
                    )


def _day(text: str) -> date | None:
    """The day that a text names in any common form; None for a month, a year or anything else."""
    try:
        return date.fromisoformat(read_date(text))
    except (Refused, ValueError):
        return None


def _is_date(text: str) -> bool:
    try:
        return bool(read_date(text))
    except Refused:
        return False


def _costs(root: Strategy, house: House) -> Iterator[_Fault]:
    for node in walk(root):
        if isinstance(node, Cost) and not (node.capital or node.revenue):
            yield _Fault(
                "cost-zero",
                node,
                "This cost has neither capital nor revenue; enter a sum or remove it.",
                "should",
                "capital",
            )
        if isinstance(node, Cost) and (worst := min(node.capital, node.revenue)) < 0:
            yield _Fault(
                "cost-negative",
                node,
                f"This cost is negative ({pounds(worst)}); check the sum.",
                "consider",
                "capital" if worst == node.capital else "revenue",
            )


def _depth(root: Strategy, house: House) -> Iterator[_Fault]:
    """Sections so deep that no heading style is left for them."""
    for place in arranged(root, house):
        yield from _too_deep(place.node, 1)


def _too_deep(node: Node, level: int) -> Iterator[_Fault]:
    if node.kind == "section" and level > 6 and node.title:
        yield _Fault(
            "heading-level", node, "This section is more than six levels deep; move it up.", "should"
        )
    for child in node.children:
        yield from _too_deep(child, level + 1)


def _glossary(root: Strategy, house: House) -> Iterator[_Fault]:
    """Terms that the text never uses, and abbreviations that no term explains; none where there is no glossary."""
    terms = [term for node in walk(root) if isinstance(node, Glossary) for term in node.children]
    if terms:
        yield from _unused(root, terms)
        yield from _unexplained(root, terms)


def _unused(root: Strategy, terms: Sequence[Node]) -> Iterator[_Fault]:
    """A term that stands only in another term's meaning is used there."""
    said = _Words(root)
    for term in terms:
        names = [name.casefold() for name in _names(term.title)]
        if names and not any(said.beside(term.id, name) for name in names):
            message = f"“{term.title}” is explained but not used; remove it or use it."
            yield _Fault("term-unused", term, message, "consider", "title")


class _Words:
    """Where words stand in a strategy. Asked part by part: one search of it all would keep every thread waiting."""

    def __init__(self, root: Strategy) -> None:
        texts = (
            (node.id, blocks_text(node.body) if node.kind == "term" else _said(node)) for node in walk(root)
        )
        self._texts = {id: text.casefold() for id, text in texts}
        self._where: dict[str, set[str]] = {}
        for id, text in self._texts.items():
            for word in _WORD.findall(text):
                places = self._where.setdefault(word, set())
                if len(places) < 2:  # two tell that it stands beside any one part
                    places.add(id)
        self._sorted = sorted(self._where)

    def beside(self, id: str, name: str) -> bool:
        """Whether a name, or words that it begins, stand anywhere but in the part `id`."""
        head = _WORD.match(name)
        if head is None or not self._begins(id, head[0]):
            return head is None and self._anywhere(id, name)
        return head[0] == name or self._anywhere(id, name)

    def _begins(self, id: str, head: str) -> bool:
        for word in islice(self._sorted, bisect_left(self._sorted, head), None):
            if not word.startswith(head):
                return False
            if self._where[word] - {id}:
                return True
        return False

    def _anywhere(self, id: str, name: str) -> bool:
        return any(name in text and _holds(text, name) for at, text in self._texts.items() if at != id)


def _unexplained(root: Strategy, terms: Sequence[Node]) -> Iterator[_Fault]:
    """Each abbreviation once, where it first stands."""
    known = {name.casefold() for term in terms for name in _names(term.title)}
    known |= {short.casefold() for term in terms for short in _acronyms(_said(term))}
    for node in walk(root):
        if node.kind in ("term", "glossary", "strategy", "signatory"):
            continue
        for short in _acronyms(
            "\n".join([node.title, *(blocks_text(blocks) for _, blocks in rich_fields(node))])
        ):
            if short.casefold() not in known:
                known.add(short.casefold())
                message = f"“{short}” is not in the glossary; explain it there or write it out."
                yield _Fault("abbreviation", node, message, "consider")


def _said(node: Node) -> str:
    """All words of a node, those of its one-line fields too."""
    fields = (getattr(node, f.name) for f in KINDS[node.kind].fields if f.type == "line")
    return "\n".join([node.title, *fields, *(blocks_text(blocks) for _, blocks in rich_fields(node))])


def _holds(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}", text) is not None


def _names(title: str) -> list[str]:
    """The names a term goes by: "Storage Area Network (SAN)" goes by three."""
    inside = re.findall(r"\(([^)]+)\)", title)
    outside = re.sub(r"\([^)]*\)", " ", title)
    return [bare for name in (title, outside, *inside) if (bare := " ".join(name.split()).strip("‘’'“”\""))]


def _acronyms(text: str) -> list[str]:
    """Abbreviations in capitals; not common ones, not Roman numbers, not a heading typed in capitals."""
    lines = (line for line in text.split("\n") if not line.isupper())
    found = (match[0].removesuffix("s") for line in lines for match in _ACRONYM.finditer(line))
    return [
        short
        for short in found
        if len(short) > 1 and short not in _KNOWN_SHORT and not _ROMAN.fullmatch(short)
    ]


def _approval(root: Strategy, house: House) -> Iterator[_Fault]:
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
        yield _Fault("approval-contradicted", root, message, "must")
    count = Counter(label_key(row.version) for row in root.history)
    if twice := [row.version for row in root.history if count[label_key(row.version)] > 1]:
        message = f"The imported version table has {twice[0]} more than once; correct one of the rows."
        yield _Fault("version-twice", root, message, "should")


Rule = Callable[[Strategy, House], Iterator[_Fault]]
_RULES: tuple[Rule, ...] = (
    _required, _empty, _links, _pictures, _tables, _titles, _themes, _dates, _costs, _depth, _glossary, _approval,
)  # fmt: skip
