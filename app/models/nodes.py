"""The kinds of node a strategy is made of: their fields, and which may hold which.

Everything that shows, asks for, reads or writes a field takes it from these declarations, so a kind is described once.
A node is an immutable value: an edit makes another. `title` is its heading or name and `body` its text, for every kind;
what they are called in a form is the kind's to say. Rules of content: `design/product.md`, "The content of a strategy".
"""

import hashlib
import re
from decimal import Decimal
from typing import Annotated, Any, Union

import msgspec
from msgspec import Meta, Struct

from app.models.kept import kept
from app.models.kinds import CHANCE, HARM, Field, declared, new_id, scored
from app.models.text import Blocks, blocks_text


class HistoryRow(Struct, frozen=True, omit_defaults=True):
    """A row of the version-control table that came with an imported document; `date` as it stood there."""

    version: str
    date: str = ""
    changes: str = ""
    comments: str = ""


class SheetRow(Struct, frozen=True):
    """A row of an imported control sheet that answers to no declared field."""

    label: str
    value: str = ""


class Base(Struct, frozen=True, kw_only=True, dict=True, tag_field="kind", omit_defaults=True):
    """What every node has. `dict=True` lets the fingerprint and the set of ids be worked out once per value."""

    id: str = msgspec.field(default_factory=new_id)
    title: str = ""
    body: Blocks = ()
    children: "tuple[Node, ...]" = ()

    @property
    def kind(self) -> str:
        """The kind's key, as in the JSON: "theme", "priority" …"""
        return self.__struct_config__.tag  # type: ignore[return-value]

    @kept
    def payload(self) -> bytes:
        """Canonical JSON of this node with its children named by fingerprint: what the library stores."""
        fields = ((name, getattr(self, name), default) for name, default in defaults_of(type(self)).items())
        shown = {name: value for name, value, default in fields if value != default and name != "children"}
        shown["kind"] = self.kind
        if self.children:
            shown["below"] = [child.fingerprint for child in self.children]
        return CANONICAL.encode(shown)

    @kept
    def fingerprint(self) -> str:
        """SHA-256, in hex, over the canonical JSON of this node and of all below it: equal means equal content."""
        return hashlib.sha256(self.payload).hexdigest()

    @kept
    def ids(self) -> frozenset[str]:
        """The identities of this node and of all below it."""
        own = frozenset((self.id, *[child.id for child in self.children]))
        return own.union(*[child.ids for child in self.children if child.children])

    @kept
    def leads_to(self) -> frozenset[str]:
        """The identities that this node and all below it link to, in fields and in texts."""
        found = set[str]().union(*(child.leads_to for child in self.children))
        for field in KINDS[self.kind].fields:
            if field.type == "links":
                found.update(getattr(self, field.name))
        found.update(id.decode() for id in _LINKED.findall(self.payload))
        return frozenset(found) if found else _NOWHERE


_LINKED = re.compile(rb'"link":"#([^"]+)"')
_NOWHERE: frozenset[str] = frozenset()
CANONICAL = msgspec.json.Encoder(order="deterministic", decimal_format="string")


class Strategy(Base, frozen=True, kw_only=True, tag="strategy"):
    organisation: Annotated[
        str, declared("line", "Organisation", "The council whose strategy this is", required=True)
    ] = ""
    period: Annotated[str, declared("line", "Period", "The years it covers, such as 2026–2030")] = ""
    house: Annotated[str, declared("line", "House style", "The key of the house style it is written in")] = (
        "plain"
    )
    language: Annotated[str, declared("choice", "Language", choices=("en-GB", "cy-GB"))] = "en-GB"
    supersedes: Annotated[str, declared("line", "Supersedes", "The strategy this one replaces")] = ""
    placement: Annotated[
        str, declared("line", "Placement in organisation", "The directorate or service that holds it")
    ] = ""
    stakeholders: Annotated[str, declared("line", "Consultation / stakeholders", "Who was consulted")] = ""
    equality_reference: Annotated[
        str, declared("line", "Equality impact assessment", "The assessment's reference")
    ] = ""
    author: Annotated[
        str, declared("line", "Author(s)", "Name or post of those who wrote it", required=True)
    ] = ""
    department: Annotated[str, declared("line", "Department / team")] = ""
    implementation_date: Annotated[str, declared("date", "Implementation date")] = ""
    implementation_method: Annotated[str, declared("line", "Implementation method")] = ""
    review_date: Annotated[str, declared("date", "Review date", "When it is to be looked at again")] = ""
    held_at: Annotated[str, declared("line", "Approved copy held", "Where the one approved copy is kept")] = (
        ""
    )
    sheet_rows: Annotated[tuple[SheetRow, ...], declared("rows", "Further control-sheet rows")] = ()
    history: Annotated[
        tuple[HistoryRow, ...],
        declared("history", "Earlier versions", "Rows of a version table that was imported"),
    ] = ()
    stated_approval: Annotated[
        str,
        declared(
            "line",
            "Approval as imported",
            "What the imported copy said of its approval; never printed as an approval",
        ),
    ] = ""


