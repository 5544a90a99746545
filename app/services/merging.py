"""Merging the draft with another copy of its library that grew from the same text, as a user decides it. No Qt.

Nothing is written here but the other copy's comments and suggestions: what comes of the decisions is an edit of the
draft, which the caller makes. `syncing` does the same for whole libraries, without asking.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from app.compare.changes import Comparison, compare
from app.compare.merge import Choice, Collision, Merged, decide, merge, spared
from app.models.errors import NotFound, Refused
from app.models.kinds import Field
from app.models.nodes import KINDS, Node, Strategy, name_of, rich_fields
from app.models.text import blocks_text
from app.models.tree import change, find, walk
from app.models.values import lines_of, value_text
from app.services.libraries import open_library
from app.services.reading import take_readings
from app.services.syncing import common_text, lacks_reviews, last_edit, take_reviews
from app.store.places import identity_of

if TYPE_CHECKING:
    from app.store.library import Library
    from app.store.rows import JournalRow


class Anew(Struct, frozen=True):
    """A value that was written anew, in place of either side's."""

    value: Any


class Merging(Struct, frozen=True):
    """Two drafts about to be merged: what comes by itself, as changes of `mine`, and what must be decided.

    `last` is the other copy's last edit; `pictures` are those that it shows, and `reviewed` says that its reviewers
    said or decided something that is not here.
    """

    path: Path
    mine: Strategy
    theirs: Strategy
    merged: Merged
    coming: Comparison = Comparison()
    last: JournalRow | None = None
    pictures: dict[str, bytes] = {}
    reviewed: bool = False


def prepare(library: Library, strategy: str, path: Path) -> Merging:
    """What a merge with the copy of the library at `path` would do; neither library is changed.

    Raises Refused where the copy cannot be read, is this very library, has no such strategy, or has no text in common.
    """
    stands = identity_of(path)
    if library.path is not None and stands is not None and stands == identity_of(library.path):
        raise Refused("This is the library that is open; choose the other copy of it.")
    mine = library.head(strategy)
    with open_library(path, read_only=True) as other:
        if strategy not in {row.id for row in other.strategies()}:
            raise Refused(
                f"{path.name} has no copy of “{mine.title}”; choose a library that grew from this one."
            )
        theirs = other.content(strategy)
        base = common_text(library, other, strategy)
        last = last_edit(other, strategy)
        reviewed = lacks_reviews(library, other, strategy)
    if base is None:
        raise Refused(
            f"The two copies of “{mine.title}” never had a text in common; compare them and take over the changes."
        )
    merged = merge(base.root, mine, theirs.root)
    merging = Merging(path, mine, theirs.root, merged, last=last, pictures=theirs.pictures, reviewed=reviewed)
    # Not what stands in the merged text only until it is decided, such as a part that was deleted here.
    by_itself = decided(merging, dict.fromkeys(range(len(merged.collisions)), "mine"))
    return structs.replace(merging, coming=compare(mine, by_itself))


def decided(merging: Merging, decisions: Mapping[int, Choice | Anew]) -> Strategy:
    """The merged text with every collision, by its place, decided. Raises Refused where one is left open."""
    collisions = merging.merged.collisions
    if open_ := [at for at in range(len(collisions)) if at not in decisions]:
        if len(collisions) == 1:
            raise Refused("The one collision is not decided yet; decide it first.")
        are = "is" if len(open_) == 1 else "are"
        raise Refused(
            f"{len(open_)} of {len(collisions)} collisions {are} not decided yet; decide them first."
        )
    root = merging.merged.root
    # Deletions last, so that what is decided inside a part is decided while it is there.
    order = sorted(range(len(collisions)), key=lambda at: collisions[at].kind == "deleted")
    for at in order:
        collision, choice = collisions[at], decisions[at]
        try:
            if isinstance(choice, Anew):
                root = change(root, collision.node, **{collision.field: choice.value})
            else:
                if collision.kind == "deleted" and getattr(collision, choice, root) is None:
                    root = spared(root, collision.node, merging.mine if choice == "mine" else merging.theirs)
                root = decide(Merged(root), collision, choice)
        except NotFound:
            continue  # it lay inside a part that was decided to be deleted
    assert isinstance(root, Strategy)
    return root


def take_reviews_of(library: Library, strategy: str, path: Path) -> tuple[int, int]:
    """Takes the other copy's suggestions and comments into this library, what was decided about them, and what each
    reviewer has read; how many suggestions and comments were new."""
    with open_library(path, read_only=True) as other:
        take_readings(library, other, strategy)
        return take_reviews(library, other, strategy)


def ways(collision: Collision) -> tuple[Choice, ...]:
    """How a collision can be decided, besides writing anew: both only where both sides can stand."""
    linked = collision.kind == "field" and isinstance(collision.mine, tuple)
    return ("mine", "theirs", "both") if linked or is_worded(collision) else ("mine", "theirs")


def is_worded(collision: Collision) -> bool:
    """Whether what collides may say anything, so that it can be written anew: not a day, a year or one of a few."""
    if collision.kind not in ("text", "field"):
        return False
    field = _field(collision)
    if field is None:  # the title, or the text
        return isinstance(collision.mine, str) or is_rich(collision)
    return field.type == "rich" or (field.type == "line" and not field.year and field.name != "house")


def words_of(collision: Collision, side: str, root: Node) -> str:
    """What one side ("base", "mine", "theirs") has, as plain text."""
    value = getattr(collision, side)
    if collision.kind == "deleted" or collision.field == "kind":
        return (
            ""
            if value is None
            else "\n".join(
                line for each in walk(value) for line in lines_of(each, lambda id: _called(root, id))
            )
        )
    if collision.kind == "place":
        return _called(root, str(value)) if value in root.ids else ""
    if collision.kind == "order":
        return f"after “{_called(root, str(value))}”" if value else "first"
    if is_rich(collision):
        return blocks_text(value or ())
    declared = _field(collision)
    if declared is None or value is None:
        return "" if value is None else str(value)
    return value_text(value, declared.type, lambda id: _called(root, id))


def is_rich(collision: Collision) -> bool:
    """Whether what collides is running text with its looks."""
    return collision.field in {name for name, _ in rich_fields(_made(collision.node_kind))}


def _field(collision: Collision) -> Field | None:
    """The declaration of the field that collides; None for the title and the text, which every kind has."""
    return next((f for f in KINDS[collision.node_kind].fields if f.name == collision.field), None)


def _made(kind: str) -> Any:
    return KINDS[kind].make(id="x")


def _called(root: Node, id: str) -> str:
    """What a part is called; its identity where it is not there."""
    return name_of(find(root, id)) if id in root.ids else id
