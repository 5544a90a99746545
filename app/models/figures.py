"""Which generated pictures a house style wants in its documents, where, and in which words. Imports nothing else."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

ByRegister = Literal["before the register", "after the register", "no figure"]
ByThemes = Literal["before the themes", "after the themes", "no figure"]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Figures(Struct, frozen=True, forbid_unknown_fields=True):
    """Where each picture stands, and the words in it. A picture with nothing to show is never drawn."""

    risks: ByRegister = "before the register"
    roadmap: ByThemes = "before the themes"
    costs: ByThemes = "after the themes"
    likelihood: str = "Likelihood"
    impact: str = "Impact"
    before: str = "Before the response"
    after: str = "After the response"
    months: Annotated[tuple[str, ...], Meta(min_length=12, max_length=12)] = _MONTHS
    planned: str = "Planned"
    progress: str = "Done so far"
    reached: str = "Milestone reached"
    expected: str = "Milestone to come"
    elsewhere: str = "Elsewhere"
    undated: str = "No year"
    more: str = "+{n}"
    risks_caption: str = "{risks} by likelihood and impact"
    roadmap_caption: str = "Roadmap by {theme}"
    costs_caption: str = "{costs} by {theme} and year"
    dates: str = "{caption}: dates"
    sums: str = "{caption}: sums"
    continued: str = "{caption} ({n} of {count})"
    risks_alt: str = (
        "A grid of likelihood and impact, each from 1 to 5, with {count} scores of the register beside it. "
        "Highest score before the response: {before}. Highest after it: {after}."
    )
    roadmap_alt: str = (
        "A timeline from {first} to {last} with {bars} dated bars and {points} milestones, by {theme}. "
        "The table below it gives every date."
    )
    costs_alt: str = (
        "Bars of capital and revenue by {theme} and year. In all {total}: {capital} capital and {revenue} revenue. "
        "The table below it gives every sum."
    )


PLACES = {
    "more": frozenset(("n",)),
    "risks_caption": frozenset(("risks",)),
    "roadmap_caption": frozenset(("theme",)),
    "costs_caption": frozenset(("costs", "theme")),
    "dates": frozenset(("caption",)),
    "sums": frozenset(("caption",)),
    "continued": frozenset(("caption", "n", "count")),
    "risks_alt": frozenset(("count", "before", "after")),
    "roadmap_alt": frozenset(("first", "last", "bars", "points", "theme")),
    "costs_alt": frozenset(("theme", "total", "capital", "revenue")),
}
"""The names in braces that each sentence may hold."""