class Foreword(Base, frozen=True, kw_only=True, tag="foreword"):
    pass


class Signatory(Base, frozen=True, kw_only=True, tag="signatory"):
    role: Annotated[str, declared("line", "Role", "Post or office held")] = ""


class Section(Base, frozen=True, kw_only=True, tag="section"):
    role: Annotated[
        str,
        declared(
            "choice",
            "Purpose of the section",
            choices=("", "background", "purpose", "drivers", "governance", "summary"),
        ),
    ] = ""


class CouncilPlan(Base, frozen=True, kw_only=True, tag="council_plan"):
    pass


class Objective(Base, frozen=True, kw_only=True, tag="objective"):
    pass


class Vision(Base, frozen=True, kw_only=True, tag="vision"):
    statement: Annotated[
        Blocks,
        declared("rich", "Vision statement", "What will be true when the strategy has worked", required=True),
    ] = ()
    slogan: Annotated[str, declared("line", "Slogan", "The vision in a few words")] = ""
    themes_title: Annotated[
        str, declared("line", "Heading over the themes", "Empty: the house style's own heading")
    ] = ""
    themes_lead: Annotated[Blocks, declared("rich", "Text before the themes")] = ()
    closing: Annotated[Blocks, declared("rich", "Text after the aims")] = ()


class Theme(Base, frozen=True, kw_only=True, tag="theme"):
    aim: Annotated[Blocks, declared("rich", "Aim", "One sentence: what this theme is to bring about")] = ()
    lead_in: Annotated[Blocks, declared("rich", "Lead-in", "The words that introduce the priorities")] = ()
    closing: Annotated[Blocks, declared("rich", "Text after the priorities")] = ()
    objectives: Annotated[tuple[str, ...], declared("links", "Answers objectives", links=("objective",))] = ()


class Priority(Base, frozen=True, kw_only=True, tag="priority"):
    owner: Annotated[str, declared("line", "Owner", "The post that answers for it", names=True)] = ""
    start: Annotated[str, declared("date", "Start", planned=True)] = ""
    end: Annotated[str, declared("date", "End", planned=True)] = ""
    progress: Annotated[int, declared("percent", "Progress", "Per cent done", low=0, high=100)] = 0
    objectives: Annotated[tuple[str, ...], declared("links", "Answers objectives", links=("objective",))] = ()
    principles: Annotated[tuple[str, ...], declared("links", "Follows principles", links=("principle",))] = ()


class Milestone(Base, frozen=True, kw_only=True, tag="milestone"):
    date: Annotated[str, declared("date", "Date", required=True, planned=True)] = ""
    done: Annotated[bool, declared("yesno", "Reached")] = False


class Outcome(Base, frozen=True, kw_only=True, tag="outcome"):
    pass


class Enabler(Base, frozen=True, kw_only=True, tag="enabler"):
    pass


class Change(Base, frozen=True, kw_only=True, tag="change"):
    pass


class Measure(Base, frozen=True, kw_only=True, tag="measure"):
    baseline: Annotated[str, declared("line", "Baseline")] = ""
    target: Annotated[str, declared("line", "Target")] = ""


class Cost(Base, frozen=True, kw_only=True, tag="cost"):
    year: Annotated[str, declared("line", "Year", "A financial year: 2026/27", required=True, year=True)] = ""
    capital: Annotated[Decimal, declared("money", "Capital", "Pounds")] = Decimal(0)
    revenue: Annotated[Decimal, declared("money", "Revenue", "Pounds")] = Decimal(0)
    source: Annotated[str, declared("line", "Source of funding")] = ""


class Principles(Base, frozen=True, kw_only=True, tag="principles"):
    closing: Annotated[Blocks, declared("rich", "Text after the principles")] = ()


class Principle(Base, frozen=True, kw_only=True, tag="principle"):
    pass


class Risks(Base, frozen=True, kw_only=True, tag="risks"):
    closing: Annotated[Blocks, declared("rich", "Text after the risks")] = ()


