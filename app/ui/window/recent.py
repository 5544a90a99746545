"""The strategies that were open, and how each stands: in words, and as a row of marks. Imports models and Qt only."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import msgspec
from PySide6.QtCore import QCoreApplication, QSettings

from app.models.control import VersionRow
from app.ui.desk import Desk

if TYPE_CHECKING:
    from datetime import date

    from app.store.library import Library

translate = QCoreApplication.translate

MOST_RECENT = 12
VERSION, APPROVED, CHANGED = "o", "a", "+"


class Recent(NamedTuple):
    """A strategy that was open: its library, identity, title and state in words.

    `marks` has a letter for each version, oldest first: VERSION or APPROVED; and CHANGED at its end for a draft that
    differs from the last of them. `review` is the day (ISO 8601) on which it is to be looked at again and, after a
    blank, the version that is meant; empty where none is known.
    """

    library: str
    strategy: str
    title: str
    state: str
    marks: str = ""
    review: str = ""


def recent_in(settings: QSettings) -> list[Recent]:
    """The strategies that were open, newest first."""
    try:
        rows = msgspec.json.decode(str(settings.value("recent", "[]")), type=list[list[str]])
        return [Recent(*row) for row in rows if len(row) in (4, 5, 6)]
    except msgspec.DecodeError:
        return []


def recent_besides(settings: QSettings, desk: Desk | None) -> list[Recent]:
    """The strategies that were open, newest first, without the one that is open now."""
    recents = recent_in(settings)
    here = next((recent for recent in recents if desk and recent.strategy == desk.id), None)
    return [recent for recent in recents if recent is not here]


def remember(settings: QSettings, recent: Recent) -> None:
    """Puts a strategy at the top of those that were open."""
    others = [row for row in recent_in(settings) if row[:2] != recent[:2]]
    _keep(settings, [recent, *others][:MOST_RECENT])


def forget(settings: QSettings, recent: Recent) -> None:
    """Takes a strategy off the list; its library is left alone."""
    others = [row for row in recent_in(settings) if row[:2] != recent[:2]]
    _keep(settings, others)


def _keep(settings: QSettings, recents: list[Recent]) -> None:
    settings.setValue("recent", msgspec.json.encode(recents).decode())


def remember_state(settings: QSettings, desk: Desk, *, leaving: bool = False) -> None:
    """Remembers an open strategy as it stands now; the day of its review is worked out when it is left."""
    row = next((row for row in desk.library.strategies() if row.id == desk.id), None)
    if row is not None:
        state = state_of(row.versions, row.fingerprint, row.approved)
        title = desk.root.title or QCoreApplication.translate("Recent", "Untitled")
        known = (
            each.review for each in recent_in(settings) if each[:2] == (desk.library.path_or_url, desk.id)
        )
        review = _review(desk) if leaving else next(known, "")
        remember(settings, Recent(desk.library.path_or_url, desk.id, title, *state, review))


def reminder(recent: Recent, today: date) -> str:
    """A sentence where a strategy is due for review soon or overdue; "" where it is neither."""
    day, _, version = recent.review.partition(" ")
    if not day:
        return ""
    from datetime import date

    from app.services.days import Due, review_said

    return review_said(Due(version, date.fromisoformat(day)), today)


def _review(desk: Desk) -> str:
    from app.services.days import review_due

    due = review_due(cast("Library", desk.library), desk.id)
    return f"{due.day.isoformat()} {due.version}".strip() if due else ""


def state_of(versions: tuple[VersionRow, ...], head: str, approved: str) -> tuple[str, str]:
    """A strategy's state in words, and its marks. `head` is the draft's fingerprint, `approved` the approved one's."""
    marks = "".join(APPROVED if approved and row.fingerprint == approved else VERSION for row in versions)
    if not versions:
        return translate("Recent", "Draft, no version saved yet"), CHANGED
    last = versions[-1]
    standing = next((row for row in reversed(versions) if approved and row.fingerprint == approved), None)
    if head == last.fingerprint:
        words = (
            translate("Recent", "{} approved")
            if standing is last
            else translate("Recent", "{} saved, not approved")
        )
        return words.format(last.label), marks
    if standing is not None:
        return translate("Recent", "Draft changed since {}; {} is approved").format(
            last.label, standing.label
        ), marks + CHANGED
    return translate("Recent", "Draft changed since {}").format(last.label), marks + CHANGED
