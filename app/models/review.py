"""What reviewers say of a strategy: suggestions and comments, each on a node and its words. Imports other models only.

They stand outside the tree, so that reviewing never alters what is reviewed. A suggestion is made to a text as it was
(`before`); accepted on a text that has changed since, it is merged by word (see `compare.suggest`).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Any, Literal

import msgspec
from msgspec import Struct

from app.models.nodes import CANONICAL, KINDS, Node, from_json
from app.models.text import Block, Blocks, block_lines

State = Literal["open", "accepted", "rejected"]
Sort = Literal["text", "inserted", "deleted", "moved"]
Known = dict[bytes, tuple[str, ...]]
"""What parts of values in JSON say, a paragraph a line."""


class Spot(Struct, frozen=True):
    """Where a part stands, or is to stand: under `parent`, after the first of `behind` that is there (none: first).

    `node` is the part with all below it, where it comes or goes.
    """

    parent: str
    behind: tuple[str, ...] = ()
    node: Node | None = None


class Excerpt(Struct, frozen=True):
    """Part of a long text: some blocks of it, and how many stand ahead of them and behind them."""

    ahead: int
    behind: int
    blocks: Blocks


class Suggestion(Struct, frozen=True, kw_only=True):
    """One change that somebody suggests.

    `sort` "text" sets `field` of `node`; "inserted", "deleted" and "moved" are about the whole part. `before` and
    `after` are JSON: values of the field, or of a long text an `Excerpt` with what changes, or a `Spot`. `base` is the
    fingerprint of the tree it was made to, `at` a time in ISO 8601, `source` the copy that it came with and its number
    in it ("SHA-256:3"): suggestions of one copy lead, in their order, from the text as it was sent to the text as it
    came back.
    """

    id: str
    node: str
    field: str = ""
    base: str = ""
    before: str = ""
    after: str = ""
    author: str = ""
    at: str = ""
    source: str = ""
    state: State = "open"
    decided_by: str = ""
    decided_at: str = ""

    @property
    def copy(self) -> str:
        """The SHA-256 of the copy that it came with."""
        return self.source.partition(":")[0]

    @property
    def number(self) -> int:
        """Its place among the suggestions of its copy."""
        number = self.source.partition(":")[2]
        return int(number) if number.isdecimal() else 0

    @property
    def sort(self) -> Sort:
        """What it would do."""
        if self.field:
            return "text"
        if not self.before:
            return "inserted"
        return "moved" if self.after else "deleted"

    @property
    def has_excerpt(self) -> bool:
        """Whether it keeps part of a long text."""
        return self.before.startswith(_EXCERPT)


class Comment(Struct, frozen=True, kw_only=True):
    """A remark on the words `quote` in `field` of `node` (empty: on the part). `anchor` is what stands before them.

    `parent` is the comment that it answers; `resolved` when the thread was closed, empty while it is open.
    """

    id: str
    node: str
    field: str = ""
    quote: str = ""
    anchor: str = ""
    parent: str = ""
    author: str = ""
    at: str = ""
    text: str = ""
    resolved: str = ""
    resolved_by: str = ""

    def place_in(self, text: str, loosely: bool = False) -> tuple[int, int] | None:
        """Where in a text the words stand that it is about: from and to; None where they are there no more.

        Of words in several paragraphs, the first that are there. `loosely`: most of the words will do, for they may
        have been edited since.
        """
        lines = [line for line in self.quote.split("\n") if line.strip()]
        exact = (_found(words, self.anchor, text) for words in (self.quote, *lines[:_FIRST_LINES]) if words)
        place = next((each for each in exact if each is not None), None)
        return _most(lines[0].split(), text) if place is None and loosely and lines else place


_FIRST_LINES, _MOST_WORDS, _FEWEST_WORDS, _FEWEST_LETTERS = 5, 60, 2, 6


def _found(words: str, anchor: str, text: str) -> tuple[int, int] | None:
    """Where some words stand, after `anchor` if they do so anywhere; spaces may differ."""
    start = text.find(anchor + words) + len(anchor) if anchor else -1
    if start < len(anchor) or not anchor:
        start = text.find(words)
    if start >= 0:
        return start, start + len(words)
    found = (
        re.search(r"\s+".join(map(re.escape, words.split())), text) if len(words) < len(text) + 9 else None
    )
    return found.span() if found else None


def _most(words: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where more than half of some words still stand together: the most at the beginning or end of them."""
    words = words[:_MOST_WORDS]
    for count in range(len(words) - 1, max(_FEWEST_WORDS, len(words) // 2 + 1) - 1, -1):
        for some in (words[:count], words[-count:]):
            sought = " ".join(some)
            if len(sought) >= _FEWEST_LETTERS and (found := _found(sought, "", text)):
                return found
    return None


def identity(*parts: str) -> str:
    """An identity that is the same for the same things said: so a copy taken in twice gives nothing new."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:26]


_SIGNS: dict[str, tuple[State, State]] = {
    "+": ("accepted", "open"),
    "-": ("rejected", "open"),
    "=": ("open", "rejected"),
}
_DECIDED = "decided "
_MERGES = "merges "


def mark_of(accepted: Iterable[str] = (), rejected: Iterable[str] = (), reopened: Iterable[str] = ()) -> str:
    """The mark that an edit bears which decides on suggestions, so that undo and redo take their states along."""
    signed = zip("+-=", (accepted, rejected, reopened), strict=True)
    return _DECIDED + " ".join(f"{sign}{id}" for sign, ids in signed for id in ids)


def merging_mark(fingerprint: str) -> str:
    """The mark that an edit bears which merges another copy's text: while it is done, that text was had here, too."""
    return f"{_MERGES}{fingerprint}"


def text_merged(mark: str) -> str:
    """The fingerprint of the text that an edit of that mark merged; empty for other edits."""
    return mark.removeprefix(_MERGES) if mark.startswith(_MERGES) else ""


def states_of(mark: str, done: bool) -> dict[State, list[str]]:
    """The suggestions by the state they have once an edit of that mark is done, or undone; none for other edits."""
    found: dict[State, list[str]] = {}
    for word in mark.removeprefix(_DECIDED).split() if mark.startswith(_DECIDED) else ():
        after, before = _SIGNS[word[0]]
        found.setdefault(after if done else before, []).append(word[1:])
    return found


def value_json(value: Any) -> str:
    """A field's value as canonical JSON."""
    return CANONICAL.encode(value).decode()


_EXCERPT = '{"ahead":'
"""How an excerpt begins in JSON, and no value of a field and no spot does."""


def excerpt_json(ahead: int, behind: int, blocks: Iterable[str]) -> str:
    """An excerpt as canonical JSON, its blocks given so; the plain value where it is the whole text."""
    value = f"[{','.join(blocks)}]"
    return f'{_EXCERPT}{ahead},"behind":{behind},"blocks":{value}}}' if ahead or behind else value


def excerpt_of(json: str) -> Excerpt:
    """The excerpt that `excerpt_json` wrote; also one of the whole text, as its value is written."""
    if json.startswith(_EXCERPT):
        return msgspec.json.decode(json, type=Excerpt)
    return Excerpt(0, 0, msgspec.json.decode(json, type=Blocks))


def is_value(json: str) -> bool:
    """Whether a side of a suggestion tells what a field says, not where a part stands."""
    return json.startswith(_EXCERPT) or not json.startswith("{")


def value_of(kind: str, field: str, json: str) -> Any:
    """The value that `value_json` wrote of a field of a node of that kind; of an excerpt, what stands in it."""
    if json.startswith(_EXCERPT):
        return excerpt_of(json).blocks
    return msgspec.json.decode(json, type=_type_of(kind, field))


@cache
def _type_of(kind: str, field: str) -> Any:
    """The type of a field, which msgspec works out from its annotation each time anew."""
    declared = msgspec.structs.fields(KINDS[kind].made)
    return next(each.type for each in declared if each.name == field)


def said_in(json: str, known: Known | None = None) -> str:
    """The words of a field's value in JSON: those of its blocks, or the value itself.

    `known` keeps what each block or row says: of a long text's many values, each differs from the next in few of them.
    """
    if json.startswith(_EXCERPT):
        parts = [*map(bytes, msgspec.json.decode(json, type=_Written).blocks)]
    elif json.startswith("["):
        parts = [*map(bytes, msgspec.json.decode(json, type=list[msgspec.Raw]))]
    else:
        return str(msgspec.json.decode(json))
    known = {} if known is None else known
    for part in {*parts}.difference(known):
        known[part] = _said(part)
    return "\n".join(chain.from_iterable(map(known.__getitem__, parts)))


class _Written(Struct):
    """An excerpt whose blocks are read one by one."""

    blocks: list[msgspec.Raw]


def _said(part: bytes) -> tuple[str, ...]:
    """What a block says, paragraph by paragraph; of all else that stands in a list, such as a row, the value itself."""
    if part.startswith(b'{"block":'):
        return tuple(block_lines(msgspec.json.decode(part, type=Block)))
    value = msgspec.json.decode(part)
    if not isinstance(value, dict):
        return (str(value),)
    return (", ".join(value.values()),)  # pyright: ignore[reportUnknownArgumentType,reportUnknownMemberType]


def spot_json(spot: Spot) -> str:
    """A spot as canonical JSON."""
    return CANONICAL.encode(spot).decode()


def spot_of(json: str) -> Spot:
    """The spot that `spot_json` wrote."""
    return msgspec.json.decode(json, type=Spot)


def with_identities(node: Node, ids: dict[str, str]) -> Node:
    """A branch whose identities, and links to them, are changed throughout as `ids` says."""
    if not ids:
        return node
    data = msgspec.json.decode(CANONICAL.encode(node))
    return from_json(CANONICAL.encode(_renamed(data, ids)))


def _renamed(value: Any, ids: dict[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _renamed(inner, ids, name) for name, inner in value.items()}  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
    if isinstance(value, list):
        return [_renamed(inner, ids, key) for inner in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, str):
        if key == "link" and value.startswith("#"):
            return "#" + ids.get(value[1:], value[1:])
        if key == "id" or key in LINKED:
            return ids.get(value, value)
    return value


LINKED = frozenset(field.name for kind in KINDS.values() for field in kind.fields if field.type == "links")