class Risk(Base, frozen=True, kw_only=True, tag="risk"):
    response: Annotated[Blocks, declared("rich", "Response", "What is done about it")] = ()
    owner: Annotated[str, declared("line", "Owner", names=True)] = ""
    likelihood: Annotated[int, scored("Likelihood", CHANCE)] = 0
    impact: Annotated[int, scored("Impact", HARM)] = 0
    likelihood_after: Annotated[int, scored("Likelihood after response", CHANCE)] = 0
    impact_after: Annotated[int, scored("Impact after response", HARM)] = 0
    answered_by: Annotated[tuple[str, ...], declared("links", "Answered by", links=("priority",))] = ()


class Outcomes(Base, frozen=True, kw_only=True, tag="outcomes"):
    pass


class Architecture(Base, frozen=True, kw_only=True, tag="architecture"):
    pass


class Layer(Base, frozen=True, kw_only=True, tag="layer"):
    pass


class Consultation(Base, frozen=True, kw_only=True, tag="consultation"):
    pass


class Response(Base, frozen=True, kw_only=True, tag="response"):
    date: Annotated[str, declared("date", "When")] = ""
    answer: Annotated[Blocks, declared("rich", "What was done")] = ()
    nodes: Annotated[
        tuple[str, ...],
        declared(
            "links", "Where in the strategy", links=("theme", "priority", "section", "principle", "risk")
        ),
    ] = ()
    version: Annotated[
        str, declared("line", "In version", "The first version that has what was done, such as V0.9")
    ] = ""


class Glossary(Base, frozen=True, kw_only=True, tag="glossary"):
    pass


class Term(Base, frozen=True, kw_only=True, tag="term"):
    pass


class Appendix(Base, frozen=True, kw_only=True, tag="appendix"):
    pass


Node = Union[  # noqa: UP007 - msgspec wants the forward reference "Node" to resolve to a union
    Strategy,
    Foreword,
    Signatory,
    Section,
    CouncilPlan,
    Objective,
    Vision,
    Theme,
    Priority,
    Milestone,
    Outcome,
    Enabler,
    Change,
    Measure,
    Cost,
    Principles,
    Principle,
    Risks,
    Risk,
    Outcomes,
    Architecture,
    Layer,
    Consultation,
    Response,
    Glossary,
    Term,
    Appendix,
]


class Kind(Struct, frozen=True):
    """What is said once of a kind of node. `title_label` and `body_label` are empty where it has no such field."""

    key: str
    label: str
    plural: str
    icon: str
    holds: tuple[str, ...]
    title_label: str
    body_label: str
    made: type[Base]
    fields: tuple[Field, ...]

    def make(self, **fields: Any) -> "Node":
        """A new node of this kind with a fresh id unless one is given."""
        return self.made(**fields)  # type: ignore[return-value]


def fields_of(made: type[Base]) -> tuple[Field, ...]:
    """The declared fields of a kind, in the order a form shows them."""
    found: list[Field] = []
    for name, hint in made.__annotations__.items():
        for meta in getattr(hint, "__metadata__", ()):
            if isinstance(meta, Meta) and meta.extra and "field" in meta.extra:
                found.append(msgspec.structs.replace(meta.extra["field"], name=name))
    return tuple(found)


_defaults: dict[type[Base], dict[str, Any]] = {}


def defaults_of(made: type[Base]) -> dict[str, Any]:
    """What each field of a kind is when nobody has set it; `id` has no default."""
    if made not in _defaults:
        blank = made(id="")
        _defaults[made] = {name: getattr(blank, name) for name in made.__struct_fields__}
    return _defaults[made]


