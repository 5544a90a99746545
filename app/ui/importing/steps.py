"""The steps of a review, each of which can be taken back; all in memory, for nothing is stored before it is accepted.

Stands where a desk expects the editing of a stored strategy. Imports models and services' values only, no Qt.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import structs

from app.models.errors import Refused
from app.models.nodes import Node, Strategy
from app.services.editing import Edited
from app.services.import_review import Review


class Unstored:
    """Where the proposal is while it is looked over: in no library yet."""

    path: Path | None = None
    path_or_url = ""
    read_only = False


class ReviewSteps:
    """A review under way. As `services.editing.Editing`, and with steps that move placements along with the tree."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self._done: list[tuple[Review, str]] = []
        self._undone: list[tuple[Review, str]] = []

    @property
    def root(self) -> Strategy:
        """The proposed tree."""
        return self.review.root

    @property
    def count(self) -> int:
        """How many steps were made and not taken back."""
        return len(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back that can be made again."""
        return bool(self._undone)

    def step(self, change: Callable[[Review], Review], label: str) -> Edited:
        """Makes a step; one that changes nothing leaves no trace."""
        before, after = self.review, change(self.review)
        if after != before:
            self._done.append((before, label))
            self._undone.clear()
            self.review = after
        return Edited(before.root, self.review.root, label)

    def do(
        self,
        change: Callable[[Strategy], Node],
        label: str,
        join: str = "",
        pictures: Mapping[str, bytes] | None = None,
    ) -> Edited:
        """Makes an edit of the tree alone."""

        def changed(review: Review) -> Review:
            root = change(review.root)
            if not isinstance(root, Strategy):
                raise Refused("A strategy cannot become another kind of part.")
            kept: dict[str, Any] = {"pictures": {**review.pictures, **(pictures or {})}}
            return structs.replace(review, root=root, **kept)

        return self.step(changed, label)

    def undo(self) -> Edited | None:
        """Takes back the last step; None where there is none."""
        return self._back(self._done, self._undone)

    def redo(self) -> Edited | None:
        """Makes the step again that was taken back last; None where there is none."""
        return self._back(self._undone, self._done)

    def reload(self) -> Edited:
        """There is nobody else who could have changed it."""
        return Edited(self.root, self.root, "Read again")

    def _back(self, source: list[tuple[Review, str]], other: list[tuple[Review, str]]) -> Edited | None:
        if not source:
            return None
        before = self.review
        self.review, label = source.pop()
        other.append((before, label))
        return Edited(before.root, self.review.root, label)
