"""Strategies whose scores, dates and costs make pictures."""

from decimal import Decimal

from app.models.nodes import KINDS, Strategy
from app.models.text import Blocks, Paragraph, Run

MAKE = {key: kind.make for key, kind in KINDS.items()}


def words(text: str) -> Blocks:
    return (Paragraph((Run(text),)),)


def drawn_strategy(
    themes: int = 2, priorities: int = 3, risks: int = 5, *,
    years: int = 3, together: bool = False, house: str = "plain"
) -> Strategy:  # fmt: skip
    """A vision with dated priorities and yearly costs, and a register; `together`: all risks in one square."""
    made = []
    for t in range(themes):
        held = []
        for p in range(priorities):
            n = t * priorities + p
            point = MAKE["milestone"](
                id=f"m{n}", title=f"Gwŷr {n}", date=f"{2027 + n % 3}-06", done=n % 2 == 0
            )
            title = (
                f"Priority ŵ{n}"
                if n % 2
                else f"Bring the service numbered {n} to every resident who needs it"
            )
            held.append(
                MAKE["priority"](
                    id=f"p{n}", title=title, start=f"{2026 + n % 3}-0{1 + n % 9}", end=f"{2027 + n % 3}-0{1 + n % 9}",
                    progress=n * 17 % 101, children=(point,),
                )
            )  # fmt: skip
        for y in range(years):
            sums = {"capital": Decimal(120_000 * (t + 1) * (y + 1)), "revenue": Decimal(4_500 * (y + 2))}
            held.append(MAKE["cost"](id=f"c{t}x{y}", title="Kit", year=f"{2026 + y}/{27 + y}", **sums))
        made.append(
            MAKE["theme"](id=f"t{t}", title=f"Theme {t}", body=words("Narrative."), children=tuple(held))
        )
    listed = tuple(
        MAKE["risk"](
            id=f"r{n}", title=f"Threat {n}", body=words("It may fail."), response=words("We act."),
            likelihood=4 if together else 1 + n % 5, impact=5 if together else 1 + n * 2 % 5,
            likelihood_after=2 if together else 1 + n % 3, impact_after=2,
        )
        for n in range(risks)
    )  # fmt: skip
    vision = MAKE["vision"](id="v", title="Vision", statement=words("A statement."), children=tuple(made))
    register = (
        (MAKE["risks"](id="rr", title="Risks", body=words("What may fail."), children=listed),)
        if listed
        else ()
    )
    return Strategy(
        id="s", title="Harbourne", organisation="Harbourne", house=house, children=(vision, *register)
    )