_PARTS = ("section", "appendix")
_UNDER_THEME = ("priority", "milestone", "outcome", "enabler", "change", "measure", "cost", "risk", "section")
_ROWS: tuple[tuple[type[Base], str, str, str, tuple[str, ...], str, str], ...] = (
    (Strategy, "Strategy", "Strategies", "strategy",
     ("foreword", "section", "council_plan", "vision", "theme", "principles", "risks", "outcomes", "architecture",
      "consultation", "glossary", "appendix"), "Title", "Text under the title"),
    (Foreword, "Foreword", "Forewords", "foreword", ("signatory",), "Heading", "Text"),
    (Signatory, "Signatory", "Signatories", "person", (), "Name", "Note"),
    (Section, "Section", "Sections", "section", ("section", "measure", "cost"), "Heading", "Text"),
    (CouncilPlan, "Council plan", "Council plans", "plan", ("objective", "section"), "Heading", "Text"),
    (Objective, "Objective", "Objectives", "objective", (), "Objective", "Text"),
    (Vision, "Vision", "Visions", "vision", ("theme", "section"), "Heading", "Text"),
    (Theme, "Theme", "Themes", "theme", _UNDER_THEME, "Theme", "Narrative"),
    (Priority, "Priority", "Priorities", "priority", ("milestone", "measure", "cost", "outcome"), "Short name", "Text"),
    (Milestone, "Milestone", "Milestones", "milestone", (), "Milestone", "Detail"),
    (Outcome, "Outcome", "Outcomes", "outcome", ("measure",), "Short name", "Text"),
    (Enabler, "Enabler", "Enablers", "enabler", (), "Short name", "Text"),
    (Change, "Change", "Changes", "change", (), "Short name", "Text"),
    (Measure, "Measure", "Measures", "measure", (), "Measure", "Detail"),
    (Cost, "Cost", "Costs", "cost", (), "What for", "Note"),
    (Principles, "Principles", "Principles", "principles", ("principle", "section"), "Heading", "Lead-in"),
    (Principle, "Principle", "Principles", "principle", (), "Principle", "Text"),
    (Risks, "Risks", "Risks", "risks", ("risk", "section"), "Heading", "Lead-in"),
    (Risk, "Risk", "Risks", "risk", (), "Short name", "Threat"),
    (Outcomes, "Outcomes", "Outcomes", "outcomes", ("outcome", "section", "measure"), "Heading", "Text"),
    (Architecture, "Architecture", "Architectures", "architecture", ("layer", "section"), "Heading", "Text"),
    (Layer, "Layer", "Layers", "layer", (), "Layer", "Text"),
    (Consultation, "Consultation", "Consultations", "consultation", ("response", "section"), "Heading", "Text"),
    (Response, "Response", "Responses", "response", (), "Who", "What they said"),
    (Glossary, "Glossary", "Glossaries", "glossary", ("term",), "Heading", "Text"),
    (Term, "Term", "Terms", "term", (), "Term or abbreviation", "Meaning"),
    (Appendix, "Appendix", "Appendices", "appendix", ("section",), "Heading", "Text"),
)  # fmt: skip
KINDS: dict[str, Kind] = {}
for _made, _label, _plural, _icon, _holds, _title, _body in _ROWS:
    _key = str(_made.__struct_config__.tag)
    KINDS[_key] = Kind(_key, _label, _plural, _icon, _holds, _title, _body, _made, fields_of(_made))
_RICH = {kind.key: ("body", *(f.name for f in kind.fields if f.type == "rich")) for kind in KINDS.values()}


def kind_of(node: Node) -> Kind:
    """The declaration of a node's kind."""
    return KINDS[node.kind]


def may_hold(parent: str, child: str) -> bool:
    """Whether a node of kind `parent` may hold one of kind `child`."""
    return child in KINDS[parent].holds


def name_of(node: Node, words: int = 8) -> str:
    """What a node is called in a list: its title (a cost's with its year), else its first words, else its kind."""
    if node.title:
        return f"{node.title}, {node.year}" if isinstance(node, Cost) and node.year else node.title
    text = blocks_text(node.body).split()
    if not text:
        return KINDS[node.kind].label
    return " ".join(text[:words]) + ("…" if len(text) > words else "")


def rich_fields(node: Node) -> list[tuple[str, Blocks]]:
    """The name and blocks of each rich text a node holds, `body` first, the empty ones too."""
    return [(name, getattr(node, name)) for name in _RICH[node.kind]]


_decoder = msgspec.json.Decoder(Node)


def from_json(data: bytes | str) -> Node:
    """The node, with all below it, that `to_json` wrote. Raises msgspec.ValidationError for anything else."""
    return _decoder.decode(data)


def to_json(node: Node) -> bytes:
    """A node and all below it as canonical JSON."""
    return CANONICAL.encode(node)


class _Below(Struct):
    below: tuple[str, ...] = ()


_below_decoder = msgspec.json.Decoder(_Below)


def below_of(payload: bytes) -> tuple[str, ...]:
    """The fingerprints of the children that a stored payload names."""
    return _below_decoder.decode(payload).below


def from_payload(payload: bytes, fingerprint: str, children: "tuple[Node, ...]") -> Node:
    """The node of a stored payload, given its children. The caller has checked `fingerprint` against the payload."""
    node = _decoder.decode(payload)
    msgspec.structs.force_setattr(node, "children", children)
    node.__dict__["payload"] = payload
    node.__dict__["fingerprint"] = fingerprint
    return node
