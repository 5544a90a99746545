"""The names under which a written file remembers whose words stand where. Imports models only.

Word allows a bookmark 40 letters, digits and underscores; one that begins with an underscore is hidden from its users.
`_eg_<node>` marks a node's title, `_eg_<node>_<field>` another field; a further `_<n>` tells the places of one field
apart. `_egg_<n>` marks what was worked out and belongs to no node; `_ega_<anchor>` is where a link leads. What stood
where when the file was written goes with the embedded content, so that a reader can tell what was deleted since.
"""

import hashlib
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

PLACE = "at"
"""The pseudo-field of a heading whose words are generated: it only says where its node stands."""
DRAWN = "Engross figure"
"""How the name of a generated picture begins, by which readers know that it is nobody's."""
_LONGEST_ID = 13
_LONGEST_FIELD = 16
_NAME = re.compile(r"_eg_([a-z0-9]+)(?:_([a-z]+))?(?:_(\d+))?")
_PLAIN = re.compile(r"[a-z0-9]+")
_SAFE = re.compile(r"[A-Za-z0-9_]{1,34}")


class Bookmark(NamedTuple):
    """Whose words a bookmark marks: the keys of node and field, and which of several places it is."""

    node: str
    field: str
    nth: int


def node_key(node: str) -> str:
    """How a node's identity stands in a bookmark's name: itself, or a digest of one that is too long."""
    if len(node) <= _LONGEST_ID and _PLAIN.fullmatch(node):
        return node
    return "0" + hashlib.sha256(node.encode()).hexdigest()[: _LONGEST_ID - 1]


def field_key(field: str) -> str:
    """How a field stands in a bookmark's name; a node's title is not named."""
    return "" if field in ("", "title") else field.replace("_", "")[:_LONGEST_FIELD]


def field_bookmark(node: str, field: str = "title", nth: int = 0) -> str:
    """The name of the bookmark at the `nth` place where a field of a node stands, at most 40 characters."""
    name = f"_eg_{node_key(node)}"
    if key := field_key(field):
        name += "_" + key
    return f"{name}_{nth}" if nth else name


def read_bookmark(name: str) -> Bookmark | None:
    """What `field_bookmark` was told when it made this name; None for any other name. The title's key is ""."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    return Bookmark(found[1], found[2] or "", int(found[3] or 0))


def generated_bookmark(nth: int) -> str:
    """The name of the bookmark on a paragraph that was worked out and is nobody's words."""
    return f"_egg_{nth}"


def is_generated(name: str) -> bool:
    """Whether `generated_bookmark` made this name."""
    return name.startswith("_egg_")


def link_bookmark(anchor: str) -> str:
    """The name of the bookmark that a link to `#anchor` leads to."""
    if _SAFE.fullmatch(anchor):
        return "_ega_" + anchor
    return "_egx_" + hashlib.sha256(anchor.encode()).hexdigest()[:32]


class Shown(Struct, frozen=True):
    """What a file showed when it was written, in order.

    `shown` holds the names of all bookmarks without their first letters, parted by spaces; `numbers` the number
    that was generated before a title, by the same name; `generated` the digest of each paragraph that was worked
    out; `items` the list levels, from 0, of paragraphs whose bullet or number is that of their node, and no part of
    its text; `levels` a digit for each of `shown`, the level of heading that stands there, 0 for none.
    """

    shown: str = ""
    numbers: dict[str, str] = {}
    generated: dict[str, str] = {}
    items: dict[str, int] = {}
    levels: str = ""

    @property
    def names(self) -> list[str]:
        """The names of the bookmarks on somebody's words."""
        return ["_eg_" + name for name in self.shown.split(" ")] if self.shown else []

    @property
    def heading_levels(self) -> dict[str, int]:
        """The level of the heading that each of those bookmarks stood on, of those that did."""
        levels = zip(self.names, self.levels, strict=False)
        return {name: int(digit) for name, digit in levels if "0" < digit <= "9"}


def words_digest(text: str) -> str:
    """A short digest of a line's words, the same however they are spaced."""
    return f"{zlib.crc32(' '.join(text.split()).encode('utf-8', 'replace')):x}"


def with_shown(
    content: bytes,
    names: Sequence[str],
    numbers: Mapping[str, str],
    generated: Mapping[str, str],
    items: Mapping[str, int],
    levels: Mapping[str, int],
) -> bytes:
    """The canonical content with what the file shows of it added; a reader of the content alone does not see it."""
    if not content.endswith(b"}") or content == b"{}":
        return content
    shown = " ".join(name[len("_eg_") :] for name in names)
    digits = "".join(str(levels.get(name, 0)) for name in names)
    added = msgspec.json.encode(Shown(shown, dict(numbers), dict(generated), dict(items), digits))
    return content[:-1] + b"," + added[1:]


def read_shown(content: bytes) -> Shown:
    """What `with_shown` added; nothing where it added nothing. Raises msgspec.DecodeError where this is no JSON."""
    return msgspec.json.decode(content, type=Shown)
