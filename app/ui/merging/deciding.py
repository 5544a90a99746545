"""What the merge window asks and is answered. Imports compare only; it holds no rule of merging."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from app.compare.changes import Change

ANEW = "anew"


class Question(NamedTuple):
    """One collision as it is shown. `ways` are those of "mine", "theirs", "both", "anew" that there are.

    `start` is what writing anew begins with: blocks where the text is rich, else a line of text.
    """

    where: str
    what: str
    before: str
    mine: str
    theirs: str
    ways: tuple[str, ...]
    is_rich: bool = False
    start: Any = ""


class Decision(NamedTuple):
    """How a collision was decided; `value` where it was written anew."""

    choice: str
    value: Any = None


class Plan(NamedTuple):
    """A merge about to be made: the copy's name and its last edit, what comes by itself, what must be decided.

    `merge` carries it out with the decisions by place, and gives a sentence of what came of it; it may raise Refused.
    `reviewed` says that the copy's reviewers said or decided something that comes along.
    """

    name: str
    told: str
    coming: Sequence[Change]
    questions: Sequence[Question]
    merge: Callable[[Mapping[int, Decision]], str]
    reviewed: bool = False
