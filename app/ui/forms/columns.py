"""In what order a form shows the fields of a kind, and which columns a table of its nodes has."""

from app.models.kinds import Field
from app.models.nodes import KINDS, Node
from app.ui.model_words import field_said

# Parts of the form in order; "children:kind" is a table of the nodes below. What is not named follows as declared.
ORDER: dict[str, tuple[str, ...]] = {
    "vision": ("title", "statement", "slogan", "body", "themes_title", "themes_lead", "children:theme", "closing"),
    "theme": ("title", "aim", "body", "lead_in", "children:priority", "closing", "objectives", "children:cost"),
    "priority": (
        "title", "body", "owner", "start", "end", "progress", "objectives", "principles", "children:milestone",
    ),
    "risk": ("title", "body", "response", "owner", "likelihood", "impact", "likelihood_after", "impact_after"),
    "response": ("title", "date", "body", "answer", "nodes", "version"),
    "glossary": ("title", "body", "children:term"),
    "consultation": ("title", "body", "children:response"),
    "principles": ("title", "body", "children:principle", "closing"),
    "risks": ("title", "body", "children:risk", "closing"),
    "outcomes": ("title", "body", "children:outcome"),
    "architecture": ("title", "body", "children:layer"),
    "council_plan": ("title", "body", "children:objective"),
    "foreword": ("title", "body", "children:signatory"),
}  # fmt: skip
COLUMNS: dict[str, tuple[str, ...]] = {
    "theme": ("title", "aim"), "priority": ("title", "body", "owner", "start", "end", "progress"),
    "term": ("title", "body"),
    "response": ("title", "date", "body", "answer"), "cost": ("title", "year", "capital", "revenue", "source"),
    "milestone": ("title", "date", "done"), "measure": ("title", "baseline", "target"),
    "signatory": ("title", "role"), "risk": ("title", "body", "response", "likelihood", "impact"),
}  # fmt: skip
# Kinds that are reached through the tree and need no table within the form above them.
NO_TABLE = frozenset(("section", "appendix"))


def field_of(kind: str, name: str) -> Field | None:
    """The declaration of a field, title and body too, in the window's language; None where the kind has none such."""
    declared = _declared(kind, name)
    return field_said(declared) if declared else None


def _declared(kind: str, name: str) -> Field | None:
    made = KINDS[kind]
    if name == "title":
        return Field("title", made.title_label, "line") if made.title_label else None
    if name == "body":
        return Field("body", made.body_label, "rich") if made.body_label else None
    return next((field for field in made.fields if field.name == name), None)


def parts_of(kind: str) -> list[str]:
    """The parts of a kind's form in order: names of fields, and "children:kind" for tables."""
    made = KINDS[kind]
    every = ["title", "body", *(field.name for field in made.fields)]
    every += [f"children:{held}" for held in made.holds if held not in NO_TABLE]
    first = [part for part in ORDER.get(kind, ()) if part in every]
    return first + [part for part in every if part not in first]


def columns_of(kind: str) -> list[Field]:
    """The columns of a table of nodes of a kind."""
    found = (field_of(kind, name) for name in COLUMNS.get(kind, ("title", "body")))
    return [field for field in found if field is not None]


def of_kind(node: Node, kind: str) -> tuple[Node, ...]:
    """The children of one kind."""
    return tuple(child for child in node.children if child.kind == kind)


def stands_empty(kind: str, below: str) -> bool:
    """Whether the table of a kind of parts stands even while it is empty: it is what the part is for."""
    return f"children:{below}" in ORDER.get(kind, ())
