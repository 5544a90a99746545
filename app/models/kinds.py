"""How a field of a node is declared: its type, label and help, said once and read by forms, importers and exporters."""

import base64
import os
from collections.abc import Callable
from typing import Literal

from msgspec import Meta, Struct

FieldType = Literal[
    "line", "rich", "date", "money", "number", "percent", "choice", "yesno", "links", "history", "rows"
]


class Field(Struct, frozen=True):
    """One field of a kind, as a form shows it. `links` names the kinds of node that a links field may point at; `names`
    says that it names who answers for the part, in whatever words, `year` that it is a year, in whatever form,
    `planned` that it is a date of a plan, which may be a quarter or a season as well."""

    name: str
    label: str
    type: FieldType
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    names: bool = False
    year: bool = False
    planned: bool = False


def declared(
    type: FieldType,
    label: str,
    help: str = "",
    *,
    required: bool = False,
    choices: tuple[str, ...] = (),
    links: tuple[str, ...] = (),
    low: int = 0,
    high: int = 0,
    names: bool = False,
    year: bool = False,
    planned: bool = False,
) -> Meta:
    """The annotation that declares a node's field; `nodes.fields_of` reads it back with the field's name."""
    field = Field("", label, type, help, required, choices, links, low, high, names, year, planned)
    return Meta(
        title=label, description=help, extra={"field": field}, ge=low if high else None, le=high or None
    )


Ids = Callable[[], str]


def new_id() -> str:
    """A fresh identity: 13 lower-case letters and digits that stand for 64 random bits. Never reused."""
    return base64.b32encode(os.urandom(8)).decode("ascii").rstrip("=").lower()
