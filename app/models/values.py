"""What a part says in its fields that are no running text, as readers meet it. Imports models only."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from app.models.dates import show_date
from app.models.money import show_money
from app.models.nodes import KINDS, Node, defaults_of
from app.models.review import said_in, value_of
from app.models.tree import text_of

LANGUAGES = {"en-GB": "English", "cy-GB": "Cymraeg"}
"""What each language that a strategy may be written in is called, in itself."""

Named = Callable[[str], str]
"""What a part with some identity is called."""


def value_text(value: Any, type: str, named: Named = str) -> str:
    """A field's value of a declared type in words; `named` tells the parts that it links to."""
    if type == "money":
        return show_money(value) or "£0"
    if type == "date":
        return show_date(value)
    if type == "links":
        return ", ".join(map(named, value))
    if type in ("history", "rows"):
        return "\n".join(
            " | ".join(str(getattr(row, name)) for name in row.__struct_fields__) for row in value
        )
    if type == "yesno":
        return "yes" if value else "no"
    if type == "percent":
        return f"{value}%"
    if type == "choice":
        return LANGUAGES.get(str(value), str(value))
    return str(value)


def said_of(kind: str, field: str, json: str, named: Named = str) -> str:
    """The words of a field's value in JSON, as readers meet it."""
    if is_said_as_it_stands(kind, field):
        return said_in(json)
    return value_text(value_of(kind, field, json), _types(kind)[field], named)


def is_said_as_it_stands(kind: str, field: str) -> bool:
    """Whether `said_in` tells what readers meet of a field: of texts and rows, not of days, sums and links."""
    return _types(kind).get(field, "rich") in ("rich", "history", "rows")


@cache
def _types(kind: str) -> dict[str, str]:
    return {field.name: field.type for field in KINDS[kind].fields}


def values_of(node: Node, named: Named = str) -> Iterator[tuple[str, str]]:
    """The label and words of each field that was filled in and is no running text, in the order of its form."""
    defaults = defaults_of(type(node))
    for field in KINDS[node.kind].fields:
        value = getattr(node, field.name)
        if field.type != "rich" and value != defaults[field.name]:
            yield field.label, value_text(value, field.type, named)


def lines_of(node: Node, named: Named = str) -> list[str]:
    """All that a part itself says: its name, its texts, and its other fields in one line."""
    values = " · ".join(f"{label}: {text}" for label, text in values_of(node, named) if text)
    return [line for line in (node.title, text_of(node), values) if line]
