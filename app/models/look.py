"""How a document looks: typography, page and running lines, as values of a house style. Imports nothing of Engross.

Limits follow WCAG 2.2: text contrast at least 4.5 to 1 (1.4.3), rules at least 3 to 1 (1.4.11).
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta, Struct

Colour = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$")]
PAPER = "#ffffff"
TEXT_CONTRAST = 4.5
RULE_CONTRAST = 3.0
MIN_BODY_SIZE = 10.0


class Look(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Typography and page of a house style, in points and millimetres; colours as "#rrggbb"."""

    font: Literal["Liberation Sans", "Liberation Serif"] = "Liberation Sans"
    word_font: str = "Arial"
    size: float = 11
    leading: Annotated[float, Meta(ge=1.15, le=2)] = 1.35
    heading_sizes: Annotated[tuple[float, ...], Meta(min_length=6, max_length=6)] = (18, 14, 12, 11, 11, 11)
    accent: Colour = "#1f3a5f"
    ink: Colour = "#1a1a1a"
    table_head: Colour = "#e8edf3"
    table_rule: Colour = "#768290"
    page: Literal["A4"] = "A4"
    landscape_wide_tables: bool = True
    margin: Annotated[float, Meta(ge=10, le=50)] = 25
    cover: Literal["plain", "band", "block"] = "plain"
    heading_case: Literal["as typed", "capitals"] = "as typed"
    capital_levels: Annotated[int, Meta(ge=0, le=6)] = 1


class Furniture(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Running heads and feet. `{page}` and `{pages}` stand for the numbers; each side's text may be empty."""

    head_left: str = ""
    head_right: str = ""
    foot_left: str = ""
    foot_right: str = "Page {page} of {pages}"


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", 0 black to 1 white (WCAG 2.2, definition of relative luminance)."""
    levels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def look_faults(look: Look) -> Iterator[tuple[str, str]]:
    """The key and the fault of every colour pair or size that a reader with low vision could not read."""
    text = (
        ("ink", look.ink, "the paper", PAPER),
        ("ink", look.ink, "table_head", look.table_head),
        ("accent", look.accent, "the paper (headings, links and the cover)", PAPER),
        ("accent", look.accent, "table_head", look.table_head),
    )
    for key, colour, name, ground in text:
        if (found := contrast(colour, ground)) < TEXT_CONTRAST:
            yield (
                key,
                f"{colour} on {name} {ground} has a contrast of {found:.2f} to 1; permitted: 4.5 to 1 or more",
            )
    if (found := contrast(look.table_rule, PAPER)) < RULE_CONTRAST:
        yield (
            "table_rule",
            f"{look.table_rule} on the paper has a contrast of {found:.2f} to 1; permitted: 3 to 1 or more",
        )
    if look.size < MIN_BODY_SIZE:
        yield "size", f"{look.size:g} points is too small to read; permitted: 10 or more"
    if (least := min(look.heading_sizes)) < look.size:
        fault = f"a heading of {least:g} points is smaller than the text; permitted: {look.size:g} or more"
        yield "heading_sizes", fault
    if list(look.heading_sizes) != sorted(look.heading_sizes, reverse=True):
        yield (
            "heading_sizes",
            "a lower heading is larger than a higher one; permitted: sizes that fall or stay equal",
        )
