"""The comments of a library: made once, then resolved or opened again. Imports SQLAlchemy Core, never its ORM."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete

from app.models.review import Comment
from app.store import reviews
from app.store.tables import comment


def comments_of(connection: Connection, strategy: str) -> tuple[Comment, ...]:
    """A strategy's comments, oldest first. Raises Damaged where one is not as it was written."""
    return reviews.rows_of(connection, comment, strategy, Comment)


def add(connection: Connection, strategy: str, found: Iterable[Comment]) -> int:
    """Adds those that are new, and gives back how many they were."""
    return reviews.add(connection, comment, strategy, found)


def resolve(connection: Connection, ids: Iterable[str], at: str, who: str) -> None:
    """Closes threads at a time; with an empty time, opens them again."""
    reviews.change(connection, comment, ids, resolved=at, resolved_by=who if at else "")


def withdraw(connection: Connection, ids: Iterable[str]) -> None:
    """Takes comments back as if they had never been made."""
    connection.execute(delete(comment).where(comment.c.id.in_(list(ids))))
