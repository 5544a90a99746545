"""The days that follow from a decision or a planned meeting, and the day on which what was approved is looked at again.

Imports models and what reads the settings of a house and the bank holidays: the day of review is worked out whenever a
strategy is left.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from app.models.approval import Decision, Planned, Recorded, approvals
from app.models.calendar import Dated
from app.models.dates import long_date
from app.models.nodes import Strategy
from app.services.houses import house
from app.services.timetables import meeting_timetable

if TYPE_CHECKING:
    from app.store.library import Library

CALL_IN_ENDS, TAKES_EFFECT, AGENDA, MEETING, REVIEW = (
    "Call-in ends", "Decision takes effect", "Agenda and reports published", "Meeting", "Review",
)  # fmt: skip
SOON = timedelta(days=90)


class Due(NamedTuple):
    """The day on which a version (empty: the draft, where none is approved) is to be looked at again."""

    version: str
    day: date


def review_of(library: Library, strategy: str, today: date) -> str:
    """A sentence where the approved version, or the draft where none is, is due for review soon or overdue; or "".

    The day is the one the strategy names, or else the house style's months after the decision took effect.
    """
    return review_said(review_due(library, strategy), today)


def review_due(library: Library, strategy: str) -> Due | None:
    """When the approved version, or the draft where none is, is to be reviewed; None where no day is known."""
    found = approvals(library.decisions(strategy))
    root = library.content(strategy, found[-1].version).root if found else library.head(strategy)
    day = _review_day(root, found[-1] if found else None)
    return Due(found[-1].version if found else "", day) if day else None


def review_said(due: Due | None, today: date) -> str:
    """The reminder of a review that is due soon or overdue; "" where it is neither."""
    if due is None or due.day - today > SOON:
        return ""
    what = f"{due.version} is" if due.version else "The draft is"
    if due.day < today:
        return f"⚠ {what} overdue for review since {long_date(due.day)}."
    left = (due.day - today).days
    when = "today" if not left else f"in {left} day{'s' * (left != 1)}"
    return f"◷ {what} due for review on {long_date(due.day)}, {when}."


def _review_day(root: Strategy, approved: Recorded | None) -> date | None:
    text = root.review_date
    try:
        if text:
            return date.fromisoformat(text if len(text) == 10 else f"{text}-01" if len(text) == 7 else "")
    except ValueError:
        return None
    if approved is None:
        return None
    return day_of(REVIEW, root, approved.decision)


def day_of(what: str, root: Strategy, decision: Decision) -> date | None:
    """The day of what followed from a decision, as `CALL_IN_ENDS`; None where nothing of that name did."""
    return next((each.date for each in followed(root, decision, None) if each.what == what), None)


def followed(root: Strategy, decision: Decision, plan: Planned | None) -> tuple[Dated, ...]:
    """What followed from a decision: the days recorded with it go before those that are worked out."""
    published = date.fromisoformat(max(decision.published, decision.date))
    effective = date.fromisoformat(decision.effective) if decision.effective else None
    return days_of(root, decision.date, None, plan, published, effective)


def days_of(
    root: Strategy,
    day: str,
    today: date | None,
    plan: Planned | None,
    published: date | None = None,
    effective: date | None = None,
) -> tuple[Dated, ...]:
    """What is due before and after a meeting on a day (ISO 8601), by the house style. Raises Refused without one."""
    return meeting_timetable(
        date.fromisoformat(day),
        house(root.house),
        key_decision=plan is not None and plan.key_decision,
        private=plan is not None and plan.private,
        published=published,
        effective=effective,
        today=today,
    )
