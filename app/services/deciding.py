"""Deciding on suggestions and talking in comments. A decision on several suggestions is one step of undo. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from app.compare.suggest import carried_out, colliding, label_of
from app.models.errors import Refused
from app.models.kinds import new_id
from app.models.nodes import Strategy, name_of
from app.models.review import Comment, Suggestion, said_in, spot_of
from app.models.tree import find, text_of, walk

if TYPE_CHECKING:
    from app.services.editing import Edited, Editing
    from app.store.library import Library


class Accepted(Struct, frozen=True):
    """What came of accepting: the edit (None where nothing changed), and those that collide, with the reason."""

    edited: Edited | None
    accepted: tuple[str, ...]
    collided: tuple[tuple[str, str], ...]


def open_suggestions(library: Library, strategy: str, node: str = "") -> tuple[Suggestion, ...]:
    """The suggestions that wait for a decision, in their order; with `node`, those about one part."""
    found = library.suggestions(strategy)
    return tuple(each for each in found if each.state == "open" and node in ("", each.node))


class Suggested(Struct, frozen=True):
    """A suggestion as a list shows it: what it would do (`label`), and the words before and after."""

    id: str
    node: str
    field: str
    sort: str
    author: str
    at: str
    state: str
    label: str
    before: str
    after: str


class Listed(Struct, frozen=True):
    """Everything reviewers have to say about a strategy; `colliding` are pairs of which only one can be accepted."""

    suggestions: tuple[Suggested, ...]
    comments: tuple[Comment, ...]
    colliding: tuple[tuple[str, str], ...]


def listed(library: Library, strategy: str) -> Listed:
    """The suggestions and comments of a strategy, decided or not."""
    root = library.head(strategy)
    found = library.suggestions(strategy)
    rows = tuple(
        Suggested(
            s.id, s.node, s.field, s.sort, s.author, s.at, s.state, label_of(root, s), words(root, s, s.before),
            words(root, s, s.after),
        )
        for s in found
    )  # fmt: skip
    waiting = [each for each in found if each.state == "open"]
    return Listed(rows, library.comments(strategy), tuple(colliding(root, waiting)))


def words(root: Strategy, suggestion: Suggestion, value: str) -> str:
    """One side of a suggestion as plain words: `value` is its `before` or `after`."""
    if not value:
        return ""
    if suggestion.sort == "text":
        return said_in(value)
    spot = spot_of(value)
    if spot.node is not None:
        return "\n".join(filter(None, (f"{n.title}\n{text_of(n)}".strip() for n in walk(spot.node))))
    return f"under “{name_of(find(root, spot.parent))}”" if spot.parent in root.ids else ""


def accept(library: Library, editing: Editing, chosen: Sequence[Suggestion], who: str = "") -> Accepted:
    """Puts suggestions into the draft as one edit. Those that collide with what was done since are left open."""
    collided: dict[str, str] = {}

    def with_all(root: Strategy) -> Strategy:
        collided.clear()
        for each in chosen:
            try:
                after = carried_out(root, each)
            except Refused as reason:
                collided[each.id] = str(reason)
                continue
            assert isinstance(after, Strategy)
            root = after
        return root

    before = editing.root
    pictures = library.pictures_of([each.after for each in chosen])
    edited = editing.do(with_all, _label(before, chosen), pictures=pictures)
    accepted = tuple(each.id for each in chosen if each.id not in collided)
    library.judge(accepted, "accepted", who)
    changed = edited.after.fingerprint != before.fingerprint
    return Accepted(edited if changed else None, accepted, tuple(collided.items()))


def _label(root: Strategy, chosen: Sequence[Suggestion]) -> str:
    if len(chosen) == 1:
        return f"Accept: {label_of(root, chosen[0])}"
    return f"Accept {len(chosen)} suggestions"


def reject(library: Library, ids: Iterable[str], who: str = "") -> None:
    """Leaves suggestions out; the text stays as it is, and they can be opened again."""
    library.judge(ids, "rejected", who)


def reopen(library: Library, ids: Iterable[str], who: str = "") -> None:
    """Puts suggestions back on the list, as after undoing what had accepted them."""
    library.judge(ids, "open", who)


def comment(
    library: Library, strategy: str, node: str, text: str, *, field: str = "", quote: str = "", anchor: str = "",
    who: str = "",
) -> Comment:  # fmt: skip
    """Says something about a part, or about the words `quote` in one of its fields."""
    find(library.head(strategy), node)
    if not text.strip():
        raise Refused("A comment needs some words.")
    made = Comment(
        id=new_id(), node=node, field=field, quote=quote, anchor=anchor, author=who or library.who, at=_now(),
        text=text.strip(),
    )  # fmt: skip
    library.take_in(strategy, (), (made,))
    return made


def answer(library: Library, strategy: str, comment: Comment, text: str, who: str = "") -> Comment:
    """Answers a comment; an answer to an answer joins the same thread."""
    if not text.strip():
        raise Refused("An answer needs some words.")
    made = Comment(
        id=new_id(), node=comment.node, field=comment.field, parent=comment.parent or comment.id,
        author=who or library.who, at=_now(), text=text.strip(),
    )  # fmt: skip
    library.take_in(strategy, (), (made,))
    return made


def threads(comments: Iterable[Comment]) -> list[tuple[Comment, ...]]:
    """The comments as threads: each begins with what was said first, its answers after it."""
    found: dict[str, list[Comment]] = {}
    for each in comments:
        found.setdefault(each.parent or each.id, []).append(each)
    return [tuple(sorted(thread, key=lambda each: (bool(each.parent), each.at))) for thread in found.values()]


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
