"""Which part of a strategy stands where, and under which heading, in a house style's order. Imports models only."""

from collections.abc import Iterator, Set
from typing import NamedTuple

from msgspec import structs

from app.models.house import HEADED, House
from app.models.nodes import KINDS, Node, Strategy, Theme, Vision, name_of

THEMES_SUFFIX = "-themes"


class Place(NamedTuple):
    """A part at the top of a document. A vision may take two: `part` "vision", and "themes" for the themes below it."""

    node: Node
    part: str


def arranged(root: Strategy, house: House) -> list[Place]:
    """The strategy's own parts in the house's order; a section stays behind the part it follows in the tree."""
    ranks = _ranks(house)
    found: list[tuple[int, Place]] = []
    for rank, node in _ranked(root, house):
        for place in _places(node, house):
            own = ranks.get("themes", rank) if place.part == "themes" else rank
            found.append((own, place))
    found.sort(key=lambda pair: pair[0])
    return [place for _, place in found]


def as_printed(root: Strategy, house: House) -> Strategy:
    """The strategy with its own parts in the order in which the house shows them; itself where they stand so.

    A vision stands where its words are printed, also while it has none, so that the first of them moves nothing.
    """
    shown = tuple(node for _, node in sorted(_ranked(root, house), key=lambda pair: pair[0]))
    same = all(a is b for a, b in zip(shown, root.children, strict=True))
    return root if same else structs.replace(root, children=shown)


def stored_place(root: Strategy, house: House, at: int, leaving: Set[str] = frozenset()) -> int:
    """Where to put a part for it to be shown as number `at` of the strategy's own, once those `leaving` have left.

    What has no rank in the house follows what stands before it, so it goes behind that.
    """
    shown = [node.id for node in as_printed(root, house).children if node.id not in leaving]
    stays = [node.id for node in root.children if node.id not in leaving]
    return stays.index(shown[min(at, len(shown)) - 1]) + 1 if at > 0 and shown else 0


def _ranks(house: House) -> dict[str, int]:
    return {part: at for at, part in enumerate(house.order.body)}


def _ranked(root: Strategy, house: House) -> Iterator[tuple[int, Node]]:
    """The strategy's own parts as stored, each with its rank in the house, or that of the part that it follows."""
    ranks, rank = _ranks(house), -1
    for node in root.children:
        rank = ranks.get("themes" if node.kind == "theme" else node.kind, rank)
        yield rank, node


def _places(node: Node, house: House) -> list[Place]:
    if not isinstance(node, Vision) or house.order.themes == "in the vision":
        return [Place(node, node.kind)]
    places: list[Place] = []
    if shows_vision(node, house):
        places.append(Place(node, "vision"))
    if shows_themes(node, house):
        places.append(Place(node, "themes"))
    return places or [Place(node, "vision")]


def shows_themes(vision: Vision, house: House) -> bool:
    """Whether there is anything to stand under the heading over the themes."""
    around = house.layout.aims != "aims in the vision" and (vision.themes_lead or vision.closing)
    return bool(vision.themes_title or around) or _holds_themes(vision)


def shows_vision(vision: Vision, house: House) -> bool:
    """Whether the vision has words of its own, besides its themes and what stands over them."""
    own = vision.title or vision.body or vision.statement or vision.slogan
    listed = house.layout.aims == "aims in the vision" and (
        vision.themes_lead or vision.closing or _holds_themes(vision)
    )
    return bool(own or listed or any(child.kind == "section" for child in vision.children))


def _holds_themes(vision: Vision) -> bool:
    return any(isinstance(child, Theme) for child in vision.children)


def heading_of(node: Node, house: House, number: str = "") -> tuple[str, bool]:
    """The words of a node's heading and whether they are generated; empty where it has no heading."""
    if node.title.strip():
        return node.title, False
    if node.kind in HEADED:
        return house.heading(node.kind), True
    if node.kind == "section":
        return "", False
    bare = number.rstrip(" –—-:.")
    return bare if any(sign.isalpha() for sign in bare) else house.term(node.kind).one, True


def called(node: Node, house: House) -> str:
    """What a list calls a node: by the heading it has in the document, else its first words, else its kind."""
    if node.kind in HEADED:
        return heading_of(node, house)[0]
    name = name_of(node)
    return house.term(node.kind).one if name == KINDS[node.kind].label else name


def themes_heading(vision: Vision, house: House) -> tuple[str, bool]:
    """The words of the heading over the themes and whether they are generated."""
    return (vision.themes_title, False) if vision.themes_title.strip() else (house.heading("themes"), True)
