"""A picture made of shapes, whatever format it goes out in. Imports nothing of Engross but the look.

Lengths are points, from the top left corner to the right and down. Colours are roles, so that a house style's look
decides them: `colour_of` gives the colour of a role.
"""

from typing import Literal

from msgspec import Struct

from app.models.look import PAPER, Look

Role = Literal[
    "", "ink", "quiet", "paper", "accent", "light", "rule", "shade 1", "shade 2", "shade 3", "shade 4", "shade 5"
]  # fmt: skip
SHADES = ("#cfe5d3", "#e8ecc4", "#f6e3b4", "#f4cda8", "#efb3a9")
"""From a low score to a high one; ink has a contrast of more than 4.5 to 1 on each."""
QUIET = "#474747"


class Box(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A rectangle; with a `radius` of half its height and width it is a circle. No role: not filled, not ruled."""

    x: float
    y: float
    width: float
    height: float
    fill: Role = ""
    rule: Role = ""
    weight: float = 0.75
    radius: float = 0


class Stroke(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    rule: Role = "rule"
    weight: float = 0.5
    dashed: bool = False


class Polygon(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A closed shape with straight sides."""

    points: tuple[tuple[float, float], ...]
    fill: Role = ""
    rule: Role = ""
    weight: float = 0.75


class Words(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """One line of text; `y` is its base line. `turned` lets it run upwards from that point."""

    x: float
    y: float
    text: str
    size: float = 8.5
    colour: Role = "ink"
    bold: bool = False
    align: Literal["left", "centre", "right"] = "left"
    turned: bool = False


Shape = Box | Stroke | Polygon | Words


class Drawing(Struct, frozen=True, gc=False, tag=True, omit_defaults=True):
    """A generated picture of `width` × `height` points. `alt` says what it shows; it is nobody's words.

    `node` is the part that it belongs to; it may stand below the parts that this one holds.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str
    caption: str = ""
    node: str = ""


def colour_of(role: Role, look: Look) -> str:
    """The colour of a role as "#rrggbb"."""
    if role.startswith("shade "):
        return SHADES[int(role[-1]) - 1]
    own = {
        "ink": look.ink,
        "accent": look.accent,
        "light": look.table_head,
        "rule": look.table_rule,
        "quiet": QUIET,
    }
    return own.get(role, PAPER)
