"""The suggestions of a library: made once, then accepted or rejected. Imports SQLAlchemy Core, never its ORM."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from app.models.review import State, Suggestion, states_of
from app.store import reviews, schema
from app.store.tables import suggestion


def suggestions_of(connection: Connection, strategy: str) -> tuple[Suggestion, ...]:
    """A strategy's suggestions, copy by copy, in the order in which they lead from the one text to the other.

    Raises Damaged where one is not as it was written.
    """
    found = reviews.rows_of(connection, suggestion, strategy, Suggestion)
    began: dict[str, str] = {}
    for each in found:
        began.setdefault(each.copy, each.at)
    if not found:
        return ()
    from app.compare.excerpts import shortened

    return tuple(map(shortened, sorted(found, key=lambda each: (began[each.copy], each.copy, each.number))))


def any_open(connection: Connection, strategy: str) -> bool:
    """Whether any of a strategy's suggestions is neither accepted nor rejected."""
    wanted = select(suggestion.c.id).where(suggestion.c.strategy == strategy, suggestion.c.state == "open")
    return connection.execute(wanted.limit(1)).first() is not None


def add(connection: Connection, strategy: str, found: Iterable[Suggestion]) -> int:
    """Adds those that are new, and gives back how many they were."""
    found = tuple(found)
    if any(each.has_excerpt for each in found):
        schema.mark_newest(connection)
    return reviews.add(connection, suggestion, strategy, found)


def decide(connection: Connection, ids: Iterable[str], state: State, who: str, at: str) -> None:
    """Notes that suggestions were accepted or rejected, or are open again."""
    undecided = state == "open"
    decided = {"decided_by": "" if undecided else who, "decided_at": "" if undecided else at}
    reviews.change(connection, suggestion, ids, state=state, **decided)


def follow(connection: Connection, mark: str, who: str, at: str, *, done: bool) -> bool:
    """Gives suggestions the states that an edit of that mark leads to, done or undone; whether it decides on any."""
    states = states_of(mark, done)
    for state, ids in states.items():
        decide(connection, ids, state, who, at)
    return bool(states)
