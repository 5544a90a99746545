"""How a field of a node is declared: its type, label and help, said once and read by forms, importers and exporters."""

import base64
import os
from collections.abc import Callable
from typing import Literal

from msgspec import Meta, Struct

FieldType = Literal[
    "line", "rich", "date", "money", "number", "percent", "choice", "yesno", "links", "history", "rows"
]
CHANCE, HARM = "1 rare to 5 almost certain", "1 slight to 5 severe"
"""What the ends of a risk's two scores mean."""


class Field(Struct, frozen=True):
    """One field of a kind, as a form shows it. `links` names the kinds of node that a links field may point at; `names`
    says that it names who answers for the part, in whatever words, `year` that it is a year, in whatever form,
    `planned` that it is a date of a plan, which may be a quarter or a season as well; `scale` says what the ends of a
    score mean."""

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
    scale: str = ""


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
    scale: str = "",
) -> Meta:
    """The annotation that declares a node's field; `nodes.fields_of` reads it back with the field's name."""
    field = Field("", label, type, help, required, choices, links, low, high, names, year, planned, scale)
    return Meta(
        title=label, description=help, extra={"field": field}, ge=low if high else None, le=high or None
    )


def scored(label: str, scale: str) -> Meta:
    """The annotation of a score from 1 to 5, or 0 for none; `scale` says which end is which."""
    return declared("number", label, f"{scale}; 0 not scored", low=0, high=5, scale=scale)


Ids = Callable[[], str]


def new_id() -> str:
    """A fresh identity: 13 lower-case letters and digits that stand for 64 random bits. Never reused."""
    return base64.b32encode(os.urandom(8)).decode("ascii").rstrip("=").lower()
