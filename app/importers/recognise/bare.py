"""Tables that say themselves what they hold, where no heading does: registers, action plans, glossaries, responses.

What is found so is a guess that somebody should look at. Imports drafts, lines and the recognisers of such tables.
"""

import re

from msgspec import structs

from app.importers.recognise.action_plan import grouped_actions
from app.importers.recognise.actions import has_owner_or_date
from app.importers.recognise.cards import card_part
from app.importers.recognise.column_heads import headed
from app.importers.recognise.consultation import told_responses
from app.importers.recognise.drafts import Draft
from app.importers.recognise.glossary import glossary_table
from app.importers.recognise.lines import Grid, Piece, Pieces
from app.importers.recognise.risks import register_risks
from app.importers.recognise.theme import theme

GUESS = 0.55
_SCORED = re.compile(r"\b(?:likelihood|probability|tebygolrwydd)\b|^l$")
_RISKS = re.compile(r"\b(?:risks?|threats?|risg(?:iau)?)\b(?! (?:score|rating|level|owner))")


def told_by_tables(blocks: Pieces) -> tuple[list[Piece], list[Draft]]:
    """The blocks without the tables that say what they hold, and what that is."""
    left: list[Piece] = []
    found: list[Draft] = []
    for block in blocks:
        made = _told(block) if isinstance(block, Grid) else None
        if made is None:
            left.append(block)
        else:
            found.append(structs.replace(made, sure=GUESS))
    return left, found


def _told(grid: Grid) -> Draft | None:
    if (card := card_part(grid)) is not None:
        return Draft("themes", children=(theme(card),))
    if answered := told_responses(grid):
        return Draft("consultation", children=tuple(answered[0]), dropped=answered[1])
    if _is_register(grid) and (made := register_risks(grid)):
        return Draft("risks", children=made[0], dropped=made[1])
    if has_owner_or_date(grid) and (plan := grouped_actions(grid)):
        themes = tuple(
            Draft("theme", each.title, children=tuple(each.actions), sure=GUESS) for each in plan[0]
        )
        return Draft("themes", children=themes, dropped=plan[1])
    return glossary_table(grid)


def _is_register(grid: Grid) -> bool:
    """Whether a table's columns name a risk and how likely it is; a scale of scores names none."""
    table = headed(grid)
    names = [head.own.lower() for head in table.heads] if table else []
    return any(map(_SCORED.search, names)) and any(map(_RISKS.search, names))
