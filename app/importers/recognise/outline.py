"""Lines with heading levels become a tree of parts. Imports lines and wording only."""

from collections.abc import Iterator

from msgspec import Struct, structs

from app.importers.recognise.lines import Line, Piece, Pieces
from app.importers.recognise.wording import heading_front, normal


class Part(Struct, frozen=True, gc=False):
    """A heading, what stands under it, and the parts below. `family` is the noun its heading counts (“theme”)."""

    heading: tuple[Line, ...] = ()
    blocks: Pieces = ()
    parts: "tuple[Part, ...]" = ()
    family: str = ""

    @property
    def name(self) -> str:
        """The words of its heading."""
        return " ".join(line.words for line in self.heading)

    @property
    def key(self) -> str:
        """Its heading for comparing."""
        return normal(self.name)

    def pieces(self) -> Iterator[Piece]:
        """All that it holds, in reading order."""
        yield from self.heading
        yield from self.blocks
        for part in self.parts:
            yield from part.pieces()


class _Open(Struct):
    heading: tuple[Line, ...]
    level: int
    family: str
    blocks: list[Piece]
    parts: list[Part]

    def closed(self) -> Part:
        return _named(Part(self.heading, tuple(self.blocks), tuple(self.parts), self.family))


def _named(part: Part) -> Part:
    """A part whose heading only counts (“Theme 1”) and whose name is the one heading below it, as one part."""
    if not part.family or part.blocks or len(part.parts) != 1 or len(part.heading) != 1:
        return part
    heading, below = part.heading[0], part.parts[0]
    front = heading_front(heading.text)
    if front.family != part.family or any(letter.isalnum() for letter in heading.text[front.end :]):
        return part
    count = (structs.replace(heading, prefix=()), *heading.prefix)
    first = structs.replace(below.heading[0], prefix=(*below.heading[0].prefix, *count))
    return structs.replace(below, heading=(first, *below.heading[1:]), family=part.family)


def outline(pieces: list[Piece]) -> Part:
    """The tree of parts of a list of pieces; the root has no heading and holds what stands before the first one.

    A level that skips (1, 3) stands directly under the one before it.
    """
    stack = [_Open((), 0, "", [], [])]
    for piece in pieces:
        if not isinstance(piece, Line) or not piece.level:
            stack[-1].blocks.append(piece)
            continue
        while stack[-1].level >= piece.level:
            _close(stack)
        stack.append(_Open((piece,), piece.level, family_of(piece), [], []))
    while len(stack) > 1:
        _close(stack)
    return stack[0].closed()


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    stack[-1].parts.append(done.closed())


def family_of(heading: Line) -> str:
    """The noun that a heading counts, also where its prefix has been cut off already."""
    front = "".join(line.text for line in heading.prefix)
    return heading_front(front + heading.text).family


def lifted_root(root: Part) -> tuple[tuple[Line, ...], Part]:
    """Where one heading holds the whole document it is the title: that heading, and the root without it."""
    if len(root.parts) != 1 or not root.parts[0].parts:
        return (), root
    only = root.parts[0]
    if only.family or any(line.prefix for line in only.heading):
        return (), root
    return only.heading, structs.replace(root, blocks=root.blocks + only.blocks, parts=only.parts)
