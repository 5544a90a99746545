"""Deciding on suggestions and talking in comments. A decision on several suggestions is one step of undo. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from app.compare.carrying import Waiting, all_carried_out
from app.compare.colliding import colliding
from app.compare.levels import Levels, levels_differ, levels_of
from app.compare.origins import Place, Stand, places_of
from app.compare.passages import Passage, looks_told, passages_of
from app.compare.suggest import holder_of, label_of
from app.models.errors import Refused
from app.models.kinds import new_id
from app.models.nodes import KINDS, Node, Strategy, name_of, rich_fields
from app.models.review import Comment, Spot, Suggestion, mark_of, said_in, spot_of, value_of
from app.models.text import Blocks, blocks_text
from app.models.tree import find, place_in, walk
from app.models.values import lines_of, said_of

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


LIST = '"block":"list"'
"""By which the JSON of a text tells that it holds a list, without being read."""


class Suggested(Struct, frozen=True):
    """A suggestion as a list shows it: what it would do (`label`), and the words before and after.

    `beside` is the part it is shown with: its own, or the one it would stand under. `kind` is what it is about. Where a
    part comes or moves to, `under` is what it would stand under, after the first of `behind` that is there and not
    `unsettled`: those are parts that suggestions of its copy would still move. `holds` are the identities of a part
    that would come and of all below it. `relevelled` says that what stays of a text, or is changed in its place, would
    stand at another level of its lists, `restyled` what of the look of the same words would differ.
    """

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
    beside: str = ""
    kind: str = ""
    under: str = ""
    behind: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    relevelled: bool = False
    restyled: str = ""
    unsettled: tuple[str, ...] = ()

    @property
    def anchors(self) -> tuple[str, ...]:
        """What it would stand behind if it were accepted now: the first of these that is there."""
        return tuple(id for id in self.behind if id not in self.unsettled)


class Listed(Struct, frozen=True):
    """Everything reviewers have to say about a strategy; `colliding` are pairs of which only one can be accepted."""

    suggestions: tuple[Suggested, ...]
    comments: tuple[Comment, ...]
    colliding: tuple[tuple[str, str], ...]


def listed(library: Library, strategy: str) -> Listed:
    """The suggestions, in the order of the words they are about, and comments of a strategy, decided or not."""
    root = library.head(strategy)
    found = library.suggestions(strategy)
    read, waiting = _Read(root), Waiting(found)
    rows = [_row(root, each, read, waiting) for each in found]
    places = places_of(root, found)
    rows.sort(key=lambda row: (_standing(root, row), _place_inside(row, places.get(row.id))))
    return Listed(tuple(rows), library.comments(strategy), tuple(colliding(root, found, places)))


def _standing(root: Strategy, row: Suggested) -> tuple[int, ...]:
    """Where in the strategy a suggestion is shown: a part that would come, behind the one that it follows."""
    return place_in(root, next((id for id in row.anchors if id in root.ids), row.beside))


def _place_inside(row: Suggested, place: Place | None) -> tuple[int, Stand]:
    """Where in its part a text is that a suggestion changes: which field, and where in that; what is about the part as
    a whole comes first."""
    fields = KINDS[row.kind].made.__struct_fields__ if row.kind else ()
    if row.sort != "text" or row.field not in fields:
        return -1, (-1, -1)
    return fields.index(row.field), place.before if place else (-1, -1)


def _row(root: Strategy, s: Suggestion, read: _Read, waiting: Waiting) -> Suggested:
    to = spot_of(s.after) if s.after and s.sort != "text" else Spot("")
    about = to.node or (find(root, s.node) if s.node in root.ids else None)
    kind = about.kind if about is not None else ""
    unsettled = waiting.told_wrong_by(s, to.behind)
    return Suggested(
        s.id, s.node, s.field, s.sort, s.author, s.at, s.state, label_of(root, s), read.words(s, s.before),
        read.words(s, s.after, unsettled), holder_of(root, s), kind, to.parent, to.behind,
        tuple(sorted(to.node.ids)) if to.node is not None else (), read.is_relevelled(s), read.restyled(s), unsettled,
    )  # fmt: skip


class _Text:
    """What a text in JSON says, at which levels of its lists and how it looks, each worked out when first asked for."""

    def __init__(self, json: str, blocks: Blocks) -> None:
        self.json = json
        self._blocks = blocks

    @cached_property
    def words(self) -> str:
        return blocks_text(self._blocks)

    @cached_property
    def levels(self) -> Levels:
        return levels_of(self._blocks)

    @cached_property
    def passages(self) -> Sequence[Passage]:
        return passages_of(self._blocks)


class _Read:
    """The values of suggestions as they are listed: what one leads to, and the next leads from, is read once."""

    def __init__(self, root: Strategy) -> None:
        self._root = root
        self._texts: tuple[_Text, ...] = ()

    def words(self, suggestion: Suggestion, value: str, unsettled: Container[str] = ()) -> str:
        """One side of a suggestion as plain words: `value` is its `before` or `after`."""
        if value and self._is_rich(suggestion):
            return self._text(suggestion, value).words
        return words(self._root, suggestion, value, unsettled)

    def is_relevelled(self, suggestion: Suggestion) -> bool:
        """Whether what stays of a text, or is changed in its place, would stand at another level of its lists."""
        sides = suggestion.before, suggestion.after
        if not any(LIST in side for side in sides) or not self._is_rich(suggestion):
            return False  # nearly every suggestion
        return levels_differ(*(self._text(suggestion, side).levels if side else () for side in sides))

    def restyled(self, suggestion: Suggestion) -> str:
        """What of the look of a text would differ where its words are to stay; empty for none."""
        sides = suggestion.before, suggestion.after
        if not all(sides) or not self._is_rich(suggestion):
            return ""
        before, after = (self._text(suggestion, side) for side in sides)
        return looks_told(before.passages, after.passages) if before.words == after.words else ""

    def _is_rich(self, suggestion: Suggestion) -> bool:
        if suggestion.sort != "text" or suggestion.node not in self._root.ids:
            return False
        return suggestion.field in dict(rich_fields(find(self._root, suggestion.node)))

    def _text(self, suggestion: Suggestion, json: str) -> _Text:
        for text in self._texts:
            if text.json == json:
                return text
        kind = find(self._root, suggestion.node).kind
        text = _Text(json, value_of(kind, suggestion.field, json))
        self._texts = (*self._texts[-1:], text)
        return text


def words(root: Strategy, suggestion: Suggestion, value: str, unsettled: Container[str] = ()) -> str:
    """One side of a suggestion as plain words: `value` is its `before` or `after`.

    Whither a part would move is told by no part that is `unsettled`.
    """
    if not value:
        return ""
    if suggestion.sort == "text":
        node = find(root, suggestion.node) if suggestion.node in root.ids else None
        return said_of(node.kind, suggestion.field, value, _names(root)) if node else said_in(value)
    spot = spot_of(value)
    if spot.node is not None:
        named = _names(root, spot.node)
        return "\n".join(line for each in walk(spot.node) for line in lines_of(each, named))
    if spot.parent not in root.ids:
        return ""
    holder = find(root, spot.parent)
    there = {child.id: name_of(child) for child in holder.children if child.id not in unsettled}
    before = next((there[id] for id in spot.behind if id in there and id != suggestion.node), None)
    return f"{f'after “{before}”' if before else 'first'} under “{name_of(holder)}”"


def _names(root: Strategy, coming: Node | None = None) -> Callable[[str], str]:
    """What the parts of a tree, and of a branch that would come into it, are called."""
    inside = {each.id: each for each in walk(coming)} if coming is not None else {}

    def named(id: str) -> str:
        node = inside.get(id) or (find(root, id) if id in root.ids else None)
        return name_of(node) if node is not None else id

    return named


class Decision(Struct, frozen=True):
    """A decision as one edit: what it does to the tree, what undo calls it, and its mark in the journal.

    `decided` are the suggestions it decides on, `collided` those to be accepted that cannot be, with the reason.
    """

    change: Callable[[Strategy], Strategy]
    label: str
    mark: str
    decided: tuple[str, ...]
    collided: tuple[tuple[str, str], ...]


def decision(
    root: Strategy,
    accepted: Sequence[Suggestion] = (),
    rejected: Sequence[Suggestion] = (),
    reopened: Sequence[Suggestion] = (),
    among: Sequence[Suggestion] = (),
) -> Decision:
    """The edit that accepts, rejects and reopens suggestions; made through `Editing.do` or the window's draft.

    `among` are all of the strategy's, decided or not. Those that collide with what was done since stay open. Its
    `change` raises Refused on a tree where others collide.
    """
    first, collided = all_carried_out(root, accepted, among)
    fits = [each for each in accepted if each.id not in collided]

    def change(now: Strategy) -> Strategy:
        after, refused = (first, ()) if now is root else all_carried_out(now, fits, among)
        if refused:
            raise Refused("The text was changed elsewhere meanwhile; look at the suggestion again.")
        assert isinstance(after, Strategy)
        return after

    groups = [[each.id for each in group] for group in (fits, rejected, reopened)]
    label = next(
        (_label(verb, root, group)
         for verb, group in (("Accept", fits or accepted), ("Reject", rejected), ("Reopen", reopened)) if group),
        "",
    )  # fmt: skip
    decided = tuple(id for group in groups for id in group)
    return Decision(change, label, mark_of(*groups), decided, tuple(collided.items()))


class Foreseen(Struct, frozen=True):
    """What a tree would become; `left` is the number of suggestions that it could not bear, `authors` are by part."""

    root: Strategy
    left: int
    authors: Mapping[str, tuple[str, ...]]


def if_all_accepted(root: Strategy, found: Sequence[Suggestion]) -> Foreseen:
    """What a tree would be with all open suggestions in it, but for those that collide with it or one another.

    `found` are all of the strategy's, decided or not.
    """
    waiting = [each for each in found if each.state == "open"]
    after, refused = all_carried_out(root, waiting, found)
    assert isinstance(after, Strategy)
    authors: dict[str, tuple[str, ...]] = {}
    for each in waiting:
        if each.id not in refused:
            authors[each.node] = tuple(dict.fromkeys((*authors.get(each.node, ()), each.author)))
    return Foreseen(after, len(refused), authors)


def accept(library: Library, editing: Editing, chosen: Sequence[Suggestion], who: str = "") -> Accepted:
    """Puts suggestions into the draft as one edit. Those that collide with what was done since are left open."""
    before = editing.root
    made = decision(before, chosen, among=library.suggestions(before.id))
    if not made.decided:
        return Accepted(None, (), made.collided)
    pictures = library.pictures_of([each.after for each in chosen])
    edited = editing.do(made.change, made.label, made.mark, pictures)
    if who:
        library.judge(made.decided, "accepted", who)
    changed = edited.after.fingerprint != before.fingerprint
    return Accepted(edited if changed else None, made.decided, made.collided)


def _label(verb: str, root: Strategy, chosen: Sequence[Suggestion]) -> str:
    if len(chosen) == 1:
        return f"{verb}: {label_of(root, chosen[0])}"
    return f"{verb} {len(chosen)} suggestions"


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


def withdraw(library: Library, strategy: str, comment: Comment) -> None:
    """Takes back what one said oneself, while nobody has answered it; `comment_again` puts it back.

    Raises Refused for a comment by somebody else, or with answers.
    """
    if comment.author != library.who:
        raise Refused(f"This comment is by {comment.author}; resolve it instead.")
    if any(each.parent == comment.id for each in library.comments(strategy)):
        raise Refused("This comment has answers; resolve it instead.")
    library.withdraw((comment.id,))


def comment_again(library: Library, strategy: str, comment: Comment) -> None:
    """Puts back a comment that was withdrawn."""
    library.take_in(strategy, (), (comment,))


def threads(comments: Iterable[Comment]) -> list[tuple[Comment, ...]]:
    """The comments as threads: each begins with what was said first, its answers after it."""
    found: dict[str, list[Comment]] = {}
    for each in comments:
        found.setdefault(each.parent or each.id, []).append(each)
    return [tuple(sorted(thread, key=lambda each: (bool(each.parent), each.at))) for thread in found.values()]


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
