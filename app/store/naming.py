"""Which strategy of a library a name means. Imports no SQLAlchemy of its own."""

from __future__ import annotations

from typing import Protocol

from app.models.errors import NotFound, Refused
from app.store.rows import StrategyRow


class Listed(Protocol):
    """What lists strategies: a library."""

    path_or_url: str

    def strategies(self) -> tuple[StrategyRow, ...]: ...


def find_strategy(library: Listed, name: str) -> str:
    """The identity of the strategy that `name` means: its identity, its title, or its title in any case.

    Raises NotFound, saying what there is, and Refused where the name fits more than one.
    """
    rows = library.strategies()
    wanted = " ".join(name.casefold().split())
    for fits in (
        [row for row in rows if row.id == name],
        [row for row in rows if row.title == name],
        [row for row in rows if " ".join(row.title.casefold().split()) == wanted],
    ):
        if len(fits) == 1:
            return fits[0].id
        if fits:
            ids = ", ".join(row.id for row in fits)
            raise Refused(
                f"There are {len(fits)} strategies called “{name}” in this library; name one by its identity: {ids}."
            )
    there = ", ".join(f"“{row.title}”" for row in rows[:12]) + ("…" if len(rows) > 12 else "")
    raise NotFound(f"There is no strategy “{name}” in {library.path_or_url}; it holds {there or 'none yet'}.")
